"""Tasks, issues, SOPs and runs: what grows with use."""

from collections.abc import Iterator
from random import Random

from bench.records.calendar import Calendar, Row, ago


def tasks(count: int, calendar: Calendar, random: Random) -> Iterator[Row]:
    """One task in fifty is open; one in ten repeats one of four titles; one in three is planned; forty are due today."""
    for n in range(1, count + 1):
        back = ago(n, 10_000, random)
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


def issues(count: int, calendar: Calendar, random: Random) -> Iterator[Row]:
    """Those of the last sixty days are open, the older ones were decided and closed with their action."""
    return (
        {
            "id": n,
            "title": f"Issue {n}",
            "owner_id": 1,
            "raised_on": calendar.day(back),
            "status": "closed" if back > 60 else "open",
            "closed_on": calendar.day(back - 30) if back > 60 else None,
            "decided_on": calendar.day(back - 7) if back > 60 else None,
            "action_id": 50 * n - 1 if back > 60 else None,
        }
        for n in range(1, count + 1)
        if (back := ago(n, 200, random)) is not None
    )


def sops(calendar: Calendar) -> Iterator[Row]:
    """Ten SOPs in use."""
    return (
        {
            "id": n,
            "title": f"SOP {n}",
            "process_id": n % 7 + 1,
            "owner_id": 1,
            "status": "active",
            "revision": 1,
            "steps": 5,
            "cadence": "weekly",
            "reviewed_on": calendar.day(30),
            "active_since": calendar.day(700),
            "created_on": calendar.day(800),
        }
        for n in range(1, 11)
    )


def revisions(calendar: Calendar) -> Iterator[Row]:
    """The one text of each SOP."""
    return (
        {
            "sop_id": n,
            "number": 1,
            "body": "\n".join(f"{i}. Step {i}" for i in range(1, 6)),
            "steps": 5,
            "saved_at": calendar.instant(700),
            "saved_on": calendar.day(700),
        }
        for n in range(1, 11)
    )


def runs(count: int, calendar: Calendar, random: Random) -> Iterator[Row]:
    for n in range(1, count + 1):
        back = ago(n, 1000, random)
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


def steps(runs: int) -> Iterator[Row]:
    """Five steps for each run."""
    return (
        {"run_id": run, "position": n, "text": f"Step {n}", "state": "done"}
        for run in range(1, runs + 1)
        for n in range(1, 6)
    )
