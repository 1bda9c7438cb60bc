import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bef_tui.exchange.calendar_reader import read_calendar
from bef_tui.exchange.calendar_values import Event
from bef_tui.exchange.calendars import Busy, busy
from bef_tui.exchange.problems import BadInput
from bef_tui.exchange.reading import LeftOut, Reading
from bef_tui.exchange.windows_zones import IANA

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")


def calendar(*events: str) -> Reading[Event]:
    """A calendar of events, each a text of lines, in which ``|`` stands between two lines."""
    lines = [line for one in events for line in ("BEGIN:VEVENT", *one.split("|"), "END:VEVENT")]
    return read_calendar("\n".join(("BEGIN:VCALENDAR", *lines, "END:VCALENDAR", "")), "x.ics")


def week(*events: str, first: date = date(2026, 11, 16), days: int = 7, zone: ZoneInfo = BERLIN) -> list[str]:
    """What is busy from Monday, 16 November 2026 on, as a person in the zone would say it."""
    taken = busy(calendar(*events).records, first, first + timedelta(days=days - 1), zone)
    return [said(one, zone) for one in taken]


def said(one: Busy, zone: ZoneInfo) -> str:
    start, end = one.start.astimezone(zone), one.end.astimezone(zone)
    if one.all_day:
        return f"{start:%d %b}" if end - start == timedelta(days=1) else f"{start:%d %b} to {end:%d %b}"
    until = f"{end:%H:%M}" if start.date() == end.date() else f"{end:%d %b %H:%M}"
    return f"{start:%d %b %H:%M}-{until}"


@pytest.mark.parametrize(
    ("event", "taken"),
    [
        ("DTSTART:20261116T093000|DTEND:20261116T103000", ["16 Nov 09:30-10:30"]),
        ("DTSTART:20261116T093000Z|DTEND:20261116T103000Z", ["16 Nov 10:30-11:30"]),
        ("DTSTART;TZID=America/New_York:20261116T093000|DURATION:PT1H30M", ["16 Nov 15:30-17:00"]),
        ("DTSTART:20261116T220000|DURATION:P1DT2H", ["16 Nov 22:00-18 Nov 00:00"]),
        ("DTSTART;VALUE=DATE:20261116|DTEND;VALUE=DATE:20261118", ["16 Nov to 18 Nov"]),
        ("DTSTART;VALUE=DATE:20261116", ["16 Nov"]),
        ("DTSTART;VALUE=DATE:20261116|DTEND;VALUE=DATE:20261116", ["16 Nov"]),
        ("DTSTART:20261116|DURATION:P2D", ["16 Nov to 18 Nov"]),
        (
            "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE|DTSTART;TZID=Europe/Rome:20261116T000000|DTEND:20261117T000000",
            ["16 Nov"],
        ),
        ("DTSTART:20261116T093000", []),
        ("DTSTART:20261115T220000|DTEND:20261116T010000", ["16 Nov 00:00-01:00"]),
        ("DTSTART:20261122T220000|DTEND:20261123T030000", ["22 Nov 22:00-23 Nov 00:00"]),
        ("DTSTART:20261115T220000|DTEND:20261116T000000", []),
        ("DTSTART:20261116T093000|DTEND;TZID=Europe/London:20261116T103000", ["16 Nov 10:30-11:30"]),
    ],
)
def test_when_an_event_is(event: str, taken: list[str]) -> None:
    assert week(event) == taken


@pytest.mark.parametrize(
    ("event", "taken"),
    [
        ("RRULE:FREQ=WEEKLY;BYDAY=TU,FR", ["17 Nov 09:00-10:00", "20 Nov 09:00-10:00"]),
        ("RRULE:FREQ=DAILY;UNTIL=20261117", ["16 Nov 09:00-10:00", "17 Nov 09:00-10:00"]),
        ("RRULE:FREQ=DAILY;UNTIL=20261117T080000Z", ["16 Nov 09:00-10:00", "17 Nov 09:00-10:00"]),
        ("RRULE:FREQ=DAILY;UNTIL=20261117T075959Z", ["16 Nov 09:00-10:00"]),
        ("RRULE:FREQ=DAILY;COUNT=16", ["16 Nov 09:00-10:00", "17 Nov 09:00-10:00"]),
        ("RRULE:FREQ=MONTHLY;BYDAY=3WE", ["18 Nov 09:00-10:00"]),
        ("RRULE:FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=20", ["20 Nov 09:00-10:00"]),
        (
            "RRULE:FREQ=YEARLY|RDATE:20261118T140000,20261119T140000Z",
            ["18 Nov 14:00-15:00", "19 Nov 15:00-16:00"],
        ),
        ("RDATE;VALUE=PERIOD:20261118T080000Z/PT2H", ["18 Nov 09:00-11:00"]),
        ("RDATE;VALUE=PERIOD:20261118T080000Z/20261118T083000Z", ["18 Nov 09:00-09:30"]),
        ("RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE|EXDATE:20261116T080000Z,20261118T090000", ["17 Nov 09:00-10:00"]),
        ("RRULE:FREQ=WEEKLY;BYDAY=MO,TU|EXDATE;VALUE=DATE:20261116", ["17 Nov 09:00-10:00"]),
        (
            "RRULE:FREQ=WEEKLY;BYDAY=MO|RRULE:FREQ=WEEKLY;BYDAY=TH",
            ["16 Nov 09:00-10:00", "19 Nov 09:00-10:00"],
        ),
    ],
)
def test_events_that_come_again(event: str, taken: list[str]) -> None:
    start = "UID:a|DTSTART;TZID=Europe/Berlin:20261102T090000|DTEND;TZID=Europe/Berlin:20261102T100000|"
    assert week(start + event) == taken


def test_a_meeting_stays_at_its_local_time_when_the_clocks_change() -> None:
    weekly = "UID:a|DTSTART;TZID=America/New_York:20261022T090000|DURATION:PT1H|RRULE:FREQ=WEEKLY"
    assert week(weekly, first=date(2026, 10, 22), days=22) == [
        "22 Oct 15:00-16:00",
        "29 Oct 14:00-15:00",  # Europe has changed, America has not
        "05 Nov 15:00-16:00",
        "12 Nov 15:00-16:00",
    ]


def test_one_occurrence_is_moved_another_called_off_a_third_set_free() -> None:
    series = "UID:a|DTSTART;TZID=Europe/Berlin:20261102T090000|DURATION:PT1H|RRULE:FREQ=DAILY"
    moved = "UID:a|RECURRENCE-ID:20261116T080000Z|DTSTART;TZID=Europe/Berlin:20261116T150000|DURATION:PT2H"
    off = "UID:a|RECURRENCE-ID;TZID=Europe/Berlin:20261117T090000|RRULE:FREQ=SECONDLY|STATUS:CANCELLED"
    free = "UID:a|RECURRENCE-ID;VALUE=DATE:20261118|DTSTART:20261118T090000|TRANSP:TRANSPARENT"
    taken = ["16 Nov 15:00-17:00", "19 Nov 09:00-10:00"]
    assert week(moved, series, off, free, days=4) == taken
    assert week(series.replace("UID:a", "UID:b"), moved, off, days=1) == [
        "16 Nov 09:00-10:00",
        "16 Nov 15:00-17:00",
    ]


@pytest.mark.parametrize(
    "free",
    [
        "DTSTART:20261116T090000|DURATION:PT1H|STATUS:CANCELLED",
        "DTSTART:20261116T090000|DURATION:PT1H|TRANSP:TRANSPARENT",
        "DTSTART:20261116T090000|DURATION:PT1H|X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "DTSTART;VALUE=DATE:19651118|RRULE:FREQ=YEARLY|SUMMARY:Birthday",
    ],
)
def test_what_keeps_nobody_busy(free: str) -> None:
    assert week(free) == []
    assert len(calendar(free).records) == 1


def test_floating_times_and_whole_days_are_the_founders_own() -> None:
    events = ("DTSTART:20261116T090000|DURATION:PT1H", "DTSTART;VALUE=DATE:20261117")
    taken = busy(calendar(*events).records, date(2026, 11, 16), date(2026, 11, 17), NEW_YORK)
    assert [(one.start, one.end, one.all_day) for one in taken] == [
        (datetime(2026, 11, 16, 14, tzinfo=UTC), datetime(2026, 11, 16, 15, tzinfo=UTC), False),
        (datetime(2026, 11, 17, 5, tzinfo=UTC), datetime(2026, 11, 18, 5, tzinfo=UTC), True),
    ]


@pytest.mark.parametrize(
    ("name", "at", "why"),
    [
        ("Asia/Tokyo", "01:00", None),
        ("Tokyo Standard Time", "01:00", "read as Asia/Tokyo"),
        ('"Asia_Tokyo"', "01:00", "read as Asia/Tokyo"),
        ("asia/tokyo", "01:00", "read as Asia/Tokyo"),
        ("/freeassociation.sourceforge.net/Asia/Tokyo", "01:00", "read as Asia/Tokyo"),
        ("/softwarestudio.org/Olson_2011/America/Indiana/Knox", "16:00", "read as America/Indiana/Knox"),
        ("GMT-05.00/-04.00", "15:00", "read as UTC-05:00 all year round"),
        ('"UTC+5:30"', "04:30", "read as UTC+05:30 all year round"),
        ("GMT+99", "09:00", "no such time zone is known; read in your own"),
        ("../../etc/passwd", "09:00", "no such time zone is known; read in your own"),
        ("Europe", "09:00", "no such time zone is known; read in your own"),
    ],
)
def test_the_names_of_time_zones(name: str, at: str, why: str | None) -> None:
    event = f"DTSTART;TZID={name}:20261116T090000|DTEND;TZID={name}:20261116T093000"
    assert week(event)[0].startswith(f"16 Nov {at}")
    notes = calendar(event).notes
    assert [(note.line, note.why) for note in notes] == ([(3, why)] if why else [])


def test_every_time_zone_of_windows_is_one() -> None:
    assert len(IANA) > 130
    assert set(IANA.values()) <= available_timezones()


def test_a_time_zone_that_only_the_file_knows() -> None:
    zone = (
        "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:Office\n"
        "BEGIN:STANDARD\nDTSTART:19701025T030000\nTZOFFSETFROM:+0300\nTZOFFSETTO:+0200\n"
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nEND:STANDARD\n"
        "BEGIN:DAYLIGHT\nDTSTART:19700329T020000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0300\n"
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
        "BEGIN:VEVENT\nDTSTART;TZID=Office:20261019T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY\n"
        "END:VEVENT\nEND:VCALENDAR\n"
    )
    reading = read_calendar(zone, "x.ics")
    taken = busy(reading.records, date(2026, 10, 19), date(2026, 10, 26), ZoneInfo("UTC"))
    assert [one.start.hour for one in taken] == [6, 7]
    assert reading.notes == (
        LeftOut(18, "time zone “Office”", "read as the file itself describes it", "x.ics"),
    )
    broken = read_calendar(zone.replace("FREQ=YEARLY;BYMONTH=3", "FREQ=SECONDLY"), "x.ics")
    (taken_so,) = busy(broken.records, date(2026, 10, 19), date(2026, 10, 19), BERLIN)
    assert taken_so.start.astimezone(BERLIN).hour == 9
    assert broken.notes[0].why.startswith("its description in line 2 is broken")


@pytest.mark.parametrize(
    ("event", "why"),
    [
        ("SUMMARY:Call", "it has no start"),
        ("DTSTART:20261131T090000", "“20261131T090000” is no time"),
        ("DTSTART:soon", "“soon” is no time"),
        ("DTSTART:20261116T100000|DTEND:20261116T090000", "it ends before it starts"),
        ("DTSTART:20261116T100000|DURATION:-PT1H", "it ends before it starts"),
        ("DTSTART:20261116T100000|DURATION:1 hour", "“1 hour” is no duration"),
        ("DTSTART:20261116|DTEND:20261116T090000", "it starts on a day and ends at a time"),
        ("DTSTART:20261116T100000|RRULE:FREQ=SECONDLY", "SECONDLY is finer than a day"),
        ("DTSTART:20261116T100000|RRULE:every day", "is no part of a rule"),
        ("DTSTART:20261116T100000|RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "its rule names no day"),
        ("DTSTART:20261116T100000|RRULE:FREQ=DAILY;UNTIL=20201116", "its rule ends before its first day"),
        ("DTSTART:20261116T100000|RRULE:FREQ=DAILY;UNTIL=never", "“never” is no time"),
        ("DTSTART:20261116T100000|RRULE:FREQ=DAILY|EXDATE:x", "“x” is no time"),
    ],
)
def test_an_event_that_cannot_be_understood_is_left_out_with_its_line(event: str, why: str) -> None:
    reading = calendar("DTSTART:20261116T090000|DURATION:PT1H", event)
    assert len(reading.records) == 1
    (left,) = reading.left_out
    assert (left.line, left.file) == (6, "x.ics")
    assert why in left.why


def test_the_newest_version_of_an_event_counts() -> None:
    old = "UID:a|SUMMARY:old|SEQUENCE:1|DTSTART:20261116T090000|DURATION:PT1H"
    new = "UID:a|SUMMARY:new|SEQUENCE:2|DTSTART:20261117T090000|DURATION:PT1H"
    for events in ((old, new), (new, old)):
        assert week(*events) == ["17 Nov 09:00-10:00"]
        assert [left.what for left in calendar(*events).left_out] == ["old"]


def test_an_event_without_uid_has_the_same_one_every_time() -> None:
    event = "SUMMARY:Call|DTSTART:20261116T090000|DURATION:PT1H"
    first, again = (calendar(f"{event}|DTSTAMP:2026111{n}T000000Z").records[0].uid for n in (1, 2))
    assert first == again
    assert first != calendar(event.replace("Call", "Lunch")).records[0].uid


def test_alarms_and_tasks_take_no_time() -> None:
    event = "DTSTART:20261116T090000|DURATION:PT1H|BEGIN:VALARM|DURATION:PT9H|END:VALARM"
    task = "BEGIN:VTODO\nDTSTART:20261116T120000\nDURATION:PT5H\nEND:VTODO\n"
    assert week(event) == ["16 Nov 09:00-10:00"]
    assert read_calendar(task, "x.ics").records == ()


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n", 3, "where END:VEVENT for line 2 is due"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261116\n", 2, "has no END:VEVENT"),
        ("BEGIN:VEVENT\nDTSTART 20261116\nEND:VEVENT\n", 2, "has no colon"),
        ("<html>\n", 1, "has no colon"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_calendar(text, "x.ics")
    assert (refused.value.file, refused.value.line) == ("x.ics", line)
    assert reason in refused.value.reason


@pytest.mark.samples
def test_the_calendars_of_others_are_read() -> None:
    """All 56 files: what is taken of them, what is left out, and that each ends."""
    folder = os.environ.get("BEF_SAMPLES")
    if not folder:
        pytest.skip("BEF_SAMPLES names no folder")
    taken: dict[str, int] = {}
    left: dict[str, str] = {}
    for path in sorted((Path(folder) / "calendar").iterdir()):
        reading = read_calendar(path.read_bytes(), path.name)
        assert read_calendar(path.read_bytes(), path.name) == reading
        taken[path.stem] = len(busy(reading.records, date(1960, 1, 1), date(2060, 12, 31), BERLIN))
        for one in reading.left_out:
            left[path.stem] = one.why
    assert len(taken) == 56
    assert left == {
        "event_dt_multi_uid": "it is an older version of another event in this file",
        "event_dt_rrule_until_before_start": "its rule ends before its first day",
    }
    nothing = {name for name, count in taken.items() if not count}
    assert nothing == {
        "event_dt_no_end",
        "event_dt_rrule_until_before_start",
        "event_r_past",
        "event_rrule_no_occurence",
    }
    several = {
        "cal_lots_of_timezones": 12,
        "event_d_rdate": 4,
        "event_d_rr": 10,
        "event_dt_rrule_invalid_until": 3,
        "event_dt_rrule_invalid_until2": 35,
        "event_dtr_exdatez": 3,
        "event_dtr_no_tz_exdatez": 5,
        "event_dtr_notz_untilz": 7,
        "event_invalid_exdate": 3,
        "event_rdate_no_value": 27,
        "event_rrule_recuid": 6,
        "event_rrule_recuid_cancelled": 5,
        "event_rrule_recuid_invalid_tzid": 6,
        "event_rrule_recuid_update": 5,
        "tz_windows_format": 1,
    }
    assert {name: taken[name] for name in several} == several
