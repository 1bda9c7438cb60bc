"""Step 6, Systems: what did not run, what was skipped; one process fix, or none needed."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from bef_tui import services
from bef_tui.screens.forms import improvement as issue_forms
from bef_tui.screens.review.pane import StepPane
from bef_tui.widgets.record_table import Cell, Column, EmptyText, RecordTable, Row
from bef_tui.widgets.text import joined, plain

EMPTY = EmptyText("Nothing in the systems asks for a look", "", "n", "go on")


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
            key_display="p",
            tooltip="Say which process is fixed, and how",
        ),
        Binding("o", "none", "None needed", id="review.no_fix", tooltip="No fix is needed this week"),
        Binding("I", "issue", "Issue", id="review.system_issue", tooltip="Raise an issue about it"),
        Binding("e", "open", "Go there", id="review.go_there", tooltip="Go to the record; the review waits"),
    ]

    def content(self) -> ComposeResult:
        """What asks for a look."""
        yield RecordTable(Column(), Column(width=32), empty=EMPTY)

    def reload(self) -> None:
        """What asks for a look, and what was decided."""
        self._seen = self.ask(services.review.systems_seen, now=self.page.now())
        self.table.show(
            [
                Row(n, (Cell(one.label, glyph="warning"), Cell(one.why, "dim")))
                for n, one in enumerate(self._seen)
            ]
        )
        decided = str(self.ask(services.review.answers, self.review_id, "systems").get("decision", ""))
        if decided:
            self.hint(joined((" Decided: ", "dim"), (decided, "good")))
        else:
            self.hint(plain(f" {self.HINT}", "dim"))

    def action_fix(self) -> None:
        """Say which process is fixed, and how."""
        place = self.table.highlighted
        about = f"{self._seen[int(place)].label}: " if place is not None else ""

        def save(text: str) -> int:
            done: int = self.page.desk.write(
                services.review.answer, self.review_id, "systems", {"decision": f"{about}{text}"}
            )
            return done

        self.page.line(
            f"Process fix · {about}",
            save,
            help="what changes from now on?",
            draft=f"review.{self.review_id}.fix",
        )

    def action_none(self) -> None:
        """No fix is needed this week."""
        self.answer(decision="none needed")

    def action_issue(self) -> None:
        """Raise an issue about it."""
        place = self.table.highlighted
        if place is not None:
            one = self._seen[int(place)]
            issue_forms.raise_issue(self.page, title=f"{one.label}: {one.why}")

    def action_open(self) -> None:
        """Go to the record; the review waits."""
        place = self.table.highlighted
        if place is not None and (one := self._seen[int(place)]).kind != "repeated":
            self.page.go_to(one.kind, one.id)

    def on_record_table_opened(self) -> None:
        """Enter says the fix."""
        self.action_fix()
