"""Text made harmless for a terminal, by the standard library alone: the rules that screens and command line share.

Control characters, escape sequences, direction overrides and invisible characters become visible symbols.
"""

import re
import unicodedata
from functools import lru_cache

_NOTHING_ODD = re.compile(r"[ -~]*")
_MARKS_IN_A_ROW = 2
REPLACED = "�"
_CACHED_LENGTH = 400

BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
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
            shown = REPLACED if _commands_or_hides(character) else character
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
