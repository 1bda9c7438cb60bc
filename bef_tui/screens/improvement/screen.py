"""The Improvement screen: four lists, tab goes from one to the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal

from bef_tui import services
from bef_tui.screens.base import BefScreen
from bef_tui.screens.forms import improvement as forms
from bef_tui.screens.improvement.experiments import ExperimentsPanel
from bef_tui.screens.improvement.issues import IssuesPanel
from bef_tui.screens.improvement.rows import change_rows, reason_rows
from bef_tui.widgets.empty import EmptyText
from bef_tui.widgets.panel import Panel
from bef_tui.widgets.record_table import Column, RecordTable

if TYPE_CHECKING:
    from bef_tui.services.improvement import ProcessChange, ReasonRow

NO_MISS = EmptyText("No promise missed", "The reasons of thirteen weeks will stand here.")
NO_CHANGE = EmptyText("No process changed", "SOP revisions and adopted experiments will stand here.")


class ImprovementScreen(BefScreen):
    """Issues, experiments, and below them side by side what can be learned."""

    KEY = "6"
    DEFAULT_CSS = """
    ImprovementScreen #issues-panel { height: 5fr; }
    ImprovementScreen #experiments-panel { height: 3fr; }
    ImprovementScreen #learned { height: 3fr; }
    ImprovementScreen #reasons-panel { width: 3fr; }
    ImprovementScreen #changes-panel { width: 4fr; }
    """

    def body(self) -> ComposeResult:
        """The four lists."""
        self._reasons: Sequence[ReasonRow] = ()
        self._changes: Sequence[ProcessChange] = ()
        yield IssuesPanel()
        yield ExperimentsPanel()
        with Horizontal(id="learned"):
            reasons = (Column(), Column(width=6), Column(width=2, align="right"))
            table = RecordTable(*reasons, gap=1, empty=NO_MISS, id="reasons")
            yield Panel(table, title="Miss reasons", id="reasons-panel")
            changes = (Column(), Column(width=11, align="right"))
            table = RecordTable(*changes, gap=1, empty=NO_CHANGE, id="changes")
            yield Panel(table, title="Process changes", id="changes-panel")

    def on_mount(self) -> None:
        """The issues take the keys."""
        super().on_mount()
        self.query_one(IssuesPanel).table.focus()

    def reload(self) -> None:
        """Ask the four questions."""
        if not self.desk.is_open and self.app.glance is None:  # type: ignore[attr-defined]
            return
        self.query_one(IssuesPanel).reload()
        self.query_one(ExperimentsPanel).reload()
        now = self.now()
        self._reasons = self.ask(services.improvement.miss_reasons, now=now)
        self._changes = self.ask(services.improvement.process_changes, now=now)
        self.query_one("#reasons", RecordTable).show(reason_rows(self._reasons))
        self.query_one("#changes", RecordTable).show(change_rows(self._changes, now.today))
        missed = sum(row.count for row in self._reasons)
        self.query_one("#reasons-panel", Panel).subtitle(f"{missed} in 13 weeks" if missed else "")

    def show_record(self, kind: str, record_id: int) -> None:
        """Put the cursor on an issue or an experiment."""
        panel = self.query_one(IssuesPanel) if kind == "issue" else self.query_one(ExperimentsPanel)
        panel.table.focus()
        panel.select(record_id)

    def on_record_table_opened(self, message: RecordTable.Opened) -> None:
        """Enter raises a reason as an issue, and goes to what was changed."""
        if message.table.id == "reasons":
            self._raise_reason(str(message.id))
        else:
            self._open_change(self._changes[int(message.id)])

    def _raise_reason(self, reason: str) -> None:
        row = next(row for row in self._reasons if (row.reason or "-") == reason)
        words = "\n".join(f"“{outcome}”" for outcome in row.examples)
        forms.raise_issue(
            self,
            lambda issue_id: self.show_record("issue", issue_id),
            title=f"Promises are missed: {row.reason or 'no reason given'} ({row.count}×)",
            cause=f"Missed lately:\n{words}",
        )

    def _open_change(self, change: ProcessChange) -> None:
        if change.sop_id is not None:
            self.go_to("sop", change.sop_id)
        elif change.experiment_id is not None:
            self.show_record("experiment", change.experiment_id)
