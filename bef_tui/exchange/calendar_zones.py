"""Time zones by the names that calendars give them: IANA, Windows, odd spellings, or a VTIMEZONE of their own."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from bef_tui.exchange.calendar_values import read_moment, read_offset
from bef_tui.exchange.content_lines import Component
from bef_tui.exchange.problems import NotUnderstood, quoted
from bef_tui.exchange.reading import LeftOut
from bef_tui.exchange.recurrence import read_rule
from bef_tui.exchange.windows_zones import IANA

_GMT = re.compile(r"\(?(?:UTC|GMT)\s*([+-])\s*([0-9]{1,2})(?:[:.]?([0-9]{2}))?\b.*", re.IGNORECASE)
_LAST_YEAR = 2150  # as far as rules of a VTIMEZONE are written out
_FLOATING = "no such time zone is known; read in your own"


@dataclass(frozen=True)
class OwnZone(tzinfo):
    """The zone that a VTIMEZONE describes: from which local time on which offset holds, in the order of time."""

    name: str
    before: timedelta
    onsets: tuple[tuple[datetime, timedelta], ...]

    def utcoffset(self, at: datetime | None) -> timedelta:
        """The offset at a local time; before the first onset that which the first one ends."""
        if at is None:
            return self.before
        index = bisect_right(self.onsets, at.replace(tzinfo=None), key=lambda onset: onset[0])
        return self.onsets[index - 1][1] if index else self.before

    def dst(self, at: datetime | None) -> None:
        """Not known: an onset tells the whole offset only."""

    def tzname(self, at: datetime | None) -> str:
        """The name in the file."""
        return self.name


class Zones:
    """The zones of one file; each name that had to be interpreted is noted once."""

    def __init__(self, described: list[Component], file: str, notes: list[LeftOut]) -> None:
        self.described = {one.text("TZID"): one for one in reversed(described)}
        self.file = file
        self.notes = notes
        self.known: dict[str, tzinfo | None] = {}
        self.told: set[str] = set()

    def zone(self, name: str, line: int) -> tzinfo | None:
        """The zone of this name; None, after a note, when it is not known and must be the founder's own."""
        name = " ".join(name.split())
        if name not in self.known:
            self.known[name], why = self._found(name)
            if why:
                self._note(name, line, why)
        return self.known[name]

    def is_utc(self, name: str, line: int) -> None:
        """Note that times in this zone say they are UTC, and were read so."""
        if name not in self.told:
            self.told.add(name)
            self._note(name, line, "its times say UTC (Z) themselves; read so")

    def _note(self, name: str, line: int, why: str) -> None:
        self.notes.append(LeftOut(line, f"time zone {quoted(name)}", why, self.file))

    def _found(self, name: str) -> tuple[tzinfo | None, str]:
        if plain := _iana(name):
            return plain, ""
        described = self.described.get(name)
        said = described.text("X-LIC-LOCATION") if described else ""
        for guess in (IANA.get(name.lower(), ""), *_spellings(name), said):
            if guess and (zone := _iana(guess)):
                return zone, f"read as {guess}"
        if described:
            try:
                return _own(described), "read as the file itself describes it"
            except NotUnderstood as error:
                return None, f"its description in line {described.line} is broken ({error}); read in your own"
        if offset := _GMT.fullmatch(name):
            return _fixed(offset)
        return None, _FLOATING


def _iana(name: str) -> tzinfo | None:
    if name.upper() in ("UTC", "GMT", "Z"):
        return UTC
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return None


def _spellings(name: str) -> list[str]:
    """``/example.org/20050126_1/Europe/Berlin``, ``Europe_Berlin`` and ``europe/berlin`` all mean one zone."""
    parts = name.strip("/").split("/")
    guesses = ["/".join(parts[-count:]) for count in (3, 2) if len(parts) > count]
    guesses.append(name.replace(" ", "_"))
    exact = _by_small_letters()
    every = (exact.get(_small(guess), "") for guess in guesses)
    return [one for one in every if one]


def _small(name: str) -> str:
    return re.sub(r"[/_ -]", "/", name.lower())


@lru_cache(maxsize=1)
def _by_small_letters() -> dict[str, str]:
    return {_small(name): name for name in sorted(available_timezones()) if "/" in name}


def _fixed(match: re.Match[str]) -> tuple[tzinfo | None, str]:
    """``GMT-05.00/-04.00``: the first offset, which is the one of winter."""
    try:
        offset = read_offset(f"{match[1]}{match[2]:0>2}{match[3] or '00'}")
    except NotUnderstood:
        return None, _FLOATING
    zone = timezone(offset)
    return zone, f"read as {zone} all year round"


def _own(described: Component) -> OwnZone:
    """The zone of a VTIMEZONE; ``NotUnderstood`` when one of its parts is broken."""
    onsets: list[tuple[datetime, timedelta]] = []
    firsts: list[tuple[datetime, timedelta]] = []
    for part in described.parts:
        if part.name not in ("STANDARD", "DAYLIGHT"):
            continue
        start = read_moment(part.text("DTSTART")).local
        before, offset = read_offset(part.text("TZOFFSETFROM")), read_offset(part.text("TZOFFSETTO"))
        days = [start.date()] if not part.first("RRULE") else []
        for one in part.all("RRULE"):
            days += _days(one.value, start.date())
        onsets += [(datetime.combine(day, start.time()), offset) for day in days]
        for one in part.all("RDATE"):
            onsets += [(read_moment(text.split("/")[0]).local, offset) for text in one.value.split(",")]
        firsts.append((start, before))
    if not firsts:
        raise NotUnderstood("it has no offset")
    return OwnZone(described.text("TZID"), min(firsts)[1], tuple(sorted(onsets)))


def _days(text: str, start: date) -> list[date]:
    """The days of a yearly rule, as far as anyone plans."""
    rule = read_rule(text.strip()).settled(start)
    if rule.freq != "YEARLY":
        raise NotUnderstood("its clock changes more than by a rule of years")
    if rule.first(start) is None:
        return []
    found = []
    for day in rule.days(start, start):
        if day.year > _LAST_YEAR:
            break
        found.append(day)
    return found
