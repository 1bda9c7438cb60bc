"""What every importer gives back: records, what was left out and why; and how a file becomes text."""

import codecs
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, Literal, TypeVar

from bef_tui.exchange.problems import BadInput, unstorable

Record = TypeVar("Record")

_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)


@dataclass(frozen=True)
class LeftOut:
    """Something a file holds that was not taken: where it stands, what it is, and why."""

    line: int
    what: str
    why: str
    file: str = ""


@dataclass(frozen=True)
class Reading(Generic[Record]):
    """A file that was read whole.

    ``left_out`` are records that were not taken; ``notes`` are details that were lost of records that were.
    """

    records: tuple[Record, ...]
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[LeftOut, ...] = ()


@dataclass(frozen=True)
class ImportedTask:
    """A task from another tool. ``source`` and ``source_id`` tell it apart for ever, so that a second import finds it.

    ``priority`` is 1 (first) to 3. ``note`` is free text; ``extra`` are named values that have no field here, as text.
    ``done_at`` is the instant, where the source knows it; ``done_on`` is its day.
    """

    source: str
    source_id: str
    file: str
    line: int
    title: str
    status: Literal["open", "done"] = "open"
    created_on: date | None = None
    due: date | None = None
    planned: date | None = None
    done_on: date | None = None
    done_at: datetime | None = None
    priority: int | None = None
    project: str | None = None
    tags: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    depends: tuple[str, ...] = ()
    note: str = ""
    extra: tuple[tuple[str, str], ...] = ()


def text_of(data: bytes | str, file: str) -> str:
    """The text of a file, without byte order mark and with plain line ends; ``BadInput`` names the line at fault.

    Only UTF-8 is taken: any other encoding would have to be guessed, and a wrong guess spoils names silently.
    """
    text = data if isinstance(data, str) else _decoded(data, file)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    reason = unstorable(text)
    if reason is not None:
        at = next(i for i, c in enumerate(text) if c == "\0" or "\ud800" <= c <= "\udfff")
        raise BadInput(file, line_at(text, at), reason)
    return text


def line_at(text: str, position: int) -> int:
    """The number of the line that holds this position, from 1."""
    return text.count("\n", 0, position) + 1


def _decoded(data: bytes, file: str) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            raise BadInput(file, 1, f"the file is {name}, save it as UTF-8")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = data[error.start]
        raise BadInput(file, line, f"the byte 0x{byte:02X} is not UTF-8, save the file as UTF-8") from None
