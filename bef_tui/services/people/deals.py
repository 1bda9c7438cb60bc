"""Deals: opened, moved along the pipeline, won, or lost with a reason. Every move leaves a row."""

from typing import Any

from sqlmodel import Session, col, select

from bef_tui.data.people import Deal, DealBase, DealMove, PipelineStage
from bef_tui.data.vision import Company
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import StageKind
from bef_tui.services import reasons, records
from bef_tui.services.happened import happened
from bef_tui.services.records import Values

NAMELESS = "A deal needs a name: what would be bought?"
WHY_LOST = "Say in a word why it was lost: it is what the next one learns from."


def add_deal(session: Session, *, now: Now, **values: Any) -> int:
    """Add a deal, at the first stage of the pipeline unless another is given; its value is in minor units."""
    clean = records.checked(DealBase, values)
    records.require_text(clean["title"], "title", NAMELESS)
    clean["owner_id"] = clean.get("owner_id") or records.founder_id(session)
    clean.setdefault("currency", usual_currency(session))
    stage = _stage(session, clean.pop("stage_id", None))
    if stage.kind != "open":
        raise RuleBroken("A new deal starts at an open stage.", field="stage_id")
    deal = Deal(**clean, stage_id=stage.id, opened_on=now.today, moved_on=now.today)
    _check(deal)
    deal_id = records.saved(session, deal)
    session.add(DealMove(deal_id=deal_id, to_stage_id=stage.id, at=now.at, on=now.today))
    return deal_id


def edit_deal(
    session: Session, deal_id: int, changes: Values, opened: Values | None = None, *, now: Now
) -> int:
    """Edit a deal; another stage moves it there."""
    deal = records.found(session, Deal, deal_id)
    others = {name: value for name, value in changes.items() if name != "stage_id"}
    records.changed(session, deal, DealBase, others, opened)
    records.require_text(deal.title, "title", NAMELESS)
    _check(deal)
    stage_id = changes.get("stage_id", deal.stage_id)
    if stage_id is not None and stage_id != deal.stage_id:
        move_deal(session, deal_id, stage_id, now=now)
    return deal_id


def move_deal(session: Session, deal_id: int, stage_id: int, reason: str = "", *, now: Now) -> int:
    """Move a deal to another stage; to a won or lost stage, it is won or lost."""
    deal, stage = records.found(session, Deal, deal_id), records.found(session, PipelineStage, stage_id)
    if stage.kind == "won":
        return win_deal(session, deal_id, now=now)
    if stage.kind == "lost":
        return lose_deal(session, deal_id, reason, now=now)
    deal.status, deal.reason, deal.closed_on = "open", "", None
    _go(session, deal, stage, now)
    return deal_id


def shift_deal(session: Session, deal_id: int, by: int, *, now: Now) -> int:
    """Move a deal along the pipeline, ``by`` open stages on (negative: back); at either end it stays."""
    deal = records.found(session, Deal, deal_id)
    if deal.status != "open":
        raise RuleBroken(f"This deal is {deal.status}; reopen it first.")
    stages = [stage for stage in _stages(session) if stage.kind == "open"]
    places = [stage.id for stage in stages]
    place = places.index(deal.stage_id) if deal.stage_id in places else 0
    target = min(max(place + by, 0), len(stages) - 1)
    if stages and places[target] != deal.stage_id:
        _go(session, deal, stages[target], now)
    return deal_id


def win_deal(session: Session, deal_id: int, *, now: Now) -> int:
    """Win a deal."""
    deal = records.found(session, Deal, deal_id)
    deal.status, deal.reason, deal.closed_on = "won", "", now.today
    _go(session, deal, _first(session, "won"), now)
    return deal_id


def lose_deal(session: Session, deal_id: int, reason: str, *, now: Now) -> int:
    """Lose a deal, with the reason."""
    reason = reasons.given(reason, WHY_LOST)
    deal = records.found(session, Deal, deal_id)
    deal.status, deal.reason, deal.closed_on = "lost", reason, now.today
    _go(session, deal, _first(session, "lost"), now)
    return deal_id


def reopen_deal(session: Session, deal_id: int, *, now: Now) -> int:
    """Reopen a deal, at the open stage it was last in."""
    deal = records.found(session, Deal, deal_id)
    last = session.exec(
        select(PipelineStage)
        .join(DealMove, col(DealMove.to_stage_id) == PipelineStage.id)
        .where(DealMove.deal_id == deal_id, PipelineStage.kind == "open")
        .order_by(col(DealMove.at).desc(), col(DealMove.id).desc())
        .limit(1)
    ).first()
    deal.status, deal.reason, deal.closed_on = "open", "", None
    _go(session, deal, last or _first(session, "open"), now)
    return deal_id


def delete_deal(session: Session, deal_id: int, *, now: Now) -> int:
    """Delete a deal."""
    session.delete(records.found(session, Deal, deal_id))
    return deal_id


def _go(session: Session, deal: Deal, stage: PipelineStage | None, now: Now) -> None:
    """Put a deal at a stage and note the move; without such a stage it stays where it is."""
    if stage is None or stage.id == deal.stage_id:
        return
    assert deal.id is not None
    move = DealMove(
        deal_id=deal.id, from_stage_id=deal.stage_id, to_stage_id=stage.id, at=now.at, on=now.today
    )
    deal.stage_id, deal.moved_on = stage.id, now.today
    happened(session, "deal moved", records.saved(session, move), now=now)


def _stages(session: Session) -> list[PipelineStage]:
    order = select(PipelineStage).order_by(col(PipelineStage.position), col(PipelineStage.id))
    return list(session.exec(order))


def _first(session: Session, kind: StageKind) -> PipelineStage | None:
    return next((stage for stage in _stages(session) if stage.kind == kind), None)


def _stage(session: Session, stage_id: int | None) -> PipelineStage:
    stage = _first(session, "open") if stage_id is None else records.found(session, PipelineStage, stage_id)
    if stage is None:
        raise RuleBroken("The pipeline has no open stage.", field="stage_id")
    return stage


def _check(deal: Deal) -> None:
    if deal.value_minor is not None and not 0 <= deal.value_minor < 10**15:
        raise RuleBroken("The value of a deal is zero or more.", field="value_minor")
    if len(deal.currency) != 3 or not deal.currency.isalpha():
        raise RuleBroken("A currency is three letters, like EUR.", field="currency")
    deal.currency = deal.currency.upper()


def deal_values(session: Session, deal_id: int) -> dict[str, Any]:
    """The values of a deal that a form edits."""
    return records.found(session, Deal, deal_id).model_dump(include=set(DealBase.model_fields))


def usual_currency(session: Session) -> str:
    """The company's currency, which a new deal is in."""
    return session.exec(select(Company.currency).limit(1)).first() or "EUR"
