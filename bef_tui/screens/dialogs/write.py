"""A long text to write: Markdown steps, every key kept, saved as a revision."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import TextArea

from bef_tui.exchange.steps import steps_of
from bef_tui.framework.errors import RuleBroken
from bef_tui.screens.careful import Careful
from bef_tui.screens.desk import Desk
from bef_tui.screens.dialogs.line import Below
from bef_tui.screens.frugal import FrugalDialog
from bef_tui.widgets.form.editors import LongInput
from bef_tui.widgets.glyphs import Tone
from bef_tui.widgets.key_footer import KeyFooter
from bef_tui.widgets.panel import Panel
from bef_tui.widgets.text import plain

HINT = "Numbered lines (1. …) and checkboxes (- [ ] …) are the steps."


class WriteDialog(Careful, FrugalDialog[int | None]):
    """Gives the number of the revision saved, or None; what is typed outlives an escape and a dropped line.

    ``save`` gets the text and the revision it is based on. ``said`` is told in place of the hint, at first.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save revision", id="write.save", tooltip="Save a revision", priority=True),
        Binding(
            "ctrl+r",
            "afresh",
            "Start afresh",
            id="write.afresh",
            tooltip="Take the saved text",
            priority=True,
        ),
        Binding(
            "escape",
            "leave",
            "Back",
            id="write.leave",
            tooltip="Leave; what was typed is kept",
            priority=True,
        ),
    ]
    DEFAULT_CSS = """
    WriteDialog .dialog-frame { height: 1fr; max-height: 100%; padding: 0 1; }
    WriteDialog LongInput { height: 1fr; }
    WriteDialog #said { padding: 1 0 0 1; }
    """

    def __init__(
        self,
        desk: Desk,
        title: str,
        save: Callable[[str, int | None], int],
        *,
        body: str,
        revision: int,
        draft: str,
        said: str = "",
    ) -> None:
        super().__init__(classes="dialog")
        self._desk = desk
        self._title = title
        self._save = save
        self._body = body
        self._revision = revision
        self._based_on: int | None = revision
        self._draft = draft
        self._said = said

    def compose(self) -> ComposeResult:
        """The text in a frame as large as the screen, and a line below it."""
        with Panel(title=self._title, classes="dialog-frame"):
            area = LongInput(self._kept())
            area.styles.height = "1fr"
            area.tab_behavior = "indent"
            area.indent_type, area.indent_width = "spaces", 3
            yield area
            yield Below(id="said")
        yield KeyFooter()

    def _kept(self) -> str:
        """The text to begin with: what was typed before, else the newest revision."""
        text = self._desk.drafts.load(self._draft)
        if not text:
            return self._body
        kept = json.loads(text)
        if kept["text"] == self._body:
            return self._body
        if not self._said:
            self._said = "What you had typed is back; ctrl+r starts afresh."
            if kept["revision"] != self._revision:
                self._said = f"You wrote this on revision {kept['revision']}; {self._revision} is the newest."
        return str(kept["text"])

    def on_mount(self) -> None:
        """The text takes the keys."""
        area = self.query_one(LongInput)
        area.focus()
        self._tell(self._said)

    def _tell(self, message: str = "", *, bad: bool = False) -> None:
        count = len(steps_of(self.query_one(LongInput).text))
        self.query_one(Panel).subtitle(
            f"{count} step{'' if count == 1 else 's'} · revision {self._revision + 1}"
        )
        tone: Tone = "bad" if bad else "near"
        self.query_one("#said", Below).show_lines((plain(message, tone) if message else plain(HINT, "dim"),))

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        text = event.text_area.text
        if text != self._body:
            self._desk.drafts.put(self._draft, json.dumps({"text": text, "revision": self._revision}))
            self._tell()

    def action_save(self) -> None:
        """Save a revision; a refusal is said below the text, and nothing is lost."""
        text = self.query_one(LongInput).text
        try:
            number = self._save(text, self._based_on)
        except RuleBroken as refusal:
            if refusal.field == "based_on":
                self._based_on = None
            self._tell(str(refusal), bad=True)
            return
        self._desk.drafts.clear(self._draft)
        self.dismiss(number)

    def action_afresh(self) -> None:
        """Take the saved text again."""
        self._desk.drafts.clear(self._draft)
        self.query_one(LongInput).load_text(self._body)
        self._tell()

    def action_leave(self) -> None:
        """Leave; the draft stays."""
        self.dismiss(None)
