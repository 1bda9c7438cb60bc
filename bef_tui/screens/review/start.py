"""Where a review begins, and what the past ones said."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from bef_tui import services
from bef_tui.framework.days import say_date
from bef_tui.framework.weeks import add_weeks
from bef_tui.screens.careful import Careful
from bef_tui.screens.review.report_file import write_report
from bef_tui.screens.systems.text import SopText
from bef_tui.widgets.glyphs import glyph
from bef_tui.widgets.lines import Wrapped
from bef_tui.widgets.record_table import Cell, Column, EmptyText, RecordTable, Row
from bef_tui.widgets.text import joined, plain

if TYPE_CHECKING:
    from textual.content import Content

    from bef_tui.framework.weeks import Now
    from bef_tui.screens.review.screen import ReviewScreen
    from bef_tui.services.review import Written

EMPTY = EmptyText(
    "No week is closed yet",
    "Once a week, in under 30 minutes: look at the numbers, close what was promised, decide, promise anew.",
    "enter",
    "begin the review",
)


class WeekTable(RecordTable):
    """The closed weeks; enter begins the next review, whichever week the cursor is on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "open",
            "Begin",
            id="review.begin",
            tooltip="Begin the full review: nine steps, 27 minutes",
        ),
    ]

    due = True
    """Whether a week is to be reviewed."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is nothing to begin once the week is closed."""
        return self.due if action == "open" else True

    def action_open(self) -> None:
        """Begin the review."""
        self.post_message(self.Opened(self, self.highlighted or 0))


class StartPane(Careful, Vertical):
    """Begin a full or an express review; read an old report."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "x",
            "begin('express')",
            "Express",
            id="review.express",
            tooltip="Begin the express review: ten minutes, counts half",
        ),
        Binding(
            "space",
            "read(1)",
            "Read on",
            id="review.read",
            tooltip="Scroll the report down",
        ),
        Binding(
            "backspace", "read(-1)", "Back", show=False, id="review.read_back", tooltip="Scroll the report up"
        ),
        Binding(
            "w", "write", "Write report", id="review.write", tooltip="Write the report to a file for sending"
        ),
    ]

    def __init__(self, page: ReviewScreen) -> None:
        super().__init__(classes="step")
        self.page = page
        self._written: dict[int, Written] = {}
        self._is_due = True

    def compose(self) -> ComposeResult:
        """What is due, the closed weeks, and the report of the one under the cursor."""
        yield Wrapped(id="due")
        yield WeekTable(
            Column("Week", 11),
            Column("Closed", 7),
            Column("Score", 5, "right"),
            Column("Rated", 5, "right"),
            Column(""),
            header=True,
            empty=EMPTY,
        )
        yield VerticalScroll(Static(id="report", markup=False), id="report-scroll", can_focus=False)

    def on_mount(self) -> None:
        """Fill it."""
        self.reload()
        self.query_one(WeekTable).focus()

    def reload(self) -> None:
        """What is to be reviewed, and the closed weeks, newest first."""
        now = self.page.now()
        week = self.page.ask(services.review.week_to_review, now=now)
        self._written = {one.id: one for one in self.page.ask(services.review.written)}
        done = any(one.week == week for one in self._written.values())
        self.query_one("#due", Wrapped).show_lines(_due(week, now, done=done))
        rows = [_row(one) for one in self._written.values()]
        table = self.query_one(WeekTable)
        table.due = self._is_due = not done
        table.show(rows)
        self.query_one("#report-scroll").display = bool(rows)
        self.refresh_bindings()
        self._show_report()

    def on_record_table_highlighted(self) -> None:
        """The report follows the cursor."""
        self._show_report()

    def on_record_table_opened(self) -> None:
        """Enter begins."""
        self.action_begin("full")

    def _show_report(self) -> None:
        found = self._under_cursor()
        if found is not None:
            _, _, report = self.page.ask(services.review.report_of, found.week)
            self.query_one("#report", Static).update(SopText(report))
            self.query_one("#report-scroll", VerticalScroll).scroll_home(animate=False)

    def _under_cursor(self) -> Written | None:
        chosen = self.query_one(WeekTable).highlighted
        return self._written.get(int(chosen)) if chosen is not None else None

    def action_begin(self, mode: str) -> None:
        """Begin the review."""
        self.page.begin("express" if mode == "express" else "full")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is something to read and to write once a week is closed."""
        if action == "begin":
            return self._is_due
        return bool(self._written) if action in ("read", "write") else True

    def action_read(self, pages: int) -> None:
        """Scroll the report."""
        scroll = self.query_one("#report-scroll", VerticalScroll)
        scroll.scroll_relative(y=pages * max(1, scroll.size.height - 1), animate=False)

    def action_write(self) -> None:
        """Write the report to a file for sending; that counts as shared."""
        found, folder = self._under_cursor(), self.page.desk.exports
        if found is None or folder is None:
            self.page.tell("There is no report yet.", bad=True)
            return
        _, week, report = self.page.ask(services.review.report_of, found.week)
        try:
            path = write_report(folder, week, report)
        except OSError as error:
            self.page.tell(f"The report cannot be written into {folder}: {error.strerror}.", bad=True)
            return
        if self.page.act(services.review.mark_shared, found.id) is not None:
            self.page.tell(f"Written to {path}")


def _due(week: str, now: Now, *, done: bool) -> list[Content]:
    """Which week is next, when it ended, and the two ways through."""
    ends = now.ends(week)
    name = f"Week {int(week[-2:])}"
    if done:
        return [
            joined(
                (f"{glyph('done')} {name} is closed. ", "good"), ("The next review is due at its end.", "dim")
            )
        ]
    days = (now.today - ends).days
    when = f"It ended {days} day{'' if days == 1 else 's'} ago: this one comes first." if days > 0 else ""
    late: Content | str = ""
    if now.today > now.ends(add_weeks(week, 1)):
        late = plain(" It will be marked late.", "near")
    return [
        joined(plain(f"{name} is to be reviewed. ", "near", bold=True), (when, "dim"), late),
        joined(("enter", "accent"), ("  full     9 steps, 27 min", "plain")),
        joined(("x", "accent"), ("      express  4 steps, 10 min, counts half", "plain")),
    ]


def _row(one: Written) -> Row:
    notes = " · ".join(
        word
        for word, is_so in (("late", one.late), (one.mode, one.mode != "full"), ("shared", one.shared))
        if is_so
    )
    closed = say_date(one.closed_on) if one.closed_on else ""
    return Row(
        one.id,
        (
            Cell(one.week, glyph="done"),
            Cell(closed.rsplit(" ", 1)[0], "dim"),
            Cell(f"{one.total:.1f}" if one.total is not None else "–"),
            Cell(f"{one.rating}/10" if one.rating else "–", "dim"),
            Cell(notes, "dim"),
        ),
    )
