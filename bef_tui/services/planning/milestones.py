"""Milestones: the points on the way of a plan that are reached or not."""

from datetime import date
from typing import Any

from sqlmodel import Session

from bef_tui.data.planning import ActionPlan, Milestone, MilestoneBase
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.services import records
from bef_tui.services.records import Values


def add_milestone(session: Session, plan_id: int, /, *, now: Now, **values: Any) -> int:
    """Add a milestone; it belongs to the owner of the plan unless the values say otherwise."""
    plan = records.found(session, ActionPlan, plan_id)
    if plan.status in ("done", "dropped"):
        raise RuleBroken("This plan is closed: make it active again first.")
    usual = {"title": "", "owner_id": plan.owner_id or records.founder_id(session)}
    milestone = Milestone(**records.checked(MilestoneBase, {**usual, **values}), plan_id=plan_id)
    _refuse_nameless(milestone)
    return records.saved(session, milestone)


def edit_milestone(
    session: Session, milestone_id: int, changes: Values, opened: Values | None = None, *, now: Now
) -> int:
    """Edit a milestone."""
    milestone = records.found(session, Milestone, milestone_id)
    records.changed(session, milestone, MilestoneBase, changes, opened)
    _refuse_nameless(milestone)
    return milestone_id


def complete_milestone(session: Session, milestone_id: int, *, now: Now, on: date | None = None) -> int:
    """Complete a milestone; ``on`` is the day it was reached, today unless said."""
    milestone = records.found(session, Milestone, milestone_id)
    if milestone.done_on is not None:
        raise RuleBroken("This milestone is done already.")
    if on is not None and on > now.today:
        raise RuleBroken("A milestone cannot be reached in the future.", field="on")
    milestone.done_at, milestone.done_on = now.at, on or now.today
    session.add(milestone)
    return milestone_id


def reopen_milestone(session: Session, milestone_id: int, *, now: Now) -> int:
    """Reopen a milestone."""
    milestone = records.found(session, Milestone, milestone_id)
    if milestone.done_on is None:
        raise RuleBroken("This milestone is open already.")
    milestone.done_at = milestone.done_on = None
    session.add(milestone)
    return milestone_id


def delete_milestone(session: Session, milestone_id: int, *, now: Now) -> int:
    """Delete a milestone."""
    session.delete(records.found(session, Milestone, milestone_id))
    return milestone_id


def _refuse_nameless(milestone: Milestone) -> None:
    records.require_text(milestone.title, "title", "What will be reached? A milestone needs a title.")
