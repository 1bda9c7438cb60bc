"""Step 9, Close: the score before and after, a rating, one improvement, the next date."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult

from bef_tui import services
from bef_tui.framework.errors import RuleBroken
from bef_tui.screens.forms import common
from bef_tui.screens.review.pane import StepPane
from bef_tui.widgets.bars import change
from bef_tui.widgets.form import Form, NumberField, TextField
from bef_tui.widgets.lines import Lines
from bef_tui.widgets.text import joined, plain

if TYPE_CHECKING:
    from bef_tui.services.review import CloseView


class ClosePane(StepPane):
    """What the review changed; then the report is written."""

    STEP: ClassVar = "close"
    HINT: ClassVar = "What moved, and what you take along. ctrl+s closes the week and writes the report."

    def content(self) -> ComposeResult:
        """The score, and three fields."""
        view = self.ask(services.review.close_view, self.review_id, now=self.page.now())
        yield Lines(_lines(view), id="moved")
        said = self.ask(services.review.answers, self.review_id, "close")
        kept = self.page.desk.drafts.load(self._draft)
        fields = (
            NumberField(
                "rating", "Rating", whole=True, least=1, most=10, required=True, help="of the week, 1 to 10"
            ),
            TextField("improvement", "Improve", help="one thing to do better next week"),
            common.day_field(self.page.desk, "next_on", "Next review", required=True),
        )
        values: dict[str, Any] = {"next_on": view.next_on, **said}
        if isinstance(values["next_on"], str):
            values["next_on"] = date.fromisoformat(values["next_on"])
        yield Form(fields, values, raw=json.loads(kept) if kept else None)

    @property
    def _draft(self) -> str:
        return f"review.{self.review_id}.close"

    def take_keys(self) -> None:
        """The form takes them by itself."""

    def reload(self) -> None:
        """Draw the score again."""
        view = self.ask(services.review.close_view, self.review_id, now=self.page.now())
        self.query_one("#moved", Lines).show_lines(_lines(view))

    def on_form_typed(self, message: Form.Typed) -> None:
        """Keep every key."""
        self.page.desk.drafts.put(self._draft, json.dumps(message.raw))

    def on_form_submitted(self, message: Form.Submitted) -> None:
        """Close the review."""
        given: dict[str, Any] = dict(message.filled.values)
        try:
            self.page.desk.write(services.review.close, self.review_id, now=self.page.now(), **given)
        except RuleBroken as refusal:
            self.query_one(Form).refuse(refusal.field, str(refusal))
            return
        self.page.desk.drafts.clear(self._draft)
        self.page.closed(self.review_id)  # type: ignore[attr-defined]


def _lines(view: CloseView) -> list[Any]:
    weeks = f"{view.weeks_in_a_row} weeks in a row" if view.weeks_in_a_row > 1 else "the first week in a row"
    lines = [
        joined(
            (" Score ", "dim"),
            plain(f"{view.before:.1f} → {view.after:.1f} ", bold=True),
            change(view.after - view.before),
            (f"   {weeks}", "dim"),
        )
    ]
    lines += [
        joined(
            "   ", change(move.points, digits=2), (f" {move.category}: ", "dim"), f"{move.title}: {move.note}"
        )
        for move in view.moves
    ]
    lines += [plain(f"   Audit {line}", "dim") for line in view.audit[:3]]
    return lines
