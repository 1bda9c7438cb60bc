"""Facts of stage 1: the active goals with their metric, plan curve and values."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from bef_tui.framework.facts import GOAL_LIMIT, Facts, GoalFact
from bef_tui.framework.words import Direction
from bef_tui.services.sql import Rows, day

SETTLING_DAYS = 14
NEWEST_VALUES = 13


class _Target(NamedTuple):
    kpi_id: int
    baseline: float | None
    value: float
    from_on: date
    unit: str
    direction: Direction


def goals(rows: Rows, base: Facts) -> tuple[GoalFact, ...]:
    """Active goals of both horizons, best ranked first."""
    found = rows(
        "SELECT id, substr(title, 1, 80), horizon, rank, owner_id IS NOT NULL, why <> '', done_when <> '',"
        " coalesce(first_start, start), coalesce(first_due, due), due_moved_on, parent_id FROM goal"
        " WHERE status = 'active' ORDER BY rank IS NULL, rank, id LIMIT :most",
        most=GOAL_LIMIT,
    )
    targets = _targets(rows, base.today)
    kinds = _kinds(rows)
    values: dict[int, list[Any]] = {}
    return tuple(_goal(rows, row, targets[row[0]], kinds[row[0]], values) for row in found)


def _targets(rows: Rows, today: date) -> dict[int, list[_Target]]:
    """The targets of each active goal until today, oldest first."""
    found: dict[int, list[_Target]] = defaultdict(list)
    for goal_id, kpi_id, baseline, value, from_on, unit, direction in rows(
        "SELECT t.goal_id, t.kpi_id, t.baseline, t.value, t.from_on, k.unit, k.direction FROM target t"
        " JOIN goal g ON g.id = t.goal_id AND g.status = 'active' JOIN kpi k ON k.id = t.kpi_id"
        " WHERE t.from_on <= :today ORDER BY t.from_on, t.id",
        today=today,
    ):
        found[goal_id].append(_Target(kpi_id, baseline, value, date.fromisoformat(from_on), unit, direction))
    return found


def _kinds(rows: Rows) -> dict[int, set[str]]:
    """Which kinds of active KPI belong to each goal, by the KPI or by a target."""
    found: dict[int, set[str]] = defaultdict(set)
    for goal_id, kind in rows(
        "SELECT goal_id, kind FROM kpi WHERE active AND goal_id IS NOT NULL"
        " UNION SELECT t.goal_id, k.kind FROM target t JOIN kpi k ON k.id = t.kpi_id"
        " WHERE k.active AND t.goal_id IS NOT NULL"
    ):
        found[goal_id].add(kind)
    return found


def _goal(
    rows: Rows, row: Any, targets: list[_Target], kinds: set[str], cache: dict[int, list[Any]]
) -> GoalFact:
    goal_id, label, horizon, rank, owned, why, known, first_start, first_due, moved_on, parent_id = row
    start = day(first_start)
    metric = targets[-1] if targets else None
    values = _values(rows, metric.kpi_id, cache) if metric else []
    since = [(on, value) for on, value in values if start is None or on >= start]
    return GoalFact(
        id=goal_id,
        label=label,
        horizon=horizon,
        rank=rank,
        owned=bool(owned),
        metric=metric is not None,
        unit=bool(metric and metric.unit.strip()),
        why=bool(why),
        known=bool(known),
        direction=metric.direction if metric else "up",
        baseline=metric.baseline if metric else None,
        target=metric.value if metric else None,
        current=values[-1][1] if values else None,
        current_on=values[-1][0] if values else None,
        values=tuple(since[-NEWEST_VALUES:]),
        start=start,
        due=day(first_due),
        loosened_on=_loosened_on(targets, start, day(moved_on)),
        lead="lead" in kinds,
        lag="lag" in kinds,
        parent_id=parent_id,
    )


def _values(rows: Rows, kpi_id: int, cache: dict[int, list[Any]]) -> list[Any]:
    """The newest values of a KPI, oldest first."""
    if kpi_id not in cache:
        newest = rows(
            "SELECT ends_on, value FROM kpi_entry WHERE kpi_id = :kpi AND value IS NOT NULL"
            " ORDER BY ends_on DESC LIMIT :most",
            kpi=kpi_id,
            most=NEWEST_VALUES,
        )
        cache[kpi_id] = [(date.fromisoformat(on), value) for on, value in reversed(newest)]
    return cache[kpi_id]


def _loosened_on(targets: list[_Target], start: date | None, due_moved_on: date | None) -> date | None:
    """The first day, after the goal had settled, on which its metric, target or due date was loosened."""
    if start is None:
        return None
    settled = start + timedelta(days=SETTLING_DAYS)
    days = [
        after.from_on
        for before, after in pairwise(targets)
        if after.from_on > settled and _is_looser(before, after)
    ]
    if due_moved_on is not None and due_moved_on > settled:
        days.append(due_moved_on)
    return min(days, default=None)


def _is_looser(before: _Target, after: _Target) -> bool:
    if before.kpi_id != after.kpi_id:
        return True
    baseline = before.baseline if before.baseline is not None else after.baseline
    if baseline is None:
        return False
    return abs(after.value - baseline) < abs(before.value - baseline)
