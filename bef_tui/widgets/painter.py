"""Lines of pieces drawn straight to strips, with the colours of a widget's component classes."""

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from bef_tui.widgets.glyphs import Tone
from bef_tui.widgets.table_rows import Piece, merged


class LinePainter:
    """Draws lines for a widget that has the component classes ``<prefix>--<tone>`` and ``<prefix>--<state>``."""

    def __init__(self, widget: Widget, prefix: str) -> None:
        self._widget = widget
        self._prefix = prefix
        self._styles: dict[tuple[str, Tone, bool], Style] = {}

    def forget(self) -> None:
        """Look the colours up again: the theme may have changed."""
        self._styles.clear()

    def strip(self, pieces: Sequence[Piece], state: str, width: int) -> Strip:
        """One line, exactly ``width`` cells wide, in as few runs as it takes."""
        runs = merged(pieces) or [Piece(" ")]
        segments = [Segment(text, self._style(state, tone, bold)) for text, tone, bold in runs]
        return Strip(segments).adjust_cell_length(width, self._style(state, "plain", False))

    def _style(self, state: str, tone: Tone, bold: bool) -> Style:
        key = (state, tone, bold)
        style = self._styles.get(key)
        if style is None:
            names = [f"{self._prefix}--{state}"] if state else []
            style = self._widget.get_visual_style(*names, f"{self._prefix}--{tone}").rich_style
            style = style + Style(bold=True) if bold else style
            self._styles[key] = style
        return style
