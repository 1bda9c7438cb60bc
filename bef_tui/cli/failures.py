"""What can go wrong on the command line: one line for the user and an exit code, never a traceback."""

from __future__ import annotations

import sys
from pathlib import Path

from bef_tui.framework.harmless import harmless
from bef_tui.paths import NoPlaceError

REFUSED, WRONG_USE, BAD_INPUT, BROKEN, CANNOT_WRITE, INTERRUPTED = 1, 2, 65, 70, 73, 130

EXIT_CODES: dict[int, str] = {
    0: "done",
    REFUSED: "refused by a rule of the framework",
    WRONG_USE: "wrong use of the command line",
    BAD_INPUT: "bad input: a file or a text that cannot be read",
    BROKEN: "a mistake of bef itself; the log says more",
    CANNOT_WRITE: "cannot write",
}


LONGEST_ENTRY = 20_000


class Failure(Exception):  # noqa: N818 - says what happened, as RuleBroken does
    """A command cannot go on: an exit code, and a sentence for the user."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


def complain(message: str) -> None:
    """Say what went wrong in one line on standard error."""
    print(f"bef: {harmless(' '.join(message.split()))}", file=sys.stderr)


def code_for(error: Exception) -> int | None:
    """The exit code of an error whose text is meant for the user; None for a mistake of the program."""
    import sqlite3

    from bef_tui.data.trouble import StoreError
    from bef_tui.exchange.problems import BadInput, NotUnderstood
    from bef_tui.framework.errors import RuleBroken

    if isinstance(error, Failure):
        return error.code
    if isinstance(error, StoreError):
        return BAD_INPUT if error.trouble in ("damaged", "foreign", "newer", "missing") else CANNOT_WRITE
    if isinstance(error, RuleBroken):
        return REFUSED
    if isinstance(error, BadInput | NotUnderstood):
        return BAD_INPUT
    if isinstance(error, NoPlaceError):
        return CANNOT_WRITE
    return BAD_INPUT if isinstance(error, sqlite3.DatabaseError) else None


def words_for(error: Exception) -> str:
    """What an error says to the user."""
    import sqlite3

    if isinstance(error, sqlite3.DatabaseError):
        return f"the file cannot be read, or is no bef file ({error})."
    return str(error)


def write_down(error: Exception, words: list[str]) -> Path | None:
    """Append a mistake of the program to the log, in full; where that is, None when it cannot be written."""
    import os
    import traceback
    from datetime import UTC, datetime

    from bef_tui.paths import find

    try:
        log = find().log
        log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(log, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(f"{datetime.now(UTC).isoformat(timespec='seconds')} bef {words[:1]}\n")
            text = "".join(traceback.format_exception(error))
            stream.write(harmless(text[-LONGEST_ENTRY:], lines=True))
    except (OSError, NoPlaceError):
        return None
    return log
