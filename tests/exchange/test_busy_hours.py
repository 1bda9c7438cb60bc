from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bef_tui.exchange.calendar_reader import read_calendar
from bef_tui.exchange.calendar_values import Event
from bef_tui.exchange.calendars import Busy, busy, hours_per_day
from bef_tui.exchange.problems import BadInput

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = st.sampled_from(
    ["Europe/Berlin", "America/St_Johns", "America/Sao_Paulo", "Pacific/Apia", "UTC"]
).map(ZoneInfo)
FIRST = date(2026, 1, 1)


def at(day: int, hour: float) -> datetime:
    """An hour of a day of November 2026 in Berlin."""
    return datetime(2026, 11, day, tzinfo=BERLIN).astimezone(UTC) + timedelta(hours=hour)


def taken(*hours: tuple[int, float, float]) -> list[Busy]:
    return [Busy(at(day, start), at(day, end), f"u{n}", "") for n, (day, start, end) in enumerate(hours)]


@pytest.mark.parametrize(
    ("hours", "days"),
    [
        ([(16, 9, 10)], {16: 1.0}),
        ([(16, 9, 11), (16, 10, 12)], {16: 3.0}),
        ([(16, 9, 17), (16, 10, 11), (16, 16.5, 17.5)], {16: 8.5}),
        ([(16, 9, 10), (16, 10, 11), (18, 9, 9.25)], {16: 2.0, 18: 0.25}),
        ([(16, 22, 50)], {16: 2.0, 17: 24.0, 18: 2.0}),
        ([(16, 22, 26), (17, 1, 3)], {16: 2.0, 17: 3.0}),
    ],
)
def test_overlaps_count_once_and_each_day_has_its_part(
    hours: list[tuple[int, float, float]], days: dict[int, float]
) -> None:
    expected = {date(2026, 11, day): length for day, length in days.items()}
    for order in (hours, hours[::-1]):
        assert hours_per_day(taken(*order), BERLIN) == expected


def test_whole_days_count_as_many_hours_as_one_says() -> None:
    fair = Busy(at(16, 0), at(18, 0), "fair", "Trade fair", all_day=True)
    events = [fair, *taken((16, 9, 10), (17, 8, 18), (18, 9, 10))]
    days = [date(2026, 11, day) for day in (16, 17, 18)]
    assert hours_per_day(events, BERLIN) == dict(zip(days, (1.0, 10.0, 1.0), strict=True))
    assert hours_per_day(events, BERLIN, all_day=8) == dict(zip(days, (8.0, 10.0, 1.0), strict=True))
    assert hours_per_day([fair], BERLIN) == {}


def test_the_days_of_the_clock_change_have_23_and_25_hours() -> None:
    year = [Busy(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC), "u", "")]
    hours = hours_per_day(year, BERLIN)
    assert {day: length for day, length in hours.items() if length != 24.0} == {
        date(2026, 1, 1): 23.0,
        date(2026, 3, 29): 23.0,
        date(2026, 10, 25): 25.0,
        date(2027, 1, 1): 1.0,
    }


@st.composite
def event_texts(draw: st.DrawFn) -> str:
    """An event near the beginning of 2026, most of them repeated, with any way to say its zone and length."""
    start = datetime(2025, 12, 20) + timedelta(minutes=15 * draw(st.integers(0, 3000)))
    whole = draw(st.booleans())
    zone = draw(st.sampled_from([";TZID=Asia/Tokyo", ";TZID=America/New_York", ";TZID=Nowhere", ""]))
    began = f"DTSTART:{start:%Y%m%d}" if whole else f"DTSTART{zone}:{start:%Y%m%dT%H%M%S}"
    lasts = draw(st.sampled_from(["P1D", "P3D", "PT30M", "PT11H", "P1DT1H"]))
    lines = [f"UID:{draw(st.sampled_from('abc'))}", began, f"DURATION:{lasts}"]
    again = st.sampled_from(
        ["DAILY", "WEEKLY;BYDAY=MO,SA", "MONTHLY;BYMONTHDAY=-1", "DAILY;INTERVAL=3;COUNT=9"]
    )
    lines += [f"RRULE:FREQ={draw(again)}"] if draw(st.booleans()) else []
    out = start + timedelta(days=draw(st.integers(0, 9)))
    lines += [f"EXDATE{zone}:{out:%Y%m%dT%H%M%S}"] if draw(st.booleans()) else []
    lines += [f"RECURRENCE-ID{zone}:{out:%Y%m%dT%H%M%S}"] if draw(st.booleans()) else []
    return "\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT", ""))


EVENTS = st.lists(event_texts(), max_size=6).map(lambda texts: read_calendar("".join(texts), "x.ics").records)


@given(EVENTS, st.integers(0, 30), st.integers(0, 30), ZONES)
def test_two_windows_hold_together_what_one_holds(
    events: tuple[Event, ...], days: int, split: int, zone: ZoneInfo
) -> None:
    split = min(split, days)
    middle, last = FIRST + timedelta(days=split), FIRST + timedelta(days=days)
    whole = busy(events, FIRST, last, zone)
    parts = [*busy(events, FIRST, middle, zone), *busy(events, middle + timedelta(days=1), last, zone)]
    length = sum((one.end - one.start for one in whole), timedelta())
    assert sum((one.end - one.start for one in parts), timedelta()) == length
    assert hours_per_day(parts, zone) == pytest.approx(hours_per_day(whole, zone))
    assert list(whole) == sorted(whole)
    assert all(one.start < one.end for one in whole)


@given(EVENTS, ZONES)
def test_no_day_has_more_hours_than_it_is_long(events: tuple[Event, ...], zone: ZoneInfo) -> None:
    hours = hours_per_day(busy(events, FIRST, FIRST + timedelta(days=90), zone), zone, all_day=8)
    assert all(0 < length <= 25 for length in hours.values())
    assert list(hours) == sorted(hours)


def test_the_edges_of_the_calendar_are_no_end_of_the_program() -> None:
    ever = (
        "BEGIN:VEVENT\nUID:1\nDTSTART:00010101T000000Z\nDURATION:P9999999D\nRRULE:FREQ=YEARLY\nEND:VEVENT\n"
        "BEGIN:VEVENT\nUID:2\nDTSTART:99991231T235900\nDURATION:PT999999999H\nRRULE:FREQ=DAILY\nEND:VEVENT\n"
        "BEGIN:VEVENT\nUID:3\nDTSTART;TZID=Asia/Tokyo:00010101T000000\nDTEND:99991231T000000Z\nEND:VEVENT\n"
    )
    events = read_calendar(ever, "x.ics").records
    assert len(events) == 3
    for first, last in (
        (date.min, date(2, 1, 1)),
        (FIRST, FIRST),
        (date(9999, 12, 30), date.max),
        (date.max, date.min),
    ):
        hours = hours_per_day(busy(events, first, last, BERLIN), BERLIN)
        assert all(first <= day <= last for day in hours)


SCRAPS = [
    *(
        "BEGIN:VEVENT\n",
        "END:VEVENT\n",
        "DTSTART",
        "DTEND",
        "DURATION",
        "RRULE",
        "RDATE",
        "EXDATE",
        "RECURRENCE-ID",
    ),
    *(
        ";TZID=",
        "Europe/Berlin",
        "Nowhere",
        ";VALUE=DATE",
        ":20260101",
        ":20260101T090000",
        "Z",
        ":PT1H",
        ":P",
        "/",
    ),
    *(
        ":FREQ=DAILY",
        ":FREQ=YEARLY",
        ";COUNT=3",
        ";UNTIL=20260105",
        ";BYDAY=",
        "-1SU",
        ";BYSETPOS=1",
        ",",
        "99",
        "\n",
    ),
    *(
        "BEGIN:VTIMEZONE\nTZID:Nowhere\n",
        "BEGIN:STANDARD\n",
        "TZOFFSETTO:+0100\n",
        "TZOFFSETFROM:+9900\n",
        " ",
    ),
    *("END:STANDARD\n", "END:VTIMEZONE\n"),
]
NOISE = st.lists(st.sampled_from(SCRAPS), max_size=30).map("".join)


@given(NOISE, st.booleans())
def test_no_calendar_crashes_it(noise: str, within: bool) -> None:
    text = f"BEGIN:VEVENT\nDTSTART:20260101T090000\n{noise}\nEND:VEVENT\n" if within else noise
    try:
        events = read_calendar(text, "x.ics").records
    except BadInput as refused:
        assert refused.line
        assert refused.reason
        return
    for one in busy(events, FIRST, FIRST + timedelta(days=30), BERLIN):
        assert one.start < one.end
