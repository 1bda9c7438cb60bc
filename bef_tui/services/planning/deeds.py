"""What is done about action plans: write them down, make them count, rank, complete, drop."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from sqlmodel import Session, col, func, select

from bef_tui.data.planning import ActionPlan, ActionPlanBase, Milestone
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.services import ranks, reasons, records
from bef_tui.services.records import Values

GATE_FIELDS = ("owner_id", "deadline", "done_when")


def add_plan(session: Session, /, *, now: Now, active: bool = False, **values: Any) -> int:
    """Add an action plan.

    It stands behind all others, owned by the founder unless the values say otherwise. It is a draft unless it is to
    be ``active`` at once, which asks the three questions.
    """
    usual = {"title": "", "owner_id": records.founder_id(session)}
    plan = ActionPlan(**records.checked(ActionPlanBase, {**usual, **values}), created_on=now.today)
    _refuse_nameless(plan)
    plan.rank = ranks.next_rank(_ranked(session))
    plan_id = records.saved(session, plan)
    return activate(session, plan_id, now=now) if active else plan_id


def edit_plan(
    session: Session,
    plan_id: int,
    changes: Values,
    opened: Values | None = None,
    *,
    now: Now,
    active: bool = False,
) -> int:
    """Edit an action plan; with ``active`` a draft is made active too.

    The three questions of an active one must stay answered.
    """
    plan = records.found(session, ActionPlan, plan_id)
    records.changed(session, plan, ActionPlanBase, changes, opened)
    _refuse_nameless(plan)
    if plan.status == "active":
        _ask(plan)
    return activate(session, plan_id, now=now) if active and plan.status == "draft" else plan_id


def activate(session: Session, plan_id: int, *, now: Now) -> int:
    """Make an action plan active.

    Refused until it says who owns it, by when, and how we will know it is done. A closed plan is opened again.
    """
    plan = records.found(session, ActionPlan, plan_id)
    if plan.status == "active":
        raise RuleBroken("This plan is active already.")
    _ask(plan)
    plan.status, plan.closed_on, plan.reason = "active", None, ""
    if plan.rank is None:
        plan.rank = ranks.next_rank(_ranked(session))
    session.add(plan)
    return plan_id


def complete(session: Session, plan_id: int, *, now: Now) -> int:
    """Complete an action plan.

    Refused while a milestone is open: what was reached is completed first, what is not needed any more is deleted,
    so that the record says what happened.
    """
    plan = records.found(session, ActionPlan, plan_id)
    if plan.status != "active":
        raise RuleBroken(f"This plan is {_STATUS[plan.status]}: only an active plan can be completed.")
    open_ones = select(func.count()).where(Milestone.plan_id == plan_id, col(Milestone.done_on).is_(None))
    if count := session.exec(open_ones).one():
        what = "One milestone is" if count == 1 else f"{count} milestones are"
        raise RuleBroken(f"{what} still open: complete what was reached, delete what is not needed any more.")
    _close(session, plan, "done", now.today)
    return plan_id


def drop(session: Session, plan_id: int, reason: str, *, now: Now) -> int:
    """Drop an action plan.

    The reason is kept with it; the plans behind it move up.
    """
    plan = records.found(session, ActionPlan, plan_id)
    if plan.status in ("done", "dropped"):
        raise RuleBroken(f"This plan is {_STATUS[plan.status]} already.")
    plan.reason = reasons.given(reason, "Say in a word why this plan is dropped.")
    _close(session, plan, "dropped", now.today)
    return plan_id


def delete_plan(session: Session, plan_id: int, *, now: Now) -> int:
    """Delete an action plan.

    Its milestones go with it, its tasks stay; undo brings all of it back.
    """
    plan = records.found(session, ActionPlan, plan_id)
    session.delete(plan)
    _close_ranks(session)
    return plan_id


def move_plan(session: Session, plan_id: int, by: int, *, now: Now) -> int:
    """Move an action plan in rank.

    ``by`` places among the open plans, negative is up.
    """
    if records.found(session, ActionPlan, plan_id).rank is None:
        raise RuleBroken("A closed plan has no rank.")
    ranks.move(_ranked(session), plan_id, by)
    return plan_id


_STATUS = {"draft": "a draft", "active": "active", "done": "done", "dropped": "dropped"}


def _ask(plan: ActionPlan) -> None:
    records.ask_three_questions(plan.owner_id, plan.deadline, plan.done_when, fields=GATE_FIELDS)


def _refuse_nameless(plan: ActionPlan) -> None:
    records.require_text(plan.title, "title", "What is to be done? A plan needs a title.")


def _ranked(session: Session) -> Sequence[ActionPlan]:
    return session.exec(select(ActionPlan).where(col(ActionPlan.rank).is_not(None))).all()


def _close_ranks(session: Session) -> None:
    session.flush()
    ranks.renumber(ranks.in_order(_ranked(session)))


def _close(session: Session, plan: ActionPlan, status: Literal["done", "dropped"], on: date) -> None:
    plan.status, plan.closed_on, plan.rank = status, on, None
    session.add(plan)
    _close_ranks(session)
