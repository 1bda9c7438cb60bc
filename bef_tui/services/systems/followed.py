"""How the SOPs are followed: runs by their state, and a run step by step."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, func

from bef_tui.data.planning import Person
from bef_tui.data.systems import RunStep, Sop, WorkflowRun
from bef_tui.data.totals import RunTotal
from bef_tui.exchange.steps import Step
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import RunStatus, StepState
from bef_tui.services import records
from bef_tui.services.systems.subjects import SubjectKind

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
    """A run with its steps; ``newest`` is the revision the SOP has by now, ``about`` the record its subject is."""

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
    about: tuple[SubjectKind, int] | None = None


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
    steps = session.exec(
        records.columns(*_OF_A_STEP).where(RunStep.run_id == run_id).order_by(col(RunStep.position))
    )
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
        steps=tuple(_step(*step) for step in steps),
        about=_about(run),
    )


def run_values(session: Session, run_id: int) -> dict[str, Any]:
    """What a form may change of a run; its ``subject`` is a record, said by kind and id, or just a name."""
    run = records.found(session, WorkflowRun, run_id)
    return {"subject": _about(run) or run.subject, "owner_id": run.owner_id}


def _about(run: WorkflowRun) -> tuple[SubjectKind, int] | None:
    links: tuple[tuple[SubjectKind, int | None], ...] = (
        ("contact", run.contact_id),
        ("deal", run.deal_id),
        ("goal", run.goal_id),
    )
    return next(((kind, record_id) for kind, record_id in links if record_id is not None), None)


_OF_A_STEP = (
    RunStep.id,
    RunStep.position,
    RunStep.depth,
    RunStep.text,
    RunStep.state,
    RunStep.reason,
    RunStep.note,
    RunStep.done_at,
)


def _step(
    step_id: int,
    position: int,
    depth: int,
    text: str,
    state: StepState,
    reason: str,
    note: str,
    done_at: datetime | None,
) -> StepRow:
    written = Step(depth, "", text)
    return StepRow(step_id, position, depth, written.headline, written.details, state, reason, note, done_at)


def _of(sop_id: int | None) -> tuple[Any, ...]:
    return () if sop_id is None else (WorkflowRun.sop_id == sop_id,)


def _folded(rows: list[RunRow], today: date) -> list[RunRow]:
    """Of the due runs of each SOP for one subject only the newest, which counts the older ones."""
    newest: dict[tuple[int, str], RunRow] = {}
    older: dict[tuple[int, str], int] = {}
    others = []
    for row in sorted(rows, key=lambda row: (row.due or date.max, row.id)):
        if row.status != "due":
            others.append(row)
            continue
        key = (row.sop_id, row.subject)
        if key in newest:
            older[key] = older.get(key, 0) + 1
        newest[key] = row
    return others + [replace(row, missed=older.get(key, 0)) for key, row in newest.items()]


def _run_rows(session: Session, *where: Any, limit: int, newest_first: bool = False) -> list[RunRow]:
    order = (
        (col(WorkflowRun.finished_on).desc(), col(WorkflowRun.id).desc())
        if newest_first
        else (func.ifnull(WorkflowRun.due, "9999").desc(), col(WorkflowRun.id).desc())
    )
    settled = RunTotal.done + RunTotal.skipped
    query = (
        records.columns(
            WorkflowRun, Sop.title, Sop.steps, Person.name, RunTotal.steps, settled, RunTotal.skipped
        )
        .join(Sop, col(Sop.id) == WorkflowRun.sop_id)
        .join(Person, col(Person.id) == WorkflowRun.owner_id, isouter=True)
        .join(RunTotal, col(RunTotal.run_id) == WorkflowRun.id, isouter=True)
        .where(*where)
        .order_by(*order)
        .limit(limit)
    )
    return [_row(*row) for row in session.exec(query)]


def _row(
    run: WorkflowRun,
    sop: str,
    planned: int,
    owner: str | None,
    steps: int | None,
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
        steps=planned if run.status == "due" else steps or 0,
        settled=settled or 0,
        skipped=skipped or 0,
        rubber_stamp=run.rubber_stamp,
    )
