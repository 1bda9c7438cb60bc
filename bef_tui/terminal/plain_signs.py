"""Text for terminals without UTF-8: every sign that is not ASCII is replaced by what comes nearest, as wide."""

import re
from functools import lru_cache
from unicodedata import normalize

from rich.cells import cell_len

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")

_NEAREST = {
    sign: plain
    for plain, signs in {
        "-": "─━═╌╍┄┅┈┉╴╶╸╺–—‐‑▔▁",
        "|": "│┃║╎╏┆┇┊┋╵╷╹╻▏▎▍▌▐▕",
        "#": "█▉▊▋▂▃▄▅▆▇▀▓▒",
        ".": "░·…",
        "*": "•●★◆■",
        "o": "○◐◦◯",
        "v": "▼▾↓✓✔",
        "^": "▲▴↑",
        ">": "→▶▸›»",
        "<": "←◀◂‹«",
        "x": "✗✘×",
        "'": "‘’",
        '"': "“”„",
        " ": "\u00a0\u2002\u2003\u2009\u202f",
    }.items()
    for sign in signs
}


def to_ascii(text: str) -> bytes:
    """The text as ASCII bytes."""
    return _NOT_ASCII.sub(lambda found: _plain(found[0]), text).encode("ascii")


def to_utf8(text: str) -> bytes:
    """The text as UTF-8; half a character (a lone surrogate) becomes a question mark."""
    return text.encode("utf-8", "replace")


@lru_cache(maxsize=4096)
def _plain(sign: str) -> str:
    """One sign that is not ASCII as ASCII of the same width."""
    width = cell_len(sign)
    if "\u2500" <= sign <= "\u257f":
        return _NEAREST.get(sign, "+")
    plain = _NEAREST.get(sign) or normalize("NFKD", sign).encode("ascii", "ignore").decode()
    return plain if len(plain) == width and plain.isprintable() else "?" * width
