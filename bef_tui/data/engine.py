"""SQLite through SQLAlchemy as we need it."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from bef_tui.data import plain


def make_engine(path: Path, read_only: bool = False, *, busy_seconds: float = plain.BUSY_SECONDS) -> Engine:
    """An engine on an existing file, each connection with our settings.

    Transactions are begun here, not by the driver: at once for writing, so that two writers wait for each other
    instead of failing. A connection that is in a transaction already is left alone.
    """

    def opened() -> sqlite3.Connection:
        return plain.connect(path, read_only, busy_seconds=busy_seconds)

    engine = create_engine(URL.create("sqlite", database=str(path)), creator=opened, poolclass=NullPool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        driver: Any = connection.connection.dbapi_connection
        if not driver.in_transaction:
            driver.execute("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine
