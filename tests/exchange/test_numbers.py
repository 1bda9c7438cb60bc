from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bef_tui.exchange.numbers import (
    Quantity,
    parse_money,
    parse_number,
    parse_quantity,
    say_money,
    say_number,
)
from bef_tui.exchange.problems import NotUnderstood


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1200", "1200"),
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1 234,50", "1234.50"),
        ("1'234.50", "1234.50"),
        ("1\u00a0234", "1234"),
        ("1 234.567", "1234.567"),
        ("1,234,567", "1234567"),
        ("1.234.567,8", "1234567.8"),
        ("1,5", "1.5"),
        ("1.5", "1.5"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        ("1234.567", "1234.567"),
        ("1.2340", "1.234"),
        (".5", "0.5"),
        ("12k", "12000"),
        ("1,5K", "1500"),
        ("2.25m", "2250000"),
        ("1bn", "1000000000"),
        ("-3", "-3"),
        ("−3", "-3"),
        ("+3", "3"),
        ("  7 ", "7"),
        ("007", "7"),
    ],
)
def test_numbers_as_people_type_them(typed: str, value: str) -> None:
    assert parse_number(typed) == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "value", "unit"),
    [
        ("40 %", "40", "%"),
        ("40%", "40", "%"),
        ("€ 1200", "1200", "€"),
        ("1200 €", "1200", "€"),
        ("EUR 12k", "12000", "EUR"),
        ("12k usd", "12000", "usd"),
        ("-$5", "-5", "$"),
        ("$-5", "-5", "$"),
        ("3", "3", ""),
    ],
)
def test_the_unit_is_told(typed: str, value: str, unit: str) -> None:
    assert parse_quantity(typed) == Quantity(Decimal(value), unit)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("1,234", "can be 1234 or 1.234"),
        ("12.345", "can be 12345 or 12.345"),
        ("1.234k", "can be 1234 or 1.234"),
        ("1,23.4", "odd places"),
        ("1.2.3", "odd places"),
        ("1,2,3.4", "odd places"),
        ("1,234.5,6", "odd places"),
        ("12 34", "odd places"),
        ("1 2345", "odd places"),
        ("€ 5 %", "two units"),
        ("--5", "no number"),
        ("-$-5", "no number"),
        ("", "no number"),
        ("NaN", "no number"),
        ("inf", "no number"),
        ("1e5", "no number"),
        ("٣", "no number"),
        ("twelve", "no number"),
        ("9" * 16, "too large"),
        ("9" * 5000, "no number"),
        ("999999999bn", "too large"),
    ],
)
def test_refusals_explain_themselves(typed: str, says: str) -> None:
    with pytest.raises(NotUnderstood) as refusal:
        parse_number(typed)
    assert says in str(refusal.value)
    assert len(str(refusal.value)) < 200


@pytest.mark.parametrize("typed", ["1.2340", "1234"])
def test_both_ways_out_of_a_riddle_work(typed: str) -> None:
    assert parse_number(typed) in (Decimal("1.234"), Decimal(1234))


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("€ 1200", 120_000),
        ("1,234", 123_400),
        ("1.234", 123_400),
        ("1.234,50", 123_450),
        ("0.05", 5),
        ("12k", 1_200_000),
    ],
)
def test_money_is_minor_units(typed: str, minor: int) -> None:
    assert parse_money(typed) == minor


def test_money_follows_its_currency() -> None:
    assert parse_money("1200", digits=0) == 1200
    assert parse_money("0.125", digits=3) == 125


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("40 %", "a share"),
        ("0.055", "finer"),
        ("1.2345", "finer"),
        ("1.234k", "can be"),
        ("free", "no number"),
    ],
)
def test_money_refused(typed: str, says: str) -> None:
    with pytest.raises(NotUnderstood, match=says):
        parse_money(typed)


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        ("1234.50", "", "1 234.5"),
        ("40.0", "%", "40 %"),
        ("1200", "€", "€ 1 200"),
        ("-0.0", "", "0"),
        ("1E+3", "", "1 000"),
        ("1.234", "", "1.2340"),
        ("-1234567.891", "", "-1 234 567.891"),
    ],
)
def test_numbers_as_shown(value: str, unit: str, shown: str) -> None:
    assert say_number(Decimal(value), unit).replace("\u00a0", " ") == shown


def test_money_as_shown() -> None:
    assert say_money(120_050, "€").replace("\u00a0", " ") == "€ 1 200.50"
    assert say_money(-120_000, "EUR").replace("\u00a0", " ") == "-1 200 EUR"
    assert say_money(5) == "0.05"
    assert say_money(1200, "¥", digits=0).replace("\u00a0", " ") == "¥ 1 200"


@given(
    st.decimals(-(10**14), 10**14, allow_nan=False, allow_infinity=False, places=4),
    st.sampled_from(["", "%", "€", "USD"]),
)
def test_a_shown_number_can_be_typed_back(value: Decimal, unit: str) -> None:
    shown = say_number(value, unit)
    assert parse_quantity(shown) == Quantity(value, unit)


@given(st.integers(-(10**16), 10**16), st.sampled_from(["", "€", "USD"]))
def test_shown_money_can_be_typed_back(minor: int, currency: str) -> None:
    assert parse_money(say_money(minor, currency)) == minor


@given(st.text() | st.from_regex(r"[+-]?[0-9., ]{0,14}[k%€]?", fullmatch=True))
def test_any_text_is_a_number_or_a_refusal(typed: str) -> None:
    try:
        assert parse_number(typed).is_finite()
    except NotUnderstood as refusal:
        assert str(refusal).isprintable()
