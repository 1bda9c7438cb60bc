"""What one thread needs to work on the file: a connection, kept open, and its turn among the writers."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import cast

from sqlalchemy import Connection, Engine
from sqlmodel import Session

from bef_tui.data.trouble import code_of, spoken
from bef_tui.data.writing import Line, Writer


class Lane:
    """The connection of one thread. It is ``query_only`` but for the time of a write."""

    def __init__(self, path: Path, engine: Engine, seconds: float) -> None:
        self._path = path
        self._connection: Connection = engine.connect()
        self.driver = cast(sqlite3.Connection, self._connection.connection.dbapi_connection)
        self.driver.execute("PRAGMA query_only = ON")
        self.writer = Writer(path, self.driver, seconds=seconds)
        self.thread = threading.current_thread()
        self._busy = False

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One view of the file, rolled back at the end; RuntimeError when something tries to write."""
        with self._alone(), spoken(self._path):
            try:
                self.driver.execute("BEGIN")
                with self._session() as session:
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
        with self._alone(), ExitStack() as after, self.writer.deed(line, keep=keep):
            session = after.enter_context(self._session())
            yield session
            session.flush()
            if not self.driver.in_transaction:
                raise RuntimeError("only the store ends a transaction")

    @contextmanager
    def undoing(self) -> Iterator[None]:
        """Nothing else happens in this thread meanwhile."""
        with self._alone():
            yield

    @contextmanager
    def _session(self) -> Iterator[Session]:
        outer = self._connection.begin()
        session = Session(self._connection, join_transaction_mode="rollback_only", expire_on_commit=False)
        try:
            yield session
        finally:
            session.close()
            outer.close()

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
        """Close the connection."""
        self.writer.close(self._connection.close)
