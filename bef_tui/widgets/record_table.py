"""The list of records: any number of rows for the price of those in sight, and a move repaints two of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from bef_tui.widgets.empty import EmptyText, empty_pieces
from bef_tui.widgets.glyphs import TONES, glyph
from bef_tui.widgets.painter import LinePainter
from bef_tui.widgets.row_window import RowWindow
from bef_tui.widgets.table_rows import Cell, Column, Piece, RecordId, Row, RowLayout, RowSource

__all__ = ["Cell", "Column", "EmptyText", "RecordId", "RecordTable", "Row", "RowSource"]


class RecordTable(ScrollView, can_focus=True):
    """A list of records in columns with a cursor that stays on its record when the rows change.

    Hand it whole rows with ``show``; it says ``Highlighted`` when the cursor reaches another record and ``Opened``
    on enter.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", id="list.open", tooltip="Open the record under the cursor"),
        Binding("j,down", "move(1)", "Down", show=False, id="list.down", tooltip="Next record"),
        Binding("k,up", "move(-1)", "Up", show=False, id="list.up", tooltip="Record before"),
        Binding("g,home", "edge(-1)", "Top", show=False, id="list.top", tooltip="First record"),
        Binding("G,end", "edge(1)", "Bottom", show=False, id="list.bottom", tooltip="Last record"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="list.page_down", tooltip="A page down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="list.page_up", tooltip="A page up"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "record-table--cursor",
        "record-table--rest",
        *(f"record-table--{tone}" for tone in TONES),
    }
    DEFAULT_CSS = """
    RecordTable {
        height: 1fr;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        background: transparent;
        & > .record-table--plain { color: $foreground; }
        & > .record-table--good { color: $text-success; }
        & > .record-table--near { color: $text-warning; }
        & > .record-table--bad { color: $text-error; }
        & > .record-table--none { color: $text-muted; }
        & > .record-table--dim { color: $text-muted; }
        & > .record-table--line { color: $border-blurred; }
        & > .record-table--accent { color: $text-accent; }
        & > .record-table--cursor { background: $accent 14%; }
        & > .record-table--rest { background: $foreground 5%; }
        &:ansi > .record-table--cursor { background: ansi_default; text-style: bold; }
        &:ansi > .record-table--rest { background: ansi_default; }
    }
    """

    @dataclass
    class Highlighted(Message):
        """The cursor reached another record, or none."""

        table: "RecordTable"
        id: RecordId | None

        @property
        def control(self) -> "RecordTable":
            """The table that says it."""
            return self.table

    @dataclass
    class Opened(Message):
        """The record under the cursor is to be opened."""

        table: "RecordTable"
        id: RecordId

        @property
        def control(self) -> "RecordTable":
            """The table that says it."""
            return self.table

    def __init__(
        self,
        *columns: Column,
        rows: Sequence[Row] | RowSource = (),
        empty: EmptyText | None = None,
        header: bool = False,
        gap: int = 2,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._layout = RowLayout(columns or (Column(),), gap)
        self._header = 1 if header else 0
        self.when_empty = empty
        self._rows = RowWindow(())
        self._cursor = -1
        self._cursor_id: RecordId | None = None
        self._painter = LinePainter(self, "record-table")
        self._accept(rows)

    # What it is handed, and what it tells

    @property
    def highlighted(self) -> RecordId | None:
        """The id of the record under the cursor."""
        return self._cursor_id

    @property
    def highlighted_row(self) -> Row | None:
        """The row under the cursor."""
        return self._rows.row(self._cursor) if self._cursor >= 0 else None

    @property
    def row_count(self) -> int:
        """How many rows there are, sections and notes included."""
        return self._rows.count

    def show(self, rows: Sequence[Row] | RowSource, *, select: RecordId | None = None) -> None:
        """Show these rows from now on, and repaint the lines that changed.

        The cursor stays on its record, or goes to ``select``; if that record is gone, to the one now in its place.
        """
        top, lines, count = self.scroll_offset.y, self._lines_in_sight(), self._rows.count
        before = self._look(top, lines)
        earlier = self._cursor_id
        if select is not None:
            self._cursor_id = select
        self._accept(rows)
        self._resize_virtual()
        after = self._look(self.scroll_offset.y, lines)
        if before and after and before[0] != after[0] and (before[0][0] is None or after[0][0] is None):
            self.refresh()
        else:
            for line, (old, new) in enumerate(zip(before, after, strict=True)):
                if old != new:
                    self._refresh_row(top + line)
        if count != self._rows.count and self.styles.is_auto_height:
            self.refresh(layout=True)
        self._keep_in_sight()
        if self._cursor_id != earlier:
            self.post_message(self.Highlighted(self, self._cursor_id))

    def lay_out(self, *columns: Column) -> None:
        """Show the rows in these columns from now on."""
        layout = RowLayout(columns, self._layout.gap)
        if layout != self._layout:
            self._layout = layout
            self.refresh()

    def select(self, id: RecordId) -> bool:
        """Put the cursor on a record; False when it is not among the rows."""
        place = self._rows.find(id)
        if place is None:
            return False
        self._go(place)
        return True

    # Keys

    def action_move(self, step: int) -> None:
        """Go to the next record in a direction."""
        self._go(self._rows.record(self._cursor + step, step))

    def action_edge(self, end: int) -> None:
        """Go to the first or the last record."""
        self._go(self._rows.record(0, 1) if end < 0 else self._rows.record(self._rows.count - 1, -1))

    def action_page(self, step: int) -> None:
        """Go a page up or down."""
        aim = self._cursor + step * max(1, self._lines_in_sight() - 1)
        aim = min(max(aim, 0), self._rows.count - 1)
        place = self._rows.record(aim, step)
        self._go(place if place >= 0 else self._rows.record(aim, -step))

    def action_open(self) -> None:
        """Say that the record under the cursor is to be opened."""
        if self._cursor_id is not None:
            self.post_message(self.Opened(self, self._cursor_id))

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor, a second one opens."""
        place = event.get_content_offset_capture(self).y - self._header + self.scroll_offset.y
        row = self._rows.row(place)
        if row is not None and row.kind == "row":
            if event.chain > 1:
                self.action_open()
            else:
                self._go(place)

    # Where the cursor is

    def _go(self, place: int) -> None:
        row = self._rows.row(place)
        if row is None or place == self._cursor:
            return
        before, self._cursor, self._cursor_id = self._cursor, place, row.id
        self._refresh_row(before)
        self._refresh_row(place)
        self._keep_in_sight()
        self.post_message(self.Highlighted(self, row.id))

    def _accept(self, rows: Sequence[Row] | RowSource) -> None:
        self._rows = RowWindow(rows)
        self._cursor = self._rows.place_of(self._cursor_id, self._cursor)
        row = self._rows.row(self._cursor)
        self._cursor_id = None if row is None else row.id

    # Scrolling

    def _lines_in_sight(self) -> int:
        return max(0, self.scrollable_content_region.height - self._header)

    def _keep_in_sight(self) -> None:
        lines = self._lines_in_sight()
        if self._cursor < 0 or lines <= 0:
            return
        top = self.scroll_offset.y
        jump = max(0, lines // 3 - 1)
        if self._cursor < top:
            first = self._rows.record(0, 1) == self._cursor
            self._scroll(0 if first else max(0, self._cursor - jump))
        elif self._cursor >= top + lines:
            self._scroll(min(self._rows.count, self._cursor + 1 + jump) - lines)

    def _scroll(self, top: int) -> None:
        self.scroll_to(y=top, animate=False, force=True, immediate=True)

    def _resize_virtual(self) -> None:
        size = self.scrollable_content_region.size
        self.virtual_size = Size(size.width, max(size.height, self._rows.count + self._header))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line a row, for tables as high as their rows."""
        if not self._rows.count and self.when_empty is not None:
            return self._header + 1 + len(empty_pieces(self.when_empty, width))
        return max(1, self._rows.count) + self._header

    def on_resize(self) -> None:
        """Keep the cursor in sight at another size."""
        self._resize_virtual()
        self._keep_in_sight()

    def on_focus(self, event: events.Focus) -> None:
        """Light the cursor's bar; nothing else changes its look, so nothing else is sent again."""
        event.prevent_default()
        self.has_focus = True
        self._refresh_row(self._cursor)
        if self.parent is not None:
            self.parent.post_message(events.DescendantFocus(self))

    def on_blur(self, event: events.Blur) -> None:
        """Let the cursor's bar rest."""
        event.prevent_default()
        self.has_focus = False
        self._refresh_row(self._cursor)
        if self.parent is not None:
            self.parent.post_message(events.DescendantBlur(self))

    def notify_style_update(self) -> None:
        """Colours may have changed with the theme."""
        self._painter.forget()
        super().notify_style_update()

    # Drawing

    def _look(self, top: int, lines: int) -> list[tuple[Row | None, bool]]:
        return [(self._rows.row(place), place == self._cursor) for place in range(top, top + lines)]

    def _refresh_row(self, place: int) -> None:
        y = place - self.scroll_offset.y + self._header
        if self._header <= y < self._lines_in_sight() + self._header:
            self.refresh(Region(0, y, self.scrollable_content_region.width, 1))

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width = self.scrollable_content_region.width
        line = y - self._header
        if line < 0:
            return self._painter.strip(self._layout.header(width), "", width)
        place = line + self.scroll_offset.y
        row = self._rows.row(place)
        if row is None:
            empty = (
                () if self._rows.count or self.when_empty is None else empty_pieces(self.when_empty, width)
            )
            pieces = [Piece("  "), *empty[line - 1]] if 0 < line <= len(empty) else []
            return self._painter.strip(pieces, "", width)
        if place != self._cursor:
            return self._painter.strip(self._layout.row(row, width), "", width)
        bar = Piece(glyph("cursor"), "accent" if self.has_focus else "dim")
        state = "cursor" if self.has_focus else "rest"
        return self._painter.strip(self._layout.row(row, width, bar), state, width)
