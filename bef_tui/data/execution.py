"""Stage 4, Execution: tasks, and the outcomes promised for a week."""

from datetime import date, datetime

from sqlalchemy import text
from sqlmodel import Field, Index, SQLModel

from bef_tui.data.fields import IMPORTED, Imported, key, link, word
from bef_tui.framework.words import CommitmentState, Fate, MissReason, TaskStatus


class TaskBase(SQLModel):
    """A piece of work. ``priority`` is 1 (highest) to 3, or empty."""

    title: str
    plan_id: int | None = None
    milestone_id: int | None = None
    goal_id: int | None = None
    contact_id: int | None = None
    owner_id: int | None = None
    due: date | None = None
    planned_on: date | None = None
    done_when: str = ""
    priority: int | None = Field(default=None, ge=1, le=3)
    tags: str = ""
    note: str = ""


class Task(TaskBase, Imported, table=True):
    """A task and how it ended. ``title_key`` is the title by which repeated work is recognised."""

    __tablename__ = "task"
    __table_args__ = (
        Index("ix_task_open_due", "due", "id", "source", sqlite_where=text("status = 'open'")),
        Index("ix_task_open_planned", "planned_on", "id", "due", sqlite_where=text("status = 'open'")),
        Index(
            "ix_task_open_order", "priority", "due", "id", "planned_on", sqlite_where=text("status = 'open'")
        ),
        Index("ix_task_done_due", "due", sqlite_where=text("status = 'done'")),
        Index("ix_task_done_planned", "planned_on", sqlite_where=text("status = 'done'")),
        Index("ix_task_ruled", "title_key", sqlite_where=text("rule_id IS NOT NULL")),
        Index("ix_task_done", "done_on", "source", "plan_id", "milestone_id", "goal_id"),
        Index("ix_task_title_done", "title_key", "done_on", "source"),
        Index("ux_task_source", "source", "source_id", unique=True, sqlite_where=IMPORTED),
    )

    id: int | None = key()
    plan_id: int | None = link("action_plan")
    milestone_id: int | None = link("milestone")
    goal_id: int | None = link("goal")
    contact_id: int | None = link("contact")
    owner_id: int | None = link("person", index=False)
    rule_id: int | None = link("rule", index=False)
    title_key: str = ""
    status: TaskStatus = word("open")
    done_at: datetime | None = None
    done_on: date | None = None
    dropped_on: date | None = None
    reason: str = ""
    created_on: date


class CommitmentBase(SQLModel):
    """An outcome promised for a week: what, by whom, by when, and how we will know."""

    outcome: str
    done_when: str = ""
    owner_id: int | None = None
    due: date | None = None
    goal_id: int | None = None
    kpi_id: int | None = None
    weight: int = Field(default=1, ge=1, le=5)


class Commitment(CommitmentBase, Imported, table=True):
    """A promise of a week. Once ``frozen_at`` is set the words of the row never change.

    An edit after that adds a row whose ``replaces_id`` names the frozen one. ``carried`` counts the weeks it has
    already been carried over. A dropped one tells its day in ``closed_on``: whether it is excused follows from that.
    """

    __tablename__ = "commitment"
    __table_args__ = (
        Index("ix_commitment_week", "week", "state"),
        Index("ux_commitment_source", "source", "source_id", unique=True, sqlite_where=IMPORTED),
    )

    id: int | None = key()
    week: str
    position: int = 0
    owner_id: int | None = link("person", index=False)
    goal_id: int | None = link("goal")
    kpi_id: int | None = link("kpi", index=False)
    state: CommitmentState = word("draft")
    frozen_at: datetime | None = None
    kept_on: date | None = None
    closed_on: date | None = None
    reason: MissReason | None = word(None)
    note: str = ""
    fate: Fate | None = word(None)
    carried: int = 0
    carried_from_id: int | None = link("commitment")
    replaces_id: int | None = link("commitment", index=False)
