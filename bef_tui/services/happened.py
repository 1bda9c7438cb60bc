"""What a deed says has happened, so that automation follows it in the same transaction, and is undone with it."""

from sqlmodel import Session

from bef_tui import services
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import EventKind

RULE_RUN = "rule "
"""How the occurrence of a run begins that a rule has made due; those of a rhythm are named by their time."""


def happened(session: Session, kind: EventKind, record_id: int, *, now: Now) -> None:
    """Have the rules that wait for this follow; without any it is one question to the file."""
    session.flush()
    waits = "SELECT 1 FROM rule WHERE enabled AND when_kind = ? LIMIT 1"
    if session.connection().exec_driver_sql(waits, (kind,)).first():
        services.automation.follow(session, kind, record_id, now=now)


def may_owe(session: Session) -> bool:
    """Whether a rule is on, or fails: without one nothing of automation has to be loaded."""
    asked = "SELECT EXISTS (SELECT 1 FROM rule WHERE enabled OR failures > 0)"
    return bool(session.connection().exec_driver_sql(asked).scalar())


def lacks_a_run(session: Session, *, now: Now) -> bool:
    """Whether an SOP with a rhythm has no run for the time that is on, so that some may have to be made."""
    asked = (
        "SELECT EXISTS (SELECT 1 FROM sop s WHERE s.status = 'active' AND s.cadence <> '' AND NOT EXISTS (SELECT 1"
        " FROM workflow_run r WHERE r.sop_id = s.id AND r.due >= ?"
        f" AND r.occurrence NOT LIKE '{RULE_RUN}%'))"
    )
    return bool(session.connection().exec_driver_sql(asked, (now.today.isoformat(),)).scalar())
