"""A text lent to the writer's own editor: whatever happens to the editor, the line or this app, it is found again.

The file lies beside the exports of this database, where no reboot clears it. Where it lies is kept as a draft until
the text is back, so that an app that was cut off in the middle finds it the next time.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from bef_tui.exchange.editor import rescued, run_editor, swap_of

if TYPE_CHECKING:
    from bef_tui.screens.base import BefScreen
    from bef_tui.screens.desk import Desk

LONGEST_TEXT = 4_000_000


@dataclass(frozen=True, slots=True)
class Lent:
    """A text in a file of its own: ``revision`` is the one the writer started from, ``body`` its text."""

    path: Path
    body: str
    revision: int

    def text(self) -> str:
        """What stands in the file by now."""
        newest = rescued(self.path)
        if newest.stat().st_size > LONGEST_TEXT:
            raise ValueError("it is too long for an SOP")
        return newest.read_bytes().decode("utf-8")

    def put_away(self) -> None:
        """The text is safe elsewhere: take the files away."""
        rescued(self.path).unlink(missing_ok=True)
        self.path.unlink(missing_ok=True)


def lend(screen: BefScreen, sop_id: int, body: str, revision: int) -> tuple[str | None, str, int]:
    """Give a text to the editor, or what an editor left behind: that is gone on with.

    Gives the text as the editor left it (None when it cannot be read), what went wrong, if anything did, and the
    revision the writer started from. ``SuspendNotSupported`` when the terminal cannot be given away.
    """
    desk = screen.desk
    try:
        lent = left_behind(desk, sop_id) or Lent(_written(desk.exports, body), body, revision)
        rescued(lent.path).replace(lent.path)
    except OSError as error:
        return None, f"There is no file for the editor ({error.strerror}): w writes here.", revision
    note = {"path": str(lent.path), "body": lent.body, "revision": lent.revision, "by": os.getpid()}
    desk.drafts.put(_key(sop_id), json.dumps(note))
    environment = {**os.environ, "NO_COLOR": "1"} if screen.app.no_color else None
    try:
        with screen.app.suspend():
            trouble = run_editor(lent.path, environment)
    except SuspendNotSupported:
        forget(desk, sop_id)
        raise
    screen.app.refresh(layout=True)
    trouble = f"{trouble[:1].upper()}{trouble[1:]}." if trouble else ""
    try:
        text = lent.text()
    except (OSError, ValueError) as error:
        desk.drafts.clear(_key(sop_id))
        return None, f"What the editor left cannot be read ({error}); it lies in {lent.path}.", revision
    if trouble and swap_of(lent.path) is not None:
        trouble += " vi kept more than it saved: W goes on there."
    else:
        forget(desk, sop_id)
    return text, trouble, lent.revision


def left_behind(desk: Desk, sop_id: int) -> Lent | None:
    """What an editor left behind when it or the app was cut off; None without, or while the app that lent it runs."""
    said = desk.drafts.load(_key(sop_id))
    if not said:
        return None
    note = json.loads(said)
    lent = Lent(Path(note["path"]), note["body"], note["revision"])
    if note["by"] != os.getpid() and _runs(note["by"]):
        return None
    try:
        return lent if swap_of(lent.path) is not None or lent.text() != lent.body else None
    except (OSError, ValueError):
        return None


def forget(desk: Desk, sop_id: int) -> None:
    """The text is safe elsewhere: take its files away."""
    said = desk.drafts.load(_key(sop_id))
    desk.drafts.clear(_key(sop_id))
    if said:
        note = json.loads(said)
        Lent(Path(note["path"]), note["body"], note["revision"]).put_away()


def _key(sop_id: int) -> str:
    return f"sop.{sop_id}.editor"


def _written(folder: Path | None, body: str) -> Path:
    """A file of the writer's own that holds this text."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder, prefix="bef-sop-", suffix=".md")
    with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
        file.write(body)
    return Path(name)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
