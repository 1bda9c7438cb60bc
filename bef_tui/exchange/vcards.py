"""Contacts as vCards: read in versions 2.1, 3.0 and 4.0, written in 4.0."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bef_tui.exchange.content_lines import (
    Component,
    Property,
    components,
    escaped,
    folded,
    pieces,
    unescaped,
)
from bef_tui.exchange.problems import BadInput, quoted
from bef_tui.exchange.reading import LeftOut, Reading

_TAKEN = frozenset(
    ("FN", "N", "NICKNAME", "ORG", "EMAIL", "TEL", "TITLE", "ROLE", "ADR", "NOTE", "CATEGORIES", "UID", "REV")
)
# What says something about the card, its drawing or its parts, not about the person.
_TECHNICAL = frozenset(("VERSION", "PRODID", "KIND", "SOURCE", "NAME", "PROFILE", "CLASS", "MAILER", "AGENT"))
_TECHNICAL |= {"XML", "LABEL", "SORT-STRING", "CLIENTPIDMAP"}
_SAY_NOTHING = frozenset(("internet", "pref", "voice"))
_LEAST = 101  # behind every PREF, which goes from 1 to 100
_OLD_ESCAPE = re.compile(r"\\([;:,])")
_NO_KIND = re.compile(r"(?:[^\w-]|_)+")
_BRACKETED = re.compile(r"<\s*([^<>\s]+)\s*>$")
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Reach:
    """An address or number by which someone is reached, and what it is for: ``work``, ``cell``."""

    value: str
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class VCard:
    """One card. ``name`` is never empty when it was read; emails and phones stand with the preferred one first."""

    uid: str = ""
    name: str = ""
    company: str = ""
    emails: tuple[Reach, ...] = ()
    phones: tuple[Reach, ...] = ()
    note: str = ""
    categories: tuple[str, ...] = ()
    title: str = ""
    address: str = ""
    revised: datetime | None = None
    line: int = field(default=0, compare=False)


def read_vcards(data: bytes | str, file: str) -> Reading[VCard]:
    """The cards of a file, in its order.

    * A card without FN is called by its N, NICKNAME, ORG, email or phone, the first that there is. One without any of
      them is left out, and so are groups and a second card of the same UID.
    * Of several units, addresses or titles the first is taken. Photos, birthdays and the like are not, a note counts
      them.
    * Text that is not UTF-8 is read in the CHARSET it names, or else as Windows-1252; a note says so.

    ``BadInput`` names the line of what is broken; then nothing is taken.
    """
    records: list[VCard] = []
    left_out: list[LeftOut] = []
    notes: list[LeftOut] = []
    seen: dict[str, int] = {}
    found = components(data, file, notes)
    for component in found:
        if component.name != "VCARD":
            raise BadInput(file, component.line, f"BEGIN:{component.name} is no contact")
        card = _Card(component, file, notes).read()
        why = _why_left_out(card, component, seen)
        if why:
            left_out.append(LeftOut(card.line, card.name or "a card", why, file))
            continue
        if card.uid:
            seen[card.uid] = card.line
        records.append(card)
    notes += _lost(found, file)
    return Reading(tuple(records), tuple(left_out), tuple(sorted(notes, key=lambda note: note.line)))


def write_vcards(cards: Iterable[VCard]) -> str:
    """The cards as vCard 4.0, with CRLF and folded at 75 octets; the same cards make the same text."""
    return "".join(folded(line) for card in cards for line in _lines(card))


def _why_left_out(card: VCard, component: Component, seen: dict[str, int]) -> str:
    kind = component.first("KIND") or component.first("X-ADDRESSBOOKSERVER-KIND")
    if kind and kind.value.strip().lower() == "group":
        return "it is a group of contacts, not a contact"
    if not card.name:
        return "it has no name, no email and no phone"
    return f"the same card stands in line {seen[card.uid]} already" if card.uid in seen else ""


def _lost(found: list[Component], file: str) -> list[LeftOut]:
    """One note for all details that contacts have no place for, so that a thousand photos are one line."""
    lost = [
        one
        for component in found
        for one in component.properties
        if one.name not in _TAKEN | _TECHNICAL and not one.name.startswith("X-")
    ]
    if not lost:
        return []
    counts = sorted(Counter(one.name for one in lost).items())
    what = ", ".join(name if count == 1 else f"{name} {count}×" for name, count in counts)
    return [LeftOut(lost[0].line, what, "contacts have no place for it", file)]


class _Card:
    """One card being read, by the escapes of its version."""

    def __init__(self, component: Component, file: str, notes: list[LeftOut]) -> None:
        self.component = component
        self.file = file
        self.notes = notes
        version = component.first("VERSION")
        self.old = version is not None and version.value.strip() == "2.1"

    def read(self) -> VCard:
        """The card; its name is empty when nothing in it can be one."""
        emails, phones = self._reaches("EMAIL", self._email), self._reaches("TEL", _phone)
        company = next(iter(self._structured("ORG")), "")
        found = (self._first("FN"), self._composed(), self._first("NICKNAME"), company)
        names = [*found, *(one.value for one in emails + phones)]
        return VCard(
            uid=self._first("UID"),
            name=next((name for name in names if name), ""),
            company=company,
            emails=emails,
            phones=phones,
            note=self._note(),
            categories=self._categories(),
            title=self._first("TITLE") or self._first("ROLE"),
            address=", ".join(self._structured("ADR")),
            revised=_instant(self._first("REV")),
            line=self.component.line,
        )

    def _text(self, value: str) -> str:
        return _OLD_ESCAPE.sub(r"\1", value) if self.old else unescaped(value)

    def _line(self, value: str) -> str:
        return _one_line(self._text(value))

    def _by_preference(self, name: str) -> list[Property]:
        return sorted(self.component.all(name), key=_preference)

    def _first(self, name: str) -> str:
        """The preferred value that is not empty, on one line."""
        values = (self._line(one.value) for one in self._by_preference(name))
        return next((value for value in values if value), "")

    def _structured(self, name: str) -> list[str]:
        """The parts that are not empty of the preferred structured value."""
        every = (map(self._line, pieces(one.value, ";")) for one in self._by_preference(name))
        return next((parts for parts in map(list, (filter(None, one) for one in every)) if parts), [])

    def _composed(self) -> str:
        """The name out of N: prefix, given, additional, family, suffix; each can be a list but in 2.1."""
        for one in self._by_preference("N"):
            listed = (pieces(part, ",") if not self.old else [part] for part in pieces(one.value, ";"))
            parts = [" ".join(filter(None, map(self._line, part))) for part in listed]
            family, given, more, prefix, suffix, *_ = [*parts, *[""] * 5]
            name = " ".join(filter(None, (prefix, given, more, family, suffix)))
            if name:
                return name
        return ""

    def _reaches(self, name: str, read: Callable[[Property, str], str]) -> tuple[Reach, ...]:
        found: dict[str, Reach] = {}
        for one in self._by_preference(name):
            value = read(one, self._line(one.value))
            if value:
                found.setdefault(value.casefold(), Reach(value, self._kinds(one)))
        return tuple(found.values())

    def _kinds(self, one: Property) -> tuple[str, ...]:
        """What a line says it is for; Apple and Google say it in a label of the same group (``item1``)."""
        labels = [
            label.value.removeprefix("_$!<").removesuffix(">!$_")
            for label in self.component.all("X-ABLABEL")
            if one.group and label.group == one.group
        ]
        named = (kind for value in one.all("TYPE") for kind in value.split(","))
        bare = (value for value in one.all("") if value.upper() not in ("QUOTED-PRINTABLE", "8BIT", "7BIT"))
        kinds = (_kind(kind) for kind in (*named, *bare, *labels))
        return tuple(dict.fromkeys(kind for kind in kinds if kind and kind not in _SAY_NOTHING))

    def _email(self, one: Property, value: str) -> str:
        bracketed = _BRACKETED.search(value)
        address = bracketed[1] if bracketed else re.sub(r"(?i)^(mailto:\s*)+", "", value)
        if not address or _EMAIL.fullmatch(address):
            return address
        self.notes.append(LeftOut(one.line, f"email {quoted(value)}", "it is no email address", self.file))
        return ""

    def _note(self) -> str:
        texts = (_clean(self._text(one.value)).strip() for one in self.component.all("NOTE"))
        return "\n".join(text for text in texts if text)

    def _categories(self) -> tuple[str, ...]:
        listed = (
            self._line(part) for one in self.component.all("CATEGORIES") for part in pieces(one.value, ",")
        )
        return tuple(dict.fromkeys(part for part in listed if part))


def _preference(one: Property) -> int:
    """1 for the most preferred, from PREF=1 (4.0), TYPE=PREF (3.0) or a bare PREF (2.1)."""
    said = one.param("PREF")
    if said.isascii() and said.isdigit():
        return min(int(said[:4]), _LEAST - 1)
    kinds = (kind.strip().lower() for value in one.all("TYPE") + one.all("") for kind in value.split(","))
    return 1 if "pref" in kinds else _LEAST


def _phone(one: Property, value: str) -> str:
    """The number as people write it, also out of ``tel:+1-418-656-9254;ext=102``."""
    scheme = re.match(r"(?i)(tel:\s*)+", value)
    if scheme is None:
        return value
    number, *params = value[scheme.end() :].split(";")
    more = (param[4:] for param in params if param.lower().startswith("ext="))
    return _one_line(" ext. ".join((number, *more)))


def _kind(text: str) -> str:
    return _NO_KIND.sub("-", text).strip("-").lower()


def _clean(text: str) -> str:
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _one_line(text: str) -> str:
    return _CONTROLS.sub("", " ".join(text.split()))


def _instant(text: str) -> datetime | None:
    """The instant of a REV; one without a zone is UTC, one that is no time is None."""
    try:
        found = datetime.fromisoformat(text).replace(microsecond=0)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _lines(card: VCard) -> list[str]:
    lines = ["BEGIN:VCARD", "VERSION:4.0"]
    uid = _one_line(card.uid)
    if uid:
        lines.append(f"UID{'' if uid.startswith('urn:') else ';VALUE=text'}:{escaped(uid)}")
    reached = [_one_line(one.value) for one in card.emails + card.phones]
    names = filter(None, (_one_line(card.name), _one_line(card.company), *reached))
    lines.append(f"FN:{escaped(next(names, ''))}")
    lines += _told("ORG", card.company) + _told("TITLE", card.title)
    lines += _reach_lines("EMAIL", card.emails) + _reach_lines("TEL", card.phones)
    if address := _one_line(card.address):
        lines.append(f"ADR:;;{escaped(address)};;;;")
    if categories := [escaped(one) for one in map(_one_line, card.categories) if one]:
        lines.append(f"CATEGORIES:{','.join(categories)}")
    if note := _clean(card.note).strip():
        lines.append(f"NOTE:{escaped(note)}")
    if card.revised:
        revised = card.revised.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat()
        lines.append(f"REV:{revised.replace('-', '').replace(':', '')}Z")
    return [*lines, "END:VCARD"]


def _told(name: str, text: str) -> list[str]:
    return [f"{name}:{escaped(one)}"] if (one := _one_line(text)) else []


def _reach_lines(name: str, reaches: Sequence[Reach]) -> list[str]:
    """The lines of all emails or phones; where there are several, the first is marked as preferred."""
    lines = []
    for index, one in enumerate(reaches):
        kinds = ",".join(filter(None, map(_kind, one.kinds)))
        marks = (";PREF=1" if index == 0 and len(reaches) > 1 else "") + (f";TYPE={kinds}" if kinds else "")
        value = _one_line(one.value)
        lines += [f"{name}{marks}:{escaped(value)}"] if value else []
    return lines
