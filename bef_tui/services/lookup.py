"""Records by what a person types of them: a number, the beginning of a name, or words of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar

from sqlalchemy import literal_column
from sqlmodel import Session, col, func, select

from bef_tui.data.execution import Commitment, Task
from bef_tui.data.measurement import Kpi
from bef_tui.data.planning import ActionPlan, Person
from bef_tui.data.systems import CoreProcess, Rule, Sop, WorkflowRun
from bef_tui.data.vision import Goal
from bef_tui.exchange.problems import quoted, unstorable
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import KpiCadence, SopStatus
from bef_tui.services import execution, records
from bef_tui.services.systems.subjects import SubjectKind, run_subjects

CANDIDATES = 200
SHOWN = 5
WORDS = 8

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Work:
    """A task or a promise, as the command line names it; ``belongs_to`` is its plan, goal or KPI."""

    kind: Literal["task", "commitment"]
    id: int
    title: str
    state: str
    owner: str
    due: date | None
    planned_on: date | None
    priority: int | None
    tags: str
    belongs_to: str

    @property
    def ref(self) -> str:
        """How it is named: ``12`` is a task, ``p12`` a promise."""
        return f"p{self.id}" if self.kind == "commitment" else str(self.id)


def task(session: Session, task_id: int) -> Work:
    """A task by its number; ``RuleBroken`` when there is none."""
    query = (
        records.columns(Task, Person.name, func.coalesce(ActionPlan.title, Goal.title, ""))
        .join(Person, col(Person.id) == Task.owner_id, isouter=True)
        .join(ActionPlan, col(ActionPlan.id) == Task.plan_id, isouter=True)
        .join(Goal, col(Goal.id) == Task.goal_id, isouter=True)
    )
    found = session.exec(query.where(Task.id == task_id)).first() if task_id < 2**63 else None
    if found is None:
        raise RuleBroken(f"There is no task {task_id}.")
    row, owner, above = found
    return Work(
        "task", task_id, row.title, row.status, owner or "", row.due, row.planned_on, row.priority, row.tags, above
    )  # fmt: skip


def promise(session: Session, commitment_id: int) -> Work:
    """A promise by its number; ``RuleBroken`` when there is none."""
    row = session.get(Commitment, commitment_id) if commitment_id < 2**63 else None
    if row is None:
        raise RuleBroken(f"There is no promise p{commitment_id}.")
    newest = next((one for one in execution.promises(session, row.week) if one.id == commitment_id), None)
    if newest is None:
        raise RuleBroken(f"Promise p{commitment_id} was reworded since: bef today shows its new number.")
    return _promise(newest)


def open_work(session: Session, words: str, *, now: Now) -> Work:
    """The one open task or promise of this week whose name fits; ``RuleBroken`` names those it could be."""
    wanted = " ".join(words.split())
    if (reason := unstorable(words)) or not wanted:
        raise RuleBroken(f"{reason or 'Say which one: its number, or words of its name'}.")
    promises = [_promise(row) for row in execution.promises(session, now.week) if row.state == "open"]
    tasks = _open_tasks(session, wanted)
    named = [((one.kind, one.id), one.title) for one in promises] + [
        (("task", task_id), title) for task_id, title in tasks
    ]
    kind, key = one_of(wanted, named, "open task or promise")
    return task(session, key) if kind == "task" else next(one for one in promises if one.id == key)


@dataclass(frozen=True, slots=True)
class NamedKpi:
    """A KPI, as the command line names it."""

    id: int
    name: str
    unit: str
    cadence: KpiCadence


def kpi(session: Session, name: str) -> NamedKpi:
    """The one KPI whose name fits, or the one of this number; ``RuleBroken`` names those it could be."""
    if reason := unstorable(name):
        raise RuleBroken(f"{reason}.")
    known = session.exec(select(Kpi).where(Kpi.active).order_by(col(Kpi.position), col(Kpi.id))).all()
    by_id = {str(row.id): row for row in known}
    row = by_id[_numbered(name, [(key, row.name) for key, row in by_id.items()], "KPI")]
    return NamedKpi(row.id or 0, row.name, row.unit, row.cadence)


def rule(session: Session, name: str) -> int:
    """The id of the one rule whose name fits, or of this number; ``RuleBroken`` names those it could be."""
    if reason := unstorable(name):
        raise RuleBroken(f"{reason}.")
    known = session.exec(select(Rule.id, Rule.name).order_by(col(Rule.id))).all()
    return int(_numbered(name, [(str(rule_id), called) for rule_id, called in known], "rule"))


@dataclass(frozen=True, slots=True)
class NamedSop:
    """An SOP, as the command line names it."""

    id: int
    title: str
    status: SopStatus


def sop(session: Session, words: str) -> NamedSop:
    """The one SOP whose title fits, else whose core process does, or the one of this number.

    ``RuleBroken`` names those it could be.
    """
    if reason := unstorable(words):
        raise RuleBroken(f"{reason}.")
    rows = session.exec(
        records.columns(Sop.id, Sop.title, Sop.status, CoreProcess.name)
        .join(CoreProcess, col(CoreProcess.id) == Sop.process_id, isouter=True)
        .order_by(col(Sop.id))
    ).all()
    by_id = {str(row[0]): NamedSop(*row[:3]) for row in rows}
    titles = [(key, found.title) for key, found in by_id.items()]
    wanted = words.casefold().split()
    if words not in by_id and not any(all(word in name.casefold() for word in wanted) for _, name in titles):
        titles = [(str(row[0]), f"{row[3] or ''} {row[1]}") for row in rows]
    return by_id[_numbered(words, titles, "SOP")]


def run(session: Session, words: str) -> int:
    """The one run that is not over whose SOP and subject fit, or any run of this number."""
    if reason := unstorable(words):
        raise RuleBroken(f"{reason}.")
    if _is_number(words):
        if session.get(WorkflowRun, int(words)) is None:
            raise RuleBroken(f"There is no run {words}.")
        return int(words)
    query = (
        select(WorkflowRun.id, Sop.title, WorkflowRun.subject)
        .join(Sop, col(Sop.id) == WorkflowRun.sop_id)
        .where(col(WorkflowRun.status).in_(("due", "running", "paused")))
        .order_by(col(WorkflowRun.id))
    )
    named = [(run_id, f"{title} {subject}".strip()) for run_id, title, subject in session.exec(query)]
    return one_of(words, named, "run that goes on") or 0


def subject(session: Session, kind: SubjectKind, name: str) -> int:
    """The one open contact, open deal or goal whose name fits, or the one of this number."""
    if reason := unstorable(name):
        raise RuleBroken(f"{reason}.")
    named = [(str(one.id), one.name) for one in run_subjects(session) if one.kind == kind]
    return int(_numbered(name, named, kind))


def _numbered(words: str, named: Sequence[tuple[str, str]], kind: str) -> str:
    """The one of this number, unless one is called so, or the one whose name fits."""
    called = any(name.casefold() == words.strip().casefold() for _, name in named)
    if words in dict(named) and not called:
        return words
    return one_of(words, named, kind)


def _is_number(words: str) -> bool:
    return words.isdecimal() and words.isascii() and len(words) < 19


def one_of(words: str, named: Sequence[tuple[Key, str]], kind: str) -> Key:
    """The one whose name is equal, else begins so, else holds all the words."""
    wanted = " ".join(words.split()).casefold()
    names = [(key, " ".join(name.split()).casefold(), name) for key, name in named]
    ways = (
        [(key, name) for key, folded, name in names if folded == wanted],
        [(key, name) for key, folded, name in names if folded.startswith(wanted)],
        [(key, name) for key, folded, name in names if all(word in folded for word in wanted.split())],
    )
    found = next((way for way in ways if way), [])
    if len(found) == 1:
        return found[0][0]
    if not found:
        raise RuleBroken(f"There is no {kind} like {quoted(words)}.")
    raise RuleBroken(
        f"{quoted(words)} fits {len(found)}: {_listed(found)}. Say its number, or more of its name."
    )


def _listed(found: Iterable[tuple[object, str]]) -> str:
    pairs = list(found)
    said = [f"{_ref(key)} {quoted(name)}" for key, name in pairs[:SHOWN]]
    return ", ".join(said) + (" …" if len(pairs) > SHOWN else "")


def _ref(key: object) -> str:
    kind, number = key if isinstance(key, tuple) else ("", key)
    return f"p{number}" if kind == "commitment" else str(number)


def _open_tasks(session: Session, wanted: str) -> list[tuple[int, str]]:
    """Open tasks that hold all the words, shortest first; SQL folds A to Z only, so other words look at all tasks."""
    is_open = col(Task.status) == literal_column("'open'")  # the word itself, for the index of open tasks
    query = select(Task.id, Task.title).where(is_open)
    if wanted.isascii():
        for word in wanted.split()[:WORDS]:
            query = query.where(col(Task.title).icontains(word, autoescape=True))
        query = query.order_by(func.length(Task.title), col(Task.id)).limit(CANDIDATES)
    return [(task_id, title) for task_id, title in session.exec(query) if task_id is not None]


def _promise(row: execution.CommitmentRow) -> Work:
    return Work(
        "commitment", row.id, row.outcome, row.state, row.owner, row.due, None, None, "", row.moves
    )  # fmt: skip
