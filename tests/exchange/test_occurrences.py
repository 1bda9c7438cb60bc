from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from bef_tui.exchange.schedules import next_after, occurrences
from tests.exchange.test_schedules import LINES, days, lines, schedule, times, utc

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = [
    ZoneInfo(name)
    for name in ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "UTC")
]

zones = st.sampled_from(ZONES)
instants = st.datetimes(datetime(2019, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC))


@settings(max_examples=60, deadline=None)
@given(lines, days, times, zones, instants, st.lists(instants, max_size=3))
def test_a_window_cut_anywhere_holds_the_same_occurrences(
    line: str, today: date, at: time, zone: ZoneInfo, after: datetime, cuts: list[datetime]
) -> None:
    found = schedule(f"{line} at {at:%H:%M}", today)
    until = after + timedelta(days=900)
    whole = list(occurrences(found, after, until, zone))
    edges = [after, *sorted(cut for cut in cuts if after < cut < until), until]
    edges = sorted({*edges, *(one.at for one in whole[:2])})  # cut exactly on an occurrence, too
    pieces = [one for low, high in pairwise(edges) for one in occurrences(found, low, high, zone)]
    assert pieces == whole
    assert all(early.at < late.at and early.local < late.local for early, late in pairwise(whole))
    assert all(after < one.at <= until and one.local.time() == at for one in whole)
    assert not whole or next_after(found, after, zone) == whole[0]


@settings(max_examples=60, deadline=None)
@given(lines, days, zones, instants)
def test_what_came_before_is_passed_over_and_never_forgotten(
    line: str, today: date, zone: ZoneInfo, after: datetime
) -> None:
    found = schedule(line, today)
    until = after + timedelta(days=400)
    since_ever = list(occurrences(found, utc(2019, 1, 1), until, zone))
    assert [one for one in since_ever if one.at > after] == list(occurrences(found, after, until, zone))


@pytest.mark.parametrize("zone", ZONES, ids=str)
@pytest.mark.parametrize("line", LINES)
def test_a_year_day_by_day_is_the_year_at_one_go(line: str, zone: ZoneInfo) -> None:
    found = schedule(f"{line} at 2:15", date(2026, 1, 30))
    start, end = utc(2026, 3, 1), utc(2027, 3, 1)
    days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
    daily = [one for low, high in pairwise(days) for one in occurrences(found, low, high, zone)]
    assert daily == list(occurrences(found, start, end, zone))
    assert len({one.name for one in daily}) == len(daily)


@pytest.mark.parametrize(
    ("zone", "day", "at", "instant"),
    [
        ("Europe/Berlin", "2026-03-28", "02:30", "2026-03-28T01:30"),
        ("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:30"),  # there is no 02:30: it is 03:30
        ("Europe/Berlin", "2026-03-30", "02:30", "2026-03-30T00:30"),
        ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30"),  # twice 02:30: the first
        ("America/New_York", "2026-03-08", "02:30", "2026-03-08T07:30"),
        ("America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30"),
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:45"),  # by half an hour, to 02:45
        ("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45"),
        ("Africa/Casablanca", "2026-02-15", "02:30", "2026-02-15T01:30"),  # back an hour for Ramadan
        ("Africa/Casablanca", "2026-03-22", "02:30", "2026-03-22T02:30"),  # and on again after it
    ],
)
def test_a_time_that_the_clock_skips_or_shows_twice_comes_once(
    zone: str, day: str, at: str, instant: str
) -> None:
    noon = datetime.fromisoformat(f"{day}T12:00+00:00")
    found = occurrences(
        schedule(f"daily at {at}", date(2026, 1, 1)),
        noon - timedelta(days=2),
        noon + timedelta(days=2),
        ZoneInfo(zone),
    )
    named = [one for one in found if one.name == f"{day}T{at}"]
    assert [one.at for one in named] == [datetime.fromisoformat(f"{instant}+00:00")]


def test_a_schedule_is_known_by_its_wall_time_in_every_zone() -> None:
    found = schedule("every Monday at 9:00")
    names = {one.name for zone in ZONES if (one := next_after(found, utc(2026, 11, 21), zone))}
    assert names == {"2026-11-23T09:00"}


def test_the_window_is_open_before_and_closed_behind() -> None:
    found, nine = schedule("daily at 9:00"), utc(2026, 11, 23, 8)
    assert [one.at for one in occurrences(found, nine - timedelta(days=1), nine, BERLIN)] == [nine]
    assert list(occurrences(found, nine, nine, BERLIN)) == []
    assert list(occurrences(found, nine, nine - timedelta(days=9), BERLIN)) == []


def test_nothing_comes_before_the_start_or_after_the_end() -> None:
    found = schedule("FREQ=DAILY;COUNT=3")
    assert next_after(found, utc(1, 1, 1), BERLIN) == next_after(found, utc(2026, 11, 1), BERLIN)
    assert next_after(found, utc(2026, 11, 23), BERLIN) is None
    assert (
        next_after(schedule("yearly on 31 dec at 23:59"), utc(9999, 12, 31), ZoneInfo("America/New_York"))
        is None
    )


def test_an_instant_without_its_zone_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="an instant needs its zone"):
        occurrences(schedule("daily"), datetime(2026, 1, 1), utc(2027, 1, 1), BERLIN)


def test_ten_years_of_days_and_a_start_long_ago_take_no_time() -> None:
    found = schedule("daily at 9:00", date(1990, 1, 1))

    def took() -> float:
        began = perf_counter()
        assert len(list(occurrences(found, utc(2020, 1, 1), utc(2030, 1, 1), BERLIN))) == 3653
        return perf_counter() - began

    assert min(took() for _ in range(3)) < 0.1


@pytest.mark.parametrize("every", [1, 2, 3, 5, 12])
@pytest.mark.parametrize(
    "rule",
    [
        *(
            "FREQ=DAILY",
            "FREQ=DAILY;BYMONTH=2,6",
            "FREQ=WEEKLY;BYDAY=MO,TH",
            "FREQ=WEEKLY;BYDAY=SU;BYMONTH=3",
        ),
        *(
            "FREQ=MONTHLY;BYMONTHDAY=-3,31",
            "FREQ=MONTHLY;BYDAY=-2TU,5FR",
            "FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=2,-1",
        ),
        *("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", "FREQ=YEARLY;BYDAY=53MO,-1SU", "FREQ=YEARLY;BYWEEKNO=1,53"),
    ],
)
def test_a_rule_names_the_days_that_dateutil_counts_from_its_start(rule: str, every: int) -> None:
    text, start = f"{rule};INTERVAL={every};WKST=MO", date(2024, 2, 29)
    counted = list(islice(rrulestr(text, dtstart=datetime(2024, 2, 29)), 40))
    found = schedule(f"{text} from {start}")
    for passed in (0, 1, 7, 23):  # jumping over the first ones keeps every second week every second week
        after = counted[passed - 1].replace(tzinfo=UTC) if passed else utc(2020, 1, 1)
        ahead = occurrences(found, after, utc(9000, 1, 1), UTC)
        assert [one.local for one in islice(ahead, 40 - passed)] == counted[passed:]
