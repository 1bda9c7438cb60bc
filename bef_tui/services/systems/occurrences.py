"""SOPs with a rhythm: the runs they make due, each of them once."""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

from sqlmodel import Session, col, select

from bef_tui.data.systems import Sop, WorkflowRun
from bef_tui.framework.weeks import Now, quarter_bounds, quarter_of
from bef_tui.framework.words import Cadence

CAUGHT_UP_DAYS = 35  # the window in which runs are judged: four closed weeks and the running one


def occurrence_of(cadence: Cadence, day: date, now: Now) -> tuple[str, date]:
    """The name of the period that holds a day (``2026-W47``), and its last day, by which the run is due."""
    if cadence == "weekly":
        week = now.week_of(day)
        return week, now.ends(week)
    if cadence == "monthly":
        return f"{day:%Y-%m}", day.replace(day=calendar.monthrange(day.year, day.month)[1])
    if cadence == "quarterly":
        return quarter_of(day), quarter_bounds(day)[1]
    return day.isoformat(), day


def waiting(session: Session, *, now: Now) -> int:
    """How many runs have become due that are not in the file yet."""
    return len(_missing(session, now))


def generate_due(session: Session, *, now: Now) -> int:
    """Make the runs that have become due; gives how many.

    Each occurrence is made once, however often this is asked. After a pause, what was missed since the last
    occurrence (in the last five weeks) is made too, so that it shows as missed.
    """
    new = _missing(session, now)
    for sop, occurrence, due in new:
        assert sop.id is not None
        session.add(
            WorkflowRun(
                sop_id=sop.id,
                revision=sop.revision,
                owner_id=sop.owner_id,
                occurrence=occurrence,
                due=due,
                status="due",
            )
        )
    session.flush()
    return len(new)


def forget_waiting(session: Session, sop_id: int, *, now: Now) -> None:
    """Delete the due runs of an SOP that nobody started and whose day has not passed: they are no longer expected."""
    query = select(WorkflowRun).where(
        WorkflowRun.sop_id == sop_id,
        WorkflowRun.status == "due",
        col(WorkflowRun.occurrence).is_not(None),
        col(WorkflowRun.due) >= now.today,
    )
    for run in session.exec(query):
        session.delete(run)
    session.flush()


def _missing(session: Session, now: Now) -> list[tuple[Sop, str, date]]:
    session.flush()
    in_rhythm = session.exec(
        select(Sop).where(Sop.status == "active", Sop.cadence != "").order_by(col(Sop.id))
    ).all()
    if not in_rhythm:
        return []
    earliest = now.today - timedelta(days=CAUGHT_UP_DAYS)
    known: dict[int, dict[str, date]] = {}
    query = select(WorkflowRun.sop_id, col(WorkflowRun.occurrence), col(WorkflowRun.due)).where(
        col(WorkflowRun.occurrence).is_not(None), col(WorkflowRun.due) >= earliest
    )
    for sop_id, occurrence, due in session.exec(query):
        if occurrence is not None and due is not None:
            known.setdefault(sop_id, {})[occurrence] = due
    missing: list[tuple[Sop, str, date]] = []
    for sop in in_rhythm:
        there = known.get(sop.id or 0, {})
        missing += [
            (sop, name, due) for name, due in _expected(sop, there, now, earliest) if name not in there
        ]
    return missing


def _expected(sop: Sop, there: dict[str, date], now: Now, earliest: date) -> Iterator[tuple[str, date]]:
    """The occurrences from the last one of this rhythm (else from today) up to today."""
    same_rhythm = [due for name, due in there.items() if occurrence_of(sop.cadence, due, now)[0] == name]
    day = max(same_rhythm, default=now.today)
    day = min(max(day, sop.active_since or day, earliest), now.today)
    while day <= now.today:
        name, due = occurrence_of(sop.cadence, day, now)
        yield name, due
        day = due + timedelta(days=1)
