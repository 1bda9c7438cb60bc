"""The rows of a review: the review itself, its steps, and their answers."""

import json
from typing import Any

from sqlmodel import Session, select

from bef_tui.data.reviews import Review, ReviewStep
from bef_tui.framework.agenda import STEP_KEYS, StepKey
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now, add_weeks
from bef_tui.services import records


def open_row(session: Session, review_id: int) -> Review:
    """The review, as long as it is open; ``RuleBroken`` when it is closed."""
    review = records.found(session, Review, review_id)
    if review.state != "open":
        raise RuleBroken("This review is closed; nothing in it changes any more.")
    return review


def step_row(session: Session, review: Review, key: StepKey) -> ReviewStep:
    """One step of a review; ``RuleBroken`` when its mode has no such step."""
    found = session.exec(
        select(ReviewStep).where(ReviewStep.review_id == review.id, ReviewStep.key == key)
    ).first()
    if found is None:
        raise RuleBroken(f"An {review.mode} review has no step “{key}”.")
    return found


def answer(session: Session, review_id: int, key: StepKey, values: dict[str, Any]) -> int:
    """Answer in a review."""
    step = step_row(session, open_row(session, review_id), key)
    known = json.loads(step.answers)
    changed = {**known, **values}
    if changed != known:
        step.answers = json.dumps(changed, ensure_ascii=False)
    return review_id


def next_week(session: Session, review_id: int, *, now: Now) -> str:
    """The week that a review commits to: the one after it, but none that is over."""
    return max(add_weeks(records.found(session, Review, review_id).week, 1), now.week)


def answers(session: Session, review_id: int, key: StepKey) -> dict[str, Any]:
    """What was answered in a step."""
    found = session.exec(
        select(ReviewStep.answers).where(ReviewStep.review_id == review_id, ReviewStep.key == key)
    ).first()
    result: dict[str, Any] = json.loads(found or "{}")
    return result


def all_answers(session: Session, review_id: int) -> dict[str, dict[str, Any]]:
    """The answers of every step, empty for those the review does not have."""
    known: dict[str, dict[str, Any]] = {key: {} for key in STEP_KEYS}
    query = select(ReviewStep.key, ReviewStep.answers).where(ReviewStep.review_id == review_id)
    return known | {key: json.loads(text) for key, text in session.exec(query)}
