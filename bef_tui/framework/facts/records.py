"""The short lists that are handed over whole: goals, KPIs, commitments, reviews and weeks."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from bef_tui.framework.words import CommitmentState, Direction, Horizon, KpiCadence, KpiKind, ReviewMode

GOAL_LIMIT = 50
"""At most this many active goals are handed over, best ranked first."""
KPI_LIMIT = 60
"""At most this many active KPIs are handed over, lead before lag."""
POINT_LIMIT = 60
"""At most this many newest values of one KPI are handed over (26 are enough unless it is a daily one)."""


@dataclass(frozen=True, slots=True)
class GoalFact:
    """One goal with status *active*, annual or 90-day, with its plan curve as frozen when it was activated."""

    id: int
    """Goal id."""
    label: str
    """Its name, cut to 80 characters."""
    horizon: Horizon
    """``annual`` or ``90-day``."""
    rank: int | None = None
    """Its rank among the active goals of its horizon, 1 first; None when it has none."""
    owned: bool = False
    """It has an owner."""
    metric: bool = False
    """A KPI measures it (it has a target row, or a metric named)."""
    unit: bool = False
    """That metric has a unit."""
    why: bool = False
    """Its why is written."""
    known: bool = False
    """*How we will know* is written."""
    baseline: float | None = None
    """The value it started from, of the target now in force, in the KPI's unit (money in minor units)."""
    target: float | None = None
    """The value it is to reach, of the target now in force, same unit."""
    current: float | None = None
    """The newest value of its KPI, same unit; None before the first."""
    current_on: date | None = None
    """The last day of the period of that value, or the day it was noted in a review, whichever is later."""
    values: tuple[tuple[date, float], ...] = ()
    """Its KPI's newest values since the start, oldest first, at most 13; the day is the last of the period."""
    direction: Direction = "up"
    """Of its KPI; asked only when baseline and target are the same (a value to be held)."""
    start: date | None = None
    """First day of the plan curve, frozen at activation."""
    due: date | None = None
    """Last day of the plan curve, frozen at activation; None when there never was one."""
    loosened_on: date | None = None
    """First day after the 14th day of its life on which metric, target or due was loosened; None when never.
    Loosened: a target nearer to the baseline, a later due, another metric."""
    lead: bool = False
    """At least one active lead KPI belongs to it (as its metric or by a target)."""
    lag: bool = False
    """At least one active lag KPI belongs to it (as its metric or by a target)."""
    parent_id: int | None = None
    """The annual goal above it."""


class KpiPoint(NamedTuple):
    """One answered period of a KPI; a named tuple, for there are many of them and they are compared."""

    ends: date
    """Last day of the period."""
    value: float | None
    """The value in the KPI's unit; None for *no data* (with its why, the form demands it)."""
    target: float | None
    """The target in force at the end of the period; None without one."""
    recorded_on: date
    """The founder's day on which it was first recorded."""
    imported: bool = False
    """It came from an import: drawn and used for signals, but no kept promise."""


@dataclass(frozen=True, slots=True)
class KpiFact:
    """One active KPI with its newest periods."""

    id: int
    """KPI id."""
    label: str
    """Its name, cut to 80 characters."""
    kind: KpiKind
    """``lead`` or ``lag``."""
    direction: Direction
    """``up`` when more is better."""
    cadence: KpiCadence
    """daily, weekly or monthly."""
    since: date
    """The day from which entries are due (its creation)."""
    owned: bool = False
    """It has an owner."""
    target: float | None = None
    """The target in force today."""
    points: tuple[KpiPoint, ...] = ()
    """The newest answered periods, oldest first, at most ``POINT_LIMIT``."""
    answers: tuple[date, ...] = ()
    """Days, in the last ten weeks, on which an issue on this KPI was raised or decided, or an experiment begun."""


@dataclass(frozen=True, slots=True)
class CommitmentFact:
    """One frozen commitment of ``Facts.closed`` or of the running week. Drafts are not handed over."""

    id: int
    """Commitment id."""
    label: str
    """The outcome, cut to 80 characters."""
    week: str
    """The week it was promised for."""
    state: CommitmentState
    """open, kept, missed or dropped. Still open in a closed week counts as not done."""
    weight: float = 1.0
    """Its weight in the week, above 0."""
    due: date | None = None
    """The day promised; None means the last day of the week."""
    closed_on: date | None = None
    """The founder's day on which it was kept, missed or dropped."""
    reason: str = ""
    """Why it was missed or dropped: one of ``MISS_REASONS`` or the founder's words."""
    linked: bool = False
    """It names a KPI, or a goal that was active when it was frozen (read from the frozen row, not from today's)."""
    goal_id: int | None = None
    """The goal it serves."""
    owned: bool = True
    """It has an owner."""
    carried: int = 0
    """How many weeks it has been carried already."""
    imported: bool = False
    """It came from an import: shown, never judged."""


@dataclass(frozen=True, slots=True)
class ReviewFact:
    """The review of one of ``Facts.closed``. A week without a review has none."""

    id: int
    """Review id."""
    week: str
    """The week reviewed."""
    mode: ReviewMode
    """full, express, monthly or quarterly."""
    closed_on: date | None = None
    """The founder's day on which it was closed; None while it is open (then it does not count)."""
    late: bool = False
    """Closed after the week that follows, or together with other missed weeks."""
    shared: bool = False
    """Its report was exported or shared."""


@dataclass(frozen=True, slots=True)
class WeekFact:
    """What else was done in one of ``Facts.closed``, or in the running week."""

    week: str
    """The week."""
    done: int = 0
    """Outcomes done in it: promises kept plus tasks done that belong to no promise; imports left out."""
    unplanned: int = 0
    """Of these, the ones nobody had planned: tasks without plan, milestone, goal or promise, and outcomes added
    after the week was frozen."""
