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
    """Counts the seconds of the step that is open, from key to key; a pause of more than two minutes does not count.

    What is not yet written to the review lies in a draft, so that a killed process loses ten seconds at most.
    """

    EVERY: ClassVar = 10.0

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._written: dict[str, int] = {}
        self._running: dict[str, float] = {}
        self._review = 0
        self._counted = monotonic()

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
            self._review, self._counted = view.id, monotonic()
            self._running = self._kept()

    def tick(self, view: ReviewView, last_key: float) -> bool:
        """Count up to the last key; False when there was none since, so that nothing need be drawn or kept."""
        if last_key <= self._counted:
            return False
        passed, self._counted = last_key - self._counted, last_key
        self._running[view.at] = self._running.get(view.at, 0.0) + active_seconds(passed)
        self._keep()
        return True

    def rest(self) -> None:
        """Nobody is at the review: what passes now is not its time."""
        self._counted = monotonic()

    def take(self, view: ReviewView, last_key: float) -> int:
        """The whole seconds of the open step that are to be written now."""
        self.tick(view, last_key)
        return int(self._running.get(view.at, 0.0))

    def written(self, step: str) -> None:
        """What was taken is in the review: it is no longer to be kept here."""
        self._running.pop(step, None)
        self._keep()

    def forget(self, review_id: int) -> None:
        """The review is closed."""
        self._running = {}
        self._desk.drafts.clear(f"review.{review_id}.clock")

    def _keep(self) -> None:
        """Keep what runs beside what was written by then, so that nothing is ever counted twice."""
        kept = {step: [self._written.get(step, 0), seconds] for step, seconds in self._running.items()}
        self._desk.drafts.put(self._key, json.dumps(kept))

    def _kept(self) -> dict[str, float]:
        kept: dict[str, list[float]] = json.loads(self._desk.drafts.load(self._key) or "{}")
        return {step: extra for step, (base, extra) in kept.items() if base == self._written.get(step)}

    @property
    def _key(self) -> str:
        return f"review.{self._review}.clock"
