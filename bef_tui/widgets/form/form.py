"""The form: any list of fields, drawn and read in one way everywhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, TextArea

from bef_tui.widgets.form.editors import Switcher
from bef_tui.widgets.form.fields import (
    Field,
    Filled,
    raw_of,
)
from bef_tui.widgets.form.picker import Picker
from bef_tui.widgets.form.row import FieldRow
from bef_tui.widgets.glyphs import Tone, glyph
from bef_tui.widgets.lines import Lines
from bef_tui.widgets.text import cells, plain

_LABEL_WIDEST = 22
_ASKS_INDENT = 2


class Asked(Lines):
    """The questions, as many on a line as fit whole."""

    def draw(self, width: int) -> tuple[Content, ...]:
        """The lines at this width."""
        return _packed(self._given, width)


def _packed(parts: Sequence[Content], width: int) -> tuple[Content, ...]:
    lines: list[Content] = []
    for part in parts:
        longer = Content("   ").join([lines[-1], part]) if lines else part
        if lines and longer.cell_length <= width:
            lines[-1] = longer
        else:
            lines.append(part)
    return tuple(lines)


class Form(Vertical):
    """Fields in one column: tab and enter move on, ctrl+s saves.

    Says ``Submitted`` with the values once every field can be read, and ``Typed`` with the raw text on each change.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "submit", "Save", id="form.save", tooltip="Save what the form holds"),
        Binding("enter", "next", "Next field", show=False, id="form.next", tooltip="Go to the next field"),
        Binding("down", "app.focus_next", "Next field", show=False, id="form.down", tooltip="Next field"),
        Binding("up", "app.focus_previous", "Field before", show=False, id="form.up", tooltip="Field before"),
    ]
    DEFAULT_CSS = """
    Form { height: 1fr; }
    Form > VerticalScroll { height: 1fr; padding: 0 1 0 0; scrollbar-size-vertical: 1; }
    Form > .form-asks { height: auto; padding: 0 0 0 2; }
    """

    @dataclass
    class Submitted(Message):
        """The form was read whole and is to be saved."""

        form: "Form"
        filled: Filled

        @property
        def control(self) -> "Form":
            """The form that says it."""
            return self.form

    @dataclass
    class Typed(Message):
        """Something was typed; ``raw`` is the text of every field, for a draft."""

        form: "Form"
        raw: dict[str, str]

        @property
        def control(self) -> "Form":
            """The form that says it."""
            return self.form

    def __init__(
        self,
        fields: Sequence[Field],
        values: Mapping[str, object] | None = None,
        *,
        raw: Mapping[str, str] | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._fields = tuple(fields)
        self._opened = dict(values or {})
        opened_raw = {one.name: raw_of(one, self._opened.get(one.name)) for one in self._fields}
        self._opened_raw = opened_raw
        width = min(_LABEL_WIDEST, max((cells(one.label) for one in self._fields), default=0)) + 6
        texts = {**opened_raw, **(raw or {})}
        self._rows = {one.name: FieldRow(one, texts[one.name], width) for one in self._fields}
        self._asks = Asked(classes="form-asks")
        self._last_typed = {name: row.editor.raw for name, row in self._rows.items()}

    def compose(self) -> ComposeResult:
        """The fields, and below them the questions that have no answer yet."""
        with VerticalScroll(can_focus=False):
            yield from self._rows.values()
        yield self._asks

    def on_mount(self) -> None:
        """Start in the first required field that was opened empty, else in the first; a draft changes nothing."""
        self._ask()
        rows = list(self._rows.values())
        empty = (row for row in rows if row.field.required and not self._opened_raw[row.field.name].strip())
        first = next(empty, rows[0] if rows else None)
        if first is not None:
            first.editor.focus(scroll_visible=first is not rows[0])

    @property
    def raw(self) -> dict[str, str]:
        """What is typed in every field."""
        return {name: row.editor.raw for name, row in self._rows.items()}

    def lines_needed(self, width: int) -> int:
        """How many lines it takes to show every field at once, with what is asked below them, at this width."""
        asked = len(_packed(self._questions(), width - _ASKS_INDENT))
        return sum(row.lines for row in self._rows.values()) + asked

    @property
    def is_changed(self) -> bool:
        """Whether anything differs from what the form was opened with."""
        return any(raw != self._opened_raw[name] for name, raw in self.raw.items())

    @property
    def missing(self) -> tuple[Field, ...]:
        """The required fields that have no answer that can be read yet."""
        return tuple(one for one in self._fields if one.required and not self._rows[one.name].is_answered)

    def restore(self, raw: Mapping[str, str]) -> None:
        """Put a draft's text back into the fields."""
        for name, text in raw.items():
            if name in self._rows:
                self._rows[name].editor.raw = text

    def refuse(self, name: str | None, message: str) -> None:
        """Show a refusal from outside below a field and go there; without a known field, below the form."""
        row = self._rows.get(name or "")
        if row is None:
            self._asks.show_lines((plain(f"{glyph('missed')} {message}", "bad"),))
            return
        row.tell(message)
        row.editor.focus()

    def focus_field(self, name: str) -> None:
        """Go to a field."""
        self._rows[name].editor.focus()

    def action_next(self) -> None:
        """Go to the next field; from the last one, save."""
        rows = list(self._rows.values())
        here = next((place for place, row in enumerate(rows) if row.editor.has_focus), len(rows) - 1)
        if here + 1 < len(rows):
            rows[here + 1].editor.focus()
        else:
            self.action_submit()

    def action_submit(self) -> None:
        """Read every field; go to the first that cannot be read, or say ``Submitted``."""
        for row in self._rows.values():
            if isinstance(row.editor, Picker):
                row.editor.take()
        wrong = [row for row in self._rows.values() if not row.check()]
        self._ask()
        if wrong:
            wrong[0].editor.focus()
            return
        # What is submitted is no longer typed: a change that is still on its way must not make a draft of it again.
        self._last_typed = self.raw
        values = {name: row.field.read(row.editor.raw) for name, row in self._rows.items()}
        self.post_message(self.Submitted(self, Filled.of(values, self._opened)))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_next()

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Switcher.Changed)
    def _typed(self, event: Input.Changed | TextArea.Changed | Switcher.Changed) -> None:
        event.stop()
        raw = self.raw
        if raw == self._last_typed:
            return
        for name, text in raw.items():
            if text != self._last_typed[name]:
                self._rows[name].tell()
        self._last_typed = raw
        self._ask()
        self.post_message(self.Typed(self, raw))

    def _ask(self) -> None:
        self._asks.show_lines(self._questions())

    def _questions(self) -> tuple[Content, ...]:
        asked = [one for one in self._fields if one.required and one.question]
        parts: list[Content] = []
        for one in asked:
            answered = self._rows[one.name].is_answered
            tone: Tone = "good" if answered else "near"
            sign = plain(glyph("done") if answered else glyph("open"), tone)
            parts.append(Content(" ").join([sign, plain(one.question, "dim" if answered else "plain")]))
        return tuple(parts)
