"""The weekly review: 27 minutes in nine boxes, hard stop at 30, and when each step is done."""

from bef_tui.framework.agenda.done import (
    HARD_STOP,
    IDLE_SECONDS,
    StepFacts,
    active_seconds,
    done_when,
    is_over,
    left_to_do,
    nothing_to_do,
)
from bef_tui.framework.agenda.promising import (
    CARRIED_ENOUGH,
    GOOD_OUTCOMES,
    MOST_OUTCOMES,
    OVER_CAPACITY,
    capacity,
    check_fate,
    commit_warnings,
    fates_for,
)
from bef_tui.framework.agenda.steps import STEP_KEYS, STEPS, Step, StepKey, minutes_of, step, steps_of

__all__ = [
    "CARRIED_ENOUGH",
    "GOOD_OUTCOMES",
    "HARD_STOP",
    "IDLE_SECONDS",
    "MOST_OUTCOMES",
    "OVER_CAPACITY",
    "STEPS",
    "STEP_KEYS",
    "Step",
    "StepFacts",
    "StepKey",
    "active_seconds",
    "capacity",
    "check_fate",
    "commit_warnings",
    "done_when",
    "fates_for",
    "is_over",
    "left_to_do",
    "minutes_of",
    "nothing_to_do",
    "step",
    "steps_of",
]
