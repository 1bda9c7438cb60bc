"""The Execution Score: facts in, a Scorecard out whose parts add up to what is shown."""

from bef_tui.framework.facts import Facts
from bef_tui.framework.rates import half_up
from bef_tui.framework.score import accountability, clarity, communication, measurement, systems
from bef_tui.framework.score.measures import Ceiling, Measure, assemble, exact_value
from bef_tui.framework.verdict.score import (
    BAND_SHORT,
    BAND_WORDS,
    CATEGORY_TITLES,
    Band,
    CategoryScore,
    CategoryState,
    Part,
    Scorecard,
)
from bef_tui.framework.words import CATEGORIES, Category

_ROOMS = {
    "clarity": clarity.measures,
    "communication": communication.measures,
    "accountability": accountability.measures,
    "systems": systems.measures,
    "measurement": measurement.measures,
}


def scorecard(facts: Facts) -> Scorecard:
    """The Execution Score of ``facts.today``, with its reasons and the records behind them."""
    return Scorecard(facts.today, facts.week, tuple(category(facts, key) for key in CATEGORIES))


def category(facts: Facts, key: Category) -> CategoryScore:
    """One category with its parts."""
    return assemble(key, _ROOMS[key](facts), _ceiling(facts, key))


def exact(facts: Facts, key: Category) -> float:
    """One category's value before rounding, without its reasons: for asking *what if*."""
    return exact_value(_ROOMS[key](facts), _ceiling(facts, key))


def total(facts: Facts) -> float:
    """The total as shown, without its reasons."""
    return sum(half_up(exact(facts, key), 10) for key in CATEGORIES) / 10


def _ceiling(facts: Facts, key: Category) -> Ceiling | None:
    if key == "communication":
        return communication.ceiling(facts)
    return systems.ceiling(facts) if key == "systems" else None


__all__ = [
    "BAND_SHORT",
    "BAND_WORDS",
    "CATEGORY_TITLES",
    "Band",
    "CategoryScore",
    "CategoryState",
    "Measure",
    "Part",
    "Scorecard",
    "category",
    "exact",
    "scorecard",
    "total",
]
