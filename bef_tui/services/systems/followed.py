"""How the SOPs are followed: runs by their state, a run step by step, steps skipped most, work repeated without one."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import case
from sqlmodel import Session, col, func, select

from bef_tui.data.execution import Task
from bef_tui.data.planning import Person
from bef_tui.data.systems import RunStep, Sop, WorkflowRun
from bef_tui.data.totals import TaskRepeat
from bef_tui.exchange.steps import Step
from bef_tui.framework.titles import title_key
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import RunStatus, StepState
from bef_tui.services import records

RECENT_WEEKS = 8
LONGEST_LIST = 200


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run as a list shows it; ``settled`` of ``steps`` are done or skipped.

    Of the due runs of one SOP the newest is shown, ``missed`` counts the older ones whose day has passed.
    """

    id: int
    sop_id: int
    sop: str
    subject: str
    status: RunStatus
    owner: str
    due: date | None
    started_at: datetime | None
    finished_on: date | None
    steps: int
    settled: int
    skipped: int
    rubber_stamp: bool
    missed: int = 0

    def overdue(self, today: date) -> bool:
        """Whether its day has passed and it is not finished."""
        return self.due is not None and self.due < today and self.status in ("due", "running", "paused")


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of a run: its first line without marks, and what stands beneath it, Markdown."""

    id: int
    position: int
    depth: int
    headline: str
    details: str
    state: StepState
    reason: str
    note: str
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class RunDetail:
    """A run with its steps; ``newest`` is the revision the SOP has by now."""

    id: int
    sop_id: int
    sop: str
    subject: str
    status: RunStatus
    revision: int
    newest: int
    owner: str
    due: date | None
    started_at: datetime | None
    finished_on: date | None
    reason: str
    rubber_stamp: bool
    steps: tuple[StepRow, ...]


@dataclass(frozen=True, slots=True)
class SkippedStep:
    """A step that is often skipped, and the newest reason."""

    sop_id: int
    sop: str
    text: str
    times: int
    reason: str


@dataclass(frozen=True, slots=True)
class RepeatedWork:
    """Work done again and again that no SOP describes."""

    title: str
    times: int


def runs(session: Session, *, now: Now, done: int = 20, sop_id: int | None = None) -> tuple[RunRow, ...]:
    """The runs in one list: overdue, due, running, paused; then the ``done`` newest of those that are over."""
    is_open = col(WorkflowRun.status).in_(("due", "running", "paused"))
    pending = _folded(_run_rows(session, is_open, *_of(sop_id), limit=LONGEST_LIST), now.today)
    place = {"due": 1, "running": 2, "paused": 3}
    pending.sort(key=lambda row: (not row.overdue(now.today), place[row.status], row.due or date.max, row.id))
    over = _run_rows(session, ~is_open, *_of(sop_id), limit=done, newest_first=True) if done else []
    return (*pending, *over)


def run_detail(session: Session, run_id: int) -> RunDetail:
    """One run with its steps; ``Gone`` when it was deleted."""
    run = records.found(session, WorkflowRun, run_id)
    sop = records.found(session, Sop, run.sop_id)
    owner = session.get(Person, run.owner_id) if run.owner_id else None
    steps = session.exec(select(RunStep).where(RunStep.run_id == run_id).order_by(col(RunStep.position)))
    return RunDetail(
        id=run_id,
        sop_id=run.sop_id,
        sop=sop.title,
        subject=run.subject,
        status=run.status,
        revision=run.revision,
        newest=sop.revision,
        owner=owner.name if owner else "",
        due=run.due,
        started_at=run.started_at,
        finished_on=run.finished_on,
        reason=run.reason,
        rubber_stamp=run.rubber_stamp,
        steps=tuple(_step(step) for step in steps),
    )


def _step(step: RunStep) -> StepRow:
    written = Step(step.depth, "", step.text)
    return StepRow(
        id=step.id or 0,
        position=step.position,
        depth=step.depth,
        headline=written.headline,
        details=written.details,
        state=step.state,
        reason=step.reason,
        note=step.note,
        done_at=step.done_at,
    )


def skipped_most(
    session: Session, *, now: Now, weeks: int = RECENT_WEEKS, limit: int = 10
) -> tuple[SkippedStep, ...]:
    """The steps skipped most in the last weeks, with the newest reason given."""
    since = now.today - timedelta(weeks=weeks)
    times = func.count()
    columns: tuple[Any, ...] = (WorkflowRun.sop_id, Sop.title, RunStep.text, times, func.max(col(RunStep.id)))
    query: Any = (
        select(*columns)
        .join(WorkflowRun, col(WorkflowRun.id) == RunStep.run_id)
        .join(Sop, col(Sop.id) == WorkflowRun.sop_id)
        .where(RunStep.state == "skipped", func.date(col(RunStep.done_at)) >= since.isoformat())
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


def _of(sop_id: int | None) -> tuple[Any, ...]:
    return () if sop_id is None else (WorkflowRun.sop_id == sop_id,)


def _folded(rows: list[RunRow], today: date) -> list[RunRow]:
    """Of the due runs of each SOP only the newest, which counts the older ones."""
    newest: dict[int, RunRow] = {}
    older: dict[int, int] = {}
    others = []
    for row in sorted(rows, key=lambda row: (row.due or date.max, row.id)):
        if row.status != "due":
            others.append(row)
            continue
        if row.sop_id in newest:
            older[row.sop_id] = older.get(row.sop_id, 0) + 1
        newest[row.sop_id] = row
    return others + [replace(row, missed=older.get(row.sop_id, 0)) for row in newest.values()]


def _run_rows(session: Session, *where: Any, limit: int, newest_first: bool = False) -> list[RunRow]:
    settled = func.sum(case((col(RunStep.state) == "open", 0), else_=1))
    skipped = func.sum(case((col(RunStep.state) == "skipped", 1), else_=0))
    order = (
        (col(WorkflowRun.finished_on).desc(), col(WorkflowRun.id).desc())
        if newest_first
        else (func.ifnull(WorkflowRun.due, "9999").desc(), col(WorkflowRun.id).desc())
    )
    steps = func.count(col(RunStep.id))
    columns: tuple[Any, ...] = (WorkflowRun, Sop.title, Sop.steps, Person.name, steps, settled, skipped)
    query: Any = (
        select(*columns)
        .join(Sop, col(Sop.id) == WorkflowRun.sop_id)
        .join(Person, col(Person.id) == WorkflowRun.owner_id, isouter=True)
        .join(RunStep, col(RunStep.run_id) == WorkflowRun.id, isouter=True)
        .where(*where)
        .group_by(col(WorkflowRun.id))
        .order_by(*order)
        .limit(limit)
    )
    return [_row(*row) for row in session.exec(query)]


def _row(
    run: WorkflowRun,
    sop: str,
    planned: int,
    owner: str | None,
    steps: int,
    settled: int | None,
    skipped: int | None,
) -> RunRow:
    return RunRow(
        id=run.id or 0,
        sop_id=run.sop_id,
        sop=sop,
        subject=run.subject,
        status=run.status,
        owner=owner or "",
        due=run.due,
        started_at=run.started_at,
        finished_on=run.finished_on,
        steps=planned if run.status == "due" else steps,
        settled=settled if steps and settled else 0,
        skipped=skipped or 0,
        rubber_stamp=run.rubber_stamp,
    )


def repeated_work(session: Session, *, now: Now) -> tuple[RepeatedWork, ...]:
    """Task titles done three times or more in eight weeks that no SOP is named after and no rule makes."""
    since = now.today - timedelta(weeks=RECENT_WEEKS)
    known = {title_key(title) for title in session.exec(select(Sop.title).where(Sop.status != "retired"))}
    ruled = select(Task.title_key).where(col(Task.rule_id).is_not(None))
    repeated = session.exec(
        select(TaskRepeat.title_key)
        .where(col(TaskRepeat.third_last_done) >= since, col(TaskRepeat.title_key).not_in(ruled))
        .order_by(col(TaskRepeat.third_last_done).desc(), col(TaskRepeat.title_key))
        .limit(LONGEST_LIST)
    )
    free = [key for key in repeated if key and key not in known]
    done: Any = (
        select(func.max(col(Task.id)), Task.title, func.count())
        .where(col(Task.title_key).in_(free), col(Task.done_on) >= since)
        .group_by(col(Task.title_key))
        .order_by(func.count().desc(), col(Task.title_key))
    )
    return tuple(RepeatedWork(title, times) for _, title, times in session.exec(done))
