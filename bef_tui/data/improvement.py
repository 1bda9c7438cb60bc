"""Stage 6, Improvement: issues and what was decided, experiments and what they showed."""

from datetime import date

from sqlmodel import Field, Index, SQLModel

from bef_tui.data.fields import IMPORTED, Imported, key, link, word
from bef_tui.framework.words import ExperimentStatus, IssueStatus, Verdict


class IssueBase(SQLModel):
    """Something that stands in the way. ``impact`` is 1 (small) to 3 (large)."""

    title: str
    impact: int = Field(default=2, ge=1, le=3)
    cause: str = ""
    decision: str = ""
    goal_id: int | None = None
    kpi_id: int | None = None
    owner_id: int | None = None


class Issue(IssueBase, Imported, table=True):
    """An issue; its one action is a task."""

    __tablename__ = "issue"
    __table_args__ = (
        Index("ix_issue_status", "status", "raised_on"),
        Index("ix_issue_raised", "raised_on"),
        Index("ix_issue_decided", "decided_on"),
        Index("ux_issue_source", "source", "source_id", unique=True, sqlite_where=IMPORTED),
    )

    id: int | None = key()
    goal_id: int | None = link("goal", index=False)
    kpi_id: int | None = link("kpi")
    sop_id: int | None = link("sop", index=False)
    commitment_id: int | None = link("commitment", index=False)
    owner_id: int | None = link("person", index=False)
    action_id: int | None = link("task")
    raised_in: str = ""
    raised_on: date
    status: IssueStatus = word("open")
    decided_on: date | None = None
    closed_on: date | None = None


class ExperimentBase(SQLModel):
    """A change tried out: what we believe, what we change, which KPI shows it, and when we look."""

    hypothesis: str
    change: str = ""
    kpi_id: int | None = None
    check_on: date | None = None
    owner_id: int | None = None


class Experiment(ExperimentBase, table=True):
    """An experiment and its verdict; ``sop_id`` is the process it changed."""

    __tablename__ = "experiment"
    __table_args__ = (Index("ix_experiment_status", "status", "check_on"),)

    id: int | None = key()
    kpi_id: int | None = link("kpi", index=False)
    owner_id: int | None = link("person", index=False)
    issue_id: int | None = link("issue", index=False)
    sop_id: int | None = link("sop", index=False)
    started_on: date
    status: ExperimentStatus = word("running")
    verdict: Verdict | None = word(None)
    learned: str = ""
    closed_on: date | None = None
