"""Whom or what a run is for: a contact, a deal, a goal, or just a name."""

from dataclasses import dataclass
from typing import Any, Literal

from sqlmodel import Session, col, select

from bef_tui.data.people import Contact, Deal
from bef_tui.data.vision import Goal
from bef_tui.framework.errors import RuleBroken
from bef_tui.services import choices, records

SubjectKind = Literal["contact", "deal", "goal"]
_NAMED: tuple[tuple[SubjectKind, Any, Any, tuple[str, ...]], ...] = (
    ("contact", Contact, Contact.name, ("open",)),
    ("deal", Deal, Deal.title, ("open",)),
    ("goal", Goal, Goal.title, ("active", "draft", "paused")),
)


@dataclass(frozen=True, slots=True)
class RunSubject:
    """A record that a run can be for."""

    kind: SubjectKind
    id: int
    name: str


def run_subjects(session: Session) -> tuple[RunSubject, ...]:
    """What a run can be for: open contacts, open deals, and goals that are not closed, each by name."""
    listed: tuple[tuple[SubjectKind, tuple[choices.Choice, ...]], ...] = (
        ("contact", choices.contacts(session)),
        ("deal", choices.deals(session)),
        ("goal", choices.goals(session)),
    )
    return tuple(RunSubject(kind, record_id, name) for kind, rows in listed for record_id, name in rows)


def subject_named(session: Session, name: str) -> RunSubject | None:
    """The one open contact, deal or goal of exactly this name; None when there is none, or several."""
    wanted = name.strip()
    found = []
    for kind, model, column, states in _NAMED if wanted else ():
        same = col(column).collate("NOCASE") == wanted
        query = select(model.id, column).where(same, col(model.status).in_(states)).limit(2)
        found += [RunSubject(kind, record_id, said) for record_id, said in session.exec(query)]
    return found[0] if len(found) == 1 else None


def with_subject(session: Session, values: dict[str, Any]) -> dict[str, Any]:
    """The values of a run with its subject said both ways: the link by its name, and the name by its link."""
    given = [(kind, model) for kind, model, *_ in _NAMED if values.get(f"{kind}_id") is not None]
    if len(given) > 1:
        raise RuleBroken("A run is for one contact, deal or goal.", field="subject")
    if given:
        kind, model = given[0]
        record = records.found(session, model, values[f"{kind}_id"])
        name = record.name if kind == "contact" else record.title
        return {**values, "subject": values.get("subject") or name}
    subject = subject_named(session, values.get("subject") or "")
    return values if subject is None else {**values, f"{subject.kind}_id": subject.id}
