"""A view of the Systems screen: it asks and acts through its screen, and says where one wants to go next."""

from __future__ import annotations

from typing import cast

from textual.containers import Vertical
from textual.message import Message

from bef_tui.screens.base import BefScreen
from bef_tui.screens.careful import Careful


class View(Careful, Vertical):
    """One of the views that take turns in the body of the screen."""

    DEFAULT_CSS = """
    View { height: 1fr; }
    """

    class Wanted(Message):
        """Somebody wants to see an SOP, a run or the rules; ``view`` is the id of the view that shows it."""

        def __init__(self, view: str, record_id: int | None = None) -> None:
            super().__init__()
            self.view = view
            self.record_id = record_id

    class Left(Message):
        """Somebody wants to go back to where he came from."""

    @property
    def bef(self) -> BefScreen:
        """The screen."""
        return cast(BefScreen, self.screen)

    def load(self, record_id: int | None) -> None:
        """Ask for what is shown here and show it; ``Gone`` when the record was deleted."""

    def take_focus(self) -> None:
        """Give the keys to the main widget of this view."""

    def action_back(self) -> None:
        """Go back."""
        self.post_message(self.Left())
