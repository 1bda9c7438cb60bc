"""What could be mended today in the rhythm: a number recorded, a bad one answered, a review closed or shared."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from bef_tui.framework.diagnosis.changes import Change
from bef_tui.framework.facts import Facts, KpiFact, KpiPoint, ReviewFact
from bef_tui.framework.score.communication import newest_closed
from bef_tui.framework.score.rhythm import DAILY_ENOUGH, due_entries, episodes, pending_weeks
from bef_tui.framework.words import Category

MEASUREMENT: frozenset[Category] = frozenset(("measurement",))
COMMUNICATION: frozenset[Category] = frozenset(("communication",))


def rhythm_changes(facts: Facts) -> Iterator[Change]:
    """Numbers still due, bad numbers not yet answered, the review still due, reports not yet shared."""
    for entry in due_entries(facts):
        if entry.pending:
            kpi = entry.kpi
            text = f"Record {kpi.label} for {entry.week}"
            apply = partial(_recorded, week=entry.week, kpis=(kpi.id,))
            yield Change("kpi", kpi.id, kpi.label, text, MEASUREMENT, ("entry", kpi.id), apply)
    for episode in episodes(facts):
        if episode.pending:
            kpi = episode.kpi
            text = f"Raise an issue on {kpi.label}: {episode.reason}"
            yield Change(
                "kpi", kpi.id, kpi.label, text, MEASUREMENT, ("answer",), partial(_answered, kpi=kpi.id)
            )
    for week in pending_weeks(facts):
        text = f"Close the review of {week}"
        rooms = MEASUREMENT | COMMUNICATION
        yield Change("review", 0, week, text, rooms, ("review", week), partial(_reviewed, week=week))
    for review in reversed(newest_closed(facts)):
        if not review.shared:
            text = f"Share the report of {review.week}"
            apply = partial(_shared, review=review.id)
            yield Change("review", review.id, review.week, text, COMMUNICATION, ("share",), apply)


def _recorded(facts: Facts, week: str, kpis: Collection[int]) -> Facts:
    """The facts with the numbers of these KPIs recorded today for a week, on target."""
    return replace(
        facts,
        kpis=tuple(
            replace(kpi, points=(*kpi.points, *_points(facts, kpi, week))) if kpi.id in kpis else kpi
            for kpi in facts.kpis
        ),
    )


def _points(facts: Facts, kpi: KpiFact, week: str) -> tuple[KpiPoint, ...]:
    last = facts.ends(week)
    if kpi.cadence == "daily":
        days = [last - timedelta(days=back) for back in range(DAILY_ENOUGH)][::-1]
    elif kpi.cadence == "monthly":
        days = [_month_end(last - timedelta(days=7))]
    else:
        days = [last]
    value = 0.0 if kpi.target is None else kpi.target
    return tuple(KpiPoint(day, value, kpi.target, facts.today) for day in days)


def _month_end(day: date) -> date:
    """The newest last day of a month, up to this day."""
    tomorrow = day + timedelta(days=1)
    return tomorrow.replace(day=1) - timedelta(days=1)


def _answered(facts: Facts, kpi: int) -> Facts:
    return replace(
        facts,
        kpis=tuple(replace(k, answers=(*k.answers, facts.today)) if k.id == kpi else k for k in facts.kpis),
    )


def _reviewed(facts: Facts, week: str) -> Facts:
    """The review of a week closed today; its second step asks for every number that is due."""
    due = {entry.kpi.id for entry in due_entries(facts) if entry.pending and entry.week == week}
    others = tuple(review for review in facts.reviews if review.week != week)
    closed = ReviewFact(0, week, "full", closed_on=facts.today)
    reviews = tuple(sorted((*others, closed), key=lambda review: review.week))
    return _recorded(replace(facts, reviews=reviews), week, due)


def _shared(facts: Facts, review: int) -> Facts:
    return replace(
        facts, reviews=tuple(replace(r, shared=True) if r.id == review else r for r in facts.reviews)
    )
