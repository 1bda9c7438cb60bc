"""Migrations: all or nothing, only when needed, and never on a file that is not ours."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bef_tui.data.migrations import HEAD, prepare, script, state_of
from bef_tui.data.trouble import StoreError


def test_a_new_file_has_the_newest_schema(tmp_path: Path) -> None:
    path = tmp_path / "new" / "bef.db"
    prepare(path)
    assert state_of(path) == HEAD
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]
        assert connection.execute("PRAGMA user_version").fetchone() == (int(HEAD),)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    prepare(path)


def test_an_interrupted_step_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bef.db"
    whole = script.statements

    def half(text: str) -> list[str]:
        return [*list(whole(text))[:100], "CREATE TABLE oh dear"]

    monkeypatch.setattr(script, "statements", half)
    with pytest.raises(Exception, match="syntax error"):
        prepare(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == []
        assert connection.execute("PRAGMA user_version").fetchone() == (0,)
    monkeypatch.undo()
    prepare(path)
    assert state_of(path) == HEAD


def test_many_may_make_the_file_at_once(tmp_path: Path) -> None:
    path = tmp_path / "bef.db"
    code = (
        "import sys, pathlib; from bef_tui.data.migrations import prepare; prepare(pathlib.Path(sys.argv[1]))"
    )
    processes = [subprocess.Popen([sys.executable, "-c", code, str(path)]) for _ in range(4)]
    assert [process.wait(60) for process in processes] == [0, 0, 0, 0]
    assert state_of(path) == HEAD


def test_a_newer_file_is_refused(db_path: Path) -> None:
    with closing(sqlite3.connect(db_path)) as connection:
        connection.execute("PRAGMA user_version = 9000")
    with pytest.raises(StoreError, match=r"newer bef .*bef backup") as caught:
        prepare(db_path)
    assert caught.value.trouble == "newer"


@pytest.mark.parametrize("content", ["sqlite", "text"])
def test_a_file_of_another_program_is_refused_untouched(tmp_path: Path, content: str) -> None:
    path = tmp_path / "other.db"
    if content == "sqlite":
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE theirs (x)")
    else:
        path.write_text("Dear diary, " * 1000)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not a bef file") as caught:
        prepare(path)
    assert caught.value.trouble == "foreign"
    assert path.read_bytes() == before


def test_a_script_is_split_at_statements_not_at_semicolons() -> None:
    trigger = "CREATE TRIGGER t AFTER INSERT ON x BEGIN\n  SELECT 1;\n  SELECT ';';\nEND;"
    assert list(script.statements(f"SELECT 1;\n{trigger}\nSELECT\n2;\n")) == [
        "SELECT 1;",
        trigger,
        "SELECT\n2;",
    ]
    with pytest.raises(ValueError, match="within a statement"):
        list(script.statements("SELECT 1;\nSELECT"))
