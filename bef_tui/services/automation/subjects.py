"""What an event is about: the record, its people and goal, and the words a rule may use of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlmodel import Session

from bef_tui.data.execution import Commitment, Task
from bef_tui.data.measurement import Kpi
from bef_tui.data.people import Contact, Deal, DealMove
from bef_tui.data.planning import Person
from bef_tui.data.reviews import Review
from bef_tui.data.systems import Sop, WorkflowRun
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import EventKind
from bef_tui.services import records


@dataclass(frozen=True, slots=True)
class Subject:
    """A record that something happened to; all of it is empty for a schedule.

    ``kind`` and ``id`` name the record that a rule may change, ``what`` says it in words. ``stage_id`` is the stage a
    deal has moved to, ``sop_id`` the SOP of a run.
    """

    kind: str = ""
    id: int = 0
    what: str = ""
    contact_id: int | None = None
    who: str = ""
    company: str = ""
    deal_id: int | None = None
    goal_id: int | None = None
    owner_id: int | None = None
    owner: str = ""
    stage_id: int | None = None
    sop_id: int | None = None

    def words(self, now: Now) -> dict[str, str]:
        """What the fields of a rule's text stand for."""
        return {
            "what": self.what,
            "who": self.who,
            "company": self.company,
            "owner": self.owner,
            "day": now.today.isoformat(),
        }


NOTHING = Subject()


def subject_of(session: Session, kind: EventKind, record_id: int) -> Subject:
    """What an event of this kind is about; ``Gone`` when its record was deleted meanwhile."""
    if kind == "schedule":
        return NOTHING
    subject = _MAKERS[kind](session, record_id)
    contact = session.get(Contact, subject.contact_id) if subject.contact_id else None
    owner = session.get(Person, subject.owner_id) if subject.owner_id else None
    return replace(
        subject,
        who=contact.name if contact else "",
        company=contact.company if contact else "",
        owner=owner.name if owner else "",
    )


def _task(session: Session, task_id: int) -> Subject:
    task = records.found(session, Task, task_id)
    return Subject("task", task_id, task.title, task.contact_id, goal_id=task.goal_id, owner_id=task.owner_id)


def _deal(session: Session, move_id: int) -> Subject:
    move = records.found(session, DealMove, move_id)
    deal = records.found(session, Deal, move.deal_id)
    return Subject(
        "deal",
        move.deal_id,
        deal.title,
        deal.contact_id,
        deal_id=move.deal_id,
        owner_id=deal.owner_id,
        stage_id=move.to_stage_id,
    )


def _contact(session: Session, contact_id: int) -> Subject:
    contact = records.found(session, Contact, contact_id)
    return Subject("contact", contact_id, contact.name, contact_id, owner_id=contact.owner_id)


def _kpi(session: Session, kpi_id: int) -> Subject:
    kpi = records.found(session, Kpi, kpi_id)
    return Subject("kpi", kpi_id, kpi.name, goal_id=kpi.goal_id, owner_id=kpi.owner_id)


def _run(session: Session, run_id: int) -> Subject:
    run = records.found(session, WorkflowRun, run_id)
    sop = records.found(session, Sop, run.sop_id)
    what = f"{sop.title}: {run.subject}" if run.subject else sop.title
    return Subject(
        "workflow_run",
        run_id,
        what,
        run.contact_id,
        deal_id=run.deal_id,
        goal_id=run.goal_id,
        owner_id=run.owner_id,
        sop_id=run.sop_id,
    )


def _review(session: Session, review_id: int) -> Subject:
    review = records.found(session, Review, review_id)
    return Subject("review", review_id, f"Review of {review.week}")


def _promise(session: Session, commitment_id: int) -> Subject:
    promise = records.found(session, Commitment, commitment_id)
    return Subject(
        "commitment", commitment_id, promise.outcome, goal_id=promise.goal_id, owner_id=promise.owner_id
    )


_MAKERS: dict[EventKind, Callable[[Session, int], Subject]] = {
    "task done": _task,
    "task overdue": _task,
    "deal moved": _deal,
    "contact cold": _contact,
    "kpi off track": _kpi,
    "run finished": _run,
    "review closed": _review,
    "promise missed": _promise,
}
EVENT_TABLES: dict[EventKind, str] = {
    "task done": "task",
    "task overdue": "task",
    "deal moved": "deal_move",
    "contact cold": "contact",
    "kpi off track": "kpi",
    "run finished": "workflow_run",
    "review closed": "review",
    "promise missed": "commitment",
}
"""The table whose ids an event of each kind carries."""
