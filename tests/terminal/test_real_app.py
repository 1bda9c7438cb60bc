"""The app itself in a terminal that goes away, beside a second shell, and on files that refuse."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pyte
import pytest

from bef_tui.data.store import Store
from bef_tui.framework.weeks import Now
from bef_tui.services import company
from tests.terminal.pseudo import PATIENCE, TOP, Pseudo

NOW = Now(datetime(2026, 11, 19, 12, tzinfo=UTC), ZoneInfo("Europe/Berlin"))
ANSWERS = company.SetUp(
    company={"name": "Acme", "zone": "Europe/Berlin"},
    goal={"title": "More users activate", "due": date(2027, 1, 31), "done_when": "the chart says so"},
    kpi={"name": "Activation", "unit": "%"},
    baseline=20,
    target=40,
    outcomes=({"outcome": "Onboarding is live", "done_when": "a user went through"},),
)
PANEL_FOLLOWS_IN = 3.0
LINE = b"adraft words"
"""The key that adds a task, and what is typed into its line, in one bundle as a slow connection delivers it."""


class Seen:
    """The app in a terminal, read as a person reads it."""

    def __init__(self, terminal: Pseudo, home: Path) -> None:
        self.terminal, self.home = terminal, home
        self.screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self.screen)
        self._fed = 0

    @property
    def text(self) -> str:
        """What stands on the screen now."""
        self.terminal.read(0.02)
        self._stream.feed(self.terminal.seen[self._fed :])
        self._fed = len(self.terminal.seen)
        return "\n".join(self.screen.display)

    def wait(self, happened: Callable[[str], bool], seconds: float = PATIENCE) -> str:
        """Wait until the screen says so."""
        end = time.monotonic() + seconds
        while not happened(text := self.text):
            assert time.monotonic() < end, text
        return text

    def panel(self) -> str:
        """The folded score panel."""
        return self.text.splitlines()[2]

    def drafts(self) -> list[str]:
        """The half-typed texts in the file."""
        with sqlite3.connect(self.home / "bef.db") as connection:
            return [text for (text,) in connection.execute("SELECT text FROM draft")]


@pytest.fixture
def home(db_path: Path) -> Path:
    """A folder with a company that has a goal, its number and a promise."""
    with Store(db_path, "Me", "session-1", lambda: NOW.at) as store:
        store.write(company.set_up, ANSWERS, now=NOW)
    return db_path.parent


@pytest.fixture
def seen(home: Path) -> Iterator[Seen]:
    """The app on its Home screen, with all its records."""
    with Pseudo("-m", "bef_tui", env=_environment(home)) as terminal:
        seen = Seen(terminal, home)
        seen.wait(lambda text: "Onboarding is live" in text)
        terminal.read(1.0)  # the store opens behind the first frame
        yield seen


def _environment(home: Path) -> dict[str, str]:
    return {"BEF_HOME": str(home), "BEF_TODAY": "2026-11-19", "BEF_DB": "", "LC_BEF_TZ": "Europe/Berlin"}


def _shell(home: Path, *words: str) -> None:
    """A command from a second shell."""
    command = [sys.executable, "-m", "bef_tui", *words]
    environment = {**os.environ, **_environment(home), "PYTHONPATH": str(TOP)}
    subprocess.run(command, check=True, env=environment, capture_output=True, timeout=PATIENCE)


# Keys before the app has loaded what they need


@pytest.mark.parametrize("when", ["before it starts", "with the first frame"])
def test_a_key_pressed_at_once_does_what_it_says(home: Path, when: str) -> None:
    with Pseudo("-m", "bef_tui", env=_environment(home)) as terminal:
        seen = Seen(terminal, home)
        if when == "with the first frame":
            seen.wait(lambda text: "Onboarding is live" in text)
        terminal.type(b" ")
        seen.wait(lambda text: "1 of 1 kept" in text)


# A terminal that goes away


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_signal_keeps_the_draft_and_gives_the_terminal_back(seen: Seen, number: signal.Signals) -> None:
    seen.terminal.type(LINE)
    seen.wait(lambda text: "draft words" in text)
    seen.terminal.process.send_signal(number)
    status, took = seen.terminal.ended()
    assert status == 128 + number
    assert took < 2
    assert seen.terminal.modes_restored
    assert seen.drafts() == ["draft words"]


def test_a_dead_line_keeps_the_draft(seen: Seen) -> None:
    seen.terminal.type(LINE)
    seen.wait(lambda text: "draft words" in text)
    seen.terminal.hang_up()
    _, took = seen.terminal.ended(reading=False)
    assert took < 2
    assert seen.drafts() == ["draft words"]


# Several sessions


def test_the_panel_follows_a_second_shell(seen: Seen, home: Path) -> None:
    before = seen.panel()
    _shell(home, "add", "call Ada today")
    seen.wait(lambda text: "call Ada" in text, PANEL_FOLLOWS_IN)
    _shell(home, "done", "1")
    seen.wait(lambda text: "1 done today" in text and seen.panel() != before, PANEL_FOLLOWS_IN)
    _shell(home, "kpi", "set", "Activation", "25")
    seen.wait(lambda text: "█" in text, PANEL_FOLLOWS_IN)  # the bar of the goal


# Files that refuse


def test_a_file_deleted_while_open_is_named_and_what_was_typed_stays(seen: Seen, home: Path) -> None:
    seen.terminal.type(LINE)
    seen.wait(lambda text: "draft words" in text)
    (home / "bef.db").unlink()
    seen.terminal.type(b"\r")
    text = seen.wait(lambda text: "Nothing was saved: the file was replaced or deleted" in text)
    assert "draft words" in text
    assert seen.terminal.process.poll() is None


def test_what_was_typed_is_saved_once_the_file_takes_it(seen: Seen, home: Path) -> None:
    blocker = sqlite3.connect(home / "bef.db", isolation_level=None)
    blocker.execute("CREATE TRIGGER full BEFORE INSERT ON task BEGIN SELECT raise(ABORT, 'no more'); END")
    seen.terminal.type(LINE + b"\r")
    text = seen.wait(lambda text: "no more" in text)
    assert "draft words" in text
    blocker.execute("DROP TRIGGER full")
    blocker.close()
    seen.terminal.type(b"\r")
    seen.wait(lambda _: "draft words" in _titles(home))


def _titles(home: Path) -> list[str]:
    with sqlite3.connect(home / "bef.db") as connection:
        return [title for (title,) in connection.execute("SELECT title FROM task")]
