"""Facts of stage 5: the active KPIs with their newest periods and the targets then in force."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from bef_tui.framework.facts import KPI_LIMIT, POINT_LIMIT, Facts, KpiFact, KpiPoint
from bef_tui.framework.weeks import Now
from bef_tui.services.sql import Rows, instant

POINTS = 26
ANSWER_WEEKS = 10


def kpis(rows: Rows, base: Facts, now: Now) -> tuple[KpiFact, ...]:
    """Active KPIs, lead before lag."""
    found = rows(
        "SELECT id, substr(name, 1, 80), kind, direction, cadence, created_on, owner_id IS NOT NULL FROM kpi"
        " WHERE active ORDER BY kind DESC, position, id LIMIT :most",
        most=KPI_LIMIT,
    )
    targets = _targets(rows)
    answers = _answers(rows, base.today - timedelta(weeks=ANSWER_WEEKS))

    @cache  # many numbers are recorded in one sitting
    def day_of(recorded_at: str) -> date:
        return now.day_of(instant(recorded_at))

    return tuple(
        KpiFact(
            id=kpi_id,
            label=label,
            kind=kind,
            direction=direction,
            cadence=cadence,
            since=date.fromisoformat(created_on),
            owned=bool(owned),
            target=_in_force(targets[kpi_id], base.today.isoformat()),
            points=_points(
                rows, kpi_id, POINT_LIMIT if cadence == "daily" else POINTS, targets[kpi_id], day_of
            ),
            answers=tuple(answers[kpi_id]),
        )
        for kpi_id, label, kind, direction, cadence, created_on, owned in found
    )


def _targets(rows: Rows) -> dict[int, list[tuple[str, float]]]:
    """The targets of each active KPI by the day from which they hold, oldest first."""
    found: dict[int, list[tuple[str, float]]] = defaultdict(list)
    for kpi_id, from_on, value in rows(
        "SELECT t.kpi_id, t.from_on, t.value FROM target t JOIN kpi k ON k.id = t.kpi_id AND k.active"
        " ORDER BY t.kpi_id, t.from_on, t.id"
    ):
        found[kpi_id].append((from_on, value))
    return found


def _in_force(targets: list[tuple[str, float]], on: str) -> float | None:
    place = bisect_right(targets, on, key=lambda target: target[0])
    return targets[place - 1][1] if place else None


def _answers(rows: Rows, since: date) -> dict[int, list[date]]:
    """Days on which an issue about a KPI was raised or decided, or an experiment on it was begun."""
    found: dict[int, list[date]] = defaultdict(list)
    for kpi_id, on in rows(
        "SELECT kpi_id, raised_on FROM issue WHERE kpi_id IS NOT NULL AND raised_on >= :since"
        " UNION SELECT kpi_id, decided_on FROM issue WHERE kpi_id IS NOT NULL AND decided_on >= :since"
        " UNION SELECT kpi_id, started_on FROM experiment WHERE kpi_id IS NOT NULL AND started_on >= :since"
        " ORDER BY 2",
        since=since,
    ):
        found[kpi_id].append(date.fromisoformat(on))
    return found


def _points(
    rows: Rows, kpi_id: int, most: int, targets: list[tuple[str, float]], day_of: Callable[[str], date]
) -> tuple[KpiPoint, ...]:
    newest = rows(
        "SELECT ends_on, value, first_recorded_at, source IS NOT NULL FROM kpi_entry"
        " WHERE kpi_id = :kpi ORDER BY ends_on DESC LIMIT :most",
        kpi=kpi_id,
        most=most,
    )
    return tuple(
        KpiPoint(
            date.fromisoformat(ends_on),
            value,
            _in_force(targets, ends_on),
            day_of(recorded_at),
            bool(imported),
        )
        for ends_on, value, recorded_at, imported in reversed(newest)
    )
