"""Writing an SOP: in the app, or in the writer's own editor. What was written is never lost."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from bef_tui import services
from bef_tui.framework.errors import RuleBroken
from bef_tui.screens.dialogs.revisions import RevisionsDialog
from bef_tui.screens.dialogs.write import HINT, WriteDialog

if TYPE_CHECKING:
    from bef_tui.screens.base import BefScreen

LAST_EDITOR = "vi"
LONGEST_TEXT = 4_000_000


def _draft(sop_id: int) -> str:
    return f"sop.{sop_id}.text"


def write_sop(screen: BefScreen, sop_id: int, said: str = "") -> None:
    """Write the steps of an SOP in the app; the change is shown once it is saved."""
    desk = screen.desk
    sop = desk.read(services.systems.sop_detail, sop_id)

    def save(text: str, based_on: int | None) -> int:
        return _save(screen, sop_id, text, based_on)

    def done(number: int | None) -> None:
        if number is not None:
            _saved(screen, sop_id, sop.revision, number)

    dialog = WriteDialog(
        desk, sop.title, save, body=sop.body, revision=sop.revision, draft=_draft(sop_id), said=said
    )
    screen.app.push_screen(dialog, done)


def write_in_editor(screen: BefScreen, sop_id: int) -> None:
    """Write the steps of an SOP in ``$VISUAL`` or ``$EDITOR``.

    When the editor fails, is killed, or the text is refused, what was written opens in the app instead.
    """
    sop = screen.desk.read(services.systems.sop_detail, sop_id)
    try:
        text, trouble = _edited(screen, sop.body)
    except SuspendNotSupported:
        screen.tell("This terminal cannot make room for another program: w writes here.", bad=True)
        return
    if text is None or text == sop.body:
        screen.tell(trouble or "Nothing was changed.", bad=bool(trouble))
        return
    if not trouble:
        try:
            number = _save(screen, sop_id, text, sop.revision)
        except RuleBroken as refusal:
            trouble = str(refusal)
        else:
            _saved(screen, sop_id, sop.revision, number)
            return
    screen.desk.drafts.put(_draft(sop_id), json.dumps({"text": text, "revision": sop.revision}))
    write_sop(screen, sop_id, f"{trouble} This is what was written; ctrl+s saves it.")


def _save(screen: BefScreen, sop_id: int, text: str, based_on: int | None) -> int:
    save = services.systems.save_revision
    return screen.desk.write(save, sop_id, text, based_on=based_on, now=screen.now())


def _saved(screen: BefScreen, sop_id: int, before: int, number: int) -> None:
    """Show what the revision changed; the first one changed nothing."""
    if number == before:
        screen.tell("The same text as before: no new revision.")
        return
    screen.changed()
    if screen.ask(services.systems.sop_detail, sop_id).steps:
        screen.tell(f"Saved as revision {number}.")
    else:
        screen.tell(f"Saved as revision {number}, without a step. {HINT}", bad=True)
    if before:
        title = screen.desk.read(services.systems.sop_values, sop_id)["title"]

        def restore(older: int | None) -> None:
            if older is not None:
                screen.act(services.systems.restore_revision, sop_id, older)

        screen.app.push_screen(RevisionsDialog(screen.desk, sop_id, title), restore)


def _edited(screen: BefScreen, body: str) -> tuple[str | None, str]:
    """The text as the editor left it (None when it cannot be read), and what went wrong, if anything did."""
    handle, name = tempfile.mkstemp(prefix="bef-sop-", suffix=".md")
    path = Path(name)
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        file.write(body)
    with screen.app.suspend():
        trouble = _run_editor(screen, name)
    screen.app.refresh(layout=True)
    try:
        if path.stat().st_size > LONGEST_TEXT:
            return None, f"That is too long for an SOP; it lies in {name}."
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return None, f"What the editor left cannot be read ({error}); it lies in {name}."
    path.unlink(missing_ok=True)
    return text, trouble


def _run_editor(screen: BefScreen, name: str) -> str:
    """Run the editor on a file and wait for it; gives what went wrong, as one sentence, or nothing."""
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or LAST_EDITOR
    environment = dict(os.environ)
    if screen.app.no_color:
        environment["NO_COLOR"] = "1"
    try:
        ended = subprocess.run([*shlex.split(command), name], env=environment, check=False)
    except (OSError, ValueError) as error:
        return f"The editor {command!r} could not be started ({error})."
    return f"The editor ended with an error ({ended.returncode})." if ended.returncode else ""
