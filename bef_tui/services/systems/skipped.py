"""The steps that are skipped most, over all SOPs or of one: that is where an SOP asks to be changed."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import literal_column
from sqlmodel import Session, col, func, select

from bef_tui.data.systems import RunStep, Sop, SopRevision, WorkflowRun
from bef_tui.exchange.steps import Step, steps_of
from bef_tui.framework.weeks import Now

RECENT_WEEKS = 8
REASONS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class SkippedStep:
    """A step that is often skipped, and the newest reason."""

    sop_id: int
    sop: str
    text: str
    times: int
    reason: str


@dataclass(frozen=True, slots=True)
class SkippedOften:
    """A step of an SOP that was skipped so many times, with the newest reasons given.

    ``number`` is the one it has in the newest revision (``3.1``), empty when it is no longer there.
    """

    number: str
    step: str
    times: int
    reasons: tuple[str, ...]


def skipped_most(
    session: Session, *, now: Now, weeks: int = RECENT_WEEKS, limit: int = 10
) -> tuple[SkippedStep, ...]:
    """The steps skipped most in the last weeks, with the newest reason given."""
    times = func.count()
    columns: tuple[Any, ...] = (WorkflowRun.sop_id, Sop.title, RunStep.text, times, func.max(col(RunStep.id)))
    query: Any = (
        select(*columns)
        .join(WorkflowRun, col(WorkflowRun.id) == RunStep.run_id)
        .join(Sop, col(Sop.id) == WorkflowRun.sop_id)
        .where(*_skipped_since(now, weeks))
        .group_by(col(WorkflowRun.sop_id), col(Sop.title), col(RunStep.text))
        .order_by(times.desc(), func.max(col(RunStep.id)).desc())
        .limit(limit)
    )
    rows = session.exec(query).all()
    newest = [row[4] for row in rows]
    reasons = dict(session.exec(select(RunStep.id, RunStep.reason).where(col(RunStep.id).in_(newest))).all())
    return tuple(
        SkippedStep(sop_id, sop, Step(0, "", step).headline, count, reasons.get(last, ""))
        for sop_id, sop, step, count, last in rows
    )


def skipped_of(
    session: Session, sop_id: int, *, now: Now, weeks: int = RECENT_WEEKS
) -> tuple[SkippedOften, ...]:
    """The steps of one SOP that were skipped in the last weeks, those skipped most first."""
    query = (
        select(RunStep.text, RunStep.reason)
        .join(WorkflowRun, col(WorkflowRun.id) == RunStep.run_id)
        # The plus keeps SQLite from going through all runs of the SOP: few steps are skipped.
        .where(col(WorkflowRun.sop_id) + 0 == sop_id, *_skipped_since(now, weeks))
        .order_by(col(RunStep.done_at).desc(), col(RunStep.id).desc())
    )
    found: dict[str, list[str]] = {}
    for text, reason in session.exec(query):
        found.setdefault(Step(0, "", text).headline, []).append(reason)
    numbers = _numbers(session, sop_id)
    rows = [
        SkippedOften(numbers.get(step, ""), step, len(reasons), tuple(dict.fromkeys(reasons))[:REASONS_SHOWN])
        for step, reasons in found.items()
    ]
    order = list(numbers)
    rows.sort(key=lambda row: (-row.times, order.index(row.step) if row.number else len(order)))
    return tuple(rows)


def _skipped_since(now: Now, weeks: int) -> tuple[Any, ...]:
    at = datetime.combine(now.today - timedelta(weeks=weeks), time(), UTC)
    return RunStep.state == literal_column("'skipped'"), col(RunStep.done_at) >= at


def _numbers(session: Session, sop_id: int) -> dict[str, str]:
    """The number of each step in the newest revision, in order, by its headline; of two alike the first."""
    query = (
        select(SopRevision.body)
        .join(Sop, (col(Sop.id) == SopRevision.sop_id) & (col(Sop.revision) == SopRevision.number))
        .where(Sop.id == sop_id)
    )
    numbers: dict[str, str] = {}
    for step in steps_of(session.exec(query).first() or ""):
        numbers.setdefault(step.headline, step.number)
    return numbers
