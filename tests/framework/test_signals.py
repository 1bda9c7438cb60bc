import pytest

from bef_tui.framework.signals import (
    Mark,
    as_seen,
    limits,
    newest_signal,
    off_track,
    signals,
    weeks_off_track,
)


def test_limits_lie_at_the_mean_and_266_mean_moving_ranges() -> None:
    # Moving ranges 2, 2, 2, 2, 2: mean 2. Mean of the values: 11.
    found = limits([10, 12, 10, 12, 10, 12])
    assert found is not None
    assert found.mean == 11
    assert found.low == pytest.approx(11 - 2.66 * 2)
    assert found.high == pytest.approx(11 + 2.66 * 2)


def test_below_six_points_there_are_no_limits_and_no_signals() -> None:
    assert limits([1, 2, 3, 4, 5]) is None
    assert signals([1, 1, 1, 1, 100]) == ()
    assert newest_signal([1, 1, 1, 1, 100]) is None


def test_a_point_outside_the_limits_is_a_signal() -> None:
    # Ranges 2 five times and 18: mean 4.67; mean of the values 13.71; upper limit 26.13.
    values = [10, 12, 10, 12, 10, 12, 30]
    assert signals(values) == (Mark(6, "outside", True),)
    assert newest_signal(values) == Mark(6, "outside", True)
    assert signals([*values[:-1], 20]) == ()


def test_a_point_on_the_limit_is_noise() -> None:
    assert signals([5, 5, 5, 5, 5, 5]) == ()
    assert signals([0.1] * 10) == ()


def test_eight_on_one_side_are_a_signal_from_the_eighth_on() -> None:
    values = [0, 4, 0, 4, 0, 4, 4, 0] + [3] * 9
    assert [(mark.index, mark.kind, mark.above) for mark in signals(values)] == [
        (15, "run", True),
        (16, "run", True),
    ]


def test_seven_on_one_side_are_noise() -> None:
    assert signals([0, 4, 0, 4, 0, 4, 0] + [3] * 7) == ()


def test_a_signal_is_judged_by_what_was_known_on_its_day() -> None:
    values = [10, 11, 10, 11, 10, 11, 10, 11, 10, 11, 31, 30, 29, 31, 30]
    seen = as_seen(values)
    assert seen[:5] == (None,) * 5
    assert seen[10] == Mark(10, "outside", True)


def test_a_signal_is_unfavourable_against_the_direction() -> None:
    assert Mark(0, "outside", above=False).unfavourable("up")
    assert not Mark(0, "outside", above=False).unfavourable("down")
    assert Mark(0, "run", above=True).unfavourable("down")


def test_off_track_needs_a_value_and_a_target() -> None:
    assert off_track(9, 10, "up") is True
    assert off_track(10, 10, "up") is False
    assert off_track(9, 10, "down") is False
    assert off_track(11, 10, "down") is True
    assert off_track(None, 10, "up") is None
    assert off_track(9, None, "up") is None


def test_weeks_off_track_counts_back_from_the_newest() -> None:
    assert weeks_off_track([(5, 10), (12, 10), (8, 10), (9, 10)], "up") == 2
    assert weeks_off_track([(5, 10), (12, 10)], "up") == 0
    assert weeks_off_track([], "up") == 0


def test_leaving_out_a_bad_number_does_not_end_the_row() -> None:
    assert weeks_off_track([(12, 10), (8, 10), (None, 10), (9, 10)], "up") == 2
