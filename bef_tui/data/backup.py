"""Backups: an online copy, checked before it counts, kept for days, weeks and months; and the way back."""

import hashlib
import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from bef_tui.data import plain
from bef_tui.data.files import PRIVATE_FILE, WriteLock, private_file, private_folder
from bef_tui.data.migrations import prepare, state_of
from bef_tui.data.trouble import StoreError, spoken

DAILY, WEEKLY, MONTHLY = 7, 8, 12
_STAMP = "%Y%m%dT%H%M%SZ"
_LOCK_SECONDS = 30.0
_HEADER = b"SQLite format 3\0"


def make(database: Path, folder: Path, at: datetime) -> Path:
    """Copy the file while it is in use into ``folder``, check the copy, and put its SHA-256 beside it.

    Nothing is overwritten: a copy that fails its check is removed again. StoreError says what went wrong.
    """
    private_folder(folder)
    final = _free_name(folder, database.stem, at)
    part = final.with_suffix(".part")
    with spoken(database):
        part.unlink(missing_ok=True)
        private_file(part)
        try:
            with closing(plain.connect(database)) as source, closing(sqlite3.connect(part)) as copy:
                source.set_authorizer(None)
                source.backup(copy, pages=-1)
                copy.execute("PRAGMA journal_mode = DELETE")
            _check_whole(part)
            _write_sum(final, _digest(part))
            part.rename(final)
            _sync(folder)
        except BaseException:
            part.unlink(missing_ok=True)
            if not final.exists():
                _sum_file(final).unlink(missing_ok=True)
            raise
    return final


def check(backup: Path) -> None:
    """Raise StoreError unless a backup is exactly what was written, whole, and of a schema this program knows."""
    if not backup.exists():
        raise StoreError(f"There is no backup {backup}.", "missing")
    with spoken(backup):
        if _sum_file(backup).exists():
            told = _sum_file(backup).read_text(encoding="ascii").split()
            if not told or told[0] != _digest(backup):
                raise StoreError(
                    f"{backup} is damaged: it is not what was written. Use an older backup.", "damaged"
                )
        _check_whole(backup)
        if not state_of(backup):
            raise StoreError.foreign(backup)


def restore(database: Path, backup: Path, folder: Path, at: datetime) -> Path | None:
    """Put a backup into the live file, whoever has it open; the state before is kept, and its path returned.

    A live file that cannot be read any more is moved aside instead. A backup that fails its check changes nothing.
    """
    check(backup)
    kept = _keep(database, folder, at) if database.exists() and database.stat().st_size else None
    private_file(database)
    lock = WriteLock(database)
    try:
        with (
            spoken(database),
            lock.held(_LOCK_SECONDS),
            closing(plain.connect(backup)) as source,
            closing(plain.connect(database, read_only=False, busy_seconds=_LOCK_SECONDS)) as live,
        ):
            source.set_authorizer(None)
            source.backup(live, pages=-1)
    finally:
        lock.close()
    prepare(database)
    return kept


def backups(folder: Path, stem: str) -> tuple[Path, ...]:
    """The backups of a file, newest first."""
    found = (
        [path for path in folder.glob(f"{stem}-*.db") if taken_at(path.name) is not None]
        if folder.is_dir()
        else []
    )
    return tuple(sorted(found, key=lambda path: path.name, reverse=True))


def newest(folder: Path, stem: str) -> Path | None:
    """The newest backup of a file, None when there is none."""
    return next(iter(backups(folder, stem)), None)


def taken_at(name: str) -> datetime | None:
    """When a backup of this name was made; None for a name that is no backup's."""
    stamp = name.removesuffix(".db").rpartition("-")[2].partition("_")[0]
    try:
        return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def to_remove(
    names: Iterable[str], *, daily: int = DAILY, weekly: int = WEEKLY, monthly: int = MONTHLY
) -> list[str]:
    """Which backups are no longer needed: all but the newest of each of the last days, weeks and months that have one.

    Pure, and by the names alone. The newest of all always stays.
    """
    known = sorted(((at, name) for name in names if (at := taken_at(name)) is not None), reverse=True)
    keep = {name for _, name in known[:1]}
    for form, count in (("%Y-%m-%d", daily), ("%G-W%V", weekly), ("%Y-%m", monthly)):
        seen: dict[str, str] = {}
        for at, name in known:
            seen.setdefault(at.strftime(form), name)
        keep.update(list(seen.values())[:count])
    return [name for _, name in known if name not in keep]


def rotate(folder: Path, stem: str) -> tuple[Path, ...]:
    """Remove the backups that are no longer needed, never the newest one that passes its check; those removed."""
    present = backups(folder, stem)
    unneeded = set(to_remove(path.name for path in present))
    kept_first = sorted(present, key=lambda path: path.name in unneeded)
    last_good = next(filter(_is_good, kept_first), None)
    removed = [path for path in present if path.name in unneeded and path != last_good]
    for path in removed:
        path.unlink(missing_ok=True)
        _sum_file(path).unlink(missing_ok=True)
    return tuple(removed)


def _is_good(path: Path) -> bool:
    try:
        check(path)
    except StoreError:
        return False
    return True


def _free_name(folder: Path, stem: str, at: datetime) -> Path:
    stamp = at.astimezone(UTC).strftime(_STAMP)
    names = [f"{stem}-{stamp}.db", *(f"{stem}-{stamp}_{number:03d}.db" for number in range(1, 1000))]
    return next(folder / name for name in names if not (folder / name).exists())


def _check_whole(path: Path) -> None:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        for pragma in ("integrity_check", "foreign_key_check"):
            found = connection.execute(f"PRAGMA {pragma}").fetchall()
            if found not in ([], [("ok",)]):
                raise StoreError(f"{path} is damaged ({found[0][0]}).", "damaged")


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _sum_file(backup: Path) -> Path:
    return Path(f"{backup}.sha256")


def _write_sum(backup: Path, digest: str) -> None:
    """Beside the backup, in the form that ``sha256sum -c`` reads."""
    handle = os.open(_sum_file(backup), os.O_CREAT | os.O_WRONLY | os.O_TRUNC, PRIVATE_FILE)
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(f"{digest}  {backup.name}\n")
        stream.flush()
        os.fsync(stream.fileno())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _keep(database: Path, folder: Path, at: datetime) -> Path:
    """A backup of the live file; one that is damaged is moved aside, one of another program is left alone."""
    try:
        state_of(database)
    except StoreError as error:
        if error.trouble == "foreign" and _has_header(database):
            raise
    try:
        return make(database, folder, at)
    except StoreError as error:
        if error.trouble not in ("damaged", "foreign"):
            raise
        return _move_aside(database, at)


def _has_header(database: Path) -> bool:
    with database.open("rb") as stream:
        return stream.read(len(_HEADER)) == _HEADER


def _move_aside(database: Path, at: datetime) -> Path:
    stamp = at.astimezone(UTC).strftime(_STAMP)
    aside = database.with_name(f"{database.name}.damaged-{stamp}")
    database.rename(aside)
    for ending in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            Path(f"{database}{ending}").rename(f"{aside}{ending}")
    return aside
