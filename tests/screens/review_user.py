"""What the tests of the review share: keys that have settled, and where the review stands."""

from bef_tui.data.store import Store
from bef_tui.framework.agenda import StepKey
from bef_tui.framework.words import ReviewMode
from bef_tui.services import execution, review
from bef_tui.widgets.panel import Panel
from tests.screens.conftest import User, wait_for
from tests.screens.review_week import FRIDAY

COMING = "2026-W48"


async def press(user: User, *keys: str) -> None:
    """Press keys one after the other; each has done what it does before the next."""
    for key in keys:
        await user.press(key)
        await wait_for(user.pilot, lambda: not user.app._type_ahead._held)
        await user.pilot.pause()


async def line(user: User, text: str) -> None:
    """Type a line into the dialog in front and save it."""
    await press(user, *("space" if sign == " " else sign for sign in text), "enter")


def step(user: User) -> str:
    """Where the review stands, as its frame says."""
    return str(user.app.screen.query_one("#step-panel", Panel).border_title)


def left(user: User) -> str:
    """What the lower edge says is left to do."""
    return str(user.app.screen.query_one("#step-panel", Panel).border_subtitle)


def view(store: Store) -> review.ReviewView:
    """The review that is open."""
    review_id = store.read(review.running)
    assert review_id is not None
    return store.read(review.review_view, review_id)


def states(store: Store) -> dict[str, str]:
    """The steps of the open review: open, done or passed."""
    return {one.key: one.state for one in view(store).steps}


def at(store: Store, key: StepKey, mode: ReviewMode = "full") -> int:
    """A review that stands at a step."""
    review_id: int = store.write(review.open_review, now=FRIDAY, mode=mode)
    store.write(review.go, review_id, key)
    return review_id


def coming(store: Store) -> list[execution.CommitmentRow]:
    """What is promised for the week after."""
    return list(store.read(execution.promises, COMING))
