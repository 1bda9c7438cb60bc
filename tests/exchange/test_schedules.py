from datetime import UTC, date, datetime, time
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bef_tui.exchange.problems import NotUnderstood
from bef_tui.exchange.schedules import Schedule, occurrences, read_schedule

FRIDAY = date(2026, 11, 20)
LINES = (
    *("daily", "every 3 days", "every other day", "every weekday", "every Monday", "tuesdays and fridays"),
    *(
        "weekly",
        "every other week",
        "every 2 weeks on Tuesday",
        "every 3 weeks on mon, wed and sun",
        "biweekly",
    ),
    *(
        "monthly",
        "monthly on the 1st",
        "monthly on the 29th",
        "monthly on the 31st",
        "monthly on the last day",
    ),
    *("monthly on the 1st, 15th and 30th", "monthly on the 1st and last day", "every 3 months on the 31st"),
    *(
        "monthly on the last Friday",
        "monthly on the 2nd tue",
        "monthly on the first weekday",
        "every 2 months",
    ),
    *("quarterly", "quarterly on the 31st", "quarterly on the last weekday", "quarterly from 31 jan"),
    *("yearly", "yearly on 29 feb", "yearly on 1 March", "every 2 years on 1 dec", "every 4 years on 29 feb"),
    *("yearly on the last Friday of November", "monthly from 31 jan", "every monday from 1 dec"),
    *("FREQ=MONTHLY;COUNT=7", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU", "FREQ=DAILY;UNTIL=20351231"),
    *(
        "FREQ=WEEKLY;BYDAY=MO,TU,WE;BYSETPOS=2",
        "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO",
        "FREQ=YEARLY;BYYEARDAY=366",
    ),
)

days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
lines = st.sampled_from(LINES)


def schedule(text: str, today: date = FRIDAY) -> Schedule:
    return read_schedule(text, today)


def first_days(text: str, count: int = 4, today: date = FRIDAY) -> list[str]:
    """The first days of a schedule that is typed on this Friday, 20 November 2026."""
    found = occurrences(schedule(text, today), utc(2026, 1, 1), utc(2060, 1, 1), UTC)
    return [one.name[:10] for one, _ in zip(found, range(count), strict=False)]


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("daily", "every day"),
        ("Every  Day", "every day"),
        ("every other day", "every 2 days from 20 Nov 2026"),
        ("every workday", "every weekday"),
        ("weekdays", "every weekday"),
        ("every Monday", "every Monday"),
        ("every mon, wed and fri", "every Monday, Wednesday and Friday"),
        ("Mondays", "every Monday"),
        ("every weekend", "every Saturday and Sunday"),
        ("weekly", "every Friday"),
        ("weekly on tue", "every Tuesday"),
        ("every other week", "every 2 weeks on Friday from 20 Nov 2026"),
        ("every 2 weeks on Tuesday", "every 2 weeks on Tuesday from 24 Nov 2026"),
        ("every 2 weeks on Tuesday from today", "every 2 weeks on Tuesday from 24 Nov 2026"),
        ("every 2 weeks from fri", "every 2 weeks on Friday from 27 Nov 2026"),
        ("every two weeks starting 2026-12-01", "every 2 weeks on Tuesday from 1 Dec 2026"),
        ("every other tuesday", "every 2 weeks on Tuesday from 24 Nov 2026"),
        ("every 2 weeks on weekdays", "every 2 weeks on weekdays from 20 Nov 2026"),
        ("biweekly", "every 2 weeks on Friday from 20 Nov 2026"),
        ("fortnightly on mon", "every 2 weeks on Monday from 23 Nov 2026"),
        ("monthly", "monthly on the 20th"),
        ("monthly on the 1st", "monthly on the 1st"),
        ("monthly on 15", "monthly on the 15th"),
        ("monthly on the 31st", "monthly on the 31st"),
        ("monthly on the last day of the month", "monthly on the last day"),
        ("monthly on the 1st and the 15th", "monthly on the 1st and 15th"),
        ("monthly on the 1st, 15th and 30th", "monthly on the 1st, 15th and 30th"),
        ("monthly on the last Friday", "monthly on the last Friday"),
        ("every month on the first Monday", "monthly on the first Monday"),
        ("last friday of the month", "monthly on the last Friday"),
        ("every 1st of the month", "monthly on the 1st"),
        ("monthly on the 2nd tue", "monthly on the second Tuesday"),
        ("monthly on the last weekday", "monthly on the last weekday"),
        ("every 3 months on the 1st", "every 3 months on the 1st from 1 Dec 2026"),
        ("every quarter", "quarterly on the 1st"),
        ("quarterly on the last day", "quarterly on the last day"),
        ("quarterly from 15 jan", "every 3 months on the 15th from 15 Jan 2027"),
        ("yearly", "yearly on 20 November"),
        ("annually on March 1", "yearly on 1 March"),
        ("every year on the 1st of march", "yearly on 1 March"),
        ("yearly on 29 feb", "yearly on 29 February"),
        ("yearly on the last friday of nov", "yearly on the last Friday of November"),
        ("every 2 years on 1 march", "every 2 years on 1 March from 1 Mar 2027"),
        ("every weekday at 8:30", "every weekday at 08:30"),
        ("every day at 9am", "every day at 09:00"),
        ("every day at 12am", "every day"),
        ("mondays at noon", "every Monday at 12:00"),
        ("every monday at 17:30 from 1 dec", "every Monday from 1 Dec 2026 at 17:30"),
        ("RRULE:FREQ=WEEKLY;BYDAY=MO,TU", "every Monday and Tuesday"),
        ("freq=monthly;byday=-1fr at 9:00", "monthly on the last Friday at 09:00"),
        ("FREQ=DAILY;UNTIL=20261231T225959Z", "RRULE:FREQ=DAILY;UNTIL=20261231"),
        ("FREQ=MONTHLY;COUNT=3", "RRULE:FREQ=MONTHLY;BYMONTHDAY=20;COUNT=3 from 20 Nov 2026"),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "RRULE:FREQ=MONTHLY;BYMONTHDAY=31"),
    ],
)
def test_schedules_as_people_type_them(typed: str, said: str) -> None:
    found = schedule(typed)
    assert found.words() == said
    assert schedule(said) == found


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("every Monday", ["2026-11-23", "2026-11-30", "2026-12-07", "2026-12-14"]),
        ("every friday", ["2026-11-20", "2026-11-27", "2026-12-04", "2026-12-11"]),
        ("every weekday", ["2026-11-20", "2026-11-23", "2026-11-24", "2026-11-25"]),
        ("every 2 weeks on Tuesday", ["2026-11-24", "2026-12-08", "2026-12-22", "2027-01-05"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", ["2026-12-01", "2026-12-15", "2026-12-29", "2027-01-12"]),
        ("monthly on the 31st", ["2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28"]),
        ("monthly on the 30th from 1 jan", ["2027-01-30", "2027-02-28", "2027-03-30", "2027-04-30"]),
        ("monthly on the 29th from 1 jan 2028", ["2028-01-29", "2028-02-29", "2028-03-29", "2028-04-29"]),
        ("monthly from 31 jan", ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]),
        ("monthly on the 15th and 31st from 1 feb", ["2027-02-15", "2027-02-28", "2027-03-15", "2027-03-31"]),
        ("monthly on the last weekday", ["2026-11-30", "2026-12-31", "2027-01-29", "2027-02-26"]),
        ("monthly on the fifth friday", ["2027-01-29", "2027-04-30", "2027-07-30", "2027-10-29"]),
        ("every 3 months on the 31st", ["2026-11-30", "2027-02-28", "2027-05-31", "2027-08-31"]),
        ("quarterly", ["2027-01-01", "2027-04-01", "2027-07-01", "2027-10-01"]),
        ("quarterly on the last Friday", ["2026-12-25", "2027-03-26", "2027-06-25", "2027-09-24"]),
        ("yearly on 29 feb", ["2027-02-28", "2028-02-29", "2029-02-28", "2030-02-28"]),
        ("every 2 years on 29 feb", ["2027-02-28", "2029-02-28", "2031-02-28", "2033-02-28"]),
        ("yearly on the first Monday of March", ["2027-03-01", "2028-03-06", "2029-03-05", "2030-03-04"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31", ["2026-12-31", "2027-01-31", "2027-03-31", "2027-05-31"]),
        ("FREQ=DAILY;COUNT=2", ["2026-11-20", "2026-11-21"]),
        ("FREQ=DAILY;UNTIL=20261121T120000", ["2026-11-20", "2026-11-21"]),
        ("FREQ=WEEKLY;BYDAY=MO,FR;BYSETPOS=2", ["2026-11-20", "2026-11-27", "2026-12-04", "2026-12-11"]),
    ],
)
def test_the_days_it_names(typed: str, expected: list[str]) -> None:
    assert first_days(typed) == expected


def test_a_month_without_a_day_is_the_day_it_was_typed_on_and_29_february_stays_it() -> None:
    assert first_days("monthly", 2, date(2028, 1, 31)) == ["2028-01-31", "2028-02-29"]
    assert first_days("yearly", 2, date(2028, 2, 29)) == ["2028-02-29", "2029-02-28"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "“” is no schedule: write every Monday"),
        ("sometimes", "“sometimes” is no schedule: write every Monday"),
        ("monday", "is no schedule"),
        ("every blue moon", "is no schedule"),
        ("at 9:00", "is no schedule"),
        ("monthly on the 32nd", "write days from 1 to 31"),
        ("monthly on the 30th and 31st", "one of them after the 28th"),
        ("yearly on 31 june", "there is no such day"),
        ("every 0 weeks", "a number from 1 to 1000"),
        ("daily at 25:00", "“25:00” is no time: write 9:00, 9am, 17:30 or noon"),
        ("daily at 13pm", "is no time"),
        ("daily from blue", "from: “blue” is no day"),
        ("daily from 0001-01-01", "too far away"),
        ("daily at 9 at 10", "twice"),
        ("FREQ=HOURLY", "HOURLY is finer than a day"),
        ("FREQ=DAILY;BYHOUR=9", "write the time behind the rule"),
        ("FREQ=DAILY;INTERVAL=0", "a number from 1 to 1000"),
        ("FREQ=DAILY;COUNT=2;UNTIL=20261231", "two ends"),
        ("FREQ=WEEKLY;BYDAY=XX", "BYDAY=“XX”"),
        ("FREQ=WEEKLY;BYDAY=1MO", "FREQ=MONTHLY or FREQ=YEARLY only"),
        ("FREQ=YEARLY;BYMONTH=12;BYDAY=53MO", "no month has more than five"),
        ("FREQ=DAILY;BYEASTER=0", "“BYEASTER” is not known"),
        ("FREQ=DAILY;UNTIL=20261341", "is no day: write it as 20261231"),
        ("FREQ=DAILY;FREQ=DAILY", "twice"),
        ("FREQ=DAILY;BYSETPOS=1", "BYSETPOS picks out of other parts"),
        ("RRULE:", "is no part of a rule"),
        ("RRULE:BYDAY=MO", "a rule says how often"),
        ("FREQ=DAILY;UNTIL=20200101", "never comes"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31", "never comes"),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=MO", "never comes"),  # counted from a Friday
        ("FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29 from 2027-01-01", "never comes"),
        ("x" * 300, "too long"),
        ("FREQ=DAILY;BY\0=1", "NUL"),
    ],
)
def test_what_is_not_understood_says_so_on_one_line(typed: str, said: str) -> None:
    with pytest.raises(NotUnderstood) as problem:
        schedule(typed)
    assert said in str(problem.value)
    assert "\n" not in str(problem.value)


@given(st.text(max_size=60) | st.lists(st.sampled_from(" ".join(LINES).split()), max_size=6).map(" ".join))
def test_no_text_does_worse_than_not_be_understood(text: str) -> None:
    try:
        found = schedule(text)
    except NotUnderstood:
        return
    assert schedule(found.words(), found.start) == found


@given(lines, days, times, days)
def test_what_is_said_and_what_is_stored_is_the_same_schedule(
    line: str, today: date, at: time, later: date
) -> None:
    found = schedule(f"{line} at {at:%H:%M}", today)
    assert schedule(found.words(), found.start) == found
    assert Schedule.from_plain(found.plain()) == found
    dated = schedule(f"{line.split(' from ')[0]} from {found.start} at {at:%H:%M}", today)
    assert dated.dated
    assert schedule(dated.words(), later) == dated


@pytest.mark.parametrize(
    "raw", [{}, {"rule": "FREQ=DAILY", "start": "x"}, {"rule": "FREQ=MONTHLY", "start": "2026-11-20"}]
)
def test_a_stored_schedule_that_was_broken_is_named(raw: dict[str, object]) -> None:
    with pytest.raises(NotUnderstood, match="a stored schedule cannot be read"):
        Schedule.from_plain(raw)


def test_a_rule_that_never_comes_is_refused_soon() -> None:
    began = perf_counter()
    with pytest.raises(NotUnderstood, match="never comes"):
        schedule("FREQ=DAILY;BYMONTH=4;BYMONTHDAY=31")
    assert perf_counter() - began < 5
