"""Help: the keys that work now, from the live bindings, and what this stage is for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from bef_tui.framework.stages import PLACES, STAGES
from bef_tui.screens.frugal import FrugalDialog
from bef_tui.widgets.key_footer import KeyFooter
from bef_tui.widgets.lines import Lines
from bef_tui.widgets.panel import Panel
from bef_tui.widgets.text import clip, joined, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

GROUPS = ("On this screen", "In what has the focus", "Everywhere")
NAMES = {"enter": "enter", "escape": "esc", "pageup": "pgup", "pagedown": "pgdn", "space": "space"}
KEY_WIDTH = 14


class HelpDialog(FrugalDialog[None]):
    """The keys by where they come from, as they were when the help was asked for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark", "leave", "Back", id="help.leave", key_display="esc"),
        Binding("j,down", "scroll(1)", "Down", id="help.down", key_display="↓", tooltip="Further down"),
        Binding("k,up", "scroll(-1)", "Up", id="help.up", key_display="↑", tooltip="Further up"),
    ]
    DEFAULT_CSS = """
    HelpDialog .dialog-frame { height: 90%; }
    HelpDialog #purpose { padding: 0 1 1 1; height: auto; }
    HelpDialog VerticalScroll { scrollbar-size-vertical: 1; }
    """

    def __init__(self, title: str, purpose: Content, keys: Sequence[Content]) -> None:
        super().__init__(classes="dialog")
        self._title = title
        self._purpose = purpose
        self._lines = tuple(keys)

    def compose(self) -> ComposeResult:
        """What this place is for, and its keys."""
        with Panel(title=self._title, classes="dialog-frame"):
            if self._purpose.plain:
                yield Static(self._purpose, id="purpose")
            with VerticalScroll(id="help-keys"):
                yield Lines(self._lines)
        yield KeyFooter()

    def on_mount(self) -> None:
        """The list of keys can be scrolled."""
        self.query_one("#help-keys").focus()

    def action_scroll(self, step: int) -> None:
        """Scroll the keys."""
        self.query_one("#help-keys").scroll_relative(y=step, animate=False)

    def action_leave(self) -> None:
        """Leave the help."""
        self.dismiss(None)


def show_help(app: App[Any]) -> None:
    """Show the help for where one is."""
    screen = app.screen
    key = str(getattr(screen, "KEY", ""))
    place = next((place for place in PLACES if place.key == key), None)
    purpose = purpose_of((place and place.stage) or "", str(getattr(screen, "HELP", "") or ""))
    app.push_screen(
        HelpDialog(place.name if place else "Help", purpose, key_lines(app, screen.active_bindings.values()))
    )


def purpose_of(stage: str, words: str = "") -> Content:
    """What a stage asks and what it must produce; for another place its own words."""
    found = next((one for one in STAGES if one.key == stage), None)
    if found is None:
        return plain(words)
    return joined(
        (f"Stage {found.number} asks: ", "dim"),
        plain(found.question, bold=True),
        ("  It must produce: ", "dim"),
        found.output + ".",
    )


def key_lines(app: App[Any], active: Iterable[ActiveBinding]) -> list[Content]:
    """The keys that work now, as the user has them: of the screen, of what has the focus, of the app."""
    groups: dict[str, dict[str, tuple[list[str], str]]] = {title: {} for title in GROUPS}
    for node, binding, enabled, tooltip in active:
        words = tooltip or binding.tooltip or binding.description
        if not (enabled and words) or (binding.id is None and binding.action != "command_palette"):
            continue
        title = GROUPS[0] if isinstance(node, Screen) else GROUPS[2] if node.parent is None else GROUPS[1]
        keys, _ = groups[title].setdefault(binding.action, ([], words))
        said = NAMES.get(binding.key) or app.get_key_display(binding)
        if said not in keys:
            keys.append(said)
    lines: list[Content] = []
    for title, found in groups.items():
        if found:
            lines += [*([plain("")] if lines else []), plain(f" {title}", bold=True)]
            lines += [
                joined((clip(" ".join(keys), KEY_WIDTH, "right"), "accent"), "  ", words)
                for keys, words in found.values()
            ]
    return lines
