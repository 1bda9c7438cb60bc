"""When each step of the weekly review is done, and how its time is counted."""

from dataclasses import dataclass

from bef_tui.framework.agenda.steps import StepKey

HARD_STOP = 30
"""Minutes of active time after which a review is over."""
IDLE_SECONDS = 120
"""A pause longer than this is not active time."""


@dataclass(frozen=True, slots=True)
class StepFacts:
    """What the records say about one running review: counts of the week reviewed, at this moment."""

    landed: bool = False
    """Step 1 was passed with enter."""
    kpis_due: int = 0
    """KPIs due in the week."""
    kpis_answered: int = 0
    """Of these, with a value or "no data" with why."""
    promises: int = 0
    """Frozen commitments of the week."""
    promises_open: int = 0
    """Of these, neither kept, missed nor dropped."""
    misses: int = 0
    """Missed ones without a reason or without a fate."""
    goals: int = 0
    """Active 90-day goals."""
    goals_touched: int = 0
    """Of these, with a value, milestone, note, pause or drop in this review."""
    contacts_open: int = 0
    """Open contacts."""
    contacts_without_next: int = 0
    """Of these, without a next touch."""
    follow_ups_overdue: int = 0
    """Overdue follow-ups: shown, they do not hold the step up."""
    systems_attention: int = 0
    """Missed or failed runs, skipped steps, SOPs due for review, repeated work."""
    systems_decided: bool = False
    """One process fix, or "none needed"."""
    issues_open: int = 0
    """Issues open when the step began and still undecided."""
    issues_decided: int = 0
    """Issues decided or parked in this review."""
    outcomes: int = 0
    """Commitments chosen for the coming week."""
    outcomes_incomplete: int = 0
    """Of these, with one of the three answers missing."""
    frozen: bool = False
    """The list for the coming week is frozen."""
    rated: bool = False
    """The rating is given."""
    saved: bool = False
    """The snapshot and the report are written."""
    backed_up: bool = False
    """The backup is taken."""
    next_set: bool = False
    """The date of the next review is set."""


def nothing_to_do(key: StepKey, facts: StepFacts) -> bool:
    """Whether a step is ticked and passed by itself, and shown as checked. Land, Commit and Close never are."""
    empty = {
        "numbers": not facts.kpis_due,
        "said_did": not facts.promises,
        "goals": not facts.goals,
        "people": not facts.contacts_without_next and not facts.follow_ups_overdue,
        "systems": not facts.systems_attention,
        "solve": not facts.issues_open and not facts.issues_decided,
    }
    return empty.get(key, False)


def left_to_do(key: StepKey, facts: StepFacts) -> str:
    """What still keeps a step from being done, in words for the user; empty when it is done."""
    if nothing_to_do(key, facts):
        return ""
    left: dict[StepKey, tuple[tuple[bool, str], ...]] = {
        "land": ((not facts.landed, "press enter to begin"),),
        "numbers": ((facts.kpis_answered < facts.kpis_due, _numbers_left(facts)),),
        "said_did": (
            (facts.promises_open > 0, f"{facts.promises_open} still to be kept, missed or dropped"),
            (facts.misses > 0, f"{facts.misses} missed without a reason or a fate"),
        ),
        "goals": (
            (
                facts.goals_touched < facts.goals,
                f"{_count(facts.goals - facts.goals_touched, 'goal')} not yet touched",
            ),
        ),
        "people": (
            (
                facts.contacts_without_next > 0,
                f"{_count(facts.contacts_without_next, 'contact')} without a next touch",
            ),
        ),
        "systems": ((not facts.systems_decided, "decide one process fix, or that none is needed"),),
        "solve": ((not facts.issues_decided, "decide one issue, or park it"),),
        "commit": (
            (not facts.outcomes, "promise at least one outcome"),
            (
                facts.outcomes_incomplete > 0,
                f"{_count(facts.outcomes_incomplete, 'outcome')} without one of the three answers",
            ),
            (not facts.frozen, "freeze the list"),
        ),
        "close": (
            (not facts.rated, "rate the week from 1 to 10"),
            (not facts.saved, "the report is not written yet"),
            (not facts.backed_up, "the backup is not taken yet"),
            (not facts.next_set, "set the date of the next review"),
        ),
    }
    return "; ".join(words for missing, words in left[key] if missing)


def done_when(key: StepKey, facts: StepFacts) -> bool:
    """Whether a step is done."""
    return not left_to_do(key, facts)


def active_seconds(since_last_key: float) -> float:
    """How much of the time since the last key counts: all of it, or none after more than two idle minutes."""
    return since_last_key if 0 <= since_last_key <= IDLE_SECONDS else 0.0


def is_over(active: float) -> bool:
    """Whether the hard stop of thirty active minutes is reached; ``active`` in seconds."""
    return active >= HARD_STOP * 60


def _numbers_left(facts: StepFacts) -> str:
    return f"{_count(facts.kpis_due - facts.kpis_answered, 'number')} still due"


def _count(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
