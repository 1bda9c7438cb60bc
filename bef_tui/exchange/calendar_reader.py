"""iCalendar files (RFC 5545) as events, for busy hours: what cannot be understood of one is left out with its line."""

import hashlib
from datetime import UTC, tzinfo

from bef_tui.exchange.calendar_values import Event, Moment, Rule, Span, read_length, read_moment
from bef_tui.exchange.calendar_zones import Zones
from bef_tui.exchange.content_lines import Component, Property, components
from bef_tui.exchange.problems import NotUnderstood
from bef_tui.exchange.reading import LeftOut, Reading
from bef_tui.exchange.recurrence import read_rule

_BACKWARDS = "it ends before it starts"


def read_calendar(data: bytes | str, file: str) -> Reading[Event]:
    """The events of a calendar, in the order of the file; tasks, journals and alarms are passed over.

    * Left out, with its line: an event without a start, with a value that is no time, a rule that names no day or is
      finer than a day, and an older version of an event (by its SEQUENCE, then by its place).
    * Noted: each time zone that is not of the IANA database, and how it was read; an encoding that was assumed.

    ``BadInput`` names the line where the file itself is broken; then nothing is taken.
    """
    left_out: list[LeftOut] = []
    notes: list[LeftOut] = []
    every = _flat(components(data, file, notes))
    zones = Zones([one for one in every if one.name == "VTIMEZONE"], file, notes)
    found: dict[tuple[str, Moment | None], Event] = {}
    for component in every:
        if component.name != "VEVENT":
            continue
        summary = component.text("SUMMARY") or "an event"
        try:
            event = _Event(component, zones, file, notes).read()
        except NotUnderstood as error:
            left_out.append(LeftOut(component.line, summary, str(error), file))
            continue
        key = (event.uid, event.replaces)
        older = _older(found.get(key), event)
        if older is not event:
            found[key] = event
        if older is not None:
            why = "it is an older version of another event in this file"
            left_out.append(LeftOut(older.line, older.summary, why, file))
    events = sorted(found.values(), key=lambda event: event.line)
    by_line = sorted(left_out, key=lambda one: one.line), sorted(notes, key=lambda one: one.line)
    return Reading(tuple(events), tuple(by_line[0]), tuple(by_line[1]))


def _older(known: Event | None, event: Event) -> Event | None:
    if known is None:
        return None
    return event if event.sequence < known.sequence else known


def _flat(found: list[Component]) -> list[Component]:
    """The components of all calendars, and those that stand without one."""
    return [one for top in found for one in (top.parts if top.name == "VCALENDAR" else [top])]


class _Event:
    """One VEVENT being read."""

    def __init__(self, component: Component, zones: Zones, file: str, notes: list[LeftOut]) -> None:
        self.component = component
        self.zones = zones
        self.file = file
        self.notes = notes

    def read(self) -> Event:
        """The event; ``NotUnderstood`` says why it cannot be taken."""
        span = self._span()
        zone = span.start.zone
        replaces = self.component.first("RECURRENCE-ID")
        again = self.component.all("RRULE") if replaces is None else []  # the series is another event
        rules = tuple(self._rule(one, span.start) for one in again)
        if replaces and replaces.param("RANGE"):
            self._note(replaces, "RECURRENCE-ID with RANGE", "only this one occurrence is changed")
        for one in self.component.all("EXRULE")[:1]:
            self._note(one, "EXRULE", "what it takes out is not taken out")
        return Event(
            uid=self.component.text("UID") or self._made_up_uid(),
            summary=self.component.text("SUMMARY"),
            line=self.component.line,
            span=span,
            rules=rules,
            extra=() if replaces else tuple(self._extra(zone)),
            without=tuple(out for one in self.component.all("EXDATE") for out in self._moments(one, zone)),
            replaces=self._moment(replaces, zone) if replaces else None,
            counts=self._counts() and not _is_birthday(span, rules),
            sequence=self._sequence(),
        )

    def _note(self, one: Property, what: str, why: str) -> None:
        self.notes.append(LeftOut(one.line, what, why, self.file))

    def _zone(self, one: Property) -> tzinfo | None:
        name = one.param("TZID")
        return self.zones.zone(name, one.line) if name else None

    def _moment(self, one: Property, zone: tzinfo | None = None) -> Moment:
        """The moment of a line; without a zone of its own it is in ``zone``."""
        (moment, *_) = self._moments(one, zone) or [read_moment(one.value)]
        if one.param("TZID") and moment.zone is UTC and one.value.strip().upper().endswith("Z"):
            self.zones.is_utc(one.param("TZID"), one.line)
        return moment

    def _moments(self, one: Property, zone: tzinfo | None) -> list[Moment]:
        zone = self._zone(one) or zone
        whole_day = one.param("VALUE").upper() == "DATE" or self._is_outlooks_whole_day(one)
        texts = (text for text in one.value.split(",") if text.strip())
        return [read_moment(text, zone, whole_day=whole_day) for text in texts]

    def _is_outlooks_whole_day(self, one: Property) -> bool:
        """Outlook can write a whole day as one from midnight to midnight, with a mark beside it."""
        marked = self.component.text("X-MICROSOFT-CDO-ALLDAYEVENT").upper() == "TRUE"
        return marked and one.value.strip().endswith("T000000")

    def _span(self) -> Span:
        began = self.component.first("DTSTART") or self.component.first("RECURRENCE-ID")
        if began is None:
            raise NotUnderstood("it has no start")
        start = self._moment(began)
        if ended := self.component.first("DTEND"):
            return _spanned(start, self._moment(ended))
        lasting = self.component.first("DURATION")
        days, seconds = read_length(lasting.value) if lasting else (0, 0)
        if days < 0 or seconds < 0:
            raise NotUnderstood(_BACKWARDS)
        if start.whole_day:
            days, seconds = max(1, days + -(-seconds // 86_400)), 0
        return Span(start, days=days, seconds=seconds)

    def _extra(self, zone: tzinfo | None) -> list[Span]:
        """The RDATEs; one that is a period has a length of its own."""
        found: list[Span] = []
        for one in self.component.all("RDATE"):
            if "/" not in one.value:
                found += [Span(moment) for moment in self._moments(one, zone)]
                continue
            own = self._zone(one) or zone
            for text in one.value.split(","):
                began, _, ended = text.strip().partition("/")
                start = read_moment(began, own)
                if ended.upper().startswith(("P", "+P", "-P")):
                    days, seconds = read_length(ended)
                    found.append(Span(start, days=days, seconds=seconds))
                else:
                    found.append(_spanned(start, read_moment(ended, own)))
        return found

    def _rule(self, one: Property, start: Moment) -> Rule:
        """A rule; its UNTIL is kept as the moment that it is, for read_rule takes it as a day."""
        parts = [part for part in one.value.strip().split(";") if part.strip()]
        ends = [part for part in parts if part.strip().upper().startswith("UNTIL=")]
        until = read_moment(ends[0].partition("=")[2], start.zone) if ends else None
        days = read_rule(";".join(part for part in parts if part not in ends)).settled(start.local.date())
        first = days.first(start.local.date())
        if first is None:
            raise NotUnderstood("its rule names no day")
        if until and (first - until.local.date()).days > 1:  # one day can be the time zone
            raise NotUnderstood("its rule ends before its first day")
        return Rule(days, until)

    def _counts(self) -> bool:
        free = (
            self.component.text("STATUS").upper() == "CANCELLED",
            self.component.text("TRANSP").upper() == "TRANSPARENT",
            self.component.text("X-MICROSOFT-CDO-BUSYSTATUS").upper() == "FREE",
        )
        return not any(free)

    def _sequence(self) -> int:
        text = self.component.text("SEQUENCE")
        return int(text[:9]) if text.isascii() and text.isdigit() else 0

    def _made_up_uid(self) -> str:
        """The same for the same event, so that a second import finds it."""
        told = [f"{one.name}:{one.value}" for one in self.component.properties if one.name != "DTSTAMP"]
        digest = hashlib.sha256("\n".join(told).encode()).hexdigest()
        return f"without-uid-{digest[:20]}"


def _spanned(start: Moment, end: Moment) -> Span:
    """From start to end; one of them without a zone is in that of the other, an empty day is a whole one."""
    if start.whole_day != end.whole_day:
        raise NotUnderstood("it starts on a day and ends at a time, or the other way round")
    zone = start.zone or end.zone
    start, end = (
        Moment(start.local, zone, start.whole_day),
        Moment(end.local, end.zone or zone, end.whole_day),
    )
    if start.whole_day and start.local == end.local:
        return Span(start, days=1)
    began, ended = start.instant(UTC), end.instant(UTC)
    if began and ended and ended < began:
        raise NotUnderstood(_BACKWARDS)
    return Span(start, end)


def _is_birthday(span: Span, rules: tuple[Rule, ...]) -> bool:
    """Whole days that come once a year are birthdays, anniversaries and holidays."""
    return span.start.whole_day and any(rule.days.freq == "YEARLY" for rule in rules)
