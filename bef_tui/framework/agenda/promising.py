"""How much a week can hold, and what may become of a missed promise."""

from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.facts import Facts
from bef_tui.framework.gap.promises import verdicts
from bef_tui.framework.words import FATES, Fate

GOOD_OUTCOMES = (3, 5)
MOST_OUTCOMES = 7
OVER_CAPACITY = 1.2
CARRIED_ENOUGH = 3
"""Carried so often, a commitment may not simply be promised again."""


def capacity(facts: Facts) -> float | None:
    """The four-week kept average: promises kept, also late, a week; None before any week with promises is closed."""
    weeks = [verdicts(facts, week) for week in facts.window]
    promised = [week for week in weeks if week]
    if not promised:
        return None
    return sum(verdict in ("kept", "late") for week in promised for _, verdict in week) / len(promised)


def commit_warnings(outcomes: int, able: float | None) -> tuple[str, ...]:
    """What the app says about the number of outcomes before they are frozen; only over seven the week is refused."""
    low, high = GOOD_OUTCOMES
    said = []
    if able is not None and outcomes > max(1.0, OVER_CAPACITY * able):
        said.append(f"{outcomes} outcomes, but you kept {able:.1f} a week: promise less")
    if outcomes > MOST_OUTCOMES:
        said.append(f"{outcomes} outcomes: over {MOST_OUTCOMES} is no prioritisation")
    elif outcomes > high:
        said.append(f"{outcomes} outcomes: three to five are kept more often")
    elif 0 < outcomes < low:
        said.append(f"{outcomes} outcome{'s' if outcomes > 1 else ''}: three to five move a business")
    return tuple(said)


def fates_for(carried: int) -> tuple[Fate, ...]:
    """What may become of a missed commitment; carried three times it may not simply be promised again."""
    return tuple(fate for fate in FATES if fate != "recommit" or carried < CARRIED_ENOUGH)


def check_fate(fate: Fate, carried: int) -> None:
    """RuleBroken when a commitment carried three times is to be promised again as it is."""
    if fate not in fates_for(carried):
        text = f"carried {carried} times: shrink it, delegate it, drop it or raise an issue"
        raise RuleBroken(text, field="fate")
