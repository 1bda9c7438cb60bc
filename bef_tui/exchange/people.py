"""The rows of a table as contacts and deals; what cannot be one is left out with its line and the reason."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar

from bef_tui.exchange.cells import parse_cell_amount, parse_cell_day
from bef_tui.exchange.column_names import key_of
from bef_tui.exchange.mapping import Mapping, problem
from bef_tui.exchange.problems import BadInput, NotUnderstood, quoted
from bef_tui.exchange.reading import LeftOut, Reading
from bef_tui.exchange.tables import Row, Table

Record = TypeVar("Record")
ContactKind = Literal["lead", "customer", "partner", "other"]
DealStatus = Literal["open", "won", "lost"]

LONGEST_TEXT = 250_000
TEXTS_OF_ONE_LINE = (
    "name",
    "first_name",
    "last_name",
    "company",
    "email",
    "phone",
    "title",
    "contact",
    "product",
)
KINDS: dict[str, ContactKind] = {
    "lead": "lead",
    "interessent": "lead",
    "prospect": "lead",
    "partner": "partner",
}
KINDS |= {
    "customer": "customer",
    "kunde": "customer",
    "client": "customer",
    "other": "other",
    "andere": "other",
}
_OWN_DATES = ("lasttouchon", "nexttouchon", "createdon")


@dataclass(frozen=True, slots=True)
class ImportedContact:
    """A contact from a file.

    ``source_id`` tells it apart for ever; ``bef_id`` is its number in the file of bef that wrote it. ``kind`` and the
    days are None where nothing is said.
    """

    source_id: str
    file: str
    line: int
    name: str
    company: str = ""
    email: str = ""
    phone: str = ""
    kind: ContactKind | None = None
    status: Literal["open", "closed"] = "open"
    owner: str = ""
    ideal_days: int | None = None
    longest_days: int | None = None
    note: str = ""
    bef_id: int | None = None


@dataclass(frozen=True, slots=True)
class ImportedDeal:
    """A deal from a file, its value in minor units; its days are those that stand there.

    ``stage`` is the word of the file for where it stands, or the name of a stage that the user chose for that word;
    empty when nothing is said.
    """

    source_id: str
    file: str
    line: int
    title: str
    company: str = ""
    contact: str = ""
    email: str = ""
    stage: str = ""
    status: DealStatus = "open"
    value_minor: int | None = None
    currency: str = ""
    opened_on: date | None = None
    moved_on: date | None = None
    closed_on: date | None = None
    next_step: str = ""
    next_on: date | None = None
    reason: str = ""
    owner: str = ""
    bef_id: int | None = None


def read_contacts(table: Table, mapping: Mapping) -> Reading[ImportedContact]:
    """The contacts of a table. A column that is no field is kept in the note, as ``sector: retail``.

    A row without a person is the contact of its company. ``BadInput`` when the mapping cannot be used.
    """
    return _reading(table, mapping, _contact)


def read_deals(table: Table, mapping: Mapping) -> Reading[ImportedDeal]:
    """The deals of a table. One without a title is called by its product, else by its company or contact.

    ``BadInput`` when the mapping cannot be used: dates that can be read in several ways are never guessed.
    """
    return _reading(table, mapping, _deal)


class _Cells:
    """The cells of one row by the names of fields, and what tells the row apart."""

    def __init__(
        self, table: Table, mapping: Mapping, row: Row, places: dict[str, int], seen: Counter[str]
    ) -> None:
        self.file = table.file
        self.line = row.line
        self.mapping = mapping
        self._row = row
        self._header = table.header
        self._places = places
        self._seen = seen

    def text(self, field: str) -> str:
        """The cell of a field, empty when there is none."""
        place = self._places.get(field)
        if place is None:
            return ""
        text = self._row.cells[place].strip()
        if len(text) > LONGEST_TEXT:
            raise NotUnderstood(f"{field} is longer than {LONGEST_TEXT:,} characters")
        return " ".join(text.split()) if field in TEXTS_OF_ONE_LINE else text.replace("\r\n", "\n")

    def day(self, field: str) -> date | None:
        """The day of a field."""
        return parse_cell_day(self.text(field), self.mapping.dates)

    def number(self, field: str) -> int | None:
        """A whole number above zero; None for anything else."""
        text = self.text(field)
        number = int(text) if len(text) < 10 and text.isascii() and text.isdecimal() else 0
        return number or None

    def identity(self, *parts: object) -> str:
        """What tells the row apart: its id with the name of that column, else its parts and how often they came."""
        named = self.text("id")
        if named:
            return f"{key_of(self.mapping.column('id') or '')}:{named}"
        said = "\x1f".join(str(part or "").casefold() for part in parts)
        mark = "row:" + hashlib.sha256(said.encode()).hexdigest()[:20]
        self._seen[mark] += 1
        return mark if self._seen[mark] == 1 else f"{mark}#{self._seen[mark]}"

    def others(self) -> Iterator[str]:
        """The cells that are no field, with the names of their columns."""
        used = set(self._places.values())
        for place, name in enumerate(self._header):
            cell = self._row.cells[place].strip()
            if cell and place not in used and key_of(name) not in _OWN_DATES:
                yield f"{name}: {cell}"


def _reading(table: Table, mapping: Mapping, made: Callable[[_Cells], Record]) -> Reading[Record]:
    why = problem(mapping, table.file)
    if why:
        raise BadInput(table.file, 0, why.removeprefix(f"{table.file}: "))
    places = {field: table.header.index(column) for field, column in mapping.columns}
    seen: Counter[str] = Counter()
    records, left_out = [], list(table.left_out)
    for row in table.rows:
        cells = _Cells(table, mapping, row, places, seen)
        try:
            records.append(made(cells))
        except NotUnderstood as refusal:
            what = next((cell for cell in row.cells if cell), "")
            left_out.append(LeftOut(row.line, what, str(refusal), table.file))
    return Reading(tuple(records), tuple(sorted(left_out, key=lambda left: left.line)))


def _contact(cells: _Cells) -> ImportedContact:
    company, email, phone = cells.text("company"), cells.text("email"), cells.text("phone")
    person = " ".join(part for part in (cells.text("first_name"), cells.text("last_name")) if part)
    name = cells.text("name") or person or company or email
    if not name:
        raise NotUnderstood("it has no name, company or mail address")
    said_kind, said_status = cells.text("kind"), cells.text("status").casefold()
    kind = KINDS.get(key_of(said_kind))
    note = [cells.text("note")] if cells.text("note") else []
    if said_kind and kind is None:
        note.append(f"{cells.mapping.column('kind')}: {said_kind}")
    if said_status not in ("", "open", "closed"):
        note.append(f"{cells.mapping.column('status')}: {cells.text('status')}")
    note += cells.others()
    return ImportedContact(
        source_id=cells.identity("email", email, name) if email else cells.identity("name", name, company),
        file=cells.file,
        line=cells.line,
        name=name,
        company=company,
        email=email,
        phone=phone,
        kind=kind,
        status="closed" if said_status == "closed" else "open",
        owner=cells.text("owner"),
        ideal_days=cells.number("ideal_days"),
        longest_days=cells.number("longest_days"),
        note="\n".join(note),
        bef_id=cells.number("bef_id"),
    )


def _deal(cells: _Cells) -> ImportedDeal:
    company, contact, email = cells.text("company"), cells.text("contact"), cells.text("email")
    title = cells.text("title") or cells.text("product") or company or contact
    if not title:
        raise NotUnderstood("it has no title, product, company or contact")
    opened, closed, moved = cells.day("opened_on"), cells.day("closed_on"), cells.day("moved_on")
    value, currency = parse_cell_amount(cells.text("value"), cells.mapping.decimal)
    currency = cells.text("currency").upper() or currency
    if currency and not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
        raise NotUnderstood(f"{quoted(currency)} is no currency of three letters, like EUR")
    stage, status = _ending(cells)
    if status != "open" and opened and closed and closed < opened:
        raise NotUnderstood(f"it was closed on {closed}, before it was opened on {opened}")
    return ImportedDeal(
        source_id=cells.identity(title, company, contact, email, opened),
        file=cells.file,
        line=cells.line,
        title=title,
        company=company,
        contact=contact,
        email=email,
        stage=stage,
        status=status,
        value_minor=value,
        currency=currency,
        opened_on=opened,
        moved_on=moved,
        closed_on=closed,
        next_step=cells.text("next_step"),
        next_on=cells.day("next_on"),
        reason=cells.text("reason") if status == "lost" else "",
        owner=cells.text("owner"),
        bef_id=cells.number("bef_id"),
    )


def _ending(cells: _Cells) -> tuple[str, DealStatus]:
    """The stage of a deal, and whether it is won, lost or open: what ends it wins, whichever column says so."""
    meanings = dict(cells.mapping.stages)
    stage, status = cells.text("stage"), cells.text("status")
    said = [meanings.get(word, "open") for word in (status, stage) if word]
    if "won" in said or "lost" in said:
        return "", "won" if said[0] == "won" or "lost" not in said else "lost"
    meaning = meanings.get(stage, "open") if stage else ""
    return (stage if meaning in ("open", "") else meaning), "open"
