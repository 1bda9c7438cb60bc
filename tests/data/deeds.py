"""A few deeds and questions, so that the tests of this floor need no service."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from sqlmodel import Session, select

from bef_tui.data.execution import Task
from bef_tui.data.measurement import Kpi, KpiEntry
from bef_tui.data.planning import ActionPlan, Milestone

DAY = date(2026, 11, 19)


def add_task(session: Session, title: str, plan_id: int | None = None, done_on: date | None = None) -> int:
    """Add a task."""
    task = Task(title=title, title_key=title.casefold(), plan_id=plan_id, done_on=done_on, created_on=DAY)
    session.add(task)
    session.flush()
    assert task.id is not None
    return task.id


def run_sql(session: Session, statement: str) -> Any:
    """Run SQL as it is; the first value it gives."""
    found = session.connection().exec_driver_sql(statement)
    return found.scalar() if found.returns_rows else None


def add_plan(session: Session, title: str, milestones: tuple[str, ...] = ()) -> int:
    """Add a plan, with its milestones."""
    plan = ActionPlan(title=title, created_on=DAY)
    session.add(plan)
    session.flush()
    assert plan.id is not None
    session.add_all(Milestone(title=name, plan_id=plan.id) for name in milestones)
    return plan.id


def change_task(session: Session, task_id: int, **values: Any) -> None:
    """Change a task."""
    task = session.get_one(Task, task_id)
    for name, value in values.items():
        setattr(task, name, value)


def delete_task(session: Session, task_id: int) -> None:
    """Delete a task."""
    session.delete(session.get_one(Task, task_id))


def delete_plan(session: Session, plan_id: int) -> None:
    """Delete a plan."""
    session.delete(session.get_one(ActionPlan, plan_id))


def change_plan(session: Session, plan_id: int, title: str) -> None:
    """Change a plan."""
    session.get_one(ActionPlan, plan_id).title = title


def add_milestone(session: Session, plan_id: int, title: str) -> None:
    """Add a milestone."""
    session.add(Milestone(title=title, plan_id=plan_id))


def titles(session: Session) -> list[str]:
    """The titles of all tasks, by id."""
    return list(session.exec(select(Task.title).order_by("id")).all())


def kpi(session: Session, name: str) -> int:
    """Add a KPI."""
    made = Kpi(name=name, created_on=DAY)
    session.add(made)
    session.flush()
    assert made.id is not None
    return made.id


def kpi_value(session: Session, kpi_id: int, period: str, value: float, at: Any) -> None:
    """Record a value."""
    session.add(
        KpiEntry(kpi_id=kpi_id, period=period, ends_on=DAY, value=value, recorded_at=at, first_recorded_at=at)
    )


def dump(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that has a history, and of the totals."""
    with closing(sqlite3.connect(path)) as connection:
        names = [
            row[0]
            for row in connection.execute(
                "SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'journal%'"
            )
        ]
        return {
            name: connection.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall()
            for name in [*names, "task_repeat", "run_total"]
        }


def outside(path: Path, *statements: str) -> None:
    """Run SQL as another program would, without any of our settings."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
