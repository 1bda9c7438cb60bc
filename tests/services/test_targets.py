"""Targets, and where a goal stands against its plan."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from bef_tui.data.measurement import Kpi, KpiEntry
from bef_tui.data.store import Store
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.services import company, vision

NOW = Now(datetime(2026, 11, 19, 10, tzinfo=UTC))
DUE = date(2027, 1, 31)


def active(store: Store, title: str = "Activation 40 %", now: Now = NOW, **values: Any) -> int:
    given = {"due": DUE, "done_when": "the cohort chart shows it", **values}
    goal_id: int = store.write(vision.add_goal, now=now, title=title, active=True, **given)
    return goal_id


def record(store: Store, kpi_id: int, values: list[tuple[date, float]]) -> None:
    def entries(session: Session) -> None:
        for day, value in values:
            session.add(
                KpiEntry(
                    kpi_id=kpi_id,
                    period=day.isoformat(),
                    ends_on=day,
                    value=value,
                    recorded_at=NOW.at,
                    first_recorded_at=NOW.at,
                )
            )

    store.write(entries)


def with_metric(store: Store, now: Now = NOW, **values: Any) -> tuple[int, int]:
    """An active goal from 20 % to 40 %, and its KPI."""
    goal_id = active(store, now=now, **values)
    store.write(
        vision.set_target, goal_id, {"name": "Activation", "unit": "%"}, baseline=20, value=40, now=now
    )
    metric = store.read(vision.goal_detail, goal_id, now=now).row.metric
    assert metric is not None
    return goal_id, metric.kpi_id


class TestTargets:
    def test_a_new_kpi_belongs_to_the_goal(self, store: Store) -> None:
        goal_id, kpi_id = with_metric(store)

        def kpi(session: Session) -> tuple[int | None, str, int | None]:
            found = session.get(Kpi, kpi_id)
            assert found is not None
            return found.goal_id, found.unit, found.owner_id

        assert store.read(kpi) == (goal_id, "%", store.read(company.owners)[0].id)

    def test_a_loosened_target_stays_visible(self, store: Store) -> None:
        goal_id, kpi_id = with_metric(store)
        later = NOW.later(days=20)
        store.write(vision.set_target, goal_id, kpi_id, baseline=20, value=30, now=later)
        detail = store.read(vision.goal_detail, goal_id, now=later)
        assert [(row.value, row.from_on) for row in detail.targets] == [
            (30, later.today),
            (40, NOW.today),
        ]
        assert detail.row.metric is not None
        assert (detail.row.metric.target, detail.row.metric.targets) == (30, 2)

    def test_the_baseline_is_the_newest_value_unless_said(self, store: Store) -> None:
        goal_id, kpi_id = with_metric(store)
        record(store, kpi_id, [(date(2026, 11, 8), 22.0), (date(2026, 11, 15), 24.0)])
        store.write(vision.set_target, goal_id, kpi_id, value=50, now=NOW)
        assert store.read(vision.goal_detail, goal_id, now=NOW).targets[0].baseline == 24

    def test_lies_on_the_better_side_of_the_baseline(self, store: Store) -> None:
        goal_id = active(store)
        churn = {"name": "Churn", "unit": "%", "direction": "down"}
        with pytest.raises(RuleBroken) as refused:
            store.write(vision.set_target, goal_id, churn, baseline=3, value=5, now=NOW)
        assert refused.value.field == "value"
        store.write(vision.set_target, goal_id, churn, baseline=5, value=3, now=NOW)
        assert store.read(vision.goal_detail, goal_id, now=NOW).targets[0].value == 3

    def test_a_second_kpi_of_the_same_name_is_refused(self, store: Store) -> None:
        goal_id, _ = with_metric(store)
        with pytest.raises(RuleBroken) as refused:
            store.write(vision.set_target, goal_id, {"name": "Activation"}, value=50, now=NOW)
        assert refused.value.field == "name"

    def test_infinity_is_no_number_to_reach(self, store: Store) -> None:
        goal_id, kpi_id = with_metric(store)
        with pytest.raises(RuleBroken, match="no number"):
            store.write(vision.set_target, goal_id, kpi_id, value=float("inf"), now=NOW)

    def test_a_closed_goal_keeps_its_target(self, store: Store) -> None:
        goal_id, kpi_id = with_metric(store)
        store.write(vision.drop, goal_id, "no", now=NOW)
        with pytest.raises(RuleBroken, match="closed"):
            store.write(vision.set_target, goal_id, kpi_id, value=30, now=NOW)


class TestStanding:
    def standing(self, store: Store, goal_id: int, now: Now) -> Any:
        return store.read(vision.goal_detail, goal_id, now=now).row.standing

    def test_half_the_time_and_a_quarter_of_the_way(self, store: Store) -> None:
        goal_id, kpi_id = with_metric(store, due=NOW.today + timedelta(days=80))
        record(store, kpi_id, [(NOW.today + timedelta(days=38), 25.0)])
        standing = self.standing(store, goal_id, NOW.later(days=40))
        assert (standing.expected, standing.actual) == (0.5, 0.25)
        assert (standing.gap, standing.slip, standing.state) == (25.0, 20, "behind")

    def test_a_moved_due_date_does_not_bend_the_plan(self, store: Store) -> None:
        goal_id, kpi_id = with_metric(store, due=NOW.today + timedelta(days=80))
        store.write(vision.edit_goal, goal_id, {"due": NOW.today + timedelta(days=160)}, now=NOW)
        record(store, kpi_id, [(NOW.today + timedelta(days=38), 25.0)])
        assert self.standing(store, goal_id, NOW.later(days=40)).expected == 0.5

    def test_fourteen_silent_days_are_unknown(self, store: Store) -> None:
        goal_id, kpi_id = with_metric(store)
        record(store, kpi_id, [(NOW.today, 25.0)])
        assert self.standing(store, goal_id, NOW.later(days=13)).state != "unknown"
        late = self.standing(store, goal_id, NOW.later(days=14))
        assert (late.state, late.gap) == ("unknown", None)

    def test_six_values_make_a_forecast(self, store: Store) -> None:
        goal_id, kpi_id = with_metric(store)
        weekly = [(NOW.today + timedelta(days=7 * week), 20.0 + week) for week in range(6)]
        record(store, kpi_id, weekly[:5])
        assert self.standing(store, goal_id, NOW.later(days=35)).forecast is None
        record(store, kpi_id, weekly[5:])
        ahead = self.standing(store, goal_id, NOW.later(days=35)).forecast
        assert ahead.reaches == NOW.today + timedelta(days=140)

    def test_without_a_target_there_is_no_verdict(self, store: Store) -> None:
        assert self.standing(store, active(store), NOW).state == "no plan"

    def test_a_draft_has_no_standing(self, store: Store) -> None:
        draft = store.write(vision.add_goal, now=NOW, title="A draft")
        assert self.standing(store, draft, NOW) is None
