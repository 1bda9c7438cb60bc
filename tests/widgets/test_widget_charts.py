"""Bars, charts and Paretos as lines: as wide as asked, true to the values, in both sets of signs."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from bef_tui.widgets.bars import change, expected_bar, ratio_bar, sparkline
from bef_tui.widgets.chart import ChartView, chart_lines
from bef_tui.widgets.glyphs import use_ascii
from bef_tui.widgets.pareto import pareto_lines
from bef_tui.widgets.score_panel import panel_lines
from bef_tui.widgets.stage_bar import stage_line
from tests.widgets.gallery import CHART, TABS, VIEW


@pytest.fixture
def ascii_set() -> Iterator[None]:
    use_ascii()
    yield
    use_ascii(False)


def texts(lines: Sequence[Content]) -> list[str]:
    return [line.plain.rstrip() for line in lines]


@given(st.floats(0, 1), st.floats(0, 1), st.integers(1, 50))
def test_bars_are_as_wide_as_asked(actual: float, expected: float, width: int) -> None:
    assert ratio_bar(actual, width).cell_length == width
    bar = expected_bar(actual, expected, width, "bad")
    assert bar.cell_length == width
    assert bar.plain.count("│") == 1


def test_the_marker_stands_where_the_plan_is() -> None:
    assert expected_bar(0.2, 0.6, 10, "bad").plain == "██░░░│░░░░"
    assert expected_bar(0.8, 0.6, 10, "good").plain == "█████│██░░"


def test_changes_are_good_or_bad_by_their_direction() -> None:
    assert change(0.8).plain == "▲ +0.8"
    assert str(change(0.8).spans[0].style) == "$text-success"
    assert change(-6, good="down", digits=0).plain == "▼ −6"
    assert str(change(-6, good="down", digits=0).spans[0].style) == "$text-success"
    assert str(change(-0.3).spans[0].style) == "$text-error"
    assert change(0.01).plain == "→ 0"


def test_a_sparkline_lights_its_last_value() -> None:
    line = sparkline((1, 2, 3), "dim", last="good")
    assert line.plain == "▁▅█"
    assert str(line.spans[-1].style) == "$text-success"
    assert sparkline(()).plain == ""


def test_a_chart_shows_values_target_and_signals() -> None:
    lines = texts(chart_lines(CHART, 80, 12))
    assert len(lines) == 12
    assert all(len(line) <= 80 for line in lines)
    assert lines[-1].split() == list(CHART.labels)
    assert sum(line.count("●") for line in lines) == 1
    assert any(line.startswith("22 ") for line in lines)


def test_a_higher_value_is_drawn_higher() -> None:
    lines = texts(chart_lines(ChartView((1, 9)), 40, 8))
    first = next(row for row, line in enumerate(lines) if line[6:16].strip())
    last = next(row for row, line in enumerate(lines) if line[30:].strip())
    assert last < first


@given(st.lists(st.none() | st.floats(-1e12, 1e12), max_size=30), st.integers(1, 100), st.integers(1, 30))
def test_any_values_make_a_chart(values: list[float | None], width: int, height: int) -> None:
    lines = chart_lines(ChartView(tuple(values), tuple(f"W{n}" for n in range(len(values)))), width, height)
    assert len(lines) in (1, height)
    assert len(lines) == 1 or all(line.cell_length <= width for line in lines)


def test_a_chart_can_be_drawn_in_ascii(ascii_set: None) -> None:
    assert all(line.isascii() for line in texts(chart_lines(CHART, 80, 12)))
    assert all(line.isascii() for line in texts(panel_lines(VIEW, 32)))
    assert stage_line(TABS, "1", 100).plain.isascii()


def test_a_pareto_adds_up() -> None:
    lines = texts(pareto_lines((("blocked", 6), ("unclear", 1), ("overcommitted", 9), ("none", 0)), 60))
    assert [line.split()[0] for line in lines] == ["overcommitted", "blocked", "unclear"]
    assert [line.split()[-3:] for line in lines] == [["9", "56", "%"], ["6", "94", "%"], ["1", "100", "%"]]
    assert pareto_lines((), 60) == ()
