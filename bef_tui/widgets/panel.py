"""A rounded frame with its title in it; the frame is lit while something inside has the focus."""

from typing import ClassVar

from textual import events
from textual.color import Color
from textual.containers import Container
from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget

from bef_tui.widgets.glyphs import Tone, is_ascii
from bef_tui.widgets.text import plain

_EDGES = ("border_top", "border_right", "border_bottom", "border_left")


class Panel(Container):
    """A frame around one thing. Panels stand side by side, never inside one another.

    The frame is lit without CSS's ``:focus-within``, which would look up the styles of everything inside again and
    send all of it.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"panel--lit", "panel--resting"}
    DEFAULT_CSS: ClassVar[str] = """
    Panel {
        height: 1fr;
        border: round $border-blurred;
        border-title-color: $foreground;
        border-title-style: bold;
        border-subtitle-color: $text-muted;
        & > .panel--lit { color: $border; background: $text-accent; }
        & > .panel--resting { color: $border-blurred; background: $foreground; }
        &.-ascii { border: ascii $border-blurred; }
        &.-hug { height: auto; }
    }
    """

    def __init__(
        self,
        *children: Widget,
        title: str | Content = "",
        subtitle: str | Content = "",
        hug: bool = False,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(*children, id=id, classes=classes)
        self._lit = False
        self.title(title)
        self.subtitle(subtitle)
        self.set_class(is_ascii(), "-ascii")
        self.set_class(hug, "-hug")

    def title(self, text: str | Content, tone: Tone = "plain") -> None:
        """Write the title in the upper edge."""
        self.border_title = plain(text, tone) if isinstance(text, str) else text

    def subtitle(self, text: str | Content, tone: Tone = "plain") -> None:
        """Write the subtitle in the lower edge: a sum, a hint."""
        self.border_subtitle = plain(text, tone) if isinstance(text, str) else text

    @property
    def is_lit(self) -> bool:
        """Whether something inside has the focus."""
        return self._lit

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Light the frame."""
        self._light()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Let the frame rest once the focus is elsewhere."""
        self._light()

    def notify_style_update(self) -> None:
        """The theme may have changed."""
        super().notify_style_update()
        if self.is_mounted:
            self.call_later(self._colour)

    def _light(self) -> None:
        if self._lit != self.has_focus_within:
            self._lit = not self._lit
            self._colour()

    def _colour(self) -> None:
        styles = self.get_component_styles("panel--lit" if self._lit else "panel--resting")
        kind = "ascii" if is_ascii() else "round"
        changed = [self.styles.set_rule(edge, (kind, styles.color)) for edge in _EDGES]
        changed.append(self.styles.set_rule("border_title_color", Color(*styles.background)))
        if any(changed):
            (width, height), (left, top) = self.outer_size, self.content_offset
            edges = (
                Region(0, 0, width, 1),
                Region(0, height - 1, width, 1),
                Region(0, 1, 1, height - 2),
                Region(width - 1, 1, 1, height - 2),
            )
            self.refresh(*(edge.translate((-left, -top)) for edge in edges))  # counted from the content
