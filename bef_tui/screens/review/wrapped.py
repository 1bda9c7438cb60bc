"""A few lines that break where the width ends, instead of being cut."""

from __future__ import annotations

from textual.content import Content

from bef_tui.widgets.lines import Lines


class Wrapped(Lines):
    """Lines of content, wrapped; those that stay the same are not sent again."""

    def draw(self, width: int) -> tuple[Content, ...]:
        """The lines at this width."""
        return tuple(piece for line in self._given for piece in line.wrap(max(8, width)))
