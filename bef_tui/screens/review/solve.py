"""Step 7, Solve: one to three issues are decided, or parked."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from bef_tui import services
from bef_tui.screens.forms import improvement as forms
from bef_tui.screens.review.pane import StepPane
from bef_tui.widgets.record_table import Cell, Column, EmptyText, RecordTable, Row
from bef_tui.widgets.text import plain

if TYPE_CHECKING:
    from bef_tui.services.improvement import IssueRow

EMPTY = EmptyText("No open issue", "Raise one from anywhere with i.", "n", "go on")
MOST = 3
IMPACTS = {1: "small", 2: "medium", 3: "large"}


class SolvePane(StepPane):
    """The issues by impact and age."""

    STEP: ClassVar = "solve"
    HINT: ClassVar = (
        "Decide one to three: the cause, the decision, and one action with an owner and a day. Or park it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,space",
            "decide",
            "Decide",
            id="issue.decide",
            key_display="enter",
            tooltip="Decide the issue",
        ),
        Binding("p", "park", "Park", id="issue.park", tooltip="Park the issue for another week"),
        Binding("e", "edit", "Edit", id="record.edit", tooltip="Edit the issue"),
    ]

    def content(self) -> ComposeResult:
        """The issues."""
        yield RecordTable(Column(), Column(width=7), Column(width=9, align="right"), empty=EMPTY)

    def reload(self) -> None:
        """Open issues, the largest impact and the oldest first; then those decided now."""
        found = self.ask(services.improvement.issues, now=self.page.now())
        said = self.ask(services.review.answers, self.review_id, "solve")
        self._decided, self._parked = list(said.get("decided", [])), list(said.get("parked", []))
        solved = {*self._decided, *self._parked}
        still = sorted(
            (one for one in found if one.status == "open"), key=lambda one: (-one.impact, one.raised_on)
        )
        rows = [_row(one, self.page.today().toordinal()) for one in still]
        done = [
            _row(one, self.page.today().toordinal())
            for one in found
            if one.id in solved and one.status != "open"
        ]
        if done:
            rows += [Row("decided", ("Decided now", f"{len(done)} of at most {MOST}"), kind="section"), *done]
        self.table.show(rows)
        if len(self._decided) >= MOST:
            self.hint(plain(f" {len(self._decided)} are decided: enough for one week. Go on with n.", "near"))

    def action_decide(self) -> None:
        """Decide the issue."""

        def decide(issue_id: int) -> None:
            if len(self._decided) >= MOST and issue_id not in self._decided:
                self.page.tell(f"{MOST} issues a week are enough; park this one (p) or leave it.", bad=True)
                return
            forms.decide_issue(self.page, issue_id, lambda _: self._note("decided", self._decided, issue_id))

        self.on_record(decide)

    def action_park(self) -> None:
        """Park the issue."""

        def park(issue_id: int) -> None:
            if self.act(services.improvement.park, issue_id) is not None:
                self._note("parked", self._parked, issue_id)

        self.on_record(park)

    def action_edit(self) -> None:
        """Edit the issue."""
        self.on_record(lambda issue_id: forms.edit_issue(self.page, issue_id))

    def _note(self, what: str, known: list[int], issue_id: int) -> None:
        self.answer(**{what: [*known, *([] if issue_id in known else [issue_id])]})

    def on_record_table_opened(self) -> None:
        """Enter decides."""
        self.action_decide()


def _row(issue: IssueRow, today: int) -> Row:
    age = today - issue.raised_on.toordinal()
    return Row(
        issue.id,
        (
            Cell(issue.title, glyph="open" if issue.status == "open" else "done"),
            Cell(IMPACTS.get(issue.impact, ""), "bad" if issue.impact == 3 else "dim"),
            Cell("today" if age == 0 else f"{age} d old", "dim"),
        ),
    )
