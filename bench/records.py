"""The records of a believable ten years: rows of each table, the same every time for the same day.

A founder's week does not grow with the file: whatever a factor adds lies before the last half year and is closed,
but for tasks, of which one in fifty stays in an ever longer backlog without a date.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from bef_tui.framework.weeks import week_of

YEARS = 10
DAYS = 365 * YEARS
RECENT = 182
Row = dict[str, Any]


class Calendar:
    """Days as the file writes them, counted back from today."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._days = {back: (today - timedelta(days=back)).isoformat() for back in range(-120, DAYS + 400)}

    def day(self, back: int) -> str:
        """The day so many days ago."""
        return self._days[back]

    def instant(self, back: int, hour: int = 10) -> str:
        """An instant on that day."""
        return f"{self._days[back]} {hour:02d}:00:00.000000"

    def weeks(self) -> Iterator[tuple[str, int]]:
        """Every whole week of the ten years, with how many days ago its Sunday was, oldest first."""
        back = DAYS - DAYS % 7 + self.today.isoweekday()
        while back > 0:
            yield week_of(self.today - timedelta(days=back)), back
            back -= 7


def everything(factor: int, calendar: Calendar, random: Random) -> Iterator[tuple[str, Iterable[Row]]]:
    """Every table with its rows, parents first."""
    day = calendar.day
    yield "company", [{"id": 1, "name": "Bench", "zone": "UTC", "started_on": day(DAYS)}]
    yield (
        "person",
        [
            {"id": 1, "name": "me", "founder": 1, "active": 1},
            {"id": 2, "name": "Ada", "founder": 0, "active": 1},
        ],
    )
    yield (
        "kpi",
        (
            {
                "id": n,
                "name": f"KPI {n}",
                "unit": "%",
                "kind": "lead" if n % 2 else "lag",
                "owner_id": 1,
                "created_on": day(DAYS),
            }
            for n in range(1, 9)
        ),
    )
    yield "goal", _goals(calendar)
    yield (
        "target",
        (
            {"kpi_id": n, "goal_id": 1000 + n, "baseline": 0.0, "value": 100.0, "from_on": day(45)}
            for n in range(1, 4)
        ),
    )
    yield "kpi_entry", _values(calendar, random)
    yield "action_plan", _plans(calendar)
    yield (
        "milestone",
        (
            {
                "plan_id": plan,
                "title": f"Milestone {n}",
                "due": day(30 - 20 * n),
                "owner_id": 1,
                "done_on": day(20) if n < 2 else None,
            }
            for plan in range(1, 7)
            for n in range(4)
        ),
    )
    yield "commitment", _promises(calendar, random)
    yield "core_process", ({"id": n, "name": f"Process {n}", "position": n} for n in range(1, 8))
    yield (
        "sop",
        (
            {
                "id": n,
                "title": f"SOP {n}",
                "process_id": n % 7 + 1,
                "owner_id": 1,
                "status": "active",
                "revision": 1,
                "steps": 5,
                "cadence": "weekly",
                "reviewed_on": day(30),
                "active_since": day(700),
                "created_on": day(800),
            }
            for n in range(1, 11)
        ),
    )
    yield (
        "sop_revision",
        (
            {
                "sop_id": n,
                "number": 1,
                "body": "\n".join(f"{i}. Step {i}" for i in range(1, 6)),
                "steps": 5,
                "saved_at": calendar.instant(700),
                "saved_on": day(700),
            }
            for n in range(1, 11)
        ),
    )
    yield "workflow_run", _runs(1000 * factor, calendar, random)
    yield (
        "run_step",
        (
            {"run_id": run, "position": n, "text": f"Step {n}", "state": "done"}
            for run in range(1, 1000 * factor + 1)
            for n in range(1, 6)
        ),
    )
    yield (
        "pipeline_stage",
        (
            {
                "id": n,
                "name": f"Stage {n}",
                "position": n,
                "kind": ("open", "open", "open", "won", "lost")[n - 1],
            }
            for n in range(1, 6)
        ),
    )
    yield "contact", _contacts(300 * factor, calendar, random)
    yield "deal", _deals(100 * factor, calendar, random)
    yield "touch", _touches(6000 * factor, 300 * factor, calendar, random)
    yield "follow_up", _follow_ups(3000 * factor, 300 * factor, calendar, random)
    yield "task", _tasks(10_000 * factor, calendar, random)
    yield (
        "issue",
        (
            {
                "id": n,
                "title": f"Issue {n}",
                "owner_id": 1,
                "raised_on": day(back),
                "status": "closed" if back > 60 else "open",
                "closed_on": day(back - 30) if back > 60 else None,
                "decided_on": day(back - 7) if back > 60 else None,
                "action_id": 50 * n - 1 if back > 60 else None,
            }
            for n in range(1, 200 * factor + 1)
            if (back := _ago(n, 200, random)) is not None
        ),
    )
    yield "review", _reviews(calendar)
    yield (
        "score_snapshot",
        (
            {
                "at": calendar.instant(back - 1),
                "on": day(back - 1),
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
        ),
    )
    yield (
        "self_rating",
        (
            {"category": category, "value": 4, "on": day(20), "at": calendar.instant(20)}
            for category in ("clarity", "communication", "accountability", "systems", "measurement")
        ),
    )
    yield (
        "txn",
        [
            {
                "at": calendar.instant(0, 0),
                "who": "bench",
                "session": "bench",
                "label": "Fill the file",
                "kind": "do",
            }
        ],
    )


def _ago(n: int, base: int, random: Random, least: int = 1) -> int:
    """How many days ago the nth record happened: the first ``base`` any time, the others before the last half year."""
    return random.randrange(least if n <= base else RECENT, DAYS)


def _goals(calendar: Calendar) -> Iterator[Row]:
    day = calendar.day
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
            "start": day(365 * (YEARS - n) + 200),
            "due": day(365 * (YEARS - n) - 100),
            "rank": 1 if active else None,
            "status": "active" if active else "done",
            "first_start": day(200),
            "first_due": day(-100),
            "created_on": day(300),
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
            "start": day(back),
            "due": day(back - 90),
            "rank": n if active else None,
            "status": "active" if active else "done",
            "first_start": day(back),
            "first_due": day(back - 90),
            "created_on": day(back),
        }


def _values(calendar: Calendar, random: Random) -> Iterator[Row]:
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


def _plans(calendar: Calendar) -> Iterator[Row]:
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


def _promises(calendar: Calendar, random: Random) -> Iterator[Row]:
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


def _runs(count: int, calendar: Calendar, random: Random) -> Iterator[Row]:
    for n in range(1, count + 1):
        back = _ago(n, 1000, random)
        yield {
            "id": n,
            "sop_id": n % 10 + 1,
            "revision": 1,
            "subject": f"Customer {n}",
            "owner_id": 1,
            "occurrence": f"run {n}",
            "due": calendar.day(back),
            "status": "done",
            "started_at": calendar.instant(back, 9),
            "finished_at": calendar.instant(back, 10),
            "finished_on": calendar.day(back),
        }


def _contacts(count: int, calendar: Calendar, random: Random) -> Iterator[Row]:
    for n in range(1, count + 1):
        back = _ago(n, 300, random)
        is_open = n % 5 == 0 and n <= 300
        yield {
            "id": n,
            "name": f"Contact {n}",
            "company": f"Company {n % 977}",
            "email": f"c{n}@example.org",
            "owner_id": 1,
            "status": "open" if is_open else "closed",
            "last_touch_on": calendar.day(back % 20),
            "next_touch_on": calendar.day(-1 - n % 14) if is_open else None,
            "created_on": calendar.day(back),
        }


def _deals(count: int, calendar: Calendar, random: Random) -> Iterator[Row]:
    for n in range(1, count + 1):
        back = _ago(n, 100, random, 60)
        is_open = n % 20 == 0 and n <= 100
        yield {
            "id": n,
            "title": f"Deal {n}",
            "contact_id": n,
            "stage_id": 1 + n % 3 if is_open else 4,
            "value_minor": 100_000 + n,
            "owner_id": 1,
            "status": "open" if is_open else "won",
            "opened_on": calendar.day(back),
            "moved_on": calendar.day(back - 10),
            "closed_on": None if is_open else calendar.day(back - 30),
        }


def _touches(count: int, contacts: int, calendar: Calendar, random: Random) -> Iterator[Row]:
    for n in range(1, count + 1):
        back = _ago(n, 6000, random, 0)
        inbound = n % 4 == 0
        yield {
            "contact_id": n % 300 + 1 if n <= 6000 else 1 + n % contacts,
            "at": calendar.instant(back),
            "on": calendar.day(back),
            "direction": "in" if inbound else "out",
            "note": "",
            "reply_due": calendar.instant(back - 1) if inbound else None,
            "replied_at": calendar.instant(back, 15) if inbound else None,
        }


def _follow_ups(count: int, contacts: int, calendar: Calendar, random: Random) -> Iterator[Row]:
    for n in range(1, count + 1):
        back = _ago(n, 3000, random, -20)
        done = back > 3
        yield {
            "contact_id": n % 300 + 1 if n <= 3000 else 1 + n % contacts,
            "due": calendar.day(back),
            "owner_id": 1,
            "first_due": calendar.day(back),
            "state": "done" if done else "open",
            "done_on": calendar.day(back) if done else None,
            "created_on": calendar.day(back + 7),
        }


def _tasks(count: int, calendar: Calendar, random: Random) -> Iterator[Row]:
    """One task in fifty is open; one in ten repeats one of four titles; one in three is planned; forty are due today."""
    for n in range(1, count + 1):
        back = _ago(n, 10_000, random)
        is_open = n % 50 == 0
        title = f"Send list {random.randrange(4)}" if n % 10 == 1 else f"Task {n} for customer {n % 977}"
        due: int | None = back
        if is_open:
            due = 0 if n <= 2000 else random.randrange(-60, 3) if n <= 10_000 else None
        yield {
            "id": n,
            "title": title,
            "title_key": title.casefold(),
            "plan_id": 1 + n % 240,
            "owner_id": 1,
            "due": None if due is None else calendar.day(due),
            "planned_on": calendar.day(back) if n % 3 == 0 and not is_open else None,
            "priority": n % 3 + 1,
            "status": "open" if is_open else "done",
            "done_at": None if is_open else calendar.instant(back),
            "done_on": None if is_open else calendar.day(back),
            "created_on": calendar.day(back + 10),
        }


def _reviews(calendar: Calendar) -> Iterator[Row]:
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
