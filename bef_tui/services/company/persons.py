"""Persons: who can own a record."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from sqlmodel import Session, col, func, select

from bef_tui.data.execution import Commitment, Task
from bef_tui.data.measurement import Kpi
from bef_tui.data.planning import ActionPlan, Milestone, Person, PersonBase
from bef_tui.data.systems import CoreProcess, Sop
from bef_tui.data.vision import Goal
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.services import records

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Owner:
    """A person as a form or a list shows it."""

    id: int
    name: str
    founder: bool
    active: bool


# Deeds


def add_person(session: Session, name: str, *, now: Now, email: str = "") -> int:
    """Add a person; one who was retired under this name comes back."""
    clean = _checked(name, email)
    known = _named(session, clean["name"])
    if known is None:
        return records.saved(session, Person(**clean))
    if known.active:
        raise RuleBroken(f"There is already somebody called {known.name}.", field="name")
    known.active, known.email = True, clean["email"] or known.email
    return records.saved(session, known)


def naming_owner(deed: Callable[..., R]) -> Callable[..., R]:
    """The same deed, for which an ``owner_id`` may be the name of somebody new: one step of history adds both."""

    @wraps(deed)
    def named(session: Session, *args: Any, now: Now, **values: Any) -> R:
        def known(given: Any) -> Any:
            if not (isinstance(given, Mapping) and isinstance(given.get("owner_id"), str)):
                return given
            name = given["owner_id"].strip()
            person = _named(session, name)
            is_here = person is not None and person.active
            return {
                **given,
                "owner_id": person.id if is_here and person else add_person(session, name, now=now),
            }

        return deed(session, *map(known, args), now=now, **known(values))

    return named


def rename_person(session: Session, person_id: int, name: str, *, now: Now) -> int:
    """Rename a person."""
    person = records.found(session, Person, person_id)
    clean = _checked(name, person.email)
    other = _named(session, clean["name"])
    if other is not None and other.id != person_id:
        raise RuleBroken(f"There is already somebody called {other.name}.", field="name")
    person.name = clean["name"]
    return records.saved(session, person)


def retire_person(session: Session, person_id: int, *, now: Now) -> int:
    """Retire a person.

    What they still own and is not finished passes to the founder; frozen promises and finished work keep their name.
    """
    person = records.found(session, Person, person_id)
    if person.founder:
        raise RuleBroken("The founder stays: somebody must own what nobody else owns.")
    founder = records.founder_id(session)
    for record in _unfinished(session, person_id):
        record.owner_id = founder
        session.add(record)
    person.active = False
    return records.saved(session, person)


# Questions


def owners(session: Session, *, retired: bool = False) -> tuple[Owner, ...]:
    """Who can own a record, the founder first, then by name; with ``retired`` all who ever could."""
    query = records.columns(Person.id, Person.name, Person.founder, Person.active)
    if not retired:
        query = query.where(col(Person.active))
    order = (col(Person.founder).desc(), func.lower(Person.name), col(Person.id))
    return tuple(Owner(*found) for found in session.exec(query.order_by(*order)))


def _checked(name: str, email: str) -> dict[str, Any]:
    clean = records.checked(PersonBase, {"name": name.strip(), "email": email.strip()})
    records.require_text(clean["name"], "name", "A person needs a name.")
    return clean


def _named(session: Session, name: str) -> Person | None:
    people = session.exec(select(Person)).all()
    return next((person for person in people if person.name.casefold() == name.casefold()), None)


def _unfinished(session: Session, person_id: int) -> Sequence[Any]:
    """What a person owns and has not finished."""
    owned = (
        select(Goal).where(Goal.owner_id == person_id, col(Goal.status).in_(("draft", "active", "paused"))),
        select(ActionPlan).where(
            ActionPlan.owner_id == person_id, col(ActionPlan.status).in_(("draft", "active"))
        ),
        select(Milestone).where(Milestone.owner_id == person_id, col(Milestone.done_on).is_(None)),
        select(Task).where(Task.owner_id == person_id, Task.status == "open"),
        select(Commitment).where(Commitment.owner_id == person_id, Commitment.state == "draft"),
        select(Kpi).where(Kpi.owner_id == person_id, Kpi.active),
        select(CoreProcess).where(CoreProcess.owner_id == person_id),
        select(Sop).where(Sop.owner_id == person_id, Sop.status != "retired"),
    )
    return [record for query in owned for record in session.exec(query)]
