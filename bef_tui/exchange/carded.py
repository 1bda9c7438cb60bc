"""Between vCards and contacts: what a contact takes of a card, and the card that a contact becomes."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

from bef_tui.exchange.people import ImportedContact
from bef_tui.exchange.reading import Reading
from bef_tui.exchange.vcards import Reach, VCard

_HEAD = "BEGIN:VCARD"


def is_vcard(data: bytes) -> bool:
    """Whether a file holds vCards, by how it begins."""
    return data[:200].decode("utf-8", "replace").lstrip("\ufeff \r\n\t").upper().startswith(_HEAD)


def contacts_of(reading: Reading[VCard], file: str) -> Reading[ImportedContact]:
    """The cards as contacts, each with its preferred mail and telephone; what else a card says goes into the note."""
    seen: Counter[str] = Counter()
    records = tuple(_contact(card, file, seen) for card in reading.records)
    return Reading(records, reading.left_out, reading.notes)


def card_of(header: Sequence[str], row: Sequence[str]) -> VCard:
    """A contact as it is exported, as a card."""
    said = dict(zip(header, row, strict=True))
    return VCard(
        uid=f"bef-contact-{said['bef_id']}",
        name=said["name"],
        company=said["company"],
        emails=_reached(said["email"]),
        phones=_reached(said["phone"]),
        note=said["note"],
        categories=(said["kind"],),
    )


def _contact(card: VCard, file: str, seen: Counter[str]) -> ImportedContact:
    email, phone = _first(card.emails), _first(card.phones)
    note = [card.note] if card.note else []
    note += [f"{what}: {text}" for what, text in (("title", card.title), ("address", card.address)) if text]
    note += [f"{what}: {', '.join(rest)}" for what, rest in _others(card) if rest]
    return ImportedContact(
        source_id=_identity(card, email, seen),
        file=file,
        line=card.line,
        name=card.name,
        company=card.company,
        email=email,
        phone=phone,
        note="\n".join(note),
    )


def _identity(card: VCard, email: str, seen: Counter[str]) -> str:
    """What tells a card apart: its UID, else its name and address and how often they came."""
    if card.uid:
        return f"uid:{card.uid}"
    said = "\x1f".join((card.name, card.company, email)).casefold()
    mark = "card:" + hashlib.sha256(said.encode()).hexdigest()[:20]
    seen[mark] += 1
    return mark if seen[mark] == 1 else f"{mark}#{seen[mark]}"


def _others(card: VCard) -> Iterable[tuple[str, list[str]]]:
    yield "mail", [reach.value for reach in card.emails[1:]]
    yield "telephone", [reach.value for reach in card.phones[1:]]
    yield "categories", list(card.categories)


def _first(reached: Sequence[Reach]) -> str:
    return reached[0].value if reached else ""


def _reached(text: str) -> tuple[Reach, ...]:
    return (Reach(text),) if text else ()
