"""Step 2, Numbers: every KPI that is due gets its value, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from bef_tui import services
from bef_tui.screens.forms import improvement as issue_forms
from bef_tui.screens.forms import measurement as forms
from bef_tui.screens.review.pane import StepPane, StepTable
from bef_tui.widgets.glyphs import GlyphName, Tone, spark
from bef_tui.widgets.record_table import Cell, Column, EmptyText, Row
from bef_tui.widgets.text import joined, plain

if TYPE_CHECKING:
    from textual.content import Content

    from bef_tui.services.measurement import DueKpi, ScorecardRow

EMPTY = EmptyText(
    "No number is due this week", "a adds a KPI; its number is asked for every week.", "n", "go on"
)
SIGNS: dict[str, tuple[GlyphName, Tone]] = {
    "on": ("full", "good"),
    "near": ("half", "near"),
    "off": ("missed", "bad"),
}


class NumbersPane(StepPane):
    """The numbers of the week, lead before lag."""

    STEP: ClassVar = "numbers"
    HINT: ClassVar = "A value, or “no data” and why. Off track: i raises an issue."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "v,space",
            "value",
            "Value",
            id="kpi.value",
            key_display="enter",
            tooltip="Record the value (also enter)",
        ),
        Binding(
            "o",
            "no_data",
            "No data",
            id="kpi.no_data",
            tooltip="No data, and why",
        ),
        Binding(
            "i",
            "issue",
            "Issue",
            id="review.kpi_issue",
            tooltip="Raise an issue about this KPI",
        ),
    ]

    def content(self) -> ComposeResult:
        """The KPIs."""
        yield StepTable(
            Column("KPI"), Column("8 weeks", 8, hide_below=56), Column("Value", 12, "right"),
            Column("Target", 12, "right"),
            header=True, empty=EMPTY,
        )  # fmt: skip

    def reload(self) -> None:
        """The due KPIs with eight weeks, target and signal."""
        view = self.ask(services.review.review_view, self.review_id)
        now = self.page.now()
        self._due = self.ask(services.measurement.due_kpis, now=now, week=view.week)
        self._board = {row.id: row for row in self.ask(services.measurement.scorecard, now=now)}
        rows = [_row(kpi, self._board.get(kpi.id)) for kpi in self._due]
        self.fill(rows, [_key(kpi) for kpi in self._due if not kpi.answered])

    def _one(self) -> tuple[DueKpi, ScorecardRow] | None:
        due = next((kpi for kpi in self._due if _key(kpi) == self.table.highlighted), None)
        return (due, self._board[due.id]) if due is not None else None

    def detail(self) -> Sequence[Content]:
        """How the KPI under the cursor stands."""
        found = self._one()
        if found is None:
            return ()
        due, board = found
        lines = [
            joined(
                plain(due.name, bold=True),
                (f"  {due.kind} · {due.cadence} · {services.measurement.say_period(due.period)}", "dim"),
            )
        ]
        if due.answered and due.value is None:
            lines.append(joined(("No data: ", "near"), due.why))
        elif _verdict(due, board) == "off":
            lines.append(plain("Off track: what stands in the way? i raises an issue.", "bad"))
        if board.signal:
            lines.append(plain("A signal: this is more than the usual up and down.", "near"))
        return lines

    def action_value(self) -> None:
        """Record the value."""
        if one := self._one():
            forms.record_value(self.page, one[1], one[0].period)

    def action_no_data(self) -> None:
        """Say that there is no data, and why."""
        if one := self._one():
            forms.record_no_data(self.page, one[1], one[0].period)

    def action_issue(self) -> None:
        """Raise an issue about the KPI."""
        known: dict[str, Any] = {}
        if one := self._one():
            known = {"kpi_id": one[0].id}
            if _verdict(*one) == "off":
                known["title"] = f"{one[0].name} is off track"
        issue_forms.raise_issue(self.page, **known)

    def action_add(self) -> None:
        """Add a KPI."""
        forms.add_kpi(self.page)

    def on_record_table_opened(self) -> None:
        """Enter records."""
        self.action_value()


def _key(kpi: DueKpi) -> str:
    return f"{kpi.id}.{kpi.period}"


def _verdict(kpi: DueKpi, board: ScorecardRow | None) -> str:
    cells = board.cells if board else ()
    return next((cell.verdict for cell in cells if cell.period == kpi.period), "")


def _row(kpi: DueKpi, board: ScorecardRow | None) -> Row:
    sign, tone = SIGNS.get(_verdict(kpi, board), ("dot", "none"))
    value = Cell("due", "near", "open")
    if kpi.value is not None:
        value = Cell(forms.with_unit(kpi.value, kpi.unit), tone, sign)
    elif kpi.answered:
        value = Cell("no data", "near", "dropped")
    signal = " · signal" if board and board.signal else ""
    target = forms.with_unit(board.target, kpi.unit) if board and board.target is not None else "–"
    return Row(
        _key(kpi),
        (
            Cell(f"{kpi.name}{signal}", glyph="done" if kpi.answered else "open"),
            Cell(spark([cell.value for cell in board.cells[-8:]] if board else []), "dim"),
            value,
            Cell(target, "dim"),
        ),
    )
