"""What one thread needs to work on the file: its connections, kept open, and its turn among the writers."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from sqlalchemy import Connection, Engine
from sqlmodel import Session

from bef_tui.data.files import identity
from bef_tui.data.trouble import StoreError, code_of, spoken
from bef_tui.data.writing import Line, Writer


@dataclass(frozen=True)
class Pen:
    """The connection that writes, and its turn among the writers."""

    connection: Connection
    driver: sqlite3.Connection
    writer: Writer


class Lane:
    """The connections of one thread: one that can only read, and with the first write one that writes.

    They are two, for a connection that turns from reading to writing and back has to prepare all its statements
    again, which takes longer than to judge the business.
    """

    def __init__(self, path: Path, engine: Engine, seconds: float) -> None:
        self._path = path
        self._engine = engine
        self._seconds = seconds
        self._identity = identity(path)
        self._reader: Connection = engine.connect()
        self.driver = _driver_of(self._reader)
        self.driver.execute("PRAGMA query_only = ON")
        self._pen: Pen | None = None
        self.thread = threading.current_thread()
        self._busy = False

    @property
    def pen(self) -> Pen:
        """What writes; opened when it is first wanted, on the file that is read and no other."""
        if self._pen is None:
            if identity(self._path) != self._identity:
                raise StoreError.replaced(self._path)
            connection = self._engine.connect()
            driver = _driver_of(connection)
            self._pen = Pen(connection, driver, Writer(self._path, driver, seconds=self._seconds))
        return self._pen

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One view of the file, rolled back at the end; RuntimeError when something tries to write."""
        with self._alone(), spoken(self._path):
            try:
                self.driver.execute("BEGIN")
                with _session(self._reader) as session:
                    yield session
            except Exception as error:
                if code_of(getattr(error, "orig", error)) in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_AUTH):
                    raise RuntimeError("a question may not write") from error
                raise
            finally:
                if self.driver.in_transaction:
                    self.driver.execute("ROLLBACK")

    @contextmanager
    def writing(self, line: Line, *, keep: bool) -> Iterator[Session]:
        """One deed, committed at the end; with ``keep=False`` it is only tried."""
        with self._alone(), ExitStack() as after:
            with spoken(self._path):
                pen = self.pen
            with pen.writer.deed(line, keep=keep):
                session = after.enter_context(_session(pen.connection))
                yield session
                session.flush()
                if not pen.driver.in_transaction:
                    raise RuntimeError("only the store ends a transaction")

    @contextmanager
    def undoing(self) -> Iterator[Pen]:
        """Nothing else happens in this thread meanwhile."""
        with self._alone():
            with spoken(self._path):
                pen = self.pen
            yield pen

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if self._busy:
            raise RuntimeError("one read or write at a time: a deed is handed its session")
        self._busy = True
        try:
            yield
        finally:
            self._busy = False

    def close(self) -> None:
        """Close the connections."""
        writer = self._pen.writer if self._pen else Writer(self._path, self.driver, seconds=self._seconds)
        writer.close(self._close_all)

    def _close_all(self) -> None:
        if self._pen is not None:
            self._pen.connection.close()
        self._reader.close()


def _driver_of(connection: Connection) -> sqlite3.Connection:
    return cast(sqlite3.Connection, connection.connection.dbapi_connection)


@contextmanager
def _session(connection: Connection) -> Iterator[Session]:
    outer = connection.begin()
    session = Session(connection, join_transaction_mode="rollback_only", expire_on_commit=False)
    try:
        yield session
    finally:
        session.close()
        outer.close()
