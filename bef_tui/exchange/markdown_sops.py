"""Procedures in Markdown files: a file with steps becomes an SOP, and an SOP a file."""

import json
import re
from dataclasses import dataclass
from pathlib import PurePath

from bef_tui.exchange.reading import LeftOut, Reading, text_of
from bef_tui.exchange.steps import Step, body_of, steps_of

__all__ = ["ImportedSop", "Step", "body_of", "read_sop", "steps_of", "to_markdown"]

SOURCE = "markdown"

_FRONT_MATTER = re.compile(r"---[ \t]*\n((?:[^\n]*\n)*?)---[ \t]*(?:\n|$)")
_FIELD = re.compile(r"(title|description):[ \t]*(.*)")
_TITLE = re.compile(r"^#[ \t]+([^\n]*?)[ \t#]*$", re.MULTILINE)
_NO_PROSE = re.compile(r"[ \t]|#|[-*+>|<!?=~`]|[0-9]+[.)]")


@dataclass(frozen=True)
class ImportedSop:
    """A procedure: ``body`` is its Markdown as written, ``steps`` what ``steps_of(body)`` finds in it."""

    source: str
    source_id: str
    title: str
    purpose: str
    steps: tuple[Step, ...]
    body: str


def read_sop(data: bytes | str, file: str) -> Reading[ImportedSop]:
    """The procedure that a Markdown file describes.

    ``file`` is the name it is known by from now on (its path below the imported folder). The title is the one of the
    front matter, or the first ``# heading``, or the name of the file in words; the purpose is the description of the
    front matter, or the first paragraph. A file without a numbered line or checkbox is left out, and why is said.
    """
    text = text_of(data, file)
    fields, body = _front_matter(text)
    steps = steps_of(body)
    if not steps:
        return Reading((), (LeftOut(1, file, _why_no_steps(body), file),))
    heading = _TITLE.search(_without_code(body))
    title = fields.get("title") or (heading[1].strip() if heading else "") or _in_words(file)
    purpose = fields.get("description") or _first_paragraph(body)
    return Reading((ImportedSop(SOURCE, file, title, purpose, steps, body),))


def to_markdown(title: str, purpose: str, body: str) -> str:
    """The file that ``read_sop`` reads as the same title, purpose, body and steps."""
    head = f"---\ntitle: {_quoted(title)}\n"
    if purpose:
        head += f"description: {_quoted(purpose)}\n"
    return f"{head}---\n{body}"


def _quoted(text: str) -> str:
    """The text as a YAML string in double quotes, on one line."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f").replace("\x85", "\\u0085")


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """Title and description from the head of the file, and the rest of it."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return {}, text
    fields: dict[str, str] = {}
    for line in match[1].split("\n"):
        if found := _FIELD.fullmatch(line):
            fields[found[1]] = _unquoted(found[2].strip(" \t"))
    return fields, text[match.end() :]


def _unquoted(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] == '"':
        try:
            return str(json.loads(value))
        except ValueError:
            return value[1:-1]
    if len(value) >= 2 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    return value


def _in_words(file: str) -> str:
    """``runbooks/during_an_incident.md`` as ``During an incident``."""
    words = re.sub(r"[\s_-]+", " ", PurePath(file).stem).strip() or file
    return words[:1].upper() + words[1:]


def _without_code(body: str) -> str:
    """The body up to its first fence, where a ``#`` may begin a comment."""
    return re.split(r"^ {0,3}(?:```|~~~)", body, maxsplit=1, flags=re.MULTILINE)[0]


def _first_paragraph(body: str) -> str:
    """The first lines of prose, joined; nothing when steps come first."""
    for block in re.split(r"\n[ \t]*\n", body.strip("\n")):
        lines = [line for line in block.strip("\n").split("\n") if not line.startswith("#")]
        if lines and any(lines) and not _NO_PROSE.match(lines[0]):
            return " ".join(line.strip(" \t") for line in lines)
        if steps_of(block):
            break
    return ""


def _why_no_steps(body: str) -> str:
    bullets = len(re.findall(r"^[ \t]*[-*+][ \t]+\S", body, re.MULTILINE))
    plain = f"; its {bullets} plain bullets are not steps" if bullets else ""
    return f"no numbered line and no checkbox, so there are no steps to follow{plain}"
