"""Search leads to a record where it lives; help shows the keys that work now."""

import pytest
from textual.binding import Binding

from bef_tui.data.store import Store
from bef_tui.framework.weeks import Now
from bef_tui.screens.help import HelpDialog
from bef_tui.screens.measurement import MeasurementScreen
from bef_tui.screens.people import PeopleScreen
from bef_tui.screens.search import SearchDialog
from bef_tui.services import company, measurement, people
from bef_tui.widgets.lines import Lines
from tests.screens.conftest import Open, User

SIZES = [(80, 24), (100, 30), (120, 36)]


@pytest.fixture(autouse=True)
def records(store: Store, now: Now) -> None:
    store.write(company.prepare, now=now)
    store.write(people.add_contact, now=now, name="Lin Tao", company="Harbour Ltd")
    store.write(people.add_deal, now=now, title="Harbour contract")
    store.write(measurement.add_kpi, now=now, name="Harbour dues")


def keys(user: User) -> str:
    return user.app.screen.query_one("#help-keys Lines", Lines).render().plain


@pytest.mark.parametrize("size", SIZES)
async def test_a_record_is_found_and_opened_where_it_lives(opened: Open, size: tuple[int, int]) -> None:
    async with opened("people", size) as user:
        await user.press("slash")
        await user.type("harb")
        found = "\n".join(user.table("#hits"))
        assert all(name in found for name in ("Lin Tao", "Harbour contract", "Harbour dues"))
        await user.type("our du")
        await user.press("enter")
        await user.pilot.pause()
        assert isinstance(user.app.screen, MeasurementScreen)


async def test_the_arrows_choose_while_one_types(opened: Open) -> None:
    async with opened("measurement") as user:
        await user.press("slash")
        await user.type("harbour")
        await user.press("down", "down", "up", "down")
        chosen = [line for line in user.table("#hits") if "▌" in line]
        assert "Lin Tao" in chosen[0]
        await user.press("enter")
        await user.pilot.pause()
        assert isinstance(user.app.screen, PeopleScreen)
        assert user.app.screen.contact_under_cursor() == 1


async def test_nothing_found_is_said_and_escape_leaves(opened: Open) -> None:
    async with opened("people") as user:
        await user.press("slash")
        await user.type("zzz")
        assert "Nothing has that in its name" in "\n".join(user.table("#hits"))
        await user.press("enter")
        assert isinstance(user.app.screen, SearchDialog)
        await user.press("escape")
        assert isinstance(user.app.screen, PeopleScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_help_shows_what_the_stage_is_for_and_its_keys(opened: Open, size: tuple[int, int]) -> None:
    async with opened("measurement", size) as user:
        await user.press("question_mark")
        assert isinstance(user.app.screen, HelpDialog)
        purpose = str(user.app.screen.query_one("#purpose").render())
        assert "Is it working?" in purpose
        shown = keys(user)
        assert "Record that there is no data, and why" in shown
        assert "Find any record" in shown
        assert "Focus Next" not in shown
        await user.press("down", "escape")
        assert isinstance(user.app.screen, MeasurementScreen)


async def test_every_key_of_the_screen_is_in_its_help(opened: Open) -> None:
    async with opened("people") as user:
        wanted = [
            binding.tooltip
            for binding in PeopleScreen.BINDINGS
            if isinstance(binding, Binding) and binding.tooltip
        ]
        await user.press("question_mark")
        shown = keys(user)
        assert wanted
        assert [tooltip for tooltip in wanted if tooltip not in shown] == []


async def test_help_shows_the_users_own_keys(opened: Open) -> None:
    async with opened("people") as user:
        user.app.set_keymap({"people.win": "W"})
        await user.pilot.pause()
        await user.press("question_mark")
        assert "W  Win the deal" in keys(user)
