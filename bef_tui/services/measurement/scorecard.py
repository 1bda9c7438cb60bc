"""The scorecard: thirteen weeks of every KPI, each value judged by the target that was in force then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlmodel import Session, col, select

from bef_tui.data.measurement import Kpi, KpiEntry
from bef_tui.data.planning import Person
from bef_tui.data.vision import Target
from bef_tui.framework.signals import Limits, Mark, limits, newest_signal, off_track
from bef_tui.framework.weeks import Now, add_weeks, last_weeks
from bef_tui.framework.words import Direction, KpiCadence, KpiKind
from bef_tui.services import records
from bef_tui.services.measurement.values import IN_ORDER, due_kpis

WEEKS = 13
SIGNAL_POINTS = 26

KpiVerdict = Literal["on", "near", "off", "no data", "none"]


def verdict(value: float | None, target: float | None, direction: Direction, near_pct: float) -> KpiVerdict:
    """On, near or off the target; ``none`` without a target or without a value: nothing is healthy by default.

    Near is a miss by at most ``near_pct`` per cent of the target.
    """
    missed = off_track(value, target, direction)
    if missed is None or value is None or target is None:
        return "none"
    if not missed:
        return "on"
    return "near" if abs(value - target) <= abs(target) * near_pct / 100 else "off"


@dataclass(frozen=True, slots=True)
class Cell:
    """One week of a KPI: the last value whose period ended in it, and the target in force then."""

    week: str
    period: str | None
    value: float | None
    target: float | None
    verdict: KpiVerdict
    why: str = ""


@dataclass(frozen=True, slots=True)
class ScorecardRow:
    """A KPI as the scorecard shows it; ``cells`` oldest first.

    ``value`` and ``verdict`` are those of the newest period with a value. ``due`` says that this week or the one
    before still waits for a value.
    """

    id: int
    name: str
    unit: str
    kind: KpiKind
    direction: Direction
    cadence: KpiCadence
    near_pct: float
    owner_id: int | None
    owner: str
    goal_id: int | None
    active: bool
    value: float | None
    target: float | None
    baseline: float | None
    verdict: KpiVerdict
    signal: Mark | None
    due: bool
    cells: tuple[Cell, ...]


def scorecard(
    session: Session, *, now: Now, weeks: int = WEEKS, active: bool = True
) -> tuple[ScorecardRow, ...]:
    """Every KPI with its last weeks, lead before lag, in the founder's order; the retired ones when asked for."""
    rows = session.exec(
        select(Kpi, Person.name)
        .join(Person, col(Person.id) == Kpi.owner_id, isouter=True)
        .where(Kpi.active == active)
        .order_by(*IN_ORDER)
    )
    wanted = {due.id for due in due_kpis(session, now=now) if not due.answered}
    wanted |= {due.id for due in due_kpis(session, now=now, week=add_weeks(now.week, -1)) if not due.answered}
    span = last_weeks(now.week, weeks)
    return tuple(_row(session, kpi, owner or "", span, kpi.id in wanted, now) for kpi, owner in rows)


def kpi(session: Session, kpi_id: int, *, now: Now) -> ScorecardRow:
    """One KPI with its last weeks."""
    found = records.found(session, Kpi, kpi_id)
    owner = session.get(Person, found.owner_id) if found.owner_id is not None else None
    return _row(session, found, owner.name if owner else "", last_weeks(now.week, WEEKS), False, now)


def _row(session: Session, kpi: Kpi, owner: str, span: Sequence[str], due: bool, now: Now) -> ScorecardRow:
    assert kpi.id is not None
    points = _points(session, kpi, SIGNAL_POINTS if kpi.cadence != "daily" else 7 * len(span))
    in_force = targets(session, kpi.id)
    values = [point.value for point in points if point.value is not None]
    newest = next((point for point in reversed(points) if point.value is not None), None)
    today = target_at(in_force, now.today)
    return ScorecardRow(
        kpi.id,
        kpi.name,
        kpi.unit,
        kpi.kind,
        kpi.direction,
        kpi.cadence,
        kpi.near_pct,
        kpi.owner_id,
        owner,
        kpi.goal_id,
        kpi.active,
        newest.value if newest else None,
        today.value if today else None,
        today.baseline if today else None,
        _judged(newest, in_force, kpi) if newest else "none",
        newest_signal(values),
        due,
        _cells(points, in_force, kpi, span, now),
    )


def _cells(
    points: Sequence[Any], in_force: Sequence[Target], kpi: Kpi, span: Sequence[str], now: Now
) -> tuple[Cell, ...]:
    by_week = {now.week_of(point.ends_on): point for point in points}
    cells = []
    for week in span:
        point = by_week.get(week)
        target = target_at(in_force, point.ends_on if point else now.ends(week))
        cells.append(
            Cell(
                week,
                point.period if point else None,
                point.value if point else None,
                target.value if target else None,
                _judged(point, in_force, kpi) if point else "none",
                point.why if point else "",
            )
        )
    return tuple(cells)


def _judged(point: Any, in_force: Sequence[Target], kpi: Kpi) -> KpiVerdict:
    if point.value is None:
        return "no data"
    target = target_at(in_force, point.ends_on)
    return verdict(point.value, target.value if target else None, kpi.direction, kpi.near_pct)


def _points(session: Session, kpi: Kpi, count: int) -> list[Any]:
    rows = session.exec(
        select(col(KpiEntry.period), col(KpiEntry.ends_on), col(KpiEntry.value), col(KpiEntry.why))
        .where(KpiEntry.kpi_id == kpi.id)
        .order_by(col(KpiEntry.ends_on).desc())
        .limit(count)
    ).all()
    return list(reversed(rows))


def targets(session: Session, kpi_id: int) -> tuple[Target, ...]:
    """All targets a KPI ever had, oldest first."""
    return tuple(
        session.exec(
            select(Target).where(Target.kpi_id == kpi_id).order_by(col(Target.from_on), col(Target.id))
        )
    )


def target_at(in_force: Sequence[Target], day: date) -> Target | None:
    """The target in force on a day: the newest of those that had begun."""
    return next((target for target in reversed(in_force) if target.from_on <= day), None)


@dataclass(frozen=True, slots=True)
class Point:
    """One recorded period of a KPI."""

    period: str
    ends_on: date
    value: float | None
    why: str
    target: float | None
    verdict: KpiVerdict


@dataclass(frozen=True, slots=True)
class Series:
    """The recorded periods of one KPI, oldest first, with its natural limits (from six values on)."""

    id: int
    name: str
    unit: str
    direction: Direction
    points: tuple[Point, ...]
    limits: Limits | None


def series(session: Session, kpi_id: int, *, count: int = SIGNAL_POINTS) -> Series:
    """The newest periods of one KPI, for its chart."""
    kpi = records.found(session, Kpi, kpi_id)
    in_force = targets(session, kpi_id)
    points = []
    for row in _points(session, kpi, count):
        target = target_at(in_force, row.ends_on)
        judged = _judged(row, in_force, kpi)
        points.append(
            Point(row.period, row.ends_on, row.value, row.why, target.value if target else None, judged)
        )
    values = [point.value for point in points if point.value is not None]
    return Series(kpi_id, kpi.name, kpi.unit, kpi.direction, tuple(points), limits(values))


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target a KPI had, from a day on."""

    id: int
    value: float
    baseline: float | None
    from_on: date


def target_history(session: Session, kpi_id: int) -> tuple[TargetRow, ...]:
    """Every target a KPI ever had, the newest first, so that a loosened one stays visible."""
    return tuple(
        TargetRow(target.id or 0, target.value, target.baseline, target.from_on)
        for target in reversed(targets(session, kpi_id))
    )
