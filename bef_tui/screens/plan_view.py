"""How plans are drawn: the ranked list, the parts of one plan, and the weeks ahead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from bef_tui.framework.days import say_day, say_past
from bef_tui.screens.goal_view import say_due
from bef_tui.widgets.glyphs import GlyphName, Tone, glyph
from bef_tui.widgets.panel import Panel
from bef_tui.widgets.record_table import Cell, Column, RecordTable, Row

if TYPE_CHECKING:
    from bef_tui.services.planning import MilestoneRow, PlanDetail, PlanRow, PlanTask, Timeline, TimelineMark

COLUMNS = (
    Column("#", 2, "right"),
    Column("Plan", least=16, flex=3),
    Column("Done", 5, "right"),
    Column("Gap", 5, "right"),
    Column("By when", 9, "right"),
    Column("Owner", 6),
    Column("Goal", flex=2, hide_below=90),
)
PART_COLUMNS = (Column(), Column(width=9, align="right"), Column(width=6, hide_below=50))
HALF = 0.5
"""From this gap on a plan is drawn as missed, below it as near."""
LEGEND: tuple[tuple[GlyphName, str], ...] = (
    ("done", "reached"),
    ("open", "due"),
    ("missed", "late"),
    ("full", "deadline"),
)


def rows_of(plans: Sequence[PlanRow], today: date) -> list[Row]:
    """The plans by rank, the closed ones last."""
    return [_plan(plan, today) for plan in plans]


def _plan(plan: PlanRow, today: date) -> Row:
    over = plan.status in ("done", "dropped")
    late = plan.deadline is not None and plan.deadline < today and plan.status == "active"
    sign, tone = look(plan, today)
    steps = f"{plan.milestones_done}/{plan.milestones}" if plan.milestones else "none"
    gap = "" if plan.gap is None or over else f"{100 * plan.gap:.0f} %"
    cells = (
        Cell("" if plan.rank is None else str(plan.rank), "dim"),
        Cell(plan.title, "dim" if over else "plain", sign, tone),
        Cell(steps, "dim" if plan.milestones or over else "near"),
        Cell(gap, tone if plan.gap else "dim"),
        Cell(_when(plan, today), "bad" if late else "dim"),
        Cell(plan.owner, "dim"),
        Cell(plan.goal, "dim"),
    )
    return Row(plan.id, cells)


def _when(plan: PlanRow, today: date) -> str:
    if plan.status != "active":
        return plan.status
    return say_due(plan.deadline, today) if plan.deadline else ""


def look(plan: PlanRow, today: date) -> tuple[GlyphName, Tone]:
    """The sign and the tone that say how a plan stands."""
    if plan.status == "done":
        return "done", "good"
    if plan.status == "dropped":
        return "dropped", "dim"
    if plan.status == "draft":
        return "open", "dim"
    if plan.deadline is not None and plan.deadline < today:
        return "missed", "bad"
    if plan.gap is None:
        return "open", "plain"
    if plan.gap >= HALF:
        return "missed", "bad"
    return ("half", "near") if plan.gap else ("full", "good")


# One plan


def parts_of(plan: PlanDetail, today: date) -> list[Row]:
    """What a plan says, then its milestones, then its tasks."""
    rows = [Row(f"n:{place}", (text,), kind="note") for place, text in enumerate(_words(plan))]
    done = plan.row.milestones_done
    count = f"{done} of {plan.row.milestones}" if plan.milestones else ""
    rows.append(Row("s:milestones", ("Milestones", count), kind="section"))
    rows += [_milestone(milestone, today) for milestone in plan.milestones]
    if not plan.milestones:
        rows.append(Row("n:none", ("None yet: m adds the first point on the way.",), kind="note"))
    left = sum(task.status == "open" for task in plan.tasks)
    rows.append(Row("s:tasks", ("Tasks", f"{left} open" if plan.tasks else "A adds one"), kind="section"))
    rows += [_task(task, today) for task in plan.tasks]
    return rows


def first_open(plan: PlanDetail) -> str | None:
    """The row of the first milestone or task that is still open."""
    points = [f"milestone:{one.id}" for one in plan.milestones if one.done_on is None]
    points += [f"task:{one.id}" for one in plan.tasks if one.status == "open"]
    return points[0] if points else None


def _words(plan: PlanDetail) -> list[Cell]:
    words = []
    if plan.row.status == "draft":
        words.append(Cell("A draft: p makes it active.", "near", "open"))
    if plan.reason:
        words.append(Cell(f"{plan.row.status}: {plan.reason}", "near"))
    if plan.row.goal:
        words.append(Cell(plan.row.goal, "plain", "link"))
    if plan.done_when:
        words.append(Cell(f"We will know by: {plan.done_when}"))
    if plan.note:
        words.append(Cell(plan.note))
    return words


def _milestone(milestone: MilestoneRow, today: date) -> Row:
    cell, day = _point(milestone.title, milestone.due, milestone.done_on, today)
    return Row(f"milestone:{milestone.id}", (cell, day, Cell(milestone.owner, "dim")))


def _task(task: PlanTask, today: date) -> Row:
    cell, day = _point(task.title, task.due, task.done_on, today)
    if task.status == "dropped":
        cell, day = Cell(task.title, "dim", "dropped"), Cell("dropped", "dim")
    return Row(f"task:{task.id}", (cell, day, Cell(task.owner, "dim")))


def _point(title: str, due: date | None, done_on: date | None, today: date) -> tuple[Cell, Cell]:
    if done_on is not None:
        late = due is not None and done_on > due
        day = f"{say_past(done_on, today)}{' late' if late else ''}"
        return Cell(title, "dim", "done"), Cell(day, "near" if late else "dim")
    late = due is not None and due < today
    shown = say_day(due, today) if due is not None else "no date"
    return Cell(title, "plain", "missed" if late else "open"), Cell(shown, "bad" if late else "dim")


# The weeks ahead


def timeline_columns(table: Timeline) -> tuple[Column, ...]:
    """The plan, and three cells for each week; the running week has a mark before its number."""
    weeks = (
        Column(f"{glyph('right') if place == table.running else ' '}{week[-2:]}", 3)
        for place, week in enumerate(table.weeks)
    )
    return (Column("#", 2, "right"), Column(width=1), Column("Plan", least=12), Column(width=1), *weeks)


def timeline_rows(table: Timeline) -> list[Row]:
    """Each open plan along the weeks."""
    return [
        Row(
            row.id,
            (
                Cell(f"{row.rank or ''}", "dim"),
                "",
                Cell(row.title, "dim" if row.status == "draft" else "plain"),
                "",
                *(_mark(mark) for mark in row.marks),
            ),
        )
        for row in table.rows
    ]


def _mark(mark: TimelineMark) -> Cell:
    line = glyph("rule") if mark.running else " "
    sign, tone = _sign(mark)
    count = mark.late or mark.due or mark.done
    if sign is None:
        return Cell(line * 3, "dim")
    after = str(count) if 1 < count < 10 else line
    return Cell(f"{line}{glyph(sign)}{after}", tone)


def _sign(mark: TimelineMark) -> tuple[GlyphName | None, Tone]:
    if mark.late:
        return "missed", "bad"
    if mark.deadline:
        return "full", "bad" if mark.overdue else "accent"
    if mark.due:
        return "open", "plain"
    return ("done", "good") if mark.done else (None, "dim")


class WeeksTable(RecordTable):
    """The plans along the weeks that are its columns."""

    weeks: tuple[str, ...] = ()


class WeeksPanel(Panel):
    """The thirteen weeks in their frame."""

    def __init__(self, *, id: str | None = None) -> None:
        legend = "  ".join(f"{glyph(sign)} {word}" for sign, word in LEGEND)
        super().__init__(title="Thirteen weeks", subtitle=legend, id=id)

    def show_weeks(self, table: Timeline, selected: int | None) -> None:
        """Show the plans; the table is made anew when another week has begun, since the weeks are its columns."""
        shown = next(iter(self.query(WeeksTable)), None)
        if shown is None or shown.weeks != table.weeks:
            self.remove_children()
            shown = WeeksTable(*timeline_columns(table), header=True, gap=0)
            shown.weeks = table.weeks
            self.mount(shown)
        shown.show(timeline_rows(table), select=selected)
        shown.focus()
