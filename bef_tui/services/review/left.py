"""What is left to do in a running review: the counts by which each step is done."""

from collections.abc import Callable, Collection
from typing import Any

from sqlmodel import Session, col, func, select

from bef_tui.data.improvement import Issue
from bef_tui.data.people import Contact, FollowUp
from bef_tui.data.reviews import Review
from bef_tui.framework.agenda import STEP_KEYS, StepFacts, StepKey
from bef_tui.framework.weeks import Now
from bef_tui.services import execution, measurement, records
from bef_tui.services.review.rows import all_answers, next_week
from bef_tui.services.review.seen import goals_seen, systems_seen

Counts = dict[str, Any]


def step_facts(
    session: Session, review_id: int, *, now: Now, steps: Collection[StepKey] = STEP_KEYS
) -> StepFacts:
    """The counts by which each step is done; only those of ``steps`` where not all are wanted."""
    review, said = records.found(session, Review, review_id), all_answers(session, review_id)
    counted: Counts = {}
    for key in steps:
        counted |= _COUNTS[key](session, review, said[key], now)
    return StepFacts(**counted)


def _land(session: Session, review: Review, said: Counts, now: Now) -> Counts:
    return {"landed": bool(said.get("landed"))}


def _numbers(session: Session, review: Review, said: Counts, now: Now) -> Counts:
    due = measurement.due_kpis(session, now=now, week=review.week)
    return {"kpis_due": len(due), "kpis_answered": sum(kpi.answered for kpi in due)}


def _said_did(session: Session, review: Review, said: Counts, now: Now) -> Counts:
    promised = [row for row in execution.promises(session, review.week) if row.state != "draft"]
    return {
        "promises": len(promised),
        "promises_open": sum(row.state == "open" for row in promised),
        "misses": sum(row.state == "missed" and (row.reason is None or row.fate is None) for row in promised),
    }


def _goals(session: Session, review: Review, said: Counts, now: Now) -> Counts:
    seen = goals_seen(session, review.id or 0, now=now)
    return {"goals": len(seen), "goals_touched": sum(goal.touched for goal in seen)}


def _people(session: Session, review: Review, said: Counts, now: Now) -> Counts:
    is_open = Contact.status == "open"
    return {
        "contacts_open": _count(session, Contact, is_open),
        "contacts_without_next": _count(session, Contact, is_open, col(Contact.next_touch_on).is_(None)),
        "follow_ups_overdue": _count(session, FollowUp, FollowUp.state == "open", FollowUp.due < now.today),
    }


def _systems(session: Session, review: Review, said: Counts, now: Now) -> Counts:
    return {
        "systems_attention": len(systems_seen(session, now=now)),
        "systems_decided": bool(str(said.get("decision", "")).strip()),
    }


def _solve(session: Session, review: Review, said: Counts, now: Now) -> Counts:
    return {
        "issues_open": _count(session, Issue, Issue.status == "open"),
        "issues_decided": len([*said.get("decided", ()), *said.get("parked", ())]),
    }


def _commit(session: Session, review: Review, said: Counts, now: Now) -> Counts:
    outcomes = execution.promises(session, next_week(session, review.id or 0, now=now))
    return {
        "outcomes": len(outcomes),
        "outcomes_incomplete": sum(not (row.owner and row.due and row.done_when.strip()) for row in outcomes),
        "frozen": any(row.frozen for row in outcomes),
    }


def _close(session: Session, review: Review, said: Counts, now: Now) -> Counts:
    return {
        "rated": review.rating is not None,
        "saved": bool(review.report),
        "backed_up": bool(said.get("backed_up")),
        "next_set": bool(said.get("next_on")),
    }


def _count(session: Session, model: Any, *where: Any) -> int:
    return session.exec(select(func.count()).select_from(model).where(*where)).one()


_COUNTS: dict[StepKey, Callable[[Session, Review, Counts, Now], Counts]] = {
    "land": _land,
    "numbers": _numbers,
    "said_did": _said_did,
    "goals": _goals,
    "people": _people,
    "systems": _systems,
    "solve": _solve,
    "commit": _commit,
    "close": _close,
}
