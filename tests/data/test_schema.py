"""The schema: the migrated file is what the tables ask for, and no way of writing leaves an unreadable value."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Table

from bef_tui.data import schema
from bef_tui.data.checks import table_classes, words_of
from bef_tui.data.triggers import journaled
from tests.data.deeds import DAY

INSTANT = "2026-11-19 10:00:00.000000"
BAD: dict[str, list[Any]] = {
    "text": ["a\0", "x" * 1_000_001, b"blob"],
    "word": ["no such word", 5],
    "whole": ["seven", 1.5, b"1"],
    "number": ["much", float("inf"), b"1"],
    "yesno": [2, "yes"],
    "day": ["2026-02-30", "2026-11-19 10:00", 2461000, "now", "19.11.2026"],
    "instant": [
        "2026-11-19",
        "2026-11-19 10:00:00",
        "2026-11-19T10:00:00.000000",
        "2026-02-30 10:00:00.000000",
        5,
    ],
    "range": [-1e9, 1e9],
}


def _objects(path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    ours = ((name, sql) for name, sql in rows if not name.startswith(("sqlite_", "alembic_")))
    return {name: re.sub(r"\s+", " ", sql) for name, sql in ours}


def test_the_migrated_file_is_what_the_tables_ask_for(empty_file: Path, tmp_path: Path) -> None:
    """When this fails: python -m bef_tui.data.migrations.render shows what the tables ask for."""
    with closing(sqlite3.connect(tmp_path / "made.db")) as connection:
        connection.executescript(schema.script())
    assert _objects(empty_file) == _objects(tmp_path / "made.db")


def test_every_table_has_its_triggers(empty_file: Path) -> None:
    names = _objects(empty_file).keys()
    plain = {
        "txn",
        "change",
        "current_txn",
        "draft",
        "judgement",
        "task_repeat",
        "run_total",
        "firing",
        "tick",
    }
    assert plain == {table.name for table in schema.metadata.sorted_tables} - {
        t.name for t in journaled(schema.metadata)
    }
    for table in journaled(schema.metadata):
        assert {f"journal_{table.name}_{kind}" for kind in ("insert", "update", "delete", "key")} <= names


def test_every_column_has_its_check() -> None:
    checks = {str(c.name) for table in schema.metadata.sorted_tables for c in table.constraints}
    for table in schema.metadata.sorted_tables:
        for column in table.columns:
            has = [name for name in checks if name.startswith(f"{table.name}.{column.name} ")]
            assert has or column.primary_key, column


def test_closed_vocabularies_are_found() -> None:
    assert words_of(int | None) == ()
    words = {
        f"{owner.__tablename__}.{name}": words_of(field.annotation)
        for owner in table_classes()
        for name, field in owner.model_fields.items()
    }
    assert words["task.status"] == ("open", "done", "dropped")
    assert "blocked" in words["commitment.reason"]
    assert words["sop.cadence"][0] == ""


def _checked() -> list[tuple[Table, Column[Any], str, Any]]:
    found = []
    for table in schema.metadata.sorted_tables:
        names = {str(constraint.name) for constraint in table.constraints}
        for column in table.columns:
            for kind, values in BAD.items():
                if f"{table.name}.{column.name} {kind}" in names:
                    found += [(table, column, kind, value) for value in values]
    return found


def _good(column: Column[Any]) -> Any:
    samples = {
        "VARCHAR": "x",
        "INTEGER": 1,
        "FLOAT": 1.0,
        "BOOLEAN": 1,
        "DATE": DAY.isoformat(),
        "DATETIME": INSTANT,
    }
    for owner in table_classes():
        if owner.__tablename__ == column.table.name and words_of(owner.model_fields[column.name].annotation):
            return words_of(owner.model_fields[column.name].annotation)[0]
    return samples[str(column.type).partition("(")[0]]


def test_every_check_refuses_and_none_refuses_what_is_right(db_path: Path) -> None:
    tried = 0
    with closing(sqlite3.connect(db_path, isolation_level=None)) as connection:
        for table, column, kind, value in _checked():
            row = {other.name: _good(other) for other in table.columns if other.name != "id"}
            names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
            statement = f"INSERT INTO {table.name} ({names}) VALUES ({marks})"
            connection.execute("BEGIN")
            connection.execute(statement, tuple(row.values()))
            connection.execute("ROLLBACK")
            row[column.name] = value
            if kind == "range":
                row[column.name] = float(value) if str(column.type) == "FLOAT" else int(value)
            connection.execute("BEGIN")
            try:
                connection.execute(statement, tuple(row.values()))
            except sqlite3.DatabaseError:
                tried += 1
                continue
            finally:
                connection.execute("ROLLBACK")
            # A bound on one side alone lets one of the two extremes through.
            assert kind == "range" or (kind == "word" and value == 5), (table.name, column.name, kind, value)
    assert tried > 500


@pytest.mark.parametrize(
    "value", [0.1, 1 / 3, 1e-300, 123456789.123456789, -0.1 + 1e-17, 5e-324, 1e300, 2.0**53 + 1]
)
def test_a_real_keeps_every_bit_in_the_journal(db_path: Path, value: float) -> None:
    with closing(sqlite3.connect(db_path, isolation_level=None)) as connection:
        connection.execute(
            "INSERT INTO kpi (name, unit, kind, direction, cadence, near_pct, position, active, created_on)"
            " VALUES ('k', '', 'lag', 'up', 'weekly', 10, 0, 1, '2026-11-19')"
        )
        connection.execute(
            "INSERT INTO target (kpi_id, value, from_on) VALUES (1, ?, '2026-11-19')",
            (value,),
        )
        told = connection.execute("SELECT new FROM change WHERE table_name = 'target'").fetchone()[0]
    assert json.loads(told)["value"] == value
