"""Numbers recorded from the command line."""

import json
from pathlib import Path

import pytest

from bef_tui.services import measurement
from tests.cli.conftest import NOW, Bef, asked, opened


@pytest.fixture
def kpis(file: Path) -> Path:
    """Two KPIs, made today, one with a target."""
    with opened(file) as store:
        store.write(
            measurement.add_kpi, now=NOW, name="Churn", unit="%", direction="down", target=3.0, baseline=5.0
        )
        store.write(measurement.add_kpi, now=NOW, name="Churned accounts", cadence="monthly")
    return file


def test_a_value_is_recorded_for_the_period_that_wants_it(bef: Bef, kpis: Path) -> None:
    said = bef("kpi", "set", "churn", "2.4 %")
    assert said.out == "Churn, week 47: 2.4\N{NO-BREAK SPACE}% · target 3\N{NO-BREAK SPACE}%, on\n"
    assert asked(kpis, "SELECT kpi_id, period, value FROM kpi_entry") == [(1, "2026-W47", 2.4)]


@pytest.mark.parametrize(("name", "kpi_id"), [("2", 2), ("churned", 2), ("accounts", 2), ("CHURN", 1)])
def test_a_kpi_is_named_by_number_or_words(bef: Bef, kpis: Path, name: str, kpi_id: int) -> None:
    assert json.loads(bef("kpi", "set", name, 1, "--json").out)["id"] == kpi_id


def test_a_value_below_zero_and_a_period(bef: Bef, kpis: Path) -> None:
    assert bef("kpi", "set", "Churned accounts", "-3", "--period", "2026-11").code == 0
    assert asked(kpis, "SELECT period, value FROM kpi_entry") == [("2026-11", -3)]


def test_no_data_needs_its_why(bef: Bef, kpis: Path) -> None:
    assert bef("kpi", "set", "Churn", "--no-data", "tracker broke").out == "Churn, week 47: no data\n"
    assert asked(kpis, "SELECT value, why FROM kpi_entry") == [(None, "tracker broke")]
    assert bef("kpi", "set", "Churn", "--no-data", " ").code == 1
    assert bef("kpi", "set", "Churn").code == 2
    assert bef("kpi", "set", "Churn", "1", "--no-data", "both").code == 2


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        (("Churn", "much"), 65, "is no number"),
        (("Churn", "1,234"), 65, "can be 1234 or 1.234"),
        (("MRR", "1"), 1, "There is no KPI like “MRR”"),
        (("chur", "1"), 1, "fits 2: 1 “Churn”, 2 “Churned accounts”"),
        (("Churn", "1", "--period", "2026-11"), 1, "is recorded weekly"),
        (("Churn", "1", "--period", "2027-W01"), 1, "has not begun yet"),
        (("Churn", "1", "--period", "soon"), 1, "is no period"),
        (("Churn", "1", "--perid", "2026-W47"), 2, "unexpected extra argument"),
    ],
)
def test_what_cannot_be_recorded_is_refused(
    bef: Bef, kpis: Path, words: tuple[str, ...], code: int, why: str
) -> None:
    said = bef("kpi", "set", *words)
    assert (said.code, said.out) == (code, "")
    assert why in said.err
    assert asked(kpis, "SELECT count(*) FROM kpi_entry") == [(0,)]


def test_the_list_shows_value_target_and_verdict(bef: Bef, kpis: Path) -> None:
    bef("kpi", "set", "Churn", "4")
    head, first, second = bef("kpi", "list").out.splitlines()
    assert head.split() == ["KPI", "kind", "recorded", "value", "target"]
    assert first.split() == ["1", "Churn", "lag", "weekly", "4", "%", "3", "%", "off"]
    assert second.split()[:4] == ["2", "Churned", "accounts", "lag"]
    assert "no verdict" in second
    rows = json.loads(bef("kpi", "list", "--json").out)
    assert [(row["name"], row["value"], row["target"], row["verdict"]) for row in rows] == [
        ("Churn", 4.0, 3.0, "off"),
        ("Churned accounts", None, None, "none"),
    ]
