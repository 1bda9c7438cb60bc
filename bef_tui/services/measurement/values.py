"""Values of KPIs: recorded for a period, or *no data* with the reason; and which ones are due."""

import math
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, case, col, select

from bef_tui.data.measurement import Kpi, KpiEntry
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import KpiCadence, KpiKind
from bef_tui.services import reasons, records
from bef_tui.services.measurement.periods import bounds, period_of, periods_between

# Lead before lag, then as the founder put them.
IN_ORDER = (case((col(Kpi.kind) == "lead", 0), else_=1), col(Kpi.position), col(Kpi.id))

CHOICES: dict[KpiCadence, int] = {"daily": 14, "weekly": 8, "monthly": 6}


# Deeds


def record_value(session: Session, kpi_id: int, value: float, period: str | None = None, *, now: Now) -> int:
    """Record a value.

    Without a period it is the one wanted next. Recorded again, the new value counts; when it was first recorded
    stays, since that decides whether it was in time.
    """
    if not math.isfinite(value):
        raise RuleBroken("A value is a number.", field="value")
    return _record(session, kpi_id, value, "", period, now)


def record_no_data(session: Session, kpi_id: int, why: str, period: str | None = None, *, now: Now) -> int:
    """Record that there is no data, and why."""
    try:
        clean = reasons.given(why, "Say why there is no number: it is what to mend.")
    except RuleBroken as error:
        raise RuleBroken(str(error), field="why") from None
    return _record(session, kpi_id, None, clean, period, now)


def delete_value(session: Session, kpi_id: int, period: str, *, now: Now) -> int:
    """Delete the value of a period."""
    entry = _entry(session, kpi_id, period)
    if entry is None:
        raise records.Gone("value")
    session.delete(entry)
    return kpi_id


def _record(
    session: Session, kpi_id: int, value: float | None, why: str, period: str | None, now: Now
) -> int:
    kpi = records.found(session, Kpi, kpi_id)
    period = period or wanted_period(session, kpi_id, now=now)
    first, last = bounds(period, now.first_weekday)
    if period_of(kpi.cadence, first, now.first_weekday) != period:
        raise RuleBroken(f"This KPI is recorded {kpi.cadence}; {period} is no such period.", field="period")
    if first > now.today:
        raise RuleBroken("That period has not begun yet.", field="period")
    entry = _entry(session, kpi_id, period)
    if entry is None:
        entry = KpiEntry(
            kpi_id=kpi_id, period=period, ends_on=last, recorded_at=now.at, first_recorded_at=now.at
        )
    entry.value, entry.why, entry.recorded_at = value, why, now.at
    return records.saved(session, entry)


def _entry(session: Session, kpi_id: int, period: str) -> KpiEntry | None:
    return session.exec(select(KpiEntry).where(KpiEntry.kpi_id == kpi_id, KpiEntry.period == period)).first()


# Questions


@dataclass(frozen=True, slots=True)
class DueKpi:
    """A KPI and a period of a week that wants its value. ``answered`` also by *no data*, with ``why``."""

    id: int
    name: str
    unit: str
    kind: KpiKind
    cadence: KpiCadence
    period: str
    ends_on: date
    answered: bool
    value: float | None
    why: str


def due_kpis(session: Session, *, now: Now, week: str | None = None) -> tuple[DueKpi, ...]:
    """The values that a week (this one unless given) wants, lead before lag, answered or not.

    A weekly KPI wants one a week, a monthly one in the week in which its month ends, a daily one each day that has
    come. Nothing is due before the KPI was made.
    """
    week = week or now.week
    first, last = now.starts(week), now.ends(week)
    found = []
    followed = select(Kpi).where(Kpi.active, Kpi.created_on <= last)
    for kpi in session.exec(followed.order_by(*IN_ORDER)):
        since = max(first, kpi.created_on)
        until = min(last, now.today) if kpi.cadence == "daily" else last
        wanted = periods_between(kpi.cadence, first, until, now.first_weekday)
        for period in wanted:
            ends = bounds(period, now.first_weekday)[1]
            if ends >= since:
                entry = _entry(session, kpi.id or 0, period)
                found.append(_due(kpi, period, ends, entry))
    return tuple(found)


def _due(kpi: Kpi, period: str, ends: date, entry: KpiEntry | None) -> DueKpi:
    return DueKpi(
        kpi.id or 0,
        kpi.name,
        kpi.unit,
        kpi.kind,
        kpi.cadence,
        period,
        ends,
        entry is not None,
        entry.value if entry else None,
        entry.why if entry else "",
    )


@dataclass(frozen=True, slots=True)
class PeriodValue:
    """A period of a KPI with what is recorded for it."""

    period: str
    ends_on: date
    recorded: bool
    value: float | None
    why: str


def recent_periods(session: Session, kpi_id: int, *, now: Now) -> tuple[PeriodValue, ...]:
    """The newest periods of a KPI, the running one first, with what is recorded for each."""
    kpi = records.found(session, Kpi, kpi_id)
    day, found = now.today, []
    for _ in range(CHOICES[kpi.cadence]):
        period = period_of(kpi.cadence, day, now.first_weekday)
        first, last = bounds(period, now.first_weekday)
        entry = _entry(session, kpi_id, period)
        value, why = (entry.value, entry.why) if entry else (None, "")
        found.append(PeriodValue(period, last, entry is not None, value, why))
        day = first - timedelta(days=1)
    return tuple(found)


def wanted_period(session: Session, kpi_id: int, *, now: Now) -> str:
    """The period to record next: the one before the running one while it is missing, else the running one."""
    kpi = records.found(session, Kpi, kpi_id)
    running = period_of(kpi.cadence, now.today, now.first_weekday)
    ended = bounds(running, now.first_weekday)[0] - timedelta(days=1)
    before = period_of(kpi.cadence, ended, now.first_weekday)
    if kpi.created_on <= ended and _entry(session, kpi_id, before) is None:
        return before
    return running
