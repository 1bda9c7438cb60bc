"""The cheapest next move: the one record whose change raises the total most."""

from collections.abc import Iterator

from bef_tui.framework.diagnosis.changes import Change, counted_changes
from bef_tui.framework.diagnosis.goal_changes import goal_changes
from bef_tui.framework.diagnosis.rhythm_changes import rhythm_changes
from bef_tui.framework.facts import Facts
from bef_tui.framework.rates import half_up
from bef_tui.framework.score import exact
from bef_tui.framework.verdict.said import NextMove
from bef_tui.framework.verdict.score import Scorecard


def changes(facts: Facts) -> Iterator[Change]:
    """Every record that could be mended today, the counted ones first."""
    yield from counted_changes(facts)
    yield from goal_changes(facts)
    yield from rhythm_changes(facts)


def next_move(facts: Facts, card: Scorecard) -> NextMove | None:
    """The one record whose change raises the total as shown most, by judging again; None when none does.

    Of equal gains the greater before rounding wins, then the one found first.
    """
    best: NextMove | None = None
    seen: set[tuple[object, ...]] = set()
    for change in changes(facts):
        if change.effect in seen:
            continue
        seen.add(change.effect)
        move = _judged(facts, card, change)
        if move.exact > 1e-9 and (best is None or (move.gain, move.exact) > (best.gain, best.exact + 1e-9)):
            best = move
    return best


def _judged(facts: Facts, card: Scorecard, change: Change) -> NextMove:
    after = change.apply(facts)
    shown, gain, most = 0, 0.0, 0.0
    category = min(change.rooms)
    for key in sorted(change.rooms):
        before, now = card.category(key).exact, exact(after, key)
        shown += half_up(now, 10) - half_up(before, 10)
        gain += now - before
        if now - before > most:
            category, most = key, now - before
    return NextMove(change.kind, change.id, change.label, change.text, category, shown / 10, gain)
