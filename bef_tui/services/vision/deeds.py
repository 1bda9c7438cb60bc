"""What is done about goals: write them down, make them count, rank, pause, drop, grade."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, col, func, select

from bef_tui.data.vision import Goal, GoalBase
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import Horizon
from bef_tui.services import ranks, reasons, records
from bef_tui.services.records import Values

MOST_ACTIVE = 5
"""More active 90-day goals than this are no priorities any more."""
GATE_FIELDS = ("owner_id", "due", "done_when")


def add_goal(session: Session, /, *, now: Now, active: bool = False, **values: Any) -> int:
    """Add a goal.

    It stands behind all others of its horizon, owned by the founder and starting today unless the values say
    otherwise. It is a draft unless it is to be ``active`` at once, which asks the three questions.
    """
    usual = {"title": "", "owner_id": records.founder_id(session), "start": now.today}
    goal = Goal(**records.checked(GoalBase, {**usual, **values}), created_on=now.today)
    _refuse_misfit(session, goal)
    goal.rank = ranks.next_rank(_ranked(session, goal.horizon))
    goal_id = records.saved(session, goal)
    return activate(session, goal_id, now=now) if active else goal_id


def edit_goal(
    session: Session,
    goal_id: int,
    changes: Values,
    opened: Values | None = None,
    *,
    now: Now,
    active: bool = False,
) -> int:
    """Edit a goal; with ``active`` a draft is made active too.

    An active goal keeps its plan curve (``first_start``, ``first_due``): a later date shows as moved, and its three
    questions must stay answered.
    """
    goal = records.found(session, Goal, goal_id)
    due, horizon = goal.due, goal.horizon
    records.changed(session, goal, GoalBase, changes, opened)
    _refuse_misfit(session, goal)
    if goal.status == "active":
        _ask(goal)
    if goal.first_due is not None and due is not None and goal.due is not None and goal.due > due:
        goal.due_moved_on = now.today
    if goal.horizon != horizon:
        _refuse_orphans(session, goal_id)
    if goal.horizon != horizon and goal.rank is not None:
        goal.rank = None
        goal.rank = ranks.next_rank(_ranked(session, goal.horizon))
        _close_ranks(session, horizon)
    return activate(session, goal_id, now=now) if active and goal.status == "draft" else goal_id


def activate(session: Session, goal_id: int, *, now: Now) -> int:
    """Make a goal active.

    Refused until it says who owns it, by when, and how we will know it is done. The first time, its plan curve is
    frozen from its start to its due date.
    """
    goal = records.found(session, Goal, goal_id)
    if goal.status == "active":
        raise RuleBroken("This goal is active already.")
    _ask(goal)
    goal.status, goal.closed_on, goal.grade, goal.reason = "active", None, None, ""
    goal.start = goal.start or now.today
    if goal.first_due is None:
        goal.first_start, goal.first_due = goal.start, goal.due
    if goal.rank is None:
        goal.rank = ranks.next_rank(_ranked(session, goal.horizon))
    session.add(goal)
    return goal_id


def pause(session: Session, goal_id: int, reason: str, *, now: Now) -> int:
    """Pause a goal; the reason is kept until it is resumed."""
    goal = records.found(session, Goal, goal_id)
    if goal.status != "active":
        raise RuleBroken("Only an active goal can be paused.")
    goal.status = "paused"
    goal.reason = reasons.given(reason, "Say in a word why this goal is paused.")
    session.add(goal)
    return goal_id


def resume(session: Session, goal_id: int, *, now: Now) -> int:
    """Resume a paused goal."""
    if records.found(session, Goal, goal_id).status != "paused":
        raise RuleBroken("This goal is not paused.")
    return activate(session, goal_id, now=now)


def drop(session: Session, goal_id: int, reason: str, *, now: Now) -> int:
    """Drop a goal.

    The reason is kept with it; the goals behind it move up.
    """
    goal = records.found(session, Goal, goal_id)
    if goal.status in ("done", "dropped"):
        raise RuleBroken("This goal is closed already.")
    goal.reason = reasons.given(reason, "Say in a word why this goal is dropped.")
    _close(session, goal, "dropped", now.today)
    return goal_id


def grade(session: Session, goal_id: int, value: float, *, now: Now) -> int:
    """Grade a goal.

    ``value`` runs from 0.0 (nothing reached) to 1.0 (all of it). Grading closes the goal; a graded goal can be
    graded again.
    """
    goal = records.found(session, Goal, goal_id)
    if goal.status in ("draft", "dropped"):
        raise RuleBroken(f"This goal is {goal.status}: only a goal that was worked on is graded.")
    if not 0 <= value <= 1:
        raise RuleBroken("A grade runs from 0.0 to 1.0.", field="grade")
    goal.grade = round(float(value), 2)
    _close(session, goal, "done", goal.closed_on or now.today)
    return goal_id


def delete_goal(session: Session, goal_id: int, *, now: Now) -> int:
    """Delete a goal.

    What belonged to it stays and lets go of it; undo brings both back.
    """
    goal = records.found(session, Goal, goal_id)
    session.delete(goal)
    session.flush()
    _close_ranks(session, goal.horizon)
    return goal_id


def move_goal(session: Session, goal_id: int, by: int, *, now: Now) -> int:
    """Move a goal in rank.

    ``by`` places among the open goals of its horizon, negative is up.
    """
    goal = records.found(session, Goal, goal_id)
    if goal.rank is None:
        raise RuleBroken("A closed goal has no rank.")
    ranks.move(_ranked(session, goal.horizon), goal_id, by)
    return goal_id


def too_many(session: Session) -> str:
    """The warning when more than five 90-day goals are active, else an empty text."""
    active = (
        select(func.count())
        .select_from(Goal)
        .where(col(Goal.status) == "active", col(Goal.horizon) == "90-day")
    )
    count = session.exec(active).one()
    if count <= MOST_ACTIVE:
        return ""
    return f"{count} active 90-day goals: no prioritisation. Pause one, {MOST_ACTIVE} are the most that get done."


def _ask(goal: Goal) -> None:
    records.ask_three_questions(goal.owner_id, goal.due, goal.done_when, fields=GATE_FIELDS)


def _ranked(session: Session, horizon: Horizon) -> Sequence[Goal]:
    return session.exec(select(Goal).where(col(Goal.horizon) == horizon, col(Goal.rank).is_not(None))).all()


def _close_ranks(session: Session, horizon: str) -> None:
    session.flush()
    query = select(Goal).where(col(Goal.horizon) == horizon, col(Goal.rank).is_not(None))
    ranks.renumber(ranks.in_order(session.exec(query).all()))


def _close(session: Session, goal: Goal, status: str, on: date) -> None:
    goal.status = "done" if status == "done" else "dropped"
    goal.closed_on, goal.rank = on, None
    session.add(goal)
    _close_ranks(session, goal.horizon)


def _refuse_orphans(session: Session, goal_id: int) -> None:
    if session.exec(select(Goal.id).where(col(Goal.parent_id) == goal_id).limit(1)).first() is not None:
        raise RuleBroken("Other goals lie beneath this one: it stays an annual goal.", field="horizon")


def _refuse_misfit(session: Session, goal: Goal) -> None:
    """A goal has a title, ends after it starts, and lies beneath an annual goal or none."""
    records.require_text(goal.title, "title", "What is to be reached? A goal needs a title.")
    if goal.start and goal.due and goal.due < goal.start:
        raise RuleBroken("The goal is due before it starts.", field="due")
    if goal.parent_id is None:
        return
    if goal.horizon == "annual":
        raise RuleBroken(
            "An annual goal stands on its own: leave the goal above it empty.", field="parent_id"
        )
    parent = records.found(session, Goal, goal.parent_id)
    if parent.horizon != "annual":
        raise RuleBroken("The goal above must be an annual one.", field="parent_id")
