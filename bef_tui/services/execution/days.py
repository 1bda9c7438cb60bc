"""Done against planned, day by day."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, func, select

from bef_tui.data.execution import Task
from bef_tui.framework.weeks import Now


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many tasks were planned for a day, how many of those are done, and how many were done on it in all."""

    day: date
    planned: int
    planned_done: int
    done: int


def done_against_plan(session: Session, *, now: Now) -> tuple[DayCount, ...]:
    """The seven days of this week."""
    first = now.starts(now.week)
    days = [first + timedelta(days=offset) for offset in range(7)]
    planned = {
        day: (count, done)
        for day, count, done in session.exec(
            select(col(Task.planned_on), func.count(), func.count(col(Task.done_on)))
            .where(col(Task.planned_on).between(days[0], days[-1]), Task.status != "dropped")
            .group_by(col(Task.planned_on))
        )
    }
    done = dict(
        session.exec(
            select(col(Task.done_on), func.count())
            .where(col(Task.done_on).between(days[0], days[-1]))
            .group_by(col(Task.done_on))
        ).all()
    )
    return tuple(DayCount(day, *planned.get(day, (0, 0)), done.get(day, 0)) for day in days)
