"""The experiments: running, due to be looked at, concluded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType

from bef_tui import services
from bef_tui.screens.base import BefScreen
from bef_tui.screens.forms import improvement as forms
from bef_tui.screens.improvement.rows import experiment_rows
from bef_tui.widgets.empty import EmptyText
from bef_tui.widgets.form import Option
from bef_tui.widgets.panel import Panel
from bef_tui.widgets.record_table import Column, RecordTable

if TYPE_CHECKING:
    from bef_tui.services.improvement import ExperimentRow

NO_EXPERIMENT = EmptyText(
    "No experiment", "A change tried out until a day, with a verdict.", "a", "start one"
)


class ExperimentsPanel(Panel):
    """The experiments with their keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add_experiment", "Add experiment", id="record.add", tooltip="Start an experiment"),
        Binding(
            "space",
            "conclude",
            "Conclude",
            id="record.done",
            tooltip="Give the verdict, or take it back",
        ),
        Binding("e", "edit_experiment", "Edit", id="record.edit", tooltip="Edit the experiment"),
        Binding("d", "delete_experiment", "Delete", id="record.delete", tooltip="Delete the experiment"),
    ]

    def __init__(self) -> None:
        columns = (Column(), Column(width=10, align="right"))
        self.table = RecordTable(*columns, empty=NO_EXPERIMENT, id="experiments")
        super().__init__(self.table, title="Experiments", id="experiments-panel")
        self._rows: Sequence[ExperimentRow] = ()

    @property
    def bef(self) -> BefScreen:
        """The screen, through which is asked and acted."""
        return cast(BefScreen, self.screen)

    def reload(self) -> None:
        """Ask for the experiments and show them."""
        now = self.bef.now()
        self._rows = self.bef.ask(services.improvement.experiments, now=now)
        self.table.show(experiment_rows(self._rows, now.today))
        due = sum(row.due(now.today) for row in self._rows)
        self.subtitle(f"{due} to look at" if due else "", "near")

    def select(self, record_id: int) -> None:
        """Put the cursor on one of them."""
        self.table.select(record_id)

    def _experiment(self) -> ExperimentRow | None:
        chosen = self.table.highlighted
        return next((row for row in self._rows if row.id == chosen), None)

    def on_record_table_opened(self, message: RecordTable.Opened) -> None:
        """Enter edits what is running, and shows what was learned."""
        message.stop()
        row = self._experiment()
        if row is not None and row.status == "running":
            forms.edit_experiment(self.bef, row.id)
        elif row is not None:
            learned = f"{row.verdict}: {row.learned}" + (f"\nInto the SOP: {row.sop}" if row.sop else "")
            options = (Option("leave", "Leave it so"), Option("back", "Take the verdict back"))
            self.bef.choose(
                row.hypothesis,
                options,
                lambda deed: self.action_conclude() if deed == "back" else None,
                help=learned,
            )

    def action_add_experiment(self) -> None:
        """Start an experiment."""
        forms.add_experiment(self.bef, self.select)

    def action_conclude(self) -> None:
        """Give the verdict, or take it back."""
        row = self._experiment()
        if row is not None and row.status == "running":
            forms.conclude_experiment(self.bef, row.id)
        elif row is not None:
            self.bef.act(services.improvement.reopen_experiment, row.id)

    def action_edit_experiment(self) -> None:
        """Edit the experiment."""
        row = self._experiment()
        if row is not None and row.status == "running":
            forms.edit_experiment(self.bef, row.id)
        elif row is not None:
            self.bef.tell("It has its verdict: space takes that back first.", bad=True)

    def action_delete_experiment(self) -> None:
        """Delete the experiment; undo brings it back."""
        row = self._experiment()
        if row is not None:
            self.bef.act(services.improvement.delete_experiment, row.id)
