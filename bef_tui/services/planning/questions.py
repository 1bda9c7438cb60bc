"""What is asked about plans: the ranked list, one of them in full, and the thirteen weeks ahead."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, func, select

from bef_tui.data.execution import Task
from bef_tui.data.planning import ActionPlan, Milestone, Person
from bef_tui.data.vision import Goal
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import PlanStatus
from bef_tui.services import records

OPEN: tuple[PlanStatus, ...] = ("active", "draft")
MOST_TASKS = 200


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan as the list shows it.

    ``gap`` is the share (0 to 1) of the milestones due by today that is not reached; None when none was due yet.
    ``next_milestone`` is the open one that is due first.
    """

    id: int
    rank: int | None
    title: str
    status: PlanStatus
    goal: str
    owner: str
    deadline: date | None
    milestones_done: int
    milestones: int
    gap: float | None
    next_milestone: str
    next_due: date | None


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A milestone as the detail shows it."""

    id: int
    plan_id: int
    title: str
    owner_id: int | None
    owner: str
    due: date | None
    done_on: date | None

    @property
    def values(self) -> dict[str, Any]:
        """What a form is opened with."""
        return {"title": self.title, "due": self.due, "owner_id": self.owner_id}


@dataclass(frozen=True, slots=True)
class PlanTask:
    """A task of a plan."""

    id: int
    title: str
    status: str
    owner: str
    due: date | None
    done_on: date | None


@dataclass(frozen=True, slots=True)
class PlanDetail:
    """One plan in full; ``values`` are what a form is opened with. Open tasks come first, at most 200 of them."""

    row: PlanRow
    done_when: str
    note: str
    reason: str
    closed_on: date | None
    milestones: tuple[MilestoneRow, ...]
    tasks: tuple[PlanTask, ...]
    values: dict[str, Any]


def ranked_plans(session: Session, *, now: Now, closed: bool = False) -> tuple[PlanRow, ...]:
    """The open plans by rank; with ``closed`` the done and dropped ones too, after them, newest first."""
    query = _plans()
    if not closed:
        query = query.where(col(ActionPlan.status).in_(OPEN))
    by_rank = (
        col(ActionPlan.rank).is_(None),
        col(ActionPlan.rank),
        col(ActionPlan.closed_on).desc(),
        col(ActionPlan.id),
    )
    found = session.exec(query.order_by(*by_rank)).all()
    counts = _counts(session, now.today)
    return tuple(_row(plan, goal or "", owner or "", counts) for plan, goal, owner in found)


def plan_detail(session: Session, plan_id: int, *, now: Now) -> PlanDetail:
    """One plan in full, with its milestones by date and its tasks."""
    plan = records.found(session, ActionPlan, plan_id)
    ((_, goal, owner),) = session.exec(_plans().where(ActionPlan.id == plan_id))
    return PlanDetail(
        row=_row(plan, goal or "", owner or "", _counts(session, now.today, plan_id)),
        done_when=plan.done_when,
        note=plan.note,
        reason=plan.reason,
        closed_on=plan.closed_on,
        milestones=milestones(session, plan_id),
        tasks=_tasks(session, plan_id),
        values={name: getattr(plan, name) for name in _FORM_FIELDS},
    )


_FORM_FIELDS = ("title", "goal_id", "owner_id", "deadline", "done_when", "note")


def milestones(session: Session, plan_id: int) -> tuple[MilestoneRow, ...]:
    """The milestones of a plan by date, those without one last."""
    found = session.exec(
        records.columns(
            Milestone.id,
            Milestone.plan_id,
            Milestone.title,
            Milestone.owner_id,
            func.coalesce(Person.name, ""),
            Milestone.due,
            Milestone.done_on,
        )
        .join(Person, col(Person.id) == Milestone.owner_id, isouter=True)
        .where(Milestone.plan_id == plan_id)
        .order_by(col(Milestone.due).is_(None), col(Milestone.due), col(Milestone.id))
    )
    return tuple(MilestoneRow(*row) for row in found)


def _plans() -> Any:
    return (
        records.columns(ActionPlan, Goal.title, Person.name)
        .join(Goal, col(Goal.id) == ActionPlan.goal_id, isouter=True)
        .join(Person, col(Person.id) == ActionPlan.owner_id, isouter=True)
    )


@dataclass(frozen=True, slots=True)
class _Count:
    """The milestones of a plan: all, reached, and those due by today with what is still open of them."""

    all: int = 0
    done: int = 0
    due: int = 0
    missing: int = 0
    next_due: date | None = None
    next_title: str = ""


def _counts(session: Session, today: date, plan_id: int | None = None) -> dict[int, _Count]:
    query = (
        records.columns(Milestone.plan_id, Milestone.title, Milestone.due, Milestone.done_on)
        .join(ActionPlan, col(ActionPlan.id) == Milestone.plan_id)
        .order_by(col(Milestone.due).is_(None), col(Milestone.due), col(Milestone.id))
    )
    if plan_id is not None:
        query = query.where(Milestone.plan_id == plan_id)
    by_plan = defaultdict(list)
    for of, title, due, done_on in session.exec(query):
        by_plan[of].append((title, due, done_on))
    return {of: _count(points, today) for of, points in by_plan.items()}


def _count(points: list[tuple[str, date | None, date | None]], today: date) -> _Count:
    wanted = [done_on for _, due, done_on in points if due is not None and due <= today]
    first_open = next(((title, due) for title, due, done_on in points if done_on is None), ("", None))
    return _Count(
        all=len(points),
        done=sum(done_on is not None for _, _, done_on in points),
        due=len(wanted),
        missing=sum(done_on is None for done_on in wanted),
        next_title=first_open[0],
        next_due=first_open[1],
    )


def _row(plan: ActionPlan, goal: str, owner: str, counts: dict[int, _Count]) -> PlanRow:
    assert plan.id is not None
    count = counts.get(plan.id, _Count())
    return PlanRow(
        id=plan.id,
        rank=plan.rank,
        title=plan.title,
        status=plan.status,
        goal=goal,
        owner=owner,
        deadline=plan.deadline,
        milestones_done=count.done,
        milestones=count.all,
        gap=count.missing / count.due if count.due else None,
        next_milestone=count.next_title,
        next_due=count.next_due,
    )


def _tasks(session: Session, plan_id: int) -> tuple[PlanTask, ...]:
    found = session.exec(
        records.columns(
            Task.id, Task.title, Task.status, func.coalesce(Person.name, ""), Task.due, Task.done_on
        )
        .join(Person, col(Person.id) == Task.owner_id, isouter=True)
        .where(Task.plan_id == plan_id)
        .order_by(col(Task.status) != "open", col(Task.due).is_(None), col(Task.due), col(Task.id))
        .limit(MOST_TASKS)
    )
    return tuple(PlanTask(*row) for row in found)


def plan_of_milestone(session: Session, milestone_id: int) -> int | None:
    """The plan that a milestone belongs to, if there is such a milestone."""
    return session.exec(select(Milestone.plan_id).where(Milestone.id == milestone_id)).first()
