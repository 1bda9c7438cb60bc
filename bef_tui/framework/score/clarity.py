"""Clarity: whether the goals are well formed, few and stable, and the promises serve them."""

from datetime import timedelta

from bef_tui.framework.facts import Evidence, Facts, GoalFact, Tally
from bef_tui.framework.gap.promises import promises_of
from bef_tui.framework.rates import structural
from bef_tui.framework.score.measures import Measure, share

MOST_GOALS = 5
STABLE_FROM = 14
"""A goal may be reshaped in its first 14 days without loss."""


def measures(facts: Facts) -> tuple[Measure, ...]:
    """The four components of Clarity."""
    return (_well_formed(facts), _focus(facts), _linked(facts), _stability(facts))


def missing(goal: GoalFact) -> tuple[str, ...]:
    """What a goal lacks to be well formed, in the order a form asks for it."""
    answers = (
        ("metric", goal.metric),
        ("unit", goal.unit),
        ("baseline", goal.baseline is not None),
        ("target", goal.target is not None),
        ("due date", goal.due is not None),
        ("why", goal.why),
        ("how we will know", goal.known),
    )
    return tuple(name for name, there in answers if not there)


def short_goals(facts: Facts) -> tuple[GoalFact, ...]:
    """The active 90-day goals."""
    return tuple(goal for goal in facts.goals if goal.horizon == "90-day")


def unranked(facts: Facts) -> tuple[GoalFact, ...]:
    """The active 90-day goals without a rank of their own."""
    seen: set[int | None] = {None}
    found = []
    for goal in short_goals(facts):
        if goal.rank in seen:
            found.append(goal)
        seen.add(goal.rank)
    return tuple(found)


def _well_formed(facts: Facts) -> Measure:
    k = sum(not missing(goal) for goal in facts.goals)

    def records() -> tuple[Evidence, ...]:
        return tuple(_goal_evidence(goal) for goal in facts.goals)

    tally = Tally(k, len(facts.goals))
    unit, absent = "active goals are well formed", "no active goal"
    return share("clarity.goals", "Goals well formed", 35, tally, unit, absent, records)


def _goal_evidence(goal: GoalFact) -> Evidence:
    lacks = missing(goal)
    if not lacks:
        return Evidence("goal", goal.id, goal.label, True, "complete")
    names = ", ".join(lacks)
    return Evidence("goal", goal.id, goal.label, False, f"no {names}", f"Give “{goal.label}” its {names}", 1)


def _focus(facts: Facts) -> Measure:
    """One to five active 90-day goals, uniquely ranked. Without any goal or promise at all it is n/a."""
    key, title, goals = "clarity.focus", "Focus", short_goals(facts)
    active, loose = len(goals), unranked(facts)
    if not active:
        judged = bool(facts.goals) or any(promises_of(facts, week) for week in facts.window)
        return Measure(key, title, 20, structural(0) if judged else None, 0, 0, "no active 90-day goal")
    x = max(0.0, 1 - max(0, active - MOST_GOALS) / 5) * (0.5 if loose else 1)
    ranks = f"{len(loose)} without a rank of its own" if loose else "all ranked"
    few = f", {active - MOST_GOALS} too many" if active > MOST_GOALS else ""

    def records() -> tuple[Evidence, ...]:
        over = tuple(
            Evidence("goal", g.id, g.label, False, f"goal {i} of {active}", f"Pause or drop “{g.label}”")
            for i, g in enumerate(goals, start=1)
            if i > MOST_GOALS
        )
        return over + tuple(
            Evidence("goal", g.id, g.label, False, "no rank of its own", f"Rank “{g.label}”") for g in loose
        )

    note = f"{active} active 90-day goal{'s' if active > 1 else ''}, {ranks}{few}"
    return Measure(key, title, 20, structural(x), active - len(loose), active, note, records=records)


def _linked(facts: Facts) -> Measure:
    frozen = [c for week in facts.window for c in promises_of(facts, week)]

    def records() -> tuple[Evidence, ...]:
        loose = [c for c in reversed(frozen) if not c.linked]
        return tuple(
            Evidence("commitment", c.id, c.label, False, f"{c.week}: serves no goal or KPI") for c in loose
        )

    tally = Tally(sum(c.linked for c in frozen), len(frozen))
    unit, absent = "promises serve an active goal or KPI", "nothing was promised in four weeks"
    return share("clarity.linked", "Promises linked", 30, tally, unit, absent, records)


def _stability(facts: Facts) -> Measure:
    grown = [
        goal
        for goal in facts.goals
        if goal.loosened_on or (goal.start and facts.today - goal.start > timedelta(days=STABLE_FROM))
    ]

    def records() -> tuple[Evidence, ...]:
        loosened = [goal for goal in grown if goal.loosened_on]
        return tuple(Evidence("goal", g.id, g.label, False, f"loosened on {g.loosened_on}") for g in loosened)

    tally = Tally(sum(goal.loosened_on is None for goal in grown), len(grown))
    unit, absent = "goals kept as they were set", "no goal is older than 14 days"
    return share("clarity.stability", "Stability", 15, tally, unit, absent, records)
