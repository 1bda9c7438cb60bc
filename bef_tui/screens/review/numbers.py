"""Step 2, Numbers: every KPI that is due gets its value, or why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from bef_tui import services
from bef_tui.screens.forms import improvement as issue_forms
from bef_tui.screens.forms import measurement as forms
from bef_tui.screens.review.pane import StepPane
from bef_tui.widgets.glyphs import GlyphName, Tone, spark
from bef_tui.widgets.record_table import Cell, Column, EmptyText, RecordTable, Row

if TYPE_CHECKING:
    from bef_tui.services.measurement import DueKpi, ScorecardRow

EMPTY = EmptyText("No number is due this week", "KPIs are added under Measurement (5).", "n", "go on")
SIGNS: dict[str, tuple[GlyphName, Tone]] = {
    "on": ("full", "good"),
    "near": ("half", "near"),
    "off": ("missed", "bad"),
}


class NumbersPane(StepPane):
    """The numbers of the week, lead before lag."""

    STEP: ClassVar = "numbers"
    HINT: ClassVar = "Lead before lag. A value for each, or “no data” and why. Off track? Raise an issue (i)."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "v,enter,space", "value", "Value", id="kpi.value", key_display="v", tooltip="Record the value"
        ),
        Binding("o", "no_data", "No data", id="kpi.no_data", tooltip="No data, and why"),
        Binding(
            "I", "issue", "Off track: issue", id="review.kpi_issue", tooltip="Raise an issue about this KPI"
        ),
    ]

    def content(self) -> ComposeResult:
        """The KPIs."""
        yield RecordTable(
            Column("KPI"), Column("8 weeks", 8, hide_below=56), Column("Value", 12, "right"),
            Column("Target", 12, "right"),
            header=True, empty=EMPTY,
        )  # fmt: skip

    def reload(self) -> None:
        """The due KPIs with eight weeks, target and signal."""
        view = self.ask(services.review.review_view, self.review_id)
        now = self.page.now()
        due = self.ask(services.measurement.due_kpis, now=now, week=view.week)
        self._board = {row.id: row for row in self.ask(services.measurement.scorecard, now=now)}
        self._due = due
        self.table.show([_row(place, kpi, self._board.get(kpi.id)) for place, kpi in enumerate(due)])

    def _one(self) -> tuple[Any, Any] | None:
        place = self.table.highlighted
        if place is None:
            return None
        kpi = self._due[int(place)]
        return self._board[kpi.id], kpi.period

    def action_value(self) -> None:
        """Record the value."""
        if one := self._one():
            forms.record_value(self.page, *one)

    def action_no_data(self) -> None:
        """Say that there is no data, and why."""
        if one := self._one():
            forms.record_no_data(self.page, *one)

    def action_issue(self) -> None:
        """Raise an issue about the KPI."""
        if one := self._one():
            issue_forms.raise_issue(self.page, title=f"{one[0].name} is off track", kpi_id=one[0].id)

    def on_record_table_opened(self) -> None:
        """Enter records."""
        self.action_value()


def _row(place: int, kpi: DueKpi, board: ScorecardRow | None) -> Row:
    cells = board.cells[-8:] if board else ()
    cell = next((cell for cell in cells if cell.period == kpi.period), None)
    sign, tone = SIGNS.get(cell.verdict if cell else "", ("dot", "none"))
    value = (
        forms.with_unit(kpi.value, kpi.unit)
        if kpi.value is not None
        else "no data"
        if kpi.answered
        else "due"
    )
    signal = " · signal" if board and board.signal else ""
    return Row(
        place,
        (
            Cell(f"{kpi.name}{signal}", glyph="done" if kpi.answered else "open"),
            Cell(spark([cell.value for cell in cells]), "dim"),
            Cell(value, tone if kpi.value is not None else "near", sign if kpi.value is not None else None),
            Cell(
                forms.with_unit(board.target, kpi.unit) if board and board.target is not None else "–", "dim"
            ),
        ),
    )
