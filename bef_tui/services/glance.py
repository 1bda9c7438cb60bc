"""The glance: all that Home, the header and the score panel show, in one value, gathered in plain SQL.

It is kept in the file with the number of the last transaction and the day it was judged for, so that the first frame
and ``bef status`` can show it without judging anew when it is still true.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from bef_tui.framework.plain import from_plain, to_plain
from bef_tui.framework.verdict import Judgement
from bef_tui.framework.weeks import Now, add_weeks
from bef_tui.services.sql import Rows, day, rows_of

if TYPE_CHECKING:
    from sqlmodel import Session

AGENDA_MOST = 60
PROMISES_MOST = 40

AgendaKind = Literal["task", "follow_up", "kpi", "workflow_run", "milestone"]


class PromiseLine(NamedTuple):
    """A promise of this week. ``moves`` is the goal or KPI it serves; ``carried`` the weeks it was carried."""

    id: int
    outcome: str
    state: str
    owner: str
    due: date | None
    kept_on: date | None
    moves: str
    reason: str
    carried: int
    frozen: bool


class AgendaLine(NamedTuple):
    """Something wanted today or before: a task, a follow-up, a number, a run, a milestone.

    ``detail`` says who or what it belongs to; ``priority`` is 1 to 3 for a task.
    """

    kind: AgendaKind
    id: int
    label: str
    due: date | None
    priority: int | None = None
    detail: str = ""


class Glance(NamedTuple):
    """The business at a glance, as of one day."""

    company: str
    today: date
    week: str
    since: str
    review_open: bool
    reviewed: bool
    last_reviewed: str
    drafted: int
    promises: tuple[PromiseLine, ...]
    agenda: tuple[AgendaLine, ...]
    agenda_count: int
    done_today: int
    total_before: float | None
    judgement: Judgement


def look(rows: Rows, now: Now) -> Glance:
    """Judge the business now and gather what one look must show.

    Judges and gatherers are imported here: a kept glance is shown without them.
    """
    from bef_tui.framework.judgement import judge
    from bef_tui.services.facts import gather

    facts = gather(rows, now)
    company = rows("SELECT name FROM company LIMIT 1")
    agenda = _agenda(rows, now)
    last = rows("SELECT max(week) FROM review WHERE state = 'closed'")[0][0]
    week = _week_in_view(rows, now)
    return Glance(
        company=company[0][0] if company else "",
        today=now.today,
        week=now.week,
        since=facts.closed[0] if facts.closed else now.week,
        review_open=bool(rows("SELECT 1 FROM review WHERE state = 'open' LIMIT 1")),
        reviewed=now.week in facts.closed,
        last_reviewed=last or "",
        drafted=rows(
            "SELECT count(*) FROM commitment WHERE week >= :week AND state = 'draft'", week=now.week
        )[0][0],
        promises=_promises(rows, week),
        agenda=agenda[:AGENDA_MOST],
        agenda_count=len(agenda),
        done_today=rows("SELECT count(*) FROM task WHERE done_on = :today", today=now.today)[0][0],
        total_before=_total_before(rows, now.week),
        judgement=judge(facts),
    )


def current(session: Session, now: Now) -> Glance:
    """The glance, judged within a session."""
    return look(rows_of(session), now)


def dumped(glance: Glance) -> str:
    """The glance as JSON, to be kept in the file; without the records behind the score."""
    brief = glance._replace(judgement=glance.judgement.brief())
    return json.dumps(to_plain(brief), ensure_ascii=False, separators=(",", ":"))


def loaded(text: str) -> Glance:
    """A kept glance; ValueError, KeyError or TypeError when another version wrote it."""
    return from_plain(Glance, json.loads(text))


def _total_before(rows: Rows, week: str) -> float | None:
    """The total of the newest snapshot from before this week, for the trend."""
    found = rows(
        "SELECT total FROM score_snapshot WHERE week < :week AND moment <> 'before'"
        " ORDER BY week DESC, id DESC LIMIT 1",
        week=week,
    )
    return found[0][0] if found else None


def _week_in_view(rows: Rows, now: Now) -> str:
    """This week, or the next one once this week is closed and the next is committed."""
    following = add_weeks(now.week, 1)
    closed = rows("SELECT 1 FROM review WHERE week = :week AND state = 'closed' LIMIT 1", week=now.week)
    promised = rows("SELECT 1 FROM commitment WHERE week = :week LIMIT 1", week=following)
    return following if closed and promised else now.week


def _promises(rows: Rows, week: str) -> tuple[PromiseLine, ...]:
    found = rows(
        "SELECT c.id, substr(c.outcome, 1, 200), c.state, coalesce(p.name, ''), c.due, c.kept_on,"
        " substr(coalesce(g.title, k.name, ''), 1, 80), coalesce(c.reason, ''), c.carried, c.frozen_at IS NOT NULL"
        " FROM commitment c LEFT JOIN person p ON p.id = c.owner_id LEFT JOIN goal g ON g.id = c.goal_id"
        " LEFT JOIN kpi k ON k.id = c.kpi_id WHERE c.week = :week"
        " AND NOT EXISTS (SELECT 1 FROM commitment r WHERE r.week = c.week AND r.replaces_id = c.id)"
        " ORDER BY c.position, c.id LIMIT :most",
        week=week,
        most=PROMISES_MOST,
    )
    return tuple(
        PromiseLine(
            record_id, outcome, state, owner, day(due), day(kept), moves, reason, carried, bool(frozen)
        )
        for record_id, outcome, state, owner, due, kept, moves, reason, carried, frozen in found
    )


def _agenda(rows: Rows, now: Now) -> tuple[AgendaLine, ...]:
    """Everything wanted until today: overdue first, then by priority."""
    lines = [*_tasks(rows, now), *_follow_ups(rows, now), *_runs(rows, now), *_milestones(rows, now)]
    lines.sort(
        key=lambda line: (
            line.due is None or line.due >= now.today,
            line.priority or 4,
            line.due or now.today,
        )
    )
    return (*lines, *_numbers(rows, now))


def _tasks(rows: Rows, now: Now) -> list[AgendaLine]:
    found = rows(
        "SELECT t.id, substr(t.title, 1, 200), t.due, t.priority, substr(coalesce(a.title, g.title, ''), 1, 80) FROM ("
        "  SELECT * FROM (SELECT id FROM task WHERE status = 'open' AND due <= :today ORDER BY due LIMIT :most)"
        "  UNION SELECT * FROM (SELECT id FROM task WHERE status = 'open' AND planned_on <= :today"
        "    ORDER BY planned_on LIMIT :most)) x JOIN task t ON t.id = x.id"
        " LEFT JOIN action_plan a ON a.id = t.plan_id LEFT JOIN goal g ON g.id = t.goal_id",
        today=now.today,
        most=AGENDA_MOST,
    )
    return [
        AgendaLine("task", record_id, title, day(due), priority, detail)
        for record_id, title, due, priority, detail in found
    ]


def _follow_ups(rows: Rows, now: Now) -> list[AgendaLine]:
    found = rows(
        "SELECT f.contact_id, substr(c.name, 1, 80), f.due, f.channel, substr(f.note, 1, 80) FROM follow_up f"
        " JOIN contact c ON c.id = f.contact_id WHERE f.state = 'open' AND f.due <= :today ORDER BY f.due LIMIT :most",
        today=now.today,
        most=AGENDA_MOST,
    )
    return [
        AgendaLine("follow_up", contact_id, f"{channel.capitalize()} {name}", day(due), None, note)
        for contact_id, name, due, channel, note in found
    ]


def _runs(rows: Rows, now: Now) -> list[AgendaLine]:
    found = rows(
        "SELECT r.id, substr(s.title, 1, 80), r.due, substr(r.subject, 1, 80) FROM workflow_run r"
        " JOIN sop s ON s.id = r.sop_id WHERE r.status IN ('due', 'running') AND r.due <= :today"
        " ORDER BY r.due LIMIT :most",
        today=now.today,
        most=AGENDA_MOST,
    )
    return [
        AgendaLine("workflow_run", run_id, f"Run {title}", day(due), None, subject)
        for run_id, title, due, subject in found
    ]


def _milestones(rows: Rows, now: Now) -> list[AgendaLine]:
    found = rows(
        "SELECT m.id, substr(m.title, 1, 200), m.due, substr(p.title, 1, 80) FROM milestone m"
        " JOIN action_plan p ON p.id = m.plan_id AND p.status = 'active'"
        " WHERE m.done_on IS NULL AND m.due <= :today ORDER BY m.due LIMIT :most",
        today=now.today,
        most=AGENDA_MOST,
    )
    return [
        AgendaLine("milestone", record_id, title, day(due), None, plan)
        for record_id, title, due, plan in found
    ]


def _numbers(rows: Rows, now: Now) -> list[AgendaLine]:
    """KPIs whose last whole period has no answer yet."""
    last_week_end = now.starts(now.week) - timedelta(days=1)
    last_month_end = now.today.replace(day=1) - timedelta(days=1)
    yesterday = now.today - timedelta(days=1)
    found = rows(
        "SELECT k.id, substr(k.name, 1, 80), k.cadence FROM kpi k WHERE k.active"
        " AND k.created_on <= CASE k.cadence WHEN 'daily' THEN :day WHEN 'monthly' THEN :month ELSE :week END"
        " AND NOT EXISTS (SELECT 1 FROM kpi_entry e WHERE e.kpi_id = k.id AND e.ends_on >="
        "   CASE k.cadence WHEN 'daily' THEN :day WHEN 'monthly' THEN :month ELSE :week END)"
        " ORDER BY k.kind DESC, k.position, k.id",
        day=yesterday,
        week=last_week_end,
        month=last_month_end,
    )
    return [
        AgendaLine("kpi", kpi_id, f"{name}: number due", None, None, cadence)
        for kpi_id, name, cadence in found
    ]
