"""Components and how they make a category: weights, missing evidence, caps, and parts that add up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bef_tui.framework.facts import Evidence, Tally
from bef_tui.framework.rates import (
    CAP_FEW,
    ENOUGH,
    LEAST,
    curve_p,
    half_up,
    promise_value,
    shared_out,
    smoothed,
    structural,
)
from bef_tui.framework.verdict.score import CategoryScore, Part
from bef_tui.framework.words import Category

Records = Callable[[], tuple[Evidence, ...]]


@dataclass(frozen=True, slots=True)
class Measure:
    """One component before it is weighed; its records are only made when they are shown."""

    key: str
    title: str
    weight: int
    value: float | None
    k: float
    n: int
    note: str
    capped: bool = False
    ignored: int = 0
    records: Records = tuple


@dataclass(frozen=True, slots=True)
class Ceiling:
    """What a category reaches at most, and why."""

    value: float
    reason: str


def promises(
    key: str,
    title: str,
    weight: int,
    tally: Tally,
    unit: str,
    absent: str,
    *,
    times: float = 1.0,
    records: Records | None = None,
) -> Measure:
    """A component of kept promises, by curve P.

    ``unit`` reads on after ``17 of 20``, ``absent`` says what is missing when nothing was due; ``times`` (0 to 1)
    scales the smoothed rate.
    """
    k, n = tally.k, tally.n
    if n <= 0:
        return Measure(key, title, weight, None, 0, 0, absent, False, tally.ignored)
    capped = n < ENOUGH and curve_p(smoothed(k, n) * times) > CAP_FEW
    note = f"{count(k)} of {n} {unit}" + (f", held at 3.0 until there are {ENOUGH}" if capped else "")
    value = promise_value(k, n, times=times)
    return Measure(
        key, title, weight, value, k, n, note, capped, tally.ignored, records or (lambda: tally.evidence)
    )


def share(
    key: str, title: str, weight: int, tally: Tally, unit: str, absent: str, records: Records | None = None
) -> Measure:
    """A component of things that are as they should be: ``1+4x``."""
    k, n = tally.k, tally.n
    if n <= 0:
        return Measure(key, title, weight, None, 0, 0, absent, False, tally.ignored)
    note = f"{count(k)} of {n} {unit}"
    value = structural(k / n)
    return Measure(
        key, title, weight, value, k, n, note, False, tally.ignored, records or (lambda: tally.evidence)
    )


def count(k: float) -> str:
    """A count as a person writes it: ``3``, ``2.5``, ``4.8``."""
    return f"{k:.1f}".removesuffix(".0")


def exact_value(measures: Sequence[Measure], ceiling: Ceiling | None = None) -> float:
    """The category's value before rounding: the weighted mean of what has evidence, under its caps."""
    weight, mean = _mean(measures)
    if not weight:
        return LEAST
    if weight < 50:
        mean = min(mean, CAP_FEW)
    return mean if ceiling is None else min(mean, ceiling.value)


def assemble(key: Category, measures: Sequence[Measure], ceiling: Ceiling | None = None) -> CategoryScore:
    """The category with parts whose points, in hundredths, add up to the value shown.

    Points are weight × value of each judged component, scaled to the value shown (after caps and rounding) and
    rounded by the largest remainder. Without any evidence each component adds its weight × 1.0.
    """
    weight, mean = _mean(measures)
    exact = exact_value(measures, ceiling)
    shown = half_up(exact, 10)
    products = [
        m.weight * (m.value if weight and m.value is not None else 0 if weight else LEAST) for m in measures
    ]
    points = shared_out(products, shown * 10)
    parts = tuple(
        Part(
            key=m.key,
            title=m.title,
            weight=m.weight,
            share=100 * m.weight / weight if weight and m.value is not None else 0.0,
            value=m.value,
            points=hundredths / 100,
            k=m.k,
            n=m.n,
            note=m.note,
            capped=m.capped,
            ignored=m.ignored,
            evidence=m.records(),
        )
        for m, hundredths in zip(measures, points, strict=True)
    )
    if not weight:
        return CategoryScore(key, shown / 10, exact, "no evidence", "no evidence: 1.0", parts)
    thin = weight < 50
    notes = (
        [f"thin: only {weight} % of the weight has evidence, held at 3.0"] if thin and mean > CAP_FEW else []
    )
    if ceiling is not None and mean > ceiling.value:
        notes = [ceiling.reason]
    return CategoryScore(key, shown / 10, exact, "thin" if thin else "judged", "; ".join(notes), parts)


def _mean(measures: Sequence[Measure]) -> tuple[int, float]:
    """The weight in evidence (percent) and the mean value by weight, 0 without evidence."""
    weight, total = 0, 0.0
    for measure in measures:
        if measure.value is not None:
            weight += measure.weight
            total += measure.weight * measure.value
    return weight, total / weight if weight else 0.0
