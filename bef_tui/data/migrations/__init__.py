"""The schema's steps: is a file up to date, and how it gets there, without Alembic when there is no step to do."""

import sqlite3
from pathlib import Path
from urllib.parse import quote

from bef_tui.data.files import WriteLock, private_file
from bef_tui.data.trouble import StoreError, spoken

HEAD = "0001"
KNOWN = frozenset({"0001"})
APPLICATION_ID = 0x62656631  # "bef1", in the header of every file of ours


def prepare(path: Path, *, read_only: bool = False) -> None:
    """Make a missing file and bring an older one up to date.

    StoreError when the file is not ours, is newer than this program, or cannot be used.
    """
    with spoken(path):
        if not path.exists():
            if read_only:
                raise StoreError(f"There is no file {path}.", "missing")
            private_file(path)
    if state_of(path) == HEAD:
        return
    if read_only:
        raise StoreError(
            f"{path} was written by an older bef; open it once with bef to bring it up to date.", "other"
        )
    _upgrade(path)


def state_of(path: Path) -> str:
    """The revision of a file's schema, which this program knows, empty for an empty file; StoreError for any other.

    It stands in the file's header, so nothing of the schema has to be read.
    """
    with spoken(path):
        connection = sqlite3.connect(
            f"file:{quote(str(path.absolute()))}?mode=ro", uri=True, isolation_level=None
        )
        try:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            revision = f"{connection.execute('PRAGMA user_version').fetchone()[0]:04d}"
            if not application and not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
                return ""
        finally:
            connection.close()
    if application != APPLICATION_ID:
        raise StoreError.foreign(path)
    if revision not in KNOWN:
        raise StoreError(
            f"{path} was written by a newer bef (schema {revision}, this one knows {HEAD}). Update bef, or restore"
            " a backup that bef backup made before.",
            "newer",
        )
    return revision


def _upgrade(path: Path) -> None:
    from bef_tui.data.migrations.run import upgrade

    lock = WriteLock(path)
    try:
        with spoken(path), lock.held(30):
            upgrade(path)
    finally:
        lock.close()
