"""Contacts: added, edited, closed, opened again, deleted; and the two dates that are kept beside each."""

from typing import Any, cast

from sqlmodel import Session, col, func, select

from bef_tui.data.people import Contact, ContactBase, FollowUp, Touch
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import TOUCH_INTERVALS, ContactKind
from bef_tui.services import records
from bef_tui.services.records import Values

NAMELESS = "A contact needs a name."


def add_contact(session: Session, *, now: Now, **values: Any) -> int:
    """Add a contact.

    The days between two touches follow from its kind where they are not given.
    """
    clean = records.checked(ContactBase, values)
    records.require_text(clean["name"], "name", NAMELESS)
    ideal, longest = TOUCH_INTERVALS[cast(ContactKind, clean.get("kind", "lead"))]
    clean.setdefault("ideal_days", ideal)
    clean.setdefault("longest_days", max(longest, clean["ideal_days"]))
    clean["owner_id"] = clean.get("owner_id") or records.founder_id(session)
    contact = Contact(**clean, created_on=now.today)
    _check_intervals(contact)
    return records.saved(session, contact)


def edit_contact(
    session: Session, contact_id: int, changes: Values, opened: Values | None = None, *, now: Now
) -> int:
    """Edit a contact.

    When its kind changes and its intervals were those of the old kind, they become those of the new one.
    """
    contact = records.found(session, Contact, contact_id)
    before = TOUCH_INTERVALS[contact.kind]
    usual = (contact.ideal_days, contact.longest_days) == before
    records.changed(session, contact, ContactBase, changes, opened)
    records.require_text(contact.name, "name", NAMELESS)
    if usual and (contact.ideal_days, contact.longest_days) == before:
        contact.ideal_days, contact.longest_days = TOUCH_INTERVALS[contact.kind]
    _check_intervals(contact)
    return contact_id


def close_contact(session: Session, contact_id: int, *, now: Now) -> int:
    """Close a contact.

    What was still promised to it is dropped; a follow-up that was late by then stays missed.
    """
    contact = records.found(session, Contact, contact_id)
    contact.status = "closed"
    for follow_up in session.exec(
        select(FollowUp).where(FollowUp.contact_id == contact_id, FollowUp.state == "open")
    ):
        follow_up.state, follow_up.done_on = "dropped", now.today
        follow_up.note = f"{follow_up.note} (contact closed)".strip()
    keep_dates(session, contact)
    return contact_id


def reopen_contact(session: Session, contact_id: int, *, now: Now) -> int:
    """Reopen a contact."""
    contact = records.found(session, Contact, contact_id)
    contact.status = "open"
    keep_dates(session, contact)
    return contact_id


def delete_contact(session: Session, contact_id: int, *, now: Now) -> int:
    """Delete a contact with its touches and follow-ups; its deals stay."""
    session.delete(records.found(session, Contact, contact_id))
    return contact_id


def keep_dates(session: Session, contact: Contact) -> None:
    """Bring the two dates beside a contact up to date: its last real touch and its earliest open follow-up.

    A touch that was imported is no real touch.
    """
    contact.last_touch_on = session.exec(
        select(func.max(Touch.on)).where(Touch.contact_id == contact.id, col(Touch.source).is_(None))
    ).one()
    contact.next_touch_on = session.exec(
        select(func.min(FollowUp.due)).where(FollowUp.contact_id == contact.id, FollowUp.state == "open")
    ).one()


def _check_intervals(contact: Contact) -> None:
    if contact.longest_days < contact.ideal_days:
        raise RuleBroken(
            "The longest days between two touches cannot be fewer than the ideal ones.", field="longest_days"
        )


def contact_values(session: Session, contact_id: int) -> dict[str, Any]:
    """The values of a contact that a form edits."""
    return records.found(session, Contact, contact_id).model_dump(include=set(ContactBase.model_fields))
