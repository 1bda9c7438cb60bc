"""The process is killed in each of the nine steps: the review goes on there, with what was typed."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bef_tui.data.store import Store
from bef_tui.framework.agenda import StepKey
from bef_tui.services import review
from tests.screens import review_week
from tests.screens.review_week import FRIDAY
from tests.screens.terminal_user import TerminalUser

DAY = FRIDAY.today.isoformat()
BACK = "what you had typed is back"
SAVED_WITHIN = 0.5
"""Seconds after which nothing that was typed may be lost any more."""


@dataclass(frozen=True)
class Typing:
    """A step, the keys that open what is typed into, and the text."""

    title: str
    opens: tuple[str, ...]
    text: str
    dialog: str = ""
    """The title of the dialog; empty for a form that stands in the step itself."""


TYPED: dict[StepKey, Typing] = {
    "land": Typing("1 Land", (), "Signed the first team"),
    "numbers": Typing("2 Numbers", ("enter",), "12", "Trial calls, week 47"),
    "said_did": Typing("3 Said / did", ("e",), " for ten people", "Promise"),
    "goals": Typing("4 Goals", ("enter",), "the guide helps", "how does it stand?"),
    "people": Typing("5 People", ("L",), "too dear for them", "Lost: why?"),
    "systems": Typing("6 Systems", ("enter",), "a reminder on Monday", "Process fix"),
    "solve": Typing("7 Solve", ("enter",), "nobody tried it alone", "Decide: Trials stall"),
    "commit": Typing("8 Commit", ("a",), "Two trials pay", "Promise for week 48"),
    "close": Typing("9 Close", ("tab",), "Call before writing"),
}


@pytest.fixture(scope="module")
def busy(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a week full of work, and its review begun."""
    path = Path(shutil.copy(empty_file, tmp_path_factory.mktemp("busy") / "bef.db"))
    with Store(path, "Me", "session-1", lambda: FRIDAY.at) as store:
        store.write(review_week.busy, now=FRIDAY)
        store.write(review.open_review, now=FRIDAY)
    return path


@pytest.fixture
def home_at(busy: Path, tmp_path: Path) -> Callable[[StepKey], Path]:
    """A home of the test's own whose review stands at a step."""

    def make(key: StepKey) -> Path:
        path = Path(shutil.copy(busy, tmp_path / "bef.db"))
        with Store(path, "Me", "session-2", lambda: FRIDAY.at) as store:
            review_id = store.read(review.running)
            assert review_id is not None
            store.write(review.go, review_id, key)
        return tmp_path

    return make


@pytest.mark.parametrize("key", TYPED)
def test_it_goes_on_in_the_same_step_with_what_was_typed(
    home_at: Callable[[StepKey], Path], key: StepKey
) -> None:
    typing, home = TYPED[key], home_at(key)
    with TerminalUser(home, "review", day=DAY) as user:
        user.see(f"─ {typing.title} ─")
        user.press(*typing.opens)
        user.see(typing.dialog)
        user.type(typing.text)
        user.see(typing.text)
        user.wait(SAVED_WITHIN)
        user.kill()
    with TerminalUser(home, "review", day=DAY) as user:
        user.see(f"─ {typing.title} ─")
        if typing.dialog:
            user.press(*typing.opens)
            user.see(typing.dialog, BACK)
        user.see(typing.text)


def test_what_was_answered_is_there_and_the_key_of_the_app_finds_the_step(
    home_at: Callable[[StepKey], Path],
) -> None:
    home = home_at("numbers")
    with TerminalUser(home, "review", day=DAY) as user:
        user.see("2 Numbers", "2 numbers still due")
        user.press("enter")
        user.see("Trial calls, week 47")
        user.type("12\r")
        user.see("1 number still due")
        user.kill()
    with TerminalUser(home, day=DAY) as user:
        user.see("review is open")
        user.press("R")
        user.see("2 Numbers", "12 calls", "1 number still due")
