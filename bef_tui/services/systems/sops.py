"""SOPs: written in Markdown, every save a revision; active once somebody owns them and knows when they apply."""

import difflib
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, SQLModel, col, select

from bef_tui.data.planning import Person
from bef_tui.data.systems import CoreProcess, Sop, SopBase, SopRevision
from bef_tui.exchange.steps import Step, steps_of
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import Cadence, SopStatus
from bef_tui.services import records
from bef_tui.services.records import Values
from bef_tui.services.systems.occurrences import forget_waiting, generate_due
from bef_tui.services.systems.processes import review_due

NO_STEPS = "An SOP in use needs at least one step: a numbered line (1. …) or a checkbox (- [ ] …)."


class RevisionText(SQLModel):
    """What a writer gives: the text, and a word on what changed."""

    body: str
    note: str = ""


# Deeds


def add_sop(session: Session, *, now: Now, body: str = "", **values: Any) -> int:
    """Add an SOP."""
    clean = records.checked(SopBase, values)
    records.require_text(clean["title"], "title", "An SOP needs a title.")
    clean["owner_id"] = clean.get("owner_id") or records.founder_id(session)
    sop_id = records.saved(session, Sop(**clean, created_on=now.today))
    if body.strip():
        save_revision(session, sop_id, body, now=now)
    return sop_id


def edit_sop(
    session: Session, sop_id: int, changes: Values, opened: Values | None = None, *, now: Now
) -> int:
    """Edit what an SOP is for, its owner, trigger and rhythm."""
    sop = records.found(session, Sop, sop_id)
    rhythm = sop.cadence
    records.changed(session, sop, SopBase, changes, opened)
    records.require_text(sop.title, "title", "An SOP needs a title.")
    if sop.status == "active":
        _ask(sop)
    if sop.cadence != rhythm:
        forget_waiting(session, sop_id, now=now)
        generate_due(session, now=now)
    return sop_id


def save_revision(
    session: Session, sop_id: int, body: str, *, now: Now, note: str = "", based_on: int | None = None
) -> int:
    """Save a revision of an SOP; gives its number.

    ``based_on`` is the revision the writer started from: ``RuleBroken`` when there is a newer one meanwhile. A text
    that says the same as the newest revision adds none.
    """
    sop = records.found(session, Sop, sop_id)
    records.checked(RevisionText, {"body": body, "note": note})
    if based_on is not None and based_on != sop.revision:
        raise RuleBroken(
            f"Revision {sop.revision} was saved meanwhile, you started from {based_on}: "
            "save again to put yours on top, both stay on record.",
            field="based_on",
        )
    records.require_text(body, "body", "There is nothing to save yet: write the steps.")
    if sop.revision and body == _body(session, sop_id, sop.revision):
        return sop.revision
    steps = len(steps_of(body))
    if sop.status == "active" and not steps:
        raise RuleBroken(NO_STEPS, field="body")
    sop.revision, sop.steps, sop.reviewed_on = sop.revision + 1, steps, now.today
    session.add(
        SopRevision(
            sop_id=sop_id,
            number=sop.revision,
            body=body,
            steps=steps,
            note=note,
            author_id=records.founder_id(session),
            saved_at=now.at,
            saved_on=now.today,
        )
    )
    session.flush()
    return sop.revision


def restore_revision(session: Session, sop_id: int, number: int, *, now: Now) -> int:
    """Take back an older revision of an SOP, as a new one; gives its number."""
    sop = records.found(session, Sop, sop_id)
    if number == sop.revision:
        raise RuleBroken(f"Revision {number} is the one in use.")
    return save_revision(
        session, sop_id, _body(session, sop_id, number), note=f"as revision {number}", now=now
    )


def activate(session: Session, sop_id: int, *, now: Now) -> int:
    """Put an SOP into use."""
    sop = records.found(session, Sop, sop_id)
    if sop.status == "active":
        return sop_id
    _ask(sop)
    if not sop.steps:
        raise RuleBroken(NO_STEPS, field="body")
    sop.status, sop.active_since, sop.reviewed_on = "active", now.today, now.today
    generate_due(session, now=now)
    return sop_id


def retire(session: Session, sop_id: int, *, now: Now) -> int:
    """Retire an SOP; its runs and revisions stay on record."""
    sop = records.found(session, Sop, sop_id)
    sop.status, sop.active_since = "retired", None
    forget_waiting(session, sop_id, now=now)
    return sop_id


def mark_reviewed(session: Session, sop_id: int, *, now: Now) -> int:
    """Mark an SOP as read again and still right."""
    sop = records.found(session, Sop, sop_id)
    if not sop.revision:
        raise RuleBroken("There is nothing to review yet: write the steps first (w).")
    sop.reviewed_on = now.today
    return sop_id


def delete_sop(session: Session, sop_id: int, *, now: Now) -> int:
    """Delete an SOP with its revisions and runs."""
    session.delete(records.found(session, Sop, sop_id))
    return sop_id


def _ask(sop: Sop) -> None:
    missing = [
        (field, question)
        for field, question, answer in (
            ("owner_id", "Who owns this?", sop.owner_id),
            ("trigger", "When is it done (its trigger)?", sop.trigger.strip() or sop.cadence),
        )
        if not answer
    ]
    if missing:
        raise RuleBroken(f"Not yet: {' '.join(question for _, question in missing)}", field=missing[0][0])


# Questions


@dataclass(frozen=True, slots=True)
class SopDetail:
    """An SOP whole, with the text and the steps of its newest revision."""

    id: int
    title: str
    process_id: int | None
    process: str
    purpose: str
    trigger: str
    owner_id: int | None
    owner: str
    cadence: Cadence
    review_days: int
    status: SopStatus
    revision: int
    body: str
    steps: tuple[Step, ...]
    reviewed_on: date | None
    review_due: date | None
    active_since: date | None


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """One saved text of an SOP."""

    number: int
    saved_on: date
    steps: int
    note: str
    author: str


def sop_detail(session: Session, sop_id: int) -> SopDetail:
    """One SOP; ``Gone`` when it was deleted."""
    sop = records.found(session, Sop, sop_id)
    process = session.get(CoreProcess, sop.process_id) if sop.process_id else None
    owner = session.get(Person, sop.owner_id) if sop.owner_id else None
    body = _body(session, sop_id, sop.revision) if sop.revision else ""
    return SopDetail(
        id=sop_id,
        title=sop.title,
        process_id=sop.process_id,
        process=process.name if process else "",
        purpose=sop.purpose,
        trigger=sop.trigger,
        owner_id=sop.owner_id,
        owner=owner.name if owner else "",
        cadence=sop.cadence,
        review_days=sop.review_days,
        status=sop.status,
        revision=sop.revision,
        body=body,
        steps=tuple(steps_of(body)),
        reviewed_on=sop.reviewed_on,
        review_due=review_due(sop),
        active_since=sop.active_since,
    )


def sop_values(session: Session, sop_id: int) -> dict[str, Any]:
    """What a form may change of an SOP."""
    return records.found(session, Sop, sop_id).model_dump(include=set(SopBase.model_fields))


def revisions(session: Session, sop_id: int) -> tuple[RevisionRow, ...]:
    """The revisions of an SOP, the newest first."""
    columns: tuple[Any, ...] = (
        SopRevision.number,
        SopRevision.saved_on,
        SopRevision.steps,
        SopRevision.note,
        Person.name,
    )
    query: Any = (
        select(*columns)
        .join(Person, col(Person.id) == SopRevision.author_id, isouter=True)
        .where(SopRevision.sop_id == sop_id)
        .order_by(col(SopRevision.number).desc())
    )
    return tuple(
        RevisionRow(number, saved_on, steps, note, author or "")
        for number, saved_on, steps, note, author in session.exec(query)
    )


def revision_body(session: Session, sop_id: int, number: int) -> str:
    """The text of one revision."""
    return _body(session, sop_id, number)


def diff(session: Session, sop_id: int, older: int, newer: int) -> tuple[str, ...]:
    """What changed between two revisions, as lines that start with ``+``, ``-``, ``@@`` or a space."""
    before = _body(session, sop_id, older) if older else ""
    return diff_texts(before, _body(session, sop_id, newer))


def diff_texts(before: str, after: str) -> tuple[str, ...]:
    """What changed between two texts, without the header of file names."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2)
    return tuple(lines)[2:]


def _body(session: Session, sop_id: int, number: int) -> str:
    query = select(SopRevision.body).where(SopRevision.sop_id == sop_id, SopRevision.number == number)
    body = session.exec(query).first()
    if body is None:
        raise RuleBroken(f"There is no revision {number} of this SOP.")
    return body
