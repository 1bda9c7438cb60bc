"""Stage 5, Measurement: KPIs and their values."""

from datetime import date, datetime

from sqlmodel import Field, Index, SQLModel

from bef_tui.data.fields import Imported, key, link, word
from bef_tui.framework.words import Direction, KpiCadence, KpiKind


class KpiBase(SQLModel):
    """A number that is followed. Within ``near_pct`` per cent of its target it counts as near, not off."""

    name: str
    unit: str = ""
    kind: KpiKind = word("lag")
    direction: Direction = word("up")
    cadence: KpiCadence = word("weekly")
    owner_id: int | None = None
    near_pct: float = Field(default=10, ge=0, le=100)


class Kpi(KpiBase, table=True):
    """A KPI; what it should reach lies in its targets."""

    __tablename__ = "kpi"

    id: int | None = key()
    name: str = Field(unique=True)
    owner_id: int | None = link("person", index=False)
    goal_id: int | None = link("goal")
    position: int = 0
    active: bool = True
    created_on: date


class KpiEntry(Imported, table=True):
    """The value of a KPI in a period (``2026-W47``, ``2026-11`` or ``2026-11-19``), or why there is none.

    ``ends_on`` is the last day of the period. ``recorded_at`` decides whether it was recorded in time.
    """

    __tablename__ = "kpi_entry"
    __table_args__ = (
        Index("ux_kpi_entry", "kpi_id", "period", unique=True),
        Index("ix_kpi_entry_ends", "kpi_id", "ends_on", "value"),
    )

    id: int | None = key()
    kpi_id: int = link("kpi", optional=False, on_delete="CASCADE", index=False)
    period: str
    ends_on: date
    value: float | None = None
    why: str = ""
    recorded_at: datetime
    first_recorded_at: datetime
