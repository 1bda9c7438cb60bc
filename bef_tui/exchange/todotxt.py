"""The todo.txt format: one task a line, completed ones marked with ``x``."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bef_tui.exchange.reading import ImportedTask, LeftOut, Reading, text_of

SOURCE = "todo.txt"

_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_DONE = re.compile(rf"x (?:(?P<done>{_DAY}) (?:(?P<created>{_DAY}) )?)?(?P<rest>.*)", re.DOTALL)
_OPEN = re.compile(rf"(?:\((?P<priority>[A-Z])\) )?(?:(?P<created>{_DAY}) )?(?P<rest>.*)", re.DOTALL)
_PAIR = re.compile(r"(?P<key>[^\s:+@(][^\s:]*):(?P<value>(?!//)[^\s:]\S*)")
_KNOWN = ("due", "t", "pri", "rec")
_PRIORITIES = {"A": 1, "B": 2, "C": 3}


@dataclass(frozen=True)
class _Line:
    """One line, taken apart; ``words`` are all words behind the dates."""

    file: str
    number: int
    done: bool
    done_on: date | None
    created_on: date | None
    letter: str
    words: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]

    @property
    def identity(self) -> str:
        """What stays the same when a line is completed, reprioritised or put off."""
        kept = [word for word in self.words if not _is_pair(word, ("due", "t", "pri"))]
        if "rec" in dict(self.pairs):
            kept += [f"{key}:{value}" for key, value in self.pairs if key == "due"]
        return " ".join([self.created_on.isoformat() if self.created_on else "-", *kept])


def read_tasks(files: Iterable[tuple[str, bytes | str]]) -> Reading[ImportedTask]:
    """The tasks of todo.txt files, each given as its name and content; ``BadInput`` names what cannot be read.

    * ``(A)`` is priority 1, ``(B)`` 2, ``(C)`` to ``(Z)`` 3, also as ``pri:A`` on a completed line; the letter is
      kept in ``extra``. ``due:`` is due, ``t:`` planned, ``rec:`` and all other ``key:value`` are kept as text.
    * ``+project`` is a tag and the first one the project, ``@context`` a context. At the end of a line they are taken
      out of the title, within it they are part of the sentence and stay.
    * A ``due:`` or ``t:`` that is no date stays in the title, and a note says so. Empty lines are nothing.

    A task is told apart by its creation date and its words, without priority, ``due:`` and ``t:``: so a line that was
    completed, moved to done.txt, put off or given another priority is still the same task. A repeating one (``rec:``)
    is a new task for each ``due:``. Lines that are alike are numbered, completed ones first. So give todo.txt and
    done.txt in one call: apart, the second of two lines that are alike cannot be told from the first.
    """
    notes: list[LeftOut] = []
    left_out: list[LeftOut] = []
    lines: list[_Line] = []
    for file, data in files:
        for number, text in enumerate(text_of(data, file).split("\n"), 1):
            if not text.strip():
                continue
            line = _taken_apart(text, file, number)
            if any(word.strip() for word in line.words):
                lines.append(line)
            else:
                left_out.append(LeftOut(number, text, "it has no words", file))
    ids = _source_ids(lines)
    records = tuple(_imported(line, source_id, notes) for line, source_id in zip(lines, ids, strict=True))
    return Reading(records, tuple(left_out), tuple(notes))


def _taken_apart(text: str, file: str, number: int) -> _Line:
    match = _DONE.fullmatch(text) or _OPEN.fullmatch(text)
    found = match.groupdict() if match else {"rest": text}
    stamps = {name: _day(found.get(name)) for name in ("done", "created")}
    rest = found["rest"] or ""
    if any(found.get(name) and stamps[name] is None for name in stamps):
        # Dates that no calendar has are words like any other.
        rest, stamps = (
            text[2:] if text.startswith("x ") else re.sub(r"^\([A-Z]\) ", "", text),
            dict.fromkeys(stamps),
        )
    words = tuple(word for word in re.split(r"[ \t]+", rest) if word)
    pairs = tuple((m["key"], m["value"]) for word in words if (m := _PAIR.fullmatch(word)))
    done = text.startswith("x ")
    letter = found.get("priority") or (dict(pairs).get("pri", "") if done else "")
    return _Line(file, number, done, stamps["done"], stamps["created"], letter, words, pairs)


def _source_ids(lines: Sequence[_Line]) -> list[str]:
    """For every line a hash of what it is and which of its like it is; completed ones come first, oldest first."""
    order = sorted(range(len(lines)), key=lambda at: (not lines[at].done, lines[at].done_on or date.max, at))
    counts: dict[str, int] = {}
    ids = [""] * len(lines)
    for at in order:
        identity = lines[at].identity
        counts[identity] = counts.get(identity, 0) + 1
        ids[at] = hashlib.sha256(f"{identity}\n{counts[identity]}".encode()).hexdigest()[:32]
    return ids


def _imported(line: _Line, source_id: str, notes: list[LeftOut]) -> ImportedTask:
    values = dict(reversed(line.pairs))
    days = {name: _day(values[name]) for name in ("due", "t") if name in values}
    for name in (name for name, day in days.items() if day is None):
        notes.append(
            LeftOut(line.number, f"{name}:{values[name]}", "it is no date and stays in the title", line.file)
        )
    taken = (
        {name for name, day in days.items() if day is not None} | {"rec"} | ({"pri"} if line.done else set())
    )
    projects = tuple(dict.fromkeys(word[1:] for word in line.words if _is_mark(word, "+")))
    contexts = tuple(dict.fromkeys(word[1:] for word in line.words if _is_mark(word, "@")))
    extra = [(key, value) for key, value in line.pairs if key not in _KNOWN or key == "rec"]
    if line.letter:
        extra.append(("pri", line.letter))
    return ImportedTask(
        source=SOURCE,
        source_id=source_id,
        file=line.file,
        line=line.number,
        title=_title(line.words, taken),
        status="done" if line.done else "open",
        created_on=line.created_on,
        due=days.get("due"),
        planned=days.get("t"),
        done_on=line.done_on,
        priority=_PRIORITIES.get(line.letter, 3) if re.fullmatch("[A-Z]", line.letter) else None,
        project=projects[0] if projects else None,
        tags=projects,
        contexts=contexts,
        extra=tuple(extra),
    )


def _title(words: tuple[str, ...], taken: set[str]) -> str:
    """The words without the pairs that were taken and the marks at the end; all of them if none remained."""
    kept = [word for word in words if not _is_pair(word, taken)]
    while kept and (_is_mark(kept[-1], "+") or _is_mark(kept[-1], "@")):
        kept.pop()
    return " ".join(kept or words)


def _is_mark(word: str, mark: str) -> bool:
    return len(word) > 1 and word.startswith(mark)


def _is_pair(word: str, keys: Iterable[str]) -> bool:
    match = _PAIR.fullmatch(word)
    return match is not None and match["key"] in keys


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text and re.fullmatch(_DAY, text) else None
    except ValueError:
        return None
