"""The periods a KPI is recorded for: a day ``2026-11-19``, a week ``2026-W47`` or a month ``2026-11``."""

from datetime import date, timedelta

from bef_tui.framework.days import MONTHS, say_weekday
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import week_end, week_of, week_start
from bef_tui.framework.words import KpiCadence


def period_of(cadence: KpiCadence, day: date, first_weekday: int = 0) -> str:
    """The period of a cadence that a day belongs to."""
    if cadence == "daily":
        return day.isoformat()
    return week_of(day, first_weekday) if cadence == "weekly" else f"{day.year:04d}-{day.month:02d}"


def bounds(period: str, first_weekday: int = 0) -> tuple[date, date]:
    """The first and the last day of a period; ``RuleBroken`` when the text is none."""
    try:
        if "W" in period:
            return week_start(period, first_weekday), week_end(period, first_weekday)
        if len(period) == 7:
            first = date.fromisoformat(f"{period}-01")
            return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        day = date.fromisoformat(period)
    except (ValueError, OverflowError):
        message = f"{period!r} is no period: write 2026-W47, 2026-11 or 2026-11-19."
        raise RuleBroken(message, field="period") from None
    return day, day


def periods_between(cadence: KpiCadence, first: date, last: date, first_weekday: int = 0) -> tuple[str, ...]:
    """The periods whose last day lies between two days, oldest first."""
    found = []
    period = period_of(cadence, first, first_weekday)
    ends = bounds(period, first_weekday)[1]
    while ends <= last:
        found.append(period)
        period = period_of(cadence, ends + timedelta(days=1), first_weekday)
        ends = bounds(period, first_weekday)[1]
    return tuple(found)


def say_period(period: str) -> str:
    """A period as a person says it: ``week 47``, ``Nov 2026``, ``Thu 19 Nov``."""
    if "W" in period:
        return f"week {int(period[-2:])}"
    if len(period) == 7:
        return f"{MONTHS[int(period[5:]) - 1]} {period[:4]}"
    return say_weekday(date.fromisoformat(period))
