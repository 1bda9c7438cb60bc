"""Plain SQL for what is read often: the same text runs on a ``Session`` and on a bare ``sqlite3`` connection.

The judgement and the first frame are gathered this way, before SQLModel is imported.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import sqlite3

    from sqlmodel import Session


class Rows(Protocol):
    """Runs one SELECT with named values (``:name``) and gives all its rows."""

    def __call__(self, sql: str, /, **values: object) -> list[Any]:
        """The rows as tuples."""


def rows_of(session: Session) -> Rows:
    """Read within a session's transaction, with all that was changed in it so far."""
    session.flush()
    return rows_on(session.connection().connection.driver_connection)  # type: ignore[arg-type]


def rows_on(connection: sqlite3.Connection) -> Rows:
    """Read on a connection of the standard library."""

    def rows(sql: str, /, **values: object) -> list[Any]:
        return connection.execute(sql, {name: stored(value) for name, value in values.items()}).fetchall()

    return rows


def stored(value: object) -> object:
    """A value as the file keeps it: days as ``2026-11-19``, instants as UTC text."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(" ", "microseconds")
    if isinstance(value, date):
        return value.isoformat()
    return value


def day(text: str | None) -> date | None:
    """A stored day."""
    return None if text is None else date.fromisoformat(text)


def instant(text: str) -> datetime:
    """A stored instant, aware UTC."""
    return datetime.fromisoformat(text + "+00:00")
