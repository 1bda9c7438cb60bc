"""The Execution Gap: the distance between what was planned and what was accomplished, by week, goal and portfolio."""

from dataclasses import dataclass

from bef_tui.framework.facts import Facts
from bef_tui.framework.gap.goals import (
    BEHIND_POINTS,
    SILENT_DAYS,
    GoalGap,
    GoalState,
    Portfolio,
    goal_gap,
    portfolio,
)
from bef_tui.framework.gap.promises import PromiseVerdict, promises_of, verdicts, window_verdicts
from bef_tui.framework.gap.weeks import PooledGap, WeekGap, pooled_gap, week_gap


@dataclass(frozen=True, slots=True)
class ExecutionGap:
    """The whole of it: the headline, the running week and the goals."""

    headline: PooledGap
    """The last four closed weeks pooled."""
    running: WeekGap
    """The running week, live."""
    portfolio: Portfolio
    """The goals against their plans."""


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
