"""The footer offers only keys that do something where one is: none that would be typed instead."""

import pytest
from textual.widgets import Input

from bef_tui.data.store import Store
from bef_tui.framework.weeks import Now
from bef_tui.services import company, execution
from bef_tui.services.review import open_review
from tests.screens.conftest import Open


@pytest.fixture(autouse=True)
def prepared(store: Store, now: Now) -> None:
    store.write(company.prepare, now=now)
    store.write(execution.add_task, now=now, title="call Lin", due=now.today)


@pytest.mark.parametrize(
    ("screen", "keys"),
    [("execution", ("a",)), ("execution", ("A",)), ("execution", ("e",)), ("home", ("slash",))],
)
async def test_while_one_types_no_letter_is_offered(opened: Open, screen: str, keys: tuple[str, ...]) -> None:
    async with opened(screen) as user:
        await user.press(*keys)
        assert isinstance(user.app.focused, Input)
        words = user.lines("KeyFooter").split()
        assert words
        assert not [word for word in words if len(word) == 1 and word.isascii()]


async def test_in_the_review_too(opened: Open, store: Store, now: Now) -> None:
    store.write(open_review, mode="express", now=now)
    async with opened("review") as user:
        for _ in range(8):
            await user.press("enter")
            if isinstance(user.app.focused, Input):
                break
        typing = isinstance(user.app.focused, Input)
        words = user.lines("KeyFooter").split()
        assert "u" not in words if typing else words
