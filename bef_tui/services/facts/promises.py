"""Facts of stage 4 and of the reviews: frozen promises, what else was done, and the rhythm of reviews."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bef_tui.framework.facts import CommitmentFact, Facts, ReviewFact, WeekFact
from bef_tui.framework.weeks import Now, add_weeks
from bef_tui.services.sql import Rows, day


def promises(rows: Rows, base: Facts, now: Now) -> dict[str, Any]:
    """The fields of ``Facts`` that come from promises, reviews and done work."""
    return {
        "commitments": _commitments(rows, base),
        "reviews": _reviews(rows, base),
        "weeks": _weeks(rows, base, now),
        "self_ratings": _self_ratings(rows),
        "audit_ticks": _audit_ticks(rows),
    }


def _first(base: Facts) -> str:
    return base.closed[0] if base.closed else base.week


def _commitments(rows: Rows, base: Facts) -> tuple[CommitmentFact, ...]:
    """Frozen promises of the closed weeks and of the running one."""
    found = rows(
        "SELECT c.id, substr(c.outcome, 1, 80), c.week, c.state, c.weight, c.due,"
        " coalesce(c.kept_on, c.closed_on), c.reason,"
        " c.kpi_id IS NOT NULL OR (g.first_start IS NOT NULL AND"
        "   (g.closed_on IS NULL OR g.closed_on >= date(c.frozen_at))),"
        " c.goal_id, c.owner_id IS NOT NULL, c.carried, c.source IS NOT NULL"
        " FROM commitment c LEFT JOIN goal g ON g.id = c.goal_id"
        " WHERE c.week >= :first AND c.week <= :week AND c.frozen_at IS NOT NULL ORDER BY c.week, c.position, c.id",
        first=_first(base),
        week=base.week,
    )
    return tuple(
        CommitmentFact(
            id=commitment_id,
            label=label,
            week=week,
            state=state,
            weight=float(weight),
            due=day(due),
            closed_on=day(closed_on),
            reason=reason or "",
            linked=bool(linked),
            goal_id=goal_id,
            owned=bool(owned),
            carried=carried,
            imported=bool(imported),
        )
        for (
            commitment_id, label, week, state, weight, due, closed_on, reason,
            linked, goal_id, owned, carried, imported,
        ) in found
    )  # fmt: skip


def _reviews(rows: Rows, base: Facts) -> tuple[ReviewFact, ...]:
    """One review for each closed week: a closed one before an open one, a full one before an express one."""
    found = rows(
        "SELECT id, week, mode, closed_on, late, shared_on IS NOT NULL FROM review"
        " WHERE week >= :first AND week <= :week ORDER BY week, state = 'closed', mode <> 'express', id",
        first=_first(base),
        week=base.week,
    )
    by_week = {
        week: ReviewFact(review_id, week, mode, day(closed_on), bool(late), bool(shared))
        for review_id, week, mode, closed_on, late, shared in found
    }
    return tuple(by_week[week] for week in sorted(by_week) if week in base.closed)


def _weeks(rows: Rows, base: Facts, now: Now) -> tuple[WeekFact, ...]:
    """What was done in each week, and how much of it nobody had planned."""
    first = now.starts(_first(base))
    daily = rows(
        "SELECT done_on, count(*), sum(plan_id IS NULL AND milestone_id IS NULL AND goal_id IS NULL) FROM task"
        " WHERE done_on >= :first AND source IS NULL GROUP BY done_on",
        first=first,
    )
    done: dict[str, list[int]] = {}
    for on, count, unplanned in daily:
        total = done.setdefault(now.week_of(day(on) or first), [0, 0])
        total[0] += count
        total[1] += unplanned
    for week, kept, unplanned in rows(
        "SELECT week, count(*), sum(frozen_at IS NULL) FROM commitment WHERE week >= :first AND week <= :week"
        " AND state = 'kept' AND replaces_id IS NULL AND source IS NULL GROUP BY week",
        first=_first(base),
        week=base.week,
    ):
        total = done.setdefault(week, [0, 0])
        total[0] += kept
        total[1] += unplanned
    wanted = (*base.closed, base.week)
    return tuple(WeekFact(week, *done[week]) for week in sorted(done) if week in wanted)


def _self_ratings(rows: Rows) -> tuple[Any, ...]:
    newest = rows("SELECT category, value, max(id) FROM self_rating GROUP BY category")
    return tuple((category, value) for category, value, _ in newest)


def _audit_ticks(rows: Rows) -> tuple[tuple[str, bool], ...]:
    newest = rows("SELECT item, ticked, max(id) FROM audit_answer GROUP BY item")
    return tuple((item, bool(ticked)) for item, ticked, _ in newest)


def window_days(base: Facts, now: Now, weeks: int) -> tuple[str, str] | None:
    """The first and the last day of the newest ``weeks`` closed weeks, as stored; None before one is closed."""
    closed = base.closed[-weeks:]
    if not closed:
        return None
    return now.starts(closed[0]).isoformat(), (
        now.starts(add_weeks(closed[-1], 1)) - timedelta(days=1)
    ).isoformat()
