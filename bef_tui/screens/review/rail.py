"""The steps of the review in two lines: what is done, where one is, and the time box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from bef_tui.widgets.glyphs import Tone, glyph
from bef_tui.widgets.lines import Lines
from bef_tui.widgets.text import ends, joined, plain

if TYPE_CHECKING:
    from bef_tui.services.review import ReviewView, StepView


class Rail(Lines):
    """Where one is in the review, and how long it has taken."""

    DEFAULT_CSS = """
    Rail { height: 2; padding: 0 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._view: ReviewView | None = None
        self._spent = self._total = 0.0

    def show(self, view: ReviewView, spent: float, total: float) -> None:
        """Draw a review and its time."""
        self._view, self._spent, self._total = view, spent, total
        self.redraw()

    def draw(self, width: int) -> tuple[Content, ...]:
        """The steps, and below them the time."""
        view = self._view
        if view is None:
            return (Content(""), Content(""))
        return (_steps(view, width), self._times(view, width))

    def _times(self, view: ReviewView, width: int) -> Content:
        box = 60 * view.step.box
        tone: Tone = "bad" if self._spent > box else "plain"
        left = joined(
            (f"{view.step.title}  ", "dim"), plain(f"{_clock(self._spent)} / {view.step.box}:00", tone)
        )
        over: Tone = "bad" if self._total > 60 * view.minutes else "dim"
        mode = "" if view.mode == "full" else f"{view.mode} · "
        return ends(
            left, plain(f"{mode}{view.week} · {_clock(self._total)} of {view.minutes} min", over), width
        )


def _steps(view: ReviewView, width: int) -> Content:
    long = sum(len(step.title) + 5 for step in view.steps) <= width
    return Content(" " if not long else "  ").join(
        [_step(step, step.key == view.at, long) for step in view.steps]
    )


def _step(step: StepView, here: bool, long: bool) -> Content:
    name = step.title if long or here else step.title[:4]
    mark = {"done": glyph("done"), "passed": glyph("dot"), "open": ""}[step.state]
    if here:
        return joined(plain(f"{step.number} {name}", "accent", bold=True), (mark, "good"))
    return joined((f"{step.number} {name}", "dim"), (mark, "good" if step.state == "done" else "dim"))


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
