"""The one place where a user's text becomes something to draw.

Nothing of what a user, an import or another program wrote may reach the terminal as an instruction: control
characters, escape sequences, direction overrides and invisible characters become visible, harmless symbols, and
text is never read as markup.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter

from bef_tui.widgets.glyphs import FILL_STYLES, TONE_STYLES, Tone, glyph

Align = Literal["left", "right", "center"]

_NOTHING_ODD = re.compile(r"[ -~]*")
_MARKS_IN_A_ROW = 2
_REPLACED = "�"
_CACHED_LENGTH = 400

_BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_INVISIBLE = (0x00AD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x200B, 0x2060, 0x3164, 0xFEFF, 0xFFA0)


class _Shown(dict[int, str]):
    """What stands for a character on one line; answers ``str.translate`` lazily and remembers."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if 0x1F1E6 <= code <= 0x1F1FF:  # two of these are a flag of unsure width: AZ is sure
            shown = chr(code - 0x1F1E6 + ord("A"))
        elif code in (0x200C, 0x200D) or 0xFE00 <= code <= 0xFE0F or 0x1F3FB <= code <= 0x1F3FF:
            shown = ""  # joiners and variants: terminals disagree about their width
        else:
            shown = _REPLACED if _commands_or_hides(character) else character
        self[code] = shown
        return shown


_ONE_LINE = _Shown({code: chr(0x2400 + code) for code in range(32)} | {0x7F: "␡", 9: " ", 10: "⏎"})
_MANY_LINES = _Shown({**_ONE_LINE, 9: "    ", 10: "\n"})


def _commands_or_hides(character: str) -> bool:
    code = ord(character)
    return (
        unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
        or code in _INVISIBLE
        or code & 0xFFFE == 0xFFFE
        or 0xE0000 <= code <= 0xE0FFF
    )


def _few_marks(text: str) -> str:
    """The text with at most two combining marks on one letter, so that no pile of accents can grow."""
    if not any(unicodedata.combining(character) for character in text):
        return text
    kept: list[str] = []
    marks = 0
    for character in unicodedata.normalize("NFC", text):
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MARKS_IN_A_ROW:
            kept.append(character)
    return "".join(kept)


def harmless(text: str, *, lines: bool = False) -> str:
    """The text with every character that could instruct or confuse a terminal made visible.

    On one line (the default) a line break is shown as ``⏎`` and a tab as a space; with ``lines`` they stay.
    """
    if _NOTHING_ODD.fullmatch(text):
        return text
    if len(text) <= _CACHED_LENGTH:
        return _harmless_cached(text, lines)
    return _harmless(text, lines)


def _harmless(text: str, lines: bool) -> str:
    text = text.replace("\r\n", "\n")
    return _few_marks(text.translate(_MANY_LINES if lines else _ONE_LINE))


_harmless_cached = lru_cache(8192)(_harmless)


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
    """A user's text as content to draw, in one tone, never read as markup."""
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
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\ufeff" + "".join(map(chr, _BIDI)) + "\U000e0000-\U000e007f]"
)


def _symbol(found: re.Match[str]) -> str:
    code = ord(found.group())
    return chr(0x2400 + code) if code < 32 else "␡" if code == 127 else _REPLACED


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
