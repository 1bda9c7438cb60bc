"""The file through the standard library: nothing heavy is imported, nothing can be written, changes are noticed."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from bef_tui.data import plain
from bef_tui.data.drafts import DraftSaver
from bef_tui.data.store import Store
from bef_tui.framework.weeks import Now
from tests.data.deeds import add_task, outside, run_sql

LIGHT = ["plain", "drafts", "undo", "journal", "backup", "migrations", "writing"]


@pytest.mark.parametrize("module", LIGHT)
def test_nothing_heavy_is_imported(module: str, empty_file: Path) -> None:
    code = (
        f"import sys, bef_tui.data.{module}\n"
        "from bef_tui.data.migrations import prepare\n"
        "from pathlib import Path\n"
        f"prepare(Path({str(empty_file)!r}))\n"
        "print(sorted({'sqlalchemy', 'sqlmodel', 'pydantic', 'alembic', 'textual'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM task",
        "CREATE TABLE x (y)",
        "CREATE TEMP TABLE x (y)",
        "ATTACH 'other.db' AS other",
        "PRAGMA query_only = OFF",
        "PRAGMA user_version = 9",
        "VACUUM INTO 'copy.db'",
        "SELECT load_extension('x')",
    ],
)
def test_a_read_only_connection_changes_nothing(
    db_path: Path, statement: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    with closing(plain.connect(db_path)) as connection:
        with pytest.raises(sqlite3.DatabaseError):
            connection.execute(statement)
        assert connection.execute("SELECT count(*) FROM task").fetchone() == (0,)
    assert not {"other.db", "copy.db"} & {path.name for path in tmp_path.iterdir()}


def test_a_missing_file_is_never_made(tmp_path: Path) -> None:
    for read_only in (True, False):
        with pytest.raises(sqlite3.OperationalError):
            plain.connect(tmp_path / "none.db", read_only)
    assert list(tmp_path.iterdir()) == []


def test_the_watch_sees_records_of_others_and_nothing_else(store: Store, db_path: Path, now: Now) -> None:
    watch = plain.ChangeWatch(db_path)
    assert not watch.changed()
    store.write(add_task, "one")
    assert watch.changed()
    assert not watch.changed()
    outside(db_path, "UPDATE task SET note = 'x'")
    assert watch.changed()
    saver = DraftSaver(db_path, lambda: now.at)
    saver.start()
    saver.put("form", "half")
    assert saver.stop()
    assert not watch.changed()
    store.write(add_task, "mine")
    watch.catch_up()
    assert not watch.changed()
    watch.close()


def test_the_kept_judgement_says_when_it_is_stale(store: Store, db_path: Path) -> None:
    with closing(plain.connect(db_path)) as connection:
        assert plain.judgement(connection) is None
        store.write(add_task, "one")
        store.write(run_sql, "INSERT INTO judgement VALUES (1, 1, '2026-11-19', '{}')")
        kept = plain.judgement(connection)
        assert kept == (1, date(2026, 11, 19), "{}")
        assert kept is not None and kept.txn_id == plain.last_txn_id(connection) == store.last_txn_id
        assert len(store.history()) == 1
        outside(db_path, "UPDATE task SET note = 'x'")
        stale = plain.judgement(connection)
        assert stale is not None and stale.txn_id != plain.last_txn_id(connection)
