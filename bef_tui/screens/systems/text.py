"""An SOP's Markdown as something to read: Rich lays it out, nothing in it is ever executed."""

from __future__ import annotations

from itertools import dropwhile
from typing import ClassVar

from rich.console import Console, ConsoleOptions, JustifyMethod, RenderResult
from rich.markdown import Heading, Markdown, MarkdownElement
from rich.segment import Segment
from rich.theme import Theme

from bef_tui.widgets.text import harmless

# Shades of the text's own colour: colours mean a state here, and a text has none.
_LOOK = Theme(
    {
        "markdown.h1": "bold",
        "markdown.h2": "bold",
        "markdown.h3": "bold",
        "markdown.h4": "bold",
        "markdown.item.bullet": "dim",
        "markdown.item.number": "bold",
        "markdown.code": "italic",
        "markdown.code_block": "italic",
        "markdown.block_quote": "dim",
        "markdown.hr": "dim",
        "markdown.link": "underline",
        "markdown.link_url": "dim",
    }
)


class _LeftHeading(Heading):
    """A heading that stands at the left like the text."""

    LEVEL_ALIGN: ClassVar[dict[str, JustifyMethod]] = {}


class SopText(Markdown):
    """Markdown of a user: control characters made visible, links as text that leads nowhere."""

    elements: ClassVar[dict[str, type[MarkdownElement]]] = {**Markdown.elements, "heading_open": _LeftHeading}

    def __init__(self, body: str) -> None:
        super().__init__(harmless(body, lines=True), hyperlinks=False, code_theme="ansi_dark")

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Lay it out in the look of this app."""
        with console.use_theme(_LOOK):
            text = super().__rich_console__(console, options)
            yield from dropwhile(lambda piece: isinstance(piece, Segment) and not piece.text.strip(), text)
