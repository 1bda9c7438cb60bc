"""Frugal screens: styled, laid out and drawn once before they are seen; a move of the focus draws two widgets."""

from __future__ import annotations

from typing import TypeVar

from textual import events
from textual.app import App
from textual.reactive import Reactive
from textual.screen import ModalScreen, Screen
from textual.widget import Widget

T = TypeVar("T")


class Frugal(Screen[T]):
    """For every screen and dialog; what it leaves out would not be seen.

    Textual draws all of a screen when the focus moves, reads all styles again for each new screen, and draws screens
    while updates are held back, only to throw that away and never show it. The three methods are not public; the
    version of Textual is pinned, and tests/terminal/test_shadow.py compares what is shown with a screen drawn whole.
    """

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def _post_register(self, app: App[object]) -> None:
        super()._post_register(app)
        self._css_update_count = app._css_update_count

    def _on_screen_resume(self, event: events.ScreenResume) -> None:
        if not self.stack_updates:  # all was styled a moment ago, when it was made: 6 ms of each new screen
            event.refresh_styles = False

    def _compositor_refresh(self) -> None:
        if not self.app._batch_count:
            super()._compositor_refresh()


class FrugalDialog(Frugal[T], ModalScreen[T]):
    """A dialog in front of a screen."""
