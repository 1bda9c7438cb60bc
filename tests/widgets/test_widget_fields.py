"""Fields as values: what was typed is read, or one line says why not."""

from datetime import date
from decimal import Decimal

import pytest

from bef_tui.widgets.form import (
    DONE_QUESTION,
    DUE_QUESTION,
    OWNER_QUESTION,
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
from bef_tui.widgets.form.fields import decimal_of, raw_of

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


def test_a_nul_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="NUL"):
        TextField("title", "Title").read("a\0b")
    with pytest.raises(ValueError, match="NUL"):
        RecordField("owner", "Owner", options=PEOPLE, other=str).read("a\0b")


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("3", "3"),
        ("1,200.50", "1200.50"),
        ("1.200,50", "1200.50"),
        ("1 200,5", "1200.5"),
        ("1,200", "1200"),
        ("3,5", "3.5"),
        ("40 %", "40"),
        ("−3", "-3"),
        ("€12", "12"),
    ],
)
def test_numbers_are_read_as_people_type_them(raw: str, number: str) -> None:
    assert decimal_of(raw) == Decimal(number)


@pytest.mark.parametrize("raw", ["abc", "1.2.3", "nan", "inf", "--2", ","])
def test_what_is_no_number_says_so(raw: str) -> None:
    with pytest.raises(ValueError, match="no number"):
        decimal_of(raw)


def test_numbers_keep_their_limits() -> None:
    field = NumberField("n", "N", whole=True, least=0, most=10)
    assert field.read("10") == 10
    assert isinstance(field.read("10"), int)
    assert field.read("") is None
    for raw, said in (("1.5", "whole"), ("-1", "below 0"), ("11", "above 10")):
        with pytest.raises(ValueError, match=said):
            field.read(raw)


def test_money_is_whole_minor_units() -> None:
    field = MoneyField("price", "Price")
    assert field.read("1,234.50") == 123450
    assert raw_of(field, 123450) == "1,234.50"
    assert field.read(raw_of(field, -5)) == -5
    assert MoneyField("yen", "Yen", decimals=0).read("500") == 500
    with pytest.raises(ValueError, match="At most 2 digits"):
        field.read("1.005")


def test_every_kind_shows_a_value_as_it_would_be_typed() -> None:
    values: dict[str, object] = {
        "title": "T",
        "owner": 2,
        "due": date(2026, 12, 1),
        "cadence": "daily",
        "hours": 1.5,
    }
    values |= {"shared": True, "why": "w\nx", "known": ""}
    for field in FIELDS:
        raw = raw_of(field, values[field.name])
        if raw or not field.required:
            assert field.read(raw) == values[field.name]


def test_a_choice_says_when_it_is_none_of_them() -> None:
    field = ChoiceField("c", "C", options=options_of("daily", "weekly", "weekdays"))
    assert field.read("d") == "daily"
    with pytest.raises(ValueError, match="none of these"):
        field.read("week")
    assert field.read("") is None
