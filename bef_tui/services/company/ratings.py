"""What the founder says himself: the rating of each category, and the ticks and words of the Execution Audit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, SQLModel, col, select

from bef_tui.data.reviews import AuditAnswer, AuditItem, SelfRating
from bef_tui.framework.audit import ITEMS
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import CATEGORIES, Category
from bef_tui.services import records


@dataclass(frozen=True, slots=True)
class Rating:
    """What the founder last said of a category, and when."""

    category: Category
    value: int
    on: date


@dataclass(frozen=True, slots=True)
class AuditSaid:
    """What the founder said of an audit item: his tick (None: never answered) and his own words, if he changed them."""

    item: str
    ticked: bool | None
    on: date | None
    text: str


class _Words(SQLModel):
    text: str = ""


# Deeds


def rate_self(session: Session, ratings: Mapping[Category, int], *, now: Now) -> int:
    """Rate yourself.

    One value from 1 to 5 for each category given; the newest rating of a category counts. Gives how many were said.
    """
    for category, value in ratings.items():
        if category not in CATEGORIES:
            raise RuleBroken(f"{category} is none of the five categories.")
        if isinstance(value, bool) or value not in range(1, 6):
            raise RuleBroken(f"{category.capitalize()} is rated from 1 to 5.", field=category)
    for category, value in ratings.items():
        session.add(SelfRating(category=category, value=value, on=now.today, at=now.at))
    session.flush()
    return len(ratings)


def tick_audit(session: Session, item: str, ticked: bool, *, now: Now) -> int:
    """Answer an item of the Execution Audit."""
    answer = AuditAnswer(item=_known(item), ticked=ticked, on=now.today, at=now.at)
    return records.saved(session, answer)


def word_audit_item(session: Session, item: str, text: str, *, now: Now) -> int:
    """Put an audit item in your own words; an empty text brings the usual words back."""
    words = records.checked(_Words, {"text": text})["text"].strip()
    known = session.exec(select(AuditItem).where(AuditItem.item == _known(item))).first()
    if not words:
        if known is not None:
            session.delete(known)
        return known.id or 0 if known is not None else 0
    known = known or AuditItem(item=item, text="")
    known.text = words
    return records.saved(session, known)


# Questions


def self_ratings(session: Session) -> tuple[Rating, ...]:
    """The newest rating of each category that was ever rated, in the framework's order."""
    newest = {
        row.category: Rating(row.category, row.value, row.on)
        for row in session.exec(select(SelfRating).order_by(col(SelfRating.id)))
    }
    return tuple(newest[category] for category in CATEGORIES if category in newest)


def audit_said(session: Session) -> dict[str, AuditSaid]:
    """What the founder said of each audit item he ever answered or reworded, by its key."""
    words = {found.item: found.text for found in session.exec(select(AuditItem))}
    ticks = {found.item: found for found in session.exec(select(AuditAnswer).order_by(col(AuditAnswer.id)))}
    said = {}
    for item in {*words, *ticks}:
        tick = ticks.get(item)
        said[item] = AuditSaid(
            item, tick.ticked if tick else None, tick.on if tick else None, words.get(item, "")
        )
    return said


def _known(item: str) -> str:
    """The key of an audit item; ``RuleBroken`` for any other word."""
    if item not in {key for key, _ in ITEMS}:
        raise RuleBroken("The Execution Audit has no such item.")
    return item
