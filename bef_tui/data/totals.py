"""Totals that triggers keep, so that the score costs the same at any size."""

from datetime import date

from sqlmodel import Field, SQLModel

from bef_tui.data.history import UNJOURNALED


class TaskRepeat(SQLModel, table=True):
    """The day on which the third most recent task of a title was done; rarer titles have no row, imports no part."""

    __tablename__ = "task_repeat"
    __table_args__ = (UNJOURNALED,)

    title_key: str = Field(primary_key=True)
    third_last_done: date = Field(index=True)


class RunTotal(SQLModel, table=True):
    """How many steps a run has, how many are done, skipped, and skipped with a reason (``excused``)."""

    __tablename__ = "run_total"
    __table_args__ = (UNJOURNALED,)

    run_id: int = Field(primary_key=True, foreign_key="workflow_run.id", ondelete="CASCADE")
    steps: int = 0
    done: int = 0
    skipped: int = 0
    excused: int = 0


def _count_again(row: str) -> str:
    return (
        f"DELETE FROM task_repeat WHERE title_key = {row}.title_key;\n"
        f"  INSERT INTO task_repeat (title_key, third_last_done)\n"
        f"  SELECT {row}.title_key, done_on FROM task WHERE title_key = {row}.title_key AND done_on IS NOT NULL\n"
        f"  AND source IS NULL ORDER BY done_on DESC LIMIT 1 OFFSET 2;"
    )


COUNTED_STEPS = (
    "count(*), sum(state = 'done'), sum(state = 'skipped'), sum(state = 'skipped' AND trim(reason) <> '')"
)
"""What ``run_total`` holds of a run's rows of ``run_step``."""


def total_triggers() -> list[str]:
    """The triggers that keep the totals, as DDL."""
    return [*_repeat_triggers(), *_run_triggers()]


def _repeat_triggers() -> list[str]:
    """For ``task_repeat``. Tasks that are not done cost nothing."""
    return [
        "CREATE TRIGGER total_task_repeat_insert AFTER INSERT ON task WHEN NEW.done_on IS NOT NULL\n"
        f"BEGIN\n  {_count_again('NEW')}\nEND",
        "CREATE TRIGGER total_task_repeat_delete AFTER DELETE ON task WHEN OLD.done_on IS NOT NULL\n"
        f"BEGIN\n  {_count_again('OLD')}\nEND",
        "CREATE TRIGGER total_task_repeat_update AFTER UPDATE OF title_key, done_on, source ON task\n"
        "WHEN (OLD.done_on, OLD.title_key, OLD.source) IS NOT (NEW.done_on, NEW.title_key, NEW.source)\n"
        f"BEGIN\n  {_count_again('OLD')}\n  {_count_again('NEW')}\nEND",
    ]


def _is(row: str) -> tuple[str, str, str]:
    """Whether a row of ``run_step`` is done, skipped, and skipped with a reason, as 0 or 1."""
    excused = f"({row}.state = 'skipped' AND trim({row}.reason) <> '')"
    return f"({row}.state = 'done')", f"({row}.state = 'skipped')", excused


def _run_triggers() -> list[str]:
    """For ``run_total``. A run that is deleted takes its row along."""
    names = ("done", "skipped", "excused")
    more = ", ".join(f"{name} = {name} + excluded.{name}" for name in names)
    less = ", ".join(f"{name} = {name} - {was}" for name, was in zip(names, _is("OLD"), strict=True))
    count = (
        f"INSERT INTO run_total (run_id, steps, {', '.join(names)})\n"
        f"  VALUES (NEW.run_id, 1, {', '.join(_is('NEW'))})\n"
        f"  ON CONFLICT (run_id) DO UPDATE SET steps = steps + 1, {more};"
    )
    forget = (
        f"UPDATE run_total SET steps = steps - 1, {less} WHERE run_id = OLD.run_id;\n"
        "  DELETE FROM run_total WHERE run_id = OLD.run_id AND steps = 0;"
    )
    return [
        f"CREATE TRIGGER total_run_insert AFTER INSERT ON run_step\nBEGIN\n  {count}\nEND",
        f"CREATE TRIGGER total_run_delete AFTER DELETE ON run_step\nBEGIN\n  {forget}\nEND",
        "CREATE TRIGGER total_run_update AFTER UPDATE OF run_id, state, reason ON run_step\n"
        "WHEN (OLD.run_id, OLD.state, OLD.reason) IS NOT (NEW.run_id, NEW.state, NEW.reason)\n"
        f"BEGIN\n  {forget}\n  {count}\nEND",
    ]
