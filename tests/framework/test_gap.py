from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given

from bef_tui.framework.facts import Facts, WeekFact
from bef_tui.framework.gap import execution_gap, goal_gap, pooled_gap, portfolio, verdicts, week_gap
from bef_tui.framework.weeks import week_end
from tests.framework.builders import CLOSED, TODAY, WEEK, facts, goal, promise, week_of_promises
from tests.framework.strategies import businesses, quick

LAST = CLOSED[-1]
SUNDAY = week_end(LAST)


def test_the_gap_is_the_weight_not_kept_on_time() -> None:
    found = facts(
        commitments=(
            promise(1, weight=3),
            promise(2, weight=1, due=SUNDAY - timedelta(days=2)),
            promise(3, weight=1, state="missed"),
        )
    )
    week = week_gap(found, LAST)
    assert (week.k, week.n) == (1, 3)
    assert week.gap == pytest.approx(0.4)
    assert week.late == pytest.approx(0.2)
    assert week.not_done == pytest.approx(0.2)


def test_open_in_a_closed_week_is_not_done_and_in_the_running_week_still_open() -> None:
    found = facts(
        commitments=(
            promise(1, state="open"),
            promise(2, WEEK, "kept"),
            promise(3, WEEK, "kept"),
            promise(4, WEEK, "missed"),
            promise(5, WEEK, "open"),
        )
    )
    assert week_gap(found, LAST).gap == 1
    running = week_gap(found, WEEK)
    assert (running.k, running.n, running.open) == (2, 4, 1)
    assert running.gap == 0.25
    assert not running.closed


def test_a_drop_before_its_day_with_a_reason_is_excused_up_to_a_fifth() -> None:
    early = SUNDAY - timedelta(days=3)
    drops = tuple(promise(i, state="dropped", closed_on=early, reason="priority changed") for i in (1, 2))
    found = facts(commitments=(*drops, *week_of_promises(LAST, 8)))
    week = week_gap(found, LAST)
    assert (week.excused, week.n, week.gap) == (2, 8, 0)
    five = facts(commitments=(*drops, *week_of_promises(LAST, 3)))
    assert (week_gap(five, LAST).excused, week_gap(five, LAST).gap) == (1, 0.25)
    four = facts(commitments=(drops[0], *week_of_promises(LAST, 3)))
    assert (week_gap(four, LAST).excused, week_gap(four, LAST).gap) == (0, 0.25)


@pytest.mark.parametrize(
    "changes", [{"reason": ""}, {"reason": " "}, {"closed_on": SUNDAY}, {"closed_on": None}]
)
def test_a_drop_without_reason_or_too_late_is_not_done(changes: dict[str, Any]) -> None:
    given_: dict[str, Any] = {"reason": "blocked", "closed_on": SUNDAY - timedelta(days=1), **changes}
    found = facts(commitments=(promise(1, state="dropped", **given_), *week_of_promises(LAST, 9)))
    assert verdicts(found, LAST)[0][1] == "not done"


def test_imported_promises_are_not_judged() -> None:
    found = facts(commitments=(promise(1, imported=True), promise(2, state="missed")))
    assert (week_gap(found, LAST).k, week_gap(found, LAST).n) == (0, 1)


def test_a_week_without_promises_has_no_gap() -> None:
    assert week_gap(facts(), LAST).gap is None
    assert pooled_gap(facts()).gap is None
    assert pooled_gap(facts()).trend is None


def test_four_weeks_are_pooled_by_weight_with_the_trend_against_the_four_before() -> None:
    before = tuple(c for week in CLOSED[-8:-4] for c in week_of_promises(week, 1, 1))
    recent = (*week_of_promises(CLOSED[-4], 3, 1), *week_of_promises(CLOSED[-1], 4, 0))
    weeks = (WeekFact(CLOSED[-1], 8, 2), WeekFact(CLOSED[-8], 5, 5))
    headline = pooled_gap(facts(commitments=before + recent, weeks=weeks))
    assert (headline.k, headline.n) == (7, 8)
    assert headline.gap == pytest.approx(1 / 8)
    assert headline.trend == pytest.approx(-37.5)
    assert headline.unplanned_share == 0.25
    assert headline.confidence == "medium"
    assert len(headline.weeks) == 8


def test_a_goal_behind_its_plan_says_points_and_days() -> None:
    found = goal_gap(goal(current=38.0), TODAY)
    assert found.state == "behind"
    assert found.gap == pytest.approx(12)
    assert found.slip == 12
    assert found.pace == pytest.approx(62 * 7 / 50)
    assert found.forecast is None


def test_goal_states() -> None:
    assert goal_gap(goal(current=45.0), TODAY).state == "on plan"
    assert goal_gap(goal(current=100.0), TODAY).state == "reached"
    assert goal_gap(goal(target=None), TODAY).state == "no plan"
    late = goal_gap(goal(start=TODAY + timedelta(days=1), current=None, current_on=None), TODAY)
    assert (late.state, late.gap) == ("not started", None)


def test_without_an_update_for_fourteen_days_a_goal_is_unknown() -> None:
    silent = goal_gap(goal(current=10.0, current_on=TODAY - timedelta(days=14)), TODAY)
    assert (silent.state, silent.gap, silent.silent) == ("unknown", None, 14)
    assert goal_gap(goal(current=10.0, current_on=TODAY - timedelta(days=13)), TODAY).state == "behind"
    never = goal_gap(goal(current=None, current_on=None), TODAY)
    assert (never.state, never.actual) == ("unknown", None)


def test_the_portfolio_is_weighted_by_rank_and_leaves_the_unknown_out() -> None:
    found = portfolio(
        facts(
            goals=(
                goal(1, current=20.0),
                goal(2, current=50.0),
                goal(3, target=None),
                goal(4, horizon="annual", rank=1, current=0.0),
            )
        )
    )
    assert found.gap == pytest.approx((30 * 1 + 0 * 0.5) / 1.5)
    assert (found.behind, found.judged, found.unknown) == (1, 2, 1)
    assert [g.id for g in found.goals] == [1, 2, 3, 4]


def test_a_forecast_needs_six_values() -> None:
    values = tuple((TODAY - timedelta(days=7 * (6 - n)), 10.0 * n) for n in range(6))
    found = goal_gap(goal(values=values), TODAY)
    assert found.forecast is not None
    assert found.forecast.reaches == values[-1][0] + timedelta(days=35)


@quick
@given(businesses)
def test_every_gap_lies_between_nothing_and_all(found: Facts) -> None:
    gap = execution_gap(found)
    for week in (*gap.headline.weeks, gap.running):
        assert week.gap is None or 0 <= week.gap <= 1 + 1e-9
        assert week.gap is None or week.gap == pytest.approx(week.late + week.not_done)
        assert 0 <= week.k <= week.n
    assert gap.portfolio.gap is None or 0 <= gap.portfolio.gap <= 100


@quick
@given(businesses)
def test_an_imported_promise_changes_no_gap(found: Facts) -> None:
    imported = promise(-1, CLOSED[-1], "kept", imported=True)
    more = replace(found, commitments=(*found.commitments, imported))
    assert execution_gap(more) == execution_gap(found)


def test_a_week_may_end_on_saturday() -> None:
    sunday_first = replace(
        facts(commitments=(promise(1, due=None, closed_on=date(2026, 11, 15)),)), first_weekday=6
    )
    assert week_gap(sunday_first, LAST).late == 1
