"""Tasks of other tools: each is told apart by its source and its id there.

What was changed here since stays as it is. Of a task that is known already only two things are taken: that it was
completed, and where it belongs when it belonged nowhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from bef_tui.data.execution import Task, TaskBase
from bef_tui.data.planning import ActionPlan
from bef_tui.data.vision import Goal
from bef_tui.exchange.problems import BadInput, quoted
from bef_tui.exchange.reading import ImportedTask, LeftOut, Reading
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.titles import title_key
from bef_tui.framework.weeks import Now
from bef_tui.services import execution, records
from bef_tui.services.exchange.outcome import Outcome

_AT_ONCE = 500


def import_tasks(
    session: Session,
    reading: Reading[ImportedTask],
    source: str,
    *,
    now: Now,
    plan: str | None = None,
    goal: str | None = None,
) -> Outcome:
    """Import tasks.

    ``plan`` or ``goal`` is the title of an open one that all of them are put under. Without it a task whose project
    has the title of an open plan is put under that plan; every project is kept as a tag too. They are the founder's.
    ``BadInput`` names the line of a task that cannot be kept; then nothing is.
    """
    home = _Home.given(session, plan, goal)
    known = _known(session, source, [record.source_id for record in reading.records])
    founder = records.founder_id(session)
    titles = {record.source_id: record.title for record in reading.records}
    added = updated = 0
    left_out, notes = list(reading.left_out), list(reading.notes)
    seen: set[str] = set()
    for record in reading.records:
        task = known.get(record.source_id)
        if record.source_id in seen:
            left_out.append(LeftOut(record.line, record.title, "the same task came before it", record.file))
            continue
        seen.add(record.source_id)
        if task is None:
            if record.status == "done" and record.done_on is None:
                notes.append(_day_assumed(record, now))
            session.add(_new(record, source, titles, home, founder, now))
            added += 1
        else:
            updated += _brought_up(session, task, record, home, now)
    session.flush()
    return Outcome(source, added, updated, len(seen) - added - updated, tuple(left_out), tuple(notes))


@dataclass(frozen=True)
class _Home:
    """Where tasks belong: all to one plan or goal, or each to the plan that its project names."""

    chosen: tuple[int | None, int | None] | None
    plans: dict[str, tuple[int | None, int | None]]

    @classmethod
    def given(cls, session: Session, plan: str | None, goal: str | None) -> "_Home":
        """The home for these options; ``RuleBroken`` for a title that is unknown or fits several."""
        plans = session.exec(select(ActionPlan).where(col(ActionPlan.status).in_(("draft", "active")))).all()
        goals = session.exec(select(Goal).where(col(Goal.status).in_(("draft", "active", "paused")))).all()
        goal_id = _one("goal", goal, [(one.id or 0, one.title) for one in goals]) if goal else None
        if plan:
            plan_id = _one("plan", plan, [(one.id or 0, one.title) for one in plans])
            own = next(one.goal_id for one in plans if one.id == plan_id)
            return cls((plan_id, goal_id or own), {})
        if goal_id is not None:
            return cls((None, goal_id), {})
        by_title: dict[str, tuple[int | None, int | None]] = {}
        for one in plans:
            by_title[one.title.casefold()] = (one.id, one.goal_id)
        return cls(None, by_title)

    def of(self, record: ImportedTask) -> tuple[int | None, int | None]:
        """The plan and the goal of a task."""
        if self.chosen is not None:
            return self.chosen
        return self.plans.get((record.project or "").casefold(), (None, None))


def _one(kind: str, title: str, choices: list[tuple[int, str]]) -> int:
    """The record of this title, else the only one whose title begins so."""
    wanted = title.casefold()
    exact = [key for key, name in choices if name.casefold() == wanted]
    begins = [key for key, name in choices if name.casefold().startswith(wanted)]
    for found in (exact, begins):
        if len(found) == 1:
            return found[0]
    if not begins:
        raise RuleBroken(f"There is no open {kind} called {quoted(title)}.")
    raise RuleBroken(f"Several {kind}s are called {quoted(title)}: write more of the title.")


def _known(session: Session, source: str, ids: list[str]) -> dict[str, Task]:
    """The tasks of this source that are here already, by their id there."""
    found: dict[str, Task] = {}
    for at in range(0, len(ids), _AT_ONCE):
        query = select(Task).where(Task.source == source, col(Task.source_id).in_(ids[at : at + _AT_ONCE]))
        found |= {task.source_id: task for task in session.exec(query) if task.source_id is not None}
    return found


def _new(
    record: ImportedTask, source: str, titles: dict[str, str], home: _Home, founder: int, now: Now
) -> Task:
    plan_id, goal_id = home.of(record)
    done = record.status == "done"
    try:
        clean = records.checked(
            TaskBase,
            {
                "title": record.title,
                "plan_id": plan_id,
                "goal_id": goal_id,
                "owner_id": founder,
                "due": record.due,
                "planned_on": record.planned,
                "priority": record.priority,
                "tags": _tags(record),
                "note": _note(record, titles),
            },
        )
        records.require_text(record.title, "title", "A task needs a title.")
    except RuleBroken as refusal:
        raise BadInput(record.file, record.line, str(refusal)) from None
    return Task(
        **clean,
        source=source,
        source_id=record.source_id,
        title_key=title_key(record.title),
        status=record.status,
        done_on=_done_on(record, now) if done else None,
        done_at=record.done_at if done else None,
        created_on=record.created_on or now.today,
    )


def _brought_up(session: Session, task: Task, record: ImportedTask, home: _Home, now: Now) -> bool:
    """Take what is new of a task that is here already; whether anything was."""
    changed = False
    if record.status == "done" and task.status == "open" and task.id is not None:
        execution.complete(session, task.id, now=now)
        task.done_on, task.done_at = record.done_on or now.today, record.done_at or now.at
        changed = True
    if home.chosen is not None and task.plan_id is None and task.goal_id is None:
        task.plan_id, task.goal_id = home.chosen
        changed = True
    return changed


def _done_on(record: ImportedTask, now: Now) -> date:
    return record.done_on or record.created_on or now.today


def _day_assumed(record: ImportedTask, now: Now) -> LeftOut:
    why = f"no day of completion stands there, {_done_on(record, now).isoformat()} is taken"
    return LeftOut(record.line, record.title, why, record.file)


def _tags(record: ImportedTask) -> str:
    """Project, tags and contexts (``@home``) as the words of a task's tags."""
    words: Iterable[str] = (
        *([record.project] if record.project else ()),
        *record.tags,
        *(f"@{context}" for context in record.contexts),
    )
    return " ".join(dict.fromkeys("-".join(word.split()) for word in words))


def _note(record: ImportedTask, titles: dict[str, str]) -> str:
    """The note, then what has no field here: what the task waits for, and the tool's own values, one a line."""
    lines: list[Any] = [record.note] if record.note else []
    lines += [f"after: {titles.get(one, one)}" for one in record.depends]
    lines += [f"{name}: {value}" for name, value in record.extra]
    return "\n".join(lines)
