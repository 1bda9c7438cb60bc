"""The Execution Gap of goals: attainment against the plan curve, and the portfolio weighted by rank."""

from datetime import date

from bef_tui.framework.facts import Facts, GoalFact
from bef_tui.framework.forecast import (
    attainment,
    forecast,
    gap_points,
    pace_needed,
    plan_share,
    slip_days,
)
from bef_tui.framework.verdict.gap import GoalGap, GoalState, Portfolio

SILENT_DAYS = 14
"""After this many days without an update a goal is *unknown*."""
BEHIND_POINTS = 10.0
"""From this gap on a goal, or the portfolio, is called behind."""


def goal_gap(goal: GoalFact, today: date) -> GoalGap:
    """One goal against its plan, as of a day."""
    base, target, start, due = goal.baseline, goal.target, goal.start, goal.due
    if base is None or target is None or start is None or due is None:
        return GoalGap(goal.id, goal.label, goal.horizon, goal.rank, "no plan")
    expected = plan_share(start, due, today)
    silent = max(0, (today - (goal.current_on or start)).days)
    way = goal.direction if base == target else "up" if target > base else "down"
    ahead = forecast(goal.values, target, due, way)
    current = base if goal.current is None else goal.current
    actual = attainment(base, target, current, goal.direction)
    state = _state(goal, today, start, silent, actual, gap_points(expected, actual))
    judged = state in ("on plan", "behind", "reached")
    known = goal.current is not None
    return GoalGap(
        id=goal.id,
        label=goal.label,
        horizon=goal.horizon,
        rank=goal.rank,
        state=state,
        expected=expected,
        actual=actual if known or judged else None,
        gap=gap_points(expected, actual) if judged else None,
        slip=slip_days(start, due, today, actual) if judged else None,
        silent=silent,
        pace=pace_needed(current, target, due, today) if actual < 1 else None,
        forecast=ahead,
    )


def portfolio(facts: Facts) -> Portfolio:
    """Every active goal against its plan; the mean is over the 90-day goals with a verdict, weighted by 1/rank."""
    gaps = [goal_gap(goal, facts.today) for goal in facts.goals]
    last = 1 + max((g.rank or 0 for g in gaps), default=0)
    gaps.sort(key=lambda g: (g.horizon == "annual", g.rank or last, g.id))
    short = [g for g in gaps if g.horizon == "90-day"]
    weighted = [(g.gap, 1 / (g.rank or last)) for g in short if g.gap is not None]
    weight = sum(w for _, w in weighted)
    return Portfolio(
        gap=sum(gap * w for gap, w in weighted) / weight if weighted else None,
        behind=sum(g.state == "behind" for g in short),
        judged=len(weighted),
        unknown=sum(g.state in ("unknown", "no plan") for g in short),
        goals=tuple(gaps),
    )


def _state(goal: GoalFact, today: date, start: date, silent: int, actual: float, gap: float) -> GoalState:
    if actual >= 1 and goal.current is not None:
        return "reached"
    if today < start:
        return "not started"
    if silent >= SILENT_DAYS:
        return "unknown"
    return "behind" if gap >= BEHIND_POINTS else "on plan"
