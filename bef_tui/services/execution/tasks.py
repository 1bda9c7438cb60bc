"""Tasks: added in one line or by a form, planned for a day, done, dropped; and the lists of them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, func, or_, select

from bef_tui.data.execution import Task, TaskBase
from bef_tui.data.improvement import Issue
from bef_tui.data.planning import ActionPlan, Person
from bef_tui.data.vision import Goal
from bef_tui.exchange.quick_add import QuickTask
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.titles import title_key
from bef_tui.framework.weeks import Now
from bef_tui.services import records
from bef_tui.services.records import Values

LONGEST_LIST = 500


# Deeds


def add_task(session: Session, *, now: Now, **values: Any) -> int:
    """Add a task."""
    clean = records.checked(TaskBase, values)
    records.require_text(clean["title"], "title", "A task needs a title.")
    clean["owner_id"] = clean.get("owner_id") or records.founder_id(session)
    task = Task(**clean, title_key=title_key(clean["title"]), created_on=now.today)
    return records.saved(session, task)


def add_quick(session: Session, quick: QuickTask, *, now: Now, **values: Any) -> int:
    """Add a task.

    A name behind ``@`` that is not known yet becomes a person; a project or tag that begins the title of exactly one
    open plan puts the task under it.
    """
    found: dict[str, Any] = {
        "title": quick.title,
        "due": quick.due,
        "planned_on": quick.planned,
        "priority": quick.priority,
        "tags": " ".join(quick.tags),
    }
    if quick.owner:
        found["owner_id"] = _person(session, quick.owner)
    if plan := _plan_of(session, (quick.project,) if quick.project else quick.tags):
        found["plan_id"], found["goal_id"] = plan.id, plan.goal_id
    if quick.goal_ref and (goal_id := _goal_of(session, quick.goal_ref)):
        found["goal_id"] = goal_id
    return add_task(session, now=now, **{**found, **values})


def edit_task(
    session: Session, task_id: int, changes: Values, opened: Values | None = None, *, now: Now
) -> int:
    """Edit a task."""
    task = records.changed(session, records.found(session, Task, task_id), TaskBase, changes, opened)
    records.require_text(task.title, "title", "A task needs a title.")
    task.title_key = title_key(task.title)
    return task_id


def complete(session: Session, task_id: int, *, now: Now) -> int:
    """Complete a task."""
    task = records.found(session, Task, task_id)
    if task.status == "done":
        return task_id
    task.status, task.done_at, task.done_on, task.reason = "done", now.at, now.today, ""
    for issue in session.exec(select(Issue).where(Issue.action_id == task_id, Issue.status == "decided")):
        issue.status, issue.closed_on = "closed", now.today
    return task_id


def reopen(session: Session, task_id: int, *, now: Now) -> int:
    """Reopen a task."""
    task = records.found(session, Task, task_id)
    task.status, task.done_at, task.done_on, task.reason = "open", None, None, ""
    for issue in session.exec(select(Issue).where(Issue.action_id == task_id, Issue.status == "closed")):
        issue.status, issue.closed_on = "decided", None
    return task_id


def drop_task(session: Session, task_id: int, reason: str, *, now: Now) -> int:
    """Drop a task."""
    records.require_text(reason, "reason", "Say in a word why it is dropped.")
    task = records.found(session, Task, task_id)
    task.status, task.reason = "dropped", reason
    return task_id


def plan_day(session: Session, task_id: int, day: date | None, *, now: Now) -> int:
    """Plan a task for a day."""
    task = records.found(session, Task, task_id)
    task.planned_on = day
    return task_id


def delete_task(session: Session, task_id: int, *, now: Now) -> int:
    """Delete a task."""
    session.delete(records.found(session, Task, task_id))
    return task_id


def _person(session: Session, name: str) -> int:
    """The one person whose name begins so, or a new one of this name."""
    people = session.exec(select(Person.id, Person.name)).all()
    exact = [pid for pid, known in people if known.casefold() == name.casefold()]
    begins = [pid for pid, known in people if known.casefold().startswith(name.casefold())]
    for candidates in (exact, begins):
        if len(candidates) == 1 and candidates[0] is not None:
            return candidates[0]
    return records.saved(session, Person(name=name))


def _plan_of(session: Session, tags: tuple[str, ...]) -> ActionPlan | None:
    for tag in tags:
        plans = session.exec(
            select(ActionPlan).where(
                col(ActionPlan.status).in_(("draft", "active")),
                func.lower(ActionPlan.title).startswith(tag.lower(), autoescape=True),
            )
        ).all()
        if len(plans) == 1:
            return plans[0]
    return None


def _goal_of(session: Session, name: str) -> int | None:
    begins = func.lower(Goal.title).startswith(name.lower(), autoescape=True)
    found = session.exec(select(Goal.id).where(Goal.status == "active", begins)).all()
    if len(found) != 1:
        raise RuleBroken(
            f"No active goal begins with “{name}”." if not found else f"Several goals begin with “{name}”."
        )
    return found[0]


# Questions


def task_values(session: Session, task_id: int) -> dict[str, Any]:
    """The values of a task that a form edits."""
    return records.found(session, Task, task_id).model_dump(include=set(TaskBase.model_fields))


@dataclass(frozen=True, slots=True)
class TaskRow:
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

    The backlog is cut at 500 rows, the most urgent first; ``backlog_count`` is the whole of it.
    """

    today: tuple[TaskRow, ...]
    week: tuple[TaskRow, ...]
    backlog: tuple[TaskRow, ...]
    done_today: tuple[TaskRow, ...]
    backlog_count: int


def task_lists(session: Session, *, now: Now) -> TaskLists:
    """The tasks by when they are wanted: planned or due until today, until the week's end, later or never."""
    today, end = now.today, now.ends(now.week)
    in_week = or_(col(Task.due) <= end, col(Task.planned_on) <= end)
    by_day = (func.min(func.ifnull(Task.due, "9999"), func.ifnull(Task.planned_on, "9999")), col(Task.id))
    urgent = (func.ifnull(Task.priority, 4), func.ifnull(Task.due, "9999"), col(Task.id))
    is_open = Task.status == "open"
    near = _rows(session, is_open, in_week, order=by_day)
    later = ~func.ifnull(in_week, False)
    return TaskLists(
        today=tuple(
            sorted((row for row in near if _wanted(row) <= today), key=lambda row: row.priority or 4)
        ),
        week=tuple(row for row in near if _wanted(row) > today),
        backlog=_rows(session, is_open, later, order=urgent),
        done_today=_rows(session, Task.done_on == today, order=(col(Task.done_at).desc(),)),
        backlog_count=session.exec(select(func.count()).select_from(Task).where(is_open, later)).one(),
    )


def _wanted(row: TaskRow) -> date:
    return min(day for day in (row.due, row.planned_on, date.max) if day is not None)


def _rows(session: Session, *where: Any, order: tuple[Any, ...]) -> tuple[TaskRow, ...]:
    belongs = func.coalesce(ActionPlan.title, Goal.title, "")
    query = (
        records.columns(
            Task.id,
            Task.title,
            Task.status,
            Task.priority,
            Task.due,
            Task.planned_on,
            Person.name,
            belongs,
        )
        .join(Person, col(Person.id) == Task.owner_id, isouter=True)
        .join(ActionPlan, col(ActionPlan.id) == Task.plan_id, isouter=True)
        .join(Goal, col(Goal.id) == Task.goal_id, isouter=True)
        .where(*where)
        .order_by(*order)
        .limit(LONGEST_LIST)
    )
    return tuple(
        TaskRow(task_id, title, status, priority, due, planned, owner or "", belongs_to)
        for task_id, title, status, priority, due, planned, owner, belongs_to in session.exec(query)
    )
