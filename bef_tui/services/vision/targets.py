"""Targets: what a KPI was promised to reach for a goal. Append-only, so that a loosened target stays visible."""

from math import isfinite

from sqlmodel import Session, col, select

from bef_tui.data.measurement import Kpi, KpiBase, KpiEntry
from bef_tui.data.vision import Goal, Target
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.services import records
from bef_tui.services.measurement.kpis import refuse_wrong_way
from bef_tui.services.records import Values


def set_target(
    session: Session,
    goal_id: int,
    kpi: int | Values,
    *,
    value: float,
    baseline: float | None = None,
    now: Now,
) -> int:
    """Set the target of a goal.

    ``kpi`` is the id of a KPI, or the fields of a new one. Without a baseline the newest value of the KPI is taken.
    A target equal to its baseline is a value to hold. The former target stays beside the new one.
    """
    goal = records.found(session, Goal, goal_id)
    if goal.status in ("done", "dropped"):
        raise RuleBroken("A closed goal keeps the target it had.")
    metric = records.found(session, Kpi, kpi) if isinstance(kpi, int) else _new_kpi(session, goal, kpi, now)
    if baseline is None:
        baseline = _newest_value(session, metric.id)
    for name, number in (("value", value), ("baseline", baseline)):
        if number is not None and not isfinite(number):
            raise RuleBroken("This is no number a KPI can have.", field=name)
    refuse_wrong_way(metric, baseline, value)
    if metric.goal_id is None:
        metric.goal_id = goal_id
        session.add(metric)
    assert metric.id is not None
    target = Target(kpi_id=metric.id, goal_id=goal_id, baseline=baseline, value=value, from_on=now.today)
    return records.saved(session, target)


def _new_kpi(session: Session, goal: Goal, values: Values, now: Now) -> Kpi:
    clean = records.checked(KpiBase, {"name": "", "owner_id": goal.owner_id, **values})
    records.require_text(clean["name"], "name", "Which number shows it? The KPI needs a name.")
    if session.exec(select(Kpi.id).where(col(Kpi.name) == clean["name"])).first() is not None:
        raise RuleBroken(
            f"There is already a KPI called {clean['name']}: choose it from the list.", field="name"
        )
    position = len(session.exec(select(Kpi.id)).all())
    kpi = Kpi(**clean, goal_id=goal.id, position=position, created_on=now.today)
    records.saved(session, kpi)
    return kpi


def _newest_value(session: Session, kpi_id: int | None) -> float | None:
    query = (
        select(KpiEntry.value)
        .where(col(KpiEntry.kpi_id) == kpi_id, col(KpiEntry.value).is_not(None))
        .order_by(col(KpiEntry.ends_on).desc(), col(KpiEntry.id).desc())
    )
    return session.exec(query).first()
