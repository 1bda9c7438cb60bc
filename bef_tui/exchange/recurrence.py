"""Which days a recurrence rule (RFC 5545) names: its parts, checked one by one, and its days through dateutil.

Only rules of whole days are taken. Where the standard leaves something to the start (``FREQ=WEEKLY`` alone), it is
written out by ``settled``, so that the days of a rule can be walked from anywhere.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import islice
from typing import Any, Literal

from dateutil import rrule

from bef_tui.exchange.problems import NotUnderstood, quoted, unstorable

EXAMPLE = "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR"

_FREQUENCIES: dict[str, Literal[0, 1, 2, 3]] = {
    "YEARLY": rrule.YEARLY,
    "MONTHLY": rrule.MONTHLY,
    "WEEKLY": rrule.WEEKLY,
    "DAILY": rrule.DAILY,
}
_FINER = ("HOURLY", "MINUTELY", "SECONDLY")
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T[0-9]{6}Z?)?")
_LONGEST_INTERVAL, _LARGEST_COUNT = 1000, 10_000
_LAST_YEAR_TRIED = 9950  # leaves fifty years until the end of the calendar


@dataclass(frozen=True)
class Recurrence:
    """The parts of one rule; an empty part does not restrict. ``weekdays`` are (which of them, 0 for all; weekday)."""

    freq: str
    interval: int = 1
    months: tuple[int, ...] = ()
    monthdays: tuple[int, ...] = ()
    yeardays: tuple[int, ...] = ()
    weeks: tuple[int, ...] = ()
    weekdays: tuple[tuple[int, int], ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0
    count: int = 0
    until: date | None = None

    def text(self) -> str:
        """The rule as stored, always in the same order: ``FREQ=MONTHLY;BYDAY=-1FR``."""
        listed = (
            ("BYMONTH", self.months),
            ("BYMONTHDAY", self.monthdays),
            ("BYYEARDAY", self.yeardays),
            ("BYWEEKNO", self.weeks),
            ("BYDAY", tuple(f"{n or ''}{_CODES[day]}" for n, day in self.weekdays)),
            ("BYSETPOS", self.positions),
        )
        parts = [f"FREQ={self.freq}"]
        parts += [f"INTERVAL={self.interval}"] if self.interval > 1 else []
        parts += [f"{name}={','.join(map(str, values))}" for name, values in listed if values]
        parts += [f"WKST={_CODES[self.week_start]}"] if self.week_start else []
        parts += [f"COUNT={self.count}"] if self.count else []
        parts += [f"UNTIL={self.until:%Y%m%d}"] if self.until else []
        return ";".join(parts)

    def settled(self, start: date) -> "Recurrence":
        """The rule with the days written out that the standard takes from the start."""
        if self.freq == "DAILY" or self.monthdays or self.yeardays or self.weeks or self.weekdays:
            return self
        if self.freq == "WEEKLY":
            return replace(self, weekdays=((0, start.weekday()),))
        months = self.months or ((start.month,) if self.freq == "YEARLY" else ())
        return replace(self, months=months, monthdays=(start.day,))

    def first(self, start: date) -> date | None:
        """The first day on or after ``start``, None when there is none in the next fifty years or before its end."""
        years = max(0, (_LAST_YEAR_TRIED - start.year) // 400 * 400)
        late = start.replace(
            year=start.year + years
        )  # the calendar repeats every 400 years, weekdays included
        if next(_walk(self, late, late), None) is None:
            return None
        return next(self.days(start, start), None)

    def days(self, start: date, since: date) -> Iterator[date]:
        """The days from ``since`` on, in order; intervals are counted from ``start``, the first possible day.

        The rule must be settled, and ``first`` must have found a day: dateutil looks for the day of a rule that has
        none until the year 9999.
        """
        found = _walk(self, start, start if self.count else since)
        if self.count:
            found = islice(found, self.count)
        for day in found:
            if self.until and day > self.until:
                return
            if day >= since:
                yield day


def _walk(rule: Recurrence, start: date, since: date) -> Iterator[date]:
    """The days without a count or an end, from the beginning of the period that ``since`` lies in."""
    opening = _opening(rule, start, max(start, since))
    walk = rrule.rrule(
        _FREQUENCIES[rule.freq],
        dtstart=datetime(opening.year, opening.month, opening.day),
        interval=rule.interval,
        wkst=rule.week_start,
        bymonth=rule.months or None,
        bymonthday=rule.monthdays or None,
        byyearday=rule.yeardays or None,
        byweekno=rule.weeks or None,
        byweekday=[rrule.weekday(day, n or None) for n, day in rule.weekdays] or None,
        bysetpos=rule.positions or None,
    )
    try:
        for found in walk:
            if (day := found.date()) >= start:
                yield day
    except (ValueError, OverflowError):
        return  # the end of the calendar


def _opening(rule: Recurrence, start: date, since: date) -> date:
    """The first day of the last period that counts (every second week, say) and does not begin after ``since``."""
    if rule.freq == "DAILY":
        return since - timedelta(days=(since - start).days % rule.interval)
    if rule.freq == "WEEKLY":
        monday = start - timedelta(days=(start.weekday() - rule.week_start) % 7)
        return since - timedelta(days=(since - monday).days % (7 * rule.interval))
    if rule.freq == "MONTHLY":
        months = since.year * 12 + since.month - 1
        months -= (months - start.year * 12 - start.month + 1) % rule.interval
        return date(months // 12, months % 12 + 1, 1)
    return date(since.year - (since.year - start.year) % rule.interval, 1, 1)


@lru_cache(maxsize=512)
def read_rule(text: str) -> Recurrence:
    """The parts of a rule such as ``FREQ=WEEKLY;BYDAY=MO``, with or without ``RRULE:`` before it.

    ``COUNT`` and ``UNTIL`` are taken (``UNTIL`` as its whole day); ``NotUnderstood`` for what is finer than a day, for
    a part or value that is not known, and for parts that do not go together.
    """
    if reason := unstorable(text):
        raise NotUnderstood(reason)
    values: dict[str, str] = {}
    for part in text.strip().upper().removeprefix("RRULE:").rstrip(";").split(";"):
        name, mark, value = (piece.strip() for piece in part.partition("="))
        if not mark or not value:
            raise NotUnderstood(f"{quoted(part)} is no part of a rule: write for example {EXAMPLE}")
        if name in values:
            raise NotUnderstood(f"the rule says {name} twice: write it once")
        values[name] = value
    freq = _frequency(values.pop("FREQ", ""))
    found: dict[str, Any] = {}
    for name, value in values.items():
        if name in ("BYHOUR", "BYMINUTE", "BYSECOND"):
            raise NotUnderstood(
                f"{name} is finer than a day: write the time behind the rule, as in “at 9:00”"
            )
        if name not in _READERS:
            raise NotUnderstood(
                f"{quoted(name)} is not known in a rule: known are FREQ, {', '.join(_READERS)}"
            )
        field, read = _READERS[name]
        found[field] = read(name, value)
    rule = Recurrence(freq, **found)
    _check(rule)
    return rule


def _frequency(value: str) -> str:
    if value in _FINER:
        raise NotUnderstood(f"{value} is finer than a day: write DAILY, WEEKLY, MONTHLY or YEARLY")
    if value not in _FREQUENCIES:
        raise NotUnderstood(f"a rule says how often: write for example {EXAMPLE}")
    return value


def _number(low: int, high: int) -> Callable[[str, str], int]:
    def read(name: str, value: str) -> int:
        if not re.fullmatch(r"[0-9]{1,6}", value) or not low <= int(value) <= high:
            raise NotUnderstood(f"{name}={quoted(value)}: write a number from {low} to {high}")
        return int(value)

    return read


def _numbers(high: int, *, negative: bool = True) -> Callable[[str, str], tuple[int, ...]]:
    def read(name: str, value: str) -> tuple[int, ...]:
        found = set()
        for one in value.split(","):
            known = re.fullmatch(r"[+-]?[0-9]{1,3}" if negative else "[0-9]{1,3}", one.strip())
            if known is None or not 1 <= abs(int(one)) <= high:
                below = " (or from the end, as in -1)" if negative else ""
                raise NotUnderstood(f"{name}={quoted(one)}: write numbers from 1 to {high}{below}")
            found.add(int(one))
        return tuple(sorted(found, key=lambda number: (number < 0, number)))

    return read


def _weekdays(name: str, value: str) -> tuple[tuple[int, int], ...]:
    found = set()
    for one in value.split(","):
        match = _DAY.fullmatch(one.strip())
        which = int(match[1] or 0) if match else 0
        if match is None or abs(which) > 53 or (match[1] and not which):
            raise NotUnderstood(
                f"{name}={quoted(one)}: write {', '.join(_CODES)}, or -1FR for the last Friday"
            )
        found.add((which, _CODES.index(match[2])))
    return tuple(sorted(found))


def _week_start(name: str, value: str) -> int:
    if value not in _CODES:
        raise NotUnderstood(f"{name}={quoted(value)}: write one of {', '.join(_CODES)}")
    return _CODES.index(value)


def _until(name: str, value: str) -> date:
    match = _UNTIL.fullmatch(value)
    try:
        if match:
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        pass
    raise NotUnderstood(f"{name}={quoted(value)} is no day: write it as 20261231")


_Reader = Callable[[str, str], object]
_READERS: dict[str, tuple[str, _Reader]] = {
    "INTERVAL": ("interval", _number(1, _LONGEST_INTERVAL)),
    "BYMONTH": ("months", _numbers(12, negative=False)),
    "BYMONTHDAY": ("monthdays", _numbers(31)),
    "BYYEARDAY": ("yeardays", _numbers(366)),
    "BYWEEKNO": ("weeks", _numbers(53)),
    "BYDAY": ("weekdays", _weekdays),
    "BYSETPOS": ("positions", _numbers(366)),
    "WKST": ("week_start", _week_start),
    "COUNT": ("count", _number(1, _LARGEST_COUNT)),
    "UNTIL": ("until", _until),
}


def _check(rule: Recurrence) -> None:
    """Refuse parts that the standard, or dateutil, does not take together."""
    numbered = max((abs(which) for which, _ in rule.weekdays), default=0)
    within_months = rule.freq == "MONTHLY" or bool(rule.months)
    listed = rule.months or rule.monthdays or rule.yeardays or rule.weeks or rule.weekdays
    for wrong, reason in (
        (rule.count and rule.until, "COUNT and UNTIL are two ends: write one of them"),
        (rule.weeks and rule.freq != "YEARLY", "BYWEEKNO goes with FREQ=YEARLY only"),
        (rule.yeardays and rule.freq != "YEARLY", "BYYEARDAY goes with FREQ=YEARLY only"),
        (rule.monthdays and rule.freq == "WEEKLY", "BYMONTHDAY does not go with FREQ=WEEKLY"),
        (
            numbered and (rule.freq in ("WEEKLY", "DAILY") or rule.weeks),
            "a counted BYDAY such as 1MO goes with FREQ=MONTHLY or FREQ=YEARLY only",
        ),
        (
            numbered > 5 and within_months,
            "no month has more than five of a weekday: write 1MO to 5MO, or -1MO",
        ),
        (rule.positions and not listed, "BYSETPOS picks out of other parts: add BYDAY or BYMONTHDAY"),
    ):
        if wrong:
            raise NotUnderstood(f"{reason}; for example {EXAMPLE}")
