"""``bef status``: the business in one line, from the kept judgement when it is still true. Imports next to nothing."""

from __future__ import annotations

import sys
from time import time

from bef_tui.cli import pipe
from bef_tui.paths import NoPlaceError, find

USAGE = "usage: bef status [--json] [--db FILE]"


def main(words: list[str]) -> int:
    """Print the line; 0 done, also when nobody reads it, 2 wrong use, 65 no file that can be read."""
    try:
        code = _run(words)
        pipe.flush()
    except BrokenPipeError:
        return pipe.nobody_reads()
    return code


def _run(words: list[str]) -> int:
    as_json, database = False, None
    words = list(words)
    while words:
        word = words.pop(0)
        if word == "--json":
            as_json = True
        elif word == "--db" and words:
            database = words.pop(0)
        elif word.startswith("--db="):
            database = word[5:]
        elif word == "--help":
            print(
                f"{USAGE}\n\nThe business in one line: score, promises kept, Execution Gap, what is due, next move."
            )
            return 0
        else:
            print(f"bef: status does not know {word!r}. {USAGE}", file=sys.stderr)
            return 2
    try:
        path = find(database).database_text
    except NoPlaceError as error:
        print(f"bef: {error}", file=sys.stderr)
        return 73
    return _tell(path, as_json)


def _tell(path: str, as_json: bool) -> int:
    from _sqlite3 import Error, connect

    try:
        connection = connect(f"file:{_quoted(path)}?mode=ro", uri=True)
        kept = connection.execute(
            "SELECT substr(body, 1, 400), txn_id = (SELECT coalesce(max(id), 0) FROM txn) FROM judgement WHERE id = 1"
        ).fetchone()
        connection.close()
    except Error:
        print(
            f"bef: there is no bef file at {path} yet, or it cannot be read. Start one with: bef",
            file=sys.stderr,
        )
        return 65
    if kept and kept[1] and not as_json:
        until, line, _ = (kept[0] + "\n\n").split("\n", 2)
        if time() < float(until or 0):
            print(line)
            return 0
    from bef_tui.cli.judged import tell_status

    return tell_status(path, as_json)


def _quoted(path: str) -> str:
    """A path as part of an address: only what would end or escape it is replaced."""
    return path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
