"""Procedures written elsewhere: each file with steps becomes the draft of an SOP; and SOPs as such files.

A draft says nothing about how the business is run: it counts once the founder puts it into use here. A file that was
changed since gives the draft a new revision, unless the draft was edited here or is in use: then the text here stays.
Owner, trigger and rhythm are taken from the file once, when the draft is made: from then on they are changed here.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from bef_tui.data.planning import Person
from bef_tui.data.systems import CoreProcess, Sop, SopRevision
from bef_tui.exchange.front_matter import sealed
from bef_tui.exchange.markdown_sops import About, ImportedSop, to_markdown
from bef_tui.exchange.problems import BadInput, quoted
from bef_tui.exchange.reading import LeftOut, Reading
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.services import records, systems
from bef_tui.services.exchange.outcome import Outcome

SOURCE = "sop"
LONGEST_NAME = 60


def import_sops(session: Session, readings: list[Reading[ImportedSop]], *, now: Now) -> Outcome:
    """Import procedures.

    One reading a file; a file without steps is left out. ``BadInput`` names a file that cannot be kept; then nothing
    is.
    """
    added = updated = unchanged = 0
    left_out = [left for reading in readings for left in reading.left_out]
    notes = [note for reading in readings for note in reading.notes]
    procedures = [record for reading in readings for record in reading.records]
    ids = {record.source_id for record in procedures}
    for record in procedures:
        try:
            state = _known_here(session, record, ids) or _taken(session, record, notes, now)
        except RuleBroken as refusal:
            raise BadInput(record.source_id, 0, str(refusal)) from None
        added += state == "added"
        updated += state == "updated"
        unchanged += state == "unchanged"
        if state not in ("added", "updated", "unchanged"):
            left_out.append(LeftOut(1, record.title, state, record.source_id))
    session.flush()
    return Outcome(SOURCE, added, updated, unchanged, tuple(left_out), tuple(notes))


def _taken(session: Session, record: ImportedSop, notes: list[LeftOut], now: Now) -> str:
    """Take one procedure: ``added``, ``updated``, ``unchanged``, or why it was left out."""
    sop = session.exec(select(Sop).where(Sop.source == SOURCE, Sop.source_id == record.source_id)).first()
    note = f"imported from {record.source_id}"
    if sop is None:
        beside = _beside(session, record, notes)
        sop_id = systems.add_sop(session, now=now, title=record.title, purpose=record.purpose, **beside)
        added = session.get_one(Sop, sop_id)
        added.source, added.source_id = SOURCE, record.source_id
        systems.save_revision(session, sop_id, record.body, now=now, note=note)
        return "added"
    assert sop.id is not None
    imported = _last_imported(session, sop.id, note)
    if imported is not None and imported.body == record.body:
        return "unchanged"
    if sop.status != "draft":
        return "it is in use or retired here, and its file was changed since: change it in bef"
    if imported is None or imported.number != sop.revision:
        return "both the file and the draft were changed since: the draft stays as it is"
    systems.save_revision(session, sop.id, record.body, now=now, note=note)
    return "updated"


def _known_here(session: Session, record: ImportedSop, ids: set[str]) -> str:
    """What becomes of a file that was exported here and comes back; empty for any other file."""
    query = (
        records.columns(Sop.id, Sop.source, Sop.source_id, SopRevision.body)
        .join(SopRevision, (col(Sop.id) == SopRevision.sop_id) & (col(Sop.revision) == SopRevision.number))
        .where(Sop.title == record.title)
    )
    known = session.exec(query).all() if record.exported else []
    others = {sop_id: body for sop_id, source, named, body in known if source != SOURCE or named not in ids}
    if record.body in others.values():
        return "unchanged"
    if others:
        return f"it was changed since it was exported: bef sop edit {min(others)} - < FILE takes its text"
    return ""


def _beside(session: Session, record: ImportedSop, notes: list[LeftOut]) -> dict[str, Any]:
    """Trigger, rhythm, owner and core process of a new draft; who and what is not known here is noted."""
    about = record.about
    said: dict[str, Any] = {"trigger": about.trigger, "cadence": about.cadence}
    if about.review_days is not None:
        said["review_days"] = about.review_days
    if about.owner:
        people = session.exec(select(Person.id, Person.name).where(Person.active))
        said["owner_id"] = next(
            (person for person, name in people if name.casefold() == about.owner.strip().casefold()), None
        )
        if said["owner_id"] is None:
            notes.append(_note(record, f"there is nobody called {quoted(about.owner)} here, so you own it"))
    if about.process:
        said["process_id"] = systems.process_named(session, about.process)
        if said["process_id"] is None:
            why = f"there is no core process {quoted(about.process)} here, so it belongs to none"
            notes.append(_note(record, why))
    return said


def _note(record: ImportedSop, why: str) -> LeftOut:
    return LeftOut(1, record.title, why, record.source_id)


def _last_imported(session: Session, sop_id: int, note: str) -> SopRevision | None:
    """The newest revision that came from the file."""
    query = select(SopRevision).where(SopRevision.sop_id == sop_id, SopRevision.note == note)
    return session.exec(query.order_by(col(SopRevision.number).desc()).limit(1)).first()


# Export


@dataclass(frozen=True, slots=True)
class SopFile:
    """An SOP as a Markdown file; ``name`` is its own among all SOPs, and the same every time."""

    id: int
    name: str
    title: str
    steps: int
    text: str


def sop_files(session: Session, sop_ids: Sequence[int] | None = None) -> tuple[SopFile, ...]:
    """The SOPs as files that can be imported again: these, or all that have a text and are not retired.

    ``RuleBroken`` names an SOP that has no text yet.
    """
    names = _names(session.exec(select(Sop.id, Sop.title).order_by(col(Sop.id))))
    query = (
        records.columns(Sop, Person.name, CoreProcess.name, SopRevision.body)
        .join(SopRevision, (col(Sop.id) == SopRevision.sop_id) & (col(Sop.revision) == SopRevision.number))
        .join(Person, col(Person.id) == Sop.owner_id, isouter=True)
        .join(CoreProcess, col(CoreProcess.id) == Sop.process_id, isouter=True)
        .order_by(col(Sop.id))
    )
    wanted = Sop.status != "retired" if sop_ids is None else col(Sop.id).in_(sop_ids)
    rows = session.exec(query.where(wanted))
    found = {sop.id: _file(names[sop.id], sop, *rest) for sop, *rest in rows}
    for sop_id in sop_ids or ():
        if sop_id not in found:
            title = records.found(session, Sop, sop_id).title
            raise RuleBroken(f"“{title}” has no text to export yet: write its steps first.")
    return tuple(found.values())


def _file(name: str, sop: Sop, owner: str | None, process: str | None, body: str) -> SopFile:
    about = About(sop.trigger, owner or "", process or "", sop.cadence, sop.review_days)
    text = sealed(to_markdown(sop.title, sop.purpose, body, about))
    return SopFile(sop.id or 0, name, sop.title, sop.steps, text)


def _names(sops: Iterable[tuple[int | None, str]]) -> dict[int | None, str]:
    """A name for the file of each SOP, by its title; where two have the same, the number says which."""
    names: dict[int | None, str] = {}
    taken: set[str] = set()
    for sop_id, title in sops:
        words = re.sub(r"['’]", "", title.casefold())
        name = re.sub(r"[\W_]+", "-", words).strip("-")[:LONGEST_NAME].strip("-") or "sop"
        while name in taken:
            name = f"{name}-{sop_id}"
        taken.add(name)
        names[sop_id] = f"{name}.md"
    return names
