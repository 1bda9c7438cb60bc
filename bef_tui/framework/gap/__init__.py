"""The Execution Gap: the distance between what was planned and what was accomplished, by week, goal and portfolio."""

from bef_tui.framework.facts import Facts
from bef_tui.framework.gap.goals import BEHIND_POINTS, SILENT_DAYS, goal_gap, portfolio
from bef_tui.framework.gap.promises import PromiseVerdict, promises_of, verdicts, window_verdicts
from bef_tui.framework.gap.weeks import pooled_gap, week_gap
from bef_tui.framework.verdict.gap import ExecutionGap, GoalGap, GoalState, PooledGap, Portfolio, WeekGap


def execution_gap(facts: Facts) -> ExecutionGap:
    """The Execution Gap of the business as of ``facts.today``."""
    return ExecutionGap(pooled_gap(facts), week_gap(facts, facts.week), portfolio(facts))


__all__ = [
    "BEHIND_POINTS",
    "SILENT_DAYS",
    "ExecutionGap",
    "GoalGap",
    "GoalState",
    "PooledGap",
    "Portfolio",
    "PromiseVerdict",
    "WeekGap",
    "execution_gap",
    "goal_gap",
    "pooled_gap",
    "portfolio",
    "promises_of",
    "verdicts",
    "week_gap",
    "window_verdicts",
]
