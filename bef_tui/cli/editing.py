"""``bef sop edit``: an SOP in the writer's own editor. What was written is never lost."""

from __future__ import annotations

import os
import shlex
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bef_tui.cli.failures import BAD_INPUT, CANNOT_WRITE, Failure, code_for, complain
from bef_tui.cli.here import Here, contents
from bef_tui.cli.options import as_json, database
from bef_tui.cli.output import say, say_json

if TYPE_CHECKING:
    from bef_tui.services.systems import SopDetail


@click.command()
@click.argument("name", metavar="SOP", nargs=-1, required=True)
@click.option("--note", default="", metavar="TEXT", help="A word on what changed, for the list of revisions.")
@as_json
@database
def edit(here: Here, as_json: bool, name: tuple[str, ...], note: str) -> None:
    """Write the text of an SOP in $VISUAL or $EDITOR, else vi.

    For example: bef sop edit refunds

    Numbered lines and checkboxes are its steps. Every save is a revision. With - as the last word the text is
    read from standard input, with or without the head of an exported file. When the editor fails, the text stays
    in a file whose name is said.
    """
    from bef_tui.services import lookup, systems

    piped = name[-1] == "-"
    words = " ".join(name[:-1] if piped else name)
    if not words:
        raise click.UsageError("Say which SOP")
    with here.reading() as (store, _):
        sop = store.read(systems.sop_detail, store.read(lookup.sop, words).id)
    number = _save(here, sop, _piped(), note, None) if piped else _edited(here, sop, note)
    with here.reading() as (store, _):
        after = store.read(systems.sop_detail, sop.id)
    if as_json:
        say_json(after)
    elif number == sop.revision:
        say(f"The same text as before: {sop.title} stays at revision {number}.")
    else:
        steps = f"{len(after.steps)} steps" if len(after.steps) != 1 else "1 step"
        say(f"{after.title}: revision {number} · {steps}")


def _piped() -> str:
    from bef_tui.exchange.front_matter import fields_of
    from bef_tui.exchange.reading import text_of

    text = text_of(contents("-"), "standard input")
    fields, body = fields_of(text)
    return body if "title" in fields else text


def _save(here: Here, sop: SopDetail, text: str, note: str, based_on: int | None) -> int:
    from bef_tui.services import systems

    with here.writing() as (store, now):
        return store.write(systems.save_revision, sop.id, text, note=note, based_on=based_on, now=now)


def _edited(here: Here, sop: SopDetail, note: str) -> int:
    """Let the writer change the text; its file is removed once it is saved, or was left as it was."""
    from bef_tui.exchange.editor import run_editor

    path = _written(sop.body)
    where = f"your text is in {path}, and bef sop edit {sop.id} - < {shlex.quote(str(path))} takes it"
    trouble = run_editor(path)
    text = _left_in(path, where)
    if text == sop.body:
        path.unlink(missing_ok=True)
        if trouble:
            raise Failure(BAD_INPUT, f"{trouble}; nothing was changed")
        return sop.revision
    if trouble:
        raise Failure(BAD_INPUT, f"{trouble}; nothing was saved: {where}")
    try:
        number = _save(here, sop, text, note, sop.revision)
    except Exception as error:
        code = code_for(error)
        if code is None:
            complain(where)
            raise
        raise Failure(code, f"{str(error).rstrip('.')}. Nothing was saved: {where}") from None
    path.unlink(missing_ok=True)
    return number


def _written(body: str) -> Path:
    """A file of the writer's own that holds this text."""
    try:
        handle, name = tempfile.mkstemp(prefix="bef-sop-", suffix=".md")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(body)
    except OSError as error:
        raise Failure(CANNOT_WRITE, f"no file for the editor: {error.strerror}") from None
    return Path(name)


def _left_in(path: Path, where: str) -> str:
    """The text as the editor left it; ``Failure`` says where it is when it cannot be read."""
    from bef_tui.exchange.problems import BadInput
    from bef_tui.exchange.reading import text_of

    try:
        return text_of(path.read_bytes(), path.name)
    except BadInput as error:
        raise Failure(BAD_INPUT, f"{error}. Nothing was saved: {where}") from None
    except OSError as error:
        raise Failure(BAD_INPUT, f"what the editor left in {path} cannot be read: {error.strerror}") from None
