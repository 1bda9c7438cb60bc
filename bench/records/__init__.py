"""The records of a believable ten years: rows of each table, the same every time for the same day.

A founder's week does not grow with the file: whatever a factor adds lies before the last half year and is closed,
but for tasks, of which one in fifty stays in an ever longer backlog without a date.
"""

from collections.abc import Iterable, Iterator
from random import Random

from bench.records import direction, people, work
from bench.records.calendar import DAYS, Calendar, Row

__all__ = ["Calendar", "Row", "everything"]


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
    yield "kpi", direction.kpis(calendar)
    yield "goal", direction.goals(calendar)
    yield "target", direction.targets(calendar)
    yield "kpi_entry", direction.values(calendar, random)
    yield "action_plan", direction.plans(calendar)
    yield "milestone", direction.milestones(calendar)
    yield "commitment", direction.promises(calendar, random)
    yield "core_process", ({"id": n, "name": f"Process {n}", "position": n} for n in range(1, 8))
    yield "sop", work.sops(calendar)
    yield "sop_revision", work.revisions(calendar)
    yield "workflow_run", work.runs(1000 * factor, calendar, random)
    yield "run_step", work.steps(1000 * factor)
    yield "pipeline_stage", people.stages()
    yield "contact", people.contacts(300 * factor, calendar, random)
    yield "deal", people.deals(100 * factor, calendar, random)
    yield "touch", people.touches(6000 * factor, 300 * factor, calendar, random)
    yield "follow_up", people.follow_ups(3000 * factor, 300 * factor, calendar, random)
    yield "task", work.tasks(10_000 * factor, calendar, random)
    yield "issue", work.issues(200 * factor, calendar, random)
    yield "review", direction.reviews(calendar)
    yield "score_snapshot", direction.snapshots(calendar)
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
