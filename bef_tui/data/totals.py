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


def _count_again(row: str) -> str:
    return (
        f"DELETE FROM task_repeat WHERE title_key = {row}.title_key;\n"
        f"  INSERT INTO task_repeat (title_key, third_last_done)\n"
        f"  SELECT {row}.title_key, done_on FROM task WHERE title_key = {row}.title_key AND done_on IS NOT NULL\n"
        f"  AND source IS NULL ORDER BY done_on DESC LIMIT 1 OFFSET 2;"
    )


def total_triggers() -> list[str]:
    """The triggers that keep ``task_repeat``, as DDL. Tasks that are not done cost nothing."""
    return [
        "CREATE TRIGGER total_task_repeat_insert AFTER INSERT ON task WHEN NEW.done_on IS NOT NULL\n"
        f"BEGIN\n  {_count_again('NEW')}\nEND",
        "CREATE TRIGGER total_task_repeat_delete AFTER DELETE ON task WHEN OLD.done_on IS NOT NULL\n"
        f"BEGIN\n  {_count_again('OLD')}\nEND",
        "CREATE TRIGGER total_task_repeat_update AFTER UPDATE OF title_key, done_on, source ON task\n"
        "WHEN (OLD.done_on, OLD.title_key, OLD.source) IS NOT (NEW.done_on, NEW.title_key, NEW.source)\n"
        f"BEGIN\n  {_count_again('OLD')}\n  {_count_again('NEW')}\nEND",
    ]
