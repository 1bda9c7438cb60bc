"""Writing an SOP: in the app, or in the writer's own editor. What was written is never lost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from bef_tui import services
from bef_tui.exchange.editor import swap_of
from bef_tui.framework.errors import RuleBroken
from bef_tui.screens.dialogs.revisions import RevisionsDialog
from bef_tui.screens.dialogs.write import HINT, WriteDialog
from bef_tui.screens.systems.lending import forget, left_behind, lend

if TYPE_CHECKING:
    from bef_tui.screens.base import BefScreen

RESCUED = "Your editor was cut off: this is what it had saved; ctrl+s saves it here."
MORE_THERE = "vi was cut off and kept more than it saved: leave this, and W goes on there."


def _draft(sop_id: int) -> str:
    return f"sop.{sop_id}.text"


def write_sop(screen: BefScreen, sop_id: int, said: str = "") -> None:
    """Write the steps of an SOP in the app; the change is shown once it is saved."""
    desk = screen.desk
    said = said or _rescue(screen, sop_id)
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
    """Write the steps of an SOP in ``$VISUAL`` or ``$EDITOR``, or go on with what an editor left behind.

    When the editor fails, is killed, or the text is refused, what was written opens in the app instead.
    """
    sop = screen.desk.read(services.systems.sop_detail, sop_id)
    try:
        text, trouble, revision = lend(screen, sop_id, sop.body, sop.revision)
    except SuspendNotSupported:
        screen.tell("This terminal cannot make room for another program: w writes here.", bad=True)
        return
    if text is None or text == sop.body:
        screen.tell(trouble or "Nothing was changed.", bad=bool(trouble))
        return
    if not trouble:
        try:
            number = _save(screen, sop_id, text, revision)
        except RuleBroken as refusal:
            trouble = str(refusal)
        else:
            _saved(screen, sop_id, sop.revision, number)
            return
    _keep(screen, sop_id, text, revision)
    write_sop(screen, sop_id, f"{trouble} Here is what was written: ctrl+s saves it.")


def unsaved(screen: BefScreen, sop_id: int, body: str) -> bool:
    """Whether a text of this SOP waits that was written and not saved."""
    kept = screen.desk.drafts.load(_draft(sop_id))
    if kept and json.loads(kept)["text"] != body:
        return True
    return left_behind(screen.desk, sop_id) is not None


def _keep(screen: BefScreen, sop_id: int, text: str, revision: int) -> None:
    screen.desk.drafts.put(_draft(sop_id), json.dumps({"text": text, "revision": revision}))


def _rescue(screen: BefScreen, sop_id: int) -> str:
    """Take what an editor had saved when it was cut off: it opens as what was typed here does. Says so, if there is."""
    left = left_behind(screen.desk, sop_id)
    if left is None:
        return ""
    if (text := left.text()) != left.body:
        _keep(screen, sop_id, text, left.revision)
    if swap_of(left.path) is not None:
        return MORE_THERE
    forget(screen.desk, sop_id)
    return RESCUED


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
                take_back(screen, sop_id, older)

        screen.app.push_screen(RevisionsDialog(screen.desk, sop_id, title), restore)


def take_back(screen: BefScreen, sop_id: int, older: int) -> None:
    """Make an older revision the newest."""
    number = screen.act(services.systems.restore_revision, sop_id, older)
    if number is not None:
        screen.tell(f"Revision {older} is taken back, as revision {number}.")
