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
from bef_tui.data.vision import Goal
from bef_tui.exchange.problems import quoted, unstorable
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import KpiCadence
from bef_tui.services import execution, records

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
    named = [(str(row.id), row.name) for row in known]
    exact = any(row.name.casefold() == name.strip().casefold() for row in known)
    row = by_id[name] if name in by_id and not exact else by_id[one_of(name, named, "KPI")]
    return NamedKpi(row.id or 0, row.name, row.unit, row.cadence)


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
