"""The ways a terminal goes away: the process ends in time, keeps what was typed and gives the terminal back."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.pseudo import TOP, Pseudo

TOY = str(TOP / "tests" / "terminal" / "toy.py")
QUIT = b"\x11"
GIVEN_BACK = (
    b"\x1b[?1049l",
    b"\x1b[?25h",
    b"\x1b[?1003l",
    b"\x1b[?1006l",
    b"\x1b[?2004l",
    b"\x1b[?1004l",
    b"\x1b[<u",
)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "kept"


@pytest.fixture
def toy(kept: Path) -> Iterator[Pseudo]:
    with Pseudo(TOY, env={"TOY_KEEPS": str(kept)}) as terminal:
        yield typed(terminal)


def typed(terminal: Pseudo, words: bytes = b"half a word") -> Pseudo:
    """Waits until the words are on the screen."""
    terminal.wait_for(b"ready")
    terminal.wait_for(b"\x1b[?2004h")
    for key in words:
        terminal.type(bytes([key]))
    terminal.wait_for(words[-4:])
    return terminal


def assert_given_back(terminal: Pseudo, since: int) -> None:
    assert terminal.modes_restored
    for sequence in GIVEN_BACK:
        assert sequence in terminal.seen[since:], sequence


def test_quitting_is_fast_and_gives_the_terminal_back(toy: Pseudo, kept: Path) -> None:
    since = len(toy.seen)
    toy.type(QUIT)
    status, took = toy.ended()
    assert status == 0 and took < 2
    assert_given_back(toy, since)
    assert kept.read_text() == "half a word"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT])
def test_a_signal_ends_it(toy: Pseudo, kept: Path, number: signal.Signals) -> None:
    since = len(toy.seen)
    toy.process.send_signal(number)
    status, took = toy.ended()
    assert status == 128 + number and took < 2
    assert_given_back(toy, since)
    assert kept.read_text() == "half a word"


def test_a_signal_ends_it_while_the_loop_is_stuck(toy: Pseudo, kept: Path) -> None:
    toy.type(b"\x1bOR")
    toy.wait_for(b"stuck")
    since = len(toy.seen)
    toy.process.terminate()
    status, took = toy.ended()
    assert status == 128 + signal.SIGTERM and took < 2
    assert_given_back(toy, since)
    assert kept.read_text() == "half a word"


def test_a_closed_window_ends_it(toy: Pseudo, kept: Path) -> None:
    toy.hang_up()
    status, took = toy.ended()
    assert status == 128 + signal.SIGHUP and took < 2
    assert kept.read_text() == "half a word"


def test_a_closed_window_ends_it_under_nohup(kept: Path) -> None:
    with Pseudo(TOY, env={"TOY_KEEPS": str(kept)}, ignore_hup=True) as terminal:
        typed(terminal)
        terminal.process.send_signal(signal.SIGHUP)
        terminal.read(0.2)
        assert terminal.process.poll() is None
        terminal.hang_up()
        status, took = terminal.ended()
    assert status == 128 + signal.SIGHUP and took < 2
    assert kept.read_text() == "half a word"


@pytest.mark.parametrize("close", [False, True])
def test_a_stalled_line_does_not_hold_it(toy: Pseudo, kept: Path, close: bool) -> None:
    toy.type(b"\x1b[15~")
    time.sleep(0.6)  # nobody reads: the line's buffer is full, and then the writer's
    if close:
        toy.hang_up()
    else:
        toy.process.terminate()
    status, took = toy.ended(reading=False)
    assert status == 128 + (signal.SIGHUP if close else signal.SIGTERM) and took < 2
    assert kept.read_text() == "half a word"
    if not close:
        assert toy.modes_restored
        assert b"\x1b[?1049l" in toy.read(0.1)


def test_a_save_that_hangs_does_not_hold_it(kept: Path) -> None:
    with Pseudo(TOY, env={"TOY_KEEPS": str(kept), "TOY_SAVING_TAKES": "60"}) as terminal:
        since = len(typed(terminal).seen)
        terminal.process.terminate()
        status, took = terminal.ended()
        assert status == 128 + signal.SIGTERM and took < 3
        assert_given_back(terminal, since)


def test_a_signal_ends_it_while_an_editor_has_the_terminal(toy: Pseudo, kept: Path) -> None:
    toy.type(b"\x1bOS")
    toy.wait_for(b"child")
    since = len(toy.seen)
    toy.process.terminate()
    status, _ = toy.ended()
    assert status == 128 + signal.SIGTERM
    assert toy.modes_restored and b"\x1b[?1049l" not in toy.seen[since:]
    assert kept.read_text() == "half a word"
    os.killpg(toy.process.pid, signal.SIGKILL)  # the child, which outlives its parent


def test_an_error_of_the_program_is_one_harmless_line(toy: Pseudo, kept: Path) -> None:
    since = len(toy.seen)
    toy.type(b"\x1bOQ")
    status, _ = toy.ended()
    assert status == 1
    assert_given_back(toy, since)
    told = toy.seen.rpartition(b"\x1b[?1006l")[2].decode()
    assert told.count("\n") == 1 and "(ValueError)" in told and "wiped" not in told
    assert "wiped" in Path(f"{kept}.log").read_text()
    assert kept.read_text() == "half a word"


def test_idle_it_sends_nothing_and_never_wakes(toy: Pseudo) -> None:
    toy.read(0.5)

    def wakes() -> int:
        tasks = Path(f"/proc/{toy.process.pid}/task")
        lines = [line for task in tasks.iterdir() for line in (task / "status").read_text().splitlines()]
        return sum(int(line.split()[1]) for line in lines if line.startswith("voluntary_ctxt_switches"))

    if not Path("/proc/self/task").exists():
        pytest.skip("counts wake-ups by /proc")
    before = wakes()
    assert toy.read(1.0) == b""
    assert wakes() - before <= 1


@pytest.mark.parametrize(
    ("env", "streams", "said"),
    [
        ({"TERM": "dumb"}, "", "TERM=xterm-256color"),
        ({"TERM": ""}, "", "TERM=xterm-256color"),
        ({}, "</dev/null", "standard input"),
        ({}, "2>&1 | cat", "standard output"),
        ({}, "2>/dev/null", ""),
    ],
)
def test_it_refuses_in_one_line(kept: Path, env: dict[str, str], streams: str, said: str) -> None:
    script = (
        f"import os; os._exit(os.waitstatus_to_exitcode(os.system({f'exec {_python()} {TOY} {streams}'!r})))"
    )
    with Pseudo("-c", script, env={"TOY_KEEPS": str(kept), **env}) as terminal:
        status, _ = terminal.ended()
        assert status == (0 if "cat" in streams else 2)
        assert b"\x1b" not in terminal.seen
        assert terminal.seen.decode().count("\n") == (1 if said else 0)
        assert said in terminal.seen.decode()


def _python() -> str:
    import sys

    return sys.executable


def test_without_utf8_it_starts_and_sends_ascii_alone(kept: Path) -> None:
    with Pseudo(TOY, env={"TOY_KEEPS": str(kept), "LC_ALL": "C"}) as terminal:
        typed(terminal)
        terminal.type(QUIT)
        assert terminal.ended()[0] == 0
        assert terminal.seen.isascii()
        assert b"* ready *" in terminal.seen
