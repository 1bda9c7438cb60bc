"""A widget of a few lines that repaints only those that changed: panels, bars, charts, header and footer."""

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.widget import Widget


class Lines(Widget):
    """Draws lines of content; a subclass says in ``draw`` what they are at a width.

    Call ``redraw`` after a value changed: lines that stay the same are not sent again.
    """

    DEFAULT_CSS = """
    Lines { height: auto; text-wrap: nowrap; text-overflow: ellipsis; }
    """
    ALLOW_SELECT = False

    def __init__(
        self, lines: Sequence[Content] = (), *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._given = tuple(lines)
        self._drawn: tuple[Content, ...] = ()
        self._drawn_width = -1

    def draw(self, width: int) -> tuple[Content, ...]:
        """The lines at this width."""
        return self._given

    def show_lines(self, lines: Sequence[Content]) -> None:
        """Draw these lines from now on."""
        self._given = tuple(lines)
        self.redraw()

    def redraw(self) -> None:
        """Ask ``draw`` again, and repaint the lines that are not what they were."""
        if self._drawn_width < 0:
            self.refresh(layout=self.styles.is_auto_height)
            return
        before, now = self._drawn, self.draw(self._drawn_width)
        self._drawn = now
        if len(now) != len(before) and self.styles.is_auto_height:
            self.refresh(layout=True)
            return
        changed = [
            Region(0, y, self._drawn_width, 1)
            for y in range(max(len(before), len(now)))
            if y >= len(now) or y >= len(before) or not _same(now[y], before[y])
        ]
        if changed:
            self.refresh(*changed)

    def render(self) -> Content:
        """All lines as one content."""
        return Content("\n").join(self._lines_at(self.size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as there are lines."""
        return len(self._lines_at(width)) if width else 0

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as the longest line may get."""
        return max((line.cell_length for line in self.draw(container.width)), default=0)

    def _lines_at(self, width: int) -> tuple[Content, ...]:
        if width != self._drawn_width:
            self._drawn_width = width
            self._drawn = self.draw(width)
        return self._drawn

    def on_resize(self, event: events.Resize) -> None:
        """Lines may break elsewhere at another width."""
        if self.size.width != self._drawn_width:
            self.refresh(layout=self.styles.is_auto_height)


class Wrapped(Lines):
    """Lines of content, broken where the width ends instead of being cut."""

    def draw(self, width: int) -> tuple[Content, ...]:
        """The lines at this width."""
        return tuple(piece for line in self._given for piece in line.wrap(max(8, width)))


def _same(one: Content, other: Content) -> bool:
    return one.plain == other.plain and one.spans == other.spans
