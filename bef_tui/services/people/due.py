"""Who is due: whom to answer, to call, to warm up again, and from whom we wait to hear."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from sqlalchemy import ColumnElement, func, literal_column
from sqlmodel import Session, col, select

from bef_tui.data.people import Contact, FollowUp, Touch
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import Channel

DueKind = Literal["reply", "overdue", "cold", "never", "today", "waiting"]

LONGEST_LIST = 500
LONGEST_WAIT = 100

# Written out, for the indexes of open records serve only a question that names the very word.
IS_OPEN = col(Contact.status) == literal_column("'open'")
IS_PROMISED = col(FollowUp.state) == literal_column("'open'")


@dataclass(frozen=True, slots=True)
class Due:
    """One contact and the most urgent thing about it.

    ``day`` is when it was wanted: the promised answer, the follow-up's day, the day the contact goes cold, the next
    touch. ``days`` counts how late that is, negative for still to come. ``late`` is an answer promised by now.
    """

    contact_id: int
    name: str
    company: str
    kind: DueKind
    day: date | None
    days: int
    late: bool = False
    channel: Channel | None = None
    note: str = ""
    follow_up_id: int | None = None
    last_on: date | None = None
    next_on: date | None = None


def who_is_due(session: Session, now: Now) -> tuple[Due, ...]:
    """Every open contact that something is to be done about, once each, the most urgent first.

    We owe an answer · a follow-up is overdue · gone quiet for too long · never touched · due today · we wait for them.
    """
    seen: dict[int, Due] = {}
    for found in (
        _replies(session, now),
        *_planned(session, now),
        _cold(session, now),
        _never(session, now),
        _waiting(session, now),
    ):
        for due in found:
            known = seen.get(due.contact_id)
            if known is None or _ORDER[due.kind] < _ORDER[known.kind]:
                seen[due.contact_id] = (
                    due
                    if known is None
                    else replace(due, follow_up_id=due.follow_up_id or known.follow_up_id)
                )
    return tuple(
        sorted(seen.values(), key=lambda due: (_ORDER[due.kind], -due.days, due.name, due.contact_id))
    )


_ORDER: dict[DueKind, int] = {"reply": 0, "overdue": 1, "cold": 2, "never": 3, "today": 4, "waiting": 5}
_HEAD = (Contact.id, Contact.name, Contact.company)
_DATES = (Contact.last_touch_on, Contact.next_touch_on)


def _replies(session: Session, now: Now) -> list[Due]:
    rows = session.exec(
        select(*_HEAD, *_DATES, Touch.reply_due, Touch.channel, Touch.note)  # type: ignore[call-overload]
        .join(Contact, col(Contact.id) == Touch.contact_id)
        .where(col(Touch.reply_due).is_not(None), col(Touch.replied_at).is_(None), IS_OPEN)
        .order_by(col(Touch.reply_due).desc())
        .limit(LONGEST_LIST)
    )
    return [
        Due(
            contact_id,
            name,
            company,
            "reply",
            now.day_of(due),
            (now.today - now.day_of(due)).days,
            late=due < now.at,
            channel=channel,
            note=note,
            last_on=last,
            next_on=following,
        )
        for contact_id, name, company, last, following, due, channel, note in rows
    ]


def _planned(session: Session, now: Now) -> tuple[list[Due], list[Due]]:
    rows = session.exec(
        select(*_HEAD, *_DATES, FollowUp.id, FollowUp.due, FollowUp.channel, FollowUp.note)  # type: ignore[call-overload]
        .join(Contact, col(Contact.id) == FollowUp.contact_id)
        .where(IS_PROMISED, FollowUp.due <= now.today, IS_OPEN)
        .order_by(col(FollowUp.due), col(FollowUp.id))
        .limit(LONGEST_LIST)
    )
    found = [
        Due(
            contact_id,
            name,
            company,
            "overdue" if due < now.today else "today",
            due,
            (now.today - due).days,
            late=due < now.today,
            channel=channel,
            note=note,
            follow_up_id=follow_up_id,
            last_on=last,
            next_on=following,
        )
        for contact_id, name, company, last, following, follow_up_id, due, channel, note in rows
    ]
    return [due for due in found if due.late], [due for due in found if not due.late]


def _cold(session: Session, now: Now) -> list[Due]:
    """Contacts silent for longer than their longest interval; past the ideal one too, when nothing is planned."""
    silent = func.julianday(now.today.isoformat()) - func.julianday(Contact.last_touch_on)
    rows = session.exec(
        select(*_HEAD, *_DATES, Contact.longest_days)  # type: ignore[call-overload]
        .where(
            IS_OPEN,
            col(Contact.last_touch_on).is_not(None),
            (silent > Contact.longest_days)
            | (col(Contact.next_touch_on).is_(None) & (silent > Contact.ideal_days)),
        )
        .order_by(col(Contact.last_touch_on))
        .limit(LONGEST_LIST)
    )
    return [
        Due(
            contact_id,
            name,
            company,
            "cold",
            last + timedelta(days=longest),
            (now.today - last).days - longest,
            late=(now.today - last).days > longest,
            last_on=last,
            next_on=following,
        )
        for contact_id, name, company, last, following, longest in rows
    ]


def _never(session: Session, now: Now) -> list[Due]:
    """Contacts without any touch and without a next one, oldest first."""
    rows = session.exec(
        select(*_HEAD, Contact.created_on)  # type: ignore[call-overload]
        .where(
            IS_OPEN,
            col(Contact.last_touch_on).is_(None),
            col(Contact.next_touch_on).is_(None),
        )
        .order_by(col(Contact.created_on), col(Contact.id))
        .limit(LONGEST_LIST)
    )
    return [
        Due(contact_id, name, company, "never", created, (now.today - created).days)
        for contact_id, name, company, created in rows
    ]


def _waiting(session: Session, now: Now) -> list[Due]:
    """Contacts whose last touch was ours, with the next one still to come."""
    rows = session.exec(
        select(*_HEAD, *_DATES)  # type: ignore[call-overload]
        .where(
            IS_OPEN,
            col(Contact.next_touch_on) > now.today,
            col(Contact.last_touch_on).is_not(None),
            _last_direction() == "out",
        )
        .order_by(col(Contact.next_touch_on))
        .limit(LONGEST_WAIT)
    )
    return [
        Due(contact_id, name, company, "waiting", nxt, (now.today - nxt).days, last_on=last, next_on=nxt)
        for contact_id, name, company, last, nxt in rows
    ]


def _last_direction() -> ColumnElement[str]:
    newest = (
        select(Touch.direction)
        .where(Touch.contact_id == Contact.id)
        .order_by(col(Touch.at).desc(), col(Touch.id).desc())
        .limit(1)
    )
    return newest.correlate(Contact).scalar_subquery()
