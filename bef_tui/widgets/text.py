"""The one place where a user's text becomes something to draw.

Nothing of what a user, an import or another program wrote may reach the terminal as an instruction: control
characters, escape sequences, direction overrides and invisible characters become visible, harmless symbols, and
text is never read as markup.
"""

import re
from functools import lru_cache
from typing import Literal

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter

from bef_tui.framework.harmless import BIDI, REPLACED
from bef_tui.framework.harmless import harmless as harmless
from bef_tui.widgets.glyphs import FILL_STYLES, TONE_STYLES, Tone, glyph

Align = Literal["left", "right", "center"]

_LONGEST_LINE = 2000


def clip(text: str, width: int, align: Align = "left") -> str:
    """The text made harmless, exactly ``width`` cells wide: cut with ``…`` or padded with blanks.

    Takes the same time for a line of a megabyte as for a short one.
    """
    if width <= 0:
        return ""
    enough = 4 * width + 32
    if len(text) > enough:
        return _clipped(text[:enough], width, align, glyph("ellipsis"), True)
    return _clipped(text, width, align, glyph("ellipsis"), False)


@lru_cache(16384)
def _clipped(text: str, width: int, align: Align, ellipsis: str, more: bool) -> str:
    shown = harmless(text)
    cells = cell_len(shown)
    if more or cells > width:
        cut = set_cell_size(shown, min(cells, width - 1)).rstrip()
        shown = cut + ellipsis
        cells = cell_len(shown)
    blank = width - cells
    if align == "right":
        return " " * blank + shown
    if align == "center":
        return " " * (blank // 2) + shown + " " * (blank - blank // 2)
    return shown + " " * blank


def shorten(text: str, width: int) -> str:
    """The text made harmless and cut with ``…`` to at most ``width`` cells, without padding."""
    return (
        clip(text, width).rstrip()
        if len(text) > width or cell_len(harmless(text)) > width
        else harmless(text)
    )


def cells(text: str) -> int:
    """How many cells a text takes on the screen once it is harmless."""
    return cell_len(harmless(text))


def plain(text: str, tone: Tone = "plain", *, lines: bool = False, bold: bool = False) -> Content:
    """A user's text as content to draw, in one tone, never read as markup.

    On one line no more is kept than any screen shows, so that a line of a megabyte costs no more than a short one.
    """
    if not lines and len(text) > _LONGEST_LINE:
        text = text[:_LONGEST_LINE] + glyph("ellipsis")
    style = " ".join(part for part in ("bold" if bold else "", TONE_STYLES[tone]) if part)
    shown = harmless(text, lines=lines)
    return Content.styled(shown, style) if style and shown else Content(shown)


def filled(signs: str, tone: Tone) -> Content:
    """The signs of a bar, in the tone's colour for areas."""
    return Content.styled(signs, FILL_STYLES[tone]) if signs and FILL_STYLES[tone] else Content(signs)


def joined(*parts: Content | str | tuple[str, Tone]) -> Content:
    """Several pieces side by side; a string is drawn plainly, a pair in its tone."""
    pieces: list[Content] = []
    for part in parts:
        if isinstance(part, Content):
            pieces.append(part)
        elif isinstance(part, str):
            pieces.append(plain(part))
        else:
            pieces.append(plain(part[0], part[1]))
    return Content("").join(pieces)


def ends(left: Content, right: Content, width: int) -> Content:
    """One line with something at its left end and something at its right end; the left gives way."""
    space = width - right.cell_length
    if left.cell_length > space - 1:
        left = left.truncate(max(0, space - 1), ellipsis=True)
    return Content("").join([left, Content(" " * max(0, space - left.cell_length)), right])


_CONTROLS = re.compile(
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\ufeff" + "".join(map(chr, BIDI)) + "\U000e0000-\U000e007f]"
)


def _symbol(found: re.Match[str]) -> str:
    code = ord(found.group())
    return chr(0x2400 + code) if code < 32 else "␡" if code == 127 else REPLACED


class ControlFilter(LineFilter):
    """The last line of defence: no control character of any widget reaches the terminal.

    For ``App.get_line_filters``. A piece keeps its width, so that nothing beside it moves.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments with every control character replaced by a symbol."""
        if not any(_CONTROLS.search(text) for text, _, control in segments if not control):
            return segments
        return [
            piece
            if piece.control or not _CONTROLS.search(piece.text)
            else Segment(set_cell_size(_CONTROLS.sub(_symbol, piece.text), cell_len(piece.text)), piece.style)
            for piece in segments
        ]
