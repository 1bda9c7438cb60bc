"""Forms by use: moving, choosing, what is wrong below the field, what is handed on."""

from datetime import date

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Input, TextArea

from bef_tui.widgets.form import (
    DONE_QUESTION,
    DUE_QUESTION,
    OWNER_QUESTION,
    ChoiceField,
    DayField,
    Field,
    Filled,
    FlagField,
    Form,
    LongTextField,
    NumberField,
    Option,
    RecordField,
    TextField,
    options_of,
)
from bef_tui.widgets.form.picker import Picker, matches
from bef_tui.widgets.form.row import FieldRow

PEOPLE = (Option(1, "me"), Option(2, "Ada Lovelace"), Option(3, "Adam Smith"), Option(4, "[/] Eve"))
FIELDS: tuple[Field, ...] = (
    TextField("title", "Outcome", required=True, help="What will be true?"),
    RecordField("owner", "Owner", options=PEOPLE, required=True, question=OWNER_QUESTION),
    DayField("due", "Deadline", required=True, question=DUE_QUESTION),
    TextField("known", "Done when", required=True, question=DONE_QUESTION),
    ChoiceField("cadence", "Cadence", options=options_of("daily", "weekly", "monthly")),
    NumberField("hours", "Effort", unit="h", least=0),
    FlagField("shared", "Shared"),
    LongTextField("why", "Why"),
)


class FormApp(App[None]):
    def __init__(
        self,
        fields: tuple[Field, ...] = FIELDS,
        values: dict[str, object] | None = None,
        raw: dict[str, str] | None = None,
    ) -> None:
        super().__init__()
        self.form = Form(fields, values, raw=raw)
        self.filled: list[Filled] = []
        self.typed: list[dict[str, str]] = []

    def compose(self) -> ComposeResult:
        yield self.form

    def on_form_submitted(self, event: Form.Submitted) -> None:
        self.filled.append(event.filled)

    def on_form_typed(self, event: Form.Typed) -> None:
        self.typed.append(event.raw)

    def row(self, name: str) -> FieldRow:
        return next(row for row in self.query(FieldRow) if row.field.name == name)

    @property
    def here(self) -> str:
        return next(row.field.name for row in self.query(FieldRow) if row.editor.has_focus)


async def test_a_form_is_filled_with_the_keyboard_alone() -> None:
    app = FormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"Ship it", "enter", *"ada l", "enter", *"2026-12-01", "tab", *"Live", "down")
        await pilot.press("right", "right", "left", "enter", *"1,5", "tab", "space", "tab", *"why", "ctrl+s")
        [filled] = app.filled
        assert dict(filled.values) == {
            "title": "Ship it",
            "owner": 2,
            "due": date(2026, 12, 1),
            "known": "Live",
            "cadence": "daily",
            "hours": 1.5,
            "shared": True,
            "why": "why",
        }
        assert filled.changed == filled.values
        assert filled.opened == {}
        with pytest.raises(TypeError):
            filled.values["title"] = "other"  # type: ignore[index]


async def test_only_what_changed_is_said_to_have_changed() -> None:
    values: dict[str, object] = {
        "title": "Ship it",
        "owner": 1,
        "due": date(2026, 12, 1),
        "known": "Live",
        "cadence": "weekly",
        "hours": 2.0,
        "shared": False,
        "why": "",
    }
    app = FormApp(values=values)
    async with app.run_test(size=(80, 24)) as pilot:
        assert not app.form.is_changed
        await pilot.press("end", "!", "ctrl+s")
        assert app.form.is_changed
        assert dict(app.filled[0].changed) == {"title": "Ship it!"}
        assert dict(app.filled[0].opened) == values


STANDING: dict[str, object] = {"due": date(2026, 11, 22), "owner": 2, "hours": 1.5, "title": "Ship it"}


@pytest.mark.parametrize(
    ("name", "typed", "raw"),
    [
        ("due", "2026-12-01", "2026-12-01"),
        ("owner", "ada", "Ada Lovelace"),
        ("owner", "zo", "zo"),
        ("hours", "7", "7"),
        ("title", "!", "Ship it!"),
    ],
)
async def test_a_key_takes_the_place_of_a_value_and_goes_on_in_a_text(
    name: str, typed: str, raw: str
) -> None:
    app = FormApp(values=STANDING)
    async with app.run_test(size=(80, 24)) as pilot:
        app.form.focus_field("why")
        await pilot.pause()
        app.form.focus_field(name)
        await pilot.pause()
        await pilot.press(*typed, "tab")
        assert app.form.raw[name] == raw


async def test_an_arrow_keeps_what_stands_there() -> None:
    app = FormApp(values=STANDING)
    async with app.run_test(size=(80, 24)) as pilot:
        app.form.focus_field("due")
        await pilot.pause()
        await pilot.press("right", "backspace", "3")
        assert app.form.raw["due"] == "2026-11-23"


async def test_a_form_opens_where_the_first_answer_is_missing() -> None:
    for values, here in ((STANDING, "known"), ({}, "title"), (STANDING | {"known": "Live"}, "title")):
        app = FormApp(values=values)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert app.here == here


async def test_the_three_questions_are_asked() -> None:
    app = FormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"Ship it", "ctrl+s")
        assert app.filled == []
        assert app.here == "owner"
        errors = [app.row(name).error for name in ("owner", "due", "known")]
        assert errors == [OWNER_QUESTION, DUE_QUESTION, DONE_QUESTION]
        assert [one.name for one in app.form.missing] == ["owner", "due", "known"]
        await pilot.press(*"me", "tab")
        assert [one.name for one in app.form.missing] == ["due", "known"]


async def test_what_cannot_be_read_is_said_below_the_field_and_taken_back_when_mended() -> None:
    app = FormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.form.focus_field("due")
        await pilot.press(*"frii", "tab")
        assert app.row("due").error == "'frii' is no day; write it like 2026-12-01"
        await pilot.press("shift+tab", "backspace")
        assert app.row("due").error == ""


async def test_every_change_is_told_for_a_draft_and_a_draft_comes_back() -> None:
    app = FormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"Hi", "tab", *"xyz")
        await pilot.pause()
        assert app.typed[-1]["title"] == "Hi"
        assert app.typed[-1]["owner"] == "xyz"
        assert len(app.typed) == 5
    again = FormApp(raw=app.typed[-1])
    async with again.run_test(size=(80, 24)) as pilot:
        assert again.form.raw == app.typed[-1]
        assert again.form.is_changed
        again.form.restore({"title": "Other", "why": "two\nlines", "cadence": "weekly", "gone": "field"})
        assert again.form.raw["title"] == "Other"
        assert again.form.raw["why"] == "two\nlines"
        assert again.form.raw["cadence"] == "weekly"


async def test_a_refusal_from_outside_is_shown_at_its_field() -> None:
    app = FormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.form.refuse("due", "That day is over")
        await pilot.pause()
        assert app.here == "due"
        assert app.row("due").error == "That day is over"
        app.form.refuse(None, "Seven commitments are enough")
        await pilot.pause()
        assert "Seven commitments are enough" in str(app.form.query_one(".form-asks").render())


async def test_a_letter_chooses_and_reaches_no_command() -> None:
    app = FormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.form.focus_field("cadence")
        await pilot.press("m")
        assert app.form.raw["cadence"] == "monthly"
        await pilot.press("left", "left", "left")
        assert app.form.raw["cadence"] == ""
        await pilot.press("q", "left")
        assert app.form.raw["cadence"] == "monthly"
        assert app.is_running


async def test_the_picker_finds_by_any_part_of_a_name() -> None:
    app = FormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.form.focus_field("owner")
        picker = app.row("owner").editor
        assert isinstance(picker, Picker)
        await pilot.press("a")
        assert [option.label for option in picker.matches.found] == ["Ada Lovelace", "Adam Smith"]
        await pilot.press("down", "enter")
        assert picker.raw == "Adam Smith"
        assert app.here == "due"
        await pilot.press("shift+tab", "down", "escape")
        assert not picker.matches.is_open
        assert picker.raw == "Adam Smith"


def test_matches_hold_every_word_and_prefer_beginnings() -> None:
    assert [option.value for option in matches(PEOPLE, "smith ad")] == [3]
    assert [option.value for option in matches((*PEOPLE, Option(5, "Eve")), "eve")] == [5, 4]
    assert matches(PEOPLE, "zzz") == ()


async def test_new_names_are_taken_where_they_are_welcome() -> None:
    field = RecordField("owner", "Owner", options=PEOPLE, other=lambda raw: ("new", raw))
    app = FormApp((field,))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"Zoe", "ctrl+s")
        assert app.filled[0].values["owner"] == ("new", "Zoe")


async def test_a_long_form_scrolls_to_where_one_types() -> None:
    fields = tuple(TextField(f"f{n}", f"Field {n}") for n in range(20))
    app = FormApp(fields)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("shift+tab")
        await pilot.pause()
        editor = app.row("f19").editor
        assert editor.region.bottom < 24
        await pilot.press("enter")
        assert len(app.filled) == 1


async def test_nothing_blinks() -> None:
    app = FormApp()
    async with app.run_test(size=(80, 24)):
        assert all(not one.cursor_blink for one in app.query(Input))
        assert all(not one.cursor_blink for one in app.query(TextArea))


async def test_hostile_text_is_held_as_given() -> None:
    hostile = "[/] [@click=app.quit]x[/] \x1b]0;owned\x07"
    app = FormApp(
        (TextField("title", hostile, help=hostile), LongTextField("why", "Why")),
        {"title": hostile, "why": hostile},
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+s")
        assert app.filled[0].values["title"] == hostile
        assert app.filled[0].values["why"] == hostile


async def test_the_line_one_types_on_has_the_ground_of_the_form() -> None:
    app = FormApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        editor = app.row("title").editor
        strip = editor.render_line(0)
        grounds = [style.bgcolor for _, style, _ in strip if style is not None and style.underline]
        assert grounds == [editor.visual_style.rich_style.bgcolor]
