"""Done against planned, day by day."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from bef_tui.framework.weeks import Now
from bef_tui.services.sql import rows_of


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
    planned: dict[date, tuple[int, int]] = {}
    for on, count, finished in rows_of(session)(
        "SELECT planned_on, count(*), sum(status = 'done') FROM ("
        " SELECT planned_on, status FROM task WHERE status = 'open' AND planned_on BETWEEN :first AND :last"
        " UNION ALL SELECT planned_on, status FROM task WHERE status = 'done' AND planned_on BETWEEN :first AND :last)"
        " GROUP BY planned_on",
        first=days[0],
        last=days[-1],
    ):
        planned[date.fromisoformat(on)] = (count, finished)
    done = {
        date.fromisoformat(on): count
        for on, count in rows_of(session)(
            "SELECT done_on, count(*) FROM task WHERE done_on BETWEEN :first AND :last GROUP BY done_on",
            first=days[0],
            last=days[-1],
        )
    }
    return tuple(DayCount(day, *planned.get(day, (0, 0)), done.get(day, 0)) for day in days)
