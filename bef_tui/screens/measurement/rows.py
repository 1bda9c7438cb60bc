"""What the Measurement screen shows: the scorecard's rows, one KPI's periods, chart, funnel, said and done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from bef_tui import services
from bef_tui.framework.days import say_date
from bef_tui.framework.signals import signals
from bef_tui.screens.forms.measurement import number, with_unit
from bef_tui.widgets.bars import ratio_bar
from bef_tui.widgets.chart import ChartView
from bef_tui.widgets.glyphs import GlyphName, Tone, glyph, is_ascii, spark
from bef_tui.widgets.record_table import Cell, Column, Row
from bef_tui.widgets.text import clip, joined, plain

if TYPE_CHECKING:
    from textual.content import Content

    from bef_tui.framework.words import Direction
    from bef_tui.services.measurement import (
        KpiVerdict,
        PeriodValue,
        Point,
        SayDo,
        ScorecardRow,
        Series,
        TargetRow,
    )
    from bef_tui.services.people import FunnelStep

WEEKS = 13
SCORECARD = (
    Column("  KPI", least=12),
    Column("now", width=11, align="right"),
    Column("target", width=10, align="right"),
    Column(width=2),
    *(Column(letter, width=1, hide_below=56) for letter in f"{'13 weeks':<{WEEKS}}"),
    Column(width=2, align="right"),
    Column(width=4, align="right"),
)
PERIODS = (
    Column("Period", flex=2, least=12),
    Column("value", width=12, align="right"),
    Column("target", width=12, align="right"),
    Column("", flex=3, least=10),
)
VERDICTS: dict[KpiVerdict, tuple[GlyphName, Tone, str]] = {
    "on": ("full", "good", "on target"),
    "near": ("half", "near", "near the target"),
    "off": ("missed", "bad", "off target"),
    "no data": ("open", "dim", "no data"),
    "none": ("open", "dim", "no verdict"),
}


def target_text(target: float | None, direction: Direction) -> str:
    """A target with what it asks for: at least, at most."""
    if target is None:
        return "no target"
    least, most = (">=", "<=") if is_ascii() else ("≥", "≤")
    return f"{least if direction == 'up' else most} {number(target)}"


def scorecard_rows(kpis: tuple[ScorecardRow, ...]) -> list[Row]:
    """Lead before lag, each with how many are on target."""
    rows: list[Row] = []
    for kind, title in (("lead", "Lead: what you move"), ("lag", "Lag: what it moves")):
        group = [kpi for kpi in kpis if kpi.kind == kind]
        if group:
            judged = [kpi for kpi in group if kpi.verdict != "none"]
            on = sum(kpi.verdict == "on" for kpi in judged)
            note = f"{on} of {len(judged)} on target" if judged else "no verdict yet"
            rows.append(Row(f"s:{kind}", (title, note), kind="section"))
            rows += [_kpi_row(kpi) for kpi in group]
    return rows


def _kpi_row(kpi: ScorecardRow) -> Row:
    sign, tone, _ = VERDICTS[kpi.verdict]
    signs = spark([cell.value for cell in kpi.cells])
    weeks = (Cell(letter, _tone(cell.verdict)) for letter, cell in zip(signs, kpi.cells, strict=True))
    signal = Cell("")
    if kpi.signal is not None:
        worse = kpi.signal.unfavourable(kpi.direction)
        signal = Cell("", "plain", "up" if kpi.signal.above else "down", "bad" if worse else "good")
    cells = (
        Cell(kpi.name, "plain", sign, tone),
        Cell(with_unit(kpi.value, kpi.unit) or "no value", "plain" if kpi.value is not None else "dim"),
        Cell(target_text(kpi.target, kpi.direction), "dim"),
        "",
        *weeks,
        signal,
        Cell("due", "near") if kpi.due else "",
    )
    return Row(f"kpi:{kpi.id}", cells)


def _tone(verdict: KpiVerdict) -> Tone:
    return "plain" if verdict == "none" else VERDICTS[verdict][1]


# One KPI


def period_rows(
    kpi: ScorecardRow,
    recent: tuple[PeriodValue, ...],
    points: Sequence[Point],
    targets: tuple[TargetRow, ...],
    today: date,
) -> list[Row]:
    """The periods of a KPI, the newest first, those without a value among them; below, every target it had."""
    known = {point.period: point for point in points}
    rows = [_period_row(kpi, one.period, known.pop(one.period, None)) for one in recent]
    older = sorted(known.values(), key=lambda point: point.ends_on, reverse=True)
    rows += [_period_row(kpi, point.period, point) for point in older]
    if targets:
        rows.append(Row("s:targets", ("Targets", str(len(targets))), kind="section"))
        rows += [
            Row(
                f"target:{target.id}",
                (
                    Cell(f"from {say_date(target.from_on, today)}", "dim", "bullet", "dim"),
                    Cell(with_unit(target.value, kpi.unit)),
                    Cell(f"from {number(target.baseline)}" if target.baseline is not None else "", "dim"),
                    Cell("in force" if place == 0 else "", "dim"),
                ),
            )
            for place, target in enumerate(targets)
        ]
    return rows


def _period_row(kpi: ScorecardRow, period: str, point: Point | None) -> Row:
    said = services.measurement.say_period(period)
    if point is None:
        nothing = Cell("nothing yet: v", "dim")
        return Row(f"period:{period}", (Cell(said, "dim", "open", "dim"), "", "", nothing))
    sign, tone, words = VERDICTS[point.verdict]
    about = f"{words}: {point.why}" if point.why else words
    cells = (
        Cell(said, "plain", sign, tone),
        Cell(with_unit(point.value, kpi.unit)),
        Cell(number(point.target), "dim"),
        Cell(about, tone if point.verdict == "off" else "dim"),
    )
    return Row(f"period:{period}", cells)


def chart_view(series: Series, target: float | None) -> ChartView:
    """The chart of one KPI: values, the target now in force, the limits of its noise, the signals."""
    points = series.points[-26:]
    places = [place for place, point in enumerate(points) if point.value is not None]
    values = [point.value for point in points if point.value is not None]
    return ChartView(
        tuple(point.value for point in points),
        tuple(_short(point.period) for point in points),
        target,
        (series.limits.low, series.limits.high) if series.limits else None,
        frozenset(places[mark.index] for mark in signals(values)),
        series.unit,
    )


def _short(period: str) -> str:
    return period[5:] if "W" in period else period[2:] if len(period) == 7 else period[8:]


# Funnel, said and done


def funnel_lines(steps: tuple[FunnelStep, ...], width: int) -> tuple[Content, ...]:
    """How far the deals of the last thirteen weeks came, a bar a stage."""
    if not steps or not steps[0].reached:
        return (
            plain(" No deal was opened in the last 13 weeks.", "dim"),
            plain(" People (7) has the pipeline: A adds a deal there.", "dim"),
        )
    name = max(len(step.name) for step in steps) + 2
    room = max(8, width - name - name - 17)
    lines = []
    for place, step in enumerate(steps):
        share = step.of_first or 0.0
        before = f"{step.of_before:>4.0%} of {steps[place - 1].name}" if step.of_before is not None else ""
        lines.append(
            joined(
                f" {clip(step.name, name)}",
                ratio_bar(share, room, "accent"),
                f" {step.reached:>3} ",
                (before.replace("%", " %"), "dim"),
            )
        )
    return tuple(lines)


def say_do_lines(weeks: tuple[SayDo, ...], width: int) -> tuple[Content, ...]:
    """Kept of promised in each closed week, the newest first where there is little room."""
    said, did = sum(week.said for week in weeks), sum(week.did for week in weeks)
    if not said:
        return (
            plain(" No week with promises was closed yet.", "dim"),
            plain(" A promises an outcome in Execution (4), R reviews the week.", "dim"),
        )
    columns = weeks[-max(1, min(len(weeks), (width - 8) // 5)) :]
    shares = [week.share for week in columns]
    bars = spark(shares, 0, 1)
    head = f" {did} of {said} kept in {sum(1 for week in weeks if week.said)} weeks"
    return (
        joined(head, (f"  {did / said:.0%}".replace("%", " %"), _kept_tone(did / said))),
        plain(""),
        joined(
            "       ", *((f"{bar:^5}", _kept_tone(share)) for bar, share in zip(bars, shares, strict=True))
        ),
        joined((" kept  ", "dim"), *((f"{_of(week):^5}", "plain") for week in columns)),
        joined((" week  ", "dim"), *((f"{week.week[5:]:^5}", "dim") for week in columns)),
    )


def _of(week: SayDo) -> str:
    return f"{week.did}/{week.said}" if week.said else glyph("dot")


def _kept_tone(share: float | None) -> Tone:
    """By the curve of promises: from 82 % good, below 70 % an execution problem."""
    if share is None:
        return "dim"
    return "good" if share >= 0.82 else "near" if share >= 0.7 else "bad"
