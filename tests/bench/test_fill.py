"""The records of the bench: made in bulk, yet such as the schema and its triggers would have let in."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bef_tui.data.store import Store
from bef_tui.data.totals import COUNTED_STEPS
from bef_tui.framework.weeks import Now
from bef_tui.services import execution, glance
from bench.fill import fill

NOW = Now(datetime(2026, 11, 19, 10, tzinfo=UTC))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten years of records."""
    made = tmp_path_factory.mktemp("filled") / "bef.db"
    fill(made, 1, NOW.today)
    return made


@pytest.fixture
def filled(path: Path) -> Iterator[sqlite3.Connection]:
    """The file, through the standard library."""
    connection = sqlite3.connect(path)
    yield connection
    connection.close()


def shape(path: Path) -> set[tuple[str, str, str]]:
    """Every table, index and trigger of a file."""
    connection = sqlite3.connect(path)
    found = set(connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master"))
    connection.close()
    return found


def test_the_schema_is_whole_again(path: Path, empty_file: Path) -> None:
    assert shape(path) == shape(empty_file)


def test_no_constraint_is_broken(filled: sqlite3.Connection) -> None:
    assert filled.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert filled.execute("PRAGMA foreign_key_check").fetchall() == []


def test_the_totals_are_those_the_triggers_would_have_kept(filled: sqlite3.Connection) -> None:
    done: dict[str, list[str]] = {}
    for title, on in filled.execute("SELECT title_key, done_on FROM task WHERE done_on IS NOT NULL"):
        done.setdefault(title, []).append(on)
    expected = {title: sorted(days)[-3] for title, days in done.items() if len(days) >= 3}
    assert dict(filled.execute("SELECT title_key, third_last_done FROM task_repeat")) == expected
    steps = f"SELECT run_id, {COUNTED_STEPS} FROM run_step GROUP BY run_id ORDER BY run_id"
    kept = "SELECT run_id, steps, done, skipped, excused FROM run_total ORDER BY run_id"
    assert filled.execute(kept).fetchall() == filled.execute(steps).fetchall()
    assert any(day >= (NOW.today - timedelta(weeks=8)).isoformat() for day in expected.values())


def test_it_is_a_business_at_work(path: Path) -> None:
    with Store(path, "Me", "one", lambda: NOW.at, read_only=True) as store:
        seen = store.read(glance.current, NOW)
        lists = store.read(execution.task_lists, now=NOW)
    judged = seen.judgement
    assert all(category.value > 1 for category in judged.card.categories)
    assert judged.gap.headline.n >= 12
    assert seen.agenda_count >= 40
    assert len(lists.today) >= 40


def test_larger_is_more_of_the_same(tmp_path: Path) -> None:
    fill(tmp_path / "two.db", 2, NOW.today)
    connection = sqlite3.connect(tmp_path / "two.db")
    counts = [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("task", "goal")]
    connection.close()
    assert counts == [20_000, 130]
