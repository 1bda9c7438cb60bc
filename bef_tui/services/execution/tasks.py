"""Tasks: added in one line or by a form, planned for a day, done, dropped."""

from datetime import date
from typing import Any

from sqlmodel import Session, col, func, select

from bef_tui.data.execution import Task, TaskBase
from bef_tui.data.improvement import Issue
from bef_tui.data.planning import ActionPlan, Person
from bef_tui.data.vision import Goal
from bef_tui.exchange.quick_add import QuickTask
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.titles import title_key
from bef_tui.framework.weeks import Now
from bef_tui.services import records
from bef_tui.services.happened import happened
from bef_tui.services.records import Values

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
    happened(session, "task done", task_id, now=now)
    return task_id


def reopen(session: Session, task_id: int, *, now: Now) -> int:
    """Reopen a task."""
    task = records.found(session, Task, task_id)
    task.status, task.done_at, task.done_on, task.dropped_on, task.reason = "open", None, None, None, ""
    for issue in session.exec(select(Issue).where(Issue.action_id == task_id, Issue.status == "closed")):
        issue.status, issue.closed_on = "decided", None
    return task_id


def drop_task(session: Session, task_id: int, reason: str, *, now: Now) -> int:
    """Drop a task."""
    records.require_text(reason, "reason", "Say in a word why it is dropped.")
    task = records.found(session, Task, task_id)
    task.status, task.dropped_on, task.reason = "dropped", now.today, reason
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
