"""The schema's steps: is a file up to date, and how it gets there. Alembic is imported only when there is a step to do."""

import sqlite3
from pathlib import Path

from bef_tui.data import plain
from bef_tui.data.files import WriteLock, private_file
from bef_tui.data.trouble import StoreError, spoken

HEAD = "0001"
KNOWN = frozenset({"0001"})
_APPLICATION = 0x62656631  # "bef1", in the header of every file of ours


def prepare(path: Path, *, read_only: bool = False) -> None:
    """Make a missing file and bring an older one up to date.

    StoreError when the file is not ours, is newer than this program, or cannot be used.
    """
    if not path.exists() or path.stat().st_size == 0:
        if read_only:
            raise StoreError(f"There is no file {path}.", "missing")
        _make(path)
    elif state_of(path) != HEAD:
        if read_only:
            raise StoreError(f"{path} was written by an older bef; open it once with bef to bring it up to date.", "other")
        _upgrade(path)


def state_of(path: Path) -> str:
    """The revision of a file's schema, which this program knows; StoreError for any other file."""
    with spoken(path):
        connection = plain.connect(path)
        try:
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if "alembic_version" not in tables or "txn" not in tables:
                raise StoreError.foreign(path)
            found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        finally:
            connection.close()
    revision = str(found[0]) if found else ""
    if revision not in KNOWN:
        raise StoreError(
            f"{path} was written by a newer bef (schema {revision}, this one knows {HEAD}). Update bef, or restore"
            " a backup that bef backup made before.",
            "newer",
        )
    return revision


def _make(path: Path) -> None:
    with spoken(path):
        private_file(path)
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.execute(f"PRAGMA application_id = {_APPLICATION}")
            connection.execute("PRAGMA journal_mode = WAL")
        finally:
            connection.close()
    _upgrade(path)


def _upgrade(path: Path) -> None:
    from bef_tui.data.migrations.run import upgrade

    lock = WriteLock(path)
    try:
        with spoken(path), lock.held(30):
            upgrade(path)
    finally:
        lock.close()
