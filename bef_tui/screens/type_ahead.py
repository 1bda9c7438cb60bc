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
from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

PATIENCE = 0.5
"""Seconds after which a key is passed on, whatever the one before is doing."""


class TypeAhead:
    """Holds keys and pasted text back while the key before is under way.

    A key is followed from the focus up to the app, behind everything that it set off on its way; a widget that is
    gone meanwhile is passed over.
    """

    def __init__(self, app: App[Any], pass_on: Callable[[events.Event], object]) -> None:
        self._app = app
        self._pass_on = pass_on
        self._held: deque[events.Event] = deque()
        self._passed: events.Event | None = None
        self._number = 0
        self._under_way = False
        self._since = 0.0
        self._screen: Screen[Any] | None = None
        self.hurried = 0
        """How many keys were passed on because patience was at its end."""

    @property
    def is_busy(self) -> bool:
        """Whether a key is under way, or others wait for it."""
        return self._under_way or bool(self._held)

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
        try:
            screen = self._app.screen
        except ScreenStackError:  # the app is being left
            return
        self._number += 1
        self._under_way, self._since, self._screen = True, monotonic(), screen
        self._follow(self._number, 1 if screen.is_modal else 0)

    def _follow(self, number: int, rounds: int) -> None:
        above: MessagePump | None = self._app.focused or self._app.screen
        way: list[MessagePump] = []
        while above is not None:
            way.append(above)
            above = above._parent
        self._climb(number, rounds, deque(way))

    def _climb(self, number: int, rounds: int, way: deque[MessagePump]) -> None:
        """Wait at the next widget on the way until it has done what stands before this in its queue."""
        while way:
            if way.popleft().call_later(self._climb, number, rounds, way):
                return
        self._settled(number, rounds)

    def _settled(self, number: int, rounds: int) -> None:
        """A key has done what it does; a screen that it opened must be there before the next one comes."""
        if number != self._number or not self._under_way:
            return
        try:
            screen = self._app.screen
        except ScreenStackError:
            return
        if screen is not self._screen:
            self._screen = screen
            if not screen.call_after_refresh(self._arrived, number):
                self._follow(number, 0)
        elif rounds:
            self._follow(number, rounds - 1)
        else:
            self._next()

    def _arrived(self, number: int) -> None:
        """A screen is there; one that opened another meanwhile is not the last."""
        self._settled(number, 0)

    def _next(self) -> None:
        self._under_way = bool(self._held)
        if self._held:
            self._since, self._passed = monotonic(), self._held.popleft()
            self._pass_on(self._passed)

    def _hurry(self) -> None:
        if self._held and monotonic() - self._since > PATIENCE:
            self.hurried += 1
            self._next()
        if self._held:
            self._app.set_timer(PATIENCE, self._hurry)
