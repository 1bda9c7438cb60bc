"""Tables of other people's making: what parts the cells, how they are encoded, what is refused with its line."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bef_tui.exchange.problems import BadInput
from bef_tui.exchange.tables import DELIMITERS, read_table, write_table

CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
ROW = st.lists(CELL, min_size=3, max_size=3).filter(any)
HEADER = ("name", "company", "note")


def cells(data: bytes | str, delimiter: str | None = None) -> list[tuple[str, ...]]:
    """Header and rows."""
    table = read_table(data, "t.csv", delimiter)
    return [table.header, *(row.cells for row in table.rows)]


@given(st.lists(ROW))
def test_what_is_written_is_read_again(rows: list[list[str]]) -> None:
    text = write_table(HEADER, rows)
    assert cells(text.encode()) == [HEADER, *map(tuple, rows)]


@given(st.lists(ROW))
def test_no_cell_that_is_written_begins_a_formula(rows: list[list[str]]) -> None:
    for row in csv.reader(io.StringIO(write_table(HEADER, rows), newline="")):
        assert not any(cell.startswith(tuple("=+-@\t\r")) for cell in row)


@given(st.lists(ROW, max_size=5), st.sampled_from(DELIMITERS), st.booleans())
def test_any_writer_of_csv_is_understood(rows: list[list[str]], delimiter: str, all_quoted: bool) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(
        stream, delimiter=delimiter, quoting=csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL
    )
    plain = [[cell.lstrip("'") for cell in row] for row in rows]
    writer.writerows([HEADER, *plain])
    read = cells(stream.getvalue().encode("utf-8-sig"))
    assert read == [HEADER, *(tuple(row) for row in plain if any(row))]


@given(st.binary(max_size=200))
def test_no_bytes_crash_it(data: bytes) -> None:
    try:
        table = read_table(data, "t.csv")
    except BadInput as refusal:
        assert str(refusal).startswith("t.csv")
    else:
        assert all(len(row.cells) == len(table.header) for row in table.rows)
        assert len(set(table.header)) == len(table.header)


@pytest.mark.parametrize(
    ("encoded", "encoding"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("latin-1", "Windows-1252")],
)
def test_umlauts_survive_every_encoding(encoded: str, encoding: str) -> None:
    table = read_table("Name;Ort\r\nJörg Müller;Köln\r\n".encode(encoded), "t.csv")
    assert (table.rows[0].cells, table.encoding, table.delimiter) == (("Jörg Müller", "Köln"), encoding, ";")


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b\n1;2;3,4\n", ","),
        ("a;b\n1,50;2,50\n", ";"),
        ("a\tb\n1,2\t3\n", "\t"),
        ("a|b|c\n1|2|3\n", "|"),
        ('name,"x;y"\n1,2\n', ","),
        ("sep=;\na;b\n1;2\n", ";"),
        ("name\nAda\n", ","),
    ],
)
def test_what_parts_the_cells_is_found(text: str, delimiter: str) -> None:
    assert read_table(text, "t.csv").delimiter == delimiter


def test_lines_are_those_of_the_file_also_after_cells_of_several_lines() -> None:
    table = read_table('sep=,\na,b\n"one\ntwo",1\n\n2,3\n4\n5,6,7\n8,9,,\n', "t.csv")
    assert [(row.line, row.cells) for row in table.rows] == [
        (3, ("one\ntwo", "1")),
        (6, ("2", "3")),
        (9, ("8", "9")),
    ]
    assert [(left.line, left.why) for left in table.left_out] == [
        (7, "it has 1 cell where the header has 2"),
        (8, "it has 3 cells where the header has 2"),
    ]


def test_names_of_columns_are_made_unique() -> None:
    assert read_table("Email,Email,,Email (2)\n1,2,3,x\n", "t").header == (
        "Email",
        "Email (2)",
        "Column 3",
        "Email (2) (2)",
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "t.csv: there is nothing in it"),
        (b"\n\n", "t.csv: there is nothing in it"),
        (b"a,b\n1,2\n3,x\0y\n", "t.csv line 3: the text contains a NUL"),
        (b'a,b\n1,2\n3,"x\n4,5\n', "t.csv line 3: a cell begins with a quotation mark that is never closed"),
        (b'a,b\n"x"y,2\n', "t.csv line 2: a quotation mark ends a cell in its middle"),
        (b"a,b\n" + b"x" * 1_000_001 + b",1\n", "t.csv line 2: a cell is longer than 1,000,000"),
        ("ä,ö\n1,2\nü,".encode() + b"\xc3\n", "t.csv line 3: the byte 0xC3 is no letter"),
        (b"a,b\n1,\x81\n", "t.csv line 2: the byte 0x81 is no letter"),
        ("a,b\n1,2\n".encode("utf-32"), "t.csv line 1: the file is UTF-32"),
        ("a,b\n1,2\n".encode("utf-16") + b"\0", "t.csv line 3: the file is UTF-16 and broken off"),
        (b"Ada,ada@example.com\nBob,bob@example.com\n", "line 1: the first line must name the columns"),
        (b"17,2016-10-20\n", "line 1: the first line must name the columns"),
        (b"1,2,x\n", "line 1: the first line must name the columns"),
    ],
)
def test_what_cannot_be_read_whole_is_refused_with_its_line(data: bytes, said: str) -> None:
    with pytest.raises(BadInput) as refusal:
        read_table(data, "t.csv")
    assert said in str(refusal.value)


def test_the_limit_of_cells_is_left_as_it_was() -> None:
    before = csv.field_size_limit()
    read_table("a,b\n1,2\n", "t.csv")
    assert csv.field_size_limit() == before
