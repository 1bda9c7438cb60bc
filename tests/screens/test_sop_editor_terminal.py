"""An SOP in the writer's own editor at a real terminal: the screen comes back, and nothing that was written is lost."""

import os
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bef_tui.data.store import Store
from bef_tui.framework.weeks import Now
from bef_tui.services import systems
from tests.screens.sops import BODY, sop
from tests.screens.terminal_user import TerminalUser
from tests.terminal.pseudo import PATIENCE

Editor = Callable[[str], None]


@pytest.fixture
def home(empty_file: Path, tmp_path: Path, now: Now) -> Path:
    """A home with one SOP in use."""
    place = tmp_path / "home"
    place.mkdir()
    path = Path(shutil.copy(empty_file, place / "bef.db"))
    with Store(path, "Me", "session-1", lambda: now.at) as store:
        sop(store, now)
    return place


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """Make a script the editor; ``$1`` is the file it is given."""
    monkeypatch.delenv("VISUAL", raising=False)

    def use(script: str) -> None:
        path = tmp_path / "editor"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        monkeypatch.setenv("EDITOR", str(path))

    return use


def reading(home: Path, now: Now) -> TerminalUser:
    """Somebody who reads the SOP."""
    user = TerminalUser(home, day=now.today.isoformat())
    user.see("3 Sys")
    user.press("3")
    user.see("Core processes", "Refunds")
    user.press("G", "enter")
    user.see("Read the request")
    return user


def saved(home: Path, now: Now) -> tuple[int, str]:
    """The newest revision in the file."""
    with Store(home / "bef.db", "Me", "session-2", lambda: now.at) as store:
        detail = store.read(systems.sop_detail, 1)
    return detail.revision, detail.body


def left_in(home: Path) -> list[Path]:
    return list((home / "exports").glob("*bef-sop-*"))


def wait_until(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_the_screen_comes_back_whole_and_the_text_is_a_revision(home: Path, now: Now, editor: Editor) -> None:
    editor('printf "\\033[2J\\033[Hall over the screen"; echo "4. Note why" >> "$1"')
    with reading(home, now) as user:
        before = user.screen
        user.press("W")
        user.see("Revisions: Refunds", "+4. Note why", "Saved as revision 2.")
        user.press("esc")
        user.see("Note why", "revision 2 · 4 steps")
        assert "all over the screen" not in user.screen
        assert user.screen.splitlines()[0] == before.splitlines()[0]
    assert saved(home, now) == (2, f"{BODY}4. Note why\n")
    assert left_in(home) == []


@pytest.mark.parametrize(
    ("command", "said"),
    [("false", "The editor ended with an error (1)."), ("/no/such/editor", "could not be started")],
)
def test_an_editor_that_fails_changes_nothing_and_the_app_goes_on(
    home: Path, now: Now, monkeypatch: pytest.MonkeyPatch, command: str, said: str
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", command)
    with reading(home, now) as user:
        user.press("W")
        user.see(said, "Read the request")
        user.press("esc")
        user.see("Core processes")
    assert saved(home, now) == (1, BODY)
    assert left_in(home) == []


def test_an_editor_killed_while_the_text_is_written_loses_nothing(
    home: Path, now: Now, editor: Editor
) -> None:
    editor('echo "4. Half a li" >> "$1"; echo $$ > "$0.pid"; exec sleep 60')
    with reading(home, now) as user:
        user.press("W")
        kept = home.parent / "editor.pid"
        wait_until(lambda: kept.exists() and kept.read_text().strip().isdigit())
        os.kill(int(kept.read_text()), signal.SIGKILL)
        user.see("ended by signal 9", "Half a li", "Here is what was written")
        user.press("ctrl+s")
        user.see("Saved as revision 2.")
    assert saved(home, now) == (2, f"{BODY}4. Half a li\n")
    assert left_in(home) == []


def test_ctrl_c_in_the_editor_does_not_end_the_app(home: Path, now: Now, editor: Editor) -> None:
    editor('trap \'echo "4. After it" >> "$1"; exit 0\' INT; echo ready; while :; do sleep 0.1; done')
    with reading(home, now) as user:
        user.press("W")
        user.see("ready")
        user.type("\x03")
        user.see("+4. After it")
    assert saved(home, now) == (2, f"{BODY}4. After it\n")


@pytest.mark.parametrize("key", ["w", "W"])
def test_a_line_that_drops_in_the_editor_loses_nothing(
    home: Path, now: Now, editor: Editor, key: str
) -> None:
    editor('echo "4. Then the line dropped" >> "$1"; echo ready; exec sleep 60')
    with reading(home, now) as user:
        user.press("W")
        user.see("ready")
        user.wait(0.6)  # where the file lies is saved like a draft
        user.terminal.hang_up()
        user.terminal.ended(reading=False)
    assert saved(home, now) == (1, BODY)
    editor('grep -q "line dropped" "$1" && echo "5. And came back" >> "$1"')
    with reading(home, now) as user:
        user.see("a text that was not saved yet")
        user.press(key)
        if key == "w":
            user.see("Your editor was cut off", "Then the line dropped")
            user.press("ctrl+s")
        user.see("Saved as revision 2.")
        user.press("esc")
        user.see("revision 2 · ")
        assert "not saved yet" not in user.screen
    more = "5. And came back\n" if key == "W" else ""
    assert saved(home, now) == (2, f"{BODY}4. Then the line dropped\n{more}")
    assert left_in(home) == []


@pytest.mark.skipif(shutil.which("vim") is None, reason="vim is not installed")
def test_vim_hands_back_what_it_had_not_saved(home: Path, now: Now, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "env TERM=vt100 vim -u NONE -i NONE --cmd 'set shm+=F'")
    with reading(home, now) as user:
        user.press("W")
        user.see("1. Read the request")
        user.type("Go4. Typed and not saved\x1b")
        user.see("Typed and not saved")
        user.wait(0.6)
        user.terminal.hang_up()
        user.terminal.ended(reading=False)
    assert any(path.suffix == ".swp" for path in left_in(home))
    with reading(home, now) as user:
        user.see("a text that was not saved yet")
        user.press("w")
        user.see("vi was cut off and kept more")
        user.press("esc", "W")
        user.see("(R)ecover")
        user.type("r")
        user.wait(0.5)
        user.type("\r")
        user.see("Typed and not saved")
        user.type(":wq\r")
        user.see("Saved as revision 2.", "+4. Typed and not saved")
    assert saved(home, now)[1] == f"{BODY}4. Typed and not saved\n"
