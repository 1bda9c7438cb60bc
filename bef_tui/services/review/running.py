"""A review while it runs: opened, resumed, answered, passed from step to step. Every answer is committed at once."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlmodel import Session, col, select

from bef_tui.data.reviews import Review, ReviewStep, ScoreSnapshot
from bef_tui.framework import agenda
from bef_tui.framework.agenda import StepKey
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.judgement import Judgement, judge
from bef_tui.framework.plain import to_plain
from bef_tui.framework.weeks import Now, add_weeks
from bef_tui.framework.words import ReviewMode, ReviewStepState, SnapshotMoment
from bef_tui.services import records
from bef_tui.services.facts import first_week, gather
from bef_tui.services.review.left import step_facts
from bef_tui.services.review.rows import answer, open_row, step_row
from bef_tui.services.sql import rows_of
from bef_tui.services.systems import generate_due

# Deeds


def open_review(session: Session, *, now: Now, mode: ReviewMode = "full", week: str | None = None) -> int:
    """Begin the review of a week, or go on with the one that is open.

    Due runs are generated, the score before is kept, and the week's numbers are frozen.
    """
    current = running(session)
    if current is not None:
        return current
    week = week or week_to_review(session, now=now)
    if _closed(session, week):
        raise RuleBroken(f"Week {week} is reviewed already; the next one is due at its end.")
    generate_due(session, now=now)
    session.flush()
    judged = judge(gather(rows_of(session), now))
    review = Review(week=week, mode=mode, started_at=now.at, numbers=json.dumps(_numbers(judged)))
    steps = agenda.steps_of(mode)
    review.step = steps[0].key
    review_id = records.saved(session, review)
    for step in steps:
        session.add(ReviewStep(review_id=review_id, key=step.key, position=step.number))
    keep_snapshot(session, judged, "before", week, review_id, now)
    session.flush()
    _pass_idle(session, review, [step.key for step in steps], now)
    return review_id


def add_seconds(session: Session, review_id: int, key: StepKey, seconds: int) -> int:
    """Count time in a review."""
    review = open_row(session, review_id)
    step = step_row(session, review, key)
    if seconds > 0:
        step.active_seconds += seconds
        review.active_seconds += seconds
    return review_id


def go(session: Session, review_id: int, key: StepKey, *, seconds: int = 0) -> int:
    """Go to a step of a review; ``seconds`` of active time were spent in the one that is left."""
    review = open_row(session, review_id)
    step_row(session, review, key)
    if seconds:
        add_seconds(session, review_id, cast(StepKey, review.step), seconds)
    review.step = key
    return review_id


def finish_step(session: Session, review_id: int, key: StepKey, *, now: Now, seconds: int = 0) -> StepKey:
    """Finish a step of a review, in which ``seconds`` of active time were spent; gives the key of the next one.

    Steps with nothing to do are ticked and passed. ``RuleBroken`` says what is left to do in this one.
    """
    review = open_row(session, review_id)
    add_seconds(session, review_id, key, seconds)
    if key == "land":
        answer(session, review_id, key, {"landed": True})
        session.flush()
    left = agenda.left_to_do(key, step_facts(session, review_id, now=now, steps=(key,)))
    if left:
        raise RuleBroken(f"Not done yet: {left}.")
    _tick(step_row(session, review, key), "done", now)
    following = [step.key for step in agenda.steps_of(review.mode)]
    return _pass_idle(session, review, following[following.index(key) + 1 :], now) or key


def _pass_idle(session: Session, review: Review, keys: Sequence[StepKey], now: Now) -> StepKey | None:
    """Stand at the first of these steps with something to do; those before it are ticked and passed."""
    for key in keys:
        review.step = key
        session.flush()
        if not agenda.nothing_to_do(key, step_facts(session, review.id or 0, now=now, steps=(key,))):
            return key
        _tick(step_row(session, review, key), "passed", now)
    return None


def abandon(session: Session, review_id: int) -> int:
    """Throw an open review away; what was recorded in it stays."""
    session.delete(open_row(session, review_id))
    return review_id


def keep_snapshot(
    session: Session, judged: Judgement, moment: SnapshotMoment, week: str, review_id: int | None, now: Now
) -> None:
    """Keep the score of this moment, whole."""
    card = judged.card
    session.add(
        ScoreSnapshot(
            at=now.at,
            on=now.today,
            week=week,
            moment=moment,
            review_id=review_id,
            total=card.total,
            clarity=card.category("clarity").value,
            communication=card.category("communication").value,
            accountability=card.category("accountability").value,
            systems=card.category("systems").value,
            measurement=card.category("measurement").value,
            body=json.dumps(to_plain(judged.brief()), ensure_ascii=False),
        )
    )


def _tick(step: ReviewStep, state: ReviewStepState, now: Now) -> None:
    step.state, step.done_at = state, now.at


def _numbers(judged: Judgement) -> dict[str, Any]:
    """What is frozen when a review begins."""
    headline = judged.gap.headline
    return {"total": judged.card.total, "gap": headline.gap, "kept": headline.k, "promised": headline.n}


def _closed(session: Session, week: str) -> bool:
    closed = select(Review.id).where(Review.week == week, Review.state == "closed")
    return session.exec(closed.limit(1)).first() is not None


# Questions


def running(session: Session) -> int | None:
    """The review that is open, if one is."""
    return session.exec(
        select(Review.id).where(Review.state == "open").order_by(col(Review.id).desc()).limit(1)
    ).first()


def week_to_review(session: Session, *, now: Now) -> str:
    """Last week when its review is still missing, else this week."""
    last = add_weeks(now.week, -1)
    if first_week(rows_of(session), now) <= last and not _closed(session, last):
        return last
    return now.week


@dataclass(frozen=True, slots=True)
class StepView:
    """A step as the review shows it; ``box`` in minutes, ``seconds`` of active time spent."""

    key: StepKey
    number: int
    title: str
    box: int
    state: ReviewStepState
    seconds: int


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A running review: its week, its steps, and the one it stands at."""

    id: int
    week: str
    mode: ReviewMode
    at: StepKey
    seconds: int
    minutes: int
    steps: tuple[StepView, ...]

    @property
    def step(self) -> StepView:
        """The step it stands at."""
        return next(step for step in self.steps if step.key == self.at)


def review_view(session: Session, review_id: int) -> ReviewView:
    """A running review as it stands."""
    review = records.found(session, Review, review_id)
    kept = {
        step.key: step
        for step in session.exec(select(ReviewStep).where(ReviewStep.review_id == review_id)).all()
    }
    steps = tuple(
        StepView(s.key, s.number, s.title, s.box(review.mode), kept[s.key].state, kept[s.key].active_seconds)
        for s in agenda.steps_of(review.mode)
    )
    at: Any = review.step
    minutes = agenda.minutes_of(review.mode)
    return ReviewView(review_id, review.week, review.mode, at, review.active_seconds, minutes, steps)
