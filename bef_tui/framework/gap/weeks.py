"""The Execution Gap of a week, and of the last four closed weeks pooled."""

from collections.abc import Iterable, Sequence

from bef_tui.framework.facts import PROMISE_WEEKS, RHYTHM_WEEKS, Facts
from bef_tui.framework.gap.promises import verdicts
from bef_tui.framework.verdict.gap import PooledGap, WeekGap


def week_gap(facts: Facts, week: str) -> WeekGap:
    """The Execution Gap of one week: ``1 − Σ weight·kept / Σ weight`` over promises not excused."""
    weights = {"kept": 0.0, "late": 0.0, "not done": 0.0, "excused": 0.0, "open": 0.0}
    counts = dict.fromkeys(weights, 0)
    for promise, verdict in verdicts(facts, week):
        weights[verdict] += promise.weight
        counts[verdict] += 1
    whole = weights["kept"] + weights["late"] + weights["not done"] + weights["open"]
    late, not_done = (weights[key] / whole if whole else 0.0 for key in ("late", "not done"))
    other = next((w for w in facts.weeks if w.week == week), None)
    return WeekGap(
        week=week,
        closed=week in facts.closed,
        gap=late + not_done if whole else None,
        late=late,
        not_done=not_done,
        k=counts["kept"],
        n=sum(counts.values()) - counts["excused"],
        open=counts["open"],
        excused=counts["excused"],
        weight=whole,
        done=other.done if other else 0,
        unplanned=other.unplanned if other else 0,
    )


def pooled_gap(facts: Facts) -> PooledGap:
    """The last four closed weeks pooled by weight, with the trend against the four before."""
    weeks = tuple(week_gap(facts, week) for week in facts.closed[-RHYTHM_WEEKS:])
    recent, before = weeks[-PROMISE_WEEKS:], weeks[:-PROMISE_WEEKS]
    gap, earlier = _gap(recent), _gap(before)
    done = sum(w.done for w in recent)
    return PooledGap(
        gap=gap,
        late=_pooled(recent, (w.late for w in recent)),
        not_done=_pooled(recent, (w.not_done for w in recent)),
        k=sum(w.k for w in recent),
        n=sum(w.n for w in recent),
        trend=None if gap is None or earlier is None else 100 * (gap - earlier),
        unplanned_share=sum(w.unplanned for w in recent) / done if done else None,
        weeks=weeks,
    )


def _pooled(weeks: Sequence[WeekGap], shares: Iterable[float]) -> float:
    whole = sum(w.weight for w in weeks)
    return sum(s * w.weight for w, s in zip(weeks, shares, strict=True)) / whole if whole else 0.0


def _gap(weeks: Sequence[WeekGap]) -> float | None:
    return _pooled(weeks, (w.gap or 0.0 for w in weeks)) if any(w.n for w in weeks) else None
