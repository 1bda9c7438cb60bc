"""What a deed says has happened, so that automation follows it in the same transaction, and is undone with it."""

from sqlmodel import Session

from bef_tui import services
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import EventKind


def happened(session: Session, kind: EventKind, record_id: int, *, now: Now) -> None:
    """Have the rules that wait for this follow; without any it is one question to the file."""
    session.flush()
    waits = "SELECT 1 FROM rule WHERE enabled AND when_kind = ? LIMIT 1"
    if session.connection().exec_driver_sql(waits, (kind,)).first():
        services.automation.follow(session, kind, record_id, now=now)
