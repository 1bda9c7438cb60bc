"""Gathers what the judges read: ``framework.facts.Facts``, by aggregates and bounded lists in plain SQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bef_tui.framework.facts import Facts, closed_weeks
from bef_tui.framework.weeks import Now
from bef_tui.services.facts import goals, measures, people, promises, systems, work
from bef_tui.services.sql import Rows, instant


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
    """The week in which this business began to use the file; weeks before it are nobody's fault.

    The company says when it began; a file that was only imported into, or added to, began with its first deed.
    """
    found = rows("SELECT started_on FROM company WHERE started_on IS NOT NULL ORDER BY id LIMIT 1")
    if found:
        return now.week_of(date.fromisoformat(found[0][0]))
    first = rows("SELECT at FROM txn ORDER BY id LIMIT 1")
    return now.week_of(now.day_of(instant(first[0][0]))) if first else now.week


def _is_reviewed(rows: Rows, week: str) -> bool:
    return bool(rows("SELECT 1 FROM review WHERE week = :week AND state = 'closed' LIMIT 1", week=week))
