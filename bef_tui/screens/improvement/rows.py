"""The rows of the Improvement lists: how an issue, an experiment, a reason and a change are said in one line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from bef_tui.framework.days import say_date, say_day, say_past
from bef_tui.widgets.glyphs import GlyphName, Tone, bar, glyph
from bef_tui.widgets.record_table import Cell, Row

if TYPE_CHECKING:
    from bef_tui.services.improvement import (
        ExperimentRow,
        IssueDetail,
        IssueRow,
        ProcessChange,
        ReasonRow,
    )

VITAL = 0.8
BAR_CELLS = 6
IMPACTS = {1: "small", 2: "middle", 3: "large"}
SECTIONS = {"decided": "Decided", "parked": "Parked", "closed": "Closed"}
SIGNS: dict[str, tuple[GlyphName, Tone]] = {
    "open": ("open", "plain"),
    "decided": ("half", "near"),
    "parked": ("dropped", "dim"),
    "closed": ("done", "good"),
}
VERDICTS: dict[str, tuple[GlyphName, Tone]] = {
    "adopt": ("done", "good"),
    "adapt": ("half", "near"),
    "abandon": ("dropped", "dim"),
}


def issue_rows(rows: Sequence[IssueRow], today: date) -> list[Row]:
    """Open issues first; then what was decided, parked, closed."""
    result: list[Row] = []
    before = "open"
    for row in rows:
        if row.status != before:
            before = row.status
            count = sum(other.status == before for other in rows)
            result.append(Row(f"s:{before}", (SECTIONS[before], str(count)), kind="section"))
        result.append(_issue(row, today))
    return result


def _issue(row: IssueRow, today: date) -> Row:
    sign, tone = ("warning", "near") if row.status == "open" and row.impact > 2 else SIGNS[row.status]
    text: Tone = "dim" if row.status in ("parked", "closed") else "plain"
    late = row.status == "decided" and row.action_due is not None and row.action_due < today
    if row.status == "decided":
        beside = f"{glyph('arrow')} {row.action}" if row.action else "no action left"
        when = Cell(say_day(row.action_due, today) if row.action_due else "", "bad" if late else "plain")
    else:
        beside = row.about or (f"raised in {row.raised_in}" if row.raised_in else "")
        when = Cell(say_past(row.closed_on or row.raised_on, today), "dim")
    return Row(row.id, (Cell(row.title, text, sign, tone, tail=beside), when))  # type: ignore[arg-type]


def issue_words(detail: IssueDetail, today: date) -> str:
    """An issue in a few lines."""
    row = detail.row
    lines = [f"{IMPACTS[row.impact].capitalize()} impact, raised {say_past(row.raised_on, today)}"]
    lines[0] += f" in {row.raised_in}" if row.raised_in else ""
    lines[0] += f", owned by {row.owner}" if row.owner else ""
    lines += [f"Holds up: {row.about}"] if row.about else []
    lines += [f"Cause: {detail.cause}"] if detail.cause else []
    lines += [f"Decision: {detail.decision}"] if detail.decision else []
    if row.action:
        due = f" until {say_date(row.action_due, today)}" if row.action_due else ""
        lines.append(f"Action: {row.action}, {row.action_owner or 'nobody'}{due} ({row.action_status})")
    return "\n".join(lines)


def experiment_rows(rows: Sequence[ExperimentRow], today: date) -> list[Row]:
    """Running experiments, the due ones first; then those with a verdict."""
    result: list[Row] = []
    for row in rows:
        if row.status == "concluded" and not any(other.id == "s:over" for other in result):
            result.append(Row("s:over", ("Concluded", ""), kind="section"))
        result.append(_experiment(row, today))
    return result


def _experiment(row: ExperimentRow, today: date) -> Row:
    if row.status == "concluded":
        sign, tone = VERDICTS[row.verdict or "abandon"]
        day = say_past(row.closed_on, today) if row.closed_on else ""
        return Row(row.id, (Cell(row.hypothesis, "dim", sign, tone, tail=row.learned), Cell(day, "dim")))
    due = row.due(today)
    check = say_day(row.check_on, today) if row.check_on else ""
    cells = (
        Cell(row.hypothesis, "plain", *_running(due), tail=row.kpi or row.change),
        Cell(f"look {check}" if check == "today" else check, "bad" if due else "plain"),
    )
    return Row(row.id, cells)


def _running(due: bool) -> tuple[GlyphName, Tone]:
    return ("late", "bad") if due else ("half", "near")


def reason_rows(rows: Sequence[ReasonRow]) -> list[Row]:
    """The reasons with a bar each; the few that make up four fifths in amber."""
    most = max((row.count for row in rows), default=1)
    result = []
    for row in rows:
        vital = row.cumulative - row.share < VITAL
        filled, _ = bar(row.count / most, BAR_CELLS)
        cells = (
            Cell(row.reason or "no reason"),
            Cell(filled, "near" if vital else "dim"),
            Cell(str(row.count)),
        )
        result.append(Row(row.reason or "-", cells))
    return result


def change_rows(rows: Sequence[ProcessChange], today: date) -> list[Row]:
    """What was changed when, and what it moved."""
    result = []
    for place, row in enumerate(rows):
        moved = _moved(row)
        cells = (Cell(row.what, "plain", "arrow", "dim"), moved or Cell(say_past(row.on, today), "dim"))
        result.append(Row(place, cells))
    return result


def _moved(row: ProcessChange) -> Cell | None:
    if row.before is None or row.after is None:
        return None
    unit = f" {row.unit}" if row.unit else ""
    return Cell(f"{row.before:.4g}{glyph('arrow')}{row.after:.4g}{unit}", "plain")
