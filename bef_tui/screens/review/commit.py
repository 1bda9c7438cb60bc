"""Step 8, Commit: three to five outcomes with their three answers, one thing not to do; then frozen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from bef_tui import services
from bef_tui.framework.days import say_day
from bef_tui.screens.forms import execution as forms
from bef_tui.screens.review.pane import StepPane
from bef_tui.widgets.record_table import Cell, Column, EmptyText, RecordTable, Row
from bef_tui.widgets.text import joined, plain

if TYPE_CHECKING:
    from bef_tui.services.execution import CommitmentRow
    from bef_tui.services.review import Candidate, CommitView

EMPTY = EmptyText(
    "Nothing is promised yet",
    "Three to five outcomes, not tasks. Each moves a goal or a KPI.",
    "a",
    "promise an outcome",
)


class CommitPane(StepPane):
    """The coming week: what is promised, and what could be."""

    STEP: ClassVar = "commit"
    HINT: ClassVar = "Three to five outcomes, each with its three answers; F freezes them."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Promise", id="record.add", tooltip="Promise an outcome"),
        Binding(
            "enter,e",
            "open",
            "Edit",
            id="record.edit",
            key_display="enter",
            tooltip="Edit it, or promise the candidate",
        ),
        Binding(
            "d",
            "delete",
            "Delete",
            id="record.delete",
            tooltip="Delete a promise that is not frozen",
            show=False,
        ),
        Binding("o", "not_doing", "Not to do", id="review.not_doing", tooltip="One thing not to do"),
        Binding("F", "freeze", "Freeze", id="review.freeze", tooltip="Commit: freeze the list and go on"),
    ]

    def content(self) -> ComposeResult:
        """Promises, then candidates."""
        yield RecordTable(
            Column(),
            Column(width=9, align="right"),
            Column(width=8, hide_below=60),
            Column(width=18, hide_below=60),
            empty=EMPTY,
        )

    def reload(self) -> None:
        """What is promised, what could be, and what the week can hold."""
        now = self.page.now()
        self._view = self.ask(services.review.commit_view, self.review_id, now=now)
        self._candidates = self.ask(services.review.candidates, self.review_id, now=now)
        self.table.show(_rows(self._view, self._candidates, now.today))
        self.hint(*_words(self._view))

    def _under_cursor(self) -> tuple[str, int] | None:
        if self.table.highlighted is None:
            return None
        kind, _, number = str(self.table.highlighted).partition(":")
        return kind, int(number)

    def action_add(self) -> None:
        """Promise an outcome for the coming week."""
        forms.add_promise(self.page, self._view.week)

    def action_open(self) -> None:
        """Edit a promise, or promise a candidate."""
        found = self._under_cursor()
        if found is None:
            self.action_add()
        elif found[0] == "promise":
            forms.edit_promise(self.page, found[1])
        else:
            self._promise(self._candidates[found[1]])

    def _promise(self, candidate: Candidate) -> None:
        if candidate.kind == "commitment":
            made = self.act(services.execution.carry, candidate.id, self._view.week)
            if made is not None:
                forms.edit_promise(self.page, made)
            return
        values: dict[str, Any] = {
            "outcome": candidate.label,
            "goal_id": candidate.goal_id,
            "kpi_id": candidate.kpi_id,
        }
        forms.add_promise(self.page, self._view.week, **{k: v for k, v in values.items() if v is not None})

    def action_delete(self) -> None:
        """Delete a promise that is not frozen yet."""
        found = self._under_cursor()
        if found is not None and found[0] == "promise":
            self.act(services.execution.delete_commitment, found[1])

    def action_not_doing(self) -> None:
        """Say one thing not to do."""

        def save(text: str) -> int:
            done: int = self.page.desk.write(
                services.review.answer, self.review_id, "commit", {"not_doing": text}
            )
            return done

        self.page.line(
            "One thing not to do this week",
            save,
            help="what is left, so that this can be done",
            draft=f"review.{self.review_id}.not",
        )

    def action_freeze(self) -> None:
        """Commit: the list is frozen, and the review goes on."""
        if self._view.warnings:
            self.page.confirm(
                "; ".join(self._view.warnings) + ". Commit all the same?", self._freeze, deed="Commit"
            )
        else:
            self._freeze()

    def _freeze(self) -> None:
        if self.act(services.review.commit_week, self.review_id) is not None:
            self.page.action_next()  # type: ignore[attr-defined]

    def on_record_table_opened(self) -> None:
        """Enter edits, or promises a candidate."""
        self.action_open()


def _rows(view: CommitView, candidates: tuple[Candidate, ...], today: date) -> list[Row]:
    rows = []
    if view.promises:
        state = "frozen" if view.frozen else "not frozen yet"
        rows.append(Row("s:promised", (f"Promised for {view.week}", state), kind="section"))
        rows += [_promise(row, today) for row in view.promises]
    if candidates:
        rows.append(Row("s:candidates", ("Could be promised", "enter takes it"), kind="section"))
        rows += [
            Row(f"candidate:{place}", (Cell(one.label, "dim", "dot"), "", "", Cell(one.why, "dim")))
            for place, one in enumerate(candidates)
        ]
    return rows


def _promise(row: CommitmentRow, today: date) -> Row:
    missing = [
        word
        for word, answer in (("owner", row.owner), ("day", row.due), ("test", row.done_when.strip()))
        if not answer
    ]
    note = Cell(f"needs {', '.join(missing)}", "near") if missing else Cell(row.moves or "no goal yet", "dim")
    day = say_day(row.due, today) if row.due else ""
    return Row(
        f"promise:{row.id}",
        (
            Cell(row.outcome, glyph="done" if row.frozen else "open"),
            Cell(day, "dim"),
            Cell(row.owner, "dim"),
            note,
        ),
    )


def _words(view: CommitView) -> list[Any]:
    able = f"you keep {view.capacity:.1f} a week" if view.capacity is not None else "no week is closed yet"
    lines = [
        joined(
            (f" {len(view.promises)} promised · {able}", "dim"),
            *(((" · " + w), "near") for w in view.warnings),
        )
    ]
    lines.append(
        joined((" Not to do: ", "dim"), view.not_doing)
        if view.not_doing
        else plain(" One thing not to do: o", "dim")
    )
    return lines
