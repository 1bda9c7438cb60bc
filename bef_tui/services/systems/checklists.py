"""Runs: an SOP gone through step by step, for one subject, on the revision it was started with."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from statistics import median
from typing import Any

from sqlmodel import Session, SQLModel, col, select

from bef_tui.data.systems import RunStep, Sop, SopRevision, WorkflowRun
from bef_tui.exchange.steps import steps_of
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.services import records
from bef_tui.services.happened import happened
from bef_tui.services.records import Values
from bef_tui.services.systems.subjects import with_subject

STAMP_SECONDS = 2.0


class RunBase(SQLModel):
    """What can be said of a run when it is started: for whom or what, by whom, by when."""

    subject: str = ""
    contact_id: int | None = None
    deal_id: int | None = None
    goal_id: int | None = None
    owner_id: int | None = None
    due: date | None = None


class Said(SQLModel):
    """What is written at a step or a run."""

    reason: str = ""
    note: str = ""


def start(session: Session, sop_id: int, *, now: Now, **values: Any) -> int:
    """Start a run.

    It is for a contact, a deal or a goal (``contact_id``, ``deal_id``, ``goal_id``) or just a name; a ``subject`` that
    is the name of one of them is that one.
    """
    sop = records.found(session, Sop, sop_id)
    clean = with_subject(session, records.checked(RunBase, values))
    clean["owner_id"] = clean.get("owner_id") or sop.owner_id or records.founder_id(session)
    run = WorkflowRun(sop_id=sop_id, revision=sop.revision, **clean)
    session.add(run)
    _begin(session, run, sop, now)
    assert run.id is not None
    return run.id


def start_due(session: Session, run_id: int, *, now: Now, **values: Any) -> int:
    """Start a run that is due, for a subject if one is given."""
    run = records.found(session, WorkflowRun, run_id)
    if run.status != "due":
        raise RuleBroken("This run was started already.")
    for name, value in with_subject(session, records.checked(RunBase, values)).items():
        if value not in (None, ""):
            setattr(run, name, value)
    _begin(session, run, records.found(session, Sop, run.sop_id), now)
    return run_id


def begin(session: Session, sop_id: int, *, now: Now, **values: Any) -> int:
    """Start a run: the one that is due, if one waits for this subject or for nobody in particular; else a new one."""
    waits = waiting_run(session, sop_id, values)
    if waits is None:
        return start(session, sop_id, now=now, **values)
    return start_due(session, waits, now=now, **values)


def waiting_run(session: Session, sop_id: int, values: Values | None = None) -> int | None:
    """The newest due run of an SOP that is for this subject, else for nobody in particular; None when none waits."""
    query = (
        select(WorkflowRun.id, WorkflowRun.subject)
        .where(WorkflowRun.sop_id == sop_id, WorkflowRun.status == "due")
        .order_by(col(WorkflowRun.due), col(WorkflowRun.id))
    )
    due = {subject.casefold(): run_id for run_id, subject in session.exec(query)}
    wanted = str(with_subject(session, dict(values or {})).get("subject") or "").casefold()
    return due.get(wanted, due.get(""))


def edit_run(
    session: Session, run_id: int, changes: Values, opened: Values | None = None, *, now: Now
) -> int:
    """Edit whom or what a run is for, and who does it."""
    run = _unfinished(session, run_id)
    given = dict(changes)
    if {"subject", "contact_id", "deal_id", "goal_id"} & given.keys():
        nobody = {"subject": "", "contact_id": None, "deal_id": None, "goal_id": None}
        given |= {**nobody, **with_subject(session, given)}
    records.changed(session, run, RunBase, given, opened)
    return run_id


def tick_step(session: Session, step_id: int, *, now: Now) -> int:
    """Tick a step."""
    step = _open_step(session, step_id)
    step.state, step.reason, step.done_at = "done", "", now.at
    return step_id


def untick_step(session: Session, step_id: int, *, now: Now) -> int:
    """Untick a step."""
    step = _open_step(session, step_id)
    step.state, step.reason, step.done_at = "open", "", None
    return step_id


def skip_step(session: Session, step_id: int, reason: str, *, now: Now) -> int:
    """Skip a step."""
    step = _open_step(session, step_id)
    records.checked(Said, {"reason": reason})
    records.require_text(reason, "reason", "Say why this step is skipped: that is how the SOP gets better.")
    step.state, step.reason, step.done_at = "skipped", reason.strip(), now.at
    return step_id


def note_step(session: Session, step_id: int, note: str, *, now: Now) -> int:
    """Note something at a step, or where its proof is: a link, or the path of a file."""
    step = records.found(session, RunStep, step_id)
    records.checked(Said, {"note": note})
    step.note = note
    return step_id


def add_note(session: Session, step_id: int, note: str, *, now: Now) -> int:
    """Note something more at a step: a line below what stands there."""
    step = records.found(session, RunStep, step_id)
    records.require_text(note, "note", "Say what to note: some words, a link, or the path of a file.")
    return note_step(session, step_id, f"{step.note}\n{note}" if step.note else note, now=now)


def pause(session: Session, run_id: int, *, now: Now) -> int:
    """Pause a run."""
    run = _unfinished(session, run_id)
    if run.status == "due":
        raise RuleBroken("This run was not started yet.")
    run.status = "paused"
    return run_id


def resume(session: Session, run_id: int, *, now: Now) -> int:
    """Resume a run."""
    run = _unfinished(session, run_id)
    if run.status == "due":
        return start_due(session, run_id, now=now)
    run.status = "running"
    return run_id


def finish(session: Session, run_id: int, *, now: Now, leave_open: bool = False) -> int:
    """Finish a run.

    Steps that are still open refuse it, unless they are left open knowingly (``leave_open``): then they count as
    not done. A run that nobody waited for counts as due on the day it was finished, so that it is seen as kept.
    """
    run = _unfinished(session, run_id)
    if run.status == "due":
        raise RuleBroken("This run was not started yet.")
    steps = session.exec(select(RunStep).where(RunStep.run_id == run_id)).all()
    still_open = sum(step.state == "open" for step in steps)
    if still_open and not leave_open:
        what, them = ("One step is", "it") if still_open == 1 else (f"{still_open} steps are", "them")
        raise RuleBroken(f"{what} still open: tick {them} with space, or skip {them} with a reason (x).")
    run.status, run.finished_at, run.finished_on = "done", now.at, now.today
    run.rubber_stamp = stamped(run, steps)
    if run.due is None and not run.rubber_stamp:
        run.due = now.today
    happened(session, "run finished", run_id, now=now)
    return run_id


def abandon(session: Session, run_id: int, reason: str, *, now: Now) -> int:
    """Abandon a run."""
    run = _unfinished(session, run_id)
    records.checked(Said, {"reason": reason})
    records.require_text(reason, "reason", "Say why the run is abandoned.")
    run.status, run.reason = "abandoned", reason.strip()
    run.finished_at, run.finished_on = now.at, now.today
    return run_id


def delete_run(session: Session, run_id: int, *, now: Now) -> int:
    """Delete a run; one that was due stays on record and can only be abandoned."""
    run = records.found(session, WorkflowRun, run_id)
    if run.occurrence is not None:
        raise RuleBroken("This run was due and stays on record: abandon it with a reason (X) instead.")
    session.delete(run)
    return run_id


def stamped(run: WorkflowRun, steps: Sequence[RunStep]) -> bool:
    """Whether a run is a rubber stamp: ticked faster than two seconds a step.

    The median of the pauses before the ticks is taken, so that two steps ticked together are forgiven and a long wait
    before the last tick does not hide a burst.
    """
    ticks = sorted(step.done_at for step in steps if step.state == "done" and step.done_at is not None)
    if not ticks or run.started_at is None:
        return False
    pauses = [(after - before).total_seconds() for before, after in pairwise((run.started_at, *ticks))]
    return median(pauses) < STAMP_SECONDS


def _begin(session: Session, run: WorkflowRun, sop: Sop, now: Now) -> None:
    if sop.status == "retired":
        raise RuleBroken(f"“{sop.title}” is retired: put it into use again first.")
    revision = session.exec(
        select(SopRevision.body).where(SopRevision.sop_id == sop.id, SopRevision.number == sop.revision)
    ).first()
    steps = steps_of(revision or "")
    if not steps:
        raise RuleBroken(f"“{sop.title}” has no steps yet: write them first (w).")
    run.revision, run.status, run.started_at = sop.revision, "running", now.at
    session.flush()
    assert run.id is not None
    for position, step in enumerate(steps, start=1):
        session.add(RunStep(run_id=run.id, position=position, depth=step.depth, text=step.text))
    session.flush()


def _unfinished(session: Session, run_id: int) -> WorkflowRun:
    run = records.found(session, WorkflowRun, run_id)
    if run.status in ("done", "abandoned"):
        raise RuleBroken("This run is finished and stays as it was.")
    return run


def _open_step(session: Session, step_id: int) -> RunStep:
    """A step of a run that is going on; a paused run goes on by it."""
    step = records.found(session, RunStep, step_id)
    _unfinished(session, step.run_id).status = "running"
    return step
