"""Content lines, the grammar that vCard (RFC 6350) and iCalendar (RFC 5545) share: unfolded, decoded and nested.

What is broken beyond reading raises ``BadInput`` with its line; an encoding that had to be assumed becomes a note.
"""

import binascii
import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bef_tui.exchange.problems import BadInput, quoted, unstorable
from bef_tui.exchange.reading import LeftOut, text_of

ASSUMED = "the bytes are not UTF-8; they were read as Windows-1252 (Western European), from this line on"

_WIDTH = 75  # octets of a folded line, without its end
_WIDE_MARKS = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_LINE_END = re.compile(rb"\r\r\n|\r\n|\n|\r")
_FRAME = re.compile(rb"\s*(?:BEGIN|END)\s*:", re.IGNORECASE)
_ENCODED = re.compile(
    rb"[^:\"]*?;\s*(?:ENCODING=)?\"?(QUOTED-PRINTABLE|BASE64|(?<==)B)\"?\s*[;:]", re.IGNORECASE
)
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/]+={0,2}[ \t]*")
_HEADER = re.compile(r'((?:[^":]++|"[^"]*+")*+):')
_SEGMENT = re.compile(r'(?:[^";]++|"[^"]*+"|")++')
_LISTED = re.compile(r'(?:[^",]++|"[^"]*+"|")++')
_NAME = re.compile(r"[A-Za-z0-9_-]+")
_CARET = re.compile(r"\^([n'^])")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True)
class Property:
    """One line such as ``item1.TEL;TYPE=work:+49 30 1``: name and parameter names in capitals, the value decoded.

    A parameter without a name, as vCard 2.1 has them (``TEL;WORK``), has the name "". A value in base64 is empty.
    """

    name: str
    value: str
    line: int
    params: tuple[tuple[str, tuple[str, ...]], ...] = ()
    group: str = ""

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a parameter, in the order of the file."""
        return tuple(value for known, values in self.params if known == name for value in values)

    def param(self, name: str) -> str:
        """The first value of a parameter, "" when there is none."""
        return next(iter(self.all(name)), "")


@dataclass
class Component:
    """What stands between a BEGIN and its END: lines, and components within."""

    name: str
    line: int
    properties: list[Property] = field(default_factory=list)
    parts: list["Component"] = field(default_factory=list)

    def all(self, name: str) -> list[Property]:
        """The lines of this name."""
        return [one for one in self.properties if one.name == name]

    def first(self, name: str) -> Property | None:
        """The first line of this name."""
        return next((one for one in self.properties if one.name == name), None)

    def text(self, name: str) -> str:
        """The value of the first line of this name, without its escapes, on one line; "" when there is none."""
        found = self.first(name)
        return " ".join(unescaped(found.value).split()) if found else ""


def components(data: bytes | str, file: str, notes: list[LeftOut]) -> list[Component]:
    """The outermost components of a file.

    ``BadInput`` for a line that is none, stands outside, or begins or ends a component where it cannot; a component
    does not hold its own kind, except for the card of an AGENT in vCard 2.1.
    """
    found: list[Component] = []
    stack: list[Component] = []
    reader = _Reader(file, notes)
    for line, octets in _unfolded(_octets(data, file, notes)):
        one = reader.property(line, octets)
        if one.name == "BEGIN":
            begun = Component(one.value.strip().upper(), line)
            _check_begin(begun, stack, file)
            (stack[-1].parts if stack else found).append(begun)
            stack.append(begun)
        elif one.name == "END":
            _check_end(one, stack, file)
            stack.pop()
        elif not stack:
            raise BadInput(file, line, f"{quoted(one.name)} stands outside, no BEGIN line goes before it")
        else:
            stack[-1].properties.append(one)
    if stack:
        raise BadInput(file, stack[-1].line, f"BEGIN:{stack[-1].name} has no END:{stack[-1].name}")
    return found


def _check_begin(begun: Component, stack: list[Component], file: str) -> None:
    around = next((one for one in stack if one.name == begun.name), None)
    last = stack[-1].properties[-1].name if stack and stack[-1].properties else ""
    if around and last != "AGENT":
        reason = f"BEGIN:{begun.name} stands here, but the one of line {around.line} has not ended"
        raise BadInput(file, begun.line, reason)


def _check_end(end: Property, stack: list[Component], file: str) -> None:
    name = end.value.strip().upper()
    if not stack:
        raise BadInput(file, end.line, f"END:{name} has no BEGIN:{name} before it")
    if stack[-1].name != name:
        due = f"END:{stack[-1].name} for line {stack[-1].line}"
        raise BadInput(file, end.line, f"END:{name} stands where {due} is due")


def _octets(data: bytes | str, file: str, notes: list[LeftOut]) -> bytes:
    if isinstance(data, str):
        return _as_utf8(data, file)
    for mark, name in _WIDE_MARKS:
        if data.startswith(mark):
            try:
                text = data.decode(name)
            except UnicodeDecodeError:
                raise BadInput(file, 0, f"the file begins as {name} but is not {name} throughout") from None
            notes.append(LeftOut(1, "the whole file", f"it is {name} and was read as such", file))
            return _as_utf8(text, file)
    return data.removeprefix(codecs.BOM_UTF8)


def _as_utf8(text: str, file: str) -> bytes:
    return text_of(text.replace("\r\n", "\n").replace("\r", "\n"), file).encode()


def _unfolded(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Whole lines with the number of their first; unfolded as bytes, for a fold may stand within a character.

    Beside folds there are the soft line breaks of quoted-printable, and base64 that was not indented. A fold of
    vCard 2.1 stands before a space that belongs to the text.
    """
    chunks: list[bytes] = []
    encoding, began, keep = b"", 0, False
    for number, raw in enumerate(_LINE_END.split(data), 1):
        soft = encoding == b"QUOTED-PRINTABLE" and chunks[-1].endswith(b"=")
        if soft and not _FRAME.match(raw):
            chunks[-1] = chunks[-1][:-1]
            chunks.append(raw)
        elif chunks and raw[:1] in (b" ", b"\t"):
            chunks.append(raw if keep else raw[1:])
        elif encoding in (b"BASE64", b"B") and _BASE64_LINE.fullmatch(raw):
            chunks.append(raw)
        else:
            if chunks:
                yield began, b"".join(chunks)
            chunks, began = [raw] if raw.strip() else [], number
            known = _ENCODED.match(raw)
            encoding = known[1].upper() if known else b""
            if _FRAME.match(raw):
                keep = False
            elif raw.strip().upper() == b"VERSION:2.1":
                keep = True
    if chunks:
        yield began, b"".join(chunks)


class _Reader:
    """Makes lines into properties; remembers whether it has said already that it assumed an encoding."""

    def __init__(self, file: str, notes: list[LeftOut]) -> None:
        self.file = file
        self.notes = notes
        self.told = False

    def property(self, line: int, octets: bytes) -> Property:
        """The parts of one unfolded line, told apart in Latin-1, which loses nothing, and decoded after that."""
        text = octets.decode("latin-1")
        header = _HEADER.match(text)
        head = header[1] if header else text.partition(":")[0]
        if len(head) == len(text):
            raise BadInput(self.file, line, f"{quoted(self._text(octets, '', line))} has no colon")
        first, *rest = _SEGMENT.findall(head) or [""]
        group, _, name = first.strip().rpartition(".")
        if not _NAME.fullmatch(name):
            shown = quoted(self._text(head.encode("latin-1"), "", line))
            raise BadInput(self.file, line, f"{shown} is no name of a property")
        params = tuple(self._param(one, line) for one in rest)
        value = self._value(text[len(head) + 1 :].encode("latin-1"), params, line)
        return Property(name.upper(), value, line, params, group.upper())

    def _param(self, segment: str, line: int) -> tuple[str, tuple[str, ...]]:
        text = self._text(segment.encode("latin-1"), "", line)
        name, mark, listed = text.partition("=")
        if not mark:
            name, listed = "", text
        values = (one.strip().strip('"') for one in _LISTED.findall(listed))
        return name.strip().upper(), tuple(_CARET.sub(_uncaret, one) for one in values)

    def _value(self, octets: bytes, params: tuple[tuple[str, tuple[str, ...]], ...], line: int) -> str:
        marks = {one.upper() for name, values in params if name in ("", "ENCODING") for one in values}
        if marks & {"BASE64", "B"}:
            return ""
        if "QUOTED-PRINTABLE" in marks:
            octets = binascii.a2b_qp(octets)
        charset = next((values[0] for name, values in params if name == "CHARSET" and values), "")
        return self._text(octets, charset, line)

    def _text(self, octets: bytes, charset: str, line: int) -> str:
        text = _declared(octets, charset)
        if text is None:
            try:
                text = octets.decode("utf-8")
            except UnicodeDecodeError:
                text = self._assumed(octets, line)
        if reason := unstorable(text):
            raise BadInput(self.file, line, reason)
        return text

    def _assumed(self, octets: bytes, line: int) -> str:
        if not self.told:
            self.notes.append(LeftOut(line, "letters beyond ASCII", ASSUMED, self.file))
            self.told = True
        try:
            return octets.decode("cp1252")
        except UnicodeDecodeError:
            return octets.decode("latin-1")


def _declared(octets: bytes, charset: str) -> str | None:
    """The text in the encoding that the line names; None when it names none, or one that does not fit."""
    if not charset or "escape" in charset.lower():
        return None
    try:
        return octets.decode(charset)
    except (LookupError, ValueError):
        return None


def _uncaret(match: re.Match[str]) -> str:
    return {"n": "\n", "'": '"'}.get(match[1], "^")


def pieces(value: str, mark: str) -> list[str]:
    """The parts of a value between marks (``;`` or ``,``) that are not escaped; their escapes stay."""
    found, start = [], 0
    for one in re.finditer(rf"\\.|{mark}", value, re.DOTALL):
        if one[0] == mark:
            found.append(value[start : one.start()])
            start = one.end()
    return [*found, value[start:]]


def unescaped(value: str) -> str:
    r"""The text that a value stands for: ``\n`` is a new line, any other escaped character is itself."""
    return _ESCAPED.sub(lambda one: "\n" if one[1] in "nN" else one[1], value)


def escaped(text: str) -> str:
    """The value that stands for a text."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def folded(line: str) -> str:
    """The line cut into lines of at most 75 octets, never within a character, each with CRLF at its end."""
    octets, start, room = line.encode(), 0, _WIDTH
    cut: list[str] = []
    while start < len(octets) or not cut:
        end = min(start + room, len(octets))
        while end < len(octets) and octets[end] & 0xC0 == 0x80:
            end -= 1
        cut.append(octets[start:end].decode())
        start, room = end, _WIDTH - 1
    return "\r\n ".join(cut) + "\r\n"
