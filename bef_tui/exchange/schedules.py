"""Schedules as people type them, and the moments they name in a time zone.

A schedule is a recurrence rule, the day it starts from and a time of the day; all three are the wall's, not the
world's. Only ``occurrences`` knows of zones.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from bef_tui.exchange import schedule_reader
from bef_tui.exchange.dates import MONTH_NAMES
from bef_tui.exchange.problems import NotUnderstood
from bef_tui.exchange.recurrence import read_rule
from bef_tui.exchange.schedule_reader import EXAMPLES
from bef_tui.exchange.schedule_words import describe

__all__ = ["EXAMPLES", "Occurrence", "Schedule", "next_after", "occurrences", "read_schedule"]

_WIDEST_OFFSET = timedelta(days=2)  # no zone is further from UTC; Samoa once left out a whole day


@dataclass(frozen=True)
class Schedule:
    """When something repeats.

    ``rule`` is RRULE text, ``start`` the first possible day, ``at`` the wall time. ``dated`` says that the start
    belongs to the schedule (it was typed, or every second week is counted from it); else it is the day it was written.
    """

    rule: str
    start: date
    at: time = time(0)
    dated: bool = False

    def words(self) -> str:
        """The schedule as shown: ``every 2 weeks on Tuesday from 24 Nov 2026 at 09:00``.

        Read on its ``start``, and when ``dated`` on any day, it is the same schedule again.
        """
        said = describe(read_rule(self.rule))
        if self.dated:
            month = MONTH_NAMES[self.start.month - 1][:3].title()
            said += f" from {self.start.day} {month} {self.start.year}"
        return f"{said} at {self.at:%H:%M}" if self.at != time(0) else said

    def plain(self) -> dict[str, str | bool]:
        """The schedule as it is stored in JSON."""
        kept: dict[str, str | bool] = {"rule": self.rule, "start": self.start.isoformat()}
        if self.at != time(0):
            kept["at"] = f"{self.at:%H:%M}"
        return kept | {"dated": True} if self.dated else kept

    @classmethod
    def from_plain(cls, raw: Mapping[str, object]) -> "Schedule":
        """The schedule that was stored; ``NotUnderstood`` when it was not written by ``plain``."""
        try:
            start, at = date.fromisoformat(str(raw["start"])), time.fromisoformat(str(raw.get("at", "00:00")))
            rule = read_rule(str(raw["rule"]))
        except (KeyError, ValueError) as error:
            raise NotUnderstood(f"a stored schedule cannot be read: {error}") from None
        if rule.settled(start) != rule:
            raise NotUnderstood("a stored schedule cannot be read: its rule names no day")
        return cls(rule.text(), start, at, raw.get("dated") is True)


class Occurrence(NamedTuple):
    """One moment of a schedule: the wall time it is known by, and the instant (UTC) this was or will be."""

    local: datetime
    at: datetime

    @property
    def name(self) -> str:
        """What it is known by, whatever becomes of clocks and zones: ``2026-11-23T09:00``."""
        return self.local.isoformat(timespec="minutes")


def read_schedule(text: str, today: date) -> Schedule:
    """The schedule that was typed; ``NotUnderstood`` with examples when it is none.

    * ``daily``, ``every weekday``, ``every Monday``, ``every mon, wed and fri``, ``mondays``, ``weekly on fri``,
      ``every other week``, ``every 2 weeks on Tuesday``, ``fortnightly``. Without a weekday it is today's.
    * ``monthly on the 1st``, ``1st and 15th``, ``last day``, ``last Friday``, ``first weekday``; ``every 3 months``;
      ``last Friday of the month``. The 29th, 30th and 31st are the last day of a shorter month. Without a day it is
      the start's. Monthly on the fifth Friday leaves out months that have four.
    * ``quarterly``: the first day of the calendar's quarters, ``quarterly on the last day``: of their last months;
      ``quarterly from 15 jan``: every three months from there.
    * ``yearly on 1 March``, ``on the last Friday of November``; 29 February is the 28th in other years.
    * Behind it ``from fri``, ``from 2026-12-01`` (see ``dates.parse_day``), ``at 9:00``, ``at 9am``, ``at noon``; else
      from today, and at 00:00. Of every second week, the first is the one of the first such day from the start on.
    * RRULE text, ``FREQ=WEEKLY;BYDAY=MO,FR``, may stand for the words; its counting follows RFC 5545.
    """
    found = schedule_reader.read(text, today)
    return Schedule(found.rule.text(), found.start, found.at, found.dated)


def occurrences(schedule: Schedule, after: datetime, until: datetime, zone: tzinfo) -> Iterator[Occurrence]:
    """The moments with ``after < moment <= until``, in order; the length of the time before ``after`` costs nothing.

    A wall time that the clock skips (02:30 when summer time begins) is moved on by as much as the clock was, to 03:30;
    one that it shows twice counts once, the first time. This is what ``zoneinfo`` computes with ``fold=0``. A day that
    a zone left out (Samoa, 30 December 2011) falls on the instant of the day that follows.
    """
    if after.utcoffset() is None or until.utcoffset() is None:
        raise ValueError("an instant needs its zone")
    return (found for found in _from(schedule, after, until, zone) if found.at > after)


def next_after(schedule: Schedule, after: datetime, zone: tzinfo) -> Occurrence | None:
    """The first moment after this one; None when the schedule has come to its end."""
    return next(occurrences(schedule, after, datetime.max.replace(tzinfo=UTC), zone), None)


def _from(schedule: Schedule, after: datetime, until: datetime, zone: tzinfo) -> Iterator[Occurrence]:
    """The moments until ``until``, beginning some days before ``after``, which is near enough to any zone's day."""
    is_later = after.date() > schedule.start + _WIDEST_OFFSET
    since = after.date() - _WIDEST_OFFSET if is_later else schedule.start
    for day in read_rule(schedule.rule).days(schedule.start, since):
        local = datetime.combine(day, schedule.at)
        try:
            instant = local.replace(tzinfo=zone).astimezone(UTC)
        except OverflowError:
            return  # the last evening of the calendar
        if instant > until:
            return
        yield Occurrence(local, instant)
