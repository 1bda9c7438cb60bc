"""An app that shows every widget with sample data, hostile text included: for tests and for looking at it."""

import sys
from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.filter import LineFilter
from textual.widget import Widget

from bef_tui.widgets.bars import RatioBar, change, expected_bar, sparkline
from bef_tui.widgets.chart import ChartView, LineChart
from bef_tui.widgets.empty import EmptyText
from bef_tui.widgets.findings import Finding, Findings
from bef_tui.widgets.form import (
    DONE_QUESTION,
    DUE_QUESTION,
    OWNER_QUESTION,
    ChoiceField,
    DayField,
    Field,
    FlagField,
    Form,
    LongTextField,
    MoneyField,
    NumberField,
    Option,
    RecordField,
    TextField,
    options_of,
)
from bef_tui.widgets.key_footer import KeyFooter
from bef_tui.widgets.lines import Lines
from bef_tui.widgets.panel import Panel
from bef_tui.widgets.pareto import Pareto
from bef_tui.widgets.record_table import Cell, Column, RecordTable, Row
from bef_tui.widgets.score_panel import PanelView, ScorePanel
from bef_tui.widgets.stage_bar import HeaderLine, HeaderView, StageBar, StageTab
from bef_tui.widgets.text import ControlFilter
from bef_tui.widgets.themes import THEMES

HOSTILE = (
    "[/] [@click=app.quit]free[/] beer",
    "\x1b]0;owned\x07 bell and \x9b31m red",
    "evil\u202egnp.exe and zero\u200bwidth",
    "Zalgo " + "z\u0301\u0302\u0303\u0304\u0305" * 8,
    "家族 👨‍👩‍👧 and ❤️ " + "long " * 400,
)

WEEK = (
    Row(1, (Cell("Ship onboarding v2", glyph="done"), "Tue", "me", Cell("Activation 40 %", "dim", "link"))),
    Row(
        2, (Cell("Call the 6 trial users", glyph="done"), "Wed", "me", Cell("Activation 40 %", "dim", "link"))
    ),
    Row(3, (Cell("Write the refund SOP", glyph="open"), "Fri", "Ada", Cell("Churn < 3 %", "dim", "link"))),
    Row(
        4,
        (
            Cell("Price test (missed: blocked)", glyph="missed"),
            Cell("2 d late", "bad"),
            "Lin",
            Cell("carried 2×", "near"),
        ),
    ),
    Row("sum", ("2 of 4 kept · 1 open", "Execution Gap 25 %"), kind="section"),
    *(
        Row(10 + place, (Cell(text, glyph="open"), "Sat", text, Cell(text, "dim", "link")))
        for place, text in enumerate(HOSTILE)
    ),
    Row("note", ("Nothing else is promised this week.",), kind="note"),
)
COLUMNS = (Column("Commitment"), Column("Due", 9), Column("Owner", 5), Column("For", 19, hide_below=60))


PEOPLE = tuple(
    Option(place, name)
    for place, name in enumerate(
        ("me", "Ada Lovelace", "Lin Chen", "Adam Smith", "[/] Eve \x1b[31m", "Bob", "Zoë")
    )
)
FIELDS: tuple[Field, ...] = (
    TextField("title", "Outcome", required=True, help="What will be true when it is done?"),
    RecordField("owner", "Owner", options=PEOPLE, required=True, question=OWNER_QUESTION, help="A person"),
    DayField("due", "Deadline", required=True, question=DUE_QUESTION, help="fri, in 3d, eow, 2026-12-01"),
    TextField(
        "known", "Done when", required=True, question=DONE_QUESTION, help="One fact anyone could check"
    ),
    ChoiceField("rank", "Horizon", options=options_of("annual", "90-day"), required=True),
    ChoiceField("cadence", "Cadence", options=options_of("daily", "weekly", "monthly")),
    NumberField("hours", "Effort", unit="h", least=0, help="Hours of work, roughly"),
    MoneyField("price", "Price", unit="EUR"),
    FlagField("shared", "Shared", help="Seen by the partner"),
    LongTextField("why", "Why", help="In a sentence or two"),
    TextField("note", "Note"),
)
VALUES: dict[str, object] = {
    "title": HOSTILE[0],
    "rank": "90-day",
    "hours": 1.5,
    "price": 123450,
    "shared": True,
}


def tables() -> Iterable[Widget]:
    yield Panel(RecordTable(*COLUMNS, rows=WEEK, header=True), title="This week", subtitle="2 of 4 kept")
    yield Horizontal(
        Panel(
            RecordTable(
                Column(),
                empty=EmptyText(
                    "No goals yet",
                    "A 90-day goal says where the business goes next, and how you will know it arrived.",
                    "a",
                    "add the first goal",
                ),
            ),
            title="Goals, 90 days",
        ),
        Panel(
            RecordTable(
                Column(),
                Column("", 6, "right"),
                rows=[Row(n, (f"Task {n}", f"P{n % 3}")) for n in range(1000)],
            ),
            title="Backlog",
        ),
    )


def forms() -> Iterable[Widget]:
    yield Panel(Form(FIELDS, VALUES), title="New commitment")


TABS = (
    StageTab("0", "Home"),
    StageTab("1", "Vision", state="full"),
    StageTab("2", "Planning", "Plan", state="full"),
    StageTab("3", "Systems", state="half"),
    StageTab("4", "Execution", "Execute", state="full"),
    StageTab("5", "Measurement", "Measure", state="half"),
    StageTab("6", "Improvement", "Improve", state="open"),
    StageTab("7", "People"),
)
VIEW = PanelView(
    total=17.2,
    band="Building",
    band_tone="near",
    trend=0.8,
    categories=(
        ("Clarity", 4.1, "Execution Ready", "good"),
        ("Communication", 3.0, "Building", "near"),
        ("Accountability", 3.6, "Building", "near"),
        ("Systems", 2.0, "Needs Attention", "bad"),
        ("Measurement", 1.0, "no evidence", "none"),
    ),
    self_total=19,
    gap_pct=31,
    gap_trend=-6,
    next_move="Run the refund SOP once, from its first step",
    next_gain=0.4,
    next_category="Systems",
)
FINDINGS = (
    Finding("near", "The price test was carried twice: shrink it, delegate it or drop it", "4", "commitment"),
    Finding("good", "Promises were kept in four of the last five weeks"),
    Finding("bad", "Churn has no value for two weeks", "5", "kpi"),
)


def home() -> Iterable[Widget]:
    yield HeaderLine(
        HeaderView("Acme " + HOSTILE[0], "Week 47 · Thu 19 Nov", "review due tomorrow", "R", "near")
    )
    yield StageBar(TABS, "0")
    yield ScorePanel(VIEW, folded=True)
    yield Horizontal(
        Vertical(
            Panel(RecordTable(*COLUMNS, rows=WEEK), title="This week", subtitle="2 of 4 kept"),
            Panel(Findings(FINDINGS), title="Findings", hug=True),
        ),
        ScorePanel(VIEW, id="panel"),
    )
    yield KeyFooter()


CHART = ChartView(
    values=(12, 14, 13, 15, None, 16, 15, 17, 26, 18, 19, 21, 20),
    labels=tuple(f"W{week}" for week in range(35, 48)),
    target=22,
    limits=(9, 24),
    signals=frozenset({8}),
    unit="signups a week",
)
REASONS = (
    ("overcommitted", 9),
    ("blocked", 6),
    ("unclear", 2),
    ("estimate", 1),
    ("avoided", 1),
    ("interrupted", 0),
)


def charts() -> Iterable[Widget]:
    yield Panel(LineChart(CHART), title="Signups", subtitle="13 weeks")
    yield Horizontal(
        Panel(Pareto(REASONS), title="Why promises were missed"),
        Panel(
            RatioBar(0.62, "near"),
            Lines([expected_bar(share, 0.6, 30, "near") for share in (0.1, 0.35, 0.58, 0.9)]),
            Lines(
                [
                    sparkline((3, 5, 4, None, 8, 2, 6, 7), "dim", last="good"),
                    change(0.8),
                    change(-6, good="down"),
                ]
            ),
            title="Bars",
        ),
    )


PAGES = {"tables": tables, "forms": forms, "home": home, "charts": charts}


class Gallery(App[None]):
    """One page of widgets, in one theme."""

    CSS = "Screen { background: $background; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "noop('add')", "Add", id="record.add"),
        Binding("space", "noop", "Done", id="record.done"),
        Binding("slash", "noop('find')", "Find"),
        Binding("u", "noop('undo')", "Undo"),
        Binding("R", "noop('review')", "Review"),
        Binding("question_mark", "noop('help')", "Help"),
    ]

    def __init__(self, page: str = "tables", theme: str = "bef-dark") -> None:
        super().__init__()
        self._page = page
        for one in THEMES:
            self.register_theme(one)
        self.theme = theme
        self.animation_level = "none"

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), ControlFilter()]

    def action_noop(self, what: str = "") -> None:
        self.title = what

    def compose(self) -> ComposeResult:
        yield from PAGES[self._page]()


if __name__ == "__main__":
    Gallery(*sys.argv[1:3]).run()
