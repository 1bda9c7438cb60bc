"""Fills a file with ten years of records, times a factor, by bulk SQL against the real schema.

What grows with use grows with the factor: tasks (10,000 at 1×), contacts, touches, follow-ups, deals, runs, issues.
What a week or a quarter bounds does not: promises, goals, values, reviews. Indexes and triggers are taken off
meanwhile and put back as they were, as a bulk load does; the totals that triggers keep are counted at the end, and
that no constraint of the schema is broken is tested on the smallest size.
"""

import argparse
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from random import Random

from sqlmodel import SQLModel

from bef_tui.data import migrations, schema
from bef_tui.data.totals import COUNTED_STEPS
from bench.records import Calendar, Row, everything

PRAGMAS = {
    "journal_mode": "OFF",
    "synchronous": "OFF",
    "ignore_check_constraints": "ON",
    "cache_size": "-400000",
    "threads": "2",
}
COUNT_REPEATS = (
    "INSERT INTO task_repeat (title_key, third_last_done) SELECT title_key, done_on FROM (SELECT title_key, done_on,"
    " row_number() OVER (PARTITION BY title_key ORDER BY done_on DESC) AS n FROM task"
    " WHERE done_on IS NOT NULL AND source IS NULL)"
    " WHERE n = 3"
)
COUNT_STEPS = (
    "INSERT INTO run_total (run_id, steps, done, skipped, excused)"
    f" SELECT run_id, {COUNTED_STEPS} FROM run_step GROUP BY run_id"
)


def fill(path: Path, factor: int, today: date) -> None:
    """Make the file and fill it; the same records every time for the same day."""
    migrations.prepare(path)
    with bulk(path, (COUNT_REPEATS, COUNT_STEPS)) as connection:
        for table, rows in everything(factor, Calendar(today), Random(7)):
            _insert(connection, table, rows)


@contextmanager
def bulk(path: Path, count: Sequence[str] = ()) -> Iterator[sqlite3.Connection]:
    """One transaction without indexes and triggers, which are put back at its end; ``count`` makes the totals."""
    connection = sqlite3.connect(path, isolation_level=None)
    for name, value in PRAGMAS.items():
        connection.execute(f"PRAGMA {name} = {value}")
    taken_off = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'index') AND sql IS NOT NULL"
    ).fetchall()
    connection.execute("BEGIN")
    for kind, name, _ in taken_off:
        connection.execute(f"DROP {kind} {name}")
    yield connection
    put_back = [*_of("index", taken_off), *count, *_of("trigger", taken_off)]
    for statement in put_back:
        connection.execute(statement)
    connection.execute("COMMIT")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()


def _of(kind: str, taken_off: Iterable[tuple[str, str, str]]) -> list[str]:
    return [sql for other, _, sql in taken_off if other == kind]


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    """Insert rows; a column that they leave out has the default of its table class."""
    defaults = _defaults(table)
    rows = iter(rows)
    first = next(rows)
    names = [*first, *(name for name in defaults if name not in first)]
    rest = tuple(defaults[name] for name in names[len(first) :])
    marks = ", ".join("?" * len(names))
    quoted = ", ".join(f'"{name}"' for name in names)
    statement = f"INSERT INTO {table} ({quoted}) VALUES ({marks})"
    connection.execute(statement, (*first.values(), *rest))
    connection.executemany(statement, ((*row.values(), *rest) for row in rows))


def _defaults(table: str) -> Row:
    owner = next(owner for owner in _classes(SQLModel) if getattr(owner, "__tablename__", "") == table)
    fields = owner.model_fields.items()
    return {
        name: field.default for name, field in fields if not field.is_required() and field.default is not None
    }


def _classes(root: type[SQLModel]) -> Iterator[type[SQLModel]]:
    for child in root.__subclasses__():
        if getattr(child, "__table__", None) is not None and child.metadata is schema.metadata:
            yield child
        yield from _classes(child)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path, help="the file to make")
    parser.add_argument("--factor", type=int, default=1, help="times ten years of records (default 1)")
    chosen = parser.parse_args()
    fill(chosen.path, chosen.factor, date.today())
