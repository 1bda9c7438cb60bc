"""A form in a dialog; what is typed outlives a refusal, an escape and a dropped line."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from bef_tui import services
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.screens.careful import Careful
from bef_tui.screens.desk import Desk
from bef_tui.screens.dialogs.gone import ask_back
from bef_tui.screens.frugal import FrugalDialog
from bef_tui.widgets.form import Field, Filled, Form
from bef_tui.widgets.form.fields import raw_of
from bef_tui.widgets.key_footer import KeyFooter
from bef_tui.widgets.panel import Panel
from bef_tui.widgets.text import shorten

T = TypeVar("T")

FRAME_WIDTH = 76
"""How wide a dialog is where there is room; its two edges and its padding are part of it."""
FRAME_LINES = 3
"""What the frame of a dialog takes of its height: two edges and a blank line."""
FOOTER_LINES = 1
"""What the keys below a dialog take of the screen."""


class FillDialog(Careful, FrugalDialog[T | None]):
    """A form; gives what ``save`` gave, or None when it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="form.save", tooltip="Save what is filled in", priority=True),
        Binding(
            "ctrl+r",
            "afresh",
            "Start afresh",
            id="form.afresh",
            tooltip="Forget what was typed before",
            show=False,
        ),
        Binding(
            "ctrl+t",
            "theirs",
            "Take theirs",
            id="form.theirs",
            tooltip="Take what somebody else wrote meanwhile",
            priority=True,
        ),
        Binding("escape", "leave", "Back", id="form.leave", tooltip="Leave the form; what was typed is kept"),
    ]

    def __init__(
        self,
        desk: Desk,
        title: str,
        fields: Sequence[Field],
        save: Callable[[Filled, Now], T],
        *,
        values: Mapping[str, object],
        draft: str,
    ) -> None:
        super().__init__(classes="dialog")
        self._desk = desk
        self._title = title
        self._fields = tuple(fields)
        self._save = save
        self._values = values
        self._draft = draft
        self._theirs: dict[str, object] = {}
        self._asked = ""

    def compose(self) -> ComposeResult:
        """The form in its frame, and the keys."""
        with Panel(title=self._title, hug=True, classes="dialog-frame"):
            yield Form(self._fields, self._values, raw=self._kept())
        yield KeyFooter()

    def on_mount(self) -> None:
        """Say when something typed earlier was brought back, else what the mark at a label means."""
        if self._kept():
            self.query_one(Panel).subtitle("what you had typed is back · ctrl+r starts afresh", "near")
        else:
            self._say_needed()

    def _say_needed(self) -> None:
        needed = any(one.required for one in self._fields)
        self.query_one(Panel).subtitle("* needed" if needed else "", "dim")

    def on_resize(self, event: events.Resize) -> None:
        """As high as its fields; on a low screen all of it but the keys, and the fields scroll if they must."""
        form, room = self.query_one(Form), event.size.height - FOOTER_LINES
        wanted = form.lines_needed(min(FRAME_WIDTH, event.size.width) - 4)
        tight = wanted + FRAME_LINES > room
        self.query_one(Panel).set_class(tight, "-tight")
        form.styles.height = max(2, min(wanted, room - FRAME_LINES + tight))

    def _kept(self) -> dict[str, str] | None:
        text = self._desk.drafts.load(self._draft)
        if not text:
            return None
        kept: dict[str, str] = json.loads(text)
        return kept

    def on_form_typed(self, message: Form.Typed) -> None:
        """Keep every key."""
        self._desk.drafts.put(self._draft, json.dumps(dict(message.raw)))

    def on_form_submitted(self, message: Form.Submitted) -> None:
        """Save; a rule that refuses is shown at its field, and nothing is lost."""
        filled = message.filled
        if self._theirs:
            opened = {**filled.opened, **self._theirs}
            filled = replace(filled, opened=MappingProxyType(opened))
        try:
            result = self._save(filled, self._desk.now())
        except RuleBroken as refusal:
            self._refuse(refusal)
            return
        self._desk.drafts.clear(self._draft)
        self.dismiss(result)

    def _refuse(self, refusal: RuleBroken) -> None:
        form = self.query_one(Form)
        if isinstance(refusal, services.records.Conflict) and refusal.field:
            self._theirs[refusal.field] = refusal.theirs
            self._asked = refusal.field
            theirs = shorten(self._raw(refusal.field, refusal.theirs) or "nothing", 18)
            form.refuse(refusal.field, f"now “{theirs}” · ctrl+s keeps yours, ctrl+t theirs")
            self.refresh_bindings()
        elif not ask_back(self, self._desk, refusal, form.action_submit):
            form.refuse(refusal.field, str(refusal))

    def _raw(self, name: str, value: object) -> str:
        field = next((one for one in self._fields if one.name == name), None)
        return str(value or "") if field is None else raw_of(field, value)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Theirs can be taken while there is something of theirs."""
        return bool(self._asked) if action == "theirs" else True

    def action_theirs(self) -> None:
        """Take what somebody else wrote meanwhile into the field that was asked about."""
        name, self._asked = self._asked, ""
        self.query_one(Form).restore({name: self._raw(name, self._theirs[name])})
        self.refresh_bindings()

    def action_save(self) -> None:
        """Read the form and save it."""
        self.query_one(Form).action_submit()

    def action_afresh(self) -> None:
        """Forget what was typed before."""
        self.query_one(Form).restore(
            {one.name: raw_of(one, self._values.get(one.name)) for one in self._fields}
        )
        self._desk.drafts.clear(self._draft)
        self._say_needed()

    def action_leave(self) -> None:
        """Leave the form; the draft stays."""
        self.dismiss(None)
