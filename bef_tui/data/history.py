"""History: who did what and when, every row before and after; and beside it half-typed text and the last judgement."""

from datetime import date, datetime
from typing import Any, Literal

from sqlmodel import Field, Index, SQLModel

from bef_tui.data.fields import word
from bef_tui.framework.words import DeedKind

Op = Literal["insert", "update", "delete"]

# Tables that carry this mark have no line in the journal: they are history themselves, or can be made again.
UNJOURNALED: dict[str, Any] = {"info": {"journaled": False}}


class Txn(SQLModel, table=True):
    """One deed, one transaction; append-only. ``of`` names the deed that an undo or a redo is about."""

    __tablename__ = "txn"
    __table_args__ = (
        Index("ix_txn_session", "session"),
        Index("ix_txn_who", "who"),
        Index("ix_txn_of", "of"),
        UNJOURNALED,
    )

    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    who: str
    session: str
    label: str
    kind: DeedKind = word("do")
    of: int | None = Field(default=None, foreign_key="txn.id")


class Change(SQLModel, table=True):
    """One row before and after, as JSON of its columns; append-only, written by triggers alone.

    An update carries only the columns that changed. ``txn_id`` is empty for a row written by an outside tool.
    """

    __tablename__ = "change"
    __table_args__ = (
        Index("ix_change_txn", "txn_id"),
        Index("ix_change_row", "table_name", "row_id"),
        UNJOURNALED,
    )

    id: int | None = Field(default=None, primary_key=True)
    txn_id: int | None = Field(default=None, foreign_key="txn.id")
    table_name: str
    row_id: int
    op: Op = word()
    old: str | None = None
    new: str | None = None


class CurrentTxn(SQLModel, table=True):
    """The one row that tells the triggers which deed is being done; empty outside of a write."""

    __tablename__ = "current_txn"
    __table_args__ = (UNJOURNALED,)

    id: int | None = Field(default=None, primary_key=True)
    txn_id: int | None = None


class Draft(SQLModel, table=True):
    """Text that was typed and not yet saved."""

    __tablename__ = "draft"
    __table_args__ = (UNJOURNALED,)

    key: str = Field(primary_key=True)
    text: str
    at: datetime


class Judgement(SQLModel, table=True):
    """The last judgement (id 1), so that the first frame is true without judging.

    It is stale when ``txn_id`` is not the last transaction or ``day`` not the founder's day. A change by an outside
    tool sets ``txn_id`` to -1.
    """

    __tablename__ = "judgement"
    __table_args__ = (UNJOURNALED,)

    id: int | None = Field(default=None, primary_key=True)
    txn_id: int
    day: date
    body: str
