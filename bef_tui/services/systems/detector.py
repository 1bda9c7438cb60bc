"""The detector: work done again and again that no SOP describes, and the SOP that is drawn from it."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlmodel import Session, col, func, or_, select

from bef_tui.data.execution import Task
from bef_tui.data.systems import Sop
from bef_tui.data.totals import TaskRepeat
from bef_tui.exchange.steps import Step, body_of, steps_of
from bef_tui.framework.days import say_date
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.titles import title_key
from bef_tui.framework.weeks import Now
from bef_tui.services.systems.skipped import RECENT_WEEKS
from bef_tui.services.systems.sops import add_sop, save_revision

DAYS_SHOWN = 20
LONGEST_LIST = 200
TWICE = 2
LIST_MARK = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?")
MARKS = "`~#>-*+!?<=|_ \t0123456789.)[]"


@dataclass(frozen=True, slots=True)
class RepeatedWork:
    """Work done again and again that no SOP describes."""

    title: str
    times: int

    @property
    def key(self) -> str:
        """What these tasks have in common, by which ``sop_from_work`` finds them."""
        return title_key(self.title)


def repeated_work(session: Session, *, now: Now) -> tuple[RepeatedWork, ...]:
    """Task titles done three times or more in eight weeks that no SOP is named after and no rule makes."""
    since = now.today - timedelta(weeks=RECENT_WEEKS)
    known = _described(session)
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


def sop_from_work(session: Session, key: str, *, now: Now) -> int:
    """Write an SOP from repeated work.

    A draft, named as the work was. Its steps are the tasks done with it: those of the same plan, goal or contact that
    were done on the same day at least twice, in the order of the newest time. Where there are none, the only step is
    the task itself, with the lines of its notes below.
    """
    if key in _described(session):
        raise RuleBroken("There is an SOP for this work already.")
    times = _times(session, key, now)
    if not times:
        raise RuleBroken(f"Nothing of that name was done in the last {RECENT_WEEKS} weeks.")
    newest = times[0]
    sop_id = add_sop(session, now=now, title=_one_line(newest.title), owner_id=newest.owner_id)
    tasks = _done_with(session, times)
    steps = [_step(1 + at, task) for at, task in enumerate(tasks)] if len(tasks) > 1 else _noted(times)
    days = sorted({task.done_on for task in times if task.done_on is not None})[-3:]
    said = ", ".join(say_date(day, now.today) for day in days)
    body = f"What was done on {said}. Change it to how it should be done.\n\n{body_of(steps)}"
    save_revision(session, sop_id, body, now=now, note="drawn from the tasks done")
    return sop_id


def _described(session: Session) -> set[str]:
    return {title_key(title) for title in session.exec(select(Sop.title).where(Sop.status != "retired"))}


def _times(session: Session, key: str, now: Now) -> list[Task]:
    """The tasks of this work that were done lately, the newest first; imports show no habit of this business."""
    since = now.today - timedelta(weeks=RECENT_WEEKS)
    query = (
        select(Task)
        .where(Task.title_key == key, col(Task.done_on) >= since, col(Task.source).is_(None))
        .order_by(col(Task.done_on).desc(), col(Task.done_at).desc(), col(Task.id).desc())
        .limit(DAYS_SHOWN)
    )
    return list(session.exec(query)) if key else []


def _done_with(session: Session, times: list[Task]) -> list[Task]:
    """This work and what was done with it more than once: the newest task of each title, in the order of doing."""
    found: dict[str, list[Task]] = {}
    occasions = {
        (task.done_on, task.plan_id, task.goal_id, task.contact_id): task for task in reversed(times)
    }
    for time in reversed(occasions.values()):
        seen = set()
        for task in _beside(session, time):
            if task.title_key not in seen:
                seen.add(task.title_key)
                found.setdefault(task.title_key, []).append(task)
    kept = [tasks for tasks in found.values() if len(tasks) >= TWICE]
    newest_day = times[0].done_on
    # The order of the newest day; what was not done on it comes last, in the order of its own day.
    kept.sort(key=lambda tasks: (tasks[0].done_on != newest_day, str(tasks[0].done_at), tasks[0].id or 0))
    return [tasks[0] for tasks in kept]


def _beside(session: Session, task: Task) -> list[Task]:
    """The tasks done on the same day for the same plan, goal or contact, this one among them, in order."""
    links: list[Any] = [
        col(getattr(Task, name)) == value
        for name in ("plan_id", "goal_id", "contact_id")
        if (value := getattr(task, name)) is not None
    ]
    if not links:
        return [task]
    query = (
        select(Task)
        .where(Task.done_on == task.done_on, col(Task.source).is_(None), or_(*links))
        .order_by(col(Task.done_at), col(Task.id))
        .limit(LONGEST_LIST)
    )
    return list(session.exec(query))


def _step(number: int, task: Task, depth: int = 0) -> Step:
    how = _one_line(task.done_when)
    text = f"{_as_step(task.title)}\nDone when: {how}" if how else _as_step(task.title)
    return Step(depth, str(number), text)


def _noted(times: list[Task]) -> list[Step]:
    """The task itself, and below it the lines of its notes, the newest first, each once."""
    lines = (line.strip() for task in times for line in task.note.splitlines())
    said = dict.fromkeys(_as_step(LIST_MARK.sub("", line, count=1)) for line in lines if line.strip(MARKS))
    below = [Step(1, f"1.{number}", line) for number, line in enumerate(said, start=1)]
    return [_step(1, times[0]), *below[:LONGEST_LIST]]


def _as_step(text: str) -> str:
    """The text on one line, without marks at its beginning that would make it code, a quote or a list."""
    line = _one_line(text)
    return line.lstrip(MARKS) or "\\" + line if _misread(line) else line


def _misread(line: str) -> bool:
    read = steps_of(f"1. {line}\n   1. Below\n2. Next\n")
    return [step.text for step in read] != [line, "Below", "Next"]


def _one_line(text: str) -> str:
    return " ".join(text.split())
