"""How a goal is drawn: the rows of the tree, and the lines that say where one stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from bef_tui.framework.days import FAR, MONTHS, say_date, say_day
from bef_tui.screens.forms.measurement import with_unit
from bef_tui.widgets.bars import expected_bar
from bef_tui.widgets.glyphs import GlyphName, Tone, bar, glyph
from bef_tui.widgets.record_table import Cell, Column, Row
from bef_tui.widgets.text import joined, plain

if TYPE_CHECKING:
    from textual.content import Content

    from bef_tui.framework.verdict import GoalGap
    from bef_tui.services.vision import GoalBranch, GoalDetail, GoalRow, Metric

COLUMNS = (
    Column("#", 3),
    Column("Goal", least=16),
    Column("Now", 17, "right", hide_below=74),
    Column("Plan", 9),
    Column("Gap", 11),
    Column("Due", 8, "right"),
    Column("Owner", 7, hide_below=84),
)
NEAR_POINTS = 5.0
"""From this gap on a goal that is not yet behind is drawn as near."""
BAR = 30
QUARTER = 99
SHORT_UNIT = 3


def said(value: float | None, unit: str = "") -> str:
    """A value of a KPI with its unit."""
    return "?" if value is None else with_unit(value, unit)


def rows_of(tree: Sequence[GoalBranch], today: date) -> list[Row]:
    """The tree as rows; what lies beneath no annual goal is said to do so."""
    rows: list[Row] = []
    for branch in tree:
        if branch.annual is not None:
            rows.append(_row(branch.annual, today))
        else:
            rows.append(Row("loose", ("Beneath no annual goal", "set one with e"), kind="section"))
        rows += [_row(goal, today) for goal in branch.goals]
    return rows


def _row(goal: GoalRow, today: date) -> Row:
    sign, tone = look(goal)
    rank = "" if goal.rank is None else str(goal.rank)
    over = goal.status in ("done", "dropped")
    late = goal.due is not None and goal.due < today and not over
    cells = (
        Cell(rank if goal.horizon == "annual" else f"{rank:>2}", "dim"),
        Cell(goal.title, "dim" if over else "plain", sign, tone),
        Cell(_from_to(goal.metric), "dim"),
        Cell(_small_bar(goal.standing), tone),
        Cell(verdict(goal), tone if tone != "plain" else "dim"),
        Cell(say_due(goal.due, today) if goal.due and not over else "", "bad" if late else "dim"),
        Cell(goal.owner, "dim"),
    )
    return Row(goal.id, cells)


def look(goal: GoalRow) -> tuple[GlyphName, Tone]:
    """The sign and the tone that say how a goal stands."""
    if goal.status == "done":
        return "done", "good" if goal.grade is not None and goal.grade >= 0.7 else "dim"
    if goal.status == "dropped":
        return "dropped", "dim"
    if goal.status != "active" or goal.standing is None:
        return ("open", "dim") if goal.status == "draft" else ("half", "dim")
    state, gap = goal.standing.state, goal.standing.gap or 0
    if state == "behind":
        return "missed", "bad"
    if state == "reached":
        return "done", "good"
    if state == "on plan":
        return ("half", "near") if gap >= NEAR_POINTS else ("full", "good")
    return "open", "none"


def verdict(goal: GoalRow) -> str:
    """How a goal stands, in a word or two."""
    if goal.status == "done":
        return "done" if goal.grade is None else f"grade {goal.grade:.1f}"
    standing = goal.standing
    if standing is None:
        return goal.status
    if standing.state == "no plan":
        return "no target" if goal.metric is None else "no baseline"
    if standing.gap and standing.state in ("behind", "on plan") and round(standing.gap):
        return f"{standing.gap:.0f} pts {standing.slip} d"
    return str(standing.state)


def say_due(due: date, today: date) -> str:
    """The days that are left of a quarter, the month of what lies farther away."""
    left = (due - today).days
    if left <= QUARTER:
        return say_day(due, today) if left < FAR else f"in {left} d"
    return f"{MONTHS[due.month - 1]} {due.year}"


def _from_to(metric: Metric | None) -> str:
    if metric is None:
        return ""
    now = metric.baseline if metric.current is None else metric.current
    unit = metric.unit if len(metric.unit) <= SHORT_UNIT else ""
    return f"{said(now)} {glyph('arrow')} {said(metric.target, unit)}"


def _small_bar(standing: GoalGap | None) -> str:
    """A bar of eight cells with a mark where the plan expects it; a row has one tone a cell."""
    if standing is None or standing.expected is None:
        return ""
    filled, track = bar(standing.actual or 0, 8)
    cells = list(filled + track)
    cells.insert(min(8, max(0, round(standing.expected * 8))), glyph("marker"))
    return "".join(cells)


# One goal in full


def standing_lines(goal: GoalRow, today: date) -> list[Content]:
    """Where a goal stands: its number, the bar against the plan, and what is to be expected."""
    metric, standing = goal.metric, goal.standing
    if metric is None:
        return [plain("No target yet: t says which number shows it, and where it is to go.", "near")]
    now = "no value yet" if metric.current is None else said(metric.current, metric.unit)
    way = f"{said(metric.baseline)} {glyph('arrow')} {said(metric.target, metric.unit)}"
    lines = [joined(plain(metric.name, bold=True), "  ", now, (f"  ({way})", "dim"))]
    if standing is None or standing.expected is None:
        return lines
    sign, tone = look(goal)
    shares = f"  {_percent(standing.actual)} done, {_percent(standing.expected)} planned"
    lines.append(joined(expected_bar(standing.actual or 0, standing.expected, BAR, tone), (shares, "dim")))
    lines.append(joined((f"{glyph(sign)} {_how(standing)}", tone), (_ahead(standing, metric, today), "dim")))
    return lines


def _percent(share: float | None) -> str:
    return "?" if share is None else f"{100 * share:.0f} %"


def _how(standing: GoalGap) -> str:
    if standing.state == "unknown":
        return f"unknown: no value for {standing.silent} days"
    if standing.gap and round(standing.gap):
        word = "behind" if standing.state == "behind" else "a little behind"
        return f"{word}: {standing.gap:.0f} points, {standing.slip} days"
    return standing.state


def _ahead(standing: GoalGap, metric: Metric, today: date) -> str:
    if standing.state == "reached":
        return ""
    if standing.forecast is None:
        return "  no forecast before six values"
    if standing.forecast.reaches is None:
        return "  at this pace never"
    return f"  at this pace {say_date(standing.forecast.reaches, today)}"


def detail_lines(detail: GoalDetail, today: date) -> list[Content]:
    """The words of a goal, and where it stands; the most urgent first."""
    lines = standing_lines(detail.row, today) if detail.row.status != "draft" else []
    if detail.row.status == "draft":
        lines.append(plain(f"{glyph('open')} A draft: p makes it active.", "near"))
    if detail.reason:
        lines.append(joined((f"{detail.row.status}: ", "near"), detail.reason))
    if detail.why:
        lines.append(joined(("why  ", "dim"), detail.why))
    if detail.done_when:
        lines.append(joined(("we will know by  ", "dim"), detail.done_when))
    moved = detail.due_moved_on
    if moved is not None and detail.first_due is not None:
        first, on = say_date(detail.first_due, today), say_date(moved, today)
        lines.append(plain(f"{glyph('late')} first due {first}, moved later on {on}", "near"))
    if detail.targets and len(detail.targets) > 1:
        lines.append(_targets(detail, today))
    return lines


def _targets(detail: GoalDetail, today: date) -> Content:
    """Every target it had, newest first."""
    shown = (f"{said(row.value, row.unit)} from {say_date(row.from_on, today)}" for row in detail.targets)
    return joined(("targets  ", "dim"), ", before that ".join(shown))
