"""The tick: what automation owes by now, each of it fired in a transaction of its own, once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from bef_tui.data.store import Store
from bef_tui.data.systems import Firing, Rule, Tick
from bef_tui.exchange.schedules import occurrences
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import FiringState
from bef_tui.services import records, systems
from bef_tui.services.automation import plans
from bef_tui.services.automation.events import pending
from bef_tui.services.automation.firing import DEEPEST, fire, may_try_again, rebuilt

OFF_AFTER = timedelta(hours=26)
"""A longer gap between two ticks means that the machine was off, and the rule's choice decides what is made up for."""
SESSION = "automation"
"""Whose deeds firings are: an undo takes back what the founder did last, not what came of a schedule meanwhile."""
BEAT = timedelta(hours=1)
"""How often a tick is written down; more often would only wear the disk."""


@dataclass(frozen=True, slots=True)
class Due:
    """An occurrence of a rule that waits to be fired; ``left_out`` counts those that are passed over with it."""

    rule_id: int
    occurrence: str
    at: datetime
    depth: int = 1
    left_out: int = 0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Ticked:
    """What a tick did: firings that went well, that failed, occurrences left out, and runs of SOPs made due."""

    fired: int = 0
    failed: int = 0
    left_out: int = 0
    runs: int = 0
    problems: tuple[str, ...] = ()

    @property
    def did_something(self) -> bool:
        """Whether anything in the file is another than before."""
        return bool(self.fired or self.failed or self.left_out or self.runs)


def tick(store: Store, now: Now, *, rhythms: bool = True) -> Ticked:
    """Do what automation owes by now; asked again at once, or by several programs at once, it does nothing twice.

    Without ``rhythms`` the runs of SOPs with a rhythm are left as they are: who asks often does not want to make
    again what was undone.
    """
    are_due = rhythms and store.read(systems.waiting, now=now)
    runs = store.write(systems.generate_due, now=now) if are_due else 0
    fired = failed = left_out = 0
    problems: list[str] = []
    seen: set[tuple[int, str]] = set()
    for _ in range(DEEPEST + 1):
        waiting = [one for one in store.read(due, now=now) if (one.rule_id, one.occurrence) not in seen]
        if not waiting:
            break
        for one in waiting:
            seen.add((one.rule_id, one.occurrence))
            label = f"Automation: {one.rule}"
            if one.left_out:
                left_out += store.write(leave_out, one, now=now, label=label, session=SESSION)
                continue
            if not store.read(is_waiting, one, now=now):
                continue
            state, said = store.write(fire_due, one, now=now, label=label, session=SESSION)
            fired += state == "done"
            failed += state == "failed"
            if state == "failed":
                problems.append(said)
    if store.read(has_rules) and store.read(wants_beat, now=now):
        store.write(beat, now=now)
    return Ticked(fired, failed, left_out, runs, tuple(dict.fromkeys(problems)))


def is_needed(session: Session, *, now: Now, rhythms: bool = True) -> bool:
    """Whether a tick would do anything; quick, for whoever asks often."""
    rules = session.connection().exec_driver_sql("SELECT 1 FROM rule WHERE enabled LIMIT 1").first()
    return bool(rhythms and systems.waiting(session, now=now)) or bool(
        rules and (due(session, now=now) or wants_beat(session, now=now))
    )


# Questions


def has_rules(session: Session) -> bool:
    """Whether any rule is on."""
    return session.exec(select(Rule.id).where(col(Rule.enabled)).limit(1)).first() is not None


def due(session: Session, *, now: Now) -> tuple[Due, ...]:
    """Everything that waits to be fired, in the order in which it happened."""
    rules = session.exec(select(Rule).where(col(Rule.enabled)).order_by(col(Rule.id))).all()
    if not rules:
        return ()
    since = _last_beat(session)
    found: list[Due] = []
    for rule in rules:
        if rule.when_kind == "schedule":
            found += _scheduled(session, rule, since, now)
        else:
            found += [
                Due(rule.id or 0, occurrence, at, _depth(session, table, record_id), rule=rule.name)
                for table, record_id, occurrence, at in pending(session, rule, now)
            ]
        found += _failed(session, rule, now)
    return tuple(sorted(found, key=lambda one: (one.at, one.rule_id)))


def is_waiting(session: Session, one: Due, *, now: Now) -> bool:
    """Whether nobody else has fired it meanwhile."""
    query = select(Firing).where(Firing.rule_id == one.rule_id, Firing.occurrence == one.occurrence)
    firing = session.exec(query).first()
    return firing is None or (firing.state == "failed" and may_try_again(firing, now.at))


def _scheduled(session: Session, rule: Rule, last_beat: datetime | None, now: Now) -> Iterator[Due]:
    """The occurrences of a schedule since the last one that was fired or left out, by the rule's choice."""
    assert rule.starts_at is not None
    rule_id = rule.id or 0
    schedule = plans.schedule_of(rule)
    newest = session.exec(select(func.max(Firing.occurrence)).where(Firing.rule_id == rule_id)).one()
    after = rule.starts_at
    if newest is not None:  # a day before it, for the zone may have been another one then
        after = max(after, datetime.fromisoformat(newest).replace(tzinfo=now.zone) - timedelta(days=1))
    missed = [
        one for one in occurrences(schedule, after, now.at, now.zone) if newest is None or one.name > newest
    ]
    if not missed:
        return
    was_off = now.at - max(rule.starts_at, last_beat or rule.starts_at) > OFF_AFTER
    if was_off and rule.catch_up == "none":
        yield Due(rule_id, missed[-1].name, missed[-1].at, left_out=len(missed), rule=rule.name)
        return
    for one in missed[-1:] if was_off and rule.catch_up == "last" else missed:
        yield Due(rule_id, one.name, one.at, rule=rule.name)


def _failed(session: Session, rule: Rule, now: Now) -> Iterator[Due]:
    query = select(Firing).where(Firing.rule_id == rule.id, Firing.state == "failed").order_by(col(Firing.id))
    for firing in session.exec(query):
        if may_try_again(firing, now.at):
            yield Due(firing.rule_id, firing.occurrence, firing.fired_at, firing.depth, rule=rule.name)


def _depth(session: Session, table: str, record_id: int) -> int:
    """One more than the firing that made a record, 1 for what a person made."""
    query = select(func.max(Firing.depth)).where(Firing.made_table == table, Firing.made_id == record_id)
    return (session.exec(query).one() or 0) + 1


def _last_beat(session: Session) -> datetime | None:
    return session.exec(select(Tick.at).order_by(col(Tick.id)).limit(1)).first()


def wants_beat(session: Session, *, now: Now) -> bool:
    """Whether it is time to write down that automation was seen to."""
    last = _last_beat(session)
    return last is None or now.at - last >= BEAT


# Deeds


def fire_due(session: Session, one: Due, *, now: Now) -> tuple[FiringState | None, str]:
    """Automation."""
    rule = session.get(Rule, one.rule_id)
    if rule is None or not rule.enabled:
        return None, ""
    try:
        subject = rebuilt(session, rule, one.occurrence)
    except records.Gone as gone:
        return _give_up(session, one, str(gone), now), ""
    firing = fire(session, rule, one.occurrence, subject, now=now, depth=one.depth)
    if firing is None:
        return None, ""
    return firing.state, f"{rule.name}: {firing.error}"


def _give_up(session: Session, one: Due, error: str, now: Now) -> FiringState:
    """What it was about is gone: there is nothing left to do, now or later."""
    query = select(Firing).where(Firing.rule_id == one.rule_id, Firing.occurrence == one.occurrence)
    firing = session.exec(query).first() or Firing(
        rule_id=one.rule_id, occurrence=one.occurrence, fired_at=now.at, depth=one.depth
    )
    firing.state, firing.error, firing.fired_at = "skipped", error, now.at
    session.add(firing)
    return "skipped"


def leave_out(session: Session, one: Due, *, now: Now) -> int:
    """Automation: occurrences left out."""
    known = select(Firing.id).where(Firing.rule_id == one.rule_id, Firing.occurrence == one.occurrence)
    if session.exec(known).first() is not None:
        return 0
    said = "one occurrence" if one.left_out == 1 else f"{one.left_out} occurrences"
    session.add(
        Firing(
            rule_id=one.rule_id,
            occurrence=one.occurrence,
            fired_at=now.at,
            state="skipped",
            error=f"{said} left out: nobody was there to see to it",
        )
    )
    return one.left_out


def beat(session: Session, *, now: Now) -> None:
    """Note that automation was seen to."""
    mark = session.get(Tick, 1) or Tick(id=1, at=now.at)
    mark.at = now.at
    session.add(mark)


def try_again(session: Session, firing_id: int, *, now: Now) -> int:
    """Try a failed firing again."""
    firing = records.found(session, Firing, firing_id)
    if firing.state != "failed":
        raise RuleBroken("Only what has failed can be tried again.")
    rule = records.found(session, Rule, firing.rule_id)
    subject = rebuilt(session, rule, firing.occurrence)
    firing.fired_at, firing.attempts = now.at - OFF_AFTER, 1
    session.flush()
    fire(session, rule, firing.occurrence, subject, now=now, depth=firing.depth)
    return firing_id
