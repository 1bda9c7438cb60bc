"""A rounded frame with its title in it; the frame is lit while something inside has the focus."""

from typing import ClassVar

from textual.containers import Container
from textual.content import Content
from textual.widget import Widget

from bef_tui.widgets.glyphs import Tone, is_ascii
from bef_tui.widgets.text import plain


class Panel(Container):
    """A frame around one thing. Panels stand side by side, never inside one another."""

    DEFAULT_CSS: ClassVar[str] = """
    Panel {
        height: 1fr;
        border: round $border-blurred;
        border-title-color: $foreground;
        border-title-style: bold;
        border-subtitle-color: $text-muted;
        padding: 0 0;
        &:focus-within { border: round $border; border-title-color: $text-accent; }
        &.-ascii { border: ascii $border-blurred; }
        &.-ascii:focus-within { border: ascii $border; }
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
