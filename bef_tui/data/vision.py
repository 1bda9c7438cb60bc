"""Stage 1, Vision: the company, its goals, and the targets that say what a goal means in numbers."""

from datetime import date

from sqlmodel import Field, Index, SQLModel

from bef_tui.data.fields import key, link, word
from bef_tui.framework.words import GoalStatus, Horizon


class CompanyBase(SQLModel):
    """The business itself. ``first_weekday`` is 0 (Monday), 5 (Saturday) or 6 (Sunday)."""

    name: str = ""
    vision: str = ""
    why: str = ""
    zone: str = "UTC"
    first_weekday: int = 0
    currency: str = "EUR"


class Company(CompanyBase, table=True):
    """The one company of this file (id 1)."""

    __tablename__ = "company"

    id: int | None = key()
    started_on: date | None = None


class GoalBase(SQLModel):
    """A result to reach: annual, or within 90 days and then below an annual one."""

    horizon: Horizon = word("90-day")
    parent_id: int | None = None
    title: str
    why: str = ""
    done_when: str = ""
    owner_id: int | None = None
    start: date | None = None
    due: date | None = None


class Goal(GoalBase, table=True):
    """A goal and how it ended. ``grade`` runs from 0.0 to 1.0.

    ``first_start`` and ``first_due`` are frozen when the goal becomes active: the plan curve runs between them.
    ``due_moved_on`` is the last day on which the due date was moved later.
    """

    __tablename__ = "goal"
    __table_args__ = (Index("ix_goal_active", "status", "horizon", "rank"),)

    id: int | None = key()
    parent_id: int | None = link("goal")
    owner_id: int | None = link("person")
    rank: int | None = None
    status: GoalStatus = word("draft")
    first_start: date | None = None
    first_due: date | None = None
    due_moved_on: date | None = None
    grade: float | None = Field(default=None, ge=0, le=1)
    closed_on: date | None = None
    reason: str = ""
    created_on: date


class Target(SQLModel, table=True):
    """What a KPI was promised to reach, from a day on; append-only, so that a loosened target stays visible."""

    __tablename__ = "target"
    __table_args__ = (Index("ix_target_kpi_from", "kpi_id", "from_on"),)

    id: int | None = key()
    kpi_id: int = link("kpi", optional=False, on_delete="CASCADE", index=False)
    goal_id: int | None = link("goal")
    baseline: float | None = None
    value: float
    from_on: date
