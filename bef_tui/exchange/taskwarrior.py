"""Taskwarrior's ``task export``: a JSON array, or one object a line."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from typing import Any, NoReturn

from bef_tui.exchange.problems import BadInput, quoted, unstorable
from bef_tui.exchange.reading import ImportedTask, LeftOut, Reading, line_at, text_of

SOURCE = "taskwarrior"

_PRIORITIES = {"H": 1, "M": 2, "L": 3, "": None}
_TAKEN = ("pending", "waiting", "completed")
# What a field of ImportedTask holds, and what only Taskwarrior itself can use.
_STAMPS = frozenset(("entry", "due", "wait", "scheduled", "end"))
_MAPPED = _STAMPS | {"uuid", "description", "status", "priority", "project", "tags", "depends", "annotations"}
_INTERNAL = frozenset(("id", "urgency", "modified", "mask", "imask"))
_BETWEEN = re.compile(r"[\s,]*")
_DEEPEST = "it is nested too deeply to be a task"


def read_tasks(data: bytes | str, file: str, zone: tzinfo = UTC) -> Reading[ImportedTask]:
    """The tasks of an export; ``zone`` is where its instants become days.

    * ``pending`` and ``waiting`` are open, ``completed`` is done at its ``end``. ``deleted`` is left out, and so is a
      ``recurring`` parent: it is the mould, its occurrences are tasks of their own.
    * ``due`` is due. ``scheduled``, or else ``wait``, is the day it is planned for.
    * Priority H, M, L is 1, 2, 3. ``project``, ``tags`` and ``depends`` (uuids) are kept, annotations are the note,
      one a line with its day. Everything else, such as user defined attributes, is kept as text in ``extra``.
    * A zero date is no date, and a note says so.

    ``BadInput`` names the line of what is not valid; then nothing is taken.
    """
    records: list[ImportedTask] = []
    left_out: list[LeftOut] = []
    notes: list[LeftOut] = []
    seen: dict[str, int] = {}
    for line, value in _objects(text_of(data, file), file):
        task = _Task(value, line, file, zone, notes)
        uuid = task.text("uuid", needed=True)
        why = _why_left_out(task)
        if why is None and uuid in seen:
            why = f"the same task stands in line {seen[uuid]} already"
        if why is not None:
            left_out.append(LeftOut(line, task.text("description"), why, file))
            continue
        seen[uuid] = line
        records.append(task.imported(uuid))
    return Reading(tuple(records), tuple(left_out), tuple(notes))


def _why_left_out(task: "_Task") -> str | None:
    status = task.text("status") or "pending"
    if status == "deleted":
        return "it is deleted in Taskwarrior"
    if status == "recurring" or "mask" in task.value:
        return "it is the template of a recurring task; its occurrences are tasks of their own"
    return None if status in _TAKEN else f"its status {quoted(status)} is not known"


class _Task:
    """One exported object, with what is needed to say where it stands."""

    def __init__(
        self, value: dict[str, Any], line: int, file: str, zone: tzinfo, notes: list[LeftOut]
    ) -> None:
        self.value = value
        self.line = line
        self.file = file
        self.zone = zone
        self.notes = notes

    def imported(self, uuid: str) -> ImportedTask:
        """The task as this project knows it."""
        done = self.text("status") == "completed"
        end = self._instant("end") if done else None
        created, due = self._instant("entry"), self._instant("due")
        planned = self._instant("scheduled") or self._instant("wait")
        return ImportedTask(
            source=SOURCE,
            source_id=uuid,
            file=self.file,
            line=self.line,
            title=self.text("description", needed=True),
            status="done" if done else "open",
            created_on=created.date() if created else None,
            due=due.date() if due else None,
            planned=planned.date() if planned else None,
            done_on=end.date() if end else None,
            done_at=end.astimezone(UTC) if end else None,
            priority=self._priority(),
            project=self.text("project") or None,
            tags=self._texts("tags"),
            depends=self._texts("depends"),
            note=self._note(),
            extra=tuple((k, _as_text(v)) for k, v in self.value.items() if k not in _MAPPED | _INTERNAL),
        )

    def text(self, name: str, *, needed: bool = False) -> str:
        """The text of an attribute, empty when there is none."""
        value = self.value.get(name)
        if value is None or value == "":
            return self._bad(f"the task has no {name}") if needed else ""
        return value if isinstance(value, str) else self._bad(f"{name} is not a text")

    def _bad(self, reason: str) -> NoReturn:
        raise BadInput(self.file, self.line, reason)

    def _texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; older versions write them in one text, parted by commas."""
        value = self.value.get(name) or []
        if isinstance(value, str):
            value = value.split(",")
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self._bad(f"{name} is not a list of texts")
        return tuple(dict.fromkeys(one for one in value if one))

    def _priority(self) -> int | None:
        value = self.text("priority")
        if value not in _PRIORITIES:
            self.notes.append(
                LeftOut(self.line, f"priority {quoted(value)}", "it is not H, M or L", self.file)
            )
        return _PRIORITIES.get(value)

    def _note(self) -> str:
        value = self.value.get("annotations") or []
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self._bad("annotations are not a list of objects")
        lines = []
        for one in value:
            entry = _Task(one, self.line, self.file, self.zone, self.notes)
            at, said = entry._instant("entry"), entry.text("description")
            lines.append(f"{at.date().isoformat()} {said}" if at else said)
        return "\n".join(lines)

    def _instant(self, name: str) -> datetime | None:
        """An instant in the zone of the reader, None for a zero date, which is noted."""
        written = self.text(name)
        if not written:
            return None
        if written.startswith("00000000") or written in ("0", "19700101T000000Z"):
            self.notes.append(LeftOut(self.line, f"{name} {written}", "a zero date is no date", self.file))
            return None
        try:
            at = datetime.fromisoformat(written)
            return at.astimezone(self.zone) if at.tzinfo else at.replace(tzinfo=self.zone)
        except (ValueError, OverflowError):
            self._bad(f"{name} {quoted(written)} is no date")


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _objects(text: str, file: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Every object of the export with the line it begins in."""
    decoder = json.JSONDecoder(parse_constant=_refuse_constant)
    end = len(text.rstrip())
    at = _skip(text, 0)
    array = text[at : at + 1] == "["
    if array:
        at = _skip(text, at + 1)
        if text[end - 1] != "]":
            raise BadInput(file, line_at(text, end), "the array is not closed, the file may be cut off")
        end -= 1
    line, counted = 1, 0
    while at < end:
        line, counted = line + text.count("\n", counted, at), at
        if text[at] != "{":
            raise BadInput(file, line, f"a task begins with {{, this is {quoted(text[at : at + 20])}")
        value, after = _decoded(decoder, text, at, file, line)
        yield line, value
        at = _skip(text, after)


def _decoded(
    decoder: json.JSONDecoder, text: str, at: int, file: str, line: int
) -> tuple[dict[str, Any], int]:
    try:
        value, after = decoder.raw_decode(text, at)
    except json.JSONDecodeError as error:
        raise BadInput(file, error.lineno, f"no valid JSON ({error.msg}, column {error.colno})") from None
    except RecursionError:
        raise BadInput(file, line, _DEEPEST) from None
    except ValueError as error:
        raise BadInput(file, line, f"no valid JSON ({error})") from None
    for said in _all_texts(value):
        if reason := unstorable(said):
            raise BadInput(file, line, reason)
    return value, after


def _all_texts(value: object) -> Iterator[str]:
    """Every text in a value, keys included."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            waiting += [*one.keys(), *one.values()]


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _skip(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    return found.end() if found else at
