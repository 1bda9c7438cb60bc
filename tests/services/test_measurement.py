"""KPIs, their targets and values, as a founder works with them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from bef_tui.data.execution import Commitment
from bef_tui.data.measurement import KpiEntry
from bef_tui.data.reviews import Review
from bef_tui.data.store import Store
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import KpiCadence
from bef_tui.services import measurement, vision
from bef_tui.services.records import Gone

THURSDAY = Now(datetime(2026, 11, 19, 10, tzinfo=UTC))  # 2026-W47
TODAY = THURSDAY.today


def at(offset: int) -> Now:
    return THURSDAY.later(days=offset)


def kpi(store: Store, name: str = "Signups", offset: int = -100, **values: Any) -> int:
    made: int = store.write(measurement.add_kpi, now=at(offset), name=name, **values)
    return made


def one(store: Store, kpi_id: int, now: Now = THURSDAY) -> measurement.ScorecardRow:
    return next(row for row in store.read(measurement.scorecard, now=now) if row.id == kpi_id)


class TestPeriods:
    @pytest.mark.parametrize(
        ("cadence", "period", "first", "last"),
        [
            ("daily", "2026-11-19", "2026-11-19", "2026-11-19"),
            ("weekly", "2026-W47", "2026-11-16", "2026-11-22"),
            ("monthly", "2026-11", "2026-11-01", "2026-11-30"),
        ],
    )
    def test_of_a_day(self, cadence: KpiCadence, period: str, first: str, last: str) -> None:
        assert measurement.period_of(cadence, TODAY) == period
        assert measurement.bounds(period) == (date.fromisoformat(first), date.fromisoformat(last))

    @given(
        st.dates(date(2000, 1, 1), date(2100, 1, 1)),
        st.sampled_from(["daily", "weekly", "monthly"]),
        st.sampled_from([0, 5, 6]),
    )
    def test_every_day_lies_in_its_period(self, day: date, cadence: KpiCadence, first_weekday: int) -> None:
        period = measurement.period_of(cadence, day, first_weekday)
        first, last = measurement.bounds(period, first_weekday)
        assert first <= day <= last
        assert measurement.periods_between(cadence, last, last, first_weekday) == (period,)

    @pytest.mark.parametrize("text", ["", "2026", "2026-13", "2026-W60", "nonsense", "2026-02-30"])
    def test_what_is_none_is_refused(self, text: str) -> None:
        with pytest.raises(RuleBroken) as refused:
            measurement.bounds(text)
        assert refused.value.field == "period"

    def test_said(self) -> None:
        said = [measurement.say_period(text) for text in ("2026-W07", "2026-11", "2026-11-19")]
        assert said == ["week 7", "Nov 2026", "Thu 19 Nov"]


class TestKpis:
    def test_names_are_needed_and_unique(self, store: Store) -> None:
        kpi(store)
        for name in ("", "Signups"):
            with pytest.raises(RuleBroken) as refused:
                kpi(store, name)
            assert refused.value.field == "name"

    def test_lead_stands_before_lag_in_the_founders_order(self, store: Store) -> None:
        kpi(store, "MRR")
        kpi(store, "Churn")
        calls = kpi(store, "Calls", kind="lead")
        demos = kpi(store, "Demos", kind="lead")
        store.write(measurement.move_kpi, demos, -1, now=THURSDAY)
        store.write(measurement.move_kpi, demos, -1, now=THURSDAY)
        names = [row.name for row in store.read(measurement.scorecard, now=THURSDAY)]
        assert names == ["Demos", "Calls", "MRR", "Churn"]
        store.write(measurement.move_kpi, calls, -5, now=THURSDAY)
        assert store.read(measurement.scorecard, now=THURSDAY)[0].name == "Calls"

    def test_retired_and_followed_again(self, store: Store) -> None:
        signups = kpi(store)
        store.write(measurement.retire_kpi, signups, now=THURSDAY)
        assert store.read(measurement.scorecard, now=THURSDAY) == ()
        assert store.read(measurement.due_kpis, now=THURSDAY) == ()
        assert len(store.read(measurement.scorecard, now=THURSDAY, active=False)) == 1
        store.write(measurement.restore_kpi, signups, now=THURSDAY)
        assert len(store.read(measurement.scorecard, now=THURSDAY)) == 1

    def test_the_cadence_stays_once_there_are_values(self, store: Store) -> None:
        signups = kpi(store)
        store.write(measurement.edit_kpi, signups, {"cadence": "monthly"}, now=THURSDAY)
        store.write(measurement.record_value, signups, 3, now=THURSDAY)
        with pytest.raises(RuleBroken) as refused:
            store.write(measurement.edit_kpi, signups, {"cadence": "weekly"}, now=THURSDAY)
        assert refused.value.field == "cadence"

    def test_deleting_takes_values_and_targets(self, store: Store) -> None:
        signups = kpi(store)
        store.write(measurement.record_value, signups, 3, now=THURSDAY)
        store.write(measurement.set_target, signups, 10, now=THURSDAY)
        store.write(measurement.delete_kpi, signups, now=THURSDAY)
        with pytest.raises(Gone):
            store.read(measurement.kpi, signups, now=THURSDAY)
        assert store.read(measurement.target_history, signups) == ()


class TestValues:
    def test_the_week_before_is_wanted_first(self, store: Store) -> None:
        signups = kpi(store)
        store.write(measurement.record_value, signups, 4, now=THURSDAY)
        store.write(measurement.record_value, signups, 5, now=THURSDAY)
        cells = one(store, signups).cells
        assert [(cell.week, cell.value) for cell in cells[-2:]] == [("2026-W46", 4), ("2026-W47", 5)]

    def test_a_new_kpi_wants_this_week(self, store: Store) -> None:
        assert store.read(measurement.wanted_period, kpi(store, offset=-1), now=THURSDAY) == "2026-W47"

    def test_recorded_again_the_first_time_stays(self, store: Store) -> None:
        signups = kpi(store)
        store.write(measurement.record_value, signups, 4, "2026-W46", now=at(-3))
        store.write(measurement.record_value, signups, 6, "2026-W46", now=THURSDAY)

        def entry(session: Session) -> KpiEntry:
            return session.get_one(KpiEntry, 1)

        row = store.read(entry)
        assert (row.value, row.first_recorded_at, row.recorded_at) == (6, at(-3).at, THURSDAY.at)

    def test_no_data_needs_its_why(self, store: Store) -> None:
        signups = kpi(store)
        with pytest.raises(RuleBroken) as refused:
            store.write(measurement.record_no_data, signups, "", now=THURSDAY)
        assert refused.value.field == "why"
        store.write(measurement.record_no_data, signups, "tracker down", "2026-W46", now=THURSDAY)
        cell = one(store, signups).cells[-2]
        assert (cell.verdict, cell.why) == ("no data", "tracker down")

    @pytest.mark.parametrize("period", ["2026-W48", "2026-11", "2026-11-18", "soon"])
    def test_a_period_that_is_none_of_its_own_is_refused(self, store: Store, period: str) -> None:
        signups = kpi(store)
        with pytest.raises(RuleBroken) as refused:
            store.write(measurement.record_value, signups, 1, period, now=THURSDAY)
        assert refused.value.field == "period"

    @pytest.mark.parametrize("value", [float("nan"), float("inf")])
    def test_no_number_is_refused(self, store: Store, value: float) -> None:
        signups = kpi(store)
        with pytest.raises(RuleBroken):
            store.write(measurement.record_value, signups, value, now=THURSDAY)

    def test_a_value_can_be_taken_back(self, store: Store) -> None:
        signups = kpi(store)
        store.write(measurement.record_value, signups, 4, "2026-W46", now=THURSDAY)
        store.write(measurement.delete_value, signups, "2026-W46", now=THURSDAY)
        assert one(store, signups).value is None

    def test_recent_periods_begin_with_the_running_one(self, store: Store) -> None:
        signups = kpi(store)
        store.write(measurement.record_value, signups, 4, "2026-W46", now=THURSDAY)
        recent = store.read(measurement.recent_periods, signups, now=THURSDAY)
        assert [(row.period, row.value) for row in recent[:2]] == [("2026-W47", None), ("2026-W46", 4)]


class TestDue:
    def test_each_cadence_when_its_period_ends(self, store: Store) -> None:
        kpi(store, "Weekly")
        kpi(store, "Monthly", cadence="monthly")
        kpi(store, "Daily", cadence="daily")
        wanted = [(due.name, due.period) for due in store.read(measurement.due_kpis, now=THURSDAY)]
        days = [("Daily", f"2026-11-{day}") for day in (16, 17, 18, 19)]
        assert wanted == [("Weekly", "2026-W47"), *days]
        with_no_month_end = store.read(measurement.due_kpis, now=THURSDAY, week="2026-W48")
        assert [due.name for due in with_no_month_end] == ["Weekly"]
        month_end = store.read(measurement.due_kpis, now=at(11))
        assert ("Monthly", "2026-11") in [(due.name, due.period) for due in month_end]

    def test_nothing_before_the_kpi_was_made(self, store: Store) -> None:
        kpi(store, "Daily", 0, cadence="daily")
        assert [due.period for due in store.read(measurement.due_kpis, now=THURSDAY)] == ["2026-11-19"]
        assert store.read(measurement.due_kpis, now=THURSDAY, week="2026-W46") == ()

    def test_answered_by_a_value_or_by_no_data(self, store: Store) -> None:
        signups, calls = kpi(store), kpi(store, "Calls", kind="lead")
        assert one(store, signups).due
        for period in ("2026-W46", "2026-W47"):
            store.write(measurement.record_value, signups, 4, period, now=THURSDAY)
            store.write(measurement.record_no_data, calls, "was ill", period, now=THURSDAY)
        due = store.read(measurement.due_kpis, now=THURSDAY)
        assert [(row.name, row.answered, row.value, row.why) for row in due] == [
            ("Calls", True, None, "was ill"),
            ("Signups", True, 4, ""),
        ]
        assert not one(store, signups).due


class TestVerdicts:
    @pytest.mark.parametrize(
        ("value", "target", "direction", "said"),
        [
            (10, 10, "up", "on"),
            (9, 10, "up", "near"),
            (8.9, 10, "up", "off"),
            (3, 3, "down", "on"),
            (3.3, 3, "down", "near"),
            (3.4, 3, "down", "off"),
            (-11, -10, "up", "near"),
            (1, 0, "down", "off"),
            (None, 3, "up", "none"),
            (3, None, "up", "none"),
        ],
    )
    def test_on_near_off_or_none(self, value: Any, target: Any, direction: Any, said: str) -> None:
        assert measurement.verdict(value, target, direction, 10) == said

    def test_without_a_target_nothing_is_healthy(self, store: Store) -> None:
        signups = kpi(store)
        store.write(measurement.record_value, signups, 4, "2026-W47", now=THURSDAY)
        row = one(store, signups)
        assert (row.value, row.verdict, row.cells[-1].verdict) == (4, "none", "none")

    def test_each_value_is_judged_by_the_target_then_in_force(self, store: Store) -> None:
        signups = kpi(store)
        store.write(measurement.set_target, signups, 10, 2, now=at(-30))
        for period, value in (("2026-W45", 8), ("2026-W46", 8), ("2026-W47", 8)):
            store.write(measurement.record_value, signups, value, period, now=THURSDAY)
        store.write(measurement.set_target, signups, 5, from_on=date(2026, 11, 16), now=THURSDAY)
        row = one(store, signups)
        assert [cell.verdict for cell in row.cells[-3:]] == ["off", "off", "on"]
        assert [cell.target for cell in row.cells[-3:]] == [10, 10, 5]
        assert (row.target, row.baseline) == (5, 2)
        history = store.read(measurement.target_history, signups)
        assert [target.value for target in history] == [5, 10]

    def test_a_lead_kpi_beside_a_goal_does_not_become_its_metric(self, store: Store, now: Now) -> None:
        goal = store.write(vision.add_goal, now=now, title="Churn under 3 %")
        churn = kpi(store, "Churn", direction="down")
        store.write(vision.set_target, goal, churn, value=3, baseline=8, now=now)
        calls = kpi(store, "Calls", goal_id=goal)
        store.write(measurement.set_target, calls, 10, now=now)
        metric = store.read(vision.goal_detail, goal, now=now).row.metric
        assert metric is not None
        assert metric.kpi_id == churn

    def test_a_target_is_a_number(self, store: Store) -> None:
        signups = kpi(store)
        with pytest.raises(RuleBroken):
            store.write(measurement.set_target, signups, float("nan"), now=THURSDAY)

    def test_a_jump_is_a_signal_and_noise_is_not(self, store: Store) -> None:
        signups, calls = kpi(store), kpi(store, "Calls")
        for back in range(9, -1, -1):
            period = measurement.period_of("weekly", TODAY - timedelta(weeks=back))
            store.write(measurement.record_value, signups, 10 + back % 2, period, now=THURSDAY)
            store.write(
                measurement.record_value, calls, 40 if back == 0 else 10 + back % 2, period, now=THURSDAY
            )
        assert one(store, signups).signal is None
        signal = one(store, calls).signal
        assert signal is not None
        assert signal.above
        series = store.read(measurement.series, calls)
        assert len(series.points) == 10
        assert series.limits is not None
        assert series.points[-1].value == 40


def promise(week: str, state: Any, due: date, **values: Any) -> Commitment:
    return Commitment(
        outcome="x",
        week=week,
        state=state,
        due=due,
        frozen_at=THURSDAY.at,
        kept_on=due,
        closed_on=due,
        **values,
    )


def test_said_and_done(store: Store) -> None:
    friday = date(2026, 11, 13)

    def promises(session: Session) -> None:
        kept = promise("2026-W46", "kept", friday)
        late = promise("2026-W46", "kept", friday)
        late.kept_on = date(2026, 11, 14)
        missed = promise("2026-W46", "missed", friday, reason="blocked")
        imported = promise("2026-W46", "kept", friday, source="x", source_id="1")
        draft = Commitment(outcome="draft", week="2026-W46")
        running = promise("2026-W47", "kept", TODAY)
        for one in (kept, late, missed, imported, draft, running):
            session.add(one)

    store.write(promises)
    trend = store.read(measurement.say_do, now=THURSDAY)
    assert len(trend) == 13
    assert (trend[-1].week, trend[-1].did, trend[-1].said) == ("2026-W46", 1, 3)
    assert trend[-1].share == pytest.approx(1 / 3)
    assert trend[0].share is None

    def close(session: Session) -> None:
        session.add(Review(week="2026-W47", state="closed", started_at=THURSDAY.at))

    store.write(close)
    trend = store.read(measurement.say_do, now=THURSDAY)
    assert (trend[-1].week, trend[-1].did, trend[-1].said) == ("2026-W47", 1, 1)
