"""What the Measurement screen shows: the scorecard above; below it the chart, the funnel, or said and done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from textual.app import ComposeResult

from bef_tui import services
from bef_tui.framework.errors import RuleBroken
from bef_tui.screens.base import BefScreen
from bef_tui.screens.measurement import rows
from bef_tui.widgets.chart import LineChart
from bef_tui.widgets.lines import Lines
from bef_tui.widgets.panel import Panel
from bef_tui.widgets.record_table import EmptyText, RecordTable, Row

if TYPE_CHECKING:
    from textual.content import Content

    from bef_tui.services.measurement import ScorecardRow

Lower = Literal["chart", "funnel", "said"]

LOWER: tuple[Lower, ...] = ("chart", "funnel", "said")
TITLES: dict[Lower, str] = {
    "chart": "Chart",
    "funnel": "Conversion, deals of the last 13 weeks",
    "said": "Said and done",
}
PURPOSE = (
    "Measurement asks: is it working? A few KPIs, lead and lag, each with a target, recorded every week."
)
EMPTY = EmptyText("No KPI yet", PURPOSE, "a", "add a KPI")
RETIRED = "No KPI is retired; o goes back to those you follow."


class Drawn(Lines):
    """Lines that are drawn anew at each width."""

    picture: Callable[[int], tuple[Content, ...]] = staticmethod(lambda width: ())

    def draw(self, width: int) -> tuple[Content, ...]:
        """The lines at this width."""
        return self.picture(width)


class Scorecard(BefScreen):
    """The scorecard and what stands below it; the keys are those of ``MeasurementScreen``."""

    HELP = PURPOSE
    DEFAULT_CSS = """
    Scorecard #scorecard-panel { height: 3fr; min-height: 6; }
    Scorecard #lower-panel { height: 2fr; min-height: 8; }
    """
    lower: Lower = "chart"
    kpi_id: int | None = None
    active = True
    shown: tuple[ScorecardRow, ...] = ()

    def body(self) -> ComposeResult:
        """The scorecard or one KPI's periods, and the lower panel."""
        with Panel(title="Scorecard", id="scorecard-panel"):
            yield RecordTable(*rows.SCORECARD, empty=EMPTY, header=True, gap=0, id="scorecard")
            yield RecordTable(*rows.PERIODS, header=True, id="periods")
        with Panel(title=TITLES["chart"], id="lower-panel"):
            yield LineChart(id="chart")
            yield Drawn(id="funnel")
            yield Drawn(id="said")

    def on_mount(self) -> None:
        """The list takes the keys."""
        super().on_mount()
        self.query_one("#periods").display = False
        self.show_lower()
        self.table.focus()

    @property
    def table(self) -> RecordTable:
        """The scorecard, or the periods of the opened KPI."""
        return self.query_one("#scorecard" if self.kpi_id is None else "#periods", RecordTable)

    def reload(self) -> None:
        """The scorecard, the opened KPI, and what is shown below."""
        if not self.desk.is_open:
            return
        self.shown = self.ask(services.measurement.scorecard, now=self.now(), active=self.active)
        if self.kpi_id is not None and not self._load_kpi(self.kpi_id):
            self.leave()
        found = rows.scorecard_rows(self.shown)
        if not found and not self.active:
            found = [Row("n:retired", (RETIRED,), kind="note")]
        self.query_one("#scorecard", RecordTable).show(found)
        if self.kpi_id is None:
            due = sum(kpi.due for kpi in self.shown)
            panel = self.query_one("#scorecard-panel", Panel)
            panel.title("Scorecard" if self.active else "Retired KPIs")
            words = "1 number" if due == 1 else f"{due} numbers"
            panel.subtitle(f"{words} due · v records" if due else "", "near")
        self.draw_lower()

    def _load_kpi(self, kpi_id: int) -> bool:
        now, measurement = self.now(), services.measurement
        try:
            kpi = self.ask(measurement.kpi, kpi_id, now=now)
        except RuleBroken:  # it was deleted meanwhile
            return False
        recent = self.ask(measurement.recent_periods, kpi_id, now=now)
        series = self.ask(measurement.series, kpi_id, count=60)
        targets = self.ask(measurement.target_history, kpi_id)
        self.query_one("#periods", RecordTable).show(
            rows.period_rows(kpi, recent, series.points, targets, now.today)
        )
        panel = self.query_one("#scorecard-panel", Panel)
        panel.title(kpi.name)
        about = (kpi.kind, kpi.cadence, kpi.owner, rows.target_text(kpi.target, kpi.direction))
        panel.subtitle(f"{' · '.join(part for part in about if part)} · esc goes back")
        return True

    def draw_lower(self) -> None:
        """Fill what is shown below."""
        now = self.now()
        if self.lower == "funnel":
            steps = self.ask(services.people.funnel, now)
            drawn = self.query_one("#funnel", Drawn)
            drawn.picture = lambda width: rows.funnel_lines(steps, width)
            drawn.redraw()
        elif self.lower == "said":
            weeks = self.ask(services.measurement.say_do, now=now)
            drawn = self.query_one("#said", Drawn)
            drawn.picture = lambda width: rows.say_do_lines(weeks, width)
            drawn.redraw()
        else:
            self._draw_chart()

    def _draw_chart(self) -> None:
        kpi = self.kpi_under_cursor()
        panel, chart = self.query_one("#lower-panel", Panel), self.query_one("#chart", LineChart)
        panel.display = kpi is not None
        if kpi is None:
            return
        panel.title(f"{kpi.name}, {kpi.unit}" if kpi.unit else kpi.name)
        chart.show(rows.chart_view(self.ask(services.measurement.series, kpi.id), kpi.target))

    def show_lower(self) -> None:
        """Show the chart, the funnel, or said and done."""
        for one in LOWER:
            self.query_one(f"#{one}").display = one == self.lower
        panel = self.query_one("#lower-panel", Panel)
        panel.display = True
        panel.title(TITLES[self.lower])
        panel.subtitle("c: " + ", ".join(("chart", "conversion", "said and done")))

    def show_record(self, kind: str, record_id: int) -> None:
        """Put the cursor on a KPI; on one that is retired, among those."""
        found = self.ask(services.measurement.kpi, record_id, now=self.now())
        self.leave()
        self.active = found.active
        self.reload()
        self.table.select(f"kpi:{record_id}")

    def on_record_table_highlighted(self) -> None:
        """The chart follows the cursor."""
        if self.lower == "chart" and self.kpi_id is None:
            self._draw_chart()

    def kpi_under_cursor(self) -> ScorecardRow | None:
        """The KPI that is opened or under the cursor."""
        kpi_id = self.kpi_id
        if kpi_id is None:
            row = self.query_one("#scorecard", RecordTable).highlighted
            kpi_id = int(str(row).partition(":")[2]) if row is not None else None
        return next((kpi for kpi in self.shown if kpi.id == kpi_id), None)

    def record_under_cursor(self) -> tuple[str, int] | None:
        """The KPI that is opened or under the cursor."""
        kpi = self.kpi_under_cursor()
        return ("kpi", kpi.id) if kpi is not None else None

    def period_under_cursor(self) -> str | None:
        """The period under the cursor, where one KPI is opened."""
        row = self.query_one("#periods", RecordTable).highlighted if self.kpi_id is not None else None
        kind, _, period = str(row).partition(":")
        return period if kind == "period" else None

    def leave(self) -> None:
        """Close the opened KPI."""
        self.kpi_id = None
        self.query_one("#periods").display = False
        scorecard = self.query_one("#scorecard", RecordTable)
        scorecard.display = True
        scorecard.focus()
