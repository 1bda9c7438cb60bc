"""What a form offers to choose from: people, goals, plans, KPIs … each as (id, label)."""

from typing import Any

from sqlmodel import Session, col, select

from bef_tui.data.measurement import Kpi
from bef_tui.data.people import Contact, Deal
from bef_tui.data.planning import ActionPlan, Person
from bef_tui.data.systems import CoreProcess, Sop
from bef_tui.data.vision import Goal

Choice = tuple[int, str]
MOST = 2000


def _listed(session: Session, query: Any) -> tuple[Choice, ...]:
    return tuple((record_id, label) for record_id, label in session.exec(query.limit(MOST)))


def founder(session: Session) -> int | None:
    """The founder, who owns what nobody else owns."""
    return session.exec(
        select(Person.id).where(col(Person.founder)).order_by(col(Person.id)).limit(1)
    ).first()


def people(session: Session) -> tuple[Choice, ...]:
    """Everybody who can own something, the founder first."""
    query = select(Person.id, Person.name).where(col(Person.active))
    return _listed(session, query.order_by(col(Person.founder).desc(), col(Person.name)))


def goals(session: Session) -> tuple[Choice, ...]:
    """The goals that are not closed, 90-day goals first, by rank."""
    query = select(Goal.id, Goal.title).where(col(Goal.status).in_(("active", "draft", "paused")))
    return _listed(session, query.order_by(col(Goal.horizon), col(Goal.rank).is_(None), col(Goal.rank)))


def annual_goals(session: Session) -> tuple[Choice, ...]:
    """The annual goals that are not closed."""
    query = select(Goal.id, Goal.title).where(
        Goal.horizon == "annual", col(Goal.status).in_(("active", "draft", "paused"))
    )
    return _listed(session, query.order_by(col(Goal.rank)))


def plans(session: Session) -> tuple[Choice, ...]:
    """The plans that are not closed, by rank."""
    query = select(ActionPlan.id, ActionPlan.title).where(col(ActionPlan.status).in_(("active", "draft")))
    return _listed(session, query.order_by(col(ActionPlan.rank).is_(None), col(ActionPlan.rank)))


def kpis(session: Session) -> tuple[Choice, ...]:
    """The KPIs that are followed, lead before lag."""
    query = select(Kpi.id, Kpi.name).where(col(Kpi.active))
    return _listed(session, query.order_by(col(Kpi.kind).desc(), col(Kpi.position)))


def sops(session: Session) -> tuple[Choice, ...]:
    """The SOPs that are not retired."""
    return _listed(session, select(Sop.id, Sop.title).where(Sop.status != "retired").order_by(col(Sop.title)))


def processes(session: Session) -> tuple[Choice, ...]:
    """The core processes."""
    query = select(CoreProcess.id, CoreProcess.name).where(col(CoreProcess.active))
    return _listed(session, query.order_by(col(CoreProcess.position)))


def contacts(session: Session) -> tuple[Choice, ...]:
    """The open contacts by name."""
    return _listed(
        session, select(Contact.id, Contact.name).where(Contact.status == "open").order_by(col(Contact.name))
    )


def deals(session: Session) -> tuple[Choice, ...]:
    """The open deals by title."""
    return _listed(
        session, select(Deal.id, Deal.title).where(Deal.status == "open").order_by(col(Deal.title))
    )
