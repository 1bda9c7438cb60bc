"""Markdown that reads well as plain text, in which what a user typed cannot break the structure.

Every function that is handed user text escapes it; what comes back is Markdown.
"""

import re
from collections.abc import Iterable, Sequence

_SPACES = re.compile(r"[\s\u0085\u2028\u2029]+")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_INLINE = re.compile(r"([\\`*\[\]<>|~])|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_LEADING = re.compile(r"^(#{1,6}(?=\s|$)|[-+](?=\s|$)|[0-9]{1,9}(?=[.)](?:\s|$))|={1,}|-{2,}|>|:)")


def inline(text: str) -> str:
    """User text as Markdown that shows it as typed, on one line.

    White space of any kind becomes one space, control characters and those that turn the direction of text become
    ``�``, and what Markdown would read as a mark is escaped, but no more than that, so that it still reads as typed.
    """
    flat = _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", _SPACES.sub(" ", text).strip())
    escaped = _INLINE.sub(lambda m: f"\\{m[0]}", flat)
    leading = _LEADING.match(escaped)
    if leading is None:
        return escaped
    mark = leading[0]
    if mark[0].isdigit():
        return f"{mark}\\{escaped[len(mark) :]}"
    return f"\\{escaped}"


def title(text: str) -> list[str]:
    """The heading of the document."""
    return [f"# {text}", ""]


def section(heading: str, lines: Iterable[str], empty: str = "") -> list[str]:
    """A heading with its lines; when there are none, what to say instead, or else no section at all."""
    body = list(lines) or ([empty] if empty else [])
    return [f"## {heading}", "", *body, ""] if body else []


def bullet(*parts: str) -> str:
    """A list item of the parts that are not empty, parted by dots."""
    return "- " + " · ".join(part for part in parts if part)


def table(head: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[int] = ()) -> list[str]:
    """A table whose columns line up as plain text; ``numbers`` are the columns that stand to the right."""
    body = [list(row) for row in rows]
    if not body:
        return []
    widths = [max(len(row[n]) for row in [list(head), *body]) for n in range(len(head))]
    widths = [max(3, width) for width in widths]

    def line(cells: Sequence[str]) -> str:
        padded = (
            c.rjust(w) if n in numbers else c.ljust(w)
            for n, (c, w) in enumerate(zip(cells, widths, strict=True))
        )
        return f"| {' | '.join(padded)} |"

    rule = (f"{'-' * (w - 1)}:" if n in numbers else "-" * w for n, w in enumerate(widths))
    return [line(head), f"| {' | '.join(rule)} |", *map(line, body)]


def document(*parts: Iterable[str]) -> str:
    """The parts as one text that ends with one line end."""
    return "\n".join(line for part in parts for line in part).rstrip("\n") + "\n"


def percent(share: float) -> str:
    """A share as whole per cent: ``25 %``."""
    return f"{share * 100:.0f} %"


def signed(value: float, digits: int = 1) -> str:
    """A difference with its sign: ``+0.8``, ``−6``, ``±0``."""
    rounded = round(value, digits)
    if rounded == 0:
        return "±0"
    return f"{'+' if rounded > 0 else '−'}{abs(rounded):.{digits}f}"
