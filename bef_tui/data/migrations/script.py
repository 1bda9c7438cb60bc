"""Runs a file of SQL statement by statement, inside the transaction that is open."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection


def statements(text: str) -> Iterator[str]:
    """The statements of a script; a trigger is one, with all its semicolons."""
    lines: list[str] = []
    for line in text.splitlines(keepends=True):
        lines.append(line)
        if line.rstrip().endswith(";") and sqlite3.complete_statement("".join(lines)):
            yield "".join(lines).strip()
            lines = []
    if "".join(lines).strip():
        raise ValueError("the script ends within a statement")


def run_script(connection: Connection, path: Path) -> None:
    """Run all statements of a file."""
    for statement in statements(path.read_text(encoding="utf-8")):
        connection.exec_driver_sql(statement)
