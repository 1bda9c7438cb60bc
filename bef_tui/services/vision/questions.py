"""What is asked about goals: the tree with where each stands, and one of them in full."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from bef_tui.data.measurement import Kpi, KpiEntry
from bef_tui.data.planning import ActionPlan, Person
from bef_tui.data.vision import Goal, Target
from bef_tui.framework.facts import GoalFact
from bef_tui.framework.gap import GoalGap, goal_gap
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import Direction, GoalStatus, Horizon
from bef_tui.services import records

OPEN: tuple[GoalStatus, ...] = ("active", "draft", "paused")
MOST_VALUES = 13
"""The newest values a forecast may look at."""

Values = Sequence[tuple[date, float]]


@dataclass(frozen=True, slots=True)
class Metric:
    """The number that shows a goal: its KPI, the target now in force, and the newest value.

    Numbers are in ``unit``; ``current`` is None before the first value. ``targets`` counts all that were ever set.
    """

    kpi_id: int
    name: str
    unit: str
    direction: Direction
    baseline: float | None
    target: float
    current: float | None = None
    current_on: date | None = None
    targets: int = 1


Measured = tuple[Metric, Values]


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal as the tree shows it.

    ``standing`` is where an active goal stands against its plan; ``loose`` says that a 90-day goal lies beneath no
    annual one.
    """

    id: int
    parent_id: int | None
    rank: int | None
    title: str
    horizon: Horizon
    status: GoalStatus
    owner: str
    start: date | None
    due: date | None
    grade: float | None
    metric: Metric | None
    standing: GoalGap | None
    loose: bool = False


@dataclass(frozen=True, slots=True)
class GoalBranch:
    """An annual goal (None: no annual goal above) with the 90-day goals beneath it, each list by rank."""

    annual: GoalRow | None
    goals: tuple[GoalRow, ...]


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One target that was promised, and from when."""

    from_on: date
    kpi: str
    unit: str
    baseline: float | None
    value: float


@dataclass(frozen=True, slots=True)
class GoalPlan:
    """An action plan that serves the goal."""

    id: int
    rank: int | None
    title: str
    status: str
    deadline: date | None


@dataclass(frozen=True, slots=True)
class GoalDetail:
    """One goal in full; ``values`` are what a form is opened with."""

    row: GoalRow
    parent: str
    why: str
    done_when: str
    reason: str
    closed_on: date | None
    due_moved_on: date | None
    first_due: date | None
    targets: tuple[TargetRow, ...]
    plans: tuple[GoalPlan, ...]
    values: dict[str, Any]


def goals_tree(session: Session, *, now: Now, closed: bool = False) -> tuple[GoalBranch, ...]:
    """Annual goals by rank with their 90-day goals beneath; the ones beneath none come last.

    Closed goals are left out unless asked for, or unless an open one lies beneath them.
    """
    rows = _rows(session, now, closed=closed)
    annuals = [row for row in rows if row.horizon == "annual"]
    beneath = defaultdict(list)
    known = {row.id for row in annuals}
    for row in rows:
        if row.horizon == "90-day":
            beneath[row.parent_id if row.parent_id in known else None].append(row)
    branches = [GoalBranch(row, tuple(beneath[row.id])) for row in annuals]
    loose = tuple(replace(row, loose=True) for row in beneath[None])
    return (*branches, GoalBranch(None, loose)) if loose else tuple(branches)


def goal_detail(session: Session, goal_id: int, *, now: Now) -> GoalDetail:
    """One goal in full: its words, every target it ever had (newest first), and the plans that serve it."""
    goal = records.found(session, Goal, goal_id)
    (row,) = _rows(session, now, closed=True, only=goal_id)
    parent = session.get(Goal, goal.parent_id) if goal.parent_id else None
    targets = session.exec(
        records.columns(Target.from_on, Kpi.name, Kpi.unit, Target.baseline, Target.value)
        .join(Kpi, col(Kpi.id) == Target.kpi_id)
        .where(Target.goal_id == goal_id)
        .order_by(col(Target.id).desc())
    )
    plans = session.exec(
        records.columns(
            ActionPlan.id, ActionPlan.rank, ActionPlan.title, ActionPlan.status, ActionPlan.deadline
        )
        .where(ActionPlan.goal_id == goal_id)
        .order_by(col(ActionPlan.rank).is_(None), col(ActionPlan.rank), col(ActionPlan.id))
    )
    return GoalDetail(
        row=replace(row, loose=goal.horizon == "90-day" and parent is None),
        parent=parent.title if parent else "",
        why=goal.why,
        done_when=goal.done_when,
        reason=goal.reason,
        closed_on=goal.closed_on,
        due_moved_on=goal.due_moved_on,
        first_due=goal.first_due,
        targets=tuple(TargetRow(*found) for found in targets),
        plans=tuple(GoalPlan(*found) for found in plans),
        values={name: getattr(goal, name) for name in _FORM_FIELDS},
    )


_FORM_FIELDS = ("horizon", "parent_id", "title", "why", "done_when", "owner_id", "start", "due")


def _rows(session: Session, now: Now, *, closed: bool, only: int | None = None) -> list[GoalRow]:
    query = records.columns(Goal, Person.name).join(Person, col(Person.id) == Goal.owner_id, isouter=True)
    if only is not None:
        query = query.where(Goal.id == only)
    elif not closed:
        holding = select(Goal.parent_id).where(col(Goal.status).in_(OPEN), col(Goal.parent_id).is_not(None))
        query = query.where(col(Goal.status).in_(OPEN) | col(Goal.id).in_(holding))
    by_rank = (col(Goal.rank).is_(None), col(Goal.rank), col(Goal.closed_on).desc(), col(Goal.id))
    found = list(session.exec(query.order_by(*by_rank)))
    metrics = _metrics(session, [goal.id for goal, _ in found])
    return [_row(goal, owner or "", metrics.get(goal.id), now.today) for goal, owner in found]


def _row(goal: Goal, owner: str, measured: Measured | None, today: date) -> GoalRow:
    assert goal.id is not None
    metric, values = measured or (None, ())
    return GoalRow(
        id=goal.id,
        parent_id=goal.parent_id,
        rank=goal.rank,
        title=goal.title,
        horizon=goal.horizon,
        status=goal.status,
        owner=owner,
        start=goal.start,
        due=goal.due,
        grade=goal.grade,
        metric=metric,
        standing=_standing(goal, metric, values, today) if goal.status == "active" else None,
    )


def _standing(goal: Goal, metric: Metric | None, values: Values, today: date) -> GoalGap:
    start = goal.first_start or goal.start
    fact = GoalFact(
        id=goal.id or 0,
        label=goal.title[:80],
        horizon=goal.horizon,
        rank=goal.rank,
        metric=metric is not None,
        baseline=metric.baseline if metric else None,
        target=metric.target if metric else None,
        direction=metric.direction if metric else "up",
        current=metric.current if metric else None,
        current_on=metric.current_on if metric else None,
        values=tuple((day, value) for day, value in values if start is None or day >= start),
        start=start,
        due=goal.first_due or goal.due,
    )
    return goal_gap(fact, today)


def _metrics(session: Session, goal_ids: Iterable[int | None]) -> dict[int, Measured]:
    """The metric of each goal, by its newest target, with the newest values of its KPI, oldest first."""
    targets = session.exec(
        records.columns(
            Target.goal_id, Kpi.id, Kpi.name, Kpi.unit, Kpi.direction, Target.baseline, Target.value
        )
        .join(Kpi, col(Kpi.id) == Target.kpi_id)
        .where(col(Target.goal_id).in_(list(goal_ids)))
        .order_by(col(Target.from_on), col(Target.id))
    )
    newest: dict[int, Metric] = {}
    for goal_id, *found in targets:
        before = newest.get(goal_id)
        newest[goal_id] = replace(Metric(*found), targets=1 + (before.targets if before else 0))
    found_values: dict[int, Values] = {}
    for kpi_id in {metric.kpi_id for metric in newest.values()}:
        found_values[kpi_id] = _values(session, kpi_id)
    return {goal_id: _with_value(metric, found_values[metric.kpi_id]) for goal_id, metric in newest.items()}


def _values(session: Session, kpi_id: int) -> Values:
    newest = session.exec(
        records.columns(KpiEntry.ends_on, KpiEntry.value)
        .where(KpiEntry.kpi_id == kpi_id, col(KpiEntry.value).is_not(None))
        .order_by(col(KpiEntry.ends_on).desc(), col(KpiEntry.id).desc())
        .limit(MOST_VALUES)
    )
    return [(day, value) for day, value in newest][::-1]


def _with_value(metric: Metric, values: Values) -> Measured:
    if not values:
        return metric, values
    day, value = values[-1]
    return replace(metric, current=value, current_on=day), values
