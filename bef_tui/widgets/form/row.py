"""One field of a form: its label, where one types, and below it what helps or what is wrong."""

from textual import events
from textual.app import ComposeResult
from textual.content import Content

from bef_tui.widgets.form.editors import LineInput, LongInput, Switcher
from bef_tui.widgets.form.fields import (
    ChoiceField,
    DayField,
    Field,
    FlagField,
    LongTextField,
    MoneyField,
    NumberField,
    Option,
    RecordField,
    TextField,
    options_of,
)
from bef_tui.widgets.form.picker import Picker
from bef_tui.widgets.glyphs import Tone, glyph
from bef_tui.widgets.lines import Lines
from bef_tui.widgets.text import cells, ends, plain, shorten

Editor = LineInput | LongInput | Switcher
_FEW = 7
_HAIRLINE = 2
"""What the line beside a long text takes: it stands in the margin, so that all texts begin in one column."""


def _editor_for(one: Field, raw: str) -> Editor:
    if isinstance(one, LongTextField):
        return LongInput(raw, lines=one.lines)
    if isinstance(one, FlagField):
        return Switcher(options_of("no", "yes"), raw or "no")
    if isinstance(one, RecordField) or (isinstance(one, ChoiceField) and len(one.options) > _FEW):
        return Picker(one.options, raw)
    if isinstance(one, ChoiceField):
        options = one.options if one.required else (Option(None, "none"), *one.options)
        return Switcher(options, raw)
    placeholder = one.placeholder if isinstance(one, TextField) else ""
    replaces = isinstance(one, DayField | NumberField | MoneyField)
    return LineInput(raw, placeholder=placeholder, replaces=replaces)


class FieldRow(Lines):
    """One field: its label, where one types, and below it what helps or what is wrong.

    Label and hint are drawn by the row itself, so that a field costs two widgets and opens fast.
    """

    DEFAULT_CSS = """
    FieldRow { layout: vertical; }
    """

    def __init__(self, one: Field, raw: str, label_width: int) -> None:
        super().__init__()
        self.field = one
        self.editor = _editor_for(one, raw)
        self._label_width = label_width
        self._error = ""
        self._editor_lines = one.lines if isinstance(one, LongTextField) else 1
        self.styles.height = self.lines

    def compose(self) -> ComposeResult:
        """The editor right of the label, and what it offers below it."""
        unit = cells(self.field.unit)
        hairline = _HAIRLINE if isinstance(self.editor, LongInput) else 0
        self.editor.styles.margin = (0, unit + 1 if unit else 0, 0, self._label_width - hairline)
        yield self.editor
        if isinstance(self.editor, Picker):
            self.editor.matches.styles.margin = (0, 0, 0, self._label_width - 2)
            yield self.editor.matches

    @property
    def lines(self) -> int:
        """How many lines it takes."""
        return self._editor_lines + self.field.hint_lines

    @property
    def error(self) -> str:
        """What is wrong with this field, as shown below it."""
        return self._error

    @property
    def is_answered(self) -> bool:
        """Whether something is typed, and can be read."""
        try:
            self.field.read(self.editor.raw)
        except ValueError:
            return False
        return bool(self.editor.raw.strip())

    def check(self) -> bool:
        """Read the field and show below it why it cannot be read."""
        try:
            self.field.read(self.editor.raw)
        except ValueError as error:
            self.tell(str(error))
            return False
        self.tell()
        return True

    def tell(self, error: str = "") -> None:
        """Show an error, or what helps: how a value was understood, or the help line, while one is here."""
        self._error = error
        self.redraw()

    def draw(self, width: int) -> tuple[Content, ...]:
        """The label, free lines beside the editor, the hint."""
        lit = self.editor.has_focus
        mark = plain(" *", "near") if self.field.required else plain("")
        bar = plain(f"{glyph('cursor')} ", "accent") if lit else plain("  ")
        label = plain(shorten(self.field.label, self._label_width - 5), "accent" if lit else "dim")
        hints = self._hints(lit, max(8, width - self._label_width - 1))
        free = [Content(" ")] * (self._editor_lines - 1)
        indent = plain(" " * self._label_width)
        first = ends(Content("").join([bar, label, mark]), plain(self.field.unit, "dim"), width)
        return (first, *free, *(Content("").join([indent, hint]) for hint in hints))

    def _hints(self, lit: bool, width: int) -> list[Content]:
        text, tone = self._hint(lit)
        most = self.field.hint_lines
        pieces = plain(text, tone, lines=True).wrap(width) if most > 1 else []
        if len(pieces) <= 1:
            return [plain(shorten(text, width), tone)]
        if len(pieces) > most:
            rest = " ".join(piece.plain.strip() for piece in pieces[most - 1 :])
            pieces[most - 1 :] = [plain(shorten(rest, width), tone)]
        return list(pieces)

    def _hint(self, lit: bool) -> tuple[str, Tone]:
        """What is wrong, else how the value was understood, else what helps."""
        if self._error:
            return f"{glyph('missed')} {self._error}", "bad"
        try:
            echo = self._echo()
        except ValueError as error:
            return (str(error), "near") if self.field.heard else (self.field.help if lit else "", "dim")
        if echo:
            return f"{glyph('arrow')} {echo}", "plain" if lit else "dim"
        return self.field.help if lit else "", "dim"

    def _echo(self) -> str:
        if self.field.echo is None or not self.editor.raw.strip():
            return ""
        return self.field.echo(self.field.read(self.editor.raw))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Light the label and show the help; keep the line below in sight."""
        self.redraw()
        self.scroll_visible(animate=False)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Say what is wrong once one has left; an empty field is only asked for on saving."""
        if self.editor.raw.strip():
            self.check()
        else:
            self.redraw()
