"""People: contacts, deals in a pipeline, touches, and the follow-ups that were promised."""

from datetime import date, datetime

from sqlalchemy import text
from sqlmodel import Field, Index, SQLModel

from bef_tui.data.fields import IMPORTED, Imported, key, link, word
from bef_tui.framework.words import (
    Channel,
    ContactKind,
    ContactStatus,
    DealStatus,
    FollowUpState,
    StageKind,
    TouchDirection,
)


class PipelineStage(SQLModel, table=True):
    """A step of the pipeline. ``respond_hours`` is how soon an enquiry at this stage is promised an answer."""

    __tablename__ = "pipeline_stage"

    id: int | None = key()
    name: str = Field(unique=True)
    position: int = 0
    kind: StageKind = word("open")
    respond_hours: int = Field(default=24, ge=1)


class Sequence(SQLModel, table=True):
    """A series of follow-ups by days."""

    __tablename__ = "sequence"

    id: int | None = key()
    name: str = Field(unique=True)
    active: bool = True


class SequenceStep(SQLModel, table=True):
    """One follow-up of a sequence: how many days after its start, by which channel, with which text."""

    __tablename__ = "sequence_step"
    __table_args__ = (Index("ux_sequence_step", "sequence_id", "position", unique=True),)

    id: int | None = key()
    sequence_id: int = link("sequence", optional=False, on_delete="CASCADE", index=False)
    position: int
    day: int
    channel: Channel = word("email")
    template: str = ""


class ContactBase(SQLModel):
    """A person outside the business. The ideal and the longest days between two touches follow from its kind."""

    name: str
    company: str = ""
    email: str = ""
    phone: str = ""
    kind: ContactKind = word("lead")
    owner_id: int | None = None
    ideal_days: int = Field(default=7, ge=1)
    longest_days: int = Field(default=14, ge=1)
    note: str = ""


class Contact(ContactBase, Imported, table=True):
    """A contact; its last real touch and its next touch are kept beside it."""

    __tablename__ = "contact"
    __table_args__ = (
        Index(
            "ix_contact_open",
            "next_touch_on",
            "last_touch_on",
            "longest_days",
            sqlite_where=text("status = 'open'"),
        ),
        Index("ix_contact_name", "name"),
        Index("ux_contact_source", "source", "source_id", unique=True, sqlite_where=IMPORTED),
    )

    id: int | None = key()
    owner_id: int | None = link("person", index=False)
    status: ContactStatus = word("open")
    last_touch_on: date | None = None
    next_touch_on: date | None = None
    sequence_id: int | None = link("sequence", index=False)
    sequence_position: int | None = None
    sequence_from: date | None = None
    created_on: date


class DealBase(SQLModel):
    """A possible sale; its value in minor units (cents) of ``currency``."""

    title: str
    contact_id: int | None = None
    stage_id: int | None = None
    value_minor: int | None = None
    currency: str = "EUR"
    next_step: str = ""
    next_on: date | None = None
    owner_id: int | None = None


class Deal(DealBase, Imported, table=True):
    """A deal and how it ended."""

    __tablename__ = "deal"
    __table_args__ = (
        Index("ix_deal_status_stage", "status", "stage_id"),
        Index("ux_deal_source", "source", "source_id", unique=True, sqlite_where=IMPORTED),
    )

    id: int | None = key()
    contact_id: int | None = link("contact")
    stage_id: int | None = link("pipeline_stage")
    owner_id: int | None = link("person", index=False)
    status: DealStatus = word("open")
    reason: str = ""
    opened_on: date
    moved_on: date
    closed_on: date | None = None


class DealMove(SQLModel, table=True):
    """One move of a deal from a stage to another; append-only."""

    __tablename__ = "deal_move"
    __table_args__ = (Index("ix_deal_move_deal", "deal_id", "at"), Index("ix_deal_move_on", "on"))

    id: int | None = key()
    deal_id: int = link("deal", optional=False, on_delete="CASCADE", index=False)
    from_stage_id: int | None = link("pipeline_stage", index=False)
    to_stage_id: int | None = link("pipeline_stage", index=False)
    at: datetime
    on: date


class Touch(Imported, table=True):
    """One contact with a person. An inbound one carries when an answer was promised and when it was given."""

    __tablename__ = "touch"
    __table_args__ = (
        Index("ix_touch_contact", "contact_id", "at"),
        Index("ix_touch_minute", "on", "at", sqlite_where=text("source IS NULL")),
        Index("ix_touch_promised", "on", sqlite_where=text("reply_due IS NOT NULL")),
        Index(
            "ix_touch_owed", "reply_due", sqlite_where=text("reply_due IS NOT NULL AND replied_at IS NULL")
        ),
        Index("ux_touch_source", "source", "source_id", unique=True, sqlite_where=IMPORTED),
    )

    id: int | None = key()
    contact_id: int = link("contact", optional=False, on_delete="CASCADE", index=False)
    deal_id: int | None = link("deal")
    at: datetime
    on: date
    channel: Channel = word("email")
    direction: TouchDirection = word("out")
    note: str = ""
    reply_due: datetime | None = None
    replied_at: datetime | None = None


class FollowUpBase(SQLModel):
    """A touch that was promised for a day."""

    contact_id: int | None = None
    deal_id: int | None = None
    due: date
    channel: Channel = word("email")
    note: str = ""
    owner_id: int | None = None


class FollowUp(FollowUpBase, Imported, table=True):
    """A promised touch and what became of it. ``first_due`` is the day first promised; moving it does not excuse."""

    __tablename__ = "follow_up"
    __table_args__ = (
        Index("ix_follow_up_due", "first_due", "state", "done_on"),
        Index("ix_follow_up_open", "due", sqlite_where=text("state = 'open'")),
        Index("ux_follow_up_source", "source", "source_id", unique=True, sqlite_where=IMPORTED),
    )

    id: int | None = key()
    contact_id: int = link("contact", optional=False, on_delete="CASCADE")
    deal_id: int | None = link("deal", index=False)
    owner_id: int | None = link("person", index=False)
    first_due: date
    state: FollowUpState = word("open")
    done_on: date | None = None
    touch_id: int | None = link("touch", index=False)
    created_on: date
