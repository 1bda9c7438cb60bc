"""How a recurrence rule is said: ``every weekday``, ``monthly on the last Friday``, ``yearly on 1 March``.

``clipped`` and the names below are shared with the reader, so that what is said can be read back.
"""

from collections.abc import Sequence

from bef_tui.exchange.dates import MONTH_NAMES, WEEKDAY_NAMES
from bef_tui.exchange.recurrence import Recurrence

WORKDAYS = tuple((0, day) for day in range(5))
QUARTER_STARTS, QUARTER_ENDS = (1, 4, 7, 10), (3, 6, 9, 12)
PLACES = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}

_EVERY = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}


def clipped(days: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """``monthdays`` and ``positions`` of days of the month in order, so that one after the 28th is never missed.

    The 31st is the last day of a shorter month: of the days 28 to 31, the last one there is. At most one of the days
    may lie after the 28th.
    """
    if not days or days[-1] <= 28:
        return tuple(days), ()
    early = [day for day in days if day < 28]
    return (*early, *range(28, days[-1] + 1)), (*range(1, len(early) + 1), -1)


def describe(rule: Recurrence) -> str:
    """The rule in words, as RRULE text where there are no words for it."""
    if not (rule.yeardays or rule.weeks or rule.week_start or rule.count or rule.until):
        said = {"DAILY": _daily, "WEEKLY": _weekly, "MONTHLY": _monthly, "YEARLY": _yearly}[rule.freq](rule)
        if said is not None:
            return said
    return f"RRULE:{rule.text()}"


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th."""
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _joined(parts: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)


def _every(rule: Recurrence) -> str:
    unit = _EVERY[rule.freq]
    return f"every {unit}" if rule.interval == 1 else f"every {rule.interval} {unit}s"


def _daily(rule: Recurrence) -> str | None:
    return None if rule.months or rule.monthdays or rule.weekdays else _every(rule)


def _weekly(rule: Recurrence) -> str | None:
    if rule.months or rule.positions or not rule.weekdays:
        return None
    names = [WEEKDAY_NAMES[day].title() for _, day in rule.weekdays]
    days = "weekday" if rule.weekdays == WORKDAYS else _joined(names)
    return (
        f"every {days}" if rule.interval == 1 else f"{_every(rule)} on {days.replace('weekday', 'weekdays')}"
    )


def _monthly(rule: Recurrence) -> str | None:
    day = _day(rule)
    if day is None:
        return None
    if not rule.months:
        return f"{'monthly' if rule.interval == 1 else _every(rule)} on the {day}"
    is_quarterly = rule.interval == 1 and rule.months == (
        QUARTER_ENDS if day.startswith("last") else QUARTER_STARTS
    )
    return f"quarterly on the {day}" if is_quarterly else None


def _yearly(rule: Recurrence) -> str | None:
    if len(rule.months) != 1:
        return None
    month = MONTH_NAMES[rule.months[0] - 1].title()
    every = "yearly" if rule.interval == 1 else _every(rule)
    if rule.months == (2,) and (rule.monthdays, rule.positions) == clipped((29,)):
        return f"{every} on 29 {month}"
    is_day = len(rule.monthdays) == 1 and rule.monthdays[0] > 0 and not (rule.weekdays or rule.positions)
    if is_day:
        return (
            None if (*rule.months, *rule.monthdays) == (2, 29) else f"{every} on {rule.monthdays[0]} {month}"
        )
    day = _day(rule)
    return f"{every} on the {day} of {month}" if day and rule.monthdays in ((), (-1,)) else None


def _day(rule: Recurrence) -> str | None:
    """Which day of the month: ``1st and 15th``, ``last day``, ``first Monday``, ``last weekday``; None for others."""
    if rule.weekdays and not rule.monthdays:
        if rule.weekdays == WORKDAYS and len(rule.positions) == 1:
            place = PLACES.get(rule.positions[0])
            return f"{place} weekday" if place else None
        which, weekday = rule.weekdays[0]
        is_one = len(rule.weekdays) == 1 and not rule.positions and which in PLACES
        return f"{PLACES[which]} {WEEKDAY_NAMES[weekday].title()}" if is_one else None
    if rule.weekdays or not rule.monthdays or any(day < -1 for day in rule.monthdays):
        return None
    days = [day for day in rule.monthdays if day > 0]
    if rule.positions:
        days = [*days[: len(rule.positions) - 1], days[-1]] if days else []
        if not days or (rule.monthdays, rule.positions) != clipped(days):
            return None
    elif any(day > 28 for day in days):
        return None
    return _joined([ordinal(day) for day in days] + ["last day"] * (-1 in rule.monthdays))
