"""Systems: whether core processes are documented, run in time, and improved where they failed."""

from bef_tui.framework.facts import Facts
from bef_tui.framework.rates import structural
from bef_tui.framework.score.measures import Ceiling, Measure, promises, share

DOCUMENTS_ALONE = 2.9
"""What the category reaches at most while no run was finished in time."""


def measures(facts: Facts) -> tuple[Measure, ...]:
    """The four components of Systems."""
    return (
        share(
            "systems.processes",
            "Core processes documented",
            35,
            facts.processes,
            "core processes have a living SOP and an owner",
            "no core process",
        ),
        _runs(facts),
        _repeats(facts),
        share(
            "systems.lessons",
            "Failures written back",
            15,
            facts.lessons,
            "SOPs were edited within 14 days of a failed or skipped step",
            "no step failed or was skipped",
        ),
    )


def ceiling(facts: Facts) -> Ceiling | None:
    """Documents alone reach 2.9 at most: until a run is finished in time the category is held there."""
    if facts.runs.k > 0:
        return None
    return Ceiling(DOCUMENTS_ALONE, "documents alone: held at 2.9 until a run is finished in time")


def steps_share(facts: Facts) -> float:
    """Share of steps done in the runs that count; a skip with a reason is done, a silent one is not."""
    return min(1.0, facts.steps_done / facts.steps_due) if facts.steps_due else 1.0


def _runs(facts: Facts) -> Measure:
    """Due runs finished in time, the smoothed rate times the share of steps done, by curve P."""
    steps = steps_share(facts)
    unit = "due runs finished in time" + (f", {steps:.0%} of their steps done" if facts.steps_due else "")
    absent = "no run was due in four weeks"
    return promises("systems.runs", "Runs followed", 40, facts.runs, unit, absent, times=steps)


def _repeats(facts: Facts) -> Measure:
    """Titles repeated three times that have an SOP or a rule; full marks when nothing is repeated."""
    key, title = "systems.repeats", "Repetition turned into a system"
    if not facts.repeats.n and facts.tasks_recent:
        note = f"none of {facts.tasks_recent} tasks is repeated three times"
        return Measure(key, title, 10, structural(1), 0, 0, note)
    unit = "titles repeated three times have an SOP or a rule"
    return share(key, title, 10, facts.repeats, unit, "no task in eight weeks")
