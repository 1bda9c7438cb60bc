"""An SOP written to a Markdown file beside the database, as ``bef sop export`` writes it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bef_tui import services
from bef_tui.exchange.own_files import state_of, write_whole

if TYPE_CHECKING:
    from bef_tui.screens.base import BefScreen


def export_sop(screen: BefScreen, sop_id: int) -> None:
    """Write the file and tell where it is; one that somebody changed by hand is asked about first."""
    folder = screen.desk.exports
    if folder is None:
        screen.tell("There is no folder for exports here: bef sop export writes it.", bad=True)
        return
    (file,) = screen.ask(services.exchange.sop_files, [sop_id])
    path = folder / file.name
    try:
        state = state_of(path, file.text)
    except OSError as error:
        screen.tell(f"{path} cannot be read: {error.strerror}.", bad=True)
        return
    if state == "foreign":
        question = f"{file.name} was changed by hand since"
        screen.confirm(question, lambda: _write(screen, path, file.text), deed="Write over it")
    elif state == "same":
        screen.tell(f"It is there already, as it is now: {path}")
    else:
        _write(screen, path, file.text)


def _write(screen: BefScreen, path: Path, text: str) -> None:
    try:
        write_whole(path, text)
    except OSError as error:
        screen.tell(f"{path} cannot be written: {error.strerror}.", bad=True)
        return
    screen.tell(f"Written to {path}")
