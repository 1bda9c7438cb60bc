"""Accountability: whether promises are kept on time, and every open thing has an owner and a date."""

from bef_tui.framework.facts import EVIDENCE_LIMIT, Evidence, Facts, Tally
from bef_tui.framework.gap.promises import window_verdicts
from bef_tui.framework.score.measures import Measure, promises, share


def measures(facts: Facts) -> tuple[Measure, ...]:
    """The four components of Accountability."""
    return (
        _promises(facts),
        share(
            "accountability.owned",
            "An owner and a date",
            20,
            facts.owned,
            "open records have an owner and a date",
            "nothing is open",
        ),
        share(
            "accountability.timely",
            "Not long overdue",
            15,
            facts.timely,
            "dated open records are not overdue by more than 7 days",
            "nothing open has a date",
        ),
        promises(
            "accountability.actions",
            "Issue actions by their date",
            15,
            facts.actions,
            "issue actions done by their date",
            "no issue action was due in four weeks",
        ),
    )


def _promises(facts: Facts) -> Measure:
    judged = window_verdicts(facts)
    imported = sum(c.imported for c in facts.commitments if c.week in facts.window)

    def records() -> tuple[Evidence, ...]:
        missed = [(c, v) for c, v in reversed(judged) if v != "kept"][:EVIDENCE_LIMIT]
        return tuple(
            Evidence(
                "commitment", c.id, c.label, False, f"{c.week}: {v}" + (f", {c.reason}" if c.reason else "")
            )
            for c, v in missed
        )

    tally = Tally(sum(verdict == "kept" for _, verdict in judged), len(judged), imported)
    unit, absent = "promises kept on time", "nothing was promised in four weeks"
    return promises("accountability.promises", "Promises kept", 50, tally, unit, absent, records=records)
