"""The Measurement screen: what its keys do with the KPI under the cursor."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from bef_tui import services
from bef_tui.screens.forms import measurement as forms
from bef_tui.screens.measurement.board import LOWER, Scorecard

if TYPE_CHECKING:
    from bef_tui.services.measurement import ScorecardRow


class MeasurementScreen(Scorecard):
    """Thirteen weeks of every KPI; ``enter`` opens one with its values and targets."""

    KEY = "5"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v,space", "record", "Value", id="record.done", key_display="v", tooltip="Record a value"),
        Binding("n", "no_data", "No data", id="kpi.no_data", tooltip="Record that there is no data, and why"),
        Binding("a", "add", "Add", id="record.add", tooltip="Add a KPI"),
        Binding(
            "t", "target", "Target", id="kpi.target", tooltip="Set a target; the old one stays on record"
        ),
        Binding(
            "c", "next_lower", "Chart", id="kpi.lower", tooltip="Chart, conversion funnel, said and done"
        ),
        Binding("e", "edit", "Edit", id="record.edit", tooltip="Edit the KPI"),
        Binding(
            "x",
            "retire",
            "Retire",
            id="record.drop",
            show=False,
            tooltip="Retire the KPI, or follow it again",
        ),
        Binding(
            "o",
            "retired",
            "Retired",
            id="kpi.retired",
            show=False,
            tooltip="Show the retired KPIs",
        ),
        Binding(
            "d",
            "delete",
            "Delete",
            id="record.delete",
            show=False,
            tooltip="Delete the KPI, or one value of it",
        ),
        Binding("J", "rank(1)", "Down", id="record.rank_down", show=False, tooltip="Move the KPI down"),
        Binding("K", "rank(-1)", "Up", id="record.rank_up", show=False, tooltip="Move the KPI up"),
        Binding("escape", "back", "Back", id="kpi.back", show=False, tooltip="Back to the scorecard"),
    ]

    def on_record_table_opened(self) -> None:
        """Enter opens a KPI; in it, records the period under the cursor."""
        if self.kpi_id is not None:
            self.action_record()
        elif (kpi := self.kpi_under_cursor()) is not None:
            self.kpi_id = kpi.id
            self.query_one("#scorecard").display = False
            self.query_one("#periods").display = True
            self.reload()
            self.table.focus()
            self.table.action_edge(-1)

    # Keys

    def _with_kpi(self, deed: Callable[[ScorecardRow], object]) -> None:
        kpi = self.kpi_under_cursor()
        if kpi is None:
            self.tell("There is no KPI under the cursor: a adds one.", bad=True)
        else:
            deed(kpi)

    def action_record(self) -> None:
        """Record a value."""
        self._with_kpi(lambda kpi: forms.record_value(self, kpi, self.period_under_cursor()))

    def action_no_data(self) -> None:
        """Record that there is no data, and why."""
        self._with_kpi(lambda kpi: forms.record_no_data(self, kpi, self.period_under_cursor()))

    def action_add(self) -> None:
        """Add a KPI."""
        forms.add_kpi(self, lambda made: self.show_record("kpi", made))

    def action_target(self) -> None:
        """Set a target."""
        self._with_kpi(lambda kpi: forms.set_target(self, kpi))

    def action_edit(self) -> None:
        """Edit the KPI."""
        self._with_kpi(lambda kpi: forms.edit_kpi(self, kpi.id))

    def action_next_lower(self) -> None:
        """Show the chart, the funnel, said and done in turn."""
        self.lower = LOWER[(LOWER.index(self.lower) + 1) % len(LOWER)]
        self.show_lower()
        self.draw_lower()

    def action_retire(self) -> None:
        """Retire the KPI, or follow it again."""
        measurement = services.measurement
        self._with_kpi(
            lambda kpi: self.act(measurement.retire_kpi if kpi.active else measurement.restore_kpi, kpi.id)
        )

    def action_retired(self) -> None:
        """Show the retired KPIs, or those that are followed."""
        self.leave()
        self.active = not self.active
        self.reload()

    def action_delete(self) -> None:
        """Delete one value where a KPI is opened, else the KPI."""
        period = self.period_under_cursor()
        measurement = services.measurement
        if period is not None:
            self._with_kpi(lambda kpi: self.act(measurement.delete_value, kpi.id, period))
        elif self.kpi_id is not None:
            self.tell("A target stays on record; t sets a new one.", bad=True)
        else:
            self._with_kpi(lambda kpi: self.act(measurement.delete_kpi, kpi.id))

    def action_rank(self, by: int) -> None:
        """Move the KPI among those of its kind."""
        self._with_kpi(lambda kpi: self.act(services.measurement.move_kpi, kpi.id, by))

    def action_back(self) -> None:
        """Back to the scorecard."""
        self.leave()
        self.reload()
