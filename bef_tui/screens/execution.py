"""Stage 4, Execution: the promises of the week first, then today, this week and the backlog."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from bef_tui import services
from bef_tui.framework.days import WEEKDAYS, say_day
from bef_tui.framework.weeks import add_weeks
from bef_tui.screens.base import BefScreen
from bef_tui.screens.forms import execution as forms
from bef_tui.screens.promise_view import promise_row
from bef_tui.widgets.glyphs import bar, glyph
from bef_tui.widgets.lines import Lines
from bef_tui.widgets.panel import Panel
from bef_tui.widgets.record_table import Cell, Column, EmptyText, RecordTable, Row
from bef_tui.widgets.text import joined, plain

if TYPE_CHECKING:
    from textual.content import Content

    from bef_tui.services.execution import CommitmentRow, DayCount, TaskLists, TaskRow

EMPTY = EmptyText(
    "Nothing planned yet",
    "Are we doing what we said we would? Tasks and the week's promises, tracked against the plan.",
    "a",
    "add a task in one line",
)


class ExecutionScreen(BefScreen):
    """Today · This week · Backlog, the promises first."""

    KEY = "4"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add", id="record.add", tooltip="Add a task in one line"),
        Binding("A", "promise", "Promise", id="execution.promise", tooltip="Promise an outcome"),
        Binding(
            "space",
            "complete",
            "Done",
            id="record.done",
            tooltip="Complete or reopen what is under the cursor",
        ),
        Binding("e", "edit", "Edit", id="record.edit", tooltip="Edit what is under the cursor"),
        Binding("p", "plan", "Plan", id="execution.plan", tooltip="Plan the task for a day"),
        Binding(
            "m", "miss", "Missed", id="execution.miss", tooltip="Close the promise as missed, and say why"
        ),
        Binding(
            "c", "carry", "Carry", id="execution.carry", tooltip="Carry the promise to next week", show=False
        ),
        Binding("x", "drop", "Drop", id="record.drop", tooltip="Drop it, with a reason"),
        Binding("d", "delete", "Delete", id="record.delete", tooltip="Delete it", show=False),
    ]

    def body(self) -> ComposeResult:
        """One list, and the days of the week below it."""
        columns = (
            Column(),
            Column(width=9, align="right"),
            Column(width=6, hide_below=50),
            Column(width=2, align="right"),
        )
        yield Panel(RecordTable(*columns, empty=EMPTY, gap=1, id="work"), title="Execution", id="work-panel")
        yield Panel(Lines(id="days"), title="Done against plan", hug=True, id="days-panel")

    def on_mount(self) -> None:
        """The list takes the keys."""
        super().on_mount()
        self.query_one("#work", RecordTable).focus()

    def reload(self) -> None:
        """Promises, tasks and days."""
        now = self.now()
        promised = self.ask(services.execution.promises, now.week)
        lists = self.ask(services.execution.task_lists, now=now)
        self.query_one("#work", RecordTable).show(_rows(promised, lists, now.today))
        counts = self.ask(services.execution.done_against_plan, now=now)
        self.query_one("#days", Lines).show_lines(_days(counts, now.today))

    def show_record(self, kind: str, record_id: int) -> None:
        """Put the cursor on a task or a promise."""
        self.query_one("#work", RecordTable).select(f"{kind}:{record_id}")

    def on_record_table_opened(self) -> None:
        """Enter opens the form."""
        self.action_edit()

    # Keys

    def _under_cursor(self) -> tuple[str, int] | None:
        """The kind and id of the record under the cursor."""
        row = self.query_one("#work", RecordTable).highlighted
        if row is None:
            return None
        kind, _, record_id = str(row).partition(":")
        return kind, int(record_id)

    def record_under_cursor(self) -> tuple[str, int] | None:
        """The task or promise under the cursor."""
        return self._under_cursor()

    def _on(
        self, *, task: Callable[[int], object] | None = None, promise: Callable[[int], object] | None = None
    ) -> object:
        """Do what fits the record under the cursor, or say that it does not fit."""
        found = self._under_cursor()
        if found is None:
            return None
        kind, record_id = found
        deed = task if kind == "task" else promise
        if deed is None:
            self.tell("That is for promises." if kind == "task" else "That is for tasks.", bad=True)
            return None
        return deed(record_id)

    def action_add(self) -> None:
        """Add a task in one line."""
        forms.add_task_line(self, lambda task_id: self.show_record("task", task_id))

    def action_promise(self) -> None:
        """Promise an outcome for this week."""
        forms.add_promise(self, self.now().week, lambda record_id: self.show_record("commitment", record_id))

    def action_complete(self) -> None:
        """Complete a task or keep a promise; again: reopen."""
        row = self.query_one("#work", RecordTable).highlighted_row
        is_done = row is not None and isinstance(row.cells[0], Cell) and row.cells[0].glyph == "done"
        execution = services.execution
        if is_done:
            self._on(
                task=lambda r: self.act(execution.reopen, r),
                promise=lambda r: self.act(execution.reopen_commitment, r),
            )
        else:
            self._on(
                task=lambda r: self.act(execution.complete, r), promise=lambda r: self.act(execution.keep, r)
            )

    def action_edit(self) -> None:
        """Edit what is under the cursor."""
        self._on(task=lambda r: forms.edit_task(self, r), promise=lambda r: forms.edit_promise(self, r))

    def action_plan(self) -> None:
        """Plan the task for a day."""
        self._on(task=lambda r: forms.plan_task(self, r))

    def action_miss(self) -> None:
        """Close the promise as missed."""
        self._on(promise=lambda r: forms.miss_promise(self, r))

    def action_carry(self) -> None:
        """Carry the promise over to next week."""
        following = add_weeks(self.now().week, 1)
        carry = services.execution.carry
        if self._on(promise=lambda r: self.act(carry, r, following)):
            self.tell(f"Carried to {following} as a draft.")

    def action_drop(self) -> None:
        """Drop it with a reason."""
        self._on(task=lambda r: forms.drop_task(self, r), promise=lambda r: forms.drop_promise(self, r))

    def action_delete(self) -> None:
        """Delete it; undo brings it back."""
        execution = services.execution
        self._on(
            task=lambda r: self.act(execution.delete_task, r),
            promise=lambda r: self.act(execution.delete_commitment, r),
        )


def _rows(promised: tuple[CommitmentRow, ...], lists: TaskLists, today: date) -> list[Row]:
    rows: list[Row] = []
    if promised:
        kept = sum(row.state == "kept" and not row.late for row in promised)
        rows.append(
            Row("s:promises", ("Promised this week", f"{kept} of {len(promised)} kept"), kind="section")
        )
        rows += [promise_row(row, today) for row in promised]
    groups = (
        ("Today", sorted((*lists.today, *lists.done_today), key=_place), len(lists.today)),
        ("This week", lists.week, len(lists.week)),
        ("Backlog", lists.backlog, lists.backlog_count),
    )
    for title, tasks, count in groups:
        if tasks:
            rows.append(Row(f"s:{title}", (title, f"{count} open"), kind="section"))
            rows += [_task(task, today) for task in tasks]
    if lists.backlog_count > len(lists.backlog):
        more = lists.backlog_count - len(lists.backlog)
        rows.append(Row("s:more", (f"{more} more: find them with /",), kind="note"))
    return rows


@lru_cache(maxsize=1024)  # after a deed all rows but one are as they were
def _place(row: TaskRow) -> tuple[int, date, int]:
    """Where a task of today stands; one that is done keeps its place, so that the list below it stays still."""
    wanted = min(day for day in (row.due, row.planned_on, date.max) if day is not None)
    return row.priority or 4, wanted, row.id


def _task(row: TaskRow, today: date) -> Row:
    is_done = row.status == "done"
    day = row.due or row.planned_on
    late = row.due is not None and row.due < today and not is_done
    cells = (
        Cell(
            row.title,
            "dim" if is_done else "plain",
            "done" if is_done else "open",
            "good" if is_done else "plain",
            tail=row.belongs_to,
        ),
        Cell(say_day(day, today) if day and not is_done else "", "bad" if late else "dim"),
        Cell(row.owner, "dim"),
        Cell(
            f"P{row.priority}" if row.priority and not is_done else "", "near" if row.priority == 1 else "dim"
        ),
    )
    return Row(f"task:{row.id}", cells)


def _days(counts: tuple[DayCount, ...], today: date) -> list[Content]:
    """For each day: how much of what was planned is done, and what was done beside it."""
    names = joined(*(_day_piece(f"{WEEKDAYS[c.day.weekday()]:<8}", c.day == today) for c in counts))
    bars = joined(*(plain(_day_bar(count), "good" if count.planned_done else "dim") for count in counts))
    return [joined(" ", names), joined(" ", bars)]


def _day_piece(text: str, is_today: bool) -> Content:
    return plain(text, "accent" if is_today else "dim", bold=is_today)


def _day_bar(count: DayCount) -> str:
    if not count.planned:
        return f"{count.done or glyph('dot')!s:<8}"
    share = f"{count.planned_done}/{count.planned}"
    return f"{''.join(bar(count.planned_done / count.planned, 3))} {share:<4}"
