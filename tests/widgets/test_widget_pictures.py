"""Panels, bars, charts, header, footer, findings: as pure lines, and as widgets that send only what changed."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, Self

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget

from bef_tui.widgets.empty import Empty, EmptyText, empty_lines
from bef_tui.widgets.findings import Finding, Findings
from bef_tui.widgets.glyphs import use_ascii
from bef_tui.widgets.key_footer import KeyFooter, KeyHint, footer_line
from bef_tui.widgets.lines import Lines
from bef_tui.widgets.panel import Panel
from bef_tui.widgets.record_table import Column, RecordTable, Row
from bef_tui.widgets.score_panel import PanelView, ScorePanel, folded_line, panel_lines
from bef_tui.widgets.stage_bar import HeaderView, header_line, stage_line
from bef_tui.widgets.text import plain
from tests.widgets.gallery import HOSTILE, TABS, VIEW


@pytest.fixture
def ascii_set() -> Iterator[None]:
    use_ascii()
    yield
    use_ascii(False)


def texts(lines: Sequence[Content]) -> list[str]:
    return [line.plain.rstrip() for line in lines]


def test_the_panel_is_drawn_like_the_plan() -> None:
    assert texts(panel_lines(VIEW, 32)) == [
        " 17.2 /25  BUILDING      ▲ +0.8",
        "",
        " ● Clarity        ██████▌░  4.1",
        " ◐ Communication  ████▊░░░  3.0",
        " ◐ Accountability █████▊░░  3.6",
        " ○ Systems        ███▎░░░░  2.0",
        " · Measurement    █▋░░░░░░  1.0",
        "",
        " you say 19 · records say 17.2",
        " Gap, 4 weeks        31 %  ▼ −6",
        "",
        " → Run the refund SOP once,",
        "   from its first step",
    ]


@given(st.integers(24, 60), st.text(max_size=80))
def test_no_line_of_the_panel_is_wider_than_the_panel(width: int, move: str) -> None:
    view = VIEW._replace(next_move=move)
    assert all(line.cell_length <= width for line in panel_lines(view, width))


@given(st.integers(80, 140), st.text(max_size=80))
def test_the_folded_panel_is_one_line_with_the_move_and_its_gain(width: int, move: str) -> None:
    line = folded_line(VIEW._replace(next_move=move), width)
    assert line.cell_length <= width
    assert line.plain.startswith(" 17.2/25 BUILDING ▲ +0.8   Gap 31 % ▼ −6")
    assert "\n" not in line.plain


def test_the_folded_panel_keeps_the_gain() -> None:
    assert folded_line(VIEW, 120).plain.rstrip().endswith("Systems +0.4")
    assert folded_line(VIEW, 80).plain.rstrip().endswith("+0.4")


class Recorder(ScorePanel):
    """Remembers what it asked to be repainted."""

    asked: list[Region]

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        self.asked = [*getattr(self, "asked", []), *(regions or [Region(-1, -1, 0, 0)])]
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)


class OneApp(App[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "app.bell", "Add"),
        Binding("question_mark", "app.help_quit", "Help"),
    ]

    def __init__(self, *widgets: Widget) -> None:
        super().__init__()
        self.widgets = widgets
        self.chosen: list[object] = []

    def compose(self) -> ComposeResult:
        yield from self.widgets

    def on_findings_chosen(self, event: Findings.Chosen) -> None:
        self.chosen.append(event.target)


async def test_the_panel_repaints_only_lines_that_changed() -> None:
    panel = Recorder(VIEW)
    app = OneApp(panel)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        panel.asked = []
        panel.show(VIEW._replace(gap_pct=28))
        assert [(region.y, region.height) for region in panel.asked] == [(9, 1)]
        panel.asked = []
        panel.show(VIEW._replace(gap_pct=28))
        assert panel.asked == []


async def test_the_panel_folds_and_unfolds() -> None:
    panel = ScorePanel(VIEW)
    async with OneApp(panel).run_test(size=(100, 30)) as pilot:
        assert panel.outer_size.width == 34
        panel.folded = True
        await pilot.pause()
        assert (panel.outer_size.width, panel.outer_size.height) == (100, 1)
        panel.folded = False
        await pilot.pause()
        assert panel.outer_size.width == 34


async def test_a_score_that_is_judged_anew_says_so() -> None:
    panel = ScorePanel(VIEW._replace(stale=True))
    async with OneApp(panel).run_test(size=(100, 30)):
        assert "last known" in str(panel.border_title)
        panel.show(VIEW)
        assert "last known" not in str(panel.border_title)


@given(st.integers(56, 160), st.sampled_from("01234567"))
def test_every_key_of_the_stage_bar_is_always_seen(width: int, active: str) -> None:
    line = stage_line(TABS, active, width)
    assert line.cell_length <= width
    assert [sign for sign in line.plain if sign.isdigit()] == list("01234567")
    assert line.plain.count("●") == 3


def test_the_stage_bar_shortens_gracefully() -> None:
    whole = " 0 Home  1 Vision ●  2 Planning ●  3 Systems ◐  4 Execution ●  5 Measurement ◐  6 Improvement ○  7 People"
    assert stage_line(TABS, "1", 120).plain == whole
    short = " 0 Home 1 Vision● 2 Plan● 3 Systems◐ 4 Execute● 5 Measure◐ 6 Improve○ 7 People"
    assert stage_line(TABS, "1", 80).plain == short


def test_the_place_one_is_at_stands_out_without_colour() -> None:
    spans = [span for span in stage_line(TABS, "4", 120).spans if "underline" in str(span.style)]
    assert len(spans) == 1
    assert stage_line(TABS, "4", 120).plain[spans[0].start : spans[0].end] == "4 Execution"


@given(st.integers(60, 160), st.text(max_size=200), st.text(max_size=30))
def test_the_header_is_one_line_that_keeps_what_is_due(width: int, company: str, notice: str) -> None:
    line = header_line(HeaderView(company, "Week 47 · Thu 19 Nov", notice, "R"), width)
    assert line.cell_length == width
    assert line.plain.endswith("R ")
    assert "\n" not in line.plain


def test_the_footer_takes_what_fits_and_keeps_help() -> None:
    keys = [KeyHint(key, f"deed {key}") for key in "abcdefgh"]
    line = footer_line(keys, [KeyHint("?", "help")], 40)
    assert line.cell_length == 40
    assert line.plain.rstrip().endswith("? help")
    assert "a deed a" in line.plain
    assert "h deed h" not in line.plain


async def test_the_footer_follows_the_focus() -> None:
    table = RecordTable(Column(), rows=[Row(1, ("one",))])
    footer = KeyFooter()
    app = OneApp(table, footer)
    async with app.run_test(size=(80, 10)) as pilot:
        await pilot.pause()
        assert footer.render().plain.split() == ["enter", "open", "a", "add", "?", "help", "^p", "palette"]
        app.set_focus(None)
        await pilot.pause()
        assert "enter" not in footer.render().plain


async def test_the_footer_says_rebound_keys() -> None:
    footer = KeyFooter()
    app = OneApp(RecordTable(Column(), rows=[Row(1, ("one",))]), footer)
    app.set_keymap({"list.open": "ctrl+o"})
    async with app.run_test(size=(80, 10)) as pilot:
        await pilot.pause()
        assert "^o open" in footer.render().plain


async def test_findings_stand_worst_first_and_lead_somewhere() -> None:
    findings = Findings(
        (
            Finding("good", "Kept"),
            Finding("near", "Carried", "4", "commitment"),
            Finding("bad", "Churn", "5", "kpi"),
        )
    )
    app = OneApp(findings)
    async with app.run_test(size=(60, 10)) as pilot:
        assert [findings.render_line(y).text.split()[-2:] for y in range(2)] == [
            ["Churn", "5"],
            ["Carried", "4"],
        ]
        await pilot.press("enter", "j", "enter")
        assert app.chosen == ["kpi", "commitment"]
        findings.tell(())
        await pilot.pause()
        assert "Nothing stands out" in findings.render_line(1).text


def test_an_empty_place_names_its_key() -> None:
    lines = texts(empty_lines(EmptyText("No goals", "What it is for " * 6, "a", "add a goal"), 40))
    assert lines[0] == "  No goals"
    assert lines[-1] == "  a  add a goal"
    assert all(len(line) <= 40 for line in lines)


async def test_lines_grow_and_shrink() -> None:
    lines = Lines([plain("one")])
    async with OneApp(lines, Empty(EmptyText("Nothing"))).run_test(size=(40, 10)) as pilot:
        lines.show_lines([plain("one"), plain("two")])
        await pilot.pause()
        assert lines.size.height == 2
        lines.show_lines([])
        await pilot.pause()
        assert lines.size.height == 0


async def test_a_panel_is_lit_while_the_focus_is_inside() -> None:
    one = Panel(RecordTable(Column()), title=HOSTILE[0], subtitle=HOSTILE[1])
    two = Panel(RecordTable(Column()), title="Two")
    async with OneApp(Horizontal(one, two)).run_test(size=(80, 10)) as pilot:
        await pilot.pause()
        lit = one.styles.border_top[1]
        assert (one.is_lit, two.is_lit) == (True, False)
        await pilot.press("tab")
        await pilot.pause()
        assert (one.is_lit, two.is_lit) == (False, True)
        assert two.styles.border_top[1] == lit
        assert one.styles.border_top[1] != lit


def test_a_panel_without_evidence_shows_its_name_and_bar_and_the_word_where_it_fits() -> None:
    view = PanelView(5, "Number one priority", categories=(("Accountability", 1, "no evidence", "none"),))
    assert panel_lines(view, 32)[2].plain == " · Accountability █▋░░░░░░  1.0"
    assert "Accountability  no evidence" in panel_lines(view, 60)[2].plain
