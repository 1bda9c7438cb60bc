"""Reviews: each step with its answers, the score at a moment, and what the founder says of himself."""

from datetime import date, datetime

from sqlmodel import Field, Index, SQLModel

from bef_tui.data.fields import IMPORTED, key, link, word
from bef_tui.framework.words import Category, ReviewMode, ReviewState, ReviewStepState, SnapshotMoment


class Review(SQLModel, table=True):
    """The review of a week (or of the month or quarter that ends with it).

    ``numbers`` is JSON frozen when it was opened; ``report`` the Markdown written when it was closed.
    """

    __tablename__ = "review"
    __table_args__ = (
        Index("ux_review", "week", "mode", unique=True),
        Index("ix_review_closed", "state", "week"),
    )

    id: int | None = key()
    week: str
    mode: ReviewMode = word("full")
    state: ReviewState = word("open")
    step: str = "land"
    started_at: datetime
    closed_at: datetime | None = None
    closed_on: date | None = None
    late: bool = False
    active_seconds: int = Field(default=0, ge=0)
    rating: int | None = Field(default=None, ge=1, le=10)
    numbers: str = "{}"
    report: str = ""
    shared_on: date | None = None


class ReviewStep(SQLModel, table=True):
    """One step of a review: its state, the seconds spent, and its answers as JSON."""

    __tablename__ = "review_step"
    __table_args__ = (Index("ux_review_step", "review_id", "key", unique=True),)

    id: int | None = key()
    review_id: int = link("review", optional=False, on_delete="CASCADE", index=False)
    key: str
    position: int
    state: ReviewStepState = word("open")
    active_seconds: int = Field(default=0, ge=0)
    answers: str = "{}"
    done_at: datetime | None = None


class ScoreSnapshot(SQLModel, table=True):
    """The Execution Score at a moment; ``body`` is the whole judgement as JSON."""

    __tablename__ = "score_snapshot"
    __table_args__ = (
        Index("ix_score_snapshot_week", "week", "moment"),
        Index("ix_score_snapshot_on", "on"),
    )

    id: int | None = key()
    at: datetime
    on: date
    week: str
    moment: SnapshotMoment = word("day")
    review_id: int | None = link("review")
    total: float
    clarity: float
    communication: float
    accountability: float
    systems: float
    measurement: float
    body: str = "{}"


class SelfRating(SQLModel, table=True):
    """What the founder says of a category, 1 to 5; the newest one counts."""

    __tablename__ = "self_rating"
    __table_args__ = (Index("ix_self_rating", "category", "on"),)

    id: int | None = key()
    category: Category = word()
    value: int = Field(ge=1, le=5)
    on: date
    at: datetime


class AuditAnswer(SQLModel, table=True):
    """The founder's own tick at an item of the Execution Audit; the newest one counts."""

    __tablename__ = "audit_answer"
    __table_args__ = (Index("ix_audit_answer", "item", "on"),)

    id: int | None = key()
    item: str
    ticked: bool
    on: date
    at: datetime


class AuditItem(SQLModel, table=True):
    """The founder's own wording of an audit item, where he changed it."""

    __tablename__ = "audit_item"

    id: int | None = key()
    item: str = Field(unique=True)
    text: str


class BusyTime(SQLModel, table=True):
    """A time the calendar says is taken, for the review's capacity."""

    __tablename__ = "busy_time"
    __table_args__ = (
        Index("ix_busy_time", "starts_at"),
        Index("ux_busy_time_source", "source", "source_id", unique=True, sqlite_where=IMPORTED),
    )

    id: int | None = key()
    starts_at: datetime
    ends_at: datetime
    title: str = ""
    source: str = "calendar"
    source_id: str | None = None
