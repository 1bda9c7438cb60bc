"""What is asked of the pipeline: its stages with count, value and age, the deals, and how many came how far."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col, func, or_, select

from bef_tui.data.people import Contact, Deal, DealMove, PipelineStage
from bef_tui.data.planning import Person
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import DealStatus, StageKind
from bef_tui.services import records

LONGEST_LIST = 500
FUNNEL_WEEKS = 13


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the pipeline, as a choice."""

    id: int
    name: str
    kind: StageKind
    respond_hours: int


def stages(session: Session) -> tuple[Stage, ...]:
    """The stages in their order."""
    rows: Any = session.exec(
        select(
            PipelineStage.id, PipelineStage.name, PipelineStage.kind, PipelineStage.respond_hours
        ).order_by(col(PipelineStage.position), col(PipelineStage.id))
    )
    return tuple(Stage(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class StageTotal:
    """The deals at a stage: how many, worth what in each currency (minor units), and since how many days.

    ``average_days`` and ``oldest_days`` are the days since they came to this stage. Of won and lost stages only the
    deals of the last thirteen weeks are in it.
    """

    id: int
    name: str
    kind: StageKind
    count: int
    values: tuple[tuple[str, int], ...]
    average_days: int
    oldest_days: int


def pipeline(session: Session, now: Now) -> tuple[StageTotal, ...]:
    """The pipeline stage by stage."""
    since = now.today - timedelta(weeks=FUNNEL_WEEKS)
    at_stage: dict[int | None, list[Any]] = {}
    rows = session.exec(
        select(
            Deal.stage_id,
            Deal.currency,
            func.count(),
            func.sum(Deal.value_minor),
            func.sum(func.julianday(now.today.isoformat()) - func.julianday(Deal.moved_on)),
            func.min(Deal.moved_on),  # type: ignore[call-overload]
        )
        .where(or_(Deal.status == "open", col(Deal.closed_on) > since))
        .group_by(Deal.stage_id, Deal.currency)
        .order_by(func.sum(Deal.value_minor).desc())
    )
    for stage_id, *rest in rows:
        at_stage.setdefault(stage_id, []).append(rest)
    return tuple(_total(stage, at_stage.get(stage.id, []), now.today) for stage in stages(session))


def _total(stage: Stage, groups: list[Any], today: date) -> StageTotal:
    count = sum(count for _, count, *_ in groups)
    days = sum(days or 0 for *_, days, _ in groups)
    oldest = min((moved for *_, moved in groups), default=today)
    values = tuple((currency, int(value)) for currency, _, value, *_ in groups if value)
    return StageTotal(
        stage.id,
        stage.name,
        stage.kind,
        count,
        values,
        round(days / count) if count else 0,
        (today - oldest).days,
    )


@dataclass(frozen=True, slots=True)
class DealRow:
    """A deal as a list shows it; ``age`` is the days since it was opened, ``days_here`` those at its stage."""

    id: int
    title: str
    contact_id: int | None
    contact: str
    stage_id: int | None
    stage: str
    status: DealStatus
    value_minor: int | None
    currency: str
    next_step: str
    next_on: date | None
    owner_id: int | None
    owner: str
    reason: str
    age: int
    days_here: int
    closed_on: date | None


def deals(
    session: Session, now: Now, *, open_only: bool = True, contact_id: int | None = None
) -> tuple[DealRow, ...]:
    """The deals, the furthest along first; closed ones, when asked for, behind them, the newest first."""
    query = _deal_query()
    if open_only:
        query = query.where(Deal.status == "open")
    if contact_id is not None:
        query = query.where(Deal.contact_id == contact_id)
    query = query.order_by(
        Deal.status != "open",
        col(Deal.closed_on).desc(),
        col(PipelineStage.position).desc(),
        col(Deal.value_minor).desc(),
        col(Deal.id),
    ).limit(LONGEST_LIST)
    return tuple(_deal_row(row, now) for row in session.exec(query))


def deal(session: Session, deal_id: int, now: Now) -> DealRow:
    """One deal."""
    records.found(session, Deal, deal_id)
    return _deal_row(session.exec(_deal_query().where(Deal.id == deal_id)).one(), now)


def _deal_query() -> Any:
    return (
        select(Deal, Contact.name, PipelineStage.name, Person.name)
        .join(Contact, col(Contact.id) == Deal.contact_id, isouter=True)
        .join(PipelineStage, col(PipelineStage.id) == Deal.stage_id, isouter=True)
        .join(Person, col(Person.id) == Deal.owner_id, isouter=True)
    )


def _deal_row(row: Any, now: Now) -> DealRow:
    found, contact, stage, owner = row
    return DealRow(
        found.id,
        found.title,
        found.contact_id,
        contact or "",
        found.stage_id,
        stage or "",
        found.status,
        found.value_minor,
        found.currency,
        found.next_step,
        found.next_on,
        found.owner_id,
        owner or "",
        found.reason,
        (now.today - found.opened_on).days,
        (now.today - found.moved_on).days,
        found.closed_on,
    )


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """How many deals came at least this far; ``of_before`` is the share of those that reached the step before."""

    name: str
    reached: int
    of_before: float | None
    of_first: float | None


def funnel(session: Session, now: Now, weeks: int = FUNNEL_WEEKS) -> tuple[FunnelStep, ...]:
    """Of the deals opened in the last ``weeks``: how many reached each open stage, and were won."""
    order = [stage for stage in stages(session) if stage.kind == "open"]
    order += [stage for stage in stages(session) if stage.kind == "won"][:1]
    since = now.today - timedelta(weeks=weeks)
    place = {stage.id: index for index, stage in enumerate(order)}
    furthest: dict[int, int] = {}
    for deal_id, stage_id in session.exec(
        select(DealMove.deal_id, DealMove.to_stage_id)
        .join(Deal, col(Deal.id) == DealMove.deal_id)
        .where(Deal.opened_on > since, col(DealMove.to_stage_id).in_(place))
        .distinct()
    ):
        furthest[deal_id] = max(furthest.get(deal_id, 0), place[stage_id or 0])
    reached = [sum(1 for far in furthest.values() if far >= index) for index in range(len(order))]
    return tuple(
        FunnelStep(
            stage.name,
            reached[index],
            reached[index] / reached[index - 1] if index and reached[index - 1] else None,
            reached[index] / reached[0] if reached and reached[0] else None,
        )
        for index, stage in enumerate(order)
    )
