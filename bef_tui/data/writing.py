"""One write: the lock, the transaction, its line in the history. The standard library alone."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bef_tui.data.files import WriteLock, identity
from bef_tui.data.plain import BUSY_SECONDS
from bef_tui.data.trouble import StoreError, spoken
from bef_tui.framework.words import DeedKind


def stored_instant(at: datetime) -> str:
    """An instant as columns hold it: UTC with microseconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def read_instant(text: str) -> datetime:
    """An instant as it was stored."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@dataclass(frozen=True)
class Line:
    """A line of the history: who did what, when, from which session."""

    at: datetime
    who: str
    session: str
    label: str
    kind: DeedKind = "do"
    of: int | None = None


def begin_line(connection: sqlite3.Connection, line: Line) -> int:
    """Write the line of a deed; what triggers see from here on belongs to it. The id of the deed."""
    txn_id = connection.execute(
        "INSERT INTO txn (at, who, session, label, kind, of) VALUES (?, ?, ?, ?, ?, ?)",
        (stored_instant(line.at), line.who, line.session, line.label, line.kind, line.of),
    ).lastrowid
    assert txn_id is not None
    connection.execute("UPDATE current_txn SET txn_id = ?", (txn_id,))
    return txn_id


def end_line(connection: sqlite3.Connection, txn_id: int) -> None:
    """End a deed; the line of one that changed no row is taken back."""
    if not connection.execute("SELECT 1 FROM change WHERE txn_id = ? LIMIT 1", (txn_id,)).fetchone():
        connection.execute("DELETE FROM txn WHERE id = ?", (txn_id,))
    connection.execute("UPDATE current_txn SET txn_id = NULL")


class Writer:
    """Writes through one connection, one transaction at a time, in turn with all other writers of the file."""

    def __init__(self, path: Path, connection: sqlite3.Connection, *, seconds: float = BUSY_SECONDS) -> None:
        self._path = path
        self._connection = connection
        self._seconds = seconds
        self._lock = WriteLock(path)
        self._identity = identity(path)

    @contextmanager
    def transaction(self, *, keep: bool = True) -> Iterator[None]:
        """All or nothing. With ``keep=False`` it is only tried, and nothing stays.

        Raises StoreError when the file cannot be written to, RuleBroken when a constraint refuses.
        """
        with spoken(self._path), self._lock.held(self._seconds):
            if identity(self._path) != self._identity:
                raise StoreError.replaced(self._path)
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                yield
                self._connection.execute("COMMIT" if keep else "ROLLBACK")
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    @contextmanager
    def deed(self, line: Line, *, keep: bool = True) -> Iterator[int]:
        """A transaction with its line in the history; the line is taken back when no row was changed."""
        with self.transaction(keep=keep):
            txn_id = begin_line(self._connection, line)
            yield txn_id
            end_line(self._connection, txn_id)

    def close(self, close: Callable[[], None] | None = None) -> None:
        """Close the connection, in turn with other writers: the last one out folds the log into the file."""
        close = close or self._connection.close
        try:
            with self._lock.held(self._seconds):
                close()
        except StoreError:
            close()
        finally:
            self._lock.close()
