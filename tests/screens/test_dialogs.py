"""Dialogs: what is typed is kept, what is wrong is said below it, and hostile text is only text."""

from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select
from textual.pilot import Pilot

from bef_tui.app import BefApp
from bef_tui.data.execution import Task
from bef_tui.data.store import Store
from bef_tui.data.trouble import StoreError
from bef_tui.framework.weeks import Now
from bef_tui.screens.desk import Desk
from bef_tui.screens.dialogs.choose import ChooseDialog
from bef_tui.screens.dialogs.fill import FillDialog
from bef_tui.screens.dialogs.line import LineDialog
from bef_tui.services import company, execution
from bef_tui.widgets.form import Form
from bef_tui.widgets.form.editors import LineInput
from tests.screens.conftest import KeptDrafts, Open, User

HOSTILE = [
    "[bold]Acme[/bold] Ltd",
    "Acme [/] Ltd",
    "[@click=app.quit]CLICK[/]",
    "[x] done [ ] open [1]",
    "a\x1b]0;owned\x07b\x1b[2Jc",
    "\u202eevil\u202c \u2066x\u2069 \u200f",
    "naïve 👩‍👩‍👧 e\u0301 日本",
    "$(reboot) `id` %s {0} \\",
]


@pytest.fixture(autouse=True)
def prepared(store: Store, now: Now) -> None:
    store.write(company.prepare, now=now)


def titles(session: Session) -> list[str]:
    return list(session.exec(select(Task.title).order_by(Task.id)))  # type: ignore[arg-type]


def type_in(user: User, text: str) -> None:
    """Put a text into the line as a paste does."""
    user.app.screen.query_one(LineInput).raw = text


def shown(app: BefApp) -> str:
    """All that is on the screen."""
    return "\n".join(
        "".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()
    )


class TestALine:
    async def test_offers_enter_and_escape(self, opened: Open) -> None:
        async with opened("execution", (80, 24)) as user:
            await user.press("a")
            assert user.lines("KeyFooter").split() == ["enter", "save", "esc", "back"]

    async def test_keeps_what_was_typed_after_an_escape(self, opened: Open, drafts: KeptDrafts) -> None:
        async with opened("execution") as user:
            await user.press("a")
            await user.type("call Lin")
            await user.press("escape", "a")
            assert user.app.screen.query_one(LineInput).raw == "call Lin"
            await user.press("enter")
            assert drafts.texts == {}

    async def test_says_below_what_is_wrong_and_stays(self, opened: Open, store: Store) -> None:
        async with opened("execution") as user:
            await user.press("a")
            await user.type("!1")
            await user.press("enter")
            assert isinstance(user.app.screen, LineDialog)
            assert user.lines("#echo")
            assert store.read(titles) == []

    async def test_an_empty_line_is_left(self, opened: Open) -> None:
        async with opened("execution") as user:
            await user.press("a", "enter")
            assert not isinstance(user.app.screen, LineDialog)

    async def test_a_needed_one_is_asked_for_again(self, opened: Open, store: Store, now: Now) -> None:
        store.write(execution.add_task, now=now, title="call Lin", due=now.today)
        for key, words in (("x", "A few words are needed"), ("p", "A day is needed")):
            async with opened("execution") as user:
                await user.press(key, "enter")
                assert isinstance(user.app.screen, LineDialog)
                assert user.lines("#echo").startswith(words)
                await user.press("escape")
                assert not isinstance(user.app.screen, LineDialog)

    async def test_is_saved_by_the_key_that_saves_everywhere(self, opened: Open, store: Store) -> None:
        async with opened("execution") as user:
            await user.press("a")
            await user.type("call Lin")
            await user.press("ctrl+s")
            assert store.read(titles) == ["call Lin"]

    async def test_a_long_refusal_is_said_on_up_to_three_lines(self, opened: Open, desk: Desk) -> None:
        path = Path("/somewhere" * 6 + "/bef.db")

        def refuse(*args: Any, **kwargs: Any) -> None:
            raise trouble[0]

        trouble = [StoreError.readonly(path)]
        async with opened("execution", (80, 24)) as user:
            await user.press("a")
            await user.type("x")
            desk.write = refuse  # type: ignore[assignment, method-assign]
            await user.press("enter")
            said = user.lines("#echo").splitlines()
            assert said[0].startswith("Nothing was saved: the file cannot be written to.")
            assert "".join(said).endswith("/bef.db")
            assert len(said) == 3
            trouble[0] = StoreError.readonly(path / ("a" * 300))
            await user.press("enter")
            said = user.lines("#echo").splitlines()
            assert len(said) == 3
            assert said[2].endswith("…")
            assert user.app.screen.query_one("#echo").size.height == 3


class TestAForm:
    @pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 36)])
    async def test_is_as_high_as_its_fields_and_never_higher_than_the_screen(
        self, opened: Open, size: tuple[int, int]
    ) -> None:
        async with opened("score", size) as user:
            await user.press("r")
            frame = user.app.screen.query_one(".dialog-frame")
            assert frame.outer_size.height == 5 * 2 + 3
            await user.press("escape", "4", "A")
            frame = user.app.screen.query_one(".dialog-frame")
            wanted = user.app.screen.query_one(Form).lines_needed(72) + 3
            assert frame.outer_size.height == min(wanted, size[1] - 1)

    @pytest.mark.parametrize(("stage", "key"), [("measurement", "a"), ("people", "a"), ("vision", "a")])
    async def test_fits_a_small_screen_without_scrolling(self, opened: Open, stage: str, key: str) -> None:
        async with opened(stage, (80, 24)) as user:
            await user.press(key)
            assert user.app.screen.query_one("Form > VerticalScroll").max_scroll_y == 0

    async def test_lights_the_whole_frame_and_explains_its_mark(self, opened: Open) -> None:
        async with opened("planning", (80, 24)) as user:
            await user.press("a")
            strips = user.app.screen._compositor.render_strips()
            edges = [
                segment
                for strip in strips
                for segment in strip
                if "* needed" in segment.text or "Action plan" in segment.text
            ]
            assert len(edges) == 2
            top = next(strip for strip in strips if "Action plan" in strip.text)
            accent = user.app.theme_variables["border"].casefold()
            corner = next(segment for segment in top if "╭" in segment.text and segment.style)
            assert corner.style is not None
            assert corner.style.color is not None
            assert corner.style.color.name.casefold() == accent

    async def test_says_when_an_owner_would_be_a_new_person(self, opened: Open) -> None:
        async with opened("execution") as user:
            await user.press("A", "tab")
            await user.type("Zoe")
            assert "→ a new person: Zoe" in shown(user.app)

    async def test_shows_its_help_whole_at_once(self, opened: Open) -> None:
        async with opened("execution", (80, 24)) as user:
            await user.press("A")
            assert "what will be true, not what you will do" in shown(user.app)

    async def test_keeps_what_was_typed_and_starts_afresh_on_wish(self, opened: Open) -> None:
        async with opened("execution") as user:
            await user.press("A")
            await user.type("Price test")
            await user.press("escape", "A")
            form = user.app.screen.query_one(Form)
            assert form.raw["outcome"] == "Price test"
            await user.press("ctrl+r")
            assert form.raw["outcome"] == ""

    async def test_a_nul_is_refused_by_name(self, opened: Open, store: Store, now: Now) -> None:
        store.write(execution.add_task, now=now, title="call Lin", due=now.today)
        async with opened("execution") as user:
            await user.press("e")
            await user.fill(title="call\0Lin")
            await user.press("ctrl+s")
            assert "NUL" in user.refusals()["title"]
            assert store.read(titles) == ["call Lin"]


class TestAChoice:
    async def test_is_made_by_number_arrows_or_left(self, opened: Open, store: Store, now: Now) -> None:
        due = now.today
        store.write(execution.add_commitment, now=now, outcome="Live", due=due, done_when="seen")
        store.write(execution.freeze_week, now.week, now=now)
        async with opened("execution") as user:
            await user.press("m")
            assert isinstance(user.app.screen, ChooseDialog)
            assert "choose" in user.lines("KeyFooter")
            await user.press("down", "enter", "5")
            (row,) = store.read(execution.promises, now.week)
            assert (row.reason, row.fate) == ("blocked", "issue")


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_text_is_stored_as_given_and_shown_harmlessly(
    opened: Open, store: Store, now: Now, text: str
) -> None:
    store.write(execution.add_task, now=now, title="x", due=now.today)
    async with opened("execution") as user:
        await user.press("e")
        await user.fill(title=text)
        await user.press("ctrl+s")
        assert not isinstance(user.app.screen, FillDialog)
        assert store.read(titles) == [text]
        for screen in ("0", "4"):
            await user.press(screen)
            drawn = shown(user.app)
            assert not any(ord(sign) < 32 for sign in drawn if sign != "\n")
            assert not any(sign in drawn for sign in "\x1b\x9b\u202e\u2066\u200f")
        await user.press("e")
        assert user.app.screen.query_one(Form).raw["title"] == text


async def test_a_line_of_a_hundred_thousand_signs(opened: Open, store: Store, now: Now) -> None:
    long = "wörd " * 20_000 + "end"
    async with opened("execution") as user:
        await user.press("a")
        type_in(user, long)
        await user.press("enter")
        assert store.read(titles) == [long]
        assert any("wörd wörd" in line and "…" in line for line in user.table("#work"))
        await user.press("0", "4", "e")
        assert user.app.screen.query_one(Form).raw["title"] == long


async def test_the_palette_offers_screens_keys_and_themes(opened: Open) -> None:
    async with opened("execution") as user:
        names = [command.title for command in user.app.get_system_commands(user.app.screen)]
        assert "Add  (a)" in names
        assert "Vision  (1)" in names
        assert "Theme" in names
        await run(user.pilot, user.app, "Score  (S)")
        assert type(user.app.screen).__name__ == "ScoreScreen"


async def run(pilot: Pilot[Any], app: BefApp, title: str) -> None:
    command = next(one for one in app.get_system_commands(app.screen) if one.title == title)
    await command.callback()
    await pilot.pause()
