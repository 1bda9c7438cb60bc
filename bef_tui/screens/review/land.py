"""Step 1, Land: last week's headline and score; wins, and one headline for this week."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from bef_tui import services
from bef_tui.screens.review.form_pane import FormPane
from bef_tui.widgets.form import Field, LongTextField, TextField
from bef_tui.widgets.lines import Lines
from bef_tui.widgets.text import joined, plain

if TYPE_CHECKING:
    from textual.content import Content

    from bef_tui.services.review.seen import LandView


class LandPane(FormPane):
    """Arrive: what was, and what is worth remembering of this week."""

    STEP: ClassVar = "land"
    HINT: ClassVar = "What went well? What is the headline of this week?"

    def fields(self) -> Sequence[Field]:
        """Wins and a headline."""
        return (
            LongTextField("wins", "Wins", lines=5, help="one a line · tab goes to the headline"),
            TextField("headline", "Headline", help="the week in one sentence · enter goes on"),
        )

    def values(self) -> dict[str, Any]:
        """What was said before."""
        said: dict[str, Any] = self.ask(services.review.answers, self.review_id, "land")
        return said

    def left(self, said: str) -> str:
        """Land is done by going on."""
        return ""

    def reload(self) -> None:
        """Last week's headline, rating and score."""
        last = self.ask(services.review.land_view, self.review_id)
        self.query_one("#known", Lines).show_lines(_lines(last))

    def save(self, given: dict[str, Any]) -> None:
        """Save both and go on."""
        self.page.desk.write(services.review.answer, self.review_id, "land", given)
        self.page.desk.drafts.clear(self.draft)
        self.page.finish()


def _lines(last: LandView | None) -> list[Content]:
    if last is None:
        return [plain("The first review. From now on, last week's headline and score stand here.", "dim")]
    score = f"{last.total:.1f}" if last.total is not None else "–"
    rated = f" · rated {last.rating}/10" if last.rating else ""
    headline = f"“{last.headline}”" if last.headline else "no headline"
    lines = [joined((f"{last.week}  ", "dim"), headline, (f" · score {score}{rated}", "dim"))]
    if last.improvement:
        lines.append(joined(("You wanted to improve: ", "dim"), last.improvement))
    return lines
