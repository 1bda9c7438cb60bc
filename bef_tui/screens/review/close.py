"""Step 9, Close: the score before and after, a rating, one improvement, the next date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from bef_tui import services
from bef_tui.screens.forms import common
from bef_tui.screens.review.form_pane import FormPane
from bef_tui.widgets.bars import change
from bef_tui.widgets.form import Field, NumberField, TextField
from bef_tui.widgets.lines import Lines
from bef_tui.widgets.text import joined, plain

if TYPE_CHECKING:
    from textual.content import Content

    from bef_tui.services.review import CloseView

MOVES, AUDIT = 4, 3


class ClosePane(FormPane):
    """What the review changed; then the report is written."""

    STEP: ClassVar = "close"
    KNOWN: ClassVar = Lines  # one line a move, so that the fields keep their place on 24 lines

    def fields(self) -> Sequence[Field]:
        """A rating, one improvement, the next date."""
        next_on = common.day_field(
            self.page.desk, "next_on", "Next review", required=True, help="fri, in 7d · enter closes the week"
        )
        return (
            NumberField(
                "rating", "Rating", whole=True, least=1, most=10, required=True,
                question="How was the week, from 1 to 10?", help="of the week, 1 to 10",
            ),
            TextField("improvement", "Improve", help="one thing to do better next week"),
            next_on,
        )  # fmt: skip

    def values(self) -> dict[str, Any]:
        """The usual day, and what was said before."""
        said = self.ask(services.review.answers, self.review_id, "close")
        view = self.ask(services.review.close_view, self.review_id, now=self.page.now())
        day = date.fromisoformat(said["next_on"]) if said.get("next_on") else view.next_on
        return {"improvement": said.get("improvement", ""), "next_on": day}

    def left(self, said: str) -> str:
        """Close is done by one key."""
        return "rate the week; ctrl+s closes it and writes the report"

    def reload(self) -> None:
        """Draw the score again."""
        view = self.ask(services.review.close_view, self.review_id, now=self.page.now())
        self.query_one("#known", Lines).show_lines(_lines(view))

    def save(self, given: dict[str, Any]) -> None:
        """Close the review."""
        self.page.save_clock()
        self.page.desk.write(services.review.close, self.review_id, now=self.page.now(), **given)
        self.page.desk.drafts.clear(self.draft)
        self.page.closed(
            self.review_id, closing_words(*self.ask(services.review.score_change, self.review_id))
        )


def closing_words(before: float | None, after: float) -> str:
    """What the review did to the score, with its close counted."""
    if before is None:
        return f"Execution Score {after:.1f}."
    moved = round(after - before, 1)
    if not moved:
        return f"Execution Score {after:.1f}, as before."
    return f"Execution Score {before:.1f} → {after:.1f}  {change(moved).plain}."


def _lines(view: CloseView) -> list[Content]:
    weeks = (
        f"{view.weeks_in_a_row} weeks reviewed in a row" if view.weeks_in_a_row > 1 else "a new row of weeks"
    )
    moved = round(view.after - view.before, 1)
    score = (
        joined((f"{view.before:.1f} → ", "dim"), plain(f"{view.after:.1f}  ", bold=True), change(moved))
        if moved
        else joined(plain(f"{view.after:.1f}", bold=True), ("  as before", "dim"))
    )
    lines = [joined(("Score so far  ", "dim"), score, (f"  ·  {weeks}", "dim"))]
    lines += [
        joined(
            "  ", change(move.points, digits=2), (f"  {move.category}: ", "dim"), f"{move.title}: {move.note}"
        )
        for move in view.moves[:MOVES]
    ]
    if moved and not view.moves:
        lines.append(plain("  small steps in many places", "dim"))
    lines += [plain(f"  Audit {line}", "dim") for line in view.audit[:AUDIT]]
    return lines
