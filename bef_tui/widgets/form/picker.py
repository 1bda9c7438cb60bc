"""Choosing one of many: type a part of the name, and the matches open below."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from bef_tui.widgets.form.editors import LineInput
from bef_tui.widgets.form.fields import Option, option_meant
from bef_tui.widgets.glyphs import glyph
from bef_tui.widgets.lines import Lines
from bef_tui.widgets.text import plain, shorten

_SHOWN = 6


def matches(options: Sequence[Option], typed: str) -> tuple[Option, ...]:
    """The options that hold every typed word, those that start with what was typed first."""
    text = typed.strip().casefold()
    words = text.split()
    found = [option for option in options if all(word in option.label.casefold() for word in words)]
    return tuple(sorted(found, key=lambda option: not option.label.casefold().startswith(text)))


class Matches(Lines):
    """The options that fit what is typed, one of them marked."""

    DEFAULT_CSS = """
    Matches {
        display: none; overlay: screen; constrain: none inside; width: 1fr; height: auto;
        background: $surface; background-tint: $foreground 12%; padding: 0 1 0 0;
        &.-open { display: block; }
        &:ansi { background: ansi_default; background-tint: transparent 0%; border-left: vkey $border; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.found: tuple[Option, ...] = ()
        self.at = 0

    @property
    def is_open(self) -> bool:
        """Whether the list is in sight."""
        return self.has_class("-open")

    def offer(self, found: tuple[Option, ...]) -> None:
        """Show these options, the first one marked; nothing to show closes the list."""
        if not found and not self.is_open:
            return
        self.found, self.at = found, 0
        self.set_class(bool(found), "-open")
        self.redraw()

    def step(self, by: int) -> None:
        """Mark the next option in a direction."""
        self.at = (self.at + by) % max(1, len(self.found))
        self.redraw()

    def draw(self, width: int) -> tuple[Content, ...]:
        """At most six options around the marked one, and how many more there are."""
        first = max(0, min(self.at - _SHOWN // 2, len(self.found) - _SHOWN))
        lines = [
            plain(f"{glyph('cursor')} {shorten(option.label, width - 2)}", "accent")
            if first + place == self.at
            else plain(f"  {shorten(option.label, width - 2)}")
            for place, option in enumerate(self.found[first : first + _SHOWN])
        ]
        if len(self.found) > _SHOWN:
            lines.append(plain(f"  {self.at + 1} of {len(self.found)}", "dim"))
        return tuple(lines)


class Picker(LineInput):
    """A line that finds one of many options by a part of its label."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "mark(1)", "Next match", show=False, id="form.next_match", tooltip="Next match"),
        Binding(
            "up", "mark(-1)", "Match before", show=False, id="form.previous_match", tooltip="Match before"
        ),
        Binding("escape", "close", "Close", show=False, id="form.close_matches", tooltip="Close the matches"),
    ]

    def __init__(self, options: Sequence[Option], raw: str = "") -> None:
        super().__init__(raw, placeholder="type to find", replaces=True)
        self._options = tuple(options)
        self.matches = Matches()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Escape closes the list; without one it is the screen's."""
        return self.matches.is_open if action == "close" else True

    def on_input_changed(self) -> None:
        """Offer what fits, while somebody types here."""
        if not self.has_focus:
            return
        exact = any(option.label == self.value for option in self._options)
        self.matches.offer(() if exact or not self.value.strip() else matches(self._options, self.value))

    def action_mark(self, step: int) -> None:
        """Open the list, or mark the next match."""
        if self.matches.is_open:
            self.matches.step(step)
            return
        exact = any(option.label == self.value for option in self._options)
        self.matches.offer(self._options if exact else matches(self._options, self.value))

    def action_close(self) -> None:
        """Close the list and keep what is typed."""
        self.matches.offer(())

    async def action_submit(self) -> None:
        """Take the marked match, then go on as any line does."""
        self.take()
        await super().action_submit()

    def take(self) -> None:
        """Take the marked match, or the only option that what was typed can mean."""
        found = self.matches.found[self.matches.at] if self.matches.is_open else None
        found = found or (option_meant(self._options, self.value) if self.value.strip() else None)
        self.matches.offer(())
        if found is not None and found.label != self.value:
            self.raw = found.label

    def on_blur(self) -> None:
        """Leaving the line takes the marked match, so that tab is enough."""
        self.take()
