"""The nine steps of the weekly review: order, time boxes, what they show and ask, and the modes they belong to."""

from dataclasses import dataclass
from typing import Literal, get_args

from bef_tui.framework.words import ReviewMode

StepKey = Literal["land", "numbers", "said_did", "goals", "people", "systems", "solve", "commit", "close"]
STEP_KEYS: tuple[StepKey, ...] = get_args(StepKey)
FULL: tuple[ReviewMode, ...] = ("full", "monthly", "quarterly")
EVERY: tuple[ReviewMode, ...] = ("full", "express", "monthly", "quarterly")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the weekly review."""

    number: int
    """1 to 9."""
    key: StepKey
    """Its key, kept with the review."""
    title: str
    """Its name."""
    minutes: int
    """Its time box in a full review."""
    express: int
    """Its time box in an express review; 0 when it is not part of it."""
    shows: str
    """What is shown."""
    records: str
    """What is asked and recorded."""
    done: str
    """When it is done, in words."""
    monthly: str = ""
    """What a monthly review adds to it."""
    quarterly: str = ""
    """What a quarterly review adds to it."""

    @property
    def modes(self) -> tuple[ReviewMode, ...]:
        """The modes that include it."""
        return EVERY if self.express else FULL

    def box(self, mode: ReviewMode) -> int:
        """Its time box in minutes."""
        return self.express if mode == "express" else self.minutes

    def adds(self, mode: ReviewMode) -> str:
        """What this mode adds to it; empty for full and express."""
        return self.monthly if mode == "monthly" else self.quarterly if mode == "quarterly" else ""


STEPS: tuple[Step, ...] = (
    Step(
        1,
        "land",
        "Land",
        1,
        0,
        "last week's headline and score",
        "wins, one headline",
        "you go on",
        "the trends of thirteen weeks and the Pareto of miss reasons",
        "the trends of thirteen weeks and the Pareto of miss reasons",
    ),
    Step(
        2,
        "numbers",
        "Numbers",
        3,
        3,
        "due KPIs, lead before lag, eight weeks, target, signal",
        "a value, or “no data” with why; off track becomes an issue",
        "all due KPIs are answered",
    ),
    Step(
        3,
        "said_did",
        "Said / did",
        4,
        3,
        "frozen commitments with what the records saw, late ones, times carried, the live gap",
        "kept, missed or dropped; a reason for each miss, and its fate",
        "all commitments are closed",
    ),
    Step(
        4,
        "goals",
        "Goals",
        3,
        0,
        "each 90-day goal: expected, actual, forecast, commitments spent, stuck",
        "current value, milestones, a note; pause or drop with a reason",
        "each goal is touched",
        quarterly="the grade of each 90-day goal that ends",
    ),
    Step(
        5,
        "people",
        "People",
        3,
        0,
        "overdue follow-ups, going cold, never touched, pipeline by stage",
        "touches, next touch, closed as won or lost",
        "no open contact is without a next touch",
    ),
    Step(
        6,
        "systems",
        "Systems",
        2,
        0,
        "missed and failed runs, steps skipped most, SOPs due for review, work repeated without an SOP",
        "one process fix, or “none needed”",
        "one decision is made",
    ),
    Step(
        7,
        "solve",
        "Solve",
        6,
        0,
        "issues by impact, age and goal gap; at most three",
        "cause, decision, one action with owner and date; or park",
        "one to three issues are decided",
    ),
    Step(
        8,
        "commit",
        "Commit",
        4,
        3,
        "candidates: misses, next milestones, lead KPIs off track, issue actions; capacity",
        "three to five outcomes with their three answers, linked to a goal or KPI; one thing not to do",
        "at least one outcome is promised; then the list is frozen",
    ),
    Step(
        9,
        "close",
        "Close",
        1,
        1,
        "score before and after, and which records moved it; audit items changed; weeks in a row",
        "rating 1 to 10, one improvement; the report is written",
        "it is saved, backed up, and the next date is set",
        quarterly="the ten audit items and the five self-ratings",
    ),
)


def steps_of(mode: ReviewMode) -> tuple[Step, ...]:
    """The steps of a review: nine, or 2, 3, 8 and 9 for express."""
    return tuple(step for step in STEPS if mode in step.modes)


def step(key: StepKey) -> Step:
    """The step of this key."""
    return STEPS[STEP_KEYS.index(key)]


def minutes_of(mode: ReviewMode) -> int:
    """All boxes together: 27, or 10 for express."""
    return sum(found.box(mode) for found in steps_of(mode))
