"""What commands print: aligned tables, or JSON. No colour, so there is none to switch off; no control character."""

from __future__ import annotations

import json
import re
import shutil
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any

import click

from bef_tui.framework.harmless import harmless

GAP = "  "
LEAST_WIDTH = 12

_ODD = re.compile(r"[^\n -~]")


def say(text: str = "", *, lines: bool = False) -> None:
    """Print a line of text made harmless; with ``lines`` its line breaks stay."""
    click.echo(harmless(text, lines=lines))


def say_json(value: Any) -> None:
    """Print a value as JSON: days and instants as ISO text, what a terminal would obey escaped."""
    text = json.dumps(_plain(value), ensure_ascii=False, indent=2)
    click.echo(_ODD.sub(_seen, text))


def _plain(value: Any) -> Any:
    """The value in what JSON has: a record of either kind becomes an object by the names of its fields."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return {name: _plain(part) for name, part in zip(value._fields, value, strict=True)}
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list | set):
        return [_plain(part) for part in value]
    return value


def _seen(found: re.Match[str]) -> str:
    """A character as it is, or escaped when a terminal would obey or hide it."""
    character = found.group()
    if harmless(character) == character:
        return character
    return json.dumps(character)[1:-1] if character != "\x7f" else "\\u007f"


def say_table(
    rows: Sequence[Sequence[str]], *, head: Sequence[str] = (), right: Sequence[int] = (), grow: int = 0
) -> None:
    """Print rows as aligned columns; those in ``right`` are aligned to the right, empty columns are left out.

    On a terminal the column ``grow`` gives way when a line is too long; in a pipe nothing is cut.
    """
    if not rows:
        return
    clean = [[harmless(cell) for cell in row] for row in rows]
    used = [at for at in range(len(clean[0])) if any(row[at] for row in clean)]
    whole = [list(head), *clean] if head else clean
    widths = {at: max(width(row[at]) for row in whole) for at in used}
    if sys.stdout.isatty() and grow in widths:
        room = shutil.get_terminal_size().columns - sum(widths.values()) - len(GAP) * (len(used) - 1)
        widths[grow] = max(LEAST_WIDTH, widths[grow] + min(0, room))
    for row in whole:
        cells = (_padded(row[at], widths[at], at in right) for at in used)
        click.echo(GAP.join(cells).rstrip())


def width(text: str) -> int:
    """How many cells a harmless text takes in a terminal."""
    if text.isascii():
        return len(text)
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _padded(text: str, wanted: int, right: bool) -> str:
    """The text in exactly so many cells, cut with ``…`` when it is longer."""
    if width(text) > wanted:
        kept, cells = "", 0
        for character in text:
            if cells + _cells(character) > wanted - 1:
                break
            kept, cells = kept + character, cells + _cells(character)
        text = kept.rstrip() + "…"
    blank = " " * (wanted - width(text))
    return blank + text if right else text + blank
