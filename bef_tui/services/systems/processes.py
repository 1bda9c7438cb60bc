"""Core processes: what the business must do well, and how far each of them is documented and followed."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import case
from sqlmodel import Session, SQLModel, col, func, select

from bef_tui.data.planning import Person
from bef_tui.data.systems import CoreProcess, Sop, WorkflowRun
from bef_tui.data.totals import RunTotal
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import CORE_PROCESSES, SopStatus
from bef_tui.services import records

FOLLOWED_WEEKS = 8


class ProcessBase(SQLModel):
    """What can be said of a core process."""

    name: str
    owner_id: int | None = None


# Deeds


def add_process(session: Session, name: str, *, now: Now, owner_id: int | None = None) -> int:
    """Add a core process."""
    clean = _name(session, name)
    last = session.exec(select(func.max(CoreProcess.position))).one() or 0
    return records.saved(session, CoreProcess(name=clean, position=last + 1, owner_id=owner_id))


def add_default_processes(session: Session, *, now: Now) -> int:
    """Add the seven core processes that every business has; gives how many were new."""
    known = {name.casefold() for name in session.exec(select(CoreProcess.name))}
    missing = [name for _, name in CORE_PROCESSES if name.casefold() not in known]
    for name in missing:
        add_process(session, name, now=now)
    return len(missing)


def rename_process(session: Session, process_id: int, name: str, *, now: Now) -> int:
    """Rename a core process."""
    process = records.found(session, CoreProcess, process_id)
    process.name = _name(session, name, but=process_id)
    return process_id


def move_process(session: Session, process_id: int, by: int, *, now: Now) -> int:
    """Move a core process up or down."""
    order = list(
        session.exec(select(CoreProcess).order_by(col(CoreProcess.position), col(CoreProcess.id))).all()
    )
    moved = records.found(session, CoreProcess, process_id)
    place = min(max(order.index(moved) + by, 0), len(order) - 1)
    order.remove(moved)
    order.insert(place, moved)
    for position, process in enumerate(order, start=1):
        if process.position != position:
            process.position = position
    return process_id


def remove_process(session: Session, process_id: int, *, now: Now) -> int:
    """Remove a core process; its SOPs stay, without a process."""
    session.delete(records.found(session, CoreProcess, process_id))
    return process_id


def _name(session: Session, name: str, but: int | None = None) -> str:
    clean = str(records.checked(ProcessBase, {"name": name.strip()})["name"])
    records.require_text(clean, "name", "A core process needs a name.")
    for known_id, known in session.exec(select(CoreProcess.id, CoreProcess.name)):
        if known_id != but and known.casefold() == clean.casefold():
            raise RuleBroken(f"There is a core process “{known}” already.", field="name")
    return clean


# Questions


@dataclass(frozen=True, slots=True)
class ProcessRow:
    """A core process by name."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A core process with one of its SOPs, or without any; ``process_id`` is None for SOPs of no process.

    ``followed`` is the share of steps done, or skipped with a reason, in the runs finished in the last eight weeks
    (0.0 to 1.0), None without any. ``review_due`` is the day by which the SOP is to be read again.
    """

    process_id: int | None
    process: str
    sop_id: int | None = None
    sop: str = ""
    status: SopStatus = "draft"
    owner: str = ""
    revision: int = 0
    steps: int = 0
    last_run: date | None = None
    followed: float | None = None
    review_due: date | None = None


def processes(session: Session) -> tuple[ProcessRow, ...]:
    """The core processes in their order."""
    query = select(CoreProcess.id, CoreProcess.name).where(CoreProcess.active)
    rows = session.exec(query.order_by(col(CoreProcess.position), col(CoreProcess.id)))
    return tuple(ProcessRow(process_id or 0, name) for process_id, name in rows)


def process_named(session: Session, name: str) -> int | None:
    """The core process of this name, or whose name begins with it before a colon (``deliver``); None without one."""
    wanted = " ".join(name.split()).casefold()
    query = select(CoreProcess.id, CoreProcess.name).order_by(col(CoreProcess.position), col(CoreProcess.id))
    known = [(process_id, " ".join(said.split()).casefold()) for process_id, said in session.exec(query)]
    exact = [process_id for process_id, said in known if said == wanted]
    short = [process_id for process_id, said in known if said.partition(":")[0].strip() == wanted]
    return next((found for found in (*exact, *short) if wanted), None)


def coverage(session: Session, *, now: Now, retired: bool = False) -> tuple[CoverageRow, ...]:
    """Every core process with its SOPs, in order; SOPs without a process last."""
    order = processes(session)
    known = {process.id for process in order}
    by_process: dict[int | None, list[CoverageRow]] = {}
    for row in _sop_rows(session, now, retired):
        by_process.setdefault(row.process_id if row.process_id in known else None, []).append(row)
    covered: list[CoverageRow] = []
    for process in order:
        covered += by_process.get(process.id) or [CoverageRow(process.id, process.name)]
    return (*covered, *by_process.get(None, ()))


_SHOWN = (
    Sop.process_id,
    Sop.id,
    Sop.title,
    Sop.status,
    Sop.revision,
    Sop.steps,
    Sop.reviewed_on,
    Sop.active_since,
    Sop.review_days,
)


def _sop_rows(session: Session, now: Now, retired: bool) -> list[CoverageRow]:
    followed = _followed(session, now)
    last_run = (
        select(col(WorkflowRun.finished_on))
        .where(WorkflowRun.sop_id == Sop.id, WorkflowRun.status == "done")
        .order_by(col(WorkflowRun.finished_on).desc())
        .limit(1)
        .correlate(Sop)
        .scalar_subquery()
    )
    query = (
        records.columns(*_SHOWN, CoreProcess.name, Person.name, last_run)
        .join(CoreProcess, col(CoreProcess.id) == Sop.process_id, isouter=True)
        .join(Person, col(Person.id) == Sop.owner_id, isouter=True)
        .order_by(case((col(Sop.status) == "active", 0), (col(Sop.status) == "draft", 1), else_=2), Sop.title)
    )
    if not retired:
        query = query.where(Sop.status != "retired")
    return [
        CoverageRow(
            process_id=process_id,
            process=process or "",
            sop_id=sop_id,
            sop=title,
            status=status,
            owner=owner or "",
            revision=revision,
            steps=steps,
            last_run=last,
            followed=followed.get(sop_id),
            review_due=review_day(status, read_on or since, days),
        )
        for (
            process_id,
            sop_id,
            title,
            status,
            revision,
            steps,
            read_on,
            since,
            days,
            process,
            owner,
            last,
        ) in session.exec(query)
    ]


def review_due(sop: Sop) -> date | None:
    """The day by which an SOP is to be read again."""
    return review_day(sop.status, sop.reviewed_on or sop.active_since, sop.review_days)


def review_day(status: SopStatus, since: date | None, days: int) -> date | None:
    """The day by which an active SOP is to be read again: its interval after it was last read or activated."""
    if status != "active" or since is None:
        return None
    return date.fromordinal(min(since.toordinal() + days, date.max.toordinal()))


def _followed(session: Session, now: Now) -> dict[int, float]:
    """Per SOP the share of steps that were done or skipped with a reason, in recently finished runs."""
    share = func.sum(RunTotal.done + RunTotal.excused) * 1.0 / func.sum(RunTotal.steps)
    query = (
        select(WorkflowRun.sop_id, share)
        .join(RunTotal, col(RunTotal.run_id) == WorkflowRun.id)
        .where(
            WorkflowRun.status == "done",
            col(WorkflowRun.finished_on) > now.today - timedelta(weeks=FOLLOWED_WEEKS),
            col(WorkflowRun.rubber_stamp).is_(False),
        )
        .group_by(col(WorkflowRun.sop_id))
    )
    return {sop_id: float(part) for sop_id, part in session.exec(query)}
