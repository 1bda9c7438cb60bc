"""Gathers what the judges read: ``framework.facts.Facts``, by aggregates and bounded lists in plain SQL."""

from __future__ import annotations

from dataclasses import replace

from bef_tui.framework.facts import Facts, closed_weeks
from bef_tui.framework.weeks import Now
from bef_tui.services.facts import goals, measures, people, promises, systems, work
from bef_tui.services.sql import Rows, day


def gather(rows: Rows, now: Now) -> Facts:
    """All facts as of now."""
    base = Facts(
        today=now.today,
        week=now.week,
        closed=closed_weeks(now.week, reviewed=_is_reviewed(rows, now.week), since=first_week(rows, now)),
        first_weekday=now.first_weekday,
    )
    return replace(
        base,
        goals=goals.goals(rows, base),
        kpis=measures.kpis(rows, base, now),
        **promises.promises(rows, base, now),
        **work.work(rows, base),
        **people.people(rows, base, now),
        **systems.systems(rows, base),
    )


def first_week(rows: Rows, now: Now) -> str:
    """The week in which this business began to use the file; weeks before it are nobody's fault."""
    found = rows("SELECT started_on FROM company WHERE started_on IS NOT NULL ORDER BY id LIMIT 1")
    started = day(found[0][0]) if found else None
    return now.week_of(started) if started else now.week


def _is_reviewed(rows: Rows, week: str) -> bool:
    return bool(rows("SELECT 1 FROM review WHERE week = :week AND state = 'closed' LIMIT 1", week=week))
