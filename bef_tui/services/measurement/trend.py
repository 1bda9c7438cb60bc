"""Said and done: how many of the promises of each closed week were kept."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from bef_tui.data.execution import Commitment
from bef_tui.data.reviews import Review
from bef_tui.framework.facts import CommitmentFact, Facts
from bef_tui.framework.gap.promises import verdicts
from bef_tui.framework.weeks import Now, add_weeks, last_weeks


@dataclass(frozen=True, slots=True)
class SayDo:
    """The frozen promises of a closed week that are not excused, and how many were kept by their day."""

    week: str
    said: int
    did: int

    @property
    def share(self) -> float | None:
        """The part that was kept; None for a week without promises."""
        return self.did / self.said if self.said else None


def say_do(session: Session, *, now: Now, weeks: int = 13) -> tuple[SayDo, ...]:
    """The last closed weeks, oldest first: weeks that are over, and this one once its review is closed."""
    newest = now.week if _reviewed(session, now.week) else add_weeks(now.week, -1)
    span = last_weeks(newest, weeks)
    facts = Facts(
        today=now.today,
        week=now.week,
        closed=span,
        first_weekday=now.first_weekday,
        commitments=tuple(map(_fact, _frozen(session, span))),
    )
    return tuple(_counted(facts, week) for week in span)


def _counted(facts: Facts, week: str) -> SayDo:
    outcomes = [outcome for _, outcome in verdicts(facts, week) if outcome != "excused"]
    return SayDo(week, len(outcomes), outcomes.count("kept"))


def _frozen(session: Session, span: tuple[str, ...]) -> list[Commitment]:
    frozen = select(Commitment).where(
        col(Commitment.week).between(span[0], span[-1]), col(Commitment.frozen_at).is_not(None)
    )
    return list(session.exec(frozen))


def _fact(promise: Commitment) -> CommitmentFact:
    assert promise.id is not None
    known: dict[str, Any] = {
        name: getattr(promise, name) for name in ("id", "week", "state", "weight", "due")
    }
    return CommitmentFact(
        **known,
        label=promise.outcome[:80],
        closed_on=promise.kept_on or promise.closed_on,
        reason=promise.reason or "",
        imported=promise.source is not None,
    )


def _reviewed(session: Session, week: str) -> bool:
    closed = select(Review.id).where(Review.week == week, Review.state == "closed")
    return session.exec(closed.limit(1)).first() is not None
