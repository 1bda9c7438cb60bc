"""Rules: written as two lines, tried, switched on and off, and what has become of them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from sqlmodel import Session, SQLModel, col, func, select

from bef_tui.data.systems import Firing, Rule
from bef_tui.exchange.problems import NotUnderstood
from bef_tui.exchange.rule_then import Then, read_then
from bef_tui.exchange.rule_when import When, read_when
from bef_tui.exchange.schedules import next_after
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import CatchUp, EventKind, FiringState
from bef_tui.services import records
from bef_tui.services.automation import plans
from bef_tui.services.automation.firing import MOST_FAILURES
from bef_tui.services.records import Values

T = TypeVar("T")

LONGEST_NAME = 60


class RuleBase(SQLModel):
    """What a founder writes: the two lines, and what becomes of occurrences missed while the machine was off."""

    name: str = ""
    when: str
    then: str
    catch_up: CatchUp = "last"


# Deeds


def add_rule(session: Session, *, now: Now, **values: Any) -> int:
    """Add a rule; it is off until it is switched on."""
    clean = records.checked(RuleBase, values)
    when, then = read_lines(clean.get("when", ""), clean.get("then", ""), now)
    rule = Rule(
        name=_name(clean.get("name", ""), when, then),
        when_kind=when.kind,
        when_detail=plans.when_stored(session, when),
        then_kind=then.kind,
        then_detail=plans.then_stored(session, when, then),
        catch_up=clean.get("catch_up", "last"),
        owner_id=records.founder_id(session),
        created_on=now.today,
    )
    return records.saved(session, rule)


def edit_rule(
    session: Session, rule_id: int, changes: Values, opened: Values | None = None, *, now: Now
) -> int:
    """Edit a rule; what happened before does not fire it any more."""
    rule = records.found(session, Rule, rule_id)
    there = rule_values(session, rule_id)
    clean = records.checked(RuleBase, {**there, **changes})
    for name in changes:
        if opened is not None and name in opened and there[name] not in (opened[name], clean[name]):
            raise records.Conflict(name, clean[name], there[name])
    when, then = read_lines(clean["when"], clean["then"], now)
    told = _default_name(plans.when_of(rule), plans.then_of(rule))
    rule.name = _name("" if clean["name"] == told else clean["name"], when, then)
    rule.catch_up = clean["catch_up"]
    if (clean["when"], clean["then"]) != (there["when"], there["then"]):
        rule.when_kind, rule.when_detail = when.kind, plans.when_stored(session, when)
        rule.then_kind, rule.then_detail = then.kind, plans.then_stored(session, when, then)
        rule.failures = 0
        if rule.enabled:
            rule.starts_at = now.at
    return rule_id


def switch_on(session: Session, rule_id: int, *, now: Now) -> int:
    """Switch a rule on; what happened before does not fire it."""
    rule = records.found(session, Rule, rule_id)
    if not rule.enabled:
        rule.enabled, rule.starts_at, rule.failures = True, now.at, 0
    return rule_id


def switch_off(session: Session, rule_id: int, *, now: Now) -> int:
    """Switch a rule off."""
    records.found(session, Rule, rule_id).enabled = False
    return rule_id


def delete_rule(session: Session, rule_id: int, *, now: Now) -> int:
    """Delete a rule; what it made stays."""
    session.delete(records.found(session, Rule, rule_id))
    return rule_id


def read_lines(when: str, then: str, now: Now) -> tuple[When, Then]:
    """The two lines as they are understood; ``RuleBroken`` names the one that is not."""
    return (
        _read(lambda: read_when(when, now.today), "when"),
        _read(lambda: read_then(then), "then"),
    )


def _read(read: Callable[[], T], field: str) -> T:
    try:
        return read()
    except NotUnderstood as problem:
        text = str(problem)
        raise RuleBroken(text[:1].upper() + text[1:], field=field) from None


def _name(given: str, when: When, then: Then) -> str:
    return given.strip() or _default_name(when, then)


def _default_name(when: When, then: Then) -> str:
    name = re.sub(r"\{[^{}]*\}", "…", then.text or then.words())
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


# Questions


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule as a list shows it.

    ``next_at`` is when its schedule comes next, if it is on. ``stopped`` says that it switched itself off after
    failures; ``failing`` that its last attempts failed and that it tries again.
    """

    id: int
    name: str
    when_kind: EventKind
    when: str
    then: str
    catch_up: CatchUp
    enabled: bool
    stopped: bool
    failing: bool
    fired: int
    last_at: datetime | None
    error: str
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class FiringRow:
    """A firing as a list shows it; ``made`` names the record that a key leads to, if it is still there."""

    id: int
    rule_id: int
    rule: str
    at: datetime
    state: FiringState
    occurrence: str
    attempts: int
    error: str
    made: tuple[str, int] | None


def rules(session: Session, *, now: Now) -> tuple[RuleRow, ...]:
    """All rules: those that stopped or fail first, then those that are on, then those that are off."""
    counted = _counted(session)
    errors = _errors(session)
    rows = []
    for rule in session.exec(select(Rule).order_by(col(Rule.id))):
        assert rule.id is not None
        fired, last_at = counted.get(rule.id, (0, None))
        rows.append(
            RuleRow(
                id=rule.id,
                name=rule.name,
                when_kind=rule.when_kind,
                when=_said(lambda rule=rule: plans.when_of(rule).words()),  # type: ignore[misc]
                then=_said(lambda rule=rule: plans.then_of(rule).words()),  # type: ignore[misc]
                catch_up=rule.catch_up,
                enabled=rule.enabled,
                stopped=not rule.enabled and rule.failures >= MOST_FAILURES,
                failing=rule.enabled and rule.failures > 0,
                fired=fired,
                last_at=last_at,
                error=errors.get(rule.id, "") if rule.failures else "",
                next_at=next_at(rule, now),
            )
        )
    return tuple(sorted(rows, key=lambda row: (not (row.stopped or row.failing), not row.enabled, row.id)))


def rule_values(session: Session, rule_id: int) -> dict[str, Any]:
    """What a form may change of a rule."""
    rule = records.found(session, Rule, rule_id)
    return {
        "name": rule.name,
        "when": plans.when_of(rule).words(),
        "then": plans.then_of(rule).words(),
        "catch_up": rule.catch_up,
    }


def firings(session: Session, rule_id: int | None = None, *, most: int = 50) -> tuple[FiringRow, ...]:
    """The newest firings, of one rule or of all."""
    query = records.columns(Firing, Rule.name).join(Rule, col(Rule.id) == Firing.rule_id)
    if rule_id is not None:
        query = query.where(Firing.rule_id == rule_id)
    query = query.order_by(col(Firing.fired_at).desc(), col(Firing.id).desc()).limit(most)
    return tuple(
        FiringRow(
            firing.id,
            firing.rule_id,
            name,
            firing.fired_at,
            firing.state,
            firing.occurrence,
            firing.attempts,
            firing.error,
            (firing.made_table, firing.made_id) if firing.made_table and firing.made_id else None,
        )
        for firing, name in session.exec(query)
    )


class Trouble(NamedTuple):
    """A rule that fails, or has stopped after failing: what the founder is told."""

    name: str
    error: str
    rule_id: int
    stopped: bool


def failing(session: Session) -> tuple[Trouble, ...]:
    """Every rule that fails or has stopped, with its last error."""
    query = select(Rule.id, Rule.name, Rule.enabled).where(Rule.failures > 0).order_by(col(Rule.id))
    found = session.exec(query).all()
    errors = _errors(session) if found else {}
    return tuple(
        Trouble(name, errors.get(rule_id or 0, ""), rule_id or 0, not enabled)
        for rule_id, name, enabled in found
    )


def next_at(rule: Rule, now: Now) -> datetime | None:
    """When the schedule of a rule comes next; None for one that is off, and for an event."""
    if not rule.enabled or rule.when_kind != "schedule":
        return None
    try:
        coming = next_after(plans.schedule_of(rule), now.at, now.zone)
    except ValueError:
        return None
    return coming.at if coming else None


def _said(say: Callable[[], str]) -> str:
    """A stored line in words; one that an outside tool has broken is named so."""
    try:
        return say()
    except (ValueError, LookupError, TypeError):
        return "(cannot be read: edit it)"


def _counted(session: Session) -> dict[int, tuple[int, datetime | None]]:
    query = (
        select(Firing.rule_id, func.count(), func.max(Firing.fired_at))
        .where(Firing.state == "done")
        .group_by(col(Firing.rule_id))
    )
    return {rule_id: (count, last) for rule_id, count, last in session.exec(query)}


def _errors(session: Session) -> dict[int, str]:
    newest = select(func.max(Firing.id)).where(Firing.error != "").group_by(col(Firing.rule_id))
    query = select(Firing.rule_id, Firing.error).where(col(Firing.id).in_(newest))
    return dict(session.exec(query).all())
