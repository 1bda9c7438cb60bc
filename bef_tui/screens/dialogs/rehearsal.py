"""What a rule would do, shown before it is switched on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize

from bef_tui.screens.careful import Careful
from bef_tui.screens.frugal import FrugalDialog
from bef_tui.widgets.key_footer import KeyFooter
from bef_tui.widgets.lines import Wrapped
from bef_tui.widgets.panel import Panel

FRAME_LINES = 5
"""What the frame, its blank line and the keys take of the screen."""


class RehearsalDialog(Careful, FrugalDialog[bool]):
    """Gives whether the rule is to be switched on; one that is on is only shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,space",
            "take",
            "Switch on",
            id="rehearsal.take",
            tooltip="Switch the rule on",
            priority=True,
        ),
        Binding("escape", "leave", "Leave", id="rehearsal.leave", tooltip="Leave it as it is"),
        Binding("j,down", "scroll(1)", "Down", show=False, id="rehearsal.down", tooltip="A line down"),
        Binding("k,up", "scroll(-1)", "Up", show=False, id="rehearsal.up", tooltip="A line up"),
    ]
    DEFAULT_CSS = """
    RehearsalDialog VerticalScroll { height: auto; padding: 0 2; scrollbar-size-vertical: 1; }
    """

    def __init__(self, title: str, lines: Sequence[Content], *, is_on: bool) -> None:
        super().__init__(classes="dialog")
        self._title = title
        self._lines = tuple(lines)
        self._is_on = is_on

    def compose(self) -> ComposeResult:
        """What it would do, and the choice."""
        with (
            Panel(title=self._title, hug=True, classes="dialog-frame"),
            VerticalScroll(can_focus=False),
        ):
            yield Wrapped(self._lines, id="would-do")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Nothing was changed: say so."""
        said = "it is on · nothing was changed now" if self._is_on else "it is off · nothing was changed"
        self.query_one(Panel).subtitle(said, "dim")

    def on_resize(self, event: Resize) -> None:
        """No higher than the screen."""
        self.query_one(VerticalScroll).styles.max_height = max(2, event.size.height - FRAME_LINES)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A rule that is on cannot be switched on."""
        return not self._is_on if action == "take" else True

    def action_take(self) -> None:
        """Switch it on."""
        self.dismiss(True)

    def action_leave(self) -> None:
        """Leave it as it is."""
        self.dismiss(False)

    def action_scroll(self, step: int) -> None:
        """A line up or down."""
        self.query_one(VerticalScroll).scroll_relative(y=step, animate=False)
