"""The Execution Gap as it is shown: by week, pooled, by goal, and for the portfolio."""

from datetime import date
from typing import Literal, NamedTuple

from bef_tui.framework.rates import Confidence, confidence
from bef_tui.framework.words import Horizon

GoalState = Literal["no plan", "not started", "unknown", "on plan", "behind", "reached"]


class Forecast(NamedTuple):
    """The straight line through the last six values, read ahead."""

    slope: float
    """Units a day."""
    at_due: float | None
    """The value it reaches on the due date; None without a due date."""
    reaches: date | None
    """The day it reaches the target; None when it never does, or not within ten years."""


class WeekGap(NamedTuple):
    """How far a week stayed behind its frozen promises. Shares are 0 to 1 of the weight that is not excused."""

    week: str
    """The week."""
    closed: bool
    """Whether it is closed; in the running week open promises are no gap yet."""
    gap: float | None
    """Share of the weight late, missed or dropped: late + not done; None when nothing was promised."""
    late: float
    """The part of the gap that was done, but after its day."""
    not_done: float
    """The part of the gap that was not done."""
    k: int
    """Promises kept on time."""
    n: int
    """Promises not excused."""
    open: int
    """Promises still open (running week only)."""
    excused: int
    """Promises excused."""
    weight: float
    """Weight not excused."""
    done: int
    """All outcomes of the week, planned or not."""
    unplanned: int
    """Of these, the ones nobody had planned."""

    @property
    def unplanned_share(self) -> float | None:
        """Unplanned share of the week's outcomes; None when nothing was done."""
        return self.unplanned / self.done if self.done else None


class PooledGap(NamedTuple):
    """The headline: the last four closed weeks as one."""

    gap: float | None
    """Share of the weight late or not done, 0 to 1; None when nothing was promised."""
    late: float
    """The late part of the gap."""
    not_done: float
    """The part not done."""
    k: int
    """Promises kept on time."""
    n: int
    """Promises not excused."""
    trend: float | None
    """Gap less the gap of the four weeks before, in points (negative is better); None when either is missing."""
    unplanned_share: float | None
    """Unplanned share of these weeks' outcomes; None when nothing was done."""
    weeks: tuple[WeekGap, ...]
    """Up to eight closed weeks, oldest first, for the sparkline."""

    @property
    def confidence(self) -> Confidence:
        """How far the headline can be trusted."""
        return confidence(self.n)


class GoalGap(NamedTuple):
    """One goal against its plan."""

    id: int
    """Goal id."""
    label: str
    """Its name."""
    horizon: Horizon
    """``annual`` or ``90-day``."""
    rank: int | None
    """Its rank."""
    state: GoalState
    """``no plan``: metric, baseline, target, start or due is missing; ``unknown``: no update for 14 days."""
    expected: float | None = None
    """P: share of the way planned by today, 0 to 1."""
    actual: float | None = None
    """A: share of the way done, 0 to 1."""
    gap: float | None = None
    """Points behind plan, 0 to 100; None without a verdict."""
    slip: int | None = None
    """Days behind plan; None without a verdict."""
    silent: int | None = None
    """Days since the last update, or since the start before the first."""
    pace: float | None = None
    """Units a week still needed; None without a day left."""
    forecast: Forecast | None = None
    """Where the last six values lead; None is *no forecast*."""


class Portfolio(NamedTuple):
    """All active 90-day goals as one."""

    gap: float | None
    """Mean gap in points, weighted by 1/rank; None when no goal has a verdict."""
    behind: int
    """Goals behind."""
    judged: int
    """Goals with a verdict."""
    unknown: int
    """Goals without a recent update, or without a plan."""
    goals: tuple[GoalGap, ...]
    """All active goals, 90-day ones first, by rank."""


class ExecutionGap(NamedTuple):
    """The whole of it: the headline, the running week and the goals."""

    headline: PooledGap
    """The last four closed weeks pooled."""
    running: WeekGap
    """The running week, live."""
    portfolio: Portfolio
    """The goals against their plans."""
