from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bef_tui.framework.forecast import attainment, forecast, gap_points, pace_needed, plan_share, slip_days
from tests.framework.strategies import quick

START = date(2026, 10, 1)
DUE = START + timedelta(days=90)


def day(number: int) -> date:
    return START + timedelta(days=number)


def test_the_plan_is_a_straight_line_from_start_to_due() -> None:
    assert [plan_share(START, DUE, day(n)) for n in (-5, 0, 45, 90, 200)] == [0, 0, 0.5, 1, 1]


def test_a_goal_of_one_day_is_due_at_once() -> None:
    assert plan_share(START, START, day(-1)) == 0
    assert plan_share(START, START, START) == 1


@pytest.mark.parametrize(
    ("base", "target", "current", "done"),
    [(0, 40, 10, 0.25), (0, 40, 50, 1), (0, 40, -5, 0), (10, 4, 7, 0.5), (10, 4, 12, 0)],
)
def test_attainment_in_either_direction(base: float, target: float, current: float, done: float) -> None:
    assert attainment(base, target, current) == pytest.approx(done)


def test_a_value_to_be_held_is_attained_while_it_is_held() -> None:
    assert attainment(3, 3, 2.5, "down") == 1
    assert attainment(3, 3, 3.5, "down") == 0
    assert attainment(3, 3, 3.5, "up") == 1


def test_gap_and_slip_say_how_far_behind() -> None:
    assert gap_points(0.5, 0.38) == pytest.approx(12)
    assert gap_points(0.4, 0.5) == 0
    # On day 45 half is planned; what is attained was planned for day 36.
    assert slip_days(START, DUE, day(45), 0.4) == 9
    assert slip_days(START, DUE, day(45), 0.6) == 0
    assert slip_days(START, DUE, day(100), 0.9) == 19
    assert slip_days(START, DUE, day(100), 1.0) == 0
    assert slip_days(START, DUE, day(-3), 0.0) == 0


def test_the_pace_still_needed_is_a_week() -> None:
    assert pace_needed(10, 40, day(90), day(69)) == pytest.approx(10)
    assert pace_needed(10, 40, day(90), day(90)) is None


def test_below_six_values_there_is_no_forecast() -> None:
    assert forecast([(day(7 * n), float(n)) for n in range(5)], 20, DUE) is None
    assert forecast([(START, float(n)) for n in range(6)], 20, DUE) is None


@quick
@given(st.integers(-50, 50), st.integers(1, 20), st.integers(1, 14), st.integers(6, 13))
def test_a_straight_line_is_read_on_exactly(first: int, rise: int, apart: int, count: int) -> None:
    values = [(day(apart * n), float(first + rise * n)) for n in range(count)]
    found = forecast(values, first + rise * (count + 3), day(apart * (count + 1)))
    assert found is not None
    assert found.slope == pytest.approx(rise / apart)
    assert found.at_due == pytest.approx(first + rise * (count + 1))
    assert found.reaches == day(apart * (count + 3))


def test_only_the_last_six_values_are_read() -> None:
    values = [(day(n), 1000.0) for n in range(5)] + [(day(10 + n), float(n)) for n in range(6)]
    found = forecast(values, 10, None)
    assert found is not None
    assert found.at_due is None
    assert found.reaches == day(20)


def test_a_line_that_leads_away_or_nowhere_reaches_nothing() -> None:
    falling = [(day(n), float(-n)) for n in range(6)]
    level = [(day(n), 3.0) for n in range(6)]
    creeping = [(day(n), n * 0.001) for n in range(6)]
    for values in (falling, level, creeping):
        found = forecast(values, 100, DUE)
        assert found is not None
        assert found.reaches is None


def test_a_falling_value_reaches_a_lower_target() -> None:
    values = [(day(n), 20.0 - n) for n in range(6)]
    found = forecast(values, 10, DUE, "down")
    assert found is not None
    assert found.reaches == day(10)


def test_a_target_already_passed_is_reached_today() -> None:
    values = [(day(n), float(n)) for n in range(6)]
    found = forecast(values, 3, DUE)
    assert found is not None
    assert found.reaches == day(5)
