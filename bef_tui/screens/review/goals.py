"""Step 4, Goals: each 90-day goal is touched: its number, a note, or a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from bef_tui import services
from bef_tui.framework.days import say_date
from bef_tui.screens.forms import measurement as numbers
from bef_tui.screens.review.pane import StepPane
from bef_tui.widgets.glyphs import Tone, bar
from bef_tui.widgets.record_table import Cell, Column, EmptyText, RecordTable, Row

if TYPE_CHECKING:
    from bef_tui.services.review import GoalSeen

EMPTY = EmptyText("No active 90-day goal", "Goals are set under Vision (1).", "n", "go on")
TONES: dict[str, Tone] = {"behind": "bad", "on plan": "good", "reached": "good"}


class GoalsPane(StepPane):
    """Expected, actual, forecast, promises spent."""

    STEP: ClassVar = "goals"
    HINT: ClassVar = (
        "Touch each goal: its number (v), a word on how it stands (space), or pause (p) or drop (x) it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "space,enter",
            "note",
            "Note",
            id="review.note",
            key_display="space",
            tooltip="A word on how it stands",
        ),
        Binding("v", "value", "Value", id="kpi.value", tooltip="Record the number that measures it"),
        Binding("p", "pause", "Pause", id="vision.pause", tooltip="Pause the goal, with a reason"),
        Binding("x", "drop", "Drop", id="record.drop", tooltip="Drop the goal, with a reason"),
        Binding(
            "o", "open", "Milestones", id="review.plans", tooltip="Go to the plans of the goals", show=False
        ),
    ]

    def content(self) -> ComposeResult:
        """The goals."""
        yield RecordTable(
            Column("Goal"), Column("Actual", 9), Column("Expected", 8, "right"),
            Column("Forecast", 9, "right", hide_below=60),
            Column("Spent", 5, "right", hide_below=70), Column("Note", 16, hide_below=80),
            header=True, empty=EMPTY,
        )  # fmt: skip

    def reload(self) -> None:
        """The goals by rank."""
        seen = self.ask(services.review.goals_seen, self.review_id, now=self.page.now())
        self._seen = {one.gap.id: one for one in seen}
        self.table.show([_row(one) for one in seen])

    def action_note(self) -> None:
        """A word on how the goal stands."""

        def ask(goal_id: int) -> None:
            def save(text: str) -> int:
                done: int = self.page.desk.write(services.review.touch_goal, self.review_id, goal_id, text)
                return done

            title = f"{self._seen[goal_id].gap.label}: how does it stand?"
            self.page.line(
                title, save, help="on track, because …", draft=f"review.{self.review_id}.goal.{goal_id}"
            )

        self.on_record(ask)

    def action_value(self) -> None:
        """Record the number that measures the goal; that touches it."""

        def ask(goal_id: int) -> None:
            kpi_id = self._seen[goal_id].kpi_id
            if kpi_id is None:
                self.page.tell("No KPI measures this goal yet: give it one under Vision (1).", bad=True)
                return
            kpi = self.ask(services.measurement.kpi, kpi_id, now=self.page.now())
            numbers.record_value(self.page, kpi)

        self.on_record(ask)

    def action_pause(self) -> None:
        """Pause the goal, with a reason."""
        self._why("Pause the goal: why?", "pause")

    def action_drop(self) -> None:
        """Drop the goal, with a reason."""
        self._why("Drop the goal: why?", "drop")

    def _why(self, title: str, deed: str) -> None:
        def ask(goal_id: int) -> None:
            def save(text: str) -> int:
                done: int = self.page.desk.write(
                    getattr(services.vision, deed), goal_id, text, now=self.page.now()
                )
                return done

            self.page.line(
                title, save, help="in a few words", draft=f"review.{self.review_id}.{deed}.{goal_id}"
            )

        self.on_record(ask)

    def action_open(self) -> None:
        """Go to the plans; the review waits."""
        self.page.go_to("plan", None)

    def on_record_table_opened(self) -> None:
        """Enter notes."""
        self.action_note()


def _row(seen: GoalSeen) -> Row:
    gap = seen.gap
    tone = TONES.get(gap.state, "none")
    actual = f"{''.join(bar(gap.actual, 4))} {100 * gap.actual:.0f}%" if gap.actual is not None else gap.state
    ahead = gap.forecast
    reaches = say_date(ahead.reaches) if ahead and ahead.reaches else "never" if ahead else "none yet"
    return Row(
        gap.id,
        (
            Cell(gap.label, glyph="done" if seen.touched else "open"),
            Cell(actual, tone),
            Cell("–" if gap.expected is None else f"{100 * gap.expected:.0f} %", "dim"),
            Cell(reaches, "dim"),
            Cell(str(seen.spent), "dim"),
            Cell(seen.note, "dim"),
        ),
    )
