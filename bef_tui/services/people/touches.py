"""Touches and follow-ups: what was said to whom, and what was promised next.

``touch.reply_due`` is when an answer to an enquiry was promised, ``follow_up.first_due`` the day first promised.
"""

from datetime import date, timedelta
from typing import Any, cast

from sqlalchemy import text
from sqlmodel import Session, col, select

from bef_tui.data.people import Contact, Deal, FollowUp, FollowUpBase, PipelineStage, Touch
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import Channel, TouchDirection
from bef_tui.services import reasons, records
from bef_tui.services.people.contacts import keep_dates
from bef_tui.services.records import Values

RESPOND_HOURS = 24
BURST = 10

# How many touches count between two days: more than ten in a minute count as one per contact. Imports do not count.
COUNTED_TOUCHES = f"""
SELECT coalesce(sum(CASE WHEN touches > {BURST} THEN contacts ELSE touches END), 0)
FROM (SELECT count(*) AS touches, count(DISTINCT contact_id) AS contacts
      FROM touch WHERE "on" BETWEEN :first AND :last AND source IS NULL
      GROUP BY substr(at, 1, 16))
"""


def log_touch(
    session: Session,
    contact_id: int,
    channel: Channel = "email",
    direction: TouchDirection = "out",
    note: str = "",
    next_on: date | None = None,
    *,
    now: Now,
    on: date | None = None,
    deal_id: int | None = None,
    follow_up_id: int | None = None,
) -> int:
    """Log a touch.

    One that goes out keeps the follow-ups due by then (and ``follow_up_id``, though it be early), and answers what
    came in. One that comes in is promised an answer. After one that goes out there is always a next touch: on
    ``next_on``, else the follow-up that is planned already, else ``ideal_days`` after the last real touch.
    """
    contact = records.found(session, Contact, contact_id)
    day = on or now.today
    if day > now.today:
        raise RuleBroken("A touch cannot lie in the future: plan a follow-up (f) instead.", field="on")
    records.checked(FollowUpBase, {"due": day, "note": note, "channel": channel})
    at = now.at - (now.today - day)
    touch = Touch(
        contact_id=contact_id, deal_id=deal_id, at=at, on=day, channel=channel, direction=direction, note=note
    )
    if direction == "in":
        touch.reply_due = _reply_due(session, contact_id, touch)
    touch_id = records.saved(session, touch)
    if direction == "out":
        _answer(session, touch)
        _fulfil(session, touch, follow_up_id)
    keep_dates(session, contact)
    if next_on is not None or (direction == "out" and contact.next_touch_on is None):
        _plan_once(session, contact, next_on or _by_rhythm(contact, now), channel, now)
    return touch_id


def touch_now(session: Session, contact_id: int, *, now: Now) -> int:
    """Log a touch.

    By the channel of the follow-up that is due, else by that of the last touch, else by e-mail.
    """
    promised = session.exec(
        select(FollowUp.channel)
        .where(FollowUp.contact_id == contact_id, FollowUp.state == "open", FollowUp.due <= now.today)
        .order_by(col(FollowUp.due), col(FollowUp.id))
        .limit(1)
    ).first()
    last = session.exec(
        select(Touch.channel)
        .where(Touch.contact_id == contact_id)
        .order_by(col(Touch.at).desc(), col(Touch.id).desc())
        .limit(1)
    ).first()
    return log_touch(session, contact_id, cast(Channel, promised or last or "email"), now=now)


def delete_touch(session: Session, touch_id: int, *, now: Now) -> int:
    """Delete a touch; a follow-up it kept is open again."""
    touch = records.found(session, Touch, touch_id)
    contact = records.found(session, Contact, touch.contact_id)
    for follow_up in session.exec(select(FollowUp).where(FollowUp.touch_id == touch_id)):
        follow_up.state, follow_up.done_on, follow_up.touch_id = "open", None, None
    session.delete(touch)
    session.flush()
    keep_dates(session, contact)
    return touch_id


def plan_follow_up(session: Session, contact_id: int, *, now: Now, **values: Any) -> int:
    """Plan a follow-up."""
    contact = records.found(session, Contact, contact_id)
    clean = records.checked(FollowUpBase, {**values, "contact_id": contact_id})
    _not_past(clean["due"], now)
    clean["owner_id"] = clean.get("owner_id") or contact.owner_id or records.founder_id(session)
    if contact.status == "closed":
        contact.status = "open"
    follow_up = FollowUp(**clean, first_due=clean["due"], created_on=now.today)
    follow_up_id = records.saved(session, follow_up)
    keep_dates(session, contact)
    return follow_up_id


def edit_follow_up(
    session: Session, follow_up_id: int, changes: Values, opened: Values | None = None, *, now: Now
) -> int:
    """Edit a follow-up; the day first promised stays on record."""
    follow_up = _open(session, follow_up_id)
    due = follow_up.due
    records.changed(session, follow_up, FollowUpBase, changes, opened)
    if follow_up.due != due:
        _not_past(follow_up.due, now)
    _keep_dates_of(session, follow_up)
    return follow_up_id


def reschedule(session: Session, follow_up_id: int, due: date, *, now: Now) -> int:
    """Move a follow-up to another day; the day first promised stays on record."""
    return edit_follow_up(session, follow_up_id, {"due": due}, now=now)


def complete_follow_up(session: Session, follow_up_id: int, *, now: Now) -> int:
    """Do a follow-up, by logging the touch that was promised."""
    follow_up = _open(session, follow_up_id)
    log_touch(
        session,
        follow_up.contact_id,
        follow_up.channel,
        "out",
        follow_up.note,
        now=now,
        deal_id=follow_up.deal_id,
        follow_up_id=follow_up_id,
    )
    return follow_up_id


def drop_follow_up(session: Session, follow_up_id: int, reason: str, *, now: Now) -> int:
    """Drop a follow-up; only before its day does that excuse it."""
    reason = reasons.given(reason, "Say in a word why it is dropped.")
    follow_up = _open(session, follow_up_id)
    follow_up.state, follow_up.done_on = "dropped", now.today
    follow_up.note = f"{follow_up.note} (dropped: {reason})".strip()
    _keep_dates_of(session, follow_up)
    return follow_up_id


def delete_follow_up(session: Session, follow_up_id: int, *, now: Now) -> int:
    """Delete a follow-up that was planned today; an older one is a promise and can only be dropped."""
    follow_up = records.found(session, FollowUp, follow_up_id)
    if follow_up.created_on != now.today:
        raise RuleBroken("This was promised and stays on record: drop it with a reason (x) instead.")
    contact_id = follow_up.contact_id
    session.delete(follow_up)
    session.flush()
    keep_dates(session, records.found(session, Contact, contact_id))
    return follow_up_id


def counted_touches(session: Session, first: date, last: date) -> int:
    """How many touches between two days count: more than ten in a minute count as one per contact."""
    days = {"first": first.isoformat(), "last": last.isoformat()}
    return int(session.connection().execute(text(COUNTED_TOUCHES), days).scalar_one())


def _reply_due(session: Session, contact_id: int, touch: Touch) -> Any:
    """When an answer is promised; None while an earlier enquiry still waits, for which one answer is enough."""
    waiting = select(Touch.id).where(
        Touch.contact_id == contact_id, col(Touch.reply_due).is_not(None), col(Touch.replied_at).is_(None)
    )
    if session.exec(waiting.limit(1)).first() is not None:
        return None
    promised = session.exec(
        select(PipelineStage.respond_hours)
        .join(Deal, col(Deal.stage_id) == PipelineStage.id)
        .where(Deal.contact_id == contact_id, Deal.status == "open")
        .order_by(col(Deal.moved_on).desc(), col(Deal.id).desc())
        .limit(1)
    ).first()
    return touch.at + timedelta(hours=promised or RESPOND_HOURS)


def _answer(session: Session, touch: Touch) -> None:
    for asked in session.exec(
        select(Touch).where(
            Touch.contact_id == touch.contact_id,
            col(Touch.reply_due).is_not(None),
            col(Touch.replied_at).is_(None),
            col(Touch.at) <= touch.at,
        )
    ):
        asked.replied_at = touch.at


def _fulfil(session: Session, touch: Touch, follow_up_id: int | None) -> None:
    for follow_up in session.exec(
        select(FollowUp).where(FollowUp.contact_id == touch.contact_id, FollowUp.state == "open")
    ):
        if follow_up.due <= touch.on or follow_up.id == follow_up_id:
            follow_up.state, follow_up.done_on, follow_up.touch_id = "done", touch.on, touch.id


def _by_rhythm(contact: Contact, now: Now) -> date:
    """The next touch by the contact's own rhythm, counted from its last real touch."""
    last = contact.last_touch_on or now.today
    return max(last + timedelta(days=contact.ideal_days), now.today)


def _plan_once(session: Session, contact: Contact, due: date, channel: Channel, now: Now) -> None:
    """Plan a follow-up unless one stands for that very day."""
    assert contact.id is not None
    same_day = select(FollowUp.id).where(
        FollowUp.contact_id == contact.id, FollowUp.state == "open", FollowUp.due == due
    )
    if contact.status == "open" and session.exec(same_day).first() is None:
        plan_follow_up(session, contact.id, now=now, due=due, channel=channel)


def _open(session: Session, follow_up_id: int) -> FollowUp:
    follow_up = records.found(session, FollowUp, follow_up_id)
    if follow_up.state != "open":
        raise RuleBroken(f"This follow-up is {follow_up.state} already.")
    return follow_up


def _keep_dates_of(session: Session, follow_up: FollowUp) -> None:
    keep_dates(session, records.found(session, Contact, follow_up.contact_id))


def _not_past(due: date, now: Now) -> None:
    if due < now.today:
        raise RuleBroken("That day is past; a follow-up is a promise for today or later.", field="due")


def follow_up_values(session: Session, follow_up_id: int) -> dict[str, Any]:
    """The values of a follow-up that a form edits."""
    return records.found(session, FollowUp, follow_up_id).model_dump(include=set(FollowUpBase.model_fields))
