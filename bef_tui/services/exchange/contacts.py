"""Contacts from a file: who is known here is found again instead of doubled. What was changed here since stays."""

from collections.abc import Set

from sqlmodel import Session

from bef_tui.exchange.people import ImportedContact
from bef_tui.exchange.reading import LeftOut, Reading
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import ContactKind
from bef_tui.services.exchange.contact_book import ContactBook, Known, Owners
from bef_tui.services.exchange.outcome import Outcome

CSV = "csv"


def import_contacts(
    session: Session, reading: Reading[ImportedContact], source: str = CSV, *, now: Now
) -> Outcome:
    """Import contacts.

    One that came from this source before is left as it is. One that is here otherwise, by mail or telephone and a
    name that fits, or by name and company, is given what it lacks of company, mail and telephone. All others are
    added; whoever only shares an address or a number with somebody else is added too, and a note says so.
    """
    book = ContactBook(session, source)
    owners = Owners(session)
    outcome = taken(reading, book, owners, now=now)
    book.save()
    file = reading.records[0].file if reading.records else ""
    return Outcome(
        source,
        outcome.added,
        outcome.updated,
        outcome.unchanged,
        outcome.left_out,
        (*outcome.notes, *owners.notes(file)),
    )


def taken(
    reading: Reading[ImportedContact],
    book: ContactBook,
    owners: Owners,
    *,
    now: Now,
    customers: Set[str] = frozenset(),
) -> Outcome:
    """Put the contacts into the book, which is not saved yet; ``customers`` are companies that bought (folded)."""
    added = updated = unchanged = 0
    left_out, notes = list(reading.left_out), list(reading.notes)
    lines: dict[int, int] = {}
    for record in reading.records:
        known, sharing = _known(book, record)
        if known is not None and known.id in lines:
            why = f"the same contact stands in line {lines[known.id]} already"
            left_out.append(LeftOut(record.line, record.name, why, record.file))
            continue
        if known is None:
            kind = record.kind or _kind(record, customers)
            contact_id = book.add(record, owners.of(record.owner), kind, now)
            lines[contact_id] = record.line
            added += 1
            if sharing is not None:
                why = f"has the mail or telephone of {sharing.name} and another name, so both are kept"
                notes.append(LeftOut(record.line, record.name, why, record.file))
            continue
        lines[known.id] = record.line
        if known.source_id == record.source_id and _someone_else(known, record):
            why = f"its id is that of {known.name} here: if the file is from another tool, say --source NAME"
            left_out.append(LeftOut(record.line, record.name, why, record.file))
        elif known.source_id != record.source_id and book.fill(known, record):
            updated += 1
        else:
            unchanged += 1
    return Outcome("", added, updated, unchanged, tuple(left_out), tuple(notes))


def _known(book: ContactBook, record: ImportedContact) -> tuple[Known | None, Known | None]:
    """Who this is here, and who only shares its address."""
    known = book.of_source(record.source_id) or book.of_bef(record.bef_id, record.name)
    return (known, None) if known else book.same(record.name, record.company, record.email, record.phone)


def _kind(record: ImportedContact, customers: Set[str]) -> ContactKind:
    return "customer" if (record.company or record.name).casefold() in customers else "lead"


def _someone_else(known: Known, record: ImportedContact) -> bool:
    """Whether nothing at all of two records with one id agrees, so that the id must be of another tool."""
    pairs = ((getattr(known, name), getattr(record, name)) for name in ("name", "company", "email", "phone"))
    return not any(here and here.casefold() == there.casefold() for here, there in pairs)
