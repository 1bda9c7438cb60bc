"""Help: the keys that work now, from the live bindings, and what this stage is for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.screen import ModalScreen, Screen

from bef_tui.framework.stages import PLACES, STAGES
from bef_tui.widgets.key_footer import KeyFooter
from bef_tui.widgets.lines import Lines
from bef_tui.widgets.panel import Panel
from bef_tui.widgets.record_table import Cell, Column, RecordTable, Row
from bef_tui.widgets.text import joined, plain

if TYPE_CHECKING:
    from textual.content import Content

GROUPS = ("On this screen", "In this list", "Everywhere")
NAMES = {"enter": "enter", "escape": "esc", "pageup": "pgup", "pagedown": "pgdn", "space": "space"}


class HelpDialog(ModalScreen[None]):
    """The keys by where they come from; made once, for the moment it was asked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark", "leave", "Back", id="help.leave", key_display="esc"),
    ]
    DEFAULT_CSS = """
    HelpDialog .dialog-frame { height: 90%; }
    HelpDialog #purpose { padding: 0 1 1 1; height: auto; }
    """

    def __init__(self, title: str, purpose: tuple[Content, ...], rows: tuple[Row, ...]) -> None:
        super().__init__(classes="dialog")
        self._title = title
        self._purpose = purpose
        self._rows = rows

    def compose(self) -> ComposeResult:
        """What this place is for, and its keys."""
        with Panel(title=self._title, classes="dialog-frame"):
            if self._purpose:
                yield Lines(self._purpose, id="purpose")
            yield RecordTable(Column(width=12, align="right"), Column(), rows=self._rows)
        yield KeyFooter()

    def on_mount(self) -> None:
        """The list takes the keys."""
        self.query_one(RecordTable).focus()

    def action_leave(self) -> None:
        """Leave the help."""
        self.dismiss(None)


def show_help(app: App[Any]) -> None:
    """Show the help for where one is."""
    screen = app.screen
    stage = str(getattr(screen, "STAGE", ""))
    place = next((place.name for place in PLACES if place.name.lower() == stage), "Help")
    purpose = _purpose(stage, str(getattr(screen, "HELP", "") or ""))
    app.push_screen(HelpDialog(place, purpose, key_rows(app, screen.active_bindings.values())))


def _purpose(stage: str, words: str) -> tuple[Content, ...]:
    found = next((one for one in STAGES if one.key == stage), None)
    lines: list[Content] = []
    if found is not None:
        lines.append(joined(plain(f"Stage {found.number}: ", "dim"), plain(found.question, bold=True)))
        lines.append(joined(("It must produce: ", "dim"), found.output))
    elif words:
        lines.append(plain(words))
    return tuple(lines)


def key_rows(app: App[Any], active: Iterable[ActiveBinding]) -> tuple[Row, ...]:
    """The keys that work now, as the user has them: those of the screen, of what has the focus, of the app."""
    groups: dict[str, dict[str, tuple[list[str], str]]] = {title: {} for title in GROUPS}
    for node, binding, enabled, tooltip in active:
        words = tooltip or binding.tooltip or binding.description
        if not enabled or not words or binding.system:
            continue
        title = GROUPS[0] if isinstance(node, Screen) else GROUPS[2] if node.parent is None else GROUPS[1]
        keys, _ = groups[title].setdefault(binding.action, ([], words))
        said = _said(app, binding)
        if said not in keys:
            keys.append(said)
    rows: list[Row] = []
    for title, found in groups.items():
        if found:
            rows.append(Row(f"s:{title}", (title,), kind="section"))
            rows += [
                Row(f"{title}:{action}", (Cell(" ".join(keys), "accent"), words))
                for action, (keys, words) in found.items()
            ]
    return tuple(rows)


def _said(app: App[Any], binding: Binding) -> str:
    return NAMES.get(binding.key) or app.get_key_display(binding)
