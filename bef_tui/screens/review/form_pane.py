"""A step that is a form: Land and Close. Every key is kept, and esc lets the commands be typed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from bef_tui.screens.review.pane import StepPane
from bef_tui.widgets.form import Form
from bef_tui.widgets.lines import Lines, Wrapped
from bef_tui.widgets.text import plain

if TYPE_CHECKING:
    from bef_tui.framework.agenda import StepKey
    from bef_tui.widgets.form import Field


class FormPane(StepPane, can_focus=True):
    """Fields to fill in. What is typed is a draft until the step is left forwards.

    While a field has the focus letters are text; esc rests on the pane, where they are commands again.
    """

    STEP: ClassVar[StepKey]
    KNOWN: ClassVar[type[Lines]] = Wrapped
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape",
            "rest",
            "Commands",
            id="review.rest",
            key_display="esc",
            tooltip="Leave the fields, so that letters are commands: a i f u n b",
        ),
        Binding(
            "enter,tab",
            "write",
            "Write",
            id="review.write_on",
            key_display="enter",
            tooltip="Back to the fields",
        ),
    ]
    DEFAULT_CSS = """
    FormPane:focus { border: none; }
    """

    def compose(self) -> ComposeResult:
        """What is worth knowing, and the fields."""
        if self.HINT:
            yield Wrapped((plain(self.HINT, "dim"),), classes="step-hint")
        yield self.KNOWN(id="known")
        kept = self.page.desk.drafts.load(self.draft)
        yield Form(self.fields(), self.values(), raw=json.loads(kept) if kept else None)

    @property
    def draft(self) -> str:
        """The key under which what is typed is kept."""
        return f"review.{self.review_id}.{self.STEP}"

    def fields(self) -> Sequence[Field]:
        """What is asked."""
        return ()

    def values(self) -> dict[str, Any]:
        """What was answered before."""
        return {}

    def save(self, given: dict[str, Any]) -> None:
        """Save what was filled in, and go on; ``RuleBroken`` is said at its field."""

    @property
    def resting(self) -> bool:
        """Whether letters are commands now."""
        return self.has_focus

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One leaves the fields from a field, and goes back from outside."""
        if action in ("rest", "write"):
            return self.resting == (action == "write")
        return True

    def take_keys(self) -> None:
        """The form takes them by itself."""

    def tell_detail(self) -> None:
        """There is no list here."""

    def leave(self) -> bool:
        """Going on saves the fields first."""
        self.query_one(Form).action_submit()
        return False

    def action_rest(self) -> None:
        """Leave the fields."""
        self.focus()

    def action_write(self) -> None:
        """Back to the fields."""
        self.query_one(Form).focus_field(self.fields()[0].name)

    def on_form_typed(self, message: Form.Typed) -> None:
        """Keep every key."""
        self.page.desk.drafts.put(self.draft, json.dumps(message.raw))

    def on_form_submitted(self, message: Form.Submitted) -> None:
        """Save the fields and go on."""
        from bef_tui.framework.errors import RuleBroken

        try:
            self.save(dict(message.filled.values))
        except RuleBroken as refusal:
            self.query_one(Form).refuse(refusal.field, str(refusal))
