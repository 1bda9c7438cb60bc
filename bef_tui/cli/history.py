"""Commands for the history: what was done, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bef_tui.cli.here import Here, plural
from bef_tui.cli.options import as_json, database
from bef_tui.cli.output import say, say_json, say_table

if TYPE_CHECKING:
    from bef_tui.data.journal import HistoryLine
    from bef_tui.data.undo import Undone
    from bef_tui.framework.weeks import Now
    from bef_tui.framework.words import DeedKind


@click.command()
@click.argument("deed", metavar="[ID]", type=click.IntRange(1, 2**63 - 1), required=False)
@as_json
@database
def undo(here: Here, as_json: bool, deed: int | None) -> None:
    """Undo your last deed.

    Or the deed that has the number ID in bef log. Refused, with the name of who did it, when the same was
    changed since.
    """
    with here.writing() as (store, _):
        _tell(store.undo(deed), as_json)


@click.command()
@as_json
@database
def redo(here: Here, as_json: bool) -> None:
    """Do again what you undid last."""
    with here.writing() as (store, _):
        _tell(store.redo(), as_json)


@click.command()
@click.option("-n", "count", type=click.IntRange(1, 100_000), default=20, help="How many, 20 unless given.")
@as_json
@database
def log(here: Here, as_json: bool, count: int) -> None:
    """List the last deeds.

    Newest first: when, who, what.
    """
    with here.reading() as (store, now):
        lines = store.history(count)
    if as_json:
        say_json(lines)
    elif not lines:
        say("Nothing was done here yet.")
    else:
        say_table([_line(line, now) for line in lines], right=(0,), grow=3)


def _tell(undone: Undone, as_json: bool) -> None:
    if as_json:
        say_json(undone)
    else:
        say(f"{_WORDS[undone.kind]}: {undone.label}")


_WORDS: dict[DeedKind, str] = {"undo": "Undone", "redo": "Done again", "do": "Done"}


def _line(line: HistoryLine, now: Now) -> tuple[str, ...]:
    number = str(line.txn_id) if line.txn_id is not None else ""
    at = f"{line.at.astimezone(now.zone):%Y-%m-%d %H:%M}" if line.at else ""
    label = f"{_WORDS[line.kind]}: {line.label}" if line.kind in ("undo", "redo") else line.label
    undone = "undone" if line.undone else ""
    return (number, at, line.who, label, plural(line.rows, "row"), undone)
