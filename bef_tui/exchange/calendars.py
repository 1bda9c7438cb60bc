"""Busy hours out of the events of calendars: when a founder is taken, and for how many hours of each day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from bef_tui.exchange.calendar_values import Event, Moment, Rule, Span, instant

_EARLIEST, _LATEST = (edge.replace(tzinfo=UTC) for edge in (datetime.min, datetime.max))
_DAY = 86_400


@dataclass(frozen=True, order=True)
class Busy:
    """A stretch of time that is taken, in UTC; whole days go from midnight to midnight of the founder's zone."""

    start: datetime
    end: datetime
    uid: str
    summary: str
    all_day: bool = False


def busy(events: Iterable[Event], first: date, last: date, zone: tzinfo) -> tuple[Busy, ...]:
    """What the events take of the days from ``first`` to ``last`` in ``zone``, in order, cut at the ends of these days.

    An event that replaces an occurrence of a series takes its place. Nothing is taken by what is cancelled, shown as
    free, a birthday, or over as soon as it begins.
    """
    events = tuple(events)
    window = _Window(first, last, zone)
    replaced: dict[str, list[Moment]] = {}
    for event in events:
        if event.replaces:
            replaced.setdefault(event.uid, []).append(event.replaces)
    found: list[Busy] = []
    for event in events:
        if event.counts and first <= last:
            gone = () if event.replaces else (*event.without, *replaced.get(event.uid, ()))
            found += window.taken(event, gone)
    return tuple(sorted(found))


def hours_per_day(taken: Iterable[Busy], zone: tzinfo, all_day: float = 0.0) -> dict[date, float]:
    """The busy hours of each day in ``zone`` that has any; what overlaps counts once.

    A whole day counts for ``all_day`` hours, or for the hours of its other events when these are more.
    """
    days: dict[date, float] = {}
    whole: set[date] = set()
    end = _EARLIEST
    for one in sorted(taken):
        if one.all_day:
            whole.update(day for day, _ in _by_day(one.start, one.end, zone))
            continue
        for day, hours in _by_day(max(one.start, end), one.end, zone):
            days[day] = days.get(day, 0.0) + hours
        end = max(end, one.end)
    for day in whole if all_day > 0 else ():
        days[day] = max(days.get(day, 0.0), all_day)
    return dict(sorted(days.items()))


def _by_day(start: datetime, end: datetime, zone: tzinfo) -> Iterator[tuple[date, float]]:
    """The hours of each day between two instants; a day has 23 or 25 where the clock is changed."""
    while start < end:
        day = start.astimezone(zone).date()
        stop = min(end, _midnight(_moved(day, 1), zone, _LATEST))
        if stop <= start:  # an hour that is there twice, around midnight
            stop = min(end, start + timedelta(hours=1))
        yield day, (stop - start).total_seconds() / 3600
        start = stop


def _midnight(day: date, zone: tzinfo, otherwise: datetime) -> datetime:
    return instant(datetime.combine(day, time()), zone) or otherwise


def _moved(day: date, days: int) -> date:
    """The day so many days later or earlier, held within the calendar."""
    return date.fromordinal(min(max(1, day.toordinal() + days), date.max.toordinal()))


class _Window:
    """The days that are asked for, in the founder's zone."""

    def __init__(self, first: date, last: date, zone: tzinfo) -> None:
        self.first = first
        self.last = last
        self.zone = zone
        self.opens = _midnight(first, zone, _EARLIEST)
        self.closes = _midnight(_moved(last, 1), zone, _LATEST)

    def taken(self, event: Event, gone: tuple[Moment, ...]) -> Iterator[Busy]:
        """What one event takes of these days, without the occurrences that are gone."""
        days = {one.local.date() for one in gone if one.whole_day or event.span.start.whole_day}
        instants = {one.instant(self.zone) for one in gone if not one.whole_day}
        seen = set()
        for span in self._occurrences(event):
            start = span.start.instant(self.zone)
            if start is None or span.start.local.date() in days:
                continue
            if start in instants and not span.start.whole_day:
                continue
            end = self._end(span)
            opens, closes = max(start, self.opens), min(end, self.closes)
            if opens < closes and (start, end) not in seen:
                seen.add((start, end))
                yield Busy(opens, closes, event.uid, event.summary, span.start.whole_day)

    def _end(self, span: Span) -> datetime:
        days, seconds = span.days, span.seconds
        try:
            end = instant(span.start.local + timedelta(days=days), span.start.zone or self.zone)
            return _LATEST if end is None else end + timedelta(seconds=seconds)
        except OverflowError:
            return _LATEST

    def _occurrences(self, event: Event) -> Iterator[Span]:
        """The occurrences that can touch the window, each with its length in days and seconds."""
        start = event.span.start
        days, seconds = event.span.lasting(self.zone)
        if not event.rules:
            yield Span(start, None, days, seconds)
        for rule in event.rules:
            for day in self._days(rule, start, days + seconds // _DAY + 1):
                local = datetime.combine(day, start.local.time())
                yield Span(Moment(local, start.zone, start.whole_day), None, days, seconds)
        for one in event.extra:
            own = one.lasting(self.zone)
            yield Span(one.start, None, *(own if any(own) else (days, seconds)))

    def _days(self, rule: Rule, start: Moment, lasts: int) -> Iterator[date]:
        """The days of a rule, from as early as an occurrence can reach into the window until the window ends.

        Two days on either side make room for the time zones of the event and of the founder.
        """
        begin = start.local.date()
        for day in rule.days.days(begin, max(begin, _moved(self.first, -lasts - 2))):
            if day > _moved(self.last, 2) or self._is_over(rule.until, day, start):
                return
            yield day

    def _is_over(self, until: Moment | None, day: date, start: Moment) -> bool:
        if until is None:
            return False
        if until.whole_day or start.whole_day:
            return day > until.local.date()
        ends = until.instant(self.zone)
        at = instant(datetime.combine(day, start.local.time()), start.zone or self.zone)
        return at is None or (ends is not None and at > ends)
