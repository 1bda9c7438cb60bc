"""The rows of the Systems lists: how a process, a run and a step are said in one line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from bef_tui.framework.days import say_day, say_past
from bef_tui.framework.weeks import Now
from bef_tui.widgets.glyphs import GlyphName, Tone
from bef_tui.widgets.record_table import Cell, Row

if TYPE_CHECKING:
    from bef_tui.services.systems import CoverageRow, RepeatedWork, RunRow, SkippedStep, StepRow

ENOUGH_STEPS = 3
LONGEST_WORD = 22
"""Cells that a reason, a note or a subject may take at the end of a line; all of it stands in the run."""
WELL_FOLLOWED, BADLY_FOLLOWED = 0.9, 0.7


def is_covered(row: CoverageRow, today: date) -> bool:
    """Whether a process stands on an SOP in use, with three steps, an owner, and read in time."""
    in_time = row.review_due is None or row.review_due >= today
    return row.status == "active" and row.steps >= ENOUGH_STEPS and bool(row.owner) and in_time


def summary(rows: Sequence[CoverageRow], today: date) -> str:
    """How many of the processes are covered."""
    known = {row.process_id for row in rows if row.process_id is not None}
    covered = {row.process_id for row in rows if row.process_id is not None and is_covered(row, today)}
    return f"{len(covered)} of {len(known)} covered" if known else ""


def coverage_rows(rows: Sequence[CoverageRow], today: date) -> list[Row]:
    """A line for each SOP, and one for each process without any; the process is said once."""
    result = []
    before: int | None = -1
    for row in rows:
        name = row.process.partition(":")[0] or "no process"
        process = "" if row.process_id == before else name
        before = row.process_id
        if row.sop_id is None:
            cells = (Cell(process, "plain", "open", "dim"), Cell("no SOP yet", "dim"))
            result.append(Row(f"process:{row.process_id}", cells))
        else:
            result.append(_sop_row(row, process, today))
    return result


def _sop_row(row: CoverageRow, process: str, today: date) -> Row:
    stands = is_covered(row, today) and row.last_run is not None
    sign: tuple[GlyphName, Tone] = ("full", "good") if stands else ("half", "near")
    if row.status == "retired":
        sign = ("dropped", "dim")
    title = row.sop if row.status == "active" else f"{row.sop} ({row.status})"
    late = row.review_due is not None and row.review_due < today
    cells = (
        Cell(process or " ", "dim" if row.process_id is None else "plain", *sign),
        Cell(title, "dim" if row.status == "retired" else "plain"),
        Cell(str(row.revision) if row.revision else "", "dim"),
        _last_run(row, today),
        _followed(row.followed),
        Cell(say_day(row.review_due, today) if row.review_due else "", "bad" if late else "dim"),
    )
    return Row(f"sop:{row.sop_id}", cells)


def _last_run(row: CoverageRow, today: date) -> Cell:
    if row.last_run is not None:
        return Cell(say_past(row.last_run, today))
    return Cell("never", "near" if row.status == "active" else "dim")


def _followed(share: float | None) -> Cell:
    if share is None:
        return Cell("–", "none")
    tone: Tone = "good" if share >= WELL_FOLLOWED else "near" if share >= BADLY_FOLLOWED else "bad"
    return Cell(f"{share:.0%}".replace("%", " %"), tone)


def follow_rows(
    runs: Sequence[RunRow], skipped: Sequence[SkippedStep], repeated: Sequence[RepeatedWork], today: date
) -> list[Row]:
    """Runs that wait, work that wants an SOP, steps skipped most, and the runs that are over."""
    waiting = [run for run in runs if run.status in ("due", "running", "paused")]
    over = [run for run in runs if run.status in ("done", "abandoned")]
    rows = [run_row(run, today) for run in waiting]
    if repeated:
        rows.append(Row("s:work", ("Repeated without an SOP", "enter writes one"), kind="section"))
        rows += [_work_row(work, place) for place, work in enumerate(repeated)]
    if skipped:
        rows.append(Row("s:skipped", ("Steps skipped most", "in eight weeks"), kind="section"))
        rows += [_skipped_row(step, place) for place, step in enumerate(skipped)]
    if over:
        rows.append(Row("s:over", ("Finished", ""), kind="section"))
        rows += [run_row(run, today) for run in over]
    return rows


def _work_row(work: RepeatedWork, place: int) -> Row:
    cells = (Cell(work.title, "plain", "carried"), Cell(f"{work.times}×", "near"))
    return Row(f"work:{place}:{work.key}", cells)


def _skipped_row(step: SkippedStep, place: int) -> Row:
    why = f" ({step.reason})" if step.reason else ""
    cells = (
        Cell(f"{step.text}{why}", "plain", "dropped"),
        Cell(f"{step.times}×", "near"),
        Cell(step.sop, "dim"),
    )
    return Row(f"skipped:{step.sop_id}:{place}", cells)


def run_row(run: RunRow, today: date) -> Row:
    """A run: what and for whom, its state, its owner."""
    sign, sign_tone = run_sign(run, today)
    state, tone = _run_state(run, today)
    text: Tone = "dim" if run.status in ("done", "abandoned") else "plain"
    subject = shorten(run.subject, LONGEST_WORD)
    name = Cell(run.sop, text, sign, sign_tone, tail=subject, tail_tone=text, tail_stays=True)
    return Row(f"run:{run.id}", (name, Cell(state, tone), Cell(run.owner, "dim")))


def run_sign(run: RunRow, today: date) -> tuple[GlyphName, Tone]:
    """The sign of a run's state."""
    if run.status == "done":
        return ("warning", "near") if run.rubber_stamp else ("done", "good")
    if run.status == "abandoned":
        return "missed", "dim"
    if run.missed or run.overdue(today):
        return "late", "bad"
    return (
        ("open", "plain") if run.status == "due" else ("half", "near" if run.status == "running" else "dim")
    )


def _run_state(run: RunRow, today: date) -> tuple[str, Tone]:
    count = f"{run.settled}/{run.steps}"
    if run.status == "done":
        day = say_past(run.finished_on, today) if run.finished_on else ""
        return ("rubber stamp", "near") if run.rubber_stamp else (f"{count} {day}", "dim")
    if run.status == "abandoned":
        return "abandoned", "dim"
    late: Tone = "bad" if run.overdue(today) else "plain"
    day = say_day(run.due, today) if run.due else ""
    if run.status == "due":
        missed = f", {run.missed} missed" if run.missed else ""
        return f"{'' if late == 'bad' else 'due '}{day}{missed}", "bad" if missed else late
    return f"{run.status} {count}" + (f", {day}" if day else ""), late


def run_summary(runs: Sequence[RunRow], today: date) -> str:
    """How many runs are overdue, due, running and paused."""
    late = sum(run.overdue(today) for run in runs)
    states = ("due", "running", "paused")
    counts = [
        (sum(run.status == state and not run.overdue(today) for run in runs), state) for state in states
    ]
    return " · ".join(f"{count} {state}" for count, state in [(late, "overdue"), *counts] if count)


def shorten(text: str, longest: int) -> str:
    """The text, cut when it is longer."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def said_at(at: datetime, now: Now) -> str:
    """When something was done: today by the clock, before that by the day."""
    here = at.astimezone(now.zone)
    return f"{here:%H:%M}" if here.date() == now.today else say_past(here.date(), now.today)


def step_tail(step: StepRow, now: Now) -> str:
    """What stands at the end of a step's line: the beginning of its reason or note, and when it was settled."""
    said = shorten(" ".join((step.reason or step.note).split()), LONGEST_WORD)
    when = said_at(step.done_at, now) if step.done_at else ""
    return "  ".join(part for part in (said, when) if part)


def step_row(step: StepRow, now: Now) -> Row:
    """One step of a run, nested as it was written, and when it was settled."""
    signs: dict[str, tuple[GlyphName, Tone]] = {
        "open": ("open", "plain"),
        "done": ("done", "good"),
        "skipped": ("dropped", "near"),
    }
    sign, sign_tone = signs[step.state]
    text: Tone = "plain" if step.state == "open" else "dim"
    more = " …" if step.details else ""
    label = f"{'  ' * step.depth}{step.headline}{more}"
    tail = step_tail(step, now)
    tone: Tone = "near" if step.reason else "dim"
    return Row(
        step.id,
        (Cell("", text, sign, sign_tone), Cell(label, text, tail=tail, tail_tone=tone, tail_stays=True)),
    )
