"""The revisions of an SOP, and what each of them changed."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from bef_tui import services
from bef_tui.framework.days import say_past
from bef_tui.screens.careful import Careful
from bef_tui.screens.desk import Desk
from bef_tui.screens.frugal import FrugalDialog
from bef_tui.widgets.glyphs import Tone
from bef_tui.widgets.key_footer import KeyFooter
from bef_tui.widgets.lines import Lines
from bef_tui.widgets.panel import Panel
from bef_tui.widgets.record_table import Cell, Column, RecordTable, Row
from bef_tui.widgets.text import joined, plain

TONES: dict[str, Tone] = {"+": "good", "-": "bad", "@": "dim"}
SHOWN_ROWS = 6


class Change(Lines):
    """What a revision changed, whole: long lines are wrapped."""

    def draw(self, width: int) -> tuple[Content, ...]:
        """The lines at this width."""
        return tuple(piece for line in self._given for piece in _wrapped(line, max(8, width - 1)))


class RevisionsDialog(Careful, FrugalDialog[int | None]):
    """Gives the number of the revision to take back, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "take_back",
            "Take back",
            id="revisions.take_back",
            tooltip="Show what taking this revision back would change; again: make it the newest",
            priority=True,
        ),
        Binding(
            "pagedown",
            "scroll(1)",
            "Scroll",
            id="revisions.down",
            tooltip="Scroll the change down",
            priority=True,
        ),
        Binding(
            "pageup", "scroll(-1)", "Up", id="revisions.up", tooltip="Scroll up", show=False, priority=True
        ),
        Binding("escape", "leave", "Back", id="revisions.leave", tooltip="Leave everything as it is"),
    ]
    DEFAULT_CSS = """
    RevisionsDialog Panel { height: 90%; }
    RevisionsDialog VerticalScroll { height: 1fr; margin-top: 1; padding: 0 2; scrollbar-size-vertical: 1; }
    """

    def __init__(self, desk: Desk, sop_id: int, title: str) -> None:
        super().__init__(classes="dialog")
        self._desk = desk
        self._sop_id = sop_id
        self._title = title
        self._newest = 0
        self._asked: int | None = None

    def compose(self) -> ComposeResult:
        """The revisions, the newest first, and below them the change."""
        today = self._desk.now().today
        revisions = self._desk.read(services.systems.revisions, self._sop_id)
        self._newest = revisions[0].number if revisions else 0
        rows = [
            Row(
                revision.number,
                (
                    Cell(str(revision.number)),
                    Cell(say_past(revision.saved_on, today), "dim"),
                    Cell(f"{revision.steps} steps"),
                    Cell(revision.note or revision.author, "dim"),
                ),
            )
            for revision in revisions
        ]
        columns = (Column(width=4, align="right"), Column(width=11), Column(width=9, align="right"), Column())
        with Panel(title=f"Revisions: {self._title}", classes="dialog-frame"):
            yield RecordTable(*columns, rows=rows)
            with VerticalScroll(can_focus=False):
                yield Change(id="change")
        yield KeyFooter()

    def on_mount(self) -> None:
        """The list takes the keys; the newest change is shown."""
        table = self.query_one(RecordTable)
        table.styles.height = min(SHOWN_ROWS, max(1, table.row_count))
        table.focus()
        self._show(table.highlighted)

    def on_record_table_highlighted(self, message: RecordTable.Highlighted) -> None:
        """Show what this revision changed."""
        self._show(message.id)

    def _show(self, number: int | str | None) -> None:
        if not isinstance(number, int):
            return
        self._asked = None
        self._tell([plain(f"What revision {number} changed:", "dim")], number - 1, number)

    def _tell(self, said: list[Content], older: int, newer: int) -> None:
        lines = self._desk.read(services.systems.diff, self._sop_id, older, newer)
        shown = [plain(_place(line), TONES.get(line[:1], "plain")) for line in lines]
        self.query_one("#change", Change).show_lines([*said, *(shown or [plain("The same text.", "dim")])])
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def action_scroll(self, by: int) -> None:
        """Scroll the change."""
        scroll = self.query_one(VerticalScroll)
        scroll.scroll_relative(y=by * max(1, scroll.size.height - 1), animate=False)

    def action_take_back(self) -> None:
        """Show what taking back the revision under the cursor would change; asked again, do it."""
        number, newest = self.query_one(RecordTable).highlighted, self._newest
        if not isinstance(number, int):
            return
        if number == self._asked:
            self.dismiss(number)
        elif number == newest:
            self._tell(
                [plain("This is the newest; an older one can be taken back.", "near")],
                newest - 1,
                newest,
            )
        else:
            self._asked = number
            said = f"enter once more takes revision {number} back, as revision {newest + 1}. It changes:"
            self._tell([plain(said, "near")], newest, number)

    def action_leave(self) -> None:
        """Leave everything as it is."""
        self.dismiss(None)


def _wrapped(line: Content, width: int) -> list[Content]:
    """A line at this width; what does not fit stands below the text, not below its + or -."""
    if line.plain[:1] not in ("+", "-", " "):
        return line.wrap(width)
    first, *more = line[1:].wrap(width - 1) or [line[1:]]
    return [joined(line[:1], first), *(joined(plain(" "), piece) for piece in more)]


def _place(line: str) -> str:
    """A line of the change; where it lies said in words: ``@@ -10,5 +10,6 @@`` → from line 10."""
    if not line.startswith("@@"):
        return line
    return f"from line {line.partition('+')[2].partition(',')[0].partition(' ')[0]}"
