"""A rule as it is stored: its two lines, and the ids of the records that they name."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlmodel import Session, col, select

from bef_tui.data.measurement import Kpi
from bef_tui.data.people import PipelineStage
from bef_tui.data.planning import Person
from bef_tui.data.systems import Rule, Sop
from bef_tui.exchange.rule_then import Then
from bef_tui.exchange.rule_when import When
from bef_tui.exchange.schedules import Schedule
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.words import DeedOfRule, EventKind
from bef_tui.services import records
from bef_tui.services.automation.subjects import Subject

_FITS: dict[DeedOfRule, tuple[EventKind, ...]] = {
    "follow up": ("task done", "task overdue", "deal moved", "contact cold", "run finished"),
    "owner": ("task done", "task overdue", "deal moved", "contact cold"),
    "route": ("task done", "task overdue", "deal moved", "contact cold"),
    "move": ("deal moved", "run finished"),
    "note": ("task done", "task overdue", "deal moved", "contact cold", "run finished"),
}
"""The events after which a deed finds the record it works on; a deed that is not named here may follow anything."""
ROUTED_BY: dict[EventKind, tuple[str, ...]] = {
    "task done": ("tags", "goal", "kind", "company"),
    "task overdue": ("tags", "goal", "kind", "company"),
    "deal moved": ("stage", "currency", "kind", "company"),
    "contact cold": ("kind", "company"),
}
"""The fields that an owner can be chosen by; kind and company are those of the contact."""


def when_of(rule: Rule) -> When:
    """When a rule fires."""
    return When.from_plain(json.loads(rule.when_detail)["line"])


def then_of(rule: Rule) -> Then:
    """What a rule does."""
    return Then.from_plain(json.loads(rule.then_detail)["line"])


def ids_of(detail: str) -> Mapping[str, Any]:
    """The ids of the records that a line names."""
    ids: Mapping[str, Any] = json.loads(detail).get("ids", {})
    return ids


def weeks_off(rule: Rule) -> int:
    """For how many weeks a KPI must have been off track."""
    return max(1, when_of(rule).weeks)


def schedule_of(rule: Rule) -> Schedule:
    """The schedule of a rule that has one."""
    schedule = when_of(rule).schedule
    if schedule is None:
        raise RuleBroken("This rule has no schedule.")
    return schedule


def when_matches(rule: Rule, subject: Subject) -> bool:
    """Whether an event of the rule's kind is one that it waits for."""
    when, ids = when_of(rule), ids_of(rule.when_detail)
    named = {"stage_id": subject.stage_id, "sop_id": subject.sop_id, "kpi_id": subject.id}
    if any(named[key] != wanted for key, wanted in ids.items()):
        return False
    return when.containing.casefold() in subject.what.casefold()


# Names to ids, when a rule is written


def when_stored(session: Session, when: When) -> str:
    """The first line as it is stored; ``RuleBroken`` names the field when a name is not known."""
    ids: dict[str, int] = {}
    if when.name and when.kind == "deal moved":
        ids["stage_id"] = _stage(session, when.name, "when")
    elif when.name and when.kind == "kpi off track":
        ids["kpi_id"] = _one(
            session.exec(select(Kpi.id, Kpi.name).where(col(Kpi.active))), when.name, "KPI", "when"
        )
    elif when.name and when.kind == "run finished":
        ids["sop_id"] = _sop(session, when.name, "when")
    return json.dumps({"line": when.plain(), "ids": ids})


def then_stored(session: Session, when: When, then: Then) -> str:
    """The second line as it is stored; ``RuleBroken`` when it cannot follow the first, or names what is not known."""
    _refuse_what_does_not_fit(when, then)
    ids: dict[str, Any] = {}
    if then.kind == "run":
        ids["sop_id"] = _sop(session, then.text, "then")
    elif then.kind == "move":
        ids["stage_id"] = _stage(session, then.text, "then")
    elif then.kind == "route":
        ids["routes"] = [[value, _person(session, name)] for value, name in then.routes]
        ids["otherwise"] = _person(session, then.otherwise) if then.otherwise else None
    if then.owners:
        ids["owners"] = [_person(session, name) for name in then.owners]
    return json.dumps({"line": then.plain(), "ids": ids})


def _refuse_what_does_not_fit(when: When, then: Then) -> None:
    """A deed on a record needs an event that brings one."""
    fits = _FITS.get(then.kind)
    if fits is not None and when.kind not in fits:
        raise RuleBroken(
            f"“{then.words()}” needs a record to work on: it can follow {_listed(fits)}.", field="then"
        )
    if then.kind == "route" and then.field not in ROUTED_BY[when.kind]:
        raise RuleBroken(
            f"After “{when.kind}” an owner can be chosen by {_listed(ROUTED_BY[when.kind])}, not by {then.field}.",
            field="then",
        )


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:-1]) + " or " + names[-1] if len(names) > 1 else names[0]


def _sop(session: Session, name: str, field: str) -> int:
    return _one(session.exec(select(Sop.id, Sop.title).where(Sop.status != "retired")), name, "SOP", field)


def _stage(session: Session, name: str, field: str) -> int:
    return _one(session.exec(select(PipelineStage.id, PipelineStage.name)), name, "stage", field)


def _person(session: Session, name: str) -> int:
    if name.casefold() == "me":
        return records.founder_id(session)
    return _one(
        session.exec(select(Person.id, Person.name).where(col(Person.active))), name, "person", "then"
    )


def _one(known: Iterable[tuple[int | None, str]], name: str, what: str, field: str) -> int:
    """The id of the one record that is called so, or whose name begins so."""
    names = [(record_id, called.casefold()) for record_id, called in known if record_id is not None]
    wanted = name.casefold()
    exact = [record_id for record_id, called in names if called == wanted]
    begins = [record_id for record_id, called in names if called.startswith(wanted)]
    for found in (exact, begins):
        if len(found) == 1:
            return found[0]
    several = f"More than one {what} begins with “{name}”: write more of it." if begins else ""
    raise RuleBroken(several or f"There is no {what} called “{name}”.", field=field)
