"""Firing a rule: once for each occurrence, all of it or nothing, and again later when it fails."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from bef_tui.data.systems import Firing, Rule
from bef_tui.data.trouble import StoreError, refusal
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import EventKind
from bef_tui.services import improvement
from bef_tui.services.automation import plans
from bef_tui.services.automation.actions import Made, carry_out, is_there
from bef_tui.services.automation.subjects import EVENT_TABLES, NOTHING, Subject, subject_of

DEEPEST = 8
TOO_DEEP = f"Stopped: rules have set each other off more than {DEEPEST} times in a row."
MOST_FAILURES = 5
TRY_AGAIN = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))
"""How long to wait after the first failed attempt, the second, and so on; after the last there is no other."""

_DEPTH = "bef.rule_depth"


def follow(session: Session, kind: EventKind, record_id: int, *, now: Now) -> None:
    """Fire the rules that wait for what a deed has just done, within the same transaction."""
    subject = subject_of(session, kind, record_id)
    occurrence = f"{EVENT_TABLES[kind]}:{record_id}:{now.at.isoformat()}"
    query = select(Rule).where(col(Rule.enabled), Rule.when_kind == kind).order_by(col(Rule.id))
    for rule in session.exec(query).all():
        if plans.when_matches(rule, subject) and not _was_done_today(session, rule, occurrence, now):
            fire(session, rule, occurrence, subject, now=now, depth=session.info.get(_DEPTH, 0) + 1)


def fire(
    session: Session, rule: Rule, occurrence: str, subject: Subject = NOTHING, *, now: Now, depth: int = 1
) -> Firing | None:
    """Do what a rule says, once for an occurrence; None when that was done, left out or given up before.

    What fails is taken back whole, noted, and tried again by ``tick``; a rule that fails five times in a row is
    switched off, and an issue says so.
    """
    firing = _firing(session, rule, occurrence)
    if firing is None:
        firing = Firing(
            rule_id=rule.id or 0,
            occurrence=occurrence,
            fired_at=now.at,
            depth=depth,
            attempts=0,
            state="failed",
        )
        session.add(firing)
    elif firing.state != "failed" or not may_try_again(firing, now.at):
        return None
    firing.fired_at, firing.attempts = now.at, firing.attempts + 1
    failures = rule.failures
    try:
        made = _attempt(session, rule, occurrence, subject, now, firing.depth)
    except StoreError:
        raise
    except (RuleBroken, IntegrityError, LookupError, ValueError, TypeError) as error:
        _fail(session, rule, firing, error, now)
    else:
        firing.state, firing.error, firing.made_table, firing.made_id = "done", "", made.table, made.id
        if rule.failures == failures:  # a rule that it set off may have led back to it and failed
            rule.failures = 0
    session.flush()
    return firing


def _attempt(session: Session, rule: Rule, occurrence: str, subject: Subject, now: Now, depth: int) -> Made:
    if depth > DEEPEST:
        raise RuleBroken(TOO_DEEP)
    before = session.info.get(_DEPTH, 0)
    session.info[_DEPTH] = depth
    try:
        with session.begin_nested():
            made = carry_out(session, rule, occurrence, subject, now=now)
            session.flush()
            return made
    finally:
        session.info[_DEPTH] = before


def _fail(session: Session, rule: Rule, firing: Firing, error: Exception, now: Now) -> None:
    firing.state, firing.error = "failed", said(error)
    rule.failures += 1
    if rule.failures >= MOST_FAILURES and rule.enabled:
        rule.enabled = False
        improvement.raise_issue(
            session,
            now=now,
            title=f"The rule “{rule.name}” has stopped after {MOST_FAILURES} failures: {firing.error}",
            raised_in="systems",
        )


def said(error: Exception) -> str:
    """An error in one line for the founder."""
    if isinstance(error, RuleBroken):
        return str(error)
    original: Any = getattr(error, "orig", None)
    if original is not None:
        return str(refusal(original))
    return f"What the rule says cannot be read ({type(error).__name__}): edit it."


def may_try_again(firing: Firing, at: datetime) -> bool:
    """Whether a failed firing is due for another attempt."""
    waits = TRY_AGAIN[firing.attempts - 1] if 0 < firing.attempts <= len(TRY_AGAIN) else None
    return waits is not None and at >= firing.fired_at + waits


def event_record(occurrence: str) -> int:
    """The id of the record that an event's occurrence is about."""
    return int(occurrence.split(":", 2)[1])


def rebuilt(session: Session, rule: Rule, occurrence: str) -> Subject:
    """What an occurrence is about, asked again; ``Gone`` when its record was deleted meanwhile."""
    if rule.when_kind == "schedule":
        return NOTHING
    return subject_of(session, rule.when_kind, event_record(occurrence))


def _firing(session: Session, rule: Rule, occurrence: str) -> Firing | None:
    query = select(Firing).where(Firing.rule_id == rule.id, Firing.occurrence == occurrence)
    return session.exec(query).first()


def _was_done_today(session: Session, rule: Rule, occurrence: str, now: Now) -> bool:
    """Whether the same deed on the same record was followed today, and what the rule made then is still there.

    Who ticks a task, takes the tick back and ticks it again does not want two follow-ups; who has undone the first
    wants one.
    """
    record = ":".join(occurrence.split(":", 2)[:2]) + ":"
    query = select(Firing).where(
        Firing.rule_id == rule.id,
        col(Firing.occurrence).startswith(record, autoescape=True),
        Firing.state == "done",
    )
    return any(
        now.day_of(firing.fired_at) == now.today and is_there(session, firing)
        for firing in session.exec(query)
    )
