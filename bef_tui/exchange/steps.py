"""The steps of a procedure written in Markdown: its numbered lines and checkboxes, nested ones included."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bef_tui.exchange.step_reader import CHECKBOX, Item, Reader

LONGEST_HEADLINE = 500

_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)(?:\{[^{}]*\})?")
_EMPHASIS = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1")


@dataclass(frozen=True)
class Step:
    """One step: how deep it is nested (0 is outermost), its number, and its Markdown as written.

    ``number`` counts within the section: ``3``, and ``3.1`` for the first step below it. The first line of ``text``
    is the step; the lines after it are what stands beneath: bullets, paragraphs, code. ``section`` is the heading it
    stands under.
    """

    depth: int
    number: str
    text: str
    section: str = ""

    @property
    def headline(self) -> str:
        """The step on one line, links as their words and without marks of emphasis, for lists."""
        first = self.text.partition("\n")[0][:LONGEST_HEADLINE]
        return _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", first))

    @property
    def details(self) -> str:
        """What stands beneath the step, as Markdown; often nothing."""
        return self.text.partition("\n")[2]


def steps_of(body: str) -> tuple[Step, ...]:
    """The steps of a Markdown text, in order.

    A numbered line (``1.`` or ``1)``) or a checkbox (``- [ ]``, ``* [x]``, ``1. [ ]``) is a step; one nested under
    another step is a step below it. A plain bullet is never a step: under a step it belongs to the text of that step
    (it says how), elsewhere it is prose. So a procedure of 30 numbered lines, each with bullets, has 30 steps.
    Nothing in code, HTML, quotes or admonitions (``!!! note``) is a step.

    Nesting is read as people write it: two spaces are enough, four are fine.
    """
    reader = Reader()
    for line in body.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        reader.read(line)
    reader.end()
    return tuple(_numbered(reader.steps))


def body_of(steps: Iterable[Step]) -> str:
    """Markdown that has exactly these steps: the inverse of ``steps_of``."""
    lines: list[str] = []
    section = ""
    indents = [0]
    beneath = False
    for step in steps:
        if step.section != section:
            section = step.section
            lines += ["", f"## {section}".rstrip(" "), ""]
        del indents[step.depth + 1 :]
        mark = f"{step.number.rpartition('.')[2]}. "
        lead = " " * indents[-1]
        first, *rest = step.text.split("\n")
        box = "[ ] " if CHECKBOX.match(first) else ""
        if beneath and step.depth:
            lines.append("")
        lines.append(f"{lead}{mark}{box}{first}")
        indents.append(len(lead) + len(mark))
        lines += [f"{' ' * indents[-1]}{line}" if line else "" for line in rest]
        beneath = bool(rest) or first.startswith("<")
    return "\n".join(lines).strip("\n") + "\n" if lines else ""


def _numbered(items: list[Item]) -> Iterable[Step]:
    """The items that have a text, with depth and number."""
    below: dict[int, int] = {}
    known: dict[int, tuple[int, str]] = {}
    section = ""
    for item in items:
        text = item.text()
        if not text.strip(" \t\n"):
            continue
        if item.section != section:
            section = item.section
            below[0] = 0
        parent = item.parent
        while parent is not None and id(parent) not in known:
            parent = parent.parent
        depth, prefix = known[id(parent)] if parent is not None else (-1, "")
        key = id(parent) if parent is not None else 0
        below[key] = below.get(key, 0) + 1
        number = f"{prefix}.{below[key]}" if prefix else str(below[key])
        known[id(item)] = (depth + 1, number)
        yield Step(depth + 1, number, text, item.section)
