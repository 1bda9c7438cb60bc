"""Many ticks at once, and ticks that are killed: every occurrence is fired, and none of them twice."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from sqlmodel import func, select

from bef_tui.data.execution import Task
from bef_tui.data.store import Store
from bef_tui.data.systems import Firing
from bef_tui.framework.weeks import Now
from bef_tui.services import automation

RULES, DAYS = 10, 100
OWED = RULES * DAYS
TOP = Path(__file__).parents[2]


@pytest.fixture
def owing(store: Store, db_path: Path, now: Now) -> Path:
    """A file in which ten daily rules owe a hundred days each."""
    for number in range(RULES):
        rule_id = store.write(
            automation.add_rule, when="every day at 9:00", then=f"task Look {number}", catch_up="all", now=now
        )
        store.write(automation.switch_on, rule_id, now=now)
    return db_path


def tick(path: Path) -> "subprocess.Popen[str]":
    """``bef tick``, a hundred days later."""
    env = {**os.environ, "BEF_TODAY": "2027-02-27", "TZ": "Europe/Berlin", "PYTHONPATH": str(TOP)}
    env["BEF_HOME"] = str(path.parent / "home")
    command = [sys.executable, "-m", "bef_tui", "tick", "--db", str(path)]
    return subprocess.Popen(command, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def count(store: Store) -> tuple[int, int]:
    """How many occurrences were fired, and how many tasks that made."""
    firings = store.read(lambda s: s.exec(select(func.count()).where(Firing.state == "done")).one())
    return firings, store.read(lambda s: s.exec(select(func.count()).select_from(Task)).one())


def test_ten_ticks_at_once_fire_each_occurrence_once(store: Store, owing: Path) -> None:
    together = [tick(owing) for _ in range(10)]
    ended = [(*one.communicate(timeout=120), one.returncode) for one in together]
    assert Counter((code, err) for _, err, code in ended) == {(0, ""): 10}
    assert count(store) == (OWED, OWED)
    said = [int(out.split()[0]) for out, _, _ in ended if out]
    assert sum(said) == OWED


def test_ticks_that_are_killed_lose_nothing_and_do_nothing_twice(store: Store, owing: Path) -> None:
    for _ in range(3):
        together = [tick(owing) for _ in range(3)]
        begun, enough = time.monotonic(), count(store)[0] + 40
        while count(store)[0] < enough and time.monotonic() - begun < 60:
            time.sleep(0.02)
        for one in together:
            one.send_signal(signal.SIGKILL)
            one.communicate()
        fired, made = count(store)
        assert enough <= fired == made
    last = tick(owing)
    _, err = last.communicate(timeout=120)
    assert (last.returncode, err) == (0, "")
    assert count(store) == (OWED, OWED)
    assert store.replay_check() == ()
