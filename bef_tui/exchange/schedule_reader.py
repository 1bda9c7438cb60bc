"""The words of a schedule, part by part: how often, from which day, at what time."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time

from bef_tui.exchange.dates import MONTHS, WEEKDAYS, parse_day
from bef_tui.exchange.problems import NotUnderstood, quoted
from bef_tui.exchange.recurrence import Recurrence, read_rule
from bef_tui.exchange.schedule_words import PLACES, QUARTER_ENDS, QUARTER_STARTS, WORKDAYS, clipped

EXAMPLES = (
    "every Monday, every weekday at 8:30, every 2 weeks on Tuesday from today, monthly on the 1st, "
    "monthly on the last Friday, quarterly or yearly on 1 March"
)

_LONGEST = 200
_YEARS = range(1970, 3000)
_SUFFIX = re.compile(r" *\b(from|starting(?: on| from)?|beginning(?: on)?|at) ")
_TIME = re.compile(r"(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2}))? ?(?P<half>am|pm|a\.m\.|p\.m\.)?")
_NAMED_TIMES = {"noon": time(12), "midday": time(12), "midnight": time(0)}

_EVERY = r"(?:every|each)"
_N = r"(?:(?P<n>[0-9]{1,4}|other|two|three|four|six) )?"
_NUMBERS = {"other": 2, "two": 2, "three": 3, "four": 4, "six": 6}
_MO = "|".join(sorted(MONTHS, key=len, reverse=True))
_PLACE = {name: place for place, name in PLACES.items()} | {
    f"{place}{end}": place for place in (1, 2, 3, 4, 5) for end in ("st", "nd", "rd", "th")
}
_WEEKDAY_LIST = {
    "weekday": WORKDAYS,
    "workday": WORKDAYS,
    "weekend": ((0, 5), (0, 6)),
} | {name: ((0, day),) for name, day in WEEKDAYS.items()}
_BETWEEN = re.compile(r"\s*(?:,\s*and\b|,|\band\b|&|\+|\s)\s*")


@dataclass(frozen=True)
class Read:
    """What the words say; ``dated`` when the day it starts from belongs to the schedule."""

    rule: Recurrence
    start: date
    at: time
    dated: bool


def read(text: str, today: date) -> Read:
    """The parts of a schedule; ``NotUnderstood`` when it is none."""
    tidy = " ".join(text.lower().replace("\N{NO-BREAK SPACE}", " ").split())
    if len(tidy) > _LONGEST:
        raise NotUnderstood(f"{quoted(text)} is too long for a schedule: write {EXAMPLES}")
    body, *rest = _SUFFIX.split(tidy)
    start, at = None, None
    for keyword, value in zip(rest[::2], rest[1::2], strict=True):
        if keyword == "at" and at is None:
            at = _time(value.strip())
        elif keyword != "at" and start is None:
            start = _start(value.strip(), today)
        else:
            raise NotUnderstood(f"{quoted(text)} says “{keyword}” twice: write it once")
    is_raw = re.match(r"(?:rrule:|freq=)", body) is not None
    begins = start or today
    rule = read_rule(body).settled(begins) if is_raw else _worded(body, begins, dated=start is not None)
    if rule is None:
        raise NotUnderstood(f"{quoted(text)} is no schedule: write {EXAMPLES}")
    dated = start is not None or rule.interval > 1 or rule.count > 0
    first = (rule if is_raw else replace(rule, interval=1)).first(begins)
    if first is None:
        raise NotUnderstood(f"{quoted(text)} never comes: no day fits all its parts")
    return Read(rule, first if rule.interval > 1 or rule.count else begins, at or time(0), dated)


def _start(text: str, today: date) -> date:
    try:
        day = parse_day(text, today)
    except NotUnderstood as error:
        raise NotUnderstood(f"from: {error}") from None
    if day.year not in _YEARS:
        raise NotUnderstood(f"from: {quoted(text)} is too far away: write a day such as 2026-12-01")
    return day


def _time(text: str) -> time:
    if text in _NAMED_TIMES:
        return _NAMED_TIMES[text]
    match = _TIME.fullmatch(text)
    hour = int(match["hour"]) if match else 24
    minute = int(match["minute"] or 0) if match else 0
    if match and match["half"]:
        hour = hour % 12 + (12 if match["half"][0] == "p" else 0) if 1 <= hour <= 12 else 24
    if hour > 23 or minute > 59:
        raise NotUnderstood(f"{quoted(text)} is no time: write 9:00, 9am, 17:30 or noon")
    return time(hour, minute)


def _worded(body: str, start: date, *, dated: bool) -> Recurrence | None:
    for shape, make in _SHAPES:
        match = shape.fullmatch(body)
        if match and (rule := make(match, start, dated)):
            return rule
    return None


def _interval(match: re.Match[str], default: int = 1) -> int:
    written = match["n"]
    count = default if written is None else _NUMBERS.get(written) or int(written)
    if not 1 <= count <= 1000:
        raise NotUnderstood(f"{quoted(match[0])}: write a number from 1 to 1000")
    return count


def _daily(match: re.Match[str], start: date, dated: bool) -> Recurrence | None:
    return Recurrence("DAILY", _interval(match))


def _weekly(match: re.Match[str], start: date, dated: bool) -> Recurrence | None:
    interval = _interval(match, 2 if match["two"] else 1)
    if not match["days"]:
        return Recurrence("WEEKLY", interval, weekdays=((0, start.weekday()),))
    found: set[tuple[int, int]] = set()
    for word in _BETWEEN.split(match["days"]):
        known = _WEEKDAY_LIST.get(word) or _WEEKDAY_LIST.get(word.removesuffix("s"))
        if known is None:
            return None
        found.update(known)
    return Recurrence("WEEKLY", interval, weekdays=tuple(sorted(found)))


def _monthly(match: re.Match[str], start: date, dated: bool) -> Recurrence | None:
    if match["day"]:
        return _of_month(Recurrence("MONTHLY", _interval(match)), match["day"])
    monthdays, positions = clipped((start.day,))
    return Recurrence("MONTHLY", _interval(match), monthdays=monthdays, positions=positions)


def _quarterly(match: re.Match[str], start: date, dated: bool) -> Recurrence | None:
    if not match["day"] and dated:
        monthdays, positions = clipped((start.day,))
        return Recurrence("MONTHLY", 3, monthdays=monthdays, positions=positions)
    day = match["day"] or "1st"
    months = QUARTER_ENDS if day.startswith("last") else QUARTER_STARTS
    return _of_month(Recurrence("MONTHLY", months=months), day)


def _yearly(match: re.Match[str], start: date, dated: bool) -> Recurrence | None:
    written = match["date"] or match["date2"]
    day = int(written) if written else start.day
    name = match["month"] or match["month2"]
    month = MONTHS[name] if name else start.month
    if day > (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31) or not day:
        raise NotUnderstood(f"{quoted(match[0])}: there is no such day, write for example yearly on 1 March")
    rule = Recurrence("YEARLY", _interval(match), months=(month,), monthdays=(day,))
    if (month, day) == (2, 29):
        monthdays, positions = clipped((29,))
        return replace(rule, monthdays=monthdays, positions=positions)
    return rule


def _yearly_place(match: re.Match[str], start: date, dated: bool) -> Recurrence | None:
    rule = Recurrence("YEARLY", _interval(match), months=(MONTHS[match["month"]],))
    found = _of_month(rule, match["day"])
    if found is None or (found.monthdays and found.monthdays != (-1,)):
        return None
    return found


def _of_month(rule: Recurrence, text: str) -> Recurrence | None:
    """The rule on these days of the month: ``15th``, ``1st and last day``, ``last Friday``, ``first weekday``."""
    place, _, name = text.partition(" ")
    name = name.removesuffix("s") if name not in WEEKDAYS else name
    if place in _PLACE and name in WEEKDAYS:
        return replace(rule, weekdays=((_PLACE[place], WEEKDAYS[name]),))
    if place in _PLACE and name in ("weekday", "workday", "working day", "business day"):
        return replace(rule, weekdays=WORKDAYS, positions=(_PLACE[place],))
    days: set[int] = set()
    for word in re.split(r"\s*(?:,\s*and\b|,|\band\b|&)\s*(?:the )?", text):
        number = re.fullmatch(
            r"(?P<number>[0-9]{1,2})(?:st|nd|rd|th)?(?: day)?|(?P<place>first|last)(?: day)?", word
        )
        if number is None:
            return None
        days.add(int(number["number"]) if number["number"] else _PLACE[number["place"]])
    numbers = sorted(day for day in days if day > 0)
    late = sum(day > 28 for day in numbers)
    if not days <= {-1, *range(1, 32)} or late > 1 or (late and -1 in days):
        raise NotUnderstood(f"{quoted(text)}: write days from 1 to 31, one of them after the 28th at most")
    monthdays, positions = clipped(numbers)
    return replace(rule, monthdays=monthdays + (-1,) * (-1 in days), positions=positions)


_OF_MONTH = r"(?: (?:of|in) (?:the|each|every) month)"
_DATE = (
    rf"(?:the )?(?P<date>[0-9]{{1,2}})(?:st|nd|rd|th)?\.? (?:of )?(?P<month>{_MO})"
    rf"|(?P<month2>{_MO}) (?:the )?(?P<date2>[0-9]{{1,2}})(?:st|nd|rd|th)?"
)
_YEARLY = rf"(?:yearly|annually|{_EVERY} {_N}years?)"
_Maker = Callable[[re.Match[str], date, bool], Recurrence | None]


def _shape(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


_SHAPES: tuple[tuple[re.Pattern[str], _Maker], ...] = (
    (_shape(rf"daily|{_EVERY} {_N}days?"), _daily),
    (
        _shape(
            rf"(?:(?P<two>biweekly|fortnightly|{_EVERY} fortnight)|weekly|{_EVERY} {_N}weeks?)"
            r"(?: (?:on )?(?:every )?(?P<days>[a-z, &+]+))?"
        ),
        _weekly,
    ),
    (_shape(rf"(?P<two>(?!))?{_EVERY} (?:(?P<n>other) )?(?P<days>[a-z, &+]+)"), _weekly),
    (_shape(r"(?P<two>(?!))?(?P<n>(?!))?(?:on )?(?P<days>[a-z, &+]+days)"), _weekly),
    (
        _shape(rf"(?:monthly|{_EVERY} {_N}months?)(?: (?:on )?(?:the )?(?P<day>.+?){_OF_MONTH}?)?"),
        _monthly,
    ),
    (_shape(rf"(?P<n>(?!))?(?:{_EVERY} |on )?(?:the )?(?P<day>.+?){_OF_MONTH}"), _monthly),
    (
        _shape(rf"(?:quarterly|{_EVERY} quarter)(?: (?:on )?(?:the )?(?P<day>.+?)(?: of the quarter)?)?"),
        _quarterly,
    ),
    (_shape(rf"{_YEARLY}(?: (?:on )?(?:{_DATE}))?"), _yearly),
    (_shape(rf"{_EVERY} {_N}(?:{_DATE})"), _yearly),
    (_shape(rf"{_YEARLY} (?:on )?(?:the )?(?P<day>.+?) (?:of|in) (?P<month>{_MO})"), _yearly_place),
)
