"""Step 1, Land: last week's headline and score; wins, and one headline for this week."""

from __future__ import annotations

import json
from typing import ClassVar

from textual.app import ComposeResult

from bef_tui import services
from bef_tui.screens.review.pane import StepPane
from bef_tui.widgets.form import Form, LongTextField, TextField
from bef_tui.widgets.lines import Lines
from bef_tui.widgets.text import joined, plain


class LandPane(StepPane):
    """Arrive: what was, and what is worth remembering of this week."""

    STEP: ClassVar = "land"
    HINT: ClassVar = "Arrive. What went well, and what is this week's headline?"

    def content(self) -> ComposeResult:
        """Last week, and two fields."""
        yield Lines(id="last-week")
        said = self.ask(services.review.answers, self.review_id, "land")
        kept = self.page.desk.drafts.load(self._draft)
        fields = (
            LongTextField("wins", "Wins", lines=5, help="one a line"),
            TextField("headline", "Headline", help="the week in one sentence · ctrl+s goes on"),
        )
        yield Form(fields, said, raw=json.loads(kept) if kept else None)

    @property
    def _draft(self) -> str:
        return f"review.{self.review_id}.land"

    def take_keys(self) -> None:
        """The form takes them by itself."""

    def reload(self) -> None:
        """Last week's headline, rating and score."""
        last = self.ask(services.review.land_view, self.review_id)
        if last is None:
            lines = [
                plain(" The first review. From now on, last week's headline and score stand here.", "dim")
            ]
        else:
            score = f"{last.total:.1f}" if last.total is not None else "–"
            rated = f" · rated {last.rating}/10" if last.rating else ""
            lines = [
                joined(
                    (f" {last.week}: ", "dim"),
                    last.headline or "no headline",
                    (f" · score {score}{rated}", "dim"),
                )
            ]
            if last.improvement:
                lines.append(joined((" You wanted to improve: ", "dim"), last.improvement))
        self.query_one("#last-week", Lines).show_lines(lines)

    def on_form_typed(self, message: Form.Typed) -> None:
        """Keep every key."""
        self.page.desk.drafts.put(self._draft, json.dumps(message.raw))

    def on_form_submitted(self, message: Form.Submitted) -> None:
        """Save both and go on."""
        self.page.desk.write(services.review.answer, self.review_id, "land", dict(message.filled.values))
        self.page.desk.drafts.clear(self._draft)
        self.page.action_next()  # type: ignore[attr-defined]
