"""What is asked at every key press reads indexes alone, and does the same work however long the file has grown."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bef_tui.data import plain
from bef_tui.data.store import Store
from bef_tui.framework.weeks import Now
from bef_tui.services import execution, glance, people, sql
from bench.fill import fill

NOW = Now(datetime(2026, 11, 19, 10, tzinfo=UTC))
LARGE = {
    "change", "commitment", "contact", "deal", "follow_up", "issue", "kpi_entry", "run_step", "score_snapshot",
    "sop_revision", "task", "touch", "txn", "workflow_run",
}  # fmt: skip
QUESTIONS: dict[str, Callable[[Store], object]] = {
    "glance": lambda store: store.read(glance.current, NOW),
    "task lists": lambda store: store.read(execution.task_lists, now=NOW),
    "days": lambda store: store.read(execution.done_against_plan, now=NOW),
    "promises": lambda store: store.read(execution.promises, NOW.week),
    "who is due": lambda store: store.read(people.who_is_due, NOW),
    "follow-ups": lambda store: store.read(people.follow_ups),
    "history": lambda store: store.read(people.history, 1),
}
# Reads no more than a thousand entries of an index.
ENDS_EARLY = "SELECT count(*) FROM (SELECT 1 FROM contact LIMIT 1000)"

Statement = tuple[str, Any]


@pytest.fixture(scope="module")
def ten_years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten years of records."""
    path = tmp_path_factory.mktemp("years") / "bef.db"
    fill(path, 1, NOW.today)
    return path


@pytest.fixture
def store(ten_years: Path) -> Iterator[Store]:
    """The store of ten years."""
    with Store(ten_years, "Me", "one", lambda: NOW.at, read_only=True) as opened:
        yield opened


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Statement]]:
    """Every statement that is run, by plain SQL or by the mapper, with its values."""
    found: list[Statement] = []
    rows_on = sql.rows_on

    def recording(connection: sqlite3.Connection) -> sql.Rows:
        rows = rows_on(connection)

        def recorded(statement: str, /, **values: object) -> list[Any]:
            found.append((statement, {name: sql.stored(value) for name, value in values.items()}))
            return rows(statement, **values)

        return recorded

    def mapped(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        found.append((statement, values))

    monkeypatch.setattr(sql, "rows_on", recording)
    event.listen(Engine, "before_cursor_execute", mapped)
    yield found
    event.remove(Engine, "before_cursor_execute", mapped)


def scans(connection: sqlite3.Connection, statement: str, values: Any) -> list[str]:
    """Where a statement reads a large table, or a whole index of one, from end to end.

    An index of open records alone may be read whole: it holds what is still to be done, and nothing of the past.
    """
    aliases = {
        alias: table for table, alias in re.findall(r"\b(?:FROM|JOIN)\s+(\w+)(?:\s+AS)?\s+(\w+)", statement)
    }
    partial = {
        name
        for name, ddl in connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index'")
        if ddl and re.search(r"WHERE (status|state) = 'open'", ddl)
    }
    found = []
    for *_, detail in connection.execute(f"EXPLAIN QUERY PLAN {statement}", values):
        match = re.match(r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?", detail)
        if match and aliases.get(match[1], match[1]) in LARGE and match[2] not in partial:
            found.append(detail)
    return found


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_question_of_a_key_press_reads_a_large_table_whole(
    store: Store, asked: list[Statement], name: str
) -> None:
    QUESTIONS[name](store)
    connection = plain.connect(store.path)
    found = [
        (detail, statement)
        for statement, values in asked
        if statement != ENDS_EARLY
        for detail in scans(connection, statement, values)
    ]
    connection.close()
    assert asked
    assert found == []


def test_a_scan_is_seen(store: Store) -> None:
    connection = plain.connect(store.path)
    assert scans(connection, "SELECT t.id FROM task t WHERE t.note = 'x'", ())
    assert scans(connection, "SELECT count(*) FROM touch", ())
    assert not scans(connection, "SELECT count(*) FROM task WHERE status = 'open'", ())
    connection.close()


def steps(path: Path, ask: Callable[[Store], object]) -> int:
    """How many hundreds of steps the database takes for a question."""
    taken = 0

    def count() -> int:
        nonlocal taken
        taken += 1
        return 0

    connect = plain.connect
    with pytest.MonkeyPatch.context() as patch:

        def counting(*args: Any, **kwargs: Any) -> sqlite3.Connection:
            connection = connect(*args, **kwargs)
            connection.set_progress_handler(count, 100)
            return connection

        patch.setattr(plain, "connect", counting)
        with Store(path, "Me", "one", lambda: NOW.at, read_only=True) as store:
            ask(store)
            taken = 0
            ask(store)
    return taken


@pytest.mark.parametrize("name", [name for name in QUESTIONS if name != "task lists"])
def test_five_times_the_records_are_the_same_work(
    ten_years: Path, tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    larger = tmp_path_factory.getbasetemp() / "fifty-years.db"
    if not larger.exists():
        fill(larger, 5, NOW.today)
    few, many = steps(ten_years, QUESTIONS[name]), steps(larger, QUESTIONS[name])
    assert many <= 1.2 * few + 5
