"""Goals, KPIs, plans, promises and reviews: what a week or a quarter bounds."""

from collections.abc import Iterator
from random import Random

from bef_tui.framework.weeks import week_of
from bench.records.calendar import DAYS, YEARS, Calendar, Row


def goals(calendar: Calendar) -> Iterator[Row]:
    for n in range(1, YEARS + 1):
        active = n == YEARS
        yield {
            "id": n,
            "horizon": "annual",
            "parent_id": None,
            "title": f"Annual goal {n}",
            "why": "to grow",
            "done_when": "as measured",
            "owner_id": 1,
            "start": calendar.day(365 * (YEARS - n) + 200),
            "due": calendar.day(365 * (YEARS - n) - 100),
            "rank": 1 if active else None,
            "status": "active" if active else "done",
            "first_start": calendar.day(200),
            "first_due": calendar.day(-100),
            "created_on": calendar.day(300),
        }
    for n in range(1, 121):
        active = n <= 3
        back = 45 if active else 45 + 30 * n
        yield {
            "id": 1000 + n,
            "horizon": "90-day",
            "parent_id": YEARS,
            "title": f"Goal {n}",
            "why": "to grow",
            "done_when": "as measured",
            "owner_id": 1,
            "start": calendar.day(back),
            "due": calendar.day(back - 90),
            "rank": n if active else None,
            "status": "active" if active else "done",
            "first_start": calendar.day(back),
            "first_due": calendar.day(back - 90),
            "created_on": calendar.day(back),
        }


def kpis(calendar: Calendar) -> Iterator[Row]:
    """Eight KPIs, lead and lag."""
    return (
        {
            "id": n,
            "name": f"KPI {n}",
            "unit": "%",
            "kind": "lead" if n % 2 else "lag",
            "owner_id": 1,
            "created_on": calendar.day(DAYS),
        }
        for n in range(1, 9)
    )


def targets(calendar: Calendar) -> Iterator[Row]:
    """A target for each active goal."""
    return (
        {"kpi_id": n, "goal_id": 1000 + n, "baseline": 0.0, "value": 100.0, "from_on": calendar.day(45)}
        for n in range(1, 4)
    )


def values(calendar: Calendar, random: Random) -> Iterator[Row]:
    for week, back in calendar.weeks():
        for kpi in range(1, 9):
            at = calendar.instant(back - 1)
            yield {
                "kpi_id": kpi,
                "period": week,
                "ends_on": calendar.day(back),
                "value": 50.0 + random.randrange(40),
                "recorded_at": at,
                "first_recorded_at": at,
            }


def plans(calendar: Calendar) -> Iterator[Row]:
    for n in range(1, 241):
        active = n <= 6
        yield {
            "id": n,
            "title": f"Plan {n}",
            "goal_id": 1000 + (n + 1) // 2,
            "owner_id": 1,
            "deadline": calendar.day(-30),
            "done_when": "as seen",
            "rank": n if active else None,
            "status": "active" if active else "done",
            "created_on": calendar.day(45),
        }


def milestones(calendar: Calendar) -> Iterator[Row]:
    """Four milestones for each active plan."""
    return (
        {
            "plan_id": plan,
            "title": f"Milestone {n}",
            "due": calendar.day(30 - 20 * n),
            "owner_id": 1,
            "done_on": calendar.day(20) if n < 2 else None,
        }
        for plan in range(1, 7)
        for n in range(4)
    )


def promises(calendar: Calendar, random: Random) -> Iterator[Row]:
    weeks = [*calendar.weeks(), (week_of(calendar.today), 0)]
    for week, back in weeks:
        for n in range(4):
            kept = back > 0 and random.random() < 0.75
            yield {
                "outcome": f"Outcome {n} of {week}",
                "done_when": "as seen",
                "owner_id": 1 + n % 2,
                "due": calendar.day(back),
                "goal_id": 1001 + n % 3,
                "week": week,
                "position": n,
                "frozen_at": calendar.instant(back + 6),
                "state": "kept" if kept else "missed" if back > 0 else "open",
                "kept_on": calendar.day(back + 1) if kept else None,
                "reason": None if kept or back == 0 else "blocked",
            }


def reviews(calendar: Calendar) -> Iterator[Row]:
    for week, back in calendar.weeks():
        yield {
            "week": week,
            "mode": "full",
            "state": "closed",
            "step": "close",
            "started_at": calendar.instant(back, 9),
            "closed_at": calendar.instant(back, 10),
            "closed_on": calendar.day(back),
            "active_seconds": 1500,
            "rating": 8,
            "shared_on": calendar.day(back),
        }


def snapshots(calendar: Calendar) -> Iterator[Row]:
    """The score after each review."""
    return (
        {
            "at": calendar.instant(back - 1),
            "on": calendar.day(back - 1),
            "week": week,
            "moment": "after",
            "total": 17.0,
            "clarity": 4.0,
            "communication": 3.0,
            "accountability": 3.5,
            "systems": 2.5,
            "measurement": 4.0,
        }
        for week, back in calendar.weeks()
    )
