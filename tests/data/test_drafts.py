"""Drafts: saved without being asked, whatever holds up the file, and readable after a kill."""

import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from bef_tui.data import plain
from bef_tui.data.drafts import DraftSaver
from bef_tui.framework.weeks import Now


def _saved(path: Path, key: str) -> str | None:
    with closing(plain.connect(path)) as connection:
        return plain.draft(connection, key)


def _until(ready: Callable[[], bool], seconds: float = 5) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if ready():
            return True
        time.sleep(0.01)
    return False


def test_text_is_saved_once_the_keys_are_quiet(db_path: Path, now: Now) -> None:
    saver = DraftSaver(db_path, lambda: now.at, quiet=0.05)
    saver.start()
    for end in range(1, 6):
        saver.put("form", "typed"[:end])
    assert saver.load("form") == "typed"
    assert _until(lambda: _saved(db_path, "form") == "typed")
    saver.clear("form")
    assert saver.load("form") is None
    assert saver.stop()
    assert _saved(db_path, "form") is None


def test_flush_saves_now_and_another_start_finds_it(db_path: Path, now: Now) -> None:
    saver = DraftSaver(db_path, lambda: now.at, quiet=60)
    saver.start()
    saver.put("form", "half")
    saver.put("note", "b")
    assert saver.flush()
    assert saver.load("form") == "half"
    assert saver.stop()
    later = DraftSaver(db_path, lambda: now.at)
    assert (later.load("form"), later.load("note"), later.load("none")) == ("half", "b", None)


def test_a_busy_file_is_tried_again(db_path: Path, now: Now) -> None:
    saver = DraftSaver(db_path, lambda: now.at, quiet=0.01, retry=0.02)
    saver.start()
    with closing(sqlite3.connect(db_path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        saver.put("form", "typed")
        assert not saver.flush(0.3)
        assert _until(lambda: saver.trouble is not None and saver.trouble.trouble == "busy")
        assert saver.load("form") == "typed"
    assert _until(lambda: _saved(db_path, "form") == "typed")
    assert _until(lambda: saver.trouble is None)
    assert saver.stop()


def test_a_missing_file_does_not_end_the_thread(db_path: Path, now: Now) -> None:
    away = db_path.with_suffix(".away")
    db_path.rename(away)
    saver = DraftSaver(db_path, lambda: now.at, quiet=0.01, retry=0.02)
    saver.start()
    saver.put("form", "typed")
    assert not saver.flush(0.3)
    away.rename(db_path)
    assert _until(lambda: _saved(db_path, "form") == "typed")
    assert saver.stop()


def test_a_text_no_file_can_hold_does_not_hold_up_the_others(db_path: Path, now: Now) -> None:
    saver = DraftSaver(db_path, lambda: now.at)
    saver.start()
    saver.put("nul", "a\0b")
    saver.put("half", "x\ud83d")
    saver.put("form", "typed")
    assert saver.stop()
    assert _saved(db_path, "form") == "typed"


TYPIST = """
import os, signal, sys, time
from datetime import UTC, datetime
from pathlib import Path
from bef_tui.data.drafts import DraftSaver
saver = DraftSaver(Path(sys.argv[1]), lambda: datetime.now(UTC), quiet=float(sys.argv[2]))
saver.start()
signal.signal(signal.SIGTERM, lambda *_: os._exit(0 if saver.flush() else 9))
count = 0
while True:
    saver.put("form", str(count))
    count += 1
    if count == 50:
        print("typing", flush=True)
    time.sleep(float(sys.argv[3]))
"""


def _typist(path: Path, quiet: float, pause: float) -> "subprocess.Popen[str]":
    arguments = [sys.executable, "-c", TYPIST, str(path), str(quiet), str(pause)]
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "typing\n"
    return process


def test_a_signal_in_the_middle_of_typing_saves_all(db_path: Path) -> None:
    with _typist(db_path, 60, 0) as process:
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    assert int(_saved(db_path, "form") or 0) >= 49


def test_a_kill_loses_the_last_moment_at_most(db_path: Path) -> None:
    with _typist(db_path, 0.001, 0.01) as process:
        assert _until(lambda: int(_saved(db_path, "form") or 0) >= 60)
        process.kill()
        process.wait(10)
    assert int(_saved(db_path, "form") or 0) >= 60
