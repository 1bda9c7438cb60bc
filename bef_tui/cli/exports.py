"""``bef sop export``: SOPs as Markdown files, which can be imported again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bef_tui.cli.failures import BAD_INPUT, CANNOT_WRITE, REFUSED, Failure
from bef_tui.cli.here import Here, plural
from bef_tui.cli.options import as_json, database
from bef_tui.cli.output import say, say_json, say_table

if TYPE_CHECKING:
    from bef_tui.exchange.own_files import FileState
    from bef_tui.services.exchange import SopFile

SHOWN = 3


@click.command()
@click.argument("names", metavar="[SOP]...", nargs=-1)
@click.option("--to", "folder", metavar="FOLDER", default="sops", show_default=True, help="Where to.")
@click.option("--all", "whole", is_flag=True, help="Every SOP that has a text and is not retired.")
@click.option("--force", is_flag=True, help="Also over files that bef did not write, or that were changed.")
@as_json
@database
def export(here: Here, as_json: bool, names: tuple[str, ...], folder: str, whole: bool, force: bool) -> None:
    """Write SOPs as Markdown files.

    For example: bef sop export refunds --to procedures

    One file an SOP: its newest text below a head with title, purpose, trigger, owner, core process, rhythm and
    review interval. bef sop import reads them again. A file that bef did not write, or that was changed since,
    is not written over: then nothing is, unless you say --force.
    """
    from bef_tui.services import exchange, lookup

    if whole == bool(names):
        raise click.UsageError("Name the SOPs, or say --all")
    with here.reading() as (store, _):
        ids = None if whole else [store.read(lookup.sop, name).id for name in names]
        files = store.read(exchange.sop_files, ids)
    place = Path(folder).expanduser()
    states = {file.name: _state(place / file.name, file) for file in files}
    foreign = [name for name, state in states.items() if state == "foreign"]
    if foreign and not force:
        listed = ", ".join(foreign[:SHOWN]) + (" …" if len(foreign) > SHOWN else "")
        raise Failure(
            REFUSED,
            f"in {place} bef did not write {listed}, or it was changed since. Nothing was written; --force writes"
            f" over {'it' if len(foreign) == 1 else 'them'}",
        )
    for file in files:
        if states[file.name] != "same":
            _write(place / file.name, file.text)
    _tell(place, files, states, as_json)


def _state(path: Path, file: SopFile) -> FileState:
    from bef_tui.exchange.own_files import state_of

    try:
        return state_of(path, file.text)
    except OSError as error:
        raise Failure(BAD_INPUT, f"{path} cannot be read: {error.strerror}") from None


def _write(path: Path, text: str) -> None:
    from bef_tui.exchange.own_files import write_whole

    try:
        write_whole(path, text)
    except OSError as error:
        raise Failure(CANNOT_WRITE, f"{error.filename or path}: {error.strerror}") from None


def _tell(place: Path, files: tuple[SopFile, ...], states: dict[str, FileState], as_json: bool) -> None:
    said = {"new": "written", "old": "written anew", "foreign": "written over", "same": "unchanged"}
    if as_json:
        say_json(
            [
                {
                    "id": file.id,
                    "title": file.title,
                    "steps": file.steps,
                    "file": str(place / file.name),
                    "state": said[states[file.name]],
                }
                for file in files
            ]
        )
    elif not files:
        say("No SOP with a text yet: bef sop adopt --all begins with one for each core process.")
    else:
        rows = [
            (str(place / file.name), plural(file.steps, "step"), said[states[file.name]]) for file in files
        ]
        say_table(rows, right=(1,))
