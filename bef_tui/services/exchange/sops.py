"""Procedures written elsewhere: each file with steps becomes the draft of an SOP.

A draft says nothing about how the business is run: it counts once the founder puts it into use here. A file that was
changed since gives the draft a new revision, unless the draft was edited here or is in use: then the text here stays.
"""

from sqlmodel import Session, col, select

from bef_tui.data.systems import Sop, SopRevision
from bef_tui.exchange.markdown_sops import ImportedSop
from bef_tui.exchange.problems import BadInput
from bef_tui.exchange.reading import LeftOut, Reading
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.services import systems
from bef_tui.services.exchange.outcome import Outcome

SOURCE = "sop"


def import_sops(session: Session, readings: list[Reading[ImportedSop]], *, now: Now) -> Outcome:
    """Import procedures.

    One reading a file; a file without steps is left out. ``BadInput`` names a file that cannot be kept; then nothing
    is.
    """
    added = updated = unchanged = 0
    left_out = [left for reading in readings for left in reading.left_out]
    notes = [note for reading in readings for note in reading.notes]
    for record in (record for reading in readings for record in reading.records):
        try:
            state = _taken(session, record, now)
        except RuleBroken as refusal:
            raise BadInput(record.source_id, 0, str(refusal)) from None
        added += state == "added"
        updated += state == "updated"
        unchanged += state == "unchanged"
        if state not in ("added", "updated", "unchanged"):
            left_out.append(LeftOut(1, record.title, state, record.source_id))
    session.flush()
    return Outcome(SOURCE, added, updated, unchanged, tuple(left_out), tuple(notes))


def _taken(session: Session, record: ImportedSop, now: Now) -> str:
    """Take one procedure: ``added``, ``updated``, ``unchanged``, or why it was left out."""
    sop = session.exec(select(Sop).where(Sop.source == SOURCE, Sop.source_id == record.source_id)).first()
    note = f"imported from {record.source_id}"
    if sop is None:
        sop_id = systems.add_sop(session, now=now, title=record.title, purpose=record.purpose)
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


def _last_imported(session: Session, sop_id: int, note: str) -> SopRevision | None:
    """The newest revision that came from the file."""
    query = select(SopRevision).where(SopRevision.sop_id == sop_id, SopRevision.note == note)
    return session.exec(query.order_by(col(SopRevision.number).desc()).limit(1)).first()
