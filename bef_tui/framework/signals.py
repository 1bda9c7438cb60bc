"""Signals on KPIs: the XmR chart, and how long a KPI has been off its target.

Limits lie at mean ± 2.66 × mean moving range, from six points on. A point outside them, or eight in a row on one
side of the mean, is a signal; all else is noise. Source: Shewhart; Wheeler, *Understanding Variation*.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from bef_tui.framework.words import Direction

LEAST_POINTS = 6
RUN = 8
FACTOR = 2.66

SignalKind = Literal["outside", "run"]


@dataclass(frozen=True, slots=True)
class Limits:
    """The natural process limits of a series, in its own unit."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A signal at one point of a series."""

    index: int
    kind: SignalKind
    above: bool

    def unfavourable(self, direction: Direction) -> bool:
        """Whether it points away from where the KPI should go."""
        return self.above == (direction == "down")


def limits(values: Sequence[float]) -> Limits | None:
    """Mean and natural process limits; None below six points."""
    count = len(values)
    if count < LEAST_POINTS:
        return None
    moving = sum(abs(b - a) for a, b in pairwise(values))
    return _limits(sum(values), moving, count)


def signals(values: Sequence[float]) -> tuple[Mark, ...]:
    """Every signal of a series against the limits of the whole of it, oldest first: for drawing."""
    found = limits(values)
    if found is None:
        return ()
    marks = (_mark(values, index, found) for index in range(len(values)))
    return tuple(mark for mark in marks if mark is not None)


def as_seen(values: Sequence[float]) -> tuple[Mark | None, ...]:
    """For each point the signal that was visible when it was the newest: for judging who answered it in time."""
    marks: list[Mark | None] = []
    total = moving = 0.0
    for index, value in enumerate(values):
        total += value
        moving += abs(value - values[index - 1]) if index else 0.0
        seen = index + 1 >= LEAST_POINTS
        marks.append(_mark(values, index, _limits(total, moving, index + 1)) if seen else None)
    return tuple(marks)


def newest_signal(values: Sequence[float]) -> Mark | None:
    """The signal at the newest point, if it is one."""
    found = limits(values)
    return None if found is None else _mark(values, len(values) - 1, found)


def off_track(value: float | None, target: float | None, direction: Direction) -> bool | None:
    """Whether a value misses the target then in force; None (no verdict) without either."""
    if value is None or target is None:
        return None
    return value < target if direction == "up" else value > target


def weeks_off_track(points: Sequence[tuple[float | None, float | None]], direction: Direction) -> int:
    """How many of the newest periods in a row missed their target.

    ``points`` are (value, target then in force), oldest first. A period without a verdict is passed over: leaving
    out a bad number does not end the row.
    """
    count = 0
    for value, target in reversed(points):
        verdict = off_track(value, target, direction)
        if verdict is False:
            break
        count += verdict is True
    return count


def _limits(total: float, moving: float, count: int) -> Limits:
    mean = total / count
    reach = FACTOR * moving / (count - 1)
    return Limits(mean, mean - reach, mean + reach)


def _mark(values: Sequence[float], index: int, found: Limits) -> Mark | None:
    value, hair = values[index], 1e-9 * max(1.0, abs(found.mean))
    if value > found.high + hair or value < found.low - hair:
        return Mark(index, "outside", value > found.high)
    if index + 1 < RUN:
        return None
    above = value > found.mean
    for nearby in values[index + 1 - RUN : index + 1]:
        if (nearby <= found.mean + hair) if above else (nearby >= found.mean - hair):
            return None
    return Mark(index, "run", above)
