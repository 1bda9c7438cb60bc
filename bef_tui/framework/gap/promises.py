"""What became of a week's frozen promises: kept, late, not done, excused or still open."""

from collections.abc import Sequence
from typing import Literal

from bef_tui.framework.facts import CommitmentFact, Facts

PromiseVerdict = Literal["kept", "late", "not done", "excused", "open"]

EXCUSED_SHARE = 0.2
"""At most this share of a week's weight may be excused."""


def promises_of(facts: Facts, week: str) -> tuple[CommitmentFact, ...]:
    """The frozen commitments of a week that are judged: imports are not."""
    return tuple(c for c in facts.commitments if c.week == week and not c.imported)


def verdicts(facts: Facts, week: str) -> tuple[tuple[CommitmentFact, PromiseVerdict], ...]:
    """Each promise of a week with what became of it.

    Kept after its day is late, and late is missed. In a closed week open means not done; in the running week it
    stays open until then, and so does a promise that is overdue.
    """
    promises = promises_of(facts, week)
    excused = _excused(promises, facts, week)
    closed = week in facts.closed
    return tuple((c, "excused" if c.id in excused else _verdict(c, facts, closed)) for c in promises)


def window_verdicts(facts: Facts) -> tuple[tuple[CommitmentFact, PromiseVerdict], ...]:
    """The promises of the last four closed weeks that are not excused, oldest first."""
    return tuple(pair for week in facts.window for pair in verdicts(facts, week) if pair[1] != "excused")


def _verdict(promise: CommitmentFact, facts: Facts, closed: bool) -> PromiseVerdict:
    if promise.state == "kept":
        due = promise.due or facts.ends(promise.week)
        return "late" if promise.closed_on is not None and promise.closed_on > due else "kept"
    return "not done" if closed or promise.state in ("missed", "dropped") else "open"


def _excused(promises: Sequence[CommitmentFact], facts: Facts, week: str) -> frozenset[int]:
    """Dropped before the due day, with a reason, oldest drop first, up to a fifth of the week's weight."""
    room = EXCUSED_SHARE * sum(c.weight for c in promises) + 1e-9
    granted: set[int] = set()
    drops = [
        (c.closed_on, c.id, c.weight)
        for c in promises
        if c.state == "dropped"
        and c.reason.strip()
        and c.closed_on
        and c.closed_on < (c.due or facts.ends(week))
    ]
    for _, id_, weight in sorted(drops):
        if weight <= room:
            room -= weight
            granted.add(id_)
    return frozenset(granted)
