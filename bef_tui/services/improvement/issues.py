"""Issues: raised from anywhere, decided with one action that answers the three questions, parked or closed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import case
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from bef_tui.data.execution import Task, TaskBase
from bef_tui.data.improvement import Issue, IssueBase
from bef_tui.data.measurement import Kpi
from bef_tui.data.planning import Person
from bef_tui.data.vision import Goal
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import IssueStatus, TaskStatus
from bef_tui.services import records
from bef_tui.services.execution import add_task, edit_task
from bef_tui.services.records import Values

LONGEST_LIST = 500


class RaisedIssue(IssueBase):
    """An issue with what it was raised at: the stage, and the SOP or the promise in question."""

    raised_in: str = ""
    sop_id: int | None = None
    commitment_id: int | None = None


# Deeds


def raise_issue(session: Session, *, now: Now, **values: Any) -> int:
    """Raise an issue."""
    clean = records.checked(RaisedIssue, values)
    records.require_text(clean["title"], "title", "Say in a line what stands in the way.")
    clean["owner_id"] = clean.get("owner_id") or records.founder_id(session)
    return records.saved(session, Issue(**clean, raised_on=now.today))


def edit_issue(
    session: Session, issue_id: int, changes: Values, opened: Values | None = None, *, now: Now
) -> int:
    """Edit an issue."""
    issue = records.found(session, Issue, issue_id)
    records.changed(session, issue, IssueBase, changes, opened)
    records.require_text(issue.title, "title", "Say in a line what stands in the way.")
    return issue_id


def decide(
    session: Session,
    issue_id: int,
    *,
    now: Now,
    decision: str,
    action: str,
    cause: str = "",
    owner_id: int | None = None,
    due: date | None = None,
    done_when: str = "",
) -> int:
    """Decide an issue; gives the id of the task that is its one action.

    Deciding it again rewords the action while that is open, and adds another one when it is done or gone.
    """
    issue = records.found(session, Issue, issue_id)
    if issue.status == "closed":
        raise RuleBroken("This issue is closed: reopen it first.")
    words = records.checked(IssueBase, {"title": issue.title, "cause": cause, "decision": decision})
    records.require_text(decision, "decision", "What is decided?")
    records.require_text(action, "action", "What is the one action that follows?")
    records.ask_three_questions(owner_id, due, done_when, fields=("owner_id", "due", "done_when"))
    known = session.get(Task, issue.action_id) if issue.action_id else None
    said = {"title": action, "owner_id": owner_id, "due": due, "done_when": done_when}
    records.checked(TaskBase, said)
    if known is not None and known.status == "open":
        task_id = edit_task(session, known.id or 0, said, now=now)
    else:
        task_id = add_task(session, now=now, goal_id=issue.goal_id, **said)
    issue.cause, issue.decision = words["cause"], words["decision"]
    issue.status, issue.decided_on, issue.action_id = "decided", now.today, task_id
    return task_id


def park(session: Session, issue_id: int, *, now: Now) -> int:
    """Park an issue."""
    issue = records.found(session, Issue, issue_id)
    if issue.status != "open":
        raise RuleBroken(f"Only an open issue can be parked; this one is {issue.status}.")
    issue.status = "parked"
    return issue_id


def close_issue(session: Session, issue_id: int, *, now: Now) -> int:
    """Close an issue."""
    issue = records.found(session, Issue, issue_id)
    issue.status, issue.closed_on = "closed", now.today
    return issue_id


def reopen_issue(session: Session, issue_id: int, *, now: Now) -> int:
    """Reopen an issue."""
    issue = records.found(session, Issue, issue_id)
    issue.status, issue.closed_on, issue.decided_on = "open", None, None
    return issue_id


def delete_issue(session: Session, issue_id: int, *, now: Now) -> int:
    """Delete an issue; the action decided for it stays."""
    session.delete(records.found(session, Issue, issue_id))
    return issue_id


# Questions


@dataclass(frozen=True, slots=True)
class IssueRow:
    """An issue as a list shows it; ``about`` is the goal or KPI it holds up, ``action_*`` its one action."""

    id: int
    title: str
    impact: int
    status: IssueStatus
    raised_on: date
    raised_in: str
    owner: str
    about: str
    action_id: int | None
    action: str
    action_due: date | None
    action_status: TaskStatus | None
    action_owner: str
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class IssueDetail:
    """An issue whole."""

    row: IssueRow
    cause: str
    decision: str
    decided_on: date | None
    action_done_when: str


def issues(session: Session, *, now: Now, closed: int = 20) -> tuple[IssueRow, ...]:
    """Open ones by impact and age, then decided by the day of their action, parked, and the newest closed ones."""
    place = case((col(Issue.status) == "open", 0), (col(Issue.status) == "decided", 1), else_=2)
    order = (
        place,
        case((col(Issue.status) == "open", -col(Issue.impact)), else_=0),
        func.ifnull(col(Task.due), "9999"),
        col(Issue.raised_on),
        col(Issue.id),
    )
    pending = _rows(session, Issue.status != "closed", order=order, limit=LONGEST_LIST)
    newest = (col(Issue.closed_on).desc(), col(Issue.id).desc())
    return (
        *pending,
        *(_rows(session, Issue.status == "closed", order=newest, limit=closed) if closed else ()),
    )


def issue_detail(session: Session, issue_id: int) -> IssueDetail:
    """One issue; ``Gone`` when it was deleted."""
    issue = records.found(session, Issue, issue_id)
    action = session.get(Task, issue.action_id) if issue.action_id else None
    (row,) = _rows(session, Issue.id == issue_id, order=(col(Issue.id),), limit=1)
    return IssueDetail(
        row=row,
        cause=issue.cause,
        decision=issue.decision,
        decided_on=issue.decided_on,
        action_done_when=action.done_when if action else "",
    )


def issue_values(session: Session, issue_id: int) -> dict[str, Any]:
    """What a form may change of an issue."""
    return records.found(session, Issue, issue_id).model_dump(include=set(IssueBase.model_fields))


def decision_values(session: Session, issue_id: int) -> dict[str, Any]:
    """What was decided so far, as the arguments of ``decide``; the action as long as it is open."""
    issue = records.found(session, Issue, issue_id)
    said: dict[str, Any] = {"cause": issue.cause, "decision": issue.decision, "owner_id": issue.owner_id}
    action = session.get(Task, issue.action_id) if issue.action_id else None
    if action is not None and action.status == "open":
        said |= {
            "action": action.title,
            "owner_id": action.owner_id,
            "due": action.due,
            "done_when": action.done_when,
        }
    return said


def _rows(session: Session, where: Any, *, order: tuple[Any, ...], limit: int) -> tuple[IssueRow, ...]:
    doer = aliased(Person)
    columns: tuple[Any, ...] = (
        Issue.id,
        Issue.title,
        Issue.impact,
        Issue.status,
        Issue.raised_on,
        Issue.raised_in,
        func.coalesce(Person.name, ""),
        func.coalesce(Goal.title, Kpi.name, ""),
        Issue.action_id,
        func.coalesce(Task.title, ""),
        Task.due,
        Task.status,
        func.coalesce(doer.name, ""),
        Issue.closed_on,
    )
    query: Any = (
        select(*columns)
        .join(Person, col(Person.id) == Issue.owner_id, isouter=True)
        .join(Goal, col(Goal.id) == Issue.goal_id, isouter=True)
        .join(Kpi, col(Kpi.id) == Issue.kpi_id, isouter=True)
        .join(Task, col(Task.id) == Issue.action_id, isouter=True)
        .join(doer, col(doer.id) == Task.owner_id, isouter=True)
        .where(where)
        .order_by(*order)
        .limit(limit)
    )
    return tuple(IssueRow(*row) for row in session.exec(query))
