from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bef_tui.exchange.dates import EXAMPLES, add_months, find_first, find_last, parse_day
from bef_tui.exchange.problems import NotUnderstood

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", "2026-11-20"),
        ("tomorrow", "2026-11-21"),
        ("Yesterday", "2026-11-19"),
        ("fri", "2026-11-27"),  # on a Friday: the next such day, as in Taskwarrior
        ("Saturday", "2026-11-21"),
        ("thu", "2026-11-26"),
        ("next sat", "2026-11-28"),
        ("next fri", "2026-11-27"),
        ("last fri", "2026-11-13"),
        ("last thu", "2026-11-19"),
        ("sow", "2026-11-16"),
        ("eow", "2026-11-22"),
        ("som", "2026-11-01"),
        ("eom", "2026-11-30"),
        ("soq", "2026-10-01"),
        ("eoq", "2026-12-31"),
        ("soy", "2026-01-01"),
        ("eoy", "2026-12-31"),
        ("eonm", "2026-12-31"),
        ("sopq", "2026-07-01"),
        ("socm", "2026-11-01"),
        ("sonw", "2026-11-23"),
        ("soww", "2026-11-16"),
        ("eoww", "2026-11-20"),
        ("eonww", "2026-11-27"),
        ("next week", "2026-11-23"),
        ("next month", "2026-12-01"),
        ("next year", "2027-01-01"),
        ("in 3d", "2026-11-23"),
        ("in 3 days", "2026-11-23"),
        ("3d", "2026-11-23"),
        ("+3d", "2026-11-23"),
        ("-3d", "2026-11-17"),
        ("3d ago", "2026-11-17"),
        ("in 2 weeks", "2026-12-04"),
        ("2w", "2026-12-04"),
        ("in a week", "2026-11-27"),
        ("1m", "2026-12-20"),
        ("1q", "2027-02-20"),
        ("1y", "2027-11-20"),
        ("2026-12-01", "2026-12-01"),
        ("20261201", "2026-12-01"),
        ("2026-W49", "2026-11-30"),
        ("1 dec", "2026-12-01"),
        ("dec 1", "2026-12-01"),
        ("1st December", "2026-12-01"),
        ("Dec 1, 2027", "2027-12-01"),
        ("1.12.", "2026-12-01"),
        ("1.12.2027", "2027-12-01"),
        ("1.12", "2026-12-01"),
        ("20 nov", "2026-11-20"),
        ("19 nov", "2027-11-19"),
        ("29 feb", "2028-02-29"),
        ("24/12", "2026-12-24"),
        ("24th", "2026-11-24"),
        ("20th", "2026-12-20"),
        ("31st", "2026-12-31"),
        ("nov", "2027-11-01"),
        ("dec", "2026-12-01"),
        ("  FRI  ", "2026-11-27"),
    ],
)
def test_days_as_people_type_them(typed: str, day: str) -> None:
    assert parse_day(typed, FRIDAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("banana", EXAMPLES),
        ("", EXAMPLES),
        ("someday", "leave the date empty"),
        ("31 feb", "no such day"),
        ("2026-02-30", "no such day"),
        ("0th", "no such day"),
        ("1/12", "write 1 dec or 12 jan"),
        ("999999y", "outside the calendar"),
        ("fri\x1b]0;x\x07", "?]0;x?"),
        ("x" * 5000, "…"),
    ],
)
def test_a_refusal_says_how_to_write_it_in_one_line(typed: str, says: str) -> None:
    with pytest.raises(NotUnderstood) as refusal:
        parse_day(typed, FRIDAY)
    assert says in str(refusal.value)
    assert len(str(refusal.value)) < 200
    assert str(refusal.value).isprintable()


def test_a_week_starts_where_the_founder_says() -> None:
    assert parse_day("sow", FRIDAY, 6) == date(2026, 11, 15)
    assert parse_day("eow", FRIDAY, 6) == date(2026, 11, 21)
    assert parse_day("next sun", FRIDAY, 6) == date(2026, 11, 22)
    assert parse_day("2026-W47", FRIDAY, 6) == date(2026, 11, 15)
    assert parse_day("eoww", FRIDAY, 6) == date(2026, 11, 20)


def test_the_longest_reading_wins() -> None:
    assert find_first(["1", "dec", "2027", "or", "so"], FRIDAY) == (3, date(2027, 12, 1))
    assert find_last(["ship", "it", "in", "2", "weeks"], FRIDAY) == (3, date(2026, 12, 4))
    assert find_first(["no", "day", "here"], FRIDAY) is None
    assert find_last([], FRIDAY) is None


@pytest.mark.parametrize(
    "words", ["release 1.12", "logo 3d", "we may", "what broke yesterday", "report 2020-01-01"]
)
def test_the_end_of_a_sentence_is_read_with_care(words: str) -> None:
    assert find_last(words.split(), FRIDAY) is None


def test_months_end_where_they_end() -> None:
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2026, 11, 30), -9) == date(2026, 2, 28)
    with pytest.raises(OverflowError):
        add_months(date(9999, 12, 1), 1)


@given(st.text() | st.from_regex(r"[+-]?[0-9a-z ./-]{0,12}", fullmatch=True), st.dates())
def test_any_text_is_a_day_or_a_refusal(typed: str, today: date) -> None:
    try:
        assert isinstance(parse_day(typed, today), date)
    except NotUnderstood as refusal:
        assert "\n" not in str(refusal)


@given(st.dates(date(1000, 1, 1)), st.sampled_from([0, 5, 6]))
def test_a_date_written_out_is_that_date(today: date, first_weekday: int) -> None:
    assert parse_day(today.isoformat(), FRIDAY, first_weekday) == today
    assert parse_day(f"{today:%Y%m%d}", FRIDAY, first_weekday) == today
    assert parse_day(f"{today.day}.{today.month}.{today.year}", FRIDAY) == today


@given(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]),
)
def test_a_weekday_is_within_the_coming_seven_days(today: date, name: str) -> None:
    found = parse_day(name, today)
    assert today < found <= today + timedelta(days=7)
    assert f"{found:%a}".lower() == name
