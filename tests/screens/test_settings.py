"""What a person wrote into the settings file and the app cannot follow is said, and bef starts all the same."""

from bef_tui.app import BefApp
from bef_tui.screens.desk import Desk
from tests.screens.conftest import User, wait_for


async def test_a_command_that_does_not_exist_is_named(desk: Desk) -> None:
    app = BefApp(desk, None, offer_set_up=False, keymap={"record.done": "x", "task.compleet": "y"})
    async with app.run_test() as pilot:
        user = User(pilot, app)
        await wait_for(pilot, lambda: bool(user.said()))
        assert user.said() == ["config.toml [keys]: there is no command task.compleet"]


async def test_a_theme_that_does_not_exist_is_named(desk: Desk) -> None:
    app = BefApp(desk, None, offer_set_up=False, theme="midnight")
    async with app.run_test() as pilot:
        user = User(pilot, app)
        await wait_for(pilot, lambda: bool(user.said()))
        assert "midnight" in user.said()[0]
        assert app.theme == "bef-dark"
