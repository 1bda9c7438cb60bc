"""Columns become fields: by their names, by their values, as the user says; and what is not proven is not guessed."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bef_tui.exchange.cells import (
    DateOrder,
    DecimalSign,
    decimal_sign,
    order_of,
    parse_cell_amount,
    parse_cell_day,
)
from bef_tui.exchange.mapping import Mapping, corrected, from_plain, guess, in_words, problem, to_plain
from bef_tui.exchange.people import read_contacts, read_deals
from bef_tui.exchange.problems import BadInput, NotUnderstood
from bef_tui.exchange.tables import Table, read_table

DEALS = "Opportunity ID;Deal Name;Firma;Phase;Betrag;Erstellt am;Abschlussdatum\n"


def table(text: str) -> Table:
    """A table of this text."""
    return read_table(text, "t.csv")


def deals(*rows: str) -> Table:
    """A table of deals."""
    return table(DEALS + "".join(f"{row}\n" for row in rows))


# Days


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["13.02.2017", "01.02.2017"], "DMY"),
        (["02/13/2017", "01/02/2017"], "MDY"),
        (["25-10-16", "20-10-16", "01-03-17"], "DMY"),
        (["10-25-16"], "MDY"),
        (["99-12-31"], "YMD"),
        (["", "2017-03-02", "no day", "13.02.17", "14.02.17"], "DMY"),
    ],
)
def test_days_that_prove_their_order(texts: list[str], order: DateOrder) -> None:
    assert order_of(texts) == (order, "")


@pytest.mark.parametrize(
    ("texts", "shown"),
    [
        (["03.04.2017", "05.06.2017"], "03.04.2017"),
        (["03-04-17", "05-06-17", "07-06-17"], "03-04-17"),
        (["25-10-16"], "25-10-16"),  # the year may be 2016 or 2025
        (["17-03-02", "17-03-25"], "17-03-02"),
        (["13/02/2017", "02/13/2017"], "13/02/2017 and 02/13/2017"),
    ],
)
def test_days_that_do_not_prove_it(texts: list[str], shown: str) -> None:
    assert order_of(texts) == (None, shown)


def test_days_that_need_no_order() -> None:
    assert order_of(["2017-03-02", "2 Mar 2017", ""]) == (None, "")


@given(st.lists(st.dates(date(1990, 1, 1), date(2060, 1, 1)), min_size=1), st.sampled_from(["DMY", "MDY"]))
def test_an_order_that_is_proven_is_the_one_it_was_written_in(days: list[date], order: DateOrder) -> None:
    form = {"DMY": "%d/%m/%Y", "MDY": "%m/%d/%Y"}[order]
    texts = [day.strftime(form) for day in days]
    found, shown = order_of(texts)
    assert (found == order) or (found is None and shown in texts)
    assert (found is None) == all(day.day <= 12 for day in days)
    assert [parse_cell_day(text, order) for text in texts] == days


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("31-12-17", "DMY", date(2017, 12, 31)),
        ("31-12-71", "DMY", date(1971, 12, 31)),
        ("17-12-31", "YMD", date(2017, 12, 31)),
        ("1.2.2017", "DMY", date(2017, 2, 1)),
        ("2017-02-01T23:59:00Z", None, date(2017, 2, 1)),
        ("01/02/2017 3:15 PM", "MDY", date(2017, 1, 2)),
        ("20170201", None, date(2017, 2, 1)),
        ("1. März 2017", None, date(2017, 3, 1)),
        ("Oct 1, 2017", None, date(2017, 10, 1)),
        ("01-Dez-17", None, date(2017, 12, 1)),
        ("  ", "DMY", None),
    ],
)
def test_a_day_is_read(text: str, order: DateOrder | None, day: date | None) -> None:
    assert parse_cell_day(text, order) == day


@pytest.mark.parametrize(
    ("text", "order"),
    [("31-02-17", "DMY"), ("03-04-17", None), ("42663", "DMY"), ("soon", "DMY"), ("2017-13-01", None)],
)
def test_no_day_is_made_up(text: str, order: DateOrder | None) -> None:
    with pytest.raises(NotUnderstood):
        parse_cell_day(text, order)


# Amounts


@pytest.mark.parametrize(
    ("texts", "sign"),
    [
        (["1,234.50"], "."),
        (["1.234,50 €", "3"], ","),
        (["1.234.567"], ","),
        (["10,5"], ","),
        (["1.234", "5"], None),
        (["1.5", "1,5"], None),
        (["", "17"], None),
    ],
)
def test_the_decimal_sign_is_seen(texts: list[str], sign: DecimalSign | None) -> None:
    assert decimal_sign(texts) == sign


@pytest.mark.parametrize(
    ("text", "sign", "found"),
    [
        ("1054", None, (105_400, "")),
        ("1.234", None, (123_400, "")),
        ("1.500", ".", (150, "")),
        ("1,500", ".", (150_000, "")),
        ("1.234,50 €", ",", (123_450, "EUR")),
        ("USD 1,234.50", ".", (123_450, "USD")),
        ("0", None, (0, "")),
        ("", None, (None, "")),
    ],
)
def test_an_amount_is_read(text: str, sign: DecimalSign | None, found: tuple[int | None, str]) -> None:
    assert parse_cell_amount(text, sign) == found


@pytest.mark.parametrize(
    ("text", "sign"),
    [("-5", None), ("a lot", None), ("40 %", None), ("1.234", "."), ("1,23.4", "."), ("9" * 30, None)],
)
def test_no_amount_is_made_up(text: str, sign: DecimalSign | None) -> None:
    with pytest.raises(NotUnderstood):
        parse_cell_amount(text, sign)


# Columns


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        (
            "First Name,Last Name,E-mail 1 - Value,Phone 1 - Value,Organization 1 - Name",
            {"first_name", "last_name", "email", "phone", "company"},
        ),
        ("Vorname;Nachname;E-Mail-Adresse;Telefon geschäftlich;Firma", None),
        (
            "Person - Name,Person - Organization,Person - Email,Person - Phone",
            {"name", "company", "email", "phone"},
        ),
    ],
)
def test_contacts_of_other_tools(header: str, columns: set[str] | None) -> None:
    mapping = guess(table(header + "\n"), "contacts")
    assert set(dict(mapping.columns)) == (columns or {"first_name", "last_name", "email", "phone", "company"})
    assert not mapping.unused


@pytest.mark.parametrize(
    "header",
    [
        "opportunity_id,product,account,deal_stage,engage_date,close_date,close_value",
        "Deal - ID,Deal - Title,Deal - Organization,Deal - Stage,Deal - Deal created,Deal - Closed on,Deal - Value",
        "Record ID,Deal Name,Associated Company,Deal Stage,Create Date,Close Date,Amount",
        "ID;Bezeichnung;Kunde;Phase;Angelegt am;Abschlussdatum;Wert",
    ],
)
def test_deals_of_other_tools(header: str) -> None:
    found = set(dict(guess(table(header + "\n"), "deals").columns))
    assert found - {"title", "product"} == {"id", "company", "stage", "opened_on", "closed_on", "value"}


def test_mail_and_telephone_are_known_by_their_values() -> None:
    mapping = guess(table("Wer,Weg 1,Weg 2\nAda,ada@x.de,+49 171 2345678\nBob,,0171 999999\n"), "contacts")
    assert dict(mapping.columns) == {"email": "Weg 1", "phone": "Weg 2"}


def test_a_column_is_said_and_taken_away() -> None:
    found = table("Wer,Firma,Mail\nAda,Acme,ada@x.de\n")
    mapping = corrected(guess(found, "contacts"), found, {"name": "wer", "company": ""})
    assert dict(mapping.columns) == {"name": "Wer", "email": "Mail"}
    assert mapping.unused == ("Firma",)
    for wrong in ({"nose": "Wer"}, {"name": "Nose"}):
        with pytest.raises(NotUnderstood):
            corrected(mapping, found, wrong)


def test_a_table_in_which_nothing_is_known_says_what_to_say() -> None:
    found = table("x,y\n1,2\n")
    assert "--map name=COLUMN" in problem(guess(found, "contacts"), "t.csv")
    with pytest.raises(BadInput, match="--map title=COLUMN"):
        read_deals(found, guess(found, "deals"))


def test_days_in_two_orders_are_refused_until_one_is_said() -> None:
    found = deals("1;Big;Acme;Won;100;03.04.17;05.06.17", "2;Small;Acme;Lost;1;01.02.17;03.02.17")
    mapping = guess(found, "deals")
    assert mapping.dates is None
    with pytest.raises(BadInput, match=r"03\.04\.17.*--dates dmy"):
        read_deals(found, mapping)
    for order, opened in (("DMY", date(2017, 4, 3)), ("MDY", date(2017, 3, 4))):
        reading = read_deals(found, corrected(mapping, found, dates=order))  # type: ignore[arg-type]
        assert reading.records[0].opened_on == opened


def test_a_stage_that_ends_nobody_knows_how_is_asked_for() -> None:
    found = deals("1;Big;Acme;Closed;100;2017-04-13;2017-06-05")
    mapping = guess(found, "deals")
    with pytest.raises(BadInput, match='--stage "Closed=won"'):
        read_deals(found, mapping)
    reading = read_deals(found, corrected(mapping, found, stages={"closed": "won"}))
    assert reading.records[0].status == "won"
    with pytest.raises(NotUnderstood, match="is no stage in"):
        corrected(mapping, found, stages={"Open": "won"})


def test_a_status_beside_the_stage_says_how_it_ended() -> None:
    found = table("Title,Stage,Status\nBig,Closed,Won\nSmall,Demo,lost\nNew,Demo,open\n")
    reading = read_deals(found, guess(found, "deals"))
    assert [(deal.status, deal.stage) for deal in reading.records] == [
        ("won", ""),
        ("lost", ""),
        ("open", "Demo"),
    ]


def test_a_row_that_cannot_be_a_deal_is_left_out_with_its_line() -> None:
    found = deals(
        "1;;;Won;100;2017-04-13;2017-06-05",
        "2;Big;Acme;Won;much;2017-04-13;2017-06-05",
        "3;Big;Acme;Won;1;2017-04-13;2017-02-30",
        "4;Big;Acme;Won;1;2017-04-13;2017-04-12",
        "5;Big;Acme;Open;1;2017-04-13",
        "6;Big;Acme;Open;1,50;2017-04-13;",
    )
    reading = read_deals(found, guess(found, "deals"))
    assert [deal.value_minor for deal in reading.records] == [150]
    assert [left.line for left in reading.left_out] == [2, 3, 4, 5, 6]
    assert reading.left_out[4].why == "it has 6 cells where the header has 7"


def test_what_is_no_field_stands_in_the_note() -> None:
    found = table("Name,Type,Sector,Notes\nAda,VIP,retail,likes tea\n")
    (ada,) = read_contacts(found, guess(found, "contacts")).records
    assert (ada.kind, ada.note) == (None, "likes tea\nType: VIP\nSector: retail")


def test_rows_without_an_id_are_told_apart_by_what_they_say() -> None:
    found = table("Title,Company\nBig,Acme\nBig,Acme\nBig,Other\n")
    again = table("Company,Title,New\nAcme,Big,x\nAcme,big,y\nOther,Big,z\n")
    ids = [deal.source_id for deal in read_deals(found, guess(found, "deals")).records]
    assert ids == [deal.source_id for deal in read_deals(again, guess(again, "deals")).records]
    assert len(set(ids)) == 3


def test_a_mapping_is_remembered_as_plain_values() -> None:
    mapping = guess(deals("1;Big;Acme;Won;1,50;13.04.17;14.04.17"), "deals")
    kept = json.loads(json.dumps(to_plain(mapping)))
    assert from_plain(kept) == mapping
    assert ("dates", "day-month-year") in in_words(mapping)
    for wrong in (
        {},
        {**kept, "dates": "dmy"},
        {**kept, "columns": {"nose": "Firma"}},
        {**kept, "columns": 3},
    ):
        with pytest.raises(NotUnderstood):
            from_plain(wrong)


def test_an_unclear_mapping_is_remembered_as_such() -> None:
    mapping = Mapping("deals", ("a",), (("title", "a"),), None, "03-04-17")
    assert from_plain(to_plain(mapping)) == mapping
