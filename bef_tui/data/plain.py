"""The file through the standard library alone: for the first frame, the prompt, and whoever must not wait for more."""

import sqlite3
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

BUSY_SECONDS = 5.0
CACHE_KIB = (
    500  # of the file, for each connection; the kernel keeps the rest, and four times as much is no faster
)
_READING = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_RECURSIVE,
    sqlite3.SQLITE_TRANSACTION,
    sqlite3.SQLITE_SAVEPOINT,
}
_ASKING = {
    "integrity_check",
    "quick_check",
    "foreign_key_check",
    "foreign_key_list",
    "table_info",
    "index_list",
}
_STAYS = ("query_only", "ON")


def _only_reading(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    if action in _READING:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION:
        return sqlite3.SQLITE_DENY if second == "load_extension" else sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA and (second is None or first in _ASKING or (first, second) == _STAYS):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def connect(path: Path, read_only: bool = True, *, busy_seconds: float = BUSY_SECONDS) -> sqlite3.Connection:
    """Open the file as we need it: transactions are begun and ended by hand.

    Read-only means that neither the file nor anything beside it can be changed through this connection. Raises
    ``sqlite3.Error`` when there is no such file: nothing is ever created here.
    """
    address = f"file:{quote(str(path.absolute()))}?mode={'ro' if read_only else 'rw'}"
    connection = sqlite3.connect(
        address,
        uri=True,
        isolation_level=None,
        timeout=busy_seconds,
        check_same_thread=False,
        cached_statements=400,
    )
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA recursive_triggers = ON")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        if read_only:
            connection.execute("PRAGMA query_only = ON")
            connection.set_authorizer(_only_reading)
        else:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
    except BaseException:
        connection.close()
        raise
    return connection


def last_txn_id(connection: sqlite3.Connection) -> int:
    """The id of the last deed, 0 before the first."""
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM txn").fetchone()[0])


def last_change_id(connection: sqlite3.Connection) -> int:
    """The id of the last changed row, also one that an outside tool changed; 0 before the first."""
    return int(connection.execute("SELECT coalesce(max(id), 0) FROM change").fetchone()[0])


class CachedJudgement(NamedTuple):
    """The judgement as it was last kept: true while ``txn_id`` is the last deed and ``day`` the founder's day."""

    txn_id: int
    day: date
    body: str


def judgement(connection: sqlite3.Connection) -> CachedJudgement | None:
    """The judgement that was last kept, None when there is none."""
    row = connection.execute("SELECT txn_id, day, body FROM judgement WHERE id = 1").fetchone()
    return CachedJudgement(row[0], date.fromisoformat(row[1]), row[2]) if row else None


def draft(connection: sqlite3.Connection, key: str) -> str | None:
    """The text that was typed under this key and not saved, None when there is none."""
    row = connection.execute("SELECT text FROM draft WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else None


class ChangeWatch:
    """Tells whether somebody else changed the records, for two microseconds a look.

    Drafts and kept judgements are no change. Call ``catch_up`` before reading again after a write of one's own. It
    may be handed a connection that is open already: another one would read the schema again (3 ms, and 1 MiB).
    """

    def __init__(self, file: Path | sqlite3.Connection) -> None:
        self._connection = connect(file) if isinstance(file, Path) else file
        self._version = self._pragma()
        self._last = last_change_id(self._connection)

    def _pragma(self) -> Any:
        return self._connection.execute("PRAGMA data_version").fetchone()[0]

    def changed(self) -> bool:
        """Whether records were changed since the last look. Never waits, never fails on a busy file."""
        try:
            version = self._pragma()
            if version == self._version:
                return False
            last = last_change_id(self._connection)
        except sqlite3.OperationalError:
            return False
        before, self._version, self._last = self._last, version, last
        return last != before

    def catch_up(self) -> None:
        """Take what is in the file now as known."""
        self.changed()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()
