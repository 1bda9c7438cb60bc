"""Hypothesis strategies: any business that the database could hand over."""

import os
from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from bef_tui.framework.facts import (
    CommitmentFact,
    Evidence,
    Facts,
    GoalFact,
    KpiFact,
    KpiPoint,
    ReviewFact,
    Tally,
)
from bef_tui.framework.weeks import week_end
from bef_tui.framework.words import CATEGORIES
from tests.framework.builders import CLOSED, TODAY, WEEK, believable, facts

quick = settings(
    max_examples=int(os.environ.get("BEF_EXAMPLES", "40")),
    deadline=None,
    derandomize="BEF_EXAMPLES" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
"""Fast and the same every time; BEF_EXAMPLES=3000 looks farther, at other examples in each run."""

days = st.integers(-120, 120).map(lambda n: TODAY + timedelta(days=n))
numbers = st.floats(-1e6, 1e6).map(lambda x: round(x, 2))
flags = st.booleans()


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    n = draw(st.integers(0, 40))
    k = draw(st.integers(0, 2 * n)) / 2
    record = st.builds(
        Evidence,
        kind=st.just("record"),
        id=st.integers(1, 5),
        label=st.just("Record"),
        ok=st.just(False),
        note=st.just("not well"),
        move=st.just("Mend it"),
        dk=st.sampled_from([0.0, 0.5, 1.0]),
        dn=st.sampled_from([-1, 0, 1]),
    )
    return Tally(min(k, n), n, draw(st.integers(0, 9)), tuple(draw(st.lists(record, max_size=3))))


goals = st.builds(
    GoalFact,
    id=st.integers(1, 99),
    label=st.just("Goal"),
    horizon=st.sampled_from(["annual", "90-day"]),
    rank=st.none() | st.integers(1, 9),
    owned=flags,
    metric=flags,
    unit=flags,
    why=flags,
    known=flags,
    baseline=st.none() | numbers,
    target=st.none() | numbers,
    current=st.none() | numbers,
    current_on=st.none() | days,
    start=st.none() | days,
    due=st.none() | days,
    loosened_on=st.none() | days,
    lead=flags,
    lag=flags,
)
points = st.builds(
    KpiPoint,
    ends=st.sampled_from(CLOSED).map(week_end),
    value=st.none() | numbers,
    target=st.none() | numbers,
    recorded_on=days,
    imported=flags,
)
kpis = st.builds(
    KpiFact,
    id=st.integers(1, 99),
    label=st.just("Kpi"),
    kind=st.sampled_from(["lead", "lag"]),
    direction=st.sampled_from(["up", "down"]),
    cadence=st.sampled_from(["daily", "weekly", "monthly"]),
    since=days,
    points=st.lists(points, max_size=12).map(lambda found: tuple(sorted(found, key=lambda p: p.ends))),
    answers=st.lists(days, max_size=2).map(tuple),
)
commitments = st.builds(
    CommitmentFact,
    id=st.integers(1, 999),
    label=st.just("Promise"),
    week=st.sampled_from([*CLOSED, WEEK]),
    state=st.sampled_from(["open", "kept", "missed", "dropped"]),
    weight=st.integers(1, 5).map(float),
    due=st.none() | days,
    closed_on=st.none() | days,
    reason=st.sampled_from(["", "blocked", "estimate"]),
    linked=flags,
    carried=st.integers(0, 4),
    imported=flags,
)
reviews = st.lists(
    st.builds(
        ReviewFact,
        id=st.integers(1, 99),
        week=st.sampled_from(CLOSED),
        mode=st.sampled_from(["full", "express"]),
        closed_on=st.none() | days,
        late=flags,
        shared=flags,
    ),
    max_size=9,
    unique_by=lambda review: review.week,
).map(lambda found: tuple(sorted(found, key=lambda review: review.week)))


def many(one: st.SearchStrategy[object], most: int) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(one, max_size=most, unique_by=lambda record: record.id).map(tuple)  # type: ignore[attr-defined]


anything: st.SearchStrategy[Facts] = st.builds(
    facts,
    goals=many(goals, 8),
    kpis=many(kpis, 4),
    commitments=many(commitments, 25),
    reviews=reviews,
    plans=tallies(),
    owned=tallies(),
    timely=tallies(),
    actions=tallies(),
    contacts_known=st.integers(0, 3),
    contacts=tallies(),
    follow_ups=tallies(),
    replies=tallies(),
    processes=tallies(),
    sops_active=st.integers(0, 5),
    runs=tallies(),
    steps_due=st.integers(0, 50),
    steps_done=st.integers(0, 50),
    tasks_recent=st.integers(0, 50),
    repeats=tallies(),
    lessons=tallies(),
    self_ratings=st.just(()) | st.just(tuple((key, 3) for key in CATEGORIES)),
)
businesses = anything | st.just(believable()) | st.just(facts()) | st.just(Facts(TODAY, WEEK))
PROMISES = ("actions", "follow_ups", "replies", "runs")
COUNTED = (*PROMISES, "owned", "timely", "contacts", "processes", "repeats", "lessons")


def with_tally(found: Facts, name: str, tally: Tally) -> Facts:
    return replace(found, **{name: tally})  # type: ignore[arg-type]
