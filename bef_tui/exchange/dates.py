"""Days as people type them, with Taskwarrior's names where there are such.

``parse_day`` reads a whole field; ``find_first`` and ``find_last`` look for a day among the words of a sentence.
"""

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bef_tui.exchange.problems import NotUnderstood, quoted

EXAMPLES = "fri, tomorrow, eow, in 3d, 1 dec or 2026-12-01"
LONGEST = 4  # words that can make one day: "in 2 weeks", "1 dec 2026"

WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_EXTRA_SHORT = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
WEEKDAYS = {n[:3]: i for i, n in enumerate(WEEKDAY_NAMES)} | _EXTRA_SHORT
WEEKDAYS |= {name: index for index, name in enumerate(WEEKDAY_NAMES)}
MONTHS = {n[:3]: i + 1 for i, n in enumerate(MONTH_NAMES)} | {"sept": 9}
MONTHS |= {name: index + 1 for index, name in enumerate(MONTH_NAMES)}
_WD = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_MO = "|".join(sorted(MONTHS, key=len, reverse=True))
_UNIT = r"d|days?|w|wks?|weeks?|m|mo|mths?|months?|q|quarters?|y|yrs?|years?"


@dataclass(frozen=True)
class _Today:
    """The day that relative words count from, and the first day of its week."""

    day: date
    first_weekday: int

    def period(self, letter: str, shift: int) -> tuple[date, date]:
        """First and last day of the week, month, quarter or year that lies ``shift`` periods ahead."""
        if letter == "w":
            back = (self.day.weekday() - self.first_weekday) % 7
            first = self.day + timedelta(days=7 * shift - back)
            return first, first + timedelta(days=6)
        months = {"m": 1, "q": 3, "y": 12}[letter]
        opening = self.day.replace(month=(self.day.month - 1) // months * months + 1, day=1)
        first = add_months(opening, months * shift)
        return first, add_months(first, months) - timedelta(days=1)


def add_months(day: date, count: int) -> date:
    """The same day ``count`` months later, the last day of the month where there is no such day."""
    month = day.year * 12 + day.month - 1 + count
    year, month = month // 12, month % 12 + 1
    if not 1 <= year <= 9999:
        raise OverflowError("outside the calendar")
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _named(match: re.Match[str], now: _Today) -> date:
    return now.day + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(match[0], 0))


def _weekday(match: re.Match[str], now: _Today) -> date:
    ahead = (WEEKDAYS[match["wd"]] - now.day.weekday()) % 7
    if match["which"] == "next":
        return now.period("w", 1)[0] + timedelta(days=(WEEKDAYS[match["wd"]] - now.first_weekday) % 7)
    if match["which"] == "last":
        return now.day + timedelta(days=ahead - 7)
    return now.day + timedelta(days=ahead or 7)


def _boundary(match: re.Match[str], now: _Today) -> date:
    shift = {"p": -1, "c": 0, "n": 1, None: 0}[match["which"]]
    first, last = now.period(match["period"], shift)
    if match["work"]:
        monday = now.day - timedelta(days=now.day.weekday()) + timedelta(weeks=shift)
        first, last = monday, monday + timedelta(days=4)
    return first if match["edge"] == "s" else last


def _next_period(match: re.Match[str], now: _Today) -> date:
    return now.period(match["unit"][0], 1)[0]


def _relative(match: re.Match[str], now: _Today) -> date:
    written = match["count"]
    count = 1 if written in ("a", "an", "one") else int(written)
    if match["sign"] == "-" or match["ago"]:
        count = -count
    letter = match["unit"][0]
    if letter in "dw":
        return now.day + timedelta(days=count * (7 if letter == "w" else 1))
    return add_months(now.day, count * {"m": 1, "q": 3, "y": 12}[letter])


def _ordinal(match: re.Match[str], now: _Today) -> date:
    wanted = int(match["day"])
    if not 1 <= wanted <= 31:
        raise ValueError("no month has such a day")
    month = now.day.replace(day=1)
    if wanted <= now.day.day:
        month = add_months(month, 1)
    while calendar.monthrange(month.year, month.month)[1] < wanted:
        month = add_months(month, 1)
    return month.replace(day=wanted)


def _day_month(match: re.Match[str], now: _Today) -> date:
    month = MONTHS.get(match["mo"]) or int(match["mo"])
    return _coming(int(match["day"]), month, match["year"], now)


def _slashes(match: re.Match[str], now: _Today) -> date:
    first, second = int(match["one"]), int(match["two"])
    if first <= 12 and second <= 12 and first != second:
        raise NotUnderstood(
            f"{quoted(match[0])} can be two days: write {first} {MONTH_NAMES[second - 1][:3]} "
            f"or {second} {MONTH_NAMES[first - 1][:3]}"
        )
    day, month = (first, second) if second <= 12 else (second, first)
    return _coming(day, month, match["year"], now)


def _coming(day: int, month: int, year: str | None, now: _Today) -> date:
    """The day of this month in the year written, or else the next one, today included."""
    if year is not None:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    for ahead in range(9):  # a 29 February can be eight years away
        if now.day.year + ahead > 9999 or day > calendar.monthrange(now.day.year + ahead, month)[1]:
            continue
        found = date(now.day.year + ahead, month, day)
        if found >= now.day:
            return found
    raise ValueError("there is no such day")


def _month(match: re.Match[str], now: _Today) -> date:
    month = MONTHS[match["mo"]]
    return date(now.day.year + (month <= now.day.month), month, 1)


def _iso(match: re.Match[str], now: _Today) -> date:
    if match["week"] is None:
        return date(int(match["year"]), int(match["mo"]), int(match["day"]))
    monday = date.fromisocalendar(int(match["year"]), int(match["week"]), 1)
    return monday - timedelta(days=(7 - now.first_weekday) % 7)


def _shape(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


_Maker = Callable[[re.Match[str], _Today], date]

# Shape, what it means, and whether it is plain enough to be taken from the end of a sentence.
_SHAPES: tuple[tuple[re.Pattern[str], _Maker, bool], ...] = (
    (_shape(r"today|tomorrow|eod"), _named, True),
    (_shape(r"yesterday|sod|now"), _named, False),
    (_shape(rf"(?:(?P<which>next|last) )?(?P<wd>{_WD})"), _weekday, True),
    (_shape(r"(?P<edge>[se])o(?P<which>[pnc])?(?P<period>[wmqy])(?P<work>)"), _boundary, True),
    (_shape(r"(?P<edge>[se])o(?P<which>[pn])?(?P<period>w)(?P<work>w)"), _boundary, True),
    (_shape(r"next (?P<unit>week|month|quarter|year)"), _next_period, True),
    (
        _shape(rf"(?P<sign>in |\+)(?P<count>[0-9]{{1,6}}|an?|one) ?(?P<unit>{_UNIT})(?P<ago>)"),
        _relative,
        True,
    ),
    (_shape(rf"(?P<sign>-?)(?P<count>[0-9]{{1,6}}) ?(?P<unit>{_UNIT})(?P<ago> ago)?"), _relative, False),
    (_shape(r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)"), _ordinal, True),
    (
        _shape(rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\.? (?P<mo>{_MO})(?: (?P<year>[0-9]{{4}}))?"),
        _day_month,
        True,
    ),
    (
        _shape(rf"(?P<mo>{_MO}) (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>[0-9]{{4}}))?"),
        _day_month,
        True,
    ),
    (_shape(r"(?P<day>[0-9]{1,2})\.(?P<mo>[0-9]{1,2})\.(?P<year>[0-9]{4})?"), _day_month, True),
    (_shape(r"(?P<day>[0-9]{1,2})\.(?P<mo>[0-9]{1,2})(?P<year>(?!))?"), _day_month, False),
    (_shape(r"(?P<one>[0-9]{1,2})/(?P<two>[0-9]{1,2})(?:/(?P<year>[0-9]{4}))?"), _slashes, False),
    (_shape(rf"(?P<mo>{_MO})"), _month, False),
    (_shape(r"(?P<year>[0-9]{4})-(?P<mo>[0-9]{1,2})-(?P<day>[0-9]{1,2})(?P<week>(?!))?"), _iso, True),
    (_shape(r"(?P<year>[0-9]{4})(?P<mo>[0-9]{2})(?P<day>[0-9]{2})(?P<week>(?!))?"), _iso, False),
    (_shape(r"(?P<year>[0-9]{4})-w(?P<week>[0-9]{2})(?P<mo>(?!))?(?P<day>(?!))?"), _iso, False),
)


def parse_day(text: str, today: date, first_weekday: int = 0) -> date:
    """The day that was typed; ``NotUnderstood`` with examples when it is none, or could be two.

    * ``today tomorrow yesterday``; ``fri friday``: the next such day **after** today, as in Taskwarrior, so that
      ``fri`` typed on a Friday is in seven days; ``next fri``: the Friday of next week; ``last fri``: the one before.
    * Taskwarrior's boundaries: ``sow eow som eom soq eoq soy eoy`` are the first and last day of the present week,
      month, quarter and year; with ``p`` or ``n`` the previous or next (``eonm``); ``soww eoww`` are Monday and
      Friday. A week starts on ``first_weekday`` (0 is Monday). ``next week``, ``next month`` … are its first day.
    * ``in 3d 3d +3d -3d 3d ago``, ``in 2 weeks 2w``, ``1m``, ``1q``, ``1y``; a month later than the 31st is the
      last day of a shorter month.
    * ``24th``: the next such day after today, as in Taskwarrior. ``dec``: the next first of December.
    * ``1 dec``, ``dec 1``, ``1.12.``: today or the next such day; with a year exactly that day. ``2026-12-01``,
      ``20261201``, ``2026-W49`` (its first day). ``1/12`` is refused, for it is two days; ``24/12`` is not.
    """
    found = _find(text, _Today(today, first_weekday), sentence=False)
    if found is None:
        hint = "leave the date empty" if text.strip().lower() in ("someday", "later") else f"write {EXAMPLES}"
        raise NotUnderstood(f"{quoted(text)} is no day: {hint}")
    return found


def find_first(
    words: Sequence[str], today: date, first_weekday: int = 0, *, plain: bool = False
) -> tuple[int, date] | None:
    """How many of the first words make a day, and which; the longest reading, None when there is none.

    ``plain`` is for words in the middle of a sentence: it takes only what ``find_last`` would take.
    """
    now = _Today(today, first_weekday)
    for count in range(min(LONGEST, len(words)), 0, -1):
        try:
            found = _find(" ".join(words[:count]), now, sentence=plain)
        except NotUnderstood:
            continue
        if found is not None and (found >= today or not plain):
            return count, found
    return None


def find_last(words: Sequence[str], today: date, first_weekday: int = 0) -> tuple[int, date] | None:
    """How many of the last words make a day, and which; the longest reading, None when there is none.

    Only plain ways of writing a day that is not over count here: ``1.12`` may be a version, ``3d`` a picture,
    ``may`` a verb, and what happened yesterday is not due.
    """
    now = _Today(today, first_weekday)
    for count in range(min(LONGEST, len(words)), 0, -1):
        found = _find(" ".join(words[-count:]), now, sentence=True)
        if found is not None and found >= today:
            return count, found
    return None


def _find(text: str, now: _Today, *, sentence: bool) -> date | None:
    """The day, or None; raises NotUnderstood for a text that is two days or lies outside the calendar."""
    tidy = " ".join(text.lower().split())
    if len(tidy) > 40:
        return None
    for shape, make, plain in _SHAPES:
        match = shape.fullmatch(tidy)
        if match is None or (sentence and not plain):
            continue
        try:
            return make(match, now)
        except OverflowError:
            if not sentence:
                raise NotUnderstood(f"{quoted(text)} lies outside the calendar: write {EXAMPLES}") from None
        except NotUnderstood:
            raise
        except ValueError:
            if not sentence:
                raise NotUnderstood(f"{quoted(text)}: there is no such day, write {EXAMPLES}") from None
    return None
