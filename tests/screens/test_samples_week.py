"""Two weeks on real exports, with the keyboard at 80×24: imported, planned under a goal, promised, reviewed, scored."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.screens.terminal_user import TerminalUser

pytestmark = pytest.mark.samples

FIRST_FRIDAY, SECOND_FRIDAY = "2026-11-13", "2026-11-20"


@pytest.fixture
def samples() -> Path:
    folder = os.environ.get("BEF_SAMPLES")
    if not folder:
        pytest.skip("BEF_SAMPLES names no folder")
    return Path(folder)


def bef(home: Path, *words: str, day: str = FIRST_FRIDAY) -> str:
    env = {**os.environ, "BEF_HOME": str(home), "BEF_TODAY": day, "TZ": "Europe/Berlin"}
    done = subprocess.run(
        [sys.executable, "-m", "bef_tui", *words], env=env, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def imported(home: Path, samples: Path) -> None:
    """52 Taskwarrior records, one of them deleted; 42 lines of todo.txt; five procedures, one of them without steps."""
    export = bef(home, "import", "taskwarrior", str(samples / "taskwarrior/export.json"))
    assert "32 added" in export
    assert "it is deleted in Taskwarrior" in export
    assert "19 added" in bef(home, "import", "taskwarrior", str(samples / "taskwarrior/demo.json"))
    todo = [str(samples / "todotxt" / name) for name in ("todo.txt", "done.txt")]
    assert "42 added" in bef(home, "import", "todotxt", *todo)
    sops = bef(home, "import", "sops", str(samples / "sops"))
    assert "4 added" in sops
    assert "severity_levels.md" in sops


def a_goal_with_its_number(user: TerminalUser) -> None:
    user.press("1", "a")
    user.see("Annual goal")
    user.fill("Tuxedo is the editor of choice", "people ask for it", None, "eoy", "1000 stars")
    user.press("ctrl+s")
    user.see("Target: Tuxedo")
    user.press("esc", "a")
    user.see("90-day goal")
    user.fill("Ship tuxedo 1.0", None, "the year hangs on it", None, None, "1.0 is on the index")
    user.press("ctrl+s")
    user.see("Target: Ship tuxedo 1.0")
    user.fill("Open issues", "issues", "l", None, None, "34", "0")
    user.press("ctrl+s")
    user.see("34 → 0")


def an_imported_task_under_the_goal(user: TerminalUser) -> None:
    """Found by its words, and put under the goal in its form."""
    user.press("/")
    user.type("Hook scripts")
    user.see("Hook scripts for pre and post")
    user.press("enter")
    user.see("Backlog")
    user.press("e")
    user.see("Task *")
    user.fill(None, None, None, None, None, None, None, "Ship tuxedo")
    user.press("ctrl+s")
    user.see("Done against plan")
    user.press("e")
    user.see("Task *", "Ship tuxedo 1.0")
    user.press("esc")


def through_the_steps_until(user: TerminalUser, title: str) -> None:
    """Go on from step to step, answering what a step asks for."""
    for _ in range(9):
        user.wait(0.4)
        if f"─ {title} ─" in user.screen:
            return
        if "─ 1 Land ─" in user.screen:
            user.press("ctrl+n")
        elif "─ 2 Numbers ─" in user.screen and "due" in user.screen:
            user.press("v")
            user.type("30")
            user.press("enter", "n")
        elif "─ 6 Systems ─" in user.screen:
            user.press("o", "n")
        else:
            user.press("n")
    user.see(f"─ {title} ─")


def promise(user: TerminalUser, outcome: str, test: str, goal: str) -> None:
    user.press("a")
    user.see("Promise for")
    user.fill(outcome, None, None, test, goal)
    user.press("ctrl+s")
    user.see(outcome)
    user.wait(0.3)


def close_the_week(user: TerminalUser) -> None:
    user.press("F")
    user.wait(0.3)
    if "Commit all the same?" in user.screen:
        user.press("enter")
    user.see("─ 9 Close ─")
    user.type("8")
    user.press("ctrl+s")
    user.see("is closed")


def test_the_score_moves_by_what_was_done_and_says_why(tmp_path: Path, samples: Path) -> None:
    imported(tmp_path, samples)
    assert bef(tmp_path, "status").startswith("5.0/25")
    with TerminalUser(tmp_path, day=FIRST_FRIDAY) as user:
        user.see("Today")
        a_goal_with_its_number(user)
        an_imported_task_under_the_goal(user)
        user.press("R")
        user.see("enter")
        user.press("enter")
        user.see("─ 1 Land ─")
        through_the_steps_until(user, "8 Commit")
        promise(user, "Movement keys are documented", "the page is online", "Ship")
        promise(user, "Hooks run before an add", "the demo shows it", "Ship")
        promise(user, "Three people have tried it", "three names", "Ship")
        close_the_week(user)
    after_first = float(bef(tmp_path, "status").split("/")[0])
    assert after_first > 5.0
    with TerminalUser(tmp_path, day=SECOND_FRIDAY) as user:
        user.see("Movement keys are documented", "review due")
        user.press(" ", "down", " ")
        user.see("2 of 3 kept")
        user.press("R", "enter")
        user.see("─ 1 Land ─")
        through_the_steps_until(user, "3 Said / did")
        user.press("G", "m")
        user.see("Why was it missed?")
        user.press("1")
        user.see("What becomes of it?")
        user.press("1")
        user.wait(0.3)
        through_the_steps_until(user, "8 Commit")
        user.see("Three people have tried it")
        promise(user, "The index has 1.0", "pip finds it", "Ship")
        promise(user, "The year's numbers stand", "the table", "Ship")
        close_the_week(user)
        user.press("S")
        user.see("Why the score is what it is")
        for _ in range(30):
            if "╭─ Promises kept" in user.screen:
                break
            user.press("down")
        user.see("╭─ Promises kept", "2 of 3")
        user.press("enter", "enter")
        user.see("Done against plan", "Movement keys are documented")
    explained = bef(tmp_path, "score", "--explain", day=SECOND_FRIDAY)
    assert "2 of 3" in explained
    assert float(bef(tmp_path, "status", day=SECOND_FRIDAY).split("/")[0]) > after_first
    assert "Movement keys are documented" in bef(tmp_path, "report", day=SECOND_FRIDAY)
