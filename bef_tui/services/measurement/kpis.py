"""KPIs and their targets: added, edited, put in order, retired; a target is never changed, a newer one follows it."""

import math
from datetime import date
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from bef_tui.data.measurement import Kpi, KpiBase, KpiEntry
from bef_tui.data.vision import Target
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.services import records
from bef_tui.services.records import Values

NAMELESS = "A KPI needs a name."


def add_kpi(
    session: Session,
    *,
    now: Now,
    goal_id: int | None = None,
    target: float | None = None,
    baseline: float | None = None,
    **values: Any,
) -> int:
    """Add a KPI.

    It stands behind the others of its kind. With a ``target`` it is in force from today.
    """
    clean = records.checked(KpiBase, values)
    _check_name(session, clean["name"], None)
    clean["owner_id"] = clean.get("owner_id") or records.founder_id(session)
    last = session.exec(select(func.max(Kpi.position))).one() or 0
    kpi = Kpi(**clean, goal_id=goal_id, position=last + 1, created_on=now.today)
    kpi_id = records.saved(session, kpi)
    if target is not None:
        set_target(session, kpi_id, target, baseline, now=now)
    return kpi_id


def edit_kpi(
    session: Session, kpi_id: int, changes: Values, opened: Values | None = None, *, now: Now
) -> int:
    """Edit a KPI.

    Its cadence stays as it is once there are values: theirs are the periods it is read by.
    """
    kpi = records.found(session, Kpi, kpi_id)
    others = {name: value for name, value in changes.items() if name != "goal_id"}
    cadence = kpi.cadence
    if "name" in others:
        _check_name(session, str(others["name"]), kpi_id)
    records.changed(session, kpi, KpiBase, others, opened)
    if kpi.cadence != cadence and _has_entries(session, kpi_id):
        raise RuleBroken("It has values already, so it stays as it is; add another KPI.", field="cadence")
    if "goal_id" in changes:
        kpi.goal_id = changes["goal_id"]
    return kpi_id


def retire_kpi(session: Session, kpi_id: int, *, now: Now) -> int:
    """Retire a KPI: it is no longer due, its history stays."""
    records.found(session, Kpi, kpi_id).active = False
    return kpi_id


def restore_kpi(session: Session, kpi_id: int, *, now: Now) -> int:
    """Follow a retired KPI again."""
    records.found(session, Kpi, kpi_id).active = True
    return kpi_id


def delete_kpi(session: Session, kpi_id: int, *, now: Now) -> int:
    """Delete a KPI with its values and targets."""
    session.delete(records.found(session, Kpi, kpi_id))
    return kpi_id


def move_kpi(session: Session, kpi_id: int, by: int, *, now: Now) -> int:
    """Move a KPI among those of its kind (negative: up)."""
    kpi = records.found(session, Kpi, kpi_id)
    of_kind = session.exec(
        select(Kpi).where(Kpi.kind == kpi.kind, Kpi.active).order_by(col(Kpi.position), col(Kpi.id))
    )
    order = list(of_kind)
    place = order.index(kpi)
    order.insert(min(max(place + by, 0), len(order) - 1), order.pop(place))
    for position, one in enumerate(order, start=1):
        one.position = position
    return kpi_id


def set_target(
    session: Session,
    kpi_id: int,
    value: float,
    baseline: float | None = None,
    goal_id: int | None = None,
    from_on: date | None = None,
    *,
    now: Now,
) -> int:
    """Set a target.

    The one before stays on record and in force for the days before. A goal or baseline that is not given is the
    KPI's own and that of the target before; but where another KPI measures the goal already, it stays the metric.
    """
    kpi = records.found(session, Kpi, kpi_id)
    for number, field in ((value, "value"), (baseline, "baseline")):
        if number is not None and not math.isfinite(number):
            raise RuleBroken("A target is a number.", field=field)
    before = session.exec(
        select(Target)
        .where(Target.kpi_id == kpi_id)
        .order_by(col(Target.from_on).desc(), col(Target.id).desc())
        .limit(1)
    ).first()
    if baseline is None and before is not None:
        baseline = before.baseline
    refuse_wrong_way(kpi, baseline, value)
    if goal_id is None:
        goal_id = kpi.goal_id if kpi.goal_id is not None else (before.goal_id if before else None)
        if _is_measured_by_another(session, goal_id, kpi_id):
            goal_id = None
    target = Target(
        kpi_id=kpi_id, goal_id=goal_id, baseline=baseline, value=value, from_on=from_on or now.today
    )
    return records.saved(session, target)


def refuse_wrong_way(kpi: Kpi, baseline: float | None, value: float) -> None:
    """Refuse a target that lies on the wrong side of where it starts from."""
    if baseline is None or baseline == value:
        return
    if (kpi.direction == "up") != (value > baseline):
        better = "higher" if kpi.direction == "up" else "lower"
        raise RuleBroken(
            f"{kpi.name} is better when {better}: the target lies on the wrong side of the baseline.",
            field="value",
        )


def _is_measured_by_another(session: Session, goal_id: int | None, kpi_id: int) -> bool:
    """Whether the newest target of a goal is one of another KPI."""
    of_goal = select(Target.kpi_id).where(Target.goal_id == goal_id)
    metric = session.exec(
        of_goal.order_by(col(Target.from_on).desc(), col(Target.id).desc()).limit(1)
    ).first()
    return goal_id is not None and metric is not None and metric != kpi_id


def _check_name(session: Session, name: str, kpi_id: int | None) -> None:
    records.require_text(name, "name", NAMELESS)
    other = aliased(Kpi)
    if (
        session.exec(select(other.id).where(other.name == name, other.id != (kpi_id or 0))).first()
        is not None
    ):
        raise RuleBroken("There is a KPI of this name already.", field="name")


def _has_entries(session: Session, kpi_id: int) -> bool:
    return session.exec(select(KpiEntry.id).where(KpiEntry.kpi_id == kpi_id).limit(1)).first() is not None


def kpi_values(session: Session, kpi_id: int) -> dict[str, Any]:
    """The values of a KPI that a form edits, its goal among them."""
    found = records.found(session, Kpi, kpi_id)
    return {**found.model_dump(include=set(KpiBase.model_fields)), "goal_id": found.goal_id}
