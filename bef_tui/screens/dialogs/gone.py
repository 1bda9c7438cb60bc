"""A record that was deleted while somebody worked on it: bring it back, or let it go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.screen import Screen

from bef_tui import services
from bef_tui.framework.errors import RuleBroken
from bef_tui.screens.desk import Desk
from bef_tui.screens.dialogs.choose import ChooseDialog
from bef_tui.widgets.form import Option


def ask_back(screen: Screen[Any], desk: Desk, refusal: RuleBroken, again: Callable[[], None]) -> bool:
    """Ask whether a deleted record is to be brought back, and then do ``again``; False when it is about none."""
    if not isinstance(refusal, services.records.Gone) or not refusal.table or refusal.record_id is None:
        return False
    table, record_id = refusal.table, refusal.record_id

    def chosen(option: Option | None) -> None:
        if option is not None and option.value:
            desk.bring_back(table, record_id)
            again()

    options = (Option(True, "Bring it back and save"), Option(False, "Leave it deleted"))
    help = "What you typed is kept either way."
    title = f"This {refusal.what} was deleted meanwhile"
    screen.app.push_screen(ChooseDialog(title, options, help=help), chosen)
    return True
