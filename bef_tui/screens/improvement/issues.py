"""The issues: raised, decided, parked, closed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType

from bef_tui import services
from bef_tui.screens.base import BefScreen
from bef_tui.screens.forms import improvement as forms
from bef_tui.screens.improvement.rows import issue_rows, issue_words
from bef_tui.widgets.empty import EmptyText
from bef_tui.widgets.form import Option
from bef_tui.widgets.panel import Panel
from bef_tui.widgets.record_table import Column, RecordTable

if TYPE_CHECKING:
    from bef_tui.services.improvement import IssueRow

NO_ISSUE = EmptyText(
    "No issue",
    "Improvement asks: how do we get better? What stands in the way is raised here, "
    "decided with one action, and closed.",
    "a",
    "raise an issue (i does it on every screen)",
)


class IssuesPanel(Panel):
    """The issues with their keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add_issue", "Add issue", id="record.add", tooltip="Raise an issue"),
        Binding("c", "decide", "Decide", id="issue.decide", tooltip="Decide the issue, with one action"),
        Binding("e", "edit_issue", "Edit", id="record.edit", tooltip="Edit the issue"),
        Binding("p", "park", "Park", id="issue.park", tooltip="Park the issue, or take it up again"),
        Binding("space", "close", "Close", id="record.done", tooltip="Close the issue, or reopen it"),
        Binding("d", "delete_issue", "Delete", id="record.delete", tooltip="Delete the issue", show=False),
    ]

    def __init__(self) -> None:
        columns = (Column(), Column(width=9, align="right"))
        self.table = RecordTable(*columns, empty=NO_ISSUE, id="issues")
        super().__init__(self.table, title="Issues", id="issues-panel")
        self._rows: Sequence[IssueRow] = ()

    @property
    def bef(self) -> BefScreen:
        """The screen, through which is asked and acted."""
        return cast(BefScreen, self.screen)

    def reload(self) -> None:
        """Ask for the issues and show them."""
        now = self.bef.now()
        self._rows = self.bef.ask(services.improvement.issues, now=now)
        self.table.show(issue_rows(self._rows, now.today))
        still_open = sum(row.status == "open" for row in self._rows)
        self.subtitle(f"{still_open} open" if still_open else "")

    def select(self, record_id: int) -> None:
        """Put the cursor on one of them."""
        self.table.select(record_id)

    def _issue(self) -> IssueRow | None:
        chosen = self.table.highlighted
        return next((row for row in self._rows if row.id == chosen), None)

    def on_record_table_opened(self, message: RecordTable.Opened) -> None:
        """Enter shows the issue whole, with what can be done about it."""
        message.stop()
        detail = self.bef.ask(services.improvement.issue_detail, int(message.id))
        row = detail.row
        options = {
            "open": ("decide", "edit", "park", "close"),
            "decided": ("action", "decide", "edit", "close"),
            "parked": ("reopen", "decide", "edit", "close"),
            "closed": ("reopen",),
        }[row.status]
        said = {
            "decide": "Decide it" if not detail.decision else "Decide it again",
            "edit": "Edit it",
            "park": "Park it",
            "close": "Close it",
            "reopen": "Take it up again",
            "action": "Go to the action",
        }
        choices = [Option(deed, said[deed]) for deed in options if deed != "action" or row.action_id]
        self.bef.choose(row.title, choices, self._on_issue, help=issue_words(detail, self.bef.today()))

    def _on_issue(self, deed: str) -> None:
        row = self._issue()
        if deed == "action" and row is not None:
            self.bef.go_to("task", row.action_id)
            return
        actions = {
            "decide": self.action_decide,
            "edit": self.action_edit_issue,
            "park": self.action_park,
            "close": self.action_close,
            "reopen": self._reopen,
        }
        actions[deed]()

    def _reopen(self) -> None:
        row = self._issue()
        if row is not None:
            self.bef.act(services.improvement.reopen_issue, row.id)

    def action_add_issue(self) -> None:
        """Raise an issue."""
        forms.raise_issue(self.bef, self.select)

    def action_decide(self) -> None:
        """Decide the issue."""
        row = self._issue()
        if row is not None and row.status == "closed":
            self.bef.tell("This issue is closed: space reopens it.", bad=True)
        elif row is not None:
            forms.decide_issue(
                self.bef, row.id, lambda _: self.bef.tell("Decided; the action is under Execution (4).")
            )

    def action_edit_issue(self) -> None:
        """Edit the issue."""
        row = self._issue()
        if row is not None:
            forms.edit_issue(self.bef, row.id)

    def action_park(self) -> None:
        """Park the issue, or take it up again."""
        row = self._issue()
        if row is not None:
            improvement = services.improvement
            self.bef.act(improvement.reopen_issue if row.status == "parked" else improvement.park, row.id)

    def action_close(self) -> None:
        """Close the issue, or reopen it."""
        row = self._issue()
        if row is not None:
            improvement = services.improvement
            self.bef.act(
                improvement.reopen_issue if row.status == "closed" else improvement.close_issue, row.id
            )

    def action_delete_issue(self) -> None:
        """Delete the issue; undo brings it back."""
        row = self._issue()
        if row is not None:
            self.bef.act(services.improvement.delete_issue, row.id)
