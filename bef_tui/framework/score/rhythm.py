"""Which KPI entries and reviews were due in the last eight closed weeks, and which bad numbers called for an answer.

What can still be done in time is *pending*: it counts as soon as it is done, and is not held against anybody before.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from bef_tui.framework.facts import KPI_LIMIT, RHYTHM_WEEKS, Facts, KpiFact, KpiPoint, ReviewFact
from bef_tui.framework.signals import as_seen, off_track
from bef_tui.framework.words import Direction, KpiCadence

WEEK = timedelta(days=7)
DAILY_ENOUGH = 5
"""So many days of a week make a daily KPI's week whole."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One KPI in one week in which a value was due."""

    kpi: KpiFact
    week: str
    k: float
    """1 recorded in time, 0.5 *no data* with why, a share for a daily KPI, 0 missing, late or imported."""
    note: str
    pending: bool = False
    imported: bool = False


@dataclass(frozen=True, slots=True)
class Reviews:
    """The review rhythm: judged weeks with (week, k, review, note), oldest first, and weeks still to be reviewed."""

    weeks: tuple[tuple[str, float, ReviewFact | None, str], ...]
    pending: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Episode:
    """A KPI that went off track for two weeks, or gave a bad signal; its newest such time in the window."""

    kpi: KpiFact
    began: date
    """The founder's day on which the number that showed it was recorded."""
    reason: str
    answered: bool
    pending: bool
    """Not answered, and its seven days still run."""


def deadlines(facts: Facts) -> dict[str, date]:
    """Until when a week's numbers are in time: its review's close, or without one the end of the week that follows."""
    closed = {review.week: review.closed_on for review in facts.reviews}
    return {week: closed.get(week) or facts.ends(week) + WEEK for week in facts.closed}


def pending_weeks(facts: Facts) -> tuple[str, ...]:
    """Closed weeks without a closed review whose time still runs."""
    done = {review.week for review in facts.reviews if review.closed_on}
    return tuple(w for w in facts.closed if w not in done and facts.today <= facts.ends(w) + WEEK)


def judged_reviews(facts: Facts) -> Reviews:
    """The last eight closed weeks that were reviewed or whose time is over."""
    pending = pending_weeks(facts)
    by_week = {review.week: review for review in facts.reviews if review.closed_on}
    weeks = [week for week in facts.closed if week not in pending][-RHYTHM_WEEKS:]
    return Reviews(tuple((week, *_review(by_week.get(week))) for week in weeks), pending)


def _review(review: ReviewFact | None) -> tuple[float, ReviewFact | None, str]:
    if review is None:
        return 0.0, None, "not reviewed"
    if review.late or review.mode == "express":
        return 0.5, review, "late" if review.late else "express"
    return 1.0, review, "closed"


def due_entries(facts: Facts) -> tuple[Entry, ...]:
    """Every KPI in every closed week in which it was due, oldest week first."""
    if not facts.closed:
        return ()
    until, opens = deadlines(facts), facts.ends(facts.closed[0]) - timedelta(days=6)
    pending = pending_weeks(facts)
    weeks = [w for w in facts.closed if w not in pending][-RHYTHM_WEEKS:] + list(pending)
    ends = {week: facts.ends(week) for week in weeks}
    found: list[Entry] = []
    by_kpi = [(kpi, _by_week(kpi, facts, opens)) for kpi in facts.kpis]
    for week in weeks:
        for kpi, points in by_kpi:
            if _due_in(kpi, week, ends[week], facts):
                entry = _entry(kpi, week, points.get(week, ()), until[week])
                open_still = entry.note == "missing" or kpi.cadence == "daily"
                waits = week in pending and entry.k < 1 and open_still and not entry.imported
                found.append(Entry(kpi, week, 0, entry.note, True) if waits else entry)
    return tuple(found)


def _by_week(kpi: KpiFact, facts: Facts, opens: date) -> dict[str, list[KpiPoint]]:
    """A KPI's points by the closed week in which they are due: its own, for a month the week after its end."""
    grouped: dict[str, list[KpiPoint]] = {}
    shift = 7 if kpi.cadence == "monthly" else 0
    for point in kpi.points:
        number = ((point.ends - opens).days + shift) // 7
        if 0 <= number < len(facts.closed):
            grouped.setdefault(facts.closed[number], []).append(point)
    return grouped


def _due_in(kpi: KpiFact, week: str, ends: date, facts: Facts) -> bool:
    if kpi.cadence != "monthly":
        return kpi.since <= ends
    days = (ends - timedelta(days=back) - WEEK for back in range(7))
    return any((day + timedelta(days=1)).day == 1 and kpi.since <= day for day in days)


def _entry(kpi: KpiFact, week: str, points: Iterable[KpiPoint], until: date) -> Entry:
    answered = 0.0
    note = "missing"
    imported = False
    for point in points:
        if point.imported:
            note, imported = "imported", True
        elif point.recorded_on > until:
            note = "recorded after the review"
        else:
            answered += 1.0 if point.value is not None else 0.5
            note = "recorded" if point.value is not None else "no data"
    needed = DAILY_ENOUGH if kpi.cadence == "daily" else 1
    return Entry(kpi, week, min(1.0, answered / needed), note, imported=imported)


def episodes(facts: Facts) -> tuple[Episode, ...]:
    """Each KPI's newest time off track in the last eight closed weeks and the running one."""
    if not facts.closed:
        return ()
    opens = facts.ends(facts.closed[-RHYTHM_WEEKS:][0]) - timedelta(days=6)
    found = []
    for kpi in facts.kpis:
        newest = _newest_begin(kpi.points, kpi.direction, kpi.cadence, opens)
        if newest is not None:
            began, reason = newest
            answered = any(began - WEEK <= day <= began + WEEK for day in kpi.answers)
            pending = not answered and facts.today <= began + WEEK
            found.append(Episode(kpi, began, reason, answered, pending))
    return tuple(found)


# Asked again for each record that could be mended, most of which change no value: the answers are remembered.
@lru_cache(maxsize=2 * KPI_LIMIT)
def _newest_begin(
    points: tuple[KpiPoint, ...], direction: Direction, cadence: KpiCadence, opens: date
) -> tuple[date, str] | None:
    return max(_begins(points, direction, cadence, opens), default=None)


def _begins(
    points: tuple[KpiPoint, ...], direction: Direction, cadence: KpiCadence, opens: date
) -> Iterator[tuple[date, str]]:
    """The days, from ``opens`` on, on which a KPI began to be off track or to give a bad signal; imports skipped."""
    points = tuple(p for p in points if not p.imported and p.value is not None)
    marks = as_seen([p.value for p in points if p.value is not None])
    missed: list[date] = []
    before = False
    for point, mark in zip(points, marks, strict=True):
        verdict = off_track(point.value, point.target, direction)
        missed = [*missed, point.ends] if verdict else [] if verdict is False else missed
        two_weeks = _two_weeks(cadence, missed)
        bad = mark is not None and mark.unfavourable(direction)
        if (two_weeks or bad) and not before and point.recorded_on >= opens:
            yield point.recorded_on, "off track for two weeks" if two_weeks else "a bad signal"
        before = two_weeks or bad


def _two_weeks(cadence: KpiCadence, missed: list[date]) -> bool:
    """Whether periods missed in a row make two weeks: two weekly ones, days in two weeks, or one month."""
    if cadence == "monthly":
        return bool(missed)
    return len(missed) >= 2 and missed[-1] - missed[0] >= WEEK
