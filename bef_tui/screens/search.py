"""Search: type a part of any record's name, and go where it lives."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from bef_tui import services
from bef_tui.screens.careful import Careful
from bef_tui.screens.desk import Desk
from bef_tui.screens.frugal import FrugalDialog
from bef_tui.widgets.form.editors import LineInput
from bef_tui.widgets.key_footer import KeyFooter
from bef_tui.widgets.panel import Panel
from bef_tui.widgets.record_table import Cell, Column, RecordTable, Row

if TYPE_CHECKING:
    from bef_tui.screens.base import BefScreen
    from bef_tui.services.search import Hit

MOST = 50
WORDS = {"workflow_run": "run", "sop": "SOP", "kpi": "KPI", "commitment": "promise"}


class SearchDialog(Careful, FrugalDialog["Hit | None"]):
    """Gives the record that was chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Next", id="search.down", key_display="↓", tooltip="Next record"),
        Binding("up", "move(-1)", "Before", id="search.up", key_display="↑", tooltip="Record before"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="search.page_down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="search.page_up"),
        Binding("enter", "open", "Open", id="search.open", tooltip="Go to the record", priority=True),
        Binding("escape", "leave", "Back", id="search.leave", tooltip="Leave the search"),
    ]
    DEFAULT_CSS = """
    SearchDialog RecordTable { height: 14; max-height: 100%; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(classes="dialog")
        self._desk = desk
        self._hits: tuple[Hit, ...] = ()

    def compose(self) -> ComposeResult:
        """The line to type in, and what is found."""
        with Panel(title="Find", classes="dialog-frame"):
            yield LineInput()
            yield RecordTable(Column(), Column(width=9), Column(width=18, hide_below=60), id="hits")
        yield KeyFooter()

    def on_mount(self) -> None:
        """The line takes the keys, the list follows the arrows."""
        self._table.can_focus = False
        self.query_one(LineInput).focus()
        self._say("Goals, plans, tasks, promises, SOPs, rules, KPIs, issues, people, deals.")

    @property
    def _table(self) -> RecordTable:
        return self.query_one("#hits", RecordTable)

    def _say(self, note: str) -> None:
        self._table.show([Row("n:note", (note,), kind="note")])

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        sought = event.value.replace("\0", "")
        self._hits = self._desk.read(services.search.find, sought, MOST)
        panel = self.query_one(Panel)
        panel.subtitle("")
        if self._hits:
            self._table.show([_row(place, hit) for place, hit in enumerate(self._hits)])
            self._table.action_edge(-1)
            more = f"the best {MOST}" if len(self._hits) == MOST else f"{len(self._hits)} found"
            panel.subtitle(more)
        else:
            self._say("Nothing has that in its name." if sought.strip() else "Type a part of its name.")

    def on_record_table_opened(self) -> None:
        """A click on a record goes there."""
        self.action_open()

    def action_move(self, step: int) -> None:
        """Go to the next record."""
        self._table.action_move(step)

    def action_page(self, step: int) -> None:
        """Go a page up or down."""
        self._table.action_page(step)

    def action_open(self) -> None:
        """Go to the record under the cursor."""
        place = self._table.highlighted
        if isinstance(place, int) and place < len(self._hits):
            self.dismiss(self._hits[place])

    def action_leave(self) -> None:
        """Leave the search."""
        self.dismiss(None)


def _row(place: int, hit: Hit) -> Row:
    cells = (hit.label or "(no name)", Cell(WORDS.get(hit.kind, hit.kind), "accent"), Cell(hit.note, "dim"))
    return Row(place, cells)


def search(screen: BefScreen) -> None:
    """Find any record, and show it where it lives."""

    def found(hit: Hit | None) -> None:
        if hit is not None:
            screen.go_to(hit.kind, hit.id)

    screen.app.push_screen(SearchDialog(screen.desk), found)
