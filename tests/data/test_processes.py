"""Several processes on one file: nothing that was acknowledged is ever lost, also not by a kill."""

import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from bef_tui.data.store import Store
from tests.data.deeds import run_sql, titles

WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from bef_tui.data.store import Store
from tests.data.deeds import add_task
name, count = sys.argv[2], int(sys.argv[3])
with Store(Path(sys.argv[1]), name, name, lambda: datetime.now(UTC)) as store:
    for number in range(count):
        store.write(add_task, f"{name}{number}")
        print(f"{name}{number}", flush=True)
"""


def _writer(path: Path, name: str, count: int) -> "subprocess.Popen[str]":
    arguments = [sys.executable, "-c", WRITER, str(path), name, str(count)]
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)


def _said(process: "subprocess.Popen[str]") -> list[str]:
    assert process.stdout is not None
    with process:
        return process.stdout.read().split()


def test_two_writers_lose_nothing(db_path: Path) -> None:
    processes = [_writer(db_path, name, 150) for name in "ab"]
    said = [word for process in processes for word in _said(process)]
    assert [process.returncode for process in processes] == [0, 0]
    with Store(db_path, "Me", "s", lambda: datetime.now(UTC)) as store:
        assert len(said) == 300
        assert sorted(store.read(titles)) == sorted(said)
        assert len(store.history(1000)) == 300
        assert store.replay_check() == ()


def test_a_kill_loses_nothing_that_was_acknowledged(db_path: Path) -> None:
    said: list[str] = []
    for turn in range(3):
        processes = [_writer(db_path, f"{name}{turn}.", 100_000) for name in "ab"]
        first = [process.stdout.readline().strip() for process in processes if process.stdout]
        time.sleep(0.1 + 0.05 * turn)
        for process in processes:
            process.kill()
        said += first + [word for process in processes for word in _said(process)]
    with Store(db_path, "Me", "s", lambda: datetime.now(UTC)) as store:
        kept = store.read(titles)
        assert set(said) <= set(kept)
        assert len(kept) - len(set(said)) <= 6
        assert store.replay_check() == ()
        assert store.read(run_sql, "PRAGMA quick_check") == "ok"
