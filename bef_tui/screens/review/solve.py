"""Step 7, Solve: one to three issues are decided, or parked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from bef_tui import services
from bef_tui.framework.days import say_day
from bef_tui.screens.forms import improvement as forms
from bef_tui.screens.review.pane import StepPane, StepTable
from bef_tui.widgets.record_table import Cell, Column, EmptyText, Row
from bef_tui.widgets.text import joined, plain

if TYPE_CHECKING:
    from textual.content import Content

    from bef_tui.services.improvement import IssueRow

EMPTY = EmptyText(
    "No open issue", "a or i raises one; what was missed and what is off track are good ones.", "n", "go on"
)
MOST = 3
IMPACTS = {1: "small", 2: "middle", 3: "large"}


class SolvePane(StepPane):
    """The issues by impact, goal gap and age."""

    STEP: ClassVar = "solve"
    HINT: ClassVar = (
        "Decide one to three: the cause, the decision, one action with an owner and a day. Or park it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "space",
            "decide",
            "Decide",
            id="issue.decide",
            key_display="enter",
            tooltip="Decide the issue (also enter)",
        ),
        Binding(
            "p",
            "park",
            "Park",
            id="issue.park",
            tooltip="Park the issue for another week",
        ),
        Binding(
            "e",
            "edit",
            "Edit",
            id="record.edit",
            tooltip="Edit the issue",
        ),
    ]

    def content(self) -> ComposeResult:
        """The issues."""
        yield StepTable(
            Column("Issue"), Column("Impact", 6), Column("Holds up", 22, hide_below=72), Column("Age", 6, "right"),
            header=True, empty=EMPTY,
        )  # fmt: skip

    def reload(self) -> None:
        """Open issues, the largest impact, the widest goal gap and the oldest first; then those decided now."""
        now = self.page.now()
        found = self.ask(services.improvement.issues, now=now)
        said = self.ask(services.review.answers, self.review_id, "solve")
        self._decided = list(said.get("decided", []))
        self._issues: dict[int, IssueRow] = {one.id: one for one in found}
        gaps = {
            one.gap.label: one.gap.gap or 0.0
            for one in self.ask(services.review.goals_seen, self.review_id, now=now)
        }
        still = sorted(
            (one for one in found if one.status == "open"),
            key=lambda one: (-one.impact, -gaps.get(one.about, 0.0), one.raised_on, one.id),
        )
        solved = {*self._decided, *said.get("parked", [])}
        done = [one for one in found if one.id in solved and one.status != "open"]
        rows = [_row(one, now.today) for one in still]
        if done:
            title = f"{len(self._decided)} of at most {MOST} decided"
            rows += [
                Row("s:done", ("Settled now", title), kind="section"),
                *(_row(one, now.today) for one in done),
            ]
        self.fill(rows, [one.id for one in still])
        if len(self._decided) >= MOST:
            self.hint(plain(f"{len(self._decided)} are decided: enough for one week. n goes on.", "near"))
        else:
            self.hint(plain(self.HINT, "dim"))

    def detail(self) -> Sequence[Content]:
        """The issue under the cursor: what was decided, or the cause as far as it is known."""
        here = self._issues.get(int(self.table.highlighted or 0))
        if here is None:
            return ()
        whole = self.ask(services.improvement.issue_detail, here.id)
        lines = [plain(here.title, bold=True)]
        if whole.cause:
            lines.append(joined(("Cause: ", "dim"), whole.cause))
        if whole.decision:
            lines.append(joined(("Decision: ", "dim"), whole.decision))
        if here.action:
            by = f"  {here.action_owner}" if here.action_owner else ""
            due = f", {say_day(here.action_due, self.page.today())}" if here.action_due else ""
            lines.append(joined(("Action: ", "dim"), here.action, (f"{by}{due}", "dim")))
        if len(lines) == 1:
            where = f" in {here.raised_in}" if here.raised_in else ""
            lines.append(
                plain(f"Raised{where} by {here.owner or 'nobody'}; its cause is not known yet.", "dim")
            )
        return lines

    def action_decide(self) -> None:
        """Decide the issue."""

        def deed(session: Any, issue_id: int, **said: Any) -> int:
            done: int = services.review.decide_issue(session, self.review_id, issue_id, **said)
            return done

        def decide(issue_id: int) -> None:
            if len(self._decided) >= MOST and issue_id not in self._decided:
                self.page.tell(f"{MOST} issues a week are enough: park this one (p), or leave it.", bad=True)
            else:
                forms.decide_issue(self.page, issue_id, deed=deed)

        self.on_record(decide)

    def action_park(self) -> None:
        """Park the issue."""
        deed = services.review.park_issue
        self.on_record(lambda issue_id: self.act(deed, self.review_id, issue_id))

    def action_edit(self) -> None:
        """Edit the issue."""
        self.on_record(lambda issue_id: forms.edit_issue(self.page, issue_id))

    def action_add(self) -> None:
        """Raise an issue."""
        forms.raise_issue(self.page)

    def on_record_table_opened(self) -> None:
        """Enter decides."""
        self.action_decide()


def _row(issue: IssueRow, today: date) -> Row:
    age = (today - issue.raised_on).days
    return Row(
        issue.id,
        (
            Cell(issue.title, glyph="open" if issue.status == "open" else "done"),
            Cell(IMPACTS.get(issue.impact, ""), "bad" if issue.impact == 3 else "dim"),
            Cell(issue.about, "dim"),
            Cell("today" if age == 0 else f"{age} d", "dim"),
        ),
    )
