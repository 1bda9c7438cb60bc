"""What can go wrong with the file, each in one line that says what to do."""

import errno
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from bef_tui.framework.errors import RuleBroken

Trouble = Literal["full", "readonly", "busy", "replaced", "damaged", "foreign", "newer", "missing", "other"]

FULL = "The disk is full: nothing was saved, what you typed is kept. Free some space and save again."

_OF_THE_FILE = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_IOERR,
}

_SHAPES = {
    "text": "must be text of at most 1,000,000 characters without a NUL character",
    "word": "is none of the words that may stand here",
    "whole": "must be a whole number",
    "number": "must be a number",
    "yesno": "must be yes or no",
    "day": "must be a day like 2026-11-19",
    "instant": "must be an instant in UTC",
    "range": "is out of range",
}


class StoreError(RuleBroken):
    """The file cannot be read or written now; ``str(error)`` is one line for the user, ``trouble`` its kind."""

    def __init__(self, message: str, trouble: Trouble = "other") -> None:
        super().__init__(message)
        self.trouble = trouble

    @classmethod
    def busy(cls, path: Path) -> "StoreError":
        """Another program has been writing for too long."""
        return cls(
            f"Nothing was saved: another program is writing and does not finish. Try again. It is about {path}",
            "busy",
        )

    @classmethod
    def replaced(cls, path: Path) -> "StoreError":
        """The path no longer leads to the file that was opened."""
        return cls(
            "Nothing was saved: the file was replaced or deleted while it was open. Close bef and open it again. "
            f"It was {path}",
            "replaced",
        )

    @classmethod
    def foreign(cls, path: Path) -> "StoreError":
        """The file is no database of ours."""
        return cls(
            f"This is not a bef file. Name another one with --db, or move this one away: {path}", "foreign"
        )

    @classmethod
    def readonly(cls, path: Path) -> "StoreError":
        """The file or its folder may not be written to."""
        return cls(
            f"Nothing was saved: the file cannot be written to. Check who may write to it and its folder: {path}",
            "readonly",
        )

    @classmethod
    def from_os(cls, error: OSError, path: Path) -> "StoreError":
        """What the operating system refused."""
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return cls(FULL, "full")
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            return cls.readonly(path)
        return cls(f"The file cannot be used: {error.strerror or error}: {path}", "other")

    @classmethod
    def from_sqlite(cls, error: sqlite3.Error, path: Path) -> "StoreError":
        """What SQLite reported about the file."""
        code = code_of(error)
        if code == sqlite3.SQLITE_FULL:
            return cls(FULL, "full")
        if code == sqlite3.SQLITE_READONLY:
            return cls.readonly(path)
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return cls.busy(path)
        if code == sqlite3.SQLITE_CORRUPT:
            return cls(
                f"The file is damaged. Restore the newest backup; bef paths says where backups lie. It is {path}",
                "damaged",
            )
        if code == sqlite3.SQLITE_NOTADB:
            return cls.foreign(path)
        if code == sqlite3.SQLITE_CANTOPEN:
            return cls(
                f"The file cannot be opened. Check that it exists and that you may use it and its folder: {path}",
                "missing",
            )
        return cls(f"Nothing was saved: the disk reports an error. Check the disk with {path}", "other")


def code_of(error: BaseException) -> int:
    """SQLite's primary code of an error, 0 when it has none."""
    return (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF


def refusal(error: sqlite3.IntegrityError) -> RuleBroken:
    """A broken constraint in words: which field, and what it must be."""
    text = str(error)
    if check := re.fullmatch(r"CHECK constraint failed: (\w+)\.(\w+) (\w+)", text):
        field, shape = check[2], _SHAPES.get(check[3], "is not allowed")
        return RuleBroken(f"{_spoken(field)} {shape}.", field=field)
    if unique := re.fullmatch(r"UNIQUE constraint failed: (\w+)\.(\w+)(.*)", text):
        return RuleBroken(
            f"There already is a {_spoken(unique[1]).lower()} with this {_spoken(unique[2]).lower()}.",
            field=unique[2],
        )
    if empty := re.fullmatch(r"NOT NULL constraint failed: (\w+)\.(\w+)", text):
        return RuleBroken(f"{_spoken(empty[2])} is missing.", field=empty[2])
    if text.startswith("FOREIGN KEY"):
        return RuleBroken("A record that this one belongs to is gone.")
    return RuleBroken(f"{text}.")


def _spoken(name: str) -> str:
    return name.removesuffix("_id").replace("_", " ").capitalize()


@contextmanager
def spoken(path: Path) -> Iterator[None]:
    """Turn what SQLite and the operating system say, also through SQLAlchemy, into errors for the user.

    A mistake of the program, such as SQL that does not parse, stays what it is.
    """
    try:
        yield
    except RuleBroken:
        raise
    except OverflowError as error:
        raise RuleBroken("A number is too large to be kept.") from error
    except UnicodeEncodeError as error:
        raise RuleBroken("This text holds characters that cannot be stored.") from error
    except OSError as error:
        raise StoreError.from_os(error, path) from error
    except Exception as error:
        cause = getattr(error, "orig", error)
        if isinstance(cause, sqlite3.IntegrityError):
            raise refusal(cause) from error
        if code_of(cause) == sqlite3.SQLITE_TOOBIG:
            raise RuleBroken("This text is too long to be kept.") from error
        if isinstance(cause, sqlite3.Error) and code_of(cause) in _OF_THE_FILE:
            raise StoreError.from_sqlite(cause, path) from error
        raise
