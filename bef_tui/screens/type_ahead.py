"""Keys typed faster than the screen follows: each waits until the one before has done what it does.

Over a slow line keys arrive in bundles. Without this the ``a`` of ``abuy milk`` opens the line, and ``buy milk`` is
lost because the line is not there yet.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import ScreenStackError
from textual.message import Message

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

PATIENCE = 0.5
"""Seconds after which a key is passed on, whatever the one before is doing."""


class KeySettled(Message):
    """Follows a key from the focus up to the app, behind everything that the key set off on its way."""

    def __init__(self, number: int, rounds: int) -> None:
        super().__init__()
        self.number = number
        self.rounds = rounds


class TypeAhead:
    """Holds keys and pasted text back while the key before is under way."""

    def __init__(self, app: App[Any], pass_on: Callable[[events.Event], object]) -> None:
        self._app = app
        self._pass_on = pass_on
        self._held: deque[events.Event] = deque()
        self._passed: events.Event | None = None
        self._number = 0
        self._under_way = False
        self._since = 0.0
        self._screen: Screen[Any] | None = None

    @property
    def is_holding(self) -> bool:
        """Whether keys wait to be passed on."""
        return bool(self._held)

    def holds(self, typed: events.Event) -> bool:
        """Whether this has to wait; it is passed on later."""
        if typed is self._passed:
            return False
        if not self._held and (not self._under_way or monotonic() - self._since > PATIENCE):
            return False
        if not self._held:
            self._app.set_timer(PATIENCE, self._hurry)
        self._held.append(typed)
        return True

    def sent(self) -> None:
        """Follow the key that has just gone to the focus; in a dialog its messages too, one of which may close it."""
        self._number += 1
        self._under_way, self._since, self._screen = True, monotonic(), self._app.screen
        self._follow(1 if self._screen.is_modal else 0)

    def _follow(self, rounds: int) -> None:
        (self._app.focused or self._app.screen).post_message(KeySettled(self._number, rounds))

    def settled(self, message: KeySettled) -> None:
        """A key has done what it does; a screen that it opened must be there before the next one comes."""
        if message.number != self._number or not self._under_way:
            return
        try:
            screen = self._app.screen
        except ScreenStackError:  # the app is being left
            return
        if screen is not self._screen:
            self._screen = screen
            self._screen.call_after_refresh(self._next)
        elif message.rounds:
            self._follow(message.rounds - 1)
        else:
            self._next()

    def _next(self) -> None:
        self._under_way = bool(self._held)
        if self._held:
            self._since, self._passed = monotonic(), self._held.popleft()
            self._pass_on(self._passed)

    def _hurry(self) -> None:
        if self._held and monotonic() - self._since > PATIENCE:
            self._next()
        if self._held:
            self._app.set_timer(PATIENCE, self._hurry)
