"""Careful errors: what a rule refuses or the file denies becomes one notification, never the end of the app."""

from __future__ import annotations

from time import monotonic

from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump

from bef_tui.framework.errors import RuleBroken
from bef_tui.screens.messages import Refused


class Careful(MessagePump):
    """For every screen, pane and dialog that asks or acts in its handlers.

    Textual ends the app for any error in a handler, and a record may be deleted by another process at any moment. Its
    only place around all handlers of a widget, actions included, is ``_dispatch_message``, which is not public; the
    version of Textual is pinned, and a test deletes records behind the app's back.
    """

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except RuleBroken as refusal:
            self.app.post_message(Refused(refusal))


class CarefulApp(Careful, App[None]):
    """The same for the app, and for its timers and callbacks: their errors end in ``_handle_exception``."""

    _told: tuple[str, float] = ("", 0.0)

    def _handle_exception(self, error: Exception) -> None:
        if isinstance(error, RuleBroken):
            self.post_message(Refused(error))
        else:
            super()._handle_exception(error)

    def tell_once(self, message: str) -> None:
        """Warn in one line, unless the same stands there: a timer may meet the same trouble again and again."""
        told, at = self._told
        if told != message or monotonic() - at > self.NOTIFICATION_TIMEOUT:
            self._told = (message, monotonic())
            self.notify(message, severity="warning", markup=False)
