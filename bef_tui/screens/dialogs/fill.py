"""A form in a dialog; what is typed outlives a refusal, an escape and a dropped line."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from bef_tui import services
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.screens.desk import Desk
from bef_tui.widgets.form import Field, Filled, Form
from bef_tui.widgets.form.fields import raw_of
from bef_tui.widgets.key_footer import KeyFooter
from bef_tui.widgets.panel import Panel

T = TypeVar("T")


class FillDialog(ModalScreen[T | None]):
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

    def compose(self) -> ComposeResult:
        """The form in its frame, and the keys."""
        with Panel(title=self._title, hug=True, classes="dialog-frame"):
            yield Form(self._fields, self._values, raw=self._kept())
        yield KeyFooter()

    def on_mount(self) -> None:
        """Say when something typed earlier was brought back."""
        if self._kept():
            self.query_one(Panel).subtitle("what you had typed is back · ctrl+r starts afresh", "near")

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
        if isinstance(refusal, services.records.Conflict) and refusal.field:
            self._theirs[refusal.field] = refusal.theirs
        self.query_one(Form).refuse(refusal.field, str(refusal))

    def action_save(self) -> None:
        """Read the form and save it."""
        self.query_one(Form).action_submit()

    def action_afresh(self) -> None:
        """Forget what was typed before."""
        self.query_one(Form).restore(
            {one.name: raw_of(one, self._values.get(one.name)) for one in self._fields}
        )
        self._desk.drafts.clear(self._draft)
        self.query_one(Panel).subtitle("")

    def action_leave(self) -> None:
        """Leave the form; the draft stays."""
        self.dismiss(None)
