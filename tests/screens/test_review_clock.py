"""The clock of the review: active time, the same after the process was killed, and the hard stop."""

import pytest

from bef_tui.data.store import Store
from bef_tui.framework.agenda import STEPS
from bef_tui.framework.weeks import Now
from bef_tui.screens.desk import Desk
from bef_tui.screens.review import clock as clock_module
from bef_tui.screens.review.clock import Clock
from bef_tui.services import review
from bef_tui.services.review import ReviewView, StepView
from tests.screens import review_week
from tests.screens.conftest import Open
from tests.screens.review_user import at, press, step, view
from tests.screens.review_week import FRIDAY


@pytest.fixture
def now() -> Now:
    return FRIDAY


class Hand:
    """A hand on the clock."""

    def __init__(self) -> None:
        self.time = 1000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def hand(monkeypatch: pytest.MonkeyPatch) -> Hand:
    moved = Hand()
    monkeypatch.setattr(clock_module, "monotonic", moved)
    return moved


def standing(seconds: int = 0) -> ReviewView:
    """A review that stands at Numbers, in which so many seconds are written."""
    steps = tuple(
        StepView(s.key, s.number, s.title, s.minutes, "open", seconds if s.key == "numbers" else 0)
        for s in STEPS
    )
    return ReviewView(1, "2026-W47", "full", "numbers", seconds, 27, steps)


def test_it_counts_from_key_to_key_but_no_pause_over_two_minutes(desk: Desk, hand: Hand) -> None:
    clock = Clock(desk)
    clock.at(standing())
    assert clock.tick(standing(), 1070.0)  # read for 70 seconds, then a key
    assert clock.spent("numbers") == 70
    assert not clock.tick(standing(), 1070.0)  # nobody is there: nothing to draw, nothing to keep
    assert clock.tick(standing(), 1071.0 + 120)  # away for more than two minutes
    assert clock.spent("numbers") == 70
    clock.tick(standing(), 1195.0)
    assert clock.total == 74


def test_a_killed_process_has_it_still(desk: Desk, hand: Hand) -> None:
    clock = Clock(desk)
    clock.at(standing())
    clock.tick(standing(), 1042.0)
    again = Clock(desk)
    again.at(standing())
    assert again.spent("numbers") == 42


def test_what_was_written_by_then_is_not_counted_twice(desk: Desk, hand: Hand) -> None:
    """Killed after the step was written and before the draft was cleared."""
    clock = Clock(desk)
    clock.at(standing())
    assert clock.take(standing(), 1042.0) == 42
    again = Clock(desk)
    again.at(standing(42))
    assert again.total == 42


def test_time_elsewhere_is_not_the_reviews(desk: Desk, hand: Hand) -> None:
    clock = Clock(desk)
    clock.at(standing())
    hand.time = 1100.0
    clock.rest()
    clock.tick(standing(), 1105.0)
    assert clock.total == 5


async def test_the_hard_stop_leads_to_commit_and_interrupts_nothing(opened: Open, store: Store) -> None:
    store.write(review_week.busy, now=FRIDAY)
    review_id = at(store, "goals")
    store.write(review.add_seconds, review_id, "goals", 30 * 60)
    async with opened("review", (80, 24)) as user:
        assert step(user) == "4 Goals"
        assert "30:00 · stop at 30:00, n goes to Commit" in user.lines("#rail")
        await press(user, "n")
        assert step(user) == "8 Commit"
        assert {s.key: s.state for s in view(store).steps}["goals"] == "open"
