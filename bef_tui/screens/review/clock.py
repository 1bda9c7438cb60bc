"""The clock of the review: active time only, kept outside the history, the same after a dropped line."""

from __future__ import annotations

import json
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from bef_tui.framework.agenda import active_seconds

if TYPE_CHECKING:
    from bef_tui.screens.desk import Desk
    from bef_tui.services.review import ReviewView


class Clock:
    """Counts the seconds of the step that is open; a pause of more than two minutes does not count.

    What is not yet written to the review lies in a draft, so that a killed process loses ten seconds at most.
    """

    EVERY: ClassVar = 10.0

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._written: dict[str, int] = {}
        self._running: dict[str, float] = {}
        self._review = 0
        self._seen = monotonic()
        self.said_over = False

    @property
    def total(self) -> float:
        """Active seconds of the whole review."""
        return sum(self._written.values()) + sum(self._running.values())

    def spent(self, step: str) -> float:
        """Active seconds of one step."""
        return self._written.get(step, 0) + self._running.get(step, 0.0)

    def at(self, view: ReviewView) -> None:
        """Follow the review as it is written; take back what a draft still holds."""
        self._written = {step.key: step.seconds for step in view.steps}
        if self._review != view.id:
            self._review, self._seen = view.id, monotonic()
            self._running = json.loads(self._desk.drafts.load(self._key) or "{}")

    def tick(self, view: ReviewView, last_key: float) -> bool:
        """Count what has passed since the last tick; False when nobody was at it, so that nothing need be drawn."""
        now = monotonic()
        passed, self._seen = now - self._seen, now
        if last_key < now - passed:
            return False
        self._running[view.at] = self._running.get(view.at, 0.0) + active_seconds(passed)
        self._desk.drafts.put(self._key, json.dumps(self._running))
        return True

    def take(self, view: ReviewView) -> int:
        """The whole seconds of the open step that are to be written now."""
        now = monotonic()
        passed, self._seen = now - self._seen, now
        seconds = int(self._running.pop(view.at, 0.0) + active_seconds(passed))
        self._desk.drafts.put(self._key, json.dumps(self._running))
        return seconds

    def forget(self, review_id: int) -> None:
        """The review is closed."""
        self._running = {}
        self._desk.drafts.clear(f"review.{review_id}.clock")

    @property
    def _key(self) -> str:
        return f"review.{self._review}.clock"
