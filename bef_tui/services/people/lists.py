"""What is asked of people: the list of contacts, one contact with its history, the follow-ups."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from bef_tui.data.people import Contact, Deal, DealMove, FollowUp, PipelineStage, Touch
from bef_tui.data.planning import Person
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import Channel, ContactKind, ContactStatus, FollowUpState
from bef_tui.services import records
from bef_tui.services.sql import rows_of

LONGEST_LIST = 500
LONGEST_HISTORY = 300


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact as a list shows it; ``silent`` is the days since its last real touch."""

    id: int
    name: str
    company: str
    kind: ContactKind
    status: ContactStatus
    last_on: date | None
    next_on: date | None
    silent: int | None
    ideal_days: int
    longest_days: int

    @property
    def cold(self) -> bool:
        """Silent for longer than its longest interval."""
        return self.silent is not None and self.silent > self.longest_days


def contacts(session: Session, now: Now, status: ContactStatus = "open") -> tuple[ContactRow, ...]:
    """The contacts by name, at most 500."""
    rows: Any = session.exec(
        select(  # type: ignore[call-overload, misc]
            Contact.id,
            Contact.name,
            Contact.company,
            Contact.kind,
            Contact.status,
            Contact.last_touch_on,
            Contact.next_touch_on,
            Contact.ideal_days,
            Contact.longest_days,
        )
        .where(Contact.status == status)
        .order_by(func.lower(Contact.name), col(Contact.id))
        .limit(LONGEST_LIST)
    )
    return tuple(
        ContactRow(
            contact_id,
            name,
            company,
            kind,
            state,
            last,
            following,
            (now.today - last).days if last else None,
            ideal,
            longest,
        )
        for contact_id, name, company, kind, state, last, following, ideal, longest in rows
    )


@dataclass(frozen=True, slots=True)
class ContactCounts:
    """How many contacts are open, closed, and open without a next touch."""

    open: int
    closed: int
    without_next: int


def contact_counts(session: Session) -> ContactCounts:
    """How many contacts there are."""
    found = rows_of(session)(
        "SELECT (SELECT count(*) FROM contact), (SELECT count(*) FROM contact WHERE status = 'open'),"
        " (SELECT count(*) FROM contact WHERE status = 'open' AND next_touch_on IS NULL)"
    )
    known, still_open, without = found[0]
    return ContactCounts(still_open, known - still_open, without)


@dataclass(frozen=True, slots=True)
class ContactDetail:
    """All of one contact: every field of its form, its owner's name, and its dates."""

    id: int
    name: str
    company: str
    email: str
    phone: str
    kind: ContactKind
    owner_id: int | None
    owner: str
    ideal_days: int
    longest_days: int
    note: str
    status: ContactStatus
    last_on: date | None
    next_on: date | None
    created_on: date


def contact(session: Session, contact_id: int) -> ContactDetail:
    """One contact, whole."""
    found = records.found(session, Contact, contact_id)
    owner = session.get(Person, found.owner_id) if found.owner_id is not None else None
    return ContactDetail(
        contact_id,
        found.name,
        found.company,
        found.email,
        found.phone,
        found.kind,
        found.owner_id,
        owner.name if owner else "",
        found.ideal_days,
        found.longest_days,
        found.note,
        found.status,
        found.last_touch_on,
        found.next_touch_on,
        found.created_on,
    )


def contact_of(session: Session, kind: str, record_id: int) -> int | None:
    """Whose a ``touch`` or ``follow_up`` is; None when it is gone."""
    record = session.get(Touch if kind == "touch" else FollowUp, record_id)
    return record.contact_id if isinstance(record, (Touch, FollowUp)) else None


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """A promised touch; ``moved`` says that it was first promised for another day."""

    id: int
    contact_id: int
    contact: str
    due: date
    first_due: date
    channel: Channel
    note: str
    state: FollowUpState
    owner_id: int | None

    @property
    def moved(self) -> bool:
        """Promised for another day at first."""
        return self.due != self.first_due


def follow_ups(session: Session, contact_id: int | None = None) -> tuple[FollowUpRow, ...]:
    """The open follow-ups, of one contact or of all, the earliest first."""
    query = (
        select(
            FollowUp.id,
            FollowUp.contact_id,
            Contact.name,
            FollowUp.due,
            FollowUp.first_due,
            FollowUp.channel,
            FollowUp.note,
            FollowUp.state,
            FollowUp.owner_id,  # type: ignore[call-overload]
        )
        .join(Contact, col(Contact.id) == FollowUp.contact_id)
        .where(FollowUp.state == "open")
    )
    if contact_id is not None:
        query = query.where(FollowUp.contact_id == contact_id)
    rows = session.exec(query.order_by(col(FollowUp.due), col(FollowUp.id)).limit(LONGEST_LIST))
    return tuple(FollowUpRow(*row) for row in rows)


HistoryKind = Literal["touch", "follow_up", "move"]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that happened with a contact.

    ``what`` is the channel of a touch or follow-up, or the title of a deal; ``state`` is ``in`` or ``out`` for a
    touch, the state of a follow-up, the stage a deal moved to. ``owed`` marks an enquiry that waits for an answer.
    """

    kind: HistoryKind
    id: int
    on: date
    what: str
    state: str
    note: str
    late: bool = False
    owed: bool = False


def history(session: Session, contact_id: int) -> tuple[HistoryLine, ...]:
    """What happened with a contact, the newest first."""
    lines = [*_touches(session, contact_id), *_promises(session, contact_id), *_moves(session, contact_id)]
    lines.sort(key=lambda line: (line[0], line[1].id), reverse=True)
    return tuple(line for _, line in lines[:LONGEST_HISTORY])


_Line = tuple[str, HistoryLine]


def _touches(session: Session, contact_id: int) -> list[_Line]:
    rows = session.exec(
        select(Touch)
        .where(Touch.contact_id == contact_id)
        .order_by(col(Touch.at).desc())
        .limit(LONGEST_HISTORY)
    )
    return [
        (
            f"{touch.on} {touch.at:%H:%M:%S}",
            HistoryLine(
                "touch",
                touch.id or 0,
                touch.on,
                touch.channel,
                touch.direction,
                touch.note,
                late=_answered_late(touch),
                owed=touch.reply_due is not None and touch.replied_at is None,
            ),
        )
        for touch in rows
    ]


def _answered_late(touch: Touch) -> bool:
    due: datetime | None = touch.reply_due
    return due is not None and touch.replied_at is not None and touch.replied_at > due


def _promises(session: Session, contact_id: int) -> list[_Line]:
    """Follow-ups that were missed or dropped; a kept one shows as its touch, an open one in the list of those."""
    rows = session.exec(
        select(FollowUp)
        .where(FollowUp.contact_id == contact_id, FollowUp.state == "dropped")
        .limit(LONGEST_HISTORY)
    )
    return [
        (
            f"{row.done_on or row.due}",
            HistoryLine("follow_up", row.id or 0, row.done_on or row.due, row.channel, row.state, row.note),
        )
        for row in rows
    ]


def _moves(session: Session, contact_id: int) -> list[_Line]:
    origin = aliased(PipelineStage)
    rows = session.exec(
        select(DealMove.id, DealMove.on, DealMove.at, Deal.title, PipelineStage.name, origin.name)  # type: ignore[call-overload]
        .join(Deal, col(Deal.id) == DealMove.deal_id)
        .join(PipelineStage, col(PipelineStage.id) == DealMove.to_stage_id, isouter=True)
        .join(origin, col(origin.id) == DealMove.from_stage_id, isouter=True)
        .where(Deal.contact_id == contact_id)
        .order_by(col(DealMove.at).desc())
        .limit(LONGEST_HISTORY)
    )
    return [
        (
            f"{on} {at:%H:%M:%S}",
            HistoryLine("move", move_id, on, title, to or "", f"from {before}" if before else ""),
        )
        for move_id, on, at, title, to, before in rows
    ]
