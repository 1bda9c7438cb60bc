"""Where a goal stands against its plan, where it is heading, and what pace it still needs.

Attainment is ``A = clamp((current−baseline)/(target−baseline))``; the plan ``P(t)`` is a straight line from the start
to the due date; the gap is ``max(0, P−A)``.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from math import ceil

from bef_tui.framework.rates import half_up
from bef_tui.framework.verdict.gap import Forecast
from bef_tui.framework.words import Direction

LEAST_VALUES = 6
FARTHEST = 3650
"""A forecast farther away than this many days is no date."""


def clamp(share: float) -> float:
    """The share, kept between 0 and 1."""
    return min(1.0, max(0.0, share))


def plan_share(start: date, due: date, on: date) -> float:
    """P(t): how much of the goal should be reached on a day, 0 to 1; a goal of one day is due at once."""
    span = (due - start).days
    if span <= 0:
        return 1.0 if on >= due else 0.0
    return clamp((on - start).days / span)


def attainment(baseline: float, target: float, current: float, direction: Direction = "up") -> float:
    """A: how much of the way from baseline to target is done, 0 to 1.

    When both are the same the value is to be held: 1 where it is, or better by ``direction``, else 0.
    """
    if baseline == target:
        return 1.0 if (current >= target if direction == "up" else current <= target) else 0.0
    return clamp((current - baseline) / (target - baseline))


def gap_points(plan: float, attained: float) -> float:
    """The gap of a goal in percentage points, 0 when it is on plan or ahead."""
    return 100 * max(0.0, plan - attained)


def slip_days(start: date, due: date, on: date, attained: float) -> int:
    """How many days ago the plan expected what is attained today; 0 on plan, ahead, or reached."""
    if attained >= 1 or on <= start:
        return 0
    behind = (on - start).days - attained * max(0, (due - start).days)
    return max(0, half_up(behind))


def pace_needed(current: float, target: float, due: date, on: date) -> float | None:
    """Units a week from now on to reach the target on the due date; None when no day is left."""
    left = (due - on).days
    return None if left <= 0 else (target - current) * 7 / left


def forecast(
    values: Sequence[tuple[date, float]], target: float, due: date | None, direction: Direction = "up"
) -> Forecast | None:
    """The least-squares line of the last six values; None below six values, or when all are of one day.

    ``direction`` says on which side of the target it is reached.
    """
    if len(values) < LEAST_VALUES:
        return None
    last = values[-LEAST_VALUES:]
    origin = last[-1][0]
    days = [(day - origin).days for day, _ in last]
    mid_day, mid_value = sum(days) / len(days), sum(value for _, value in last) / len(last)
    spread = sum((day - mid_day) ** 2 for day in days)
    if spread == 0:
        return None
    slope = (
        sum((day - mid_day) * (value - mid_value) for day, (_, value) in zip(days, last, strict=True))
        / spread
    )
    at_origin = mid_value - slope * mid_day
    at_due = None if due is None else at_origin + slope * (due - origin).days
    return Forecast(slope, at_due, _reaches(last, at_origin, slope, target, direction))


def _reaches(
    last: Sequence[tuple[date, float]], at_origin: float, slope: float, target: float, direction: Direction
) -> date | None:
    """The first day, from the newest value on, on which the line is at the target or beyond it."""
    origin, newest = last[-1]
    if newest >= target if direction == "up" else newest <= target:
        return origin
    if slope == 0 or (slope > 0) != (direction == "up"):
        return None
    days = (target - at_origin) / slope
    return None if days > FARTHEST else origin + timedelta(days=max(0, ceil(days - 1e-6)))
