"""Step 8, Commit: three to five outcomes with their three answers, one thing not to do; then frozen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from bef_tui import services
from bef_tui.framework.agenda import GOOD_OUTCOMES, MOST_OUTCOMES
from bef_tui.framework.days import say_day, say_weekday
from bef_tui.screens.forms import execution as forms
from bef_tui.screens.review.pane import StepPane, StepTable
from bef_tui.widgets.form import Option
from bef_tui.widgets.glyphs import Tone, glyph
from bef_tui.widgets.record_table import Cell, Column, EmptyText, Row
from bef_tui.widgets.text import joined, plain

if TYPE_CHECKING:
    from textual.content import Content

    from bef_tui.services.execution import CommitmentRow
    from bef_tui.services.review import Candidate, CommitView

EMPTY = EmptyText(
    "Nothing is promised yet",
    "Three to five outcomes, not tasks. Each moves a goal or a KPI.",
    "a",
    "promise an outcome",
)
FULL = f"A week holds at most {MOST_OUTCOMES} outcomes: delete one first (d), or leave this for another week."


class CommitPane(StepPane):
    """The coming week: what is promised, and what could be."""

    STEP: ClassVar = "commit"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "F",
            "freeze",
            "Freeze",
            id="review.freeze",
            tooltip="Commit: freeze the list and go on",
        ),
        Binding(
            "a",
            "add",
            "Promise",
            id="record.add",
            tooltip="Promise an outcome",
        ),
        Binding(
            "e",
            "open",
            "Edit or take",
            id="record.edit",
            key_display="enter",
            tooltip="Edit the promise, or promise the candidate (also enter)",
        ),
        Binding(
            "o",
            "not_doing",
            "Not to do",
            id="review.not_doing",
            tooltip="One thing not to do",
        ),
        Binding(
            "d",
            "delete",
            "Delete",
            id="record.delete",
            tooltip="Delete a promise that is not frozen",
        ),
    ]

    def content(self) -> ComposeResult:
        """Promises, then candidates."""
        yield StepTable(
            Column(),
            Column(width=9, align="right"),
            Column(width=8, hide_below=76),
            Column(width=16),
            empty=EMPTY,
        )

    def reload(self) -> None:
        """What is promised, what could be, and what the week can hold."""
        now = self.page.now()
        self._view: CommitView = self.ask(services.review.commit_view, self.review_id, now=now)
        self._candidates: tuple[Candidate, ...] = self.ask(
            services.review.candidates, self.review_id, now=now
        )
        self.fill(
            _rows(self._view, self._candidates, now.today),
            [f"promise:{row.id}" for row in self._view.promises if _missing(row)],
        )
        self.hint(*_words(self._view))

    def _promised(self) -> CommitmentRow | None:
        kind, _, number = str(self.table.highlighted or "").partition(":")
        return next((r for r in self._view.promises if kind == "promise" and str(r.id) == number), None)

    def _candidate(self) -> Candidate | None:
        kind, _, rest = str(self.table.highlighted or "").partition(":")
        return next((c for c in self._candidates if kind == "candidate" and _place(c) == rest), None)

    def detail(self) -> Sequence[Content]:
        """The promise under the cursor with its three answers."""
        if (candidate := self._candidate()) is not None:
            return (plain(candidate.label, bold=True), plain(f"{candidate.why} · enter promises it", "dim"))
        row = self._promised()
        if row is None:
            return ()
        by = say_weekday(row.due) if row.due else "–"
        return (
            plain(row.outcome, bold=True),
            joined(
                ("Who: ", "dim"),
                row.owner or "–",
                ("  By: ", "dim"),
                by,
                ("  Known by: ", "dim"),
                row.done_when or "–",
            ),
        )

    def action_add(self) -> None:
        """Promise an outcome for the coming week."""
        if self._has_room():
            forms.add_promise(self.page, self._view.week)

    def action_open(self) -> None:
        """Edit a promise, or promise a candidate."""
        if (promised := self._promised()) is not None:
            forms.edit_promise(self.page, promised.id)
        elif (candidate := self._candidate()) is None:
            self.action_add()
        elif self._has_room():
            self._promise(candidate)

    def _has_room(self) -> bool:
        if len(self._view.promises) < MOST_OUTCOMES:
            return True
        self.page.tell(FULL, bad=True)
        return False

    def _promise(self, candidate: Candidate) -> None:
        if candidate.kind == "commitment":
            made = self.act(services.execution.carry, candidate.id, self._view.week)
            if made is not None:
                forms.edit_promise(self.page, made)
            return
        known: dict[str, Any] = {
            "outcome": candidate.label,
            "goal_id": candidate.goal_id,
            "kpi_id": candidate.kpi_id,
        }
        forms.add_promise(
            self.page, self._view.week, **{name: value for name, value in known.items() if value is not None}
        )

    def action_delete(self) -> None:
        """Delete a promise that is not frozen yet."""
        if (promised := self._promised()) is not None:
            self.act(services.execution.delete_commitment, promised.id)

    def action_not_doing(self) -> None:
        """Say one thing not to do."""
        self.ask_answer(
            "One thing not to do this week", "not_doing", help="what is left, so that the rest can be done"
        )

    def action_freeze(self) -> None:
        """Commit: the list is frozen, and the review goes on."""
        if self._view.warnings and 0 < len(self._view.promises) <= MOST_OUTCOMES:
            options = (Option(True, "Commit"), Option(False, "No, change the list"))
            said = "; ".join(self._view.warnings) + "."
            self.page.choose(
                "Commit all the same?", options, lambda yes: self._freeze() if yes else None, help=said
            )
        else:
            self._freeze()

    def _freeze(self) -> None:
        if self.act(services.review.commit_week, self.review_id) is not None:
            self.page.finish()

    def on_record_table_opened(self) -> None:
        """Enter edits, or promises a candidate."""
        self.action_open()


def _place(candidate: Candidate) -> str:
    return f"{candidate.kind}.{candidate.id}"


def _missing(row: CommitmentRow) -> list[str]:
    answers = (("owner", row.owner), ("day", row.due), ("test", row.done_when.strip()))
    return [word for word, answer in answers if not answer]


def _rows(view: CommitView, candidates: Sequence[Candidate], today: date) -> list[Row]:
    rows = []
    if view.promises:
        state = "frozen" if view.frozen else "F freezes"
        rows.append(Row("s:promised", (f"Promised for week {int(view.week[-2:])}", state), kind="section"))
        rows += [_promise(row, today) for row in view.promises]
    if candidates:
        rows.append(Row("s:candidates", ("Could be promised", "enter takes it"), kind="section"))
        rows += [
            Row(
                f"candidate:{_place(one)}",
                (
                    Cell(one.label, "dim", "dot"),
                    Cell(say_day(one.due, today) if one.due else "", "dim"),
                    "",
                    Cell(one.why, "dim"),
                ),
            )
            for one in candidates
        ]
    return rows


def _promise(row: CommitmentRow, today: date) -> Row:
    missing = _missing(row)
    note = Cell(row.moves or "moves no goal yet", "dim" if row.moves else "near")
    if missing:
        note = Cell(f"no {', no '.join(missing)}", "bad")
    return Row(
        f"promise:{row.id}",
        (
            Cell(row.outcome, glyph="done" if row.frozen else "open"),
            Cell(say_day(row.due, today) if row.due else "", "dim"),
            Cell(row.owner, "dim"),
            note,
        ),
    )


def _words(view: CommitView) -> list[Content]:
    """How many are promised of how many a week holds; what the app says of it; what is not to be done."""
    count, (low, high) = len(view.promises), GOOD_OUTCOMES
    able = f"you keep {view.capacity:.1f} a week" if view.capacity is not None else "no week is closed yet"
    tone: Tone = "good" if low <= count <= high else "near"
    lines = [
        joined(plain(f"{count} of {low} to {high} outcomes", tone), (f" · {able}, four-week average", "dim"))
    ]
    lines += [plain(f"{glyph('warning')} {warning}", "near") for warning in view.warnings]
    if view.not_doing:
        lines.append(joined(("Not to do: ", "dim"), view.not_doing))
    else:
        lines.append(plain(f"{glyph('open')} One thing not to do: o says it", "dim"))
    return lines
