"""Records full of hostile text on every screen: nothing crashes, nothing is carried out, nothing is a command."""

import shutil
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import SQLModel, select

from bef_tui import services
from bef_tui.app import BefApp
from bef_tui.data.store import Store
from bef_tui.data.tables import MODULES
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.harmless import BIDI
from bef_tui.framework.weeks import Now
from bef_tui.services import records
from tests.screens.conftest import Open, User

HOSTILE = (
    "\x1b]0;owned\x07title",
    "\x1b[2J\x1b[31mred\x1b[0m",
    "\x9b31mC1\x9c",
    "[/] [b] [/nothing]",
    "[@click=app.quit]quit[/]",
    "[link=https://example.org]here[/link]",
    "\u202egnp.exe \u2066turned\u2069",
    "two\r\nlines\tand\ra return",
    "a\u200bb\ufeffc\u00ad",
    "Z" + "\u0323\u0301\u0308" * 40 + "algo",
    "bell\x07 back\x08 del\x7f",
    "% d {} ${HOME} %(name)s",
    "👩‍👩‍👧‍👦 🇩🇪 宽字符 ﷽",
    "x" * 100_000,
    "=cmd|' /C calc'!A0",
)
AT = Now(datetime(2026, 11, 19, 10, tzinfo=UTC), ZoneInfo("Europe/Berlin"))
SCREENS = ("0", "1", "2", "3", "4", "5", "6", "7", "S", "R")


def _base(table: type[SQLModel]) -> type[SQLModel] | None:
    """The class that checks what a form gives for this table."""
    own = [base for base in table.__mro__[1:] if base.__module__ == table.__module__]
    return own[0] if own else None


def _poison(session: Any, *, now: Now) -> int:
    """Write a hostile text into every text of every record that takes it, through the check of its form."""
    count = 0
    for table in [value for module in MODULES for value in vars(module).values() if _is_table(value, module)]:
        base = _base(table)
        if base is None:
            continue
        names = [name for name, said in base.model_fields.items() if said.annotation is str]
        for record in session.exec(select(table).limit(40)):
            for name in names:
                text = HOSTILE[count % len(HOSTILE)]
                records.changed(session, record, base, {name: text})
                assert getattr(record, name) == text
                count += 1
    return count


def _is_table(value: Any, module: Any) -> bool:
    return (
        isinstance(value, type)
        and issubclass(value, SQLModel)
        and value.__module__ == module.__name__
        and hasattr(value, "__table__")
        and hasattr(value, "id")
    )


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo company with hostile text in its records, to be copied."""
    path = tmp_path_factory.mktemp("hostile") / "bef.db"
    with Store(path, "Me", "session-1", lambda: AT.at) as store:
        store.write(services.demo.make, now=AT)
        assert store.write(_poison, now=AT) > 300
    return path


@pytest.fixture
def db_path(poisoned: Path, tmp_path: Path) -> Path:
    """A file of the test's own, full of hostile text."""
    return Path(shutil.copy(poisoned, tmp_path / "bef.db"))


def _odd(app: BefApp) -> list[str]:
    """Every drawn character that could instruct the terminal, with its line."""
    found = []
    for strip in app.screen._compositor.render_strips():
        for character in strip.text:
            if unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") or ord(character) in BIDI:
                found.append(f"{character!r} in {strip.text!r}")
    return found


async def _looks_harmless(user: User, where: str) -> None:
    await user.pilot.pause()
    assert user.app.is_running, where
    assert not user.app._exception, where
    assert not _odd(user.app), where


@pytest.mark.parametrize("screen", SCREENS)
async def test_every_screen_shows_hostile_records_harmlessly(opened: Open, screen: str) -> None:
    async with opened("home", (80, 24)) as user:
        await user.press(screen)
        await _looks_harmless(user, screen)
        for list_number in range(2):
            for row in range(2):
                for key in ("enter", "e"):
                    await user.pilot.press(key)
                    await _looks_harmless(user, f"{screen}: list {list_number}, row {row}, {key}")
                    await user.pilot.press("escape", screen, *["tab"] * list_number, *["down"] * row)


async def test_search_shows_hostile_names_harmlessly(opened: Open) -> None:
    async with opened("home", (80, 24)) as user:
        await user.press("slash")
        for typed in ("e", "[", "x"):
            await user.type(typed)
            await _looks_harmless(user, f"search for {typed}")
            await user.press("backspace")


@pytest.mark.parametrize(
    ("text", "said"), [("a\x00b", "NUL"), ("half \ud800", "half a character"), ("x" * 1_000_001, "longer")]
)
def test_what_no_file_can_hold_is_refused_by_name(store: Store, now: Now, text: str, said: str) -> None:
    with pytest.raises(RuleBroken, match=said) as refused:
        store.write(services.execution.add_task, now=now, title=text)
    assert refused.value.field == "title"
