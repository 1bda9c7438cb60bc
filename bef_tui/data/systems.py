"""Stage 3, Systems: core processes, SOPs with revisions, runs of them, and automation rules."""

from datetime import date, datetime

from sqlalchemy import text
from sqlmodel import Field, Index, SQLModel

from bef_tui.data.fields import IMPORTED, Imported, key, link, word
from bef_tui.data.history import UNJOURNALED
from bef_tui.framework.words import (
    Cadence,
    CatchUp,
    DeedOfRule,
    EventKind,
    FiringState,
    RunStatus,
    SopStatus,
    StepState,
)


class CoreProcess(SQLModel, table=True):
    """Something the business must do well, declared by the founder."""

    __tablename__ = "core_process"

    id: int | None = key()
    name: str
    position: int = 0
    owner_id: int | None = link("person")
    active: bool = True


class SopBase(SQLModel):
    """A standard operating procedure; its steps are the numbered or checked lines of its newest revision."""

    title: str
    process_id: int | None = None
    purpose: str = ""
    trigger: str = ""
    owner_id: int | None = None
    review_days: int = Field(default=180, ge=1)
    cadence: Cadence = word("")


class Sop(SopBase, Imported, table=True):
    """An SOP with the number and the step count of its newest revision kept beside it."""

    __tablename__ = "sop"
    __table_args__ = (Index("ux_sop_source", "source", "source_id", unique=True, sqlite_where=IMPORTED),)

    id: int | None = key()
    process_id: int | None = link("core_process")
    owner_id: int | None = link("person")
    status: SopStatus = word("draft", index=True)
    revision: int = 0
    steps: int = 0
    reviewed_on: date | None = None
    active_since: date | None = None
    created_on: date


class SopRevision(SQLModel, table=True):
    """One saved text of an SOP, Markdown; append-only."""

    __tablename__ = "sop_revision"
    __table_args__ = (Index("ux_sop_revision", "sop_id", "number", unique=True),)

    id: int | None = key()
    sop_id: int = link("sop", optional=False, on_delete="CASCADE", index=False)
    number: int
    body: str
    steps: int
    note: str = ""
    author_id: int | None = link("person", index=False)
    saved_at: datetime
    saved_on: date = Field(index=True)


class WorkflowRun(SQLModel, table=True):
    """A checklist run of one revision of an SOP, for one subject.

    ``due`` is the day by which it was to be finished, empty for a run nobody waited for. ``rubber_stamp`` marks a run
    that was ticked faster than two seconds a step.
    """

    __tablename__ = "workflow_run"
    __table_args__ = (
        Index("ix_workflow_run_due", "due", "status"),
        Index("ix_workflow_run_sop", "sop_id", "finished_on"),
        Index("ix_workflow_run_sop_due", "sop_id", "due", "rubber_stamp"),
        Index("ix_workflow_run_finished", "finished_on", "sop_id", "status"),
        Index("ix_workflow_run_status", "status", "due"),
        Index("ux_workflow_run_occurrence", "sop_id", "occurrence", unique=True),
    )

    id: int | None = key()
    sop_id: int = link("sop", optional=False, on_delete="CASCADE", index=False)
    revision: int
    subject: str = ""
    contact_id: int | None = link("contact", index=False)
    deal_id: int | None = link("deal", index=False)
    goal_id: int | None = link("goal", index=False)
    owner_id: int | None = link("person", index=False)
    occurrence: str | None = None
    due: date | None = None
    status: RunStatus = word("running")
    started_at: datetime | None = None
    finished_at: datetime | None = None
    finished_on: date | None = None
    reason: str = ""
    rubber_stamp: bool = False


class RunStep(SQLModel, table=True):
    """One step of a run, with the words it had when the run was started."""

    __tablename__ = "run_step"
    __table_args__ = (
        Index("ux_run_step", "run_id", "position", unique=True),
        Index("ix_run_step_skipped", "done_at", "run_id", sqlite_where=text("state = 'skipped'")),
    )

    id: int | None = key()
    run_id: int = link("workflow_run", optional=False, on_delete="CASCADE", index=False)
    position: int
    depth: int = 0
    text: str
    state: StepState = word("open")
    reason: str = ""
    note: str = ""
    done_at: datetime | None = None


class Rule(SQLModel, table=True):
    """Automation: when this happens, then do that. Both parts carry their details as JSON.

    ``starts_at`` is when it was switched on: what happened before does not fire it. ``failures`` counts those in a row.
    """

    __tablename__ = "rule"

    id: int | None = key()
    name: str
    when_kind: EventKind = word()
    when_detail: str = "{}"
    then_kind: DeedOfRule = word()
    then_detail: str = "{}"
    catch_up: CatchUp = word("last")
    owner_id: int | None = link("person", index=False)
    enabled: bool = False
    failures: int = 0
    starts_at: datetime | None = None
    created_on: date


class Firing(SQLModel, table=True):
    """One occurrence of a rule, fired once and never twice.

    A log: what a rule made can be undone, that it has fired cannot, and a deleted rule that comes back knows what it
    has done. ``made_table`` and ``made_id`` name the record it made or changed; ``depth`` is 1 for what no other rule
    set off.
    """

    __tablename__ = "firing"
    __table_args__ = (
        Index("ux_firing", "rule_id", "occurrence", unique=True),
        Index("ix_firing_made", "made_table", "made_id"),
        Index("ix_firing_failed", "state", sqlite_where=text("state = 'failed'")),
        UNJOURNALED,
    )

    id: int | None = key()
    rule_id: int
    occurrence: str
    fired_at: datetime
    state: FiringState = word("done")
    attempts: int = 1
    error: str = ""
    depth: int = 1
    made_table: str | None = None
    made_id: int | None = None


class Tick(SQLModel, table=True):
    """The one row that says when automation was last seen to: a long gap means that the machine was off."""

    __tablename__ = "tick"
    __table_args__ = (UNJOURNALED,)

    id: int | None = key()
    at: datetime
