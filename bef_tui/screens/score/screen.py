"""The Score screen: four views of the same judgement, each with its key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from bef_tui import services
from bef_tui.framework.words import CATEGORIES
from bef_tui.screens.base import BefScreen
from bef_tui.screens.score import rows
from bef_tui.widgets.chart import ChartView, chart_lines
from bef_tui.widgets.form import NumberField
from bef_tui.widgets.glyphs import Tone
from bef_tui.widgets.lines import Lines
from bef_tui.widgets.panel import Panel
from bef_tui.widgets.record_table import Column, EmptyText, RecordTable
from bef_tui.widgets.text import plain

if TYPE_CHECKING:
    from textual.content import Content

    from bef_tui.framework.verdict import Part
    from bef_tui.framework.weeks import Now
    from bef_tui.services.score import Explained
    from bef_tui.widgets.form import Filled

NO_RECORDS = EmptyText(
    "No single record stands behind this", "Where records do, they stand here, and enter goes to them."
)


class ScoreChart(Lines):
    """The score over weeks, as high as there is room."""

    DEFAULT_CSS = """
    ScoreChart { height: 1fr; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._view: ChartView | None = None

    def chart(self, view: ChartView | None) -> None:
        """Draw these weeks."""
        self._view = view
        self.redraw()

    def draw(self, width: int) -> tuple[Content, ...]:
        """The chart, or why there is none yet."""
        if self._view is None:
            return (plain(" No week is closed yet: the history begins with the first review (R).", "dim"),)
        return chart_lines(self._view, width, max(6, self.size.height))


class ScoreScreen(BefScreen):
    """Categories → components → records → the place where they are mended."""

    KEY = "S"
    HELP = "Why the score is what it is: categories, their components, and the records behind each. Enter goes there."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "open",
            "Open",
            id="list.open",
            tooltip="The records of a component; again: go to the record",
        ),
        Binding("r", "rate", "Rate yourself", id="score.rate", tooltip="Your own rating, 1 to 5 a category"),
        Binding("t", "view('audit')", "Ten items", id="score.audit", tooltip="The Execution Audit"),
        Binding(
            "m",
            "view('mistakes')",
            "Mistakes",
            id="score.mistakes",
            tooltip="The five mistakes and the four causes",
        ),
        Binding("h", "view('history')", "History", id="score.history", tooltip="The score over weeks"),
        Binding("x", "next_move", "Next move", id="score.next", tooltip="Go to the cheapest next move"),
        Binding("space", "tick", "Tick", id="record.done", show=False, tooltip="Tick an audit item"),
        Binding(
            "e", "edit", "Edit", id="record.edit", show=False, tooltip="Word an audit item in your own way"
        ),
        Binding("escape", "back", "Back", id="score.back", show=False, tooltip="Back to the components"),
    ]

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._view = "score"
        self._explained: Explained | None = None

    def body(self) -> ComposeResult:
        """The components above, their records below; or one of the other views."""
        parts = RecordTable(
            Column(),
            Column(width=4, align="right"),
            Column(width=3, align="right"),
            Column(width=5, align="right"),
            gap=1,
            id="parts",
        )
        yield Panel(parts, title="Why the score is what it is", id="parts-panel")
        records = RecordTable(Column(), empty=NO_RECORDS, id="records")
        yield Panel(records, title="The records behind it", id="records-panel")
        yield Panel(RecordTable(Column(), gap=1, id="audit"), title="Execution Audit", id="audit-panel")
        yield Panel(
            RecordTable(Column(), id="mistakes"),
            title="Mistakes",
            id="mistakes-panel",
        )
        yield Panel(ScoreChart(id="chart"), title="Score by week", id="history-panel")

    def on_mount(self) -> None:
        """The components take the keys."""
        super().on_mount()
        self._show("score")

    def reload(self) -> None:
        """Judge with all records."""
        found = self.ask(services.score.explained, now=self.now())
        self._explained = found
        judged = found.judgement
        self.query_one("#parts", RecordTable).show(rows.score_rows(found))
        self.query_one("#parts-panel", Panel).subtitle(judged.diagnosis.sentence)
        self._show_records()
        audit = found.audit
        self.query_one("#audit", RecordTable).show(rows.audit_rows(audit.items))
        tone: Tone = "bad" if audit.is_problem else "good"
        words = f"{audit.held} of 10 hold, you ticked {audit.ticked} · under 7: an execution problem"
        self.query_one("#audit-panel", Panel).subtitle(words, tone)
        listed = rows.mistake_rows("The five mistakes", found.mistakes)
        listed += rows.mistake_rows("Why businesses fail to execute", found.causes)
        self.query_one("#mistakes", RecordTable).show(listed + rows.reached_rows(judged.reached))
        if self._view == "history":
            self._draw_history()

    def _draw_history(self) -> None:
        weeks = self.ask(services.score.history)
        chart = self.query_one("#chart", ScoreChart)
        if not weeks:
            chart.chart(None)
            return
        chart.chart(ChartView(tuple(week.total for week in weeks), tuple(week.week[-3:] for week in weeks)))
        last = weeks[-1]
        said = f", you said {last.said}" if last.said is not None else ""
        self.query_one("#history-panel", Panel).subtitle(f"{last.week}: {last.total:.1f} of 25{said}")

    def show_record(self, kind: str, record_id: int) -> None:
        """Whoever comes here by a finding sees the own ratings or the audit."""
        if kind == "audit_item":
            self._show("audit")

    # Views

    def _show(self, view: str) -> None:
        self._view = view
        panels = {
            "score": ("parts", "records"),
            "audit": ("audit",),
            "mistakes": ("mistakes",),
            "history": ("history",),
        }
        for names in panels.values():
            for name in names:
                self.query_one(f"#{name}-panel").display = name in panels[view]
        if view == "history":
            self._draw_history()
        else:
            self.query_one({"score": "#parts", "audit": "#audit", "mistakes": "#mistakes"}[view]).focus()
        self.refresh_bindings()

    def action_view(self, view: str) -> None:
        """Another view; its key again leads back."""
        self._show("score" if self._view == view else view)

    def action_back(self) -> None:
        """Back to the components."""
        if self._view != "score" or self.query_one("#records").has_focus:
            self._show("score")

    def on_record_table_highlighted(self, message: RecordTable.Highlighted) -> None:
        """The records follow the component under the cursor."""
        if message.table.id == "parts":
            self._show_records()

    def _part(self) -> Part | None:
        found = self._explained
        chosen = str(self.query_one("#parts", RecordTable).highlighted or "")
        if found is None:
            return None
        for category in found.judgement.card.categories:
            for part in category.parts:
                if chosen in (f"part:{part.key}", f"category:{category.key}"):
                    return part
        return None

    def _show_records(self) -> None:
        part = self._part()
        self.query_one("#records", RecordTable).show(rows.record_rows(part.evidence) if part else ())
        if part is not None:
            panel = self.query_one("#records-panel", Panel)
            ignored = f" · {part.ignored} not counted (imports, rubber stamps)" if part.ignored else ""
            panel.title(f"{part.title}: {part.note}")
            panel.subtitle(f"n = {part.n}, confidence {part.confidence}{ignored}")

    # Keys

    def action_open(self) -> None:
        """From a component to its records; from a record to where it lives."""
        records = self.query_one("#records", RecordTable)
        if records.has_focus and records.highlighted is not None:
            kind, record_id, _ = str(records.highlighted).split(":")
            self.go_to(kind, int(record_id))
        elif self._view == "score" and records.row_count:
            records.focus()

    def on_record_table_opened(self) -> None:
        """Enter goes one step further."""
        self.action_open()

    def action_next_move(self) -> None:
        """Go to the cheapest next move."""
        move = self._explained.judgement.move if self._explained else None
        if move is None:
            self.tell("Nothing stands out: keep the cycle turning.")
            return
        self.tell(f"{move.text}: {move.category.capitalize()} {move.gain_words}")
        self.go_to(move.kind, move.id or None)

    def action_tick(self) -> None:
        """Tick an audit item, or take the tick back."""
        item = self._item()
        if item is not None:
            self.act(services.company.tick_audit, item.key, not item.ticked)

    def action_edit(self) -> None:
        """Word an audit item in one's own way."""
        item = self._item()
        if item is None:
            return

        def save(text: str) -> int:
            return self.desk.write(services.company.word_audit_item, item.key, text, now=self.now())

        self.line(f"Audit item {item.number}", save, help=item.text, draft=f"audit.{item.key}")

    def _item(self) -> Any:
        table = self.query_one("#audit", RecordTable)
        if self._view != "audit" or self._explained is None:
            return None
        return next((item for item in self._explained.audit.items if item.key == table.highlighted), None)

    def action_rate(self) -> None:
        """The own rating of the five categories."""
        fields = tuple(
            NumberField(key, key.capitalize(), whole=True, least=1, most=5, required=True, help="1 to 5")
            for key in CATEGORIES
        )

        def save(filled: Filled, now: Now) -> int:
            ratings: dict[Any, Any] = dict(filled.values)
            return self.desk.write(services.company.rate_self, ratings, now=now)

        values = dict(self._explained.ratings) if self._explained else {}
        self.fill("How do you rate yourself?", fields, save, values=values, draft="self_rating")
