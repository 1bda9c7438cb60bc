"""The settings file: what one chooses is kept; what the app cannot follow is said, and bef starts all the same."""

from pathlib import Path

import pytest

from bef_tui import config
from bef_tui.app import BefApp
from bef_tui.screens.desk import Desk
from tests.screens.conftest import User, wait_for
from tests.screens.terminal_user import TerminalUser


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


async def choose_theme(user: User, name: str) -> None:
    """Choose a theme in the palette, by its keys."""
    await user.press("ctrl+p")
    await user.type("theme")
    await user.press("down", "enter")
    await user.type(name)
    await user.press("down", "enter")
    await wait_for(user.pilot, lambda: user.app.theme == name)
    await user.pilot.pause()


@pytest.mark.parametrize("said", ["", "The theme is not kept."])
async def test_a_theme_that_is_chosen_is_kept_or_that_is_said(desk: Desk, said: str) -> None:
    kept: list[str] = []

    def keep(name: str) -> str:
        kept.append(name)
        return said

    app = BefApp(desk, None, offer_set_up=False, theme="bef-light", keep_theme=keep)
    async with app.run_test() as pilot:
        user = User(pilot, app)
        await pilot.pause()
        assert kept == []
        await choose_theme(user, "nord")
        assert kept == ["nord"]
        assert [note for note in user.said() if "theme" in note] == ([said] if said else [])


def test_it_is_used_at_the_next_start(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('# mine\nwho = "Ada"\n[keys]\n"app.undo" = "z"\n')
    with TerminalUser(tmp_path, day="2026-11-19") as first:
        first.see("1 of 5")
        first.press("ctrl+g", "enter")
        first.see("This week")
        dark = first.ground
        first.press("ctrl+p")
        first.type("theme")
        first.wait(0.5)
        first.press("down", "enter")
        first.type("bef-light")
        first.wait(0.5)
        first.press("down", "enter")
        first.wait(0.5)
        light = first.ground
    assert light != dark
    assert file.read_text() == '# mine\nwho = "Ada"\ntheme = "bef-light"\n[keys]\n"app.undo" = "z"\n'
    assert config.load(file).theme == "bef-light"
    with TerminalUser(tmp_path, day="2026-11-19") as again:
        again.see("This week")
        assert again.ground == light
