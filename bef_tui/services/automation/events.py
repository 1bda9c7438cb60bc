"""Events that no deed brings about but the passing of time: a task overdue, a contact gone cold, a KPI off track."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlmodel import Session

from bef_tui.data.systems import Rule
from bef_tui.framework.weeks import Now, week_start
from bef_tui.framework.words import EventKind
from bef_tui.services import measurement
from bef_tui.services.automation import plans
from bef_tui.services.automation.subjects import subject_of


class Pending(NamedTuple):
    """Something that happened by itself and was not followed yet; ``at`` is when."""

    table: str
    record_id: int
    occurrence: str
    at: datetime


def pending(session: Session, rule: Rule, now: Now) -> Iterator[Pending]:
    """What has happened by itself since a rule was switched on and that it has not followed."""
    source = _SOURCES.get(rule.when_kind)
    if source is None or rule.starts_at is None:
        return
    for one in source(session, rule, now):
        if plans.when_matches(rule, subject_of(session, rule.when_kind, one.record_id)):
            yield one


_OVERDUE = """
SELECT t.id, t.due FROM task t
WHERE t.status = 'open' AND t.due >= ? AND t.due < ?
AND NOT EXISTS (SELECT 1 FROM firing f WHERE f.rule_id = ? AND f.occurrence = 'task:' || t.id || ':' || t.due)
ORDER BY t.due, t.id
"""
_COLD = """
SELECT c.id, c.last_touch_on, date(c.last_touch_on, '+' || (c.longest_days + 1) || ' days') AS cold_on FROM contact c
WHERE c.status = 'open' AND c.last_touch_on IS NOT NULL AND cold_on >= ? AND cold_on <= ?
AND NOT EXISTS (
  SELECT 1 FROM firing f WHERE f.rule_id = ? AND f.occurrence = 'contact:' || c.id || ':' || c.last_touch_on
)
ORDER BY cold_on, c.id
"""
_SCORECARD = "bef.scorecard"
_NEWEST = "SELECT max(occurrence) FROM firing WHERE rule_id = ? AND occurrence LIKE ?"


def _since(rule: Rule, now: Now) -> date:
    assert rule.starts_at is not None
    return now.day_of(rule.starts_at)


def _begins(day: date, now: Now) -> datetime:
    return datetime.combine(day, time(), now.zone)


def _overdue(session: Session, rule: Rule, now: Now) -> Iterator[Pending]:
    values = (_since(rule, now).isoformat(), now.today.isoformat(), rule.id)
    for task_id, due in session.connection().exec_driver_sql(_OVERDUE, values).all():
        late_on = date.fromisoformat(due) + timedelta(days=1)
        yield Pending("task", task_id, f"task:{task_id}:{due}", _begins(late_on, now))


def _cold(session: Session, rule: Rule, now: Now) -> Iterator[Pending]:
    values = (_since(rule, now).isoformat(), now.today.isoformat(), rule.id)
    for contact_id, last, cold_on in session.connection().exec_driver_sql(_COLD, values).all():
        at = _begins(date.fromisoformat(cold_on), now)
        yield Pending("contact", contact_id, f"contact:{contact_id}:{last}", at)


def _off_track(session: Session, rule: Rule, now: Now) -> Iterator[Pending]:
    """KPIs whose newest values have been off for so many weeks; each streak once, from its first week."""
    weeks = plans.weeks_off(rule)
    for row in _scorecard(session, now):
        told = [cell for cell in row.cells if cell.verdict in ("on", "near", "off")]
        streak = 0
        while streak < len(told) and told[-1 - streak].verdict == "off":
            streak += 1
        if streak < weeks:
            continue
        reached = week_start(told[len(told) - streak + weeks - 1].week, now.first_weekday)
        if now.ends(told[-1].week) < _since(rule, now):
            continue
        first = told[-streak].week
        newest = session.connection().exec_driver_sql(_NEWEST, (rule.id, f"kpi:{row.id}:%")).scalar()
        # A streak that fills the whole scorecard was followed when it was shorter.
        if newest is None or (newest.rpartition(":")[2] < first and streak < len(told)):
            yield Pending("kpi", row.id, f"kpi:{row.id}:{first}", _begins(reached, now))


def _scorecard(session: Session, now: Now) -> tuple[measurement.ScorecardRow, ...]:
    """The scorecard, asked once for all rules that look at it in one view of the file."""
    kept: dict[Now, tuple[measurement.ScorecardRow, ...]] = session.info.setdefault(_SCORECARD, {})
    if now not in kept:
        kept[now] = measurement.scorecard(session, now=now)
    return kept[now]


_SOURCES: dict[EventKind, Callable[[Session, Rule, Now], Iterator[Pending]]] = {
    "task overdue": _overdue,
    "contact cold": _cold,
    "kpi off track": _off_track,
}
