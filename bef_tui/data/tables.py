"""All table modules: whoever uses one table needs the ones that it refers to."""

from bef_tui.data import (
    execution,
    history,
    improvement,
    measurement,
    people,
    planning,
    reviews,
    systems,
    totals,
    vision,
)

MODULES = (vision, planning, systems, execution, measurement, improvement, people, reviews, history, totals)
