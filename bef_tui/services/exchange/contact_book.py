"""The contacts that are here, so that one from a file is found again instead of doubled, and new ones made at once."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Table, bindparam, insert, update
from sqlmodel import Session

from bef_tui.data.people import Contact
from bef_tui.exchange.people import ImportedContact
from bef_tui.exchange.reading import LeftOut
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import TOUCH_INTERVALS, ContactKind
from bef_tui.services import records
from bef_tui.services.sql import rows_of

PHONE_DIGITS = 9  # without the country: +49 171 … and 0171 … are one number
FILLED = ("company", "email", "phone")
SHOWN_NAMES = 3
ANY, ALL = "*", "**"  # stand for a word: a name that says nothing meets any; all have the second


class Known(NamedTuple):
    """A contact that is here, or is about to be."""

    id: int
    name: str
    company: str
    email: str
    phone: str
    source: str | None
    source_id: str | None


class ContactBook:
    """Who is known, by all that tells a person: source and id, address, number, name with company."""

    def __init__(self, session: Session, source: str) -> None:
        self._session = session
        self._source = source
        self._by_id: dict[int, Known] = {}
        self._sourced: dict[str, Known] = {}
        self._places: dict[tuple[str, ...], int] = {}
        self._working: dict[str, set[int]] = {}
        self._new: list[dict[str, Any]] = []
        self._filled: list[dict[str, Any]] = []
        self._next = next_id(session, "contact")
        for row in rows_of(session)(
            "SELECT id, name, company, email, phone, source, source_id FROM contact ORDER BY id"
        ):
            self._remember(Known(*row))

    def of_source(self, source_id: str) -> Known | None:
        """The contact that came from this row of this source."""
        return self._sourced.get(source_id)

    def of_bef(self, bef_id: int | None, name: str) -> Known | None:
        """The contact with this number, if it still has this name."""
        known = self._by_id.get(bef_id or 0)
        return known if known is not None and _folded(known.name) == _folded(name) else None

    def same(self, name: str, company: str, email: str, phone: str) -> tuple[Known | None, Known | None]:
        """Who this is, and who only shares the address or the number.

        An address or number is not enough: a switchboard has many people. The names must have a word in common.
        """
        shared: Known | None = None
        for kind, value in (("email", _folded(email)), ("phone", _digits(phone))):
            if not value:
                continue
            words = _words(name)
            for word in (*words, ANY) if ANY not in words else (ALL,):
                known = self._at(kind, value, word)
                if known is not None:
                    return known, None
            shared = shared or self._at(kind, value, ALL)
        places = [_folded(email), ""] if email else [ALL]
        alike = (self._at("name", _folded(name), _folded(company), place) for place in places)
        return next((one for one in alike if one is not None and _no_other(one, email)), None), shared

    def of_company(self, company: str) -> Known | None:
        """Who stands for a company: the contact called like it, else the only one who works there."""
        called = self._at("called", _folded(company))
        there = self._working.get(_folded(company), set())
        return called or (self._by_id[next(iter(there))] if len(there) == 1 else None)

    def add(self, record: ImportedContact, owner_id: int, kind: ContactKind, now: Now) -> int:
        """Make a contact; it is written by ``save``."""
        ideal, longest = TOUCH_INTERVALS[kind]
        ideal = record.ideal_days or ideal
        self._new.append(
            {
                "id": self._next,
                "source": self._source,
                "source_id": record.source_id,
                **{
                    name: getattr(record, name)
                    for name in ("name", "company", "email", "phone", "note", "status")
                },
                "kind": kind,
                "owner_id": owner_id,
                "ideal_days": ideal,
                "longest_days": max(record.longest_days or longest, ideal),
                "created_on": now.today,
            }
        )
        self._remember(
            Known(
                self._next,
                record.name,
                record.company,
                record.email,
                record.phone,
                self._source,
                record.source_id,
            )
        )
        self._next += 1
        return self._next - 1

    def fill(self, known: Known, record: ImportedContact) -> bool:
        """Give a contact of ours what it lacks and the file has; whether there was anything."""
        missing = {
            name: value
            for name in FILLED
            if (value := str(getattr(record, name))) and not getattr(known, name)
        }
        if missing:
            whole = Known(**{**known._asdict(), **missing})
            self._remember(whole)
            self._filled.append({"key": known.id, **{name: getattr(whole, name) for name in FILLED}})
        return bool(missing)

    def save(self) -> None:
        """Write what was added and filled."""
        write(self._session, Contact, self._new)
        if self._filled:
            table = table_of(Contact)
            change = update(table).where(table.c.id == bindparam("key"))
            values: dict[str, Any] = {name: bindparam(name) for name in FILLED}
            self._session.connection().execute(change.values(values), self._filled)
        self._new, self._filled = [], []
        self._session.expire_all()

    def _remember(self, known: Known) -> None:
        self._by_id[known.id] = known
        if known.source == self._source and known.source_id is not None:
            self._sourced[known.source_id] = known
        for key in _keys(known):
            self._places.setdefault(key, known.id)
        working = self._working.setdefault(_folded(known.company), set())
        if len(working) < 2:
            working.add(known.id)

    def _at(self, *key: str) -> Known | None:
        """The first contact at this place."""
        found = self._places.get(key)
        return None if found is None else self._by_id[found]


class Owners:
    """The people who can own things, by name; who is not here is noted once, and the founder owns it."""

    def __init__(self, session: Session) -> None:
        self._founder = records.founder_id(session)
        people = rows_of(session)("SELECT id, name FROM person WHERE active ORDER BY id DESC")
        self._known: dict[str, int] = {_folded(name): person for person, name in people}
        self._unknown: dict[str, None] = {}

    def of(self, name: str) -> int:
        """Who owns what this person owned."""
        if name and _folded(name) not in self._known:
            self._unknown[name] = None
        return self._known.get(_folded(name), self._founder)

    def notes(self, file: str) -> list[LeftOut]:
        """Which owners are not known here."""
        if not self._unknown:
            return []
        names = list(self._unknown)
        listed = ", ".join(names[:SHOWN_NAMES]) + (" …" if len(names) > SHOWN_NAMES else "")
        what = "1 owner" if len(names) == 1 else f"{len(names)} owners"
        return [LeftOut(0, what, f"not known here, so you own theirs: {listed}", file)]


def next_id(session: Session, table: str) -> int:
    """The id of the next new record: one that no record ever had."""
    found = rows_of(session)("SELECT seq FROM sqlite_sequence WHERE name = :name", name=table)
    last: int = found[0][0] if found else 0
    return int(last) + 1


def table_of(model: type[Any]) -> Table:
    """The table of a model, for statements of many rows."""
    table: Table = model.__table__
    return table


def write(session: Session, model: type[Any], rows: Sequence[Mapping[str, Any]]) -> None:
    """Write many new records in one go; the history sees each."""
    session.flush()
    if rows:
        session.connection().execute(insert(table_of(model)), list(rows))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _digits(phone: str) -> str:
    digits = "".join(character for character in phone if character.isdigit())
    return digits[-PHONE_DIGITS:] if len(digits) >= PHONE_DIGITS - 2 else ""


def _keys(known: Known) -> Iterator[tuple[str, ...]]:
    """The places at which a contact is found; places of one person alone, so that crowds are found as fast."""
    name, company = _folded(known.name), _folded(known.company)
    for kind, value in (("email", _folded(known.email)), ("phone", _digits(known.phone))):
        if value:
            for word in (ALL, *_words(known.name)):
                yield kind, value, word
    yield "name", name, company, _folded(known.email)
    yield "name", name, company, ALL
    if company in ("", name):
        yield "called", name


def _words(name: str) -> list[str]:
    """The words by which a name is known again; ``ANY`` for one that is only an address."""
    words = [word for word in re.split(r"[\W_]+", _folded(name)) if len(word) > 1]
    return words if words and "@" not in name else [ANY]


def _no_other(known: Known, email: str) -> bool:
    """Whether a namesake can be the same person: no other address is known of either."""
    return not known.email or not email or _folded(known.email) == _folded(email)
