"""CSV and TSV as people export them: a header and rows with their lines, read whole or refused; and safely written."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bef_tui.exchange.cells import is_email, looks_like_a_day
from bef_tui.exchange.problems import BadInput, quoted, unstorable
from bef_tui.exchange.reading import LeftOut, line_at

DELIMITERS = (",", ";", "\t", "|")
SAMPLE = 100
LONGEST_CELL = 1_000_000
SHOWN_CELLS = 3

_UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_SAID_DELIMITER = re.compile(r"sep=(.)(?:\r\n|\r|\n)")
# What a spreadsheet would take for a formula when a cell begins with it, in either width.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line it begins in, and as many cells as the header has."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was read whole. ``left_out`` are rows that have more or fewer cells than the header.

    The names of the header are made unique: the second ``Email`` is ``Email (2)``, a nameless one ``Column 3``.
    """

    file: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    left_out: tuple[LeftOut, ...]
    delimiter: str
    encoding: str

    def column(self, name: str) -> tuple[str, ...]:
        """The cells of a column, without white space around them."""
        at = self.header.index(name)
        return tuple(row.cells[at].strip() for row in self.rows)


def read_table(data: bytes | str, file: str, delimiter: str | None = None) -> Table:
    """The table in a file; the delimiter is found out unless it is given.

    UTF-8, UTF-16 (with its mark) and Windows-1252 with Latin-1 are understood. A row whose cells do not fit the
    header is left out, as nobody can say which of them is missing. ``BadInput`` names the line of a cell that is
    not closed, of a NUL character, of a byte that is no letter, and says when there is no header.
    """
    text, encoding = _text(data, file)
    said = _SAID_DELIMITER.match(text)
    skipped = 0
    if said and said[1] in DELIMITERS:
        delimiter, skipped, text = delimiter or said[1], 1, text[said.end() :]
    delimiter = delimiter or _delimiter(text)
    records = [
        (line + skipped, cells) for line, cells in _records(text, delimiter, file, skipped) if any(cells)
    ]
    if not records:
        raise BadInput(file, 0, "there is nothing in it; the first line must name the columns")
    line, names = records[0]
    _require_header(names, file, line)
    rows, left_out = _fitted(records[1:], len(names), file)
    return Table(file, _unique(names), rows, left_out, delimiter, encoding)


def write_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The table as CSV that no spreadsheet takes for formulas; ``read_table`` reads the very same cells again.

    Only a row without any text is passed over there, as blank lines are.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    for row in (header, *rows):
        writer.writerow([_guarded(cell) for cell in row])
    return stream.getvalue()


def _guarded(cell: str) -> str:
    """The cell with an apostrophe in front when a spreadsheet would take it for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell, 1) else cell


# Bytes to text


def _text(data: bytes | str, file: str) -> tuple[str, str]:
    text, encoding = (data, "UTF-8") if isinstance(data, str) else _decoded(data, file)
    text = text.removeprefix("\ufeff")
    reason = unstorable(text)
    if reason is not None:
        at = next(i for i, c in enumerate(text) if c == "\0" or "\ud800" <= c <= "\udfff")
        raise BadInput(file, line_at(text, at), reason)
    return text, encoding


def _decoded(data: bytes, file: str) -> tuple[str, str]:
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        raise BadInput(file, 1, "the file is UTF-32, save it as UTF-8")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), "UTF-16"
        except UnicodeDecodeError as error:
            line = data[: error.start].decode("utf-16", errors="replace").count("\n") + 1
            raise BadInput(file, line, "the file is UTF-16 and broken off or damaged here") from None
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as error:
        whole = sum(len(found) for found in _UTF8_LETTER.findall(data))
        if whole * 2 > len(_NOT_ASCII.findall(data)):  # mostly UTF-8: it is damaged, not of another kind
            raise _no_letter(data, error.start, file) from None
    try:
        return data.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError as error:
        raise _no_letter(data, error.start, file) from None


def _no_letter(data: bytes, at: int, file: str) -> BadInput:
    line = data.count(b"\n", 0, at) + 1
    return BadInput(file, line, f"the byte 0x{data[at]:02X} is no letter here, save the file as UTF-8")


# Text to records


def _records(text: str, delimiter: str, file: str, skipped: int = 0) -> Iterator[tuple[int, list[str]]]:
    """Every record with the line it begins in. The limit of a cell is a setting of the whole process."""
    before = csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    ended = 0
    try:
        for cells in reader:
            yield ended + 1, cells
            ended = reader.line_num
    except csv.Error as error:
        raise BadInput(file, ended + 1 + skipped, _in_words(str(error))) from None
    finally:
        csv.field_size_limit(before)


def _in_words(error: str) -> str:
    if "unexpected end" in error:
        return "a cell begins with a quotation mark that is never closed"
    if "expected after" in error:
        return "a quotation mark ends a cell in its middle; write it twice inside a quoted cell"
    if "limit" in error:
        return f"a cell is longer than {LONGEST_CELL:,} characters"
    return f"it is no CSV ({error})"


def _delimiter(text: str) -> str:
    """What parts the cells: with it the header has several, and the most rows have as many as the header."""
    best, found = (False, False, 0.0, 0), ","
    for candidate in DELIMITERS:
        counts, whole = _counts(text, candidate)
        if not counts:
            continue
        first = counts[0]
        fits = sum(count == first for count in counts) / len(counts)
        rank = (first > 1 and (fits > 0.5 or len(counts) < SHOWN_CELLS), whole, fits, first)
        if rank > best:
            best, found = rank, candidate
    return found


def _counts(text: str, delimiter: str) -> tuple[list[int], bool]:
    """How many cells the first rows have, and whether all of them can be read so."""
    counts: list[int] = []
    try:
        for _, cells in _records(text, delimiter, ""):
            if any(cells):
                counts.append(len(cells))
            if len(counts) == SAMPLE:
                break
    except BadInput:
        return counts, False
    return counts, True


def _require_header(names: list[str], file: str, line: int) -> None:
    data = next((name for name in names if is_email(name.strip()) or looks_like_a_day(name)), None)
    numbers = sum(name.strip().replace(".", "").replace(",", "").isdecimal() for name in names)
    if data is not None or numbers * 2 > len(names):
        shown = quoted(data or ", ".join(names[:SHOWN_CELLS]))
        raise BadInput(file, line, f"the first line must name the columns, and {shown} is no name of one")


def _unique(names: list[str]) -> tuple[str, ...]:
    taken: dict[str, int] = {}
    found: list[str] = []
    for place, name in enumerate(names, start=1):
        plain = " ".join(_unguarded(name).split()) or f"Column {place}"
        unique, times = plain, taken.get(plain, 0)
        while unique in found:
            times += 1
            unique = f"{plain} ({times + 1})"
        taken[plain] = times
        found.append(unique)
    return tuple(found)


def _fitted(
    records: list[tuple[int, list[str]]], width: int, file: str
) -> tuple[tuple[Row, ...], tuple[LeftOut, ...]]:
    rows: list[Row] = []
    left_out: list[LeftOut] = []
    for line, cells in records:
        if len(cells) < width or any(cells[width:]):
            what = ", ".join(cell for cell in cells[:SHOWN_CELLS] if cell)
            count = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
            left_out.append(LeftOut(line, what, f"it has {count} where the header has {width}", file))
            continue
        rows.append(Row(line, tuple(_unguarded(cell) for cell in cells[:width])))
    return tuple(rows), tuple(left_out)
