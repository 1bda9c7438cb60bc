"""Step 6, Systems: what did not run, what was skipped; one process fix, or none needed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from bef_tui import services
from bef_tui.screens.forms import improvement as issue_forms
from bef_tui.screens.forms import systems as forms
from bef_tui.screens.review.pane import StepPane, StepTable
from bef_tui.widgets.record_table import Cell, Column, EmptyText, Row
from bef_tui.widgets.text import joined, plain

if TYPE_CHECKING:
    from textual.content import Content

    from bef_tui.services.review import SystemSeen

EMPTY = EmptyText(
    "Nothing in the systems asks for a look",
    "enter says a process fix all the same; a adds an SOP.",
    "n",
    "go on",
)
NO_FIX = "none needed"


class SystemsPane(StepPane):
    """Missed runs, skipped steps, SOPs due for review, repeated work."""

    STEP: ClassVar = "systems"
    HINT: ClassVar = "One process fix, or none needed."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "p,enter",
            "fix",
            "Process fix",
            id="review.fix",
            key_display="enter",
            tooltip="Say which process is fixed, and how",
        ),
        Binding(
            "o",
            "none",
            "None needed",
            id="review.no_fix",
            tooltip="No fix is needed this week",
        ),
        Binding(
            "e",
            "open",
            "Go there",
            id="review.go_there",
            tooltip="Go to the record; the review waits for R",
        ),
        Binding(
            "i",
            "issue",
            "Issue",
            id="review.system_issue",
            tooltip="Raise an issue about it",
        ),
    ]

    def content(self) -> ComposeResult:
        """What asks for a look."""
        yield StepTable(Column("Process", flex=3), Column("Why", flex=4), header=True, empty=EMPTY)

    def reload(self) -> None:
        """What asks for a look, and what was decided."""
        seen = self.ask(services.review.systems_seen, now=self.page.now())
        self._seen: dict[str, SystemSeen] = {f"{one.kind}.{one.id}.{one.why}": one for one in seen}
        self.fill(
            [
                Row(key, (Cell(one.label, glyph="warning"), Cell(one.why, "dim")))
                for key, one in self._seen.items()
            ]
        )
        decided = str(self.ask(services.review.answers, self.review_id, "systems").get("decision", ""))
        self.hint(joined(("Decided: ", "good"), decided) if decided else plain(self.HINT, "dim"))

    def _one(self) -> SystemSeen | None:
        return self._seen.get(str(self.table.highlighted))

    def detail(self) -> Sequence[Content]:
        """The record under the cursor, whole."""
        one = self._one()
        return (plain(one.label, bold=True), plain(one.why, "dim")) if one else ()

    def action_fix(self) -> None:
        """Say which process is fixed, and how."""
        one = self._one()
        about = f"{one.label}: " if one else ""
        title = f"Process fix · {one.label}" if one else "Process fix"
        self.ask_answer(title, "decision", help="what changes from now on?", before=about)

    def action_none(self) -> None:
        """No fix is needed this week."""
        self.answer(decision=NO_FIX)

    def action_issue(self) -> None:
        """Raise an issue about it."""
        known: dict[str, Any] = {}
        if (one := self._one()) is not None:
            known = {"title": f"{one.label}: {one.why}"}
            if one.kind == "sop":
                known["sop_id"] = one.id
        issue_forms.raise_issue(self.page, **known)

    def action_open(self) -> None:
        """Go to the record; the review waits."""
        one = self._one()
        if one is not None and one.kind != "repeated":
            self.page.go_to(one.kind, one.id)
        elif one is not None:
            self.page.tell("There is no SOP for this yet: a adds one.")

    def action_add(self) -> None:
        """Add an SOP; work that is repeated gives it its name."""
        one = self._one()
        known = {"title": one.label} if one is not None and one.kind == "repeated" else {}
        forms.add_sop(
            self.page,
            lambda _: self.page.tell("Added as a draft; its steps are written under Systems (3)."),
            **known,
        )

    def on_record_table_opened(self) -> None:
        """Enter says the fix."""
        self.action_fix()
