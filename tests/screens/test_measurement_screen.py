"""Measurement by its keys: KPIs, values, targets, the chart and what stands beside it."""

from typing import Any

import pytest

from bef_tui.data.store import Store
from bef_tui.framework.weeks import Now, last_weeks
from bef_tui.screens.measurement import MeasurementScreen
from bef_tui.services import company, measurement, people
from bef_tui.widgets.panel import Panel
from tests.screens.conftest import Open, User

SIZES = [(80, 24), (100, 30), (120, 36)]


@pytest.fixture(autouse=True)
def prepared(store: Store, now: Now) -> None:
    store.write(company.prepare, now=now)


def kpi(store: Store, now: Now, name: str = "Signups", days_ago: int = 100, **values: Any) -> int:
    made: int = store.write(measurement.add_kpi, now=now.later(days=-days_ago), name=name, **values)
    return made


def recorded(store: Store, now: Now, kpi_id: int, *values: float) -> None:
    """Values of the weeks that end with this one."""
    for week, value in zip(last_weeks(now.week, len(values)), values, strict=True):
        store.write(measurement.record_value, kpi_id, value, week, now=now)


def row(store: Store, now: Now, kpi_id: int) -> measurement.ScorecardRow:
    found: measurement.ScorecardRow = store.read(measurement.kpi, kpi_id, now=now)
    return found


def title(user: User, selector: str = "#scorecard-panel") -> str:
    return str(user.app.screen.query_one(selector, Panel).border_title)


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_place_says_what_it_is_for_and_how_to_begin(
    opened: Open, size: tuple[int, int]
) -> None:
    async with opened("measurement", size) as user:
        shown = "\n".join(user.table("#scorecard"))
        assert "is it working?" in shown
        assert "a  add a KPI" in shown
        await user.press("v")
        assert user.said() == ["There is no KPI under the cursor: a adds one."]


async def test_a_kpi_is_added_with_its_target(opened: Open, store: Store, now: Now) -> None:
    async with opened("measurement") as user:
        await user.press("a")
        await user.fill(name="Trial signups", unit="signups", target="40", baseline="12")
        await user.press("ctrl+s")
        assert any("Trial signups" in line and "≥ 40" in line for line in user.table("#scorecard"))
        panel = user.app.screen.query_one("#scorecard-panel", Panel)
        assert "1 number due · v records" in str(panel.border_subtitle)
        made = row(store, now, 1)
        assert (made.kind, made.cadence, made.target, made.baseline) == ("lead", "weekly", 40, 12)
        assert store.undo().label == "Add a KPI"


@pytest.mark.parametrize("size", SIZES)
async def test_lead_before_lag_each_value_with_a_sign(
    opened: Open, store: Store, now: Now, size: tuple[int, int]
) -> None:
    good = kpi(store, now, "Calls", kind="lead", target=10)
    bad = kpi(store, now, "Churn", kind="lag", direction="down", target=3, unit="%")
    none = kpi(store, now, "MRR", kind="lag", unit="€")
    recorded(store, now, good, 8, 12)
    recorded(store, now, bad, 5)
    recorded(store, now, none, 12_000)
    async with opened("measurement", size) as user:
        lines = user.table("#scorecard")
        at = {
            name: next(n for n, line in enumerate(lines) if name in line)
            for name in ("Calls", "Churn", "MRR")
        }
        assert at["Calls"] < at["Churn"] < at["MRR"]
        assert "●" in lines[at["Calls"]]
        assert "✗" in lines[at["Churn"]]
        assert "5 %" in lines[at["Churn"]]
        assert "○" in lines[at["MRR"]]
        assert "€ 12,000" in lines[at["MRR"]]
        assert "no target" in lines[at["MRR"]]


async def test_a_value_is_recorded_with_one_key_and_a_number(opened: Open, store: Store, now: Now) -> None:
    signups = kpi(store, now, days_ago=1, target=40)
    async with opened("measurement") as user:
        await user.press("v")
        await user.type("38")
        assert "near the target" in user.lines("#echo")
        await user.press("enter")
        assert row(store, now, signups).value == 38
        assert not any("due" in line for line in user.table("#scorecard"))
        await user.press("u")
        assert row(store, now, signups).value is None


async def test_what_is_no_number_is_said_below_the_line(opened: Open, store: Store, now: Now) -> None:
    signups = kpi(store, now)
    async with opened("measurement") as user:
        await user.press("v")
        await user.type("many")
        await user.press("enter")
        assert "no number" in user.lines("#echo")
    assert row(store, now, signups).value is None


@pytest.mark.parametrize(("key", "text"), [("n", "tracker down"), ("v", "? tracker down")])
async def test_no_data_asks_why(opened: Open, store: Store, now: Now, key: str, text: str) -> None:
    signups = kpi(store, now, days_ago=1)
    async with opened("measurement") as user:
        await user.press(key)
        await user.type(text)
        await user.press("enter")
        cell = row(store, now, signups).cells[-1]
        assert (cell.verdict, cell.why) == ("no data", "tracker down")


async def test_no_data_without_a_why_is_refused(opened: Open, store: Store, now: Now) -> None:
    signups = kpi(store, now, days_ago=1)
    async with opened("measurement") as user:
        await user.press("v")
        await user.type("?")
        await user.press("enter")
        assert "why there is no number" in user.lines("#echo")
    assert row(store, now, signups).cells[-1].verdict == "none"


async def test_a_new_target_leaves_the_old_one_on_record(opened: Open, store: Store, now: Now) -> None:
    signups = kpi(store, now, target=40)
    recorded(store, now, signups, 30)
    async with opened("measurement") as user:
        await user.press("t")
        await user.fill(value="25")
        await user.press("ctrl+s")
        assert [one.value for one in store.read(measurement.target_history, signups)] == [25, 40]
        await user.press("enter")
        shown = "\n".join(user.table("#periods"))
        assert "Targets" in shown
        assert "in force" in shown


async def test_one_kpi_opened_shows_its_periods_and_records_any_of_them(
    opened: Open, store: Store, now: Now
) -> None:
    signups = kpi(store, now)
    recorded(store, now, signups, 7, 8)
    async with opened("measurement") as user:
        await user.press("enter")
        assert title(user) == "Signups"
        for line, week in zip(user.table("#periods")[1:4], (47, 46, 45), strict=True):
            assert f"week {week}" in line
        await user.press("down", "down", "v")
        await user.type("6")
        await user.press("enter")
        assert row(store, now, signups).cells[-3].value == 6
        await user.press("d")
        assert row(store, now, signups).cells[-3].value is None
        await user.press("escape")
        assert title(user) == "Scorecard"
        assert user.app.screen.query_one("#scorecard").has_focus


async def test_a_kpi_is_edited_ranked_retired_followed_again_and_deleted(
    opened: Open, store: Store, now: Now
) -> None:
    calls, demos = kpi(store, now, "Calls"), kpi(store, now, "Demos")
    async with opened("measurement") as user:
        await user.press("e")
        await user.fill(name="Cold calls")
        await user.press("ctrl+s")
        assert row(store, now, calls).name == "Cold calls"
        await user.press("J")
        assert [one.id for one in store.read(measurement.scorecard, now=now)] == [demos, calls]
        await user.press("x")
        assert not row(store, now, calls).active
        await user.press("o")
        assert title(user) == "Retired KPIs"
        assert any("Cold calls" in line for line in user.table("#scorecard"))
        await user.press("x")
        assert any("No KPI is retired" in line for line in user.table("#scorecard"))
        await user.press("o", "G", "d")
        assert [one.id for one in store.read(measurement.scorecard, now=now)] == [demos]
        await user.press("u")
        assert row(store, now, calls).active


@pytest.mark.parametrize("size", SIZES)
async def test_the_chart_follows_the_cursor(
    opened: Open, store: Store, now: Now, size: tuple[int, int]
) -> None:
    recorded(store, now, kpi(store, now, "Calls", unit="calls"), 3, 4, 5)
    kpi(store, now, "Demos")
    async with opened("measurement", size) as user:
        assert title(user, "#lower-panel") == "Calls, calls"
        assert "W47" in user.lines("#chart")
        await user.press("down")
        assert title(user, "#lower-panel") == "Demos"
        assert "No values yet" in user.lines("#chart")


async def test_c_shows_the_funnel_and_what_was_said_and_done(opened: Open, store: Store, now: Now) -> None:
    deal = store.write(people.add_deal, now=now, title="Pilot")
    store.write(people.shift_deal, deal, 1, now=now)
    store.write(people.add_deal, now=now, title="Other")
    async with opened("measurement") as user:
        await user.press("c")
        assert "50 % of Lead" in user.lines("#funnel")
        await user.press("c")
        assert "No week with promises was closed yet" in user.lines("#said")
        await user.press("c")
        assert title(user, "#lower-panel") == "Chart"


async def test_a_kpi_can_be_shown_from_anywhere(opened: Open, store: Store, now: Now) -> None:
    kpi(store, now, "Calls")
    demos = kpi(store, now, "Demos")
    store.write(measurement.retire_kpi, demos, now=now)
    async with opened("people") as user:
        user.app.screen.go_to("kpi", demos)  # type: ignore[attr-defined]
        await user.pilot.pause()
        await user.pilot.pause()
        assert isinstance(user.app.screen, MeasurementScreen)
        assert title(user) == "Retired KPIs"
        shown = user.app.screen.kpi_under_cursor()
        assert shown is not None
        assert shown.name == "Demos"
