"""Files that only their owner can read, the lock that writers share, and whether a file is still the same one."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bef_tui.data.trouble import StoreError

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


def private_folder(path: Path) -> Path:
    """Make a folder and those above it that are missing, for the owner alone."""
    for folder in reversed((path, *path.parents)):
        with suppress(FileExistsError):
            folder.mkdir(mode=PRIVATE_FOLDER)
    return path


def private_file(path: Path) -> None:
    """Make an empty file for the owner alone; one that exists stays as it is."""
    private_folder(path.parent)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE_FILE))


def identity(path: Path) -> tuple[int, int] | None:
    """The device and inode of a file, None when there is none."""
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_dev, state.st_ino


class WriteLock:
    """The lock beside a database that is held from the begin to the end of each write.

    SQLite before 3.51.3 can lose a write when several connections reset the write-ahead log at once; with one writer
    at a time that cannot happen. Not for use by two threads at once: each has its own.
    """

    def __init__(self, database: Path) -> None:
        self._database = database
        self._path = Path(f"{database}.lock")
        self._handle = -1

    @contextmanager
    def held(self, seconds: float) -> Iterator[None]:
        """Hold the lock; StoreError when another writer keeps it for longer than ``seconds``."""
        self._take(seconds)
        try:
            yield
        finally:
            fcntl.flock(self._handle, fcntl.LOCK_UN)

    def _take(self, seconds: float) -> None:
        try:
            if self._handle < 0:
                self._handle = os.open(self._path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, PRIVATE_FILE)
            if self._try():
                return
            end, pause = time.monotonic() + seconds, 0.0005
            while time.monotonic() < end:
                time.sleep(pause)
                if self._try():
                    return
                pause = min(pause * 1.5, 0.01)
        except OSError as error:
            raise StoreError.from_os(error, self._database) from error
        raise StoreError.busy(self._database)

    def _try(self) -> bool:
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def close(self) -> None:
        """Let go of the lock file."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1
