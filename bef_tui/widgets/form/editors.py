"""Where one types or chooses: a line, several lines, one of a few. All still when nobody types."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input, TextArea

from bef_tui.widgets.form.fields import Option
from bef_tui.widgets.glyphs import Tone, glyph
from bef_tui.widgets.lines import Lines
from bef_tui.widgets.text import plain, shorten


class LineInput(Input):
    """One line of text on a hairline.

    With ``replaces`` what stands there is marked when one comes to the line: the first key takes its place, an arrow
    keeps it. Else one goes on at its end.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"line-input--hairline"}
    DEFAULT_CSS = """
    LineInput {
        border: none; height: 1; padding: 0; background: transparent;
        &:focus { border: none; background-tint: transparent 0%; }
        & > .line-input--hairline { color: $border-blurred; }
        &:focus > .line-input--hairline { color: $border; }
        &:ansi > .input--cursor { color: ansi_default; background: ansi_default; text-style: reverse; }
    }
    """

    def __init__(self, raw: str = "", *, placeholder: str = "", replaces: bool = False) -> None:
        super().__init__(placeholder=placeholder, compact=True, select_on_focus=replaces)
        self.cursor_blink = False
        self._before_mount: str | None = raw  # an Input takes a value only inside a running app

    def on_mount(self) -> None:
        """Take the text it was made with."""
        text, self._before_mount = self._before_mount, None
        self.raw = text or ""

    @property
    def raw(self) -> str:
        """What is typed."""
        return self.value if self._before_mount is None else self._before_mount

    @raw.setter
    def raw(self, text: str) -> None:
        if self._before_mount is not None:
            self._before_mount = text
            return
        self.value = text
        self.cursor_position = len(text)

    def render_line(self, y: int) -> Strip:
        """The line, with what is free of text underlined."""
        strip = super().render_line(y)
        width = self.scrollable_content_region.width
        strip = strip.adjust_cell_length(width)
        line = Style(color=self.get_visual_style("line-input--hairline").rich_style.color, underline=True)
        segments = list(strip)
        free: list[Segment] = []
        ground = self.visual_style.rich_style
        while segments and not segments[-1].text.strip(" ") and not _stands_out(segments[-1].style, ground):
            free.insert(0, segments.pop())
        return Strip(
            [*segments, *(Segment(text, ground + (style or Style()) + line) for text, style, _ in free)],
            width,
        )


def _stands_out(style: Style | None, ground: Style) -> bool:
    """Whether blanks of this style are a cursor or a selection."""
    return style is not None and (bool(style.reverse) or style.bgcolor not in (None, ground.bgcolor))


class LongInput(TextArea):
    """Several lines of text beside a hairline."""

    DEFAULT_CSS = """
    LongInput {
        border: none; border-left: vkey $border-blurred; padding: 0 0 0 1; background: transparent;
        scrollbar-size-vertical: 1;
        &:focus { border: none; border-left: vkey $border; }
        & .text-area--cursor-line { background: transparent; }
    }
    """

    def __init__(self, raw: str = "", *, lines: int = 4) -> None:
        super().__init__(raw, highlight_cursor_line=False, tab_behavior="focus")
        self.cursor_blink = False
        self.styles.height = lines

    @property
    def raw(self) -> str:
        """What is typed."""
        return self.text

    @raw.setter
    def raw(self, text: str) -> None:
        self.load_text(text)


class Switcher(Lines, can_focus=True):
    """One of a few options: left and right change it, a letter jumps to the option that starts with it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "right,space", "turn(1)", "Next option", show=False, id="form.next_option", tooltip="Next option"
        ),
        Binding(
            "left",
            "turn(-1)",
            "Option before",
            show=False,
            id="form.previous_option",
            tooltip="Option before",
        ),
    ]
    DEFAULT_CSS = """
    Switcher { height: 1; width: 1fr; }
    """

    @dataclass
    class Changed(Message):
        """Another option was chosen."""

        switcher: "Switcher"

        @property
        def control(self) -> "Switcher":
            """The switcher that says it."""
            return self.switcher

    def __init__(self, options: Sequence[Option], raw: str = "") -> None:
        super().__init__()
        self._labels = tuple(option.label for option in options)
        self._raws = tuple("" if option.value is None else option.label for option in options)
        self._at = self._raws.index(raw) if raw in self._raws else -1

    @property
    def raw(self) -> str:
        """The label of the chosen option, empty when none is."""
        return self._raws[self._at] if self._at >= 0 else ""

    @raw.setter
    def raw(self, text: str) -> None:
        self._choose(self._raws.index(text) if text in self._raws else -1)

    def draw(self, width: int) -> tuple[Content, ...]:
        """All options when they fit, else the chosen one between arrows."""
        parts = [self._option(place) for place in range(len(self._labels))]
        whole = Content("  ").join(parts)
        if whole.cell_length <= width:
            return (whole,)
        tone: Tone = "accent" if self.has_focus else "plain"
        count = f"  {self._at + 1} of {len(self._labels)}"
        label = shorten(self._labels[self._at] if self._at >= 0 else "choose", max(1, width - len(count) - 4))
        pieces = [plain(glyph("left") + " ", "dim"), plain(label, tone), plain(" " + glyph("right"), "dim")]
        return (Content("").join([*pieces, plain(count, "dim")]),)

    def _option(self, place: int) -> Content:
        if place != self._at:
            return plain(f"{glyph('open')} {self._labels[place]}", "dim")
        return plain(f"{glyph('full')} {self._labels[place]}", "accent" if self.has_focus else "plain")

    def action_turn(self, step: int) -> None:
        """Take the next option in a direction, round the end."""
        if self._labels:
            self._choose(0 if self._at < 0 else (self._at + step) % len(self._labels))

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Letters choose here, so that none of them reaches the screen's commands."""
        return character is not None and character.isprintable()

    def on_key(self, event: events.Key) -> None:
        """Jump to the next option that starts with the letter typed."""
        letter = event.character
        if letter is None or not letter.isalnum():
            return
        event.stop()
        count = len(self._labels)
        for place in ((self._at + step) % count for step in range(1, count + 1)):
            if self._labels[place].casefold().startswith(letter.casefold()):
                self._choose(place)
                return

    def _choose(self, place: int) -> None:
        if place != self._at:
            self._at = place
            self.redraw()
            self.post_message(self.Changed(self))

    def watch_has_focus(self, has_focus: bool) -> None:
        """The chosen option is lit while the keys go here."""
        super().watch_has_focus(has_focus)
        self.redraw()
