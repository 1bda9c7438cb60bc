import pytest
from hypothesis import given
from hypothesis import strategies as st

from bef_tui.framework.rates import (
    confidence,
    curve_g,
    curve_p,
    half_up,
    promise_value,
    shared_out,
    smoothed,
    structural,
    tenths,
)
from tests.framework.strategies import quick


@pytest.mark.parametrize(
    ("k", "n", "shown"), [(20, 20, 5.0), (17, 20, 4.0), (14, 20, 2.9), (10, 20, 2.0), (0, 0, 2.0)]
)
def test_kept_promises_reach_the_values_of_the_framework(k: int, n: int, shown: float) -> None:
    assert tenths(promise_value(k, n)) == shown


def test_a_rate_is_drawn_towards_one_half_while_n_is_small() -> None:
    assert smoothed(0, 0) == 0.5
    assert smoothed(20, 20) == pytest.approx(21 / 22)
    assert smoothed(0, 8) == pytest.approx(0.1)


def test_below_eight_records_three_is_the_most() -> None:
    assert promise_value(7, 7) == 3.0
    assert promise_value(8, 8) > 4.5
    assert promise_value(1, 7) == curve_p(2 / 9)


@pytest.mark.parametrize(
    ("rate", "value"),
    [(-1, 1), (0, 1), (0.25, 1.5), (0.5, 2), (0.6, 2.5), (0.7, 3), (0.82, 4), (0.95, 5), (1, 5)],
)
def test_curve_p_is_linear_between_its_points(rate: float, value: float) -> None:
    assert curve_p(rate) == pytest.approx(value)


@pytest.mark.parametrize(
    ("grade", "value"), [(0, 1), (0.15, 1.5), (0.3, 2), (0.5, 3), (0.7, 4), (0.85, 4.5), (1, 5)]
)
def test_curve_g_is_linear_between_its_points(grade: float, value: float) -> None:
    assert curve_g(grade) == pytest.approx(value)


@pytest.mark.parametrize(("share", "value"), [(0, 1), (0.5, 3), (1, 5), (-0.2, 1), (1.2, 5)])
def test_a_structural_share(share: float, value: float) -> None:
    assert structural(share) == pytest.approx(value)


def test_confidence_words() -> None:
    assert [confidence(n) for n in (0, 7, 8, 19, 20)] == ["low", "low", "medium", "medium", "high"]


def test_halves_are_rounded_upwards() -> None:
    assert [half_up(x) for x in (12.4, 12.5, 19.5, 0.49999)] == [12, 13, 20, 0]
    assert [tenths(x) for x in (2.25, 2.35, 0.15)] == [2.3, 2.4, 0.2]


@quick
@given(st.lists(st.floats(0, 1000), min_size=1, max_size=6), st.integers(0, 500))
def test_what_is_shared_out_adds_up_and_stays_near(weights: list[float], total: int) -> None:
    units = shared_out(weights, total)
    whole = sum(weights)
    if whole == 0:
        assert units == [0] * len(weights)
        return
    assert sum(units) == total
    assert all(abs(unit - weight * total / whole) <= 1 for unit, weight in zip(units, weights, strict=True))


@quick
@given(st.integers(0, 60), st.integers(0, 60))
def test_one_more_kept_promise_never_lowers_the_value(k: int, more: int) -> None:
    n = k + more
    assert promise_value(k, n) <= promise_value(k + 1, n + 1)
    if k < n:
        assert promise_value(k, n) <= promise_value(k + 1, n)
