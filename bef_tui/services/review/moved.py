"""What moved the score while a review went on: the judgement kept when it began beside the one of now."""

import json
from dataclasses import dataclass

from sqlmodel import Session, select

from bef_tui.data.reviews import ScoreSnapshot
from bef_tui.framework.judgement import Judgement
from bef_tui.framework.plain import from_plain

MOVES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Move:
    """What moved the score: a component, by how many points, and its reason now."""

    category: str
    title: str
    points: float
    note: str


def before(session: Session, review_id: int) -> Judgement | None:
    """The judgement kept when a review began."""
    body = session.exec(
        select(ScoreSnapshot.body).where(
            ScoreSnapshot.review_id == review_id, ScoreSnapshot.moment == "before"
        )
    ).first()
    return from_plain(Judgement, json.loads(body)) if body else None


def moves(earlier: Judgement | None, after: Judgement) -> tuple[Move, ...]:
    """What moved the score since, the largest first."""
    if earlier is None:
        return ()
    known = {part.key: part.points for category in earlier.card.categories for part in category.parts}
    found = [
        Move(category.title, part.title, part.points - known.get(part.key, 0.0), part.note)
        for category in after.card.categories
        for part in category.parts
        if abs(part.points - known.get(part.key, 0.0)) >= 0.05
    ]
    return tuple(sorted(found, key=lambda move: -abs(move.points))[:MOVES_SHOWN])


def audit_changes(earlier: Judgement | None, after: Judgement) -> tuple[str, ...]:
    """The audit items that hold now and did not then, or the other way round."""
    if earlier is None:
        return ()
    held = {item.key: item.holds for item in earlier.audit.items}
    return tuple(
        f"{item.number} {'now holds' if item.holds else 'no longer holds'}: {item.text}"
        for item in after.audit.items
        if bool(item.holds) != bool(held.get(item.key))
    )
