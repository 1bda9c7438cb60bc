"""One line to type, with a word below on how it is understood; kept while it is typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input

from bef_tui.framework.errors import RuleBroken
from bef_tui.screens.careful import Careful
from bef_tui.screens.desk import Desk
from bef_tui.screens.dialogs.gone import ask_back
from bef_tui.screens.frugal import FrugalDialog
from bef_tui.widgets.form.editors import LineInput
from bef_tui.widgets.glyphs import Tone, glyph
from bef_tui.widgets.key_footer import KeyFooter
from bef_tui.widgets.lines import Lines
from bef_tui.widgets.panel import Panel
from bef_tui.widgets.text import plain

MOST_LINES = 3
"""How many lines a word below the line may take."""
LONGEST = 400
"""Signs of it that are looked at: somebody may paste a book."""


class Below(Lines):
    """What is said below the line: at most three lines, the rest is cut."""

    def draw(self, width: int) -> tuple[Content, ...]:
        """The lines at this width."""
        lines = [piece for line in self._given for piece in line.wrap(max(8, width))]
        if len(lines) > MOST_LINES:
            last = lines[MOST_LINES - 1].rstrip()
            lines[MOST_LINES - 1 :] = [Content.assemble(last, "…").truncate(width, ellipsis=True)]
        return tuple(lines)


class LineDialog(Careful, FrugalDialog[int | None]):
    """Gives what ``save`` gave, or None when it was left.

    ``echo`` says what a line would mean. ``needed`` is said when nothing was typed; without it an empty line leaves.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s", "save", "Save", id="line.save", tooltip="Save the line", priority=True),
        Binding("escape", "leave", "Back", id="line.leave", tooltip="Leave; what was typed is kept"),
    ]

    def __init__(
        self,
        desk: Desk,
        title: str,
        save: Callable[[str], int],
        *,
        echo: Callable[[str], str],
        help: str,
        draft: str,
        needed: str = "",
    ) -> None:
        super().__init__(classes="dialog")
        self._desk = desk
        self._title = title
        self._save = save
        self._echo = echo
        self._help = help
        self._draft = draft
        self._needed = needed

    def compose(self) -> ComposeResult:
        """The line, and below it what it means."""
        with Panel(title=self._title, hug=True, classes="dialog-frame"):
            yield LineInput(self._desk.drafts.load(self._draft) or "")
            yield Below((plain(self._help, "dim"),), id="echo")
        yield KeyFooter()

    def on_mount(self) -> None:
        """The line takes the keys."""
        line = self.query_one(LineInput)
        line.focus()
        line.cursor_position = len(line.value)
        if line.value:
            self.query_one(Panel).subtitle("what you had typed is back · ctrl+u clears it", "near")
        self._say(line.value)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._desk.drafts.put(self._draft, event.value)
        self._say(event.value)

    def _say(self, text: str) -> None:
        if not text.strip():
            self._tell(self._help, "dim")
            return
        try:
            self._tell(f"{glyph('arrow')} {self._echo(text)}", "plain")
        except (RuleBroken, ValueError) as refusal:
            self._tell(str(refusal), "near")

    def _tell(self, words: str, tone: Tone) -> None:
        self.query_one("#echo", Below).show_lines((plain(words[:LONGEST], tone),))

    def action_save(self) -> None:
        """Save the line; a refusal is said below it."""
        text = self.query_one(LineInput).value
        if not text.strip():
            if self._needed:
                self._tell(self._needed, "near")
            else:
                self.dismiss(None)
            return
        try:
            result = self._save(text)
        except (RuleBroken, ValueError) as refusal:
            self._tell(str(refusal), "bad")
            if isinstance(refusal, RuleBroken):
                ask_back(self, self._desk, refusal, self.action_save)
            return
        self._desk.drafts.clear(self._draft)
        self.dismiss(result)

    def action_leave(self) -> None:
        """Leave; what was typed is kept for the next time."""
        self.dismiss(None)
