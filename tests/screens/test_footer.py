"""The footer offers only keys that do something where one is: none that would be typed instead."""

import pytest
from textual.widgets import Input, TextArea

from bef_tui.app import BefApp
from bef_tui.data.store import Store
from bef_tui.framework.agenda import StepKey
from bef_tui.framework.weeks import Now
from bef_tui.screens.desk import Desk
from bef_tui.services import company, execution
from bef_tui.services.review import go, open_review
from tests.screens.conftest import Open, User, wait_for


@pytest.fixture(autouse=True)
def prepared(store: Store, now: Now) -> None:
    store.write(company.prepare, now=now)
    store.write(execution.add_task, now=now, title="call Lin", due=now.today)


def offered(user: User) -> list[str]:
    """The words of the footer."""
    return user.lines("KeyFooter").split()


def typed(user: User) -> list[str]:
    """The keys it offers that would be typed into a field."""
    return [word for word in offered(user) if len(word) == 1 and word.isascii()]


@pytest.mark.parametrize(
    ("screen", "keys"),
    [("execution", ("a",)), ("execution", ("A",)), ("execution", ("e",)), ("home", ("slash",))],
)
async def test_while_one_types_no_letter_is_offered(opened: Open, screen: str, keys: tuple[str, ...]) -> None:
    async with opened(screen) as user:
        await user.press(*keys)
        assert isinstance(user.app.focused, Input)
        assert offered(user)
        assert not typed(user)


@pytest.mark.parametrize("key", ["land", "close"])
async def test_in_the_forms_of_the_review_too(opened: Open, store: Store, now: Now, key: StepKey) -> None:
    review_id = store.write(open_review, mode="full", now=now)
    store.write(go, review_id, key)
    async with opened("review") as user:
        fields = 0
        while isinstance(user.app.focused, Input | TextArea):
            fields += 1
            assert offered(user)
            assert not typed(user)
            await user.press("tab")
        assert fields == len(user.asked())
        assert "u" in typed(user)  # on the pane letters are commands


async def test_nor_is_a_key_of_the_users_own(desk: Desk, store: Store, now: Now) -> None:
    store.write(go, store.write(open_review, mode="full", now=now), "land")
    app = BefApp(
        desk, None, start="review", offer_set_up=False, keymap={"review.rest": "plus", "app.undo": "Z"}
    )
    async with app.run_test(size=(100, 30)) as pilot:
        user = User(pilot, app)
        await wait_for(pilot, lambda: isinstance(app.focused, TextArea))
        await user.press("home")
        assert not typed(user)
