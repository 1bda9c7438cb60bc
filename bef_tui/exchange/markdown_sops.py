"""Procedures in Markdown files: a file with steps becomes an SOP, and an SOP a file."""

import re
from dataclasses import dataclass, field
from pathlib import PurePath

from bef_tui.exchange.front_matter import MARK, fields_of, with_fields
from bef_tui.exchange.problems import quoted
from bef_tui.exchange.reading import LeftOut, Reading, text_of
from bef_tui.exchange.steps import Step, body_of, steps_of

__all__ = ["About", "ImportedSop", "Step", "body_of", "read_sop", "steps_of", "to_markdown"]

SOURCE = "markdown"

RHYTHMS = ("daily", "weekly", "monthly", "quarterly")

_DAYS = re.compile(r"([0-9]{1,18})(?: days?)?")
_TITLE = re.compile(r"^#[ \t]+([^\n]*?)[ \t#]*$", re.MULTILINE)
_NO_PROSE = re.compile(r"[ \t]|#|[-*+>|<!?=~`]|[0-9]+[.)]")


@dataclass(frozen=True)
class About:
    """What stands beside a procedure: when it is done, by whom, for which core process, and how often.

    ``cadence`` is one of ``RHYTHMS`` or empty, ``review_days`` after how many days it is to be read again.
    """

    trigger: str = ""
    owner: str = ""
    process: str = ""
    cadence: str = ""
    review_days: int | None = None


@dataclass(frozen=True)
class ImportedSop:
    """A procedure: ``body`` is its Markdown as written, ``steps`` what ``steps_of(body)`` finds in it.

    ``exported`` says that bef wrote the file once.
    """

    source: str
    source_id: str
    title: str
    purpose: str
    steps: tuple[Step, ...]
    body: str
    about: About = field(default=About())
    exported: bool = False


def read_sop(data: bytes | str, file: str) -> Reading[ImportedSop]:
    """The procedure that a Markdown file describes.

    ``file`` is the name it is known by from now on (its path below the imported folder). The title is the one of the
    head, or the first ``# heading``, or the name of the file in words; the purpose is ``purpose`` or ``description``
    of the head, or the first paragraph. ``trigger``, ``owner``, ``process``, ``rhythm`` and ``review`` of the head say
    what stands beside it. A file without a numbered line or checkbox is left out, and why is said.
    """
    text = text_of(data, file)
    fields, body = fields_of(text)
    steps = steps_of(body)
    if not steps:
        return Reading((), (LeftOut(1, file, _why_no_steps(body), file),))
    heading = _TITLE.search(_without_code(body))
    title = fields.get("title") or (heading[1].strip() if heading else "") or _in_words(file)
    purpose = fields.get("purpose")
    if purpose is None:
        purpose = fields.get("description") or _first_paragraph(body)
    about, doubts = _about(fields)
    record = ImportedSop(SOURCE, file, title, purpose, steps, body, about, MARK in fields)
    return Reading((record,), notes=tuple(LeftOut(1, title, doubt, file) for doubt in doubts))


def to_markdown(title: str, purpose: str, body: str, about: About | None = None) -> str:
    """The file that ``read_sop`` reads as the same title, purpose, body, steps, and what stands beside them."""
    about = about or About()
    beside = {
        "trigger": about.trigger,
        "owner": about.owner,
        "process": about.process,
        "rhythm": about.cadence,
        "review": f"{about.review_days} days" if about.review_days else "",
    }
    known = {name: value for name, value in beside.items() if value}
    return with_fields({"title": title, "purpose": purpose, **known}, body)


def _about(fields: dict[str, str]) -> tuple[About, list[str]]:
    """What the head says beside title and purpose, and what of it is not understood."""
    doubts = []
    rhythm, review = fields.get("rhythm", "").lower(), fields.get("review", "")
    if rhythm and rhythm not in RHYTHMS:
        doubts.append(f"the rhythm {quoted(rhythm)} is none of {', '.join(RHYTHMS)}, so it has none")
        rhythm = ""
    days = _DAYS.fullmatch(review)
    if review and not (days and int(days[1])):
        doubts.append(f"{quoted(review)} is no number of days after which to read it again")
        days = None
    about = About(
        trigger=fields.get("trigger", ""),
        owner=fields.get("owner", ""),
        process=fields.get("process", ""),
        cadence=rhythm,
        review_days=int(days[1]) if days else None,
    )
    return about, doubts


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
