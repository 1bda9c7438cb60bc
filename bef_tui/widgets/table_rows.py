"""What a table of records is made of, and how one line of it is laid out: values and pure functions."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple, Protocol

from rich.cells import cell_len

from bef_tui.widgets.glyphs import GlyphName, Tone, glyph, is_ascii, tone_of
from bef_tui.widgets.text import Align, clip, shorten

RecordId = int | str
RowKind = Literal["row", "section", "note"]


class Cell(NamedTuple):
    """A piece of a row: text in a tone, with a sign before it if it tells a state.

    ``tail`` stands at the right end of the cell, as far as the text leaves room; one that ``tail_stays`` is shown
    whole, and the text gives way.
    """

    text: str
    tone: Tone = "plain"
    glyph: GlyphName | None = None
    glyph_tone: Tone | None = None
    tail: str = ""
    tail_tone: Tone = "dim"
    tail_stays: bool = False


class Column(NamedTuple):
    """A column: ``width`` cells, or a share of what is left (``flex``) when the width is 0.

    A column is left out of tables narrower than ``hide_below`` cells.
    """

    title: str = ""
    width: int = 0
    align: Align = "left"
    flex: int = 1
    least: int = 6
    hide_below: int = 0


class Row(NamedTuple):
    """One line: a record, a section's title (first cell left, last cell right) or a note in the secondary tone.

    The cursor rests on records only. ``tone`` is the tone of every cell that has none of its own.
    """

    id: RecordId
    cells: tuple[str | Cell, ...]
    kind: RowKind = "row"
    tone: Tone = "plain"


class RowSource(Protocol):
    """Rows that are fetched as they come into sight, so that any number of them costs nothing."""

    def __len__(self) -> int:
        """How many rows there are."""
        ...

    def __getitem__(self, part: slice, /) -> Sequence[Row]:
        """The rows of one part."""
        ...

    def find(self, id: RecordId, /) -> int | None:
        """Where the row of this record is, if there is one."""
        ...


class Piece(NamedTuple):
    """A run of text in one tone."""

    text: str
    tone: Tone = "plain"
    bold: bool = False


_NO_BAR = Piece(" ")
_TAIL_GAP = 2
_TAIL_LEAST = 14


@lru_cache(256)
def widths(columns: tuple[Column, ...], width: int, gap: int) -> tuple[int, ...]:
    """How wide each column is in a table of this width; 0 for one that is left out.

    Wide tables give their columns what they ask and share the rest among the flexible ones; when even the least
    widths do not fit, columns are left out from the right, the first one never.
    """
    shown = [place for place, column in enumerate(columns) if width >= column.hide_below]
    while len(shown) > 1 and _least(columns, shown, gap) > width:
        shown.pop()
    left = width - gap * (len(shown) - 1) - sum(columns[place].width for place in shown)
    flexible = [place for place in shown if not columns[place].width]
    result = [0] * len(columns)
    for place in shown:
        result[place] = min(width, columns[place].width)
    shares = sum(columns[place].flex for place in flexible)
    for place in flexible:
        column = columns[place]
        result[place] = max(1, left * column.flex // shares)
        left -= result[place]
        shares -= column.flex
    return tuple(result)


def _least(columns: tuple[Column, ...], shown: list[int], gap: int) -> int:
    return sum(columns[place].width or columns[place].least for place in shown) + gap * (len(shown) - 1)


def header_pieces(columns: tuple[Column, ...], sizes: tuple[int, ...], gap: int) -> list[Piece]:
    """The line with the titles of the columns."""
    titles = [
        clip(column.title, size, column.align) for column, size in zip(columns, sizes, strict=True) if size
    ]
    return [Piece((" " * gap).join(titles), "dim")]


def row_pieces(row: Row, columns: tuple[Column, ...], sizes: tuple[int, ...], gap: int) -> list[Piece]:
    """One record's line, without the cursor's column."""
    pieces: list[Piece] = []
    between = False
    for place, (column, size) in enumerate(zip(columns, sizes, strict=True)):
        if not size:
            continue
        if between:
            pieces.append(Piece(" " * gap))
        between = True
        cell = row.cells[place] if place < len(row.cells) else ""
        pieces.extend(_cell_pieces(cell, row.tone, size, column.align))
    return pieces


def _cell_pieces(cell: str | Cell, row_tone: Tone, size: int, align: Align) -> list[Piece]:
    if isinstance(cell, str):
        return [Piece(clip(cell, size, align), row_tone)]
    if cell.tail:
        return _tailed_pieces(cell, row_tone, size, align)
    tone = row_tone if cell.tone == "plain" else cell.tone
    if cell.glyph is None:
        return [Piece(clip(cell.text, size, align), tone)]
    sign = Piece(glyph(cell.glyph), cell.glyph_tone or tone_of(cell.glyph))
    if size < 3 or not cell.text:
        return [Piece(" " * (size - 1)), sign] if align == "right" else [sign, Piece(" " * (size - 1))]
    text = clip(cell.text, size - 2, align)
    if align == "right":
        blank = len(text) - len(text.lstrip())
        return [Piece(" " * blank), sign, Piece(" " + text[blank:], tone)]
    return [sign, Piece(" " + text, tone)]


def _tailed_pieces(cell: Cell, row_tone: Tone, size: int, align: Align) -> list[Piece]:
    """The text, and what its tail gets of the room: all it needs if it stays, else what is left."""
    sign = 2 if cell.glyph else 0
    wanted = cell_len(shorten(cell.tail, size))
    free = size - sign - cell_len(shorten(cell.text, size)) - _TAIL_GAP
    room = min(wanted, size * 3 // 5) if cell.tail_stays else min(wanted, free)
    alone = cell._replace(tail="")
    if room < min(wanted, _TAIL_LEAST):
        return _cell_pieces(alone, row_tone, size, align)
    text = _cell_pieces(alone, row_tone, size - room - _TAIL_GAP, align)
    return [*text, Piece(" " * _TAIL_GAP), Piece(clip(cell.tail, room, "right"), cell.tail_tone)]


def section_pieces(row: Row, width: int) -> list[Piece]:
    """A section's title at the left, its sum or hint at the right, a hairline between them."""
    first = _as_cell(row.cells[0]) if row.cells else Cell("")
    last = _as_cell(row.cells[-1]) if len(row.cells) > 1 else Cell("")
    tail = shorten(last.text, width // 2)
    room = width - (cell_len(tail) + 1 if tail else 0)
    title = shorten(first.text, max(1, room - 2))
    tone = row.tone if first.tone == "plain" else first.tone
    line = room - cell_len(title) - 1
    pieces = [Piece(title + " ", tone, True), Piece(_rule(line), "line")]
    if tail:
        pieces.append(Piece(" " + tail, "dim" if last.tone == "plain" else last.tone))
    return pieces


def _rule(length: int) -> str:
    return ("." if is_ascii() else "┈") * max(0, length)


def note_pieces(row: Row, width: int) -> list[Piece]:
    """A line of secondary text over the whole width."""
    cell = _as_cell(row.cells[0]) if row.cells else Cell("")
    tone = cell.tone if cell.tone != "plain" else row.tone if row.tone != "plain" else "dim"
    return _cell_pieces(Cell(cell.text, tone, cell.glyph, cell.glyph_tone), tone, width, "left")


def _as_cell(cell: str | Cell) -> Cell:
    return cell if isinstance(cell, Cell) else Cell(cell)


class RowLayout(NamedTuple):
    """How the lines of one table are laid out: its columns, the blanks between them, and one at each edge."""

    columns: tuple[Column, ...]
    gap: int = 2

    def _sizes(self, width: int) -> tuple[int, ...]:
        return widths(self.columns, max(1, width - 3), self.gap)

    def header(self, width: int) -> list[Piece]:
        """The line with the titles of the columns."""
        return [Piece("  "), *header_pieces(self.columns, self._sizes(width), self.gap)]

    def row(self, row: Row, width: int, bar: Piece = _NO_BAR) -> list[Piece]:
        """The line of a row, with the cursor's bar before it where the cursor is."""
        if row.kind == "section":
            return [Piece(" "), *section_pieces(row, width - 2)]
        if row.kind == "note":
            return [Piece("  "), *note_pieces(row, width - 3)]
        return [bar, Piece(" "), *row_pieces(row, self.columns, self._sizes(width), self.gap)]


def merged(pieces: Sequence[Piece]) -> list[Piece]:
    """The same line in fewer pieces: neighbours of one look together, blanks with what stands before them."""
    result: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if result:
            before = result[-1]
            same = (before.tone, before.bold) == (piece.tone, piece.bold)
            if same or not piece.text.strip(" "):
                result[-1] = Piece(before.text + piece.text, before.tone, before.bold)
                continue
            if not before.text.strip(" "):
                result[-1] = Piece(before.text + piece.text, piece.tone, piece.bold)
                continue
        result.append(piece)
    return result
