from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bef_tui.framework.days import say_date, say_day, say_past, say_weekday

THURSDAY = date(2026, 11, 19)


@pytest.mark.parametrize(
    ("ahead", "said"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (2, "Sat"),
        (3, "Sun"),
        (4, "in 4 d"),
        (13, "in 13 d"),
        (14, "3 Dec"),
        (60, "18 Jan 2027"),
        (-1, "1 d late"),
        (-40, "40 d late"),
    ],
)
def test_a_due_day(ahead: int, said: str) -> None:
    assert say_day(THURSDAY + timedelta(days=ahead), THURSDAY) == said


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (0, "today"),
        (1, "yesterday"),
        (2, "Tue"),
        (3, "Mon"),
        (4, "4 d ago"),
        (14, "5 Nov"),
        (400, "15 Oct 2025"),
    ],
)
def test_a_day_gone_by(ago: int, said: str) -> None:
    assert say_past(THURSDAY - timedelta(days=ago), THURSDAY) == said


def test_the_week_that_names_its_days_is_the_founders() -> None:
    saturday = THURSDAY + timedelta(days=2)
    assert say_day(saturday, THURSDAY, first_weekday=0) == "Sat"
    assert say_day(saturday, THURSDAY, first_weekday=5) == "in 2 d"


def test_a_date_without_a_today_has_its_year() -> None:
    assert say_date(THURSDAY) == "19 Nov 2026"
    assert say_date(THURSDAY, THURSDAY) == "19 Nov"
    assert say_weekday(THURSDAY) == "Thu 19 Nov"


def test_something_that_happens_later_is_not_past() -> None:
    assert say_past(THURSDAY + timedelta(days=1), THURSDAY) == "tomorrow"


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_two_coming_days_are_never_said_alike(one: date, other: date) -> None:
    if one != other and min(one, other) >= THURSDAY:
        assert say_day(one, THURSDAY) != say_day(other, THURSDAY)
