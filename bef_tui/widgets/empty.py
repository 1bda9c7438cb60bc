"""An empty place says what it is for and which key starts it."""

from textwrap import wrap
from typing import NamedTuple

from textual.content import Content

from bef_tui.widgets.lines import Lines
from bef_tui.widgets.table_rows import Piece
from bef_tui.widgets.text import plain

_WIDEST = 72


class EmptyText(NamedTuple):
    """What an empty list says: a title, what it is for, and the key that starts it with what it does."""

    title: str
    purpose: str = ""
    key: str = ""
    deed: str = ""


def empty_pieces(text: EmptyText, width: int) -> tuple[tuple[Piece, ...], ...]:
    """The lines of an empty place, as wide as they may be; roomy, because here one decides."""
    room = max(8, min(width - 4, _WIDEST))
    lines: list[tuple[Piece, ...]] = [(Piece(line, "plain", True),) for line in wrap(text.title, room)]
    lines += [(Piece(line, "dim"),) for line in wrap(text.purpose, room)]
    if text.key:
        lines += [(), (Piece(text.key, "accent", True), Piece(f"  {text.deed}", "plain"))]
    return tuple(lines)


def empty_lines(text: EmptyText, width: int) -> tuple[Content, ...]:
    """The same lines as content."""
    return tuple(
        Content("").join([plain("  "), *(plain(piece.text, piece.tone, bold=piece.bold) for piece in line)])
        for line in empty_pieces(text, width)
    )


class Empty(Lines):
    """An empty place as a widget of its own."""

    DEFAULT_CSS = """
    Empty { height: auto; padding: 1 1; }
    """

    def __init__(self, text: EmptyText, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._text = text

    def draw(self, width: int) -> tuple[Content, ...]:
        """The lines at this width."""
        return empty_lines(self._text, width)
