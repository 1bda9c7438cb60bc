"""The values of iCalendar (RFC 5545) that busy hours need: points in time, lengths, and what an event is made of."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from bef_tui.exchange.problems import NotUnderstood, quoted
from bef_tui.exchange.recurrence import Recurrence

_MOMENT = re.compile(
    r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?:[T ]?([0-9]{2}):?([0-9]{2}):?([0-9]{2})?(?:[.,][0-9]+)?(Z)?)?",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    r"([+-])?P(?=T?[0-9])(?:([0-9]{1,7})W)?(?:([0-9]{1,7})D)?"
    r"(?:T(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9})S)?)?",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"([+-])([0-9]{2}):?([0-9]{2})(?::?([0-9]{2}))?")
_EXAMPLE = "20261119T093000"


@dataclass(frozen=True)
class Moment:
    """A whole day or a local time, in a zone or (None) wherever the founder is."""

    local: datetime
    zone: tzinfo | None = None
    whole_day: bool = False

    def instant(self, zone: tzinfo) -> datetime | None:
        """The instant in UTC, for a founder in ``zone``; None where it lies outside the calendar."""
        return instant(self.local, self.zone or zone)


@dataclass(frozen=True)
class Span:
    """From a moment to another, or for a length: ``days`` by the wall clock and ``seconds`` that pass."""

    start: Moment
    end: Moment | None = None
    days: int = 0
    seconds: int = 0

    def lasting(self, zone: tzinfo) -> tuple[int, int]:
        """The length in days and seconds, for a founder in ``zone``; nothing where it would be negative."""
        if self.end is None:
            return max(0, self.days), max(0, self.seconds)
        if self.start.whole_day:
            return max(0, (self.end.local - self.start.local).days), 0
        start, end = self.start.instant(zone), self.end.instant(zone)
        if start is None or end is None:
            return 0, 0
        return 0, max(0, int((end - start).total_seconds()))


@dataclass(frozen=True)
class Rule:
    """A recurrence by days, and its last moment, which a ``Recurrence`` knows as a day only."""

    days: Recurrence
    until: Moment | None = None


@dataclass(frozen=True)
class Event:
    """An event as its file says it, with all that decides when it is.

    ``extra`` are further occurrences (one without a length has that of ``span``), ``without`` are taken out, and
    ``replaces`` is the occurrence of the series of the same uid that this event stands for. One that does not
    ``count`` keeps nobody busy: it is cancelled, shown as free, or a birthday.
    """

    uid: str
    summary: str
    line: int
    span: Span
    rules: tuple[Rule, ...] = ()
    extra: tuple[Span, ...] = ()
    without: tuple[Moment, ...] = ()
    replaces: Moment | None = None
    counts: bool = True
    sequence: int = 0


def instant(local: datetime, zone: tzinfo) -> datetime | None:
    """The instant of a local time, the first of two where the clock goes back; None outside the calendar."""
    try:
        return local.replace(tzinfo=zone).astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def read_moment(text: str, zone: tzinfo | None = None, *, whole_day: bool = False) -> Moment:
    """The moment of ``20261119``, ``20261119T093000`` (in ``zone``) or ``20261119T083000Z``; ``NotUnderstood`` else."""
    match = _MOMENT.fullmatch(text.strip())
    try:
        if match:
            year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
            if match[4] is None or whole_day:
                return Moment(datetime(year, month, day), whole_day=True)
            local = datetime(year, month, day, hour, minute, min(second, 59))
            return Moment(local, UTC if match[7] else zone)
    except ValueError:
        pass
    raise NotUnderstood(f"{quoted(text)} is no time: one is written {_EXAMPLE}")


def read_length(text: str) -> tuple[int, int]:
    """Days and seconds of ``P1W``, ``P1DT2H`` or ``PT45M``; negative ones too. ``NotUnderstood`` for anything else."""
    match = _LENGTH.fullmatch(text.strip())
    if match is None:
        raise NotUnderstood(f"{quoted(text)} is no duration: one is written PT45M")
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
    sign = -1 if match[1] == "-" else 1
    return sign * (weeks * 7 + days), sign * (hours * 3600 + minutes * 60 + seconds)


def read_offset(text: str) -> timedelta:
    """The offset from UTC of ``+0100``, ``-053000``; ``NotUnderstood`` for anything else, or for a day and more."""
    match = _OFFSET.fullmatch(text.strip())
    if match is None or int(match[2]) > 23 or int(match[3]) > 59:
        raise NotUnderstood(f"{quoted(text)} is no offset from UTC: one is written +0100")
    found = timedelta(hours=int(match[2]), minutes=int(match[3]), seconds=min(59, int(match[4] or 0)))
    return -found if match[1] == "-" else found
