"""The steps of the review in two lines: what is done, where one is, and the time box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from bef_tui.framework.agenda import HARD_STOP, is_over
from bef_tui.widgets.glyphs import Tone, glyph
from bef_tui.widgets.lines import Lines
from bef_tui.widgets.text import ends, joined, plain

if TYPE_CHECKING:
    from bef_tui.services.review import ReviewView, StepView


class Rail(Lines):
    """Where one is in the review, and how long it has taken."""

    DEFAULT_CSS = """
    Rail { height: 2; padding: 0 0 0 1; }
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
        return (_steps(view, width), self._times(view, width - 1))

    def _times(self, view: ReviewView, width: int) -> Content:
        late = self._spent > 60 * view.step.box
        left = joined(
            plain(f"{clock(self._spent)} / {view.step.box}:00", "near" if late else "plain"),
            (f"  for {view.step.title}", "dim"),
        )
        stop = is_over(self._total)
        tone: Tone = "bad" if stop else "near" if self._total > 60 * view.minutes else "dim"
        end = f" · stop at {HARD_STOP}:00, n goes to Commit" if stop else f" of {view.minutes}:00"
        mode = "" if view.mode == "full" else f"{view.mode} · "
        right = joined((f"{mode}week {int(view.week[-2:])} · ", "dim"), (f"{clock(self._total)}{end}", tone))
        return ends(left, right, width)


def _steps(view: ReviewView, width: int) -> Content:
    spaces = len(view.steps) - 1
    bare = sum(len(_name(step)) + 2 for step in view.steps)
    gap = max(1, min(3, (width - bare) // spaces))
    return Content(" " * gap).join([_step(step, step.key == view.at) for step in view.steps])


def _name(step: StepView) -> str:
    return step.title.replace(" ", "")


def _step(step: StepView, here: bool) -> Content:
    """Its number, or a tick in its place once it is done or was found to have nothing to do."""
    open_ = step.state == "open"
    sign: Tone = "accent" if here and open_ else "good" if step.state == "done" else "dim"
    mark = plain(str(step.number) if open_ else glyph("done"), sign, bold=here)
    name = plain(f" {_name(step)}", "accent", bold=True) if here else plain(f" {_name(step)}", "dim")
    return joined(mark, name)


def clock(seconds: float) -> str:
    """Seconds as ``1:12``."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
