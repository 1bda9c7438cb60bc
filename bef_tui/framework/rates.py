"""Rates, curves and rounding: how counts become a value between 1 and 5."""

from collections.abc import Sequence
from math import floor
from typing import Literal

Confidence = Literal["low", "medium", "high"]

LEAST, MOST = 1.0, 5.0
ENOUGH = 8
"""Below this many judged records a rate is capped."""
CAP_FEW = 3.0
"""What a component reaches at most with fewer than ``ENOUGH`` records, and a thin category."""

CURVE_P = ((0.0, 1.0), (0.50, 2.0), (0.70, 3.0), (0.82, 4.0), (0.95, 5.0))
CURVE_G = ((0.0, 1.0), (0.3, 2.0), (0.5, 3.0), (0.7, 4.0), (1.0, 5.0))


def smoothed(k: float, n: int) -> float:
    """The rate of k out of n, drawn towards one half while n is small: ``(k+1)/(n+2)``."""
    return (k + 1) / (n + 2)


def along(curve: Sequence[tuple[float, float]], x: float) -> float:
    """The value of a curve at x, linear between its points and level outside them."""
    left, low = curve[0]
    if x <= left:
        return low
    for right, high in curve[1:]:
        if x <= right:
            return low + (high - low) * (x - left) / (right - left)
        left, low = right, high
    return low


def curve_p(rate: float) -> float:
    """A rate of kept promises as 1 to 5: half kept is 2, seven of ten 3, 82 % 4, 95 % 5."""
    return along(CURVE_P, rate)


def curve_g(grade: float) -> float:
    """The grade of a goal, 0.0 to 1.0, as 1 to 5: 0.7 is a good ambitious goal and gives 4."""
    return along(CURVE_G, grade)


def structural(share: float) -> float:
    """A share of things that are as they should be, 0 to 1, as 1 to 5: ``1+4x``."""
    return LEAST + 4 * min(1.0, max(0.0, share))


def promise_value(k: float, n: int, *, times: float = 1.0) -> float:
    """Promises kept, k of n, as 1 to 5 by curve P, capped at 3.0 below eight.

    ``times`` (0 to 1) scales the smoothed rate.
    """
    value = curve_p(smoothed(k, n) * times)
    return value if n >= ENOUGH else min(value, CAP_FEW)


def confidence(n: int) -> Confidence:
    """How far n records can be trusted: low below 8, medium below 20, then high."""
    return "low" if n < ENOUGH else "medium" if n < 20 else "high"


def half_up(value: float, steps: int = 1) -> int:
    """The nearest whole number of ``1/steps``, halves upwards (floats a hair below a half count as the half)."""
    return floor(value * steps + 0.5 + 1e-9)


def tenths(value: float) -> float:
    """A value as it is shown: one decimal, halves upwards."""
    return half_up(value, 10) / 10


def shared_out(weights: Sequence[float], total: int) -> list[int]:
    """``total`` whole units shared out in proportion to ``weights``, largest remainder first, adding up exactly."""
    whole = sum(weights)
    if whole <= 0:
        return [0] * len(weights)
    exact = [weight * total / whole for weight in weights]
    units = [floor(part) for part in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: (units[i] - exact[i], i))
    for i in by_remainder[: total - sum(units)]:
        units[i] += 1
    return units
