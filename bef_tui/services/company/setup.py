"""The first-run set-up: everything that was answered becomes records at once, in one step of history."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlmodel import Session

from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now, add_weeks
from bef_tui.framework.words import Category
from bef_tui.services import execution, vision
from bef_tui.services.company.business import begin, edit_company
from bef_tui.services.company.ratings import rate_self
from bef_tui.services.records import Values

LAST_DAYS = 2
"""With this many days left in a week, or fewer, the first promises are for the next one."""


@dataclass(frozen=True, slots=True)
class SetUp:
    """The answers of the set-up; each part may be left out.

    ``annual`` and ``goal`` are fields of goals, ``kpi`` those of the metric of ``goal``, which runs from ``baseline``
    to ``target``; each of ``outcomes`` holds the fields of a commitment.
    """

    company: Values = field(default_factory=dict)
    annual: Values = field(default_factory=dict)
    goal: Values = field(default_factory=dict)
    kpi: Values = field(default_factory=dict)
    baseline: float | None = None
    target: float | None = None
    ratings: Mapping[Category, int] = field(default_factory=dict)
    outcomes: tuple[Values, ...] = ()


# Deeds


def set_up(session: Session, answers: SetUp, *, now: Now) -> int:
    """Set up the company.

    The goals become active, the promises are committed. What a rule refuses names its field with the part in front:
    ``annual.title``, ``goal.due``, ``kpi.name``, ``outcomes.0.due``.
    """
    begin(session, now=now)
    with _part("company"):
        edit_company(session, answers.company, now=now)
    above = _goal(session, "annual", answers.annual, now, horizon="annual")
    goal = _goal(session, "goal", answers.goal, now, horizon="90-day", parent_id=above)
    if answers.kpi and goal is not None:
        with _part("kpi"):
            if answers.target is None:
                raise RuleBroken("Which value is to be reached?", field="value")
            vision.set_target(
                session, goal, answers.kpi, value=answers.target, baseline=answers.baseline, now=now
            )
    with _part("ratings"):
        rate_self(session, answers.ratings, now=now)
    _promise(session, answers.outcomes, goal or above, now)
    return begin(session, now=now)


def skip_set_up(session: Session, *, now: Now) -> int:
    """Skip the set-up; it is not offered again."""
    return begin(session, now=now)


# Questions


def first_week(now: Now) -> str:
    """The week of the first promises: this one, or the next when only its last days are left."""
    left = now.ends(now.week) - now.today + timedelta(days=1)
    return now.week if left.days > LAST_DAYS else add_weeks(now.week, 1)


def _goal(session: Session, part: str, values: Values, now: Now, **fixed: Any) -> int | None:
    if not values:
        return None
    with _part(part):
        goal_id: int = vision.add_goal(session, now=now, active=True, **{**values, **fixed})
        return goal_id


def _promise(session: Session, outcomes: tuple[Values, ...], goal_id: int | None, now: Now) -> None:
    week = first_week(now)
    usual: dict[str, Any] = {"due": now.ends(week), "goal_id": goal_id}
    for place, outcome in enumerate(outcomes):
        with _part(f"outcomes.{place}"):
            _refuse_unclear(outcome)
            execution.add_commitment(session, now=now, week=week, **{**usual, **outcome})
    if outcomes:
        execution.freeze_week(session, week, now=now)


def _refuse_unclear(outcome: Values) -> None:
    if not str(outcome.get("done_when", "")).strip():
        raise RuleBroken("Not yet: How will we know it is done?", field="done_when")


@contextmanager
def _part(name: str) -> Iterator[None]:
    """Name the part of the set-up in front of the field that a rule refuses."""
    try:
        yield
    except RuleBroken as error:
        raise RuleBroken(str(error), field=f"{name}.{error.field}" if error.field else name) from error
