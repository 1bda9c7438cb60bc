"""One of a few: a short list to choose from with the arrows, a letter or a number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from bef_tui.screens.careful import Careful
from bef_tui.screens.frugal import FrugalDialog
from bef_tui.widgets.form import Option
from bef_tui.widgets.key_footer import KeyFooter
from bef_tui.widgets.panel import Panel
from bef_tui.widgets.record_table import Cell, Column, RecordTable, Row
from bef_tui.widgets.text import plain


class ChooseDialog(Careful, FrugalDialog[Option | None]):
    """Gives the chosen option, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "take",
            "Choose",
            id="choose.take",
            tooltip="Take the option under the cursor",
            priority=True,
        ),
        Binding("escape", "leave", "Back", id="choose.leave", tooltip="Leave without choosing"),
    ]

    def __init__(self, title: str, options: Sequence[Option], *, help: str = "") -> None:
        super().__init__(classes="dialog")
        self._title = title
        self._options = tuple(options)
        self._help = help

    def compose(self) -> ComposeResult:
        """The options, numbered."""
        with Panel(title=self._title, hug=True, classes="dialog-frame -narrow"):
            if self._help:
                yield Static(plain(self._help, "dim", lines=True), classes="dialog-help")
            yield RecordTable(Column(width=2), Column(), rows=self._rows())
        yield KeyFooter()

    def _rows(self) -> tuple[Row, ...]:
        return tuple(
            Row(place, (Cell(str(place + 1) if place < 9 else " ", "accent"), option.label))
            for place, option in enumerate(self._options)
        )

    def on_mount(self) -> None:
        """The list takes the keys."""
        table = self.query_one(RecordTable)
        table.styles.height = min(len(self._options), 14)
        table.focus()

    def on_record_table_opened(self, message: RecordTable.Opened) -> None:
        """A click chooses."""
        self.dismiss(self._options[int(message.id)])

    def action_take(self) -> None:
        """Take the option under the cursor."""
        place = self.query_one(RecordTable).highlighted
        if isinstance(place, int):
            self.dismiss(self._options[place])

    def on_key(self, event: events.Key) -> None:
        """A number chooses at once; the first letter of one option only, too."""
        character = event.character or ""
        if character.isdigit() and 0 < int(character) <= len(self._options):
            event.stop()
            self.dismiss(self._options[int(character) - 1])

    def action_leave(self) -> None:
        """Leave without choosing."""
        self.dismiss(None)
