"""The lists of tasks: what is wanted today, this week, later; told by the indexes alone, so at any size alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlmodel import Session

from bef_tui.framework.weeks import Now
from bef_tui.services.sql import Rows, day, rows_of

LONGEST_LIST = 500


class TaskRow(NamedTuple):
    """A task as a list shows it; ``belongs_to`` is the title of its plan or goal."""

    id: int
    title: str
    status: str
    priority: int | None
    due: date | None
    planned_on: date | None
    owner: str
    belongs_to: str


@dataclass(frozen=True, slots=True)
class TaskLists:
    """The open tasks of today, of the rest of this week, and without a day; and what was done today.

    Each list is cut at 500 rows, the backlog's most urgent first; ``backlog_count`` is the whole of it.
    """

    today: tuple[TaskRow, ...]
    week: tuple[TaskRow, ...]
    backlog: tuple[TaskRow, ...]
    done_today: tuple[TaskRow, ...]
    backlog_count: int


def task_lists(session: Session, *, now: Now) -> TaskLists:
    """The tasks by when they are wanted: planned or due until today, until the week's end, later or never."""
    rows = rows_of(session)
    near = _near(rows, now.ends(now.week))
    return TaskLists(
        today=tuple(
            sorted((row for row in near if _wanted(row) <= now.today), key=lambda row: row.priority or 4)
        ),
        week=tuple(row for row in near if _wanted(row) > now.today),
        backlog=_backlog(rows, now.ends(now.week)),
        done_today=_shown(
            rows(
                "SELECT" + SHOWN + " WHERE t.done_on = :today ORDER BY t.done_at DESC LIMIT 500",
                today=now.today,
            )
        ),
        backlog_count=_backlog_count(rows, now.ends(now.week)),
    )


SHOWN = (
    " t.id, t.title, t.status, t.priority, t.due, t.planned_on, coalesce(p.name, ''), coalesce(a.title, g.title, '')"
    " FROM task t LEFT JOIN person p ON p.id = t.owner_id LEFT JOIN action_plan a ON a.id = t.plan_id"
    " LEFT JOIN goal g ON g.id = t.goal_id"
)


def _shown(found: Iterable[Any]) -> tuple[TaskRow, ...]:
    return tuple(
        TaskRow(task_id, title, status, priority, day(due), day(planned), owner, belongs_to)
        for task_id, title, status, priority, due, planned, owner, belongs_to in found
    )


def _wanted(row: TaskRow) -> date:
    return min(on for on in (row.due, row.planned_on, date.max) if on is not None)


def _near(rows: Rows, end: date) -> tuple[TaskRow, ...]:
    """Open tasks wanted until ``end``, by their day: the first of both indexes hold the first of them all."""
    found = rows(
        f"SELECT{SHOWN} WHERE t.id IN ("
        " SELECT * FROM (SELECT id FROM task WHERE status = 'open' AND due <= :end ORDER BY due, id LIMIT :most)"
        " UNION SELECT * FROM (SELECT id FROM task WHERE status = 'open' AND planned_on <= :end"
        "   ORDER BY planned_on, id LIMIT :most))"
        " ORDER BY min(ifnull(t.due, '9999'), ifnull(t.planned_on, '9999')), t.id LIMIT :most",
        end=end,
        most=LONGEST_LIST,
    )
    return _shown(found)


def _backlog(rows: Rows, end: date) -> tuple[TaskRow, ...]:
    """Open tasks for later or never: by priority, then those with a date, one range of the index after the other."""
    found: list[Any] = []
    for priority in (1, 2, 3, None):
        for dated in ("t.due > :end", "t.due IS NULL"):
            if len(found) < LONGEST_LIST:
                found += rows(
                    f"SELECT{SHOWN} WHERE t.status = 'open' AND t.priority IS :priority AND {dated}"
                    " AND (t.planned_on IS NULL OR t.planned_on > :end) ORDER BY t.due, t.id LIMIT :most",
                    priority=priority,
                    end=end,
                    most=LONGEST_LIST - len(found),
                )
    return _shown(found)


def _backlog_count(rows: Rows, end: date) -> int:
    """All that are open, without those wanted until ``end``."""
    found = rows(
        "SELECT (SELECT count(*) FROM task WHERE status = 'open')"
        " - (SELECT count(*) FROM task WHERE status = 'open' AND due <= :end)"
        " - (SELECT count(*) FROM task WHERE status = 'open' AND planned_on <= :end AND (due IS NULL OR due > :end))",
        end=end,
    )
    return int(found[0][0])
