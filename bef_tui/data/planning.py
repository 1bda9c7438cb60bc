"""Stage 2, Planning: people who own things, ranked action plans, and their milestones."""

from datetime import date, datetime

from sqlmodel import Field, Index, SQLModel

from bef_tui.data.fields import IMPORTED, Imported, key, link, word
from bef_tui.framework.words import PlanStatus


class PersonBase(SQLModel):
    """Somebody who can own a record."""

    name: str
    email: str = ""


class Person(PersonBase, table=True):
    """An owner; the founder is one of them and owns by default."""

    __tablename__ = "person"

    id: int | None = key()
    name: str = Field(unique=True)
    founder: bool = False
    active: bool = True


class ActionPlanBase(SQLModel):
    """How a goal is to be reached: one ranked plan with an owner and a deadline."""

    title: str
    goal_id: int | None = None
    owner_id: int | None = None
    deadline: date | None = None
    done_when: str = ""
    note: str = ""


class ActionPlan(ActionPlanBase, Imported, table=True):
    """An action plan and how it ended."""

    __tablename__ = "action_plan"
    __table_args__ = (
        Index("ix_action_plan_status", "status", "rank"),
        Index("ux_action_plan_source", "source", "source_id", unique=True, sqlite_where=IMPORTED),
    )

    id: int | None = key()
    goal_id: int | None = link("goal")
    owner_id: int | None = link("person")
    rank: int | None = None
    status: PlanStatus = word("draft")
    closed_on: date | None = None
    reason: str = ""
    created_on: date


class MilestoneBase(SQLModel):
    """A point on the way of a plan that is reached or not."""

    title: str
    due: date | None = None
    owner_id: int | None = None


class Milestone(MilestoneBase, table=True):
    """A milestone of a plan; ``done_on`` is the founder's day of ``done_at``."""

    __tablename__ = "milestone"
    __table_args__ = (Index("ix_milestone_open_due", "done_on", "due"),)

    id: int | None = key()
    plan_id: int = link("action_plan", optional=False, on_delete="CASCADE")
    owner_id: int | None = link("person")
    done_at: datetime | None = None
    done_on: date | None = None
