"""Step 9, Close: the score before and after, the snapshot, the report, and the next date."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, select

from bef_tui.data.reviews import Review, ScoreSnapshot
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.judgement import judge
from bef_tui.framework.weeks import Now, add_weeks
from bef_tui.reports import weekly
from bef_tui.services import execution, records
from bef_tui.services.facts import gather
from bef_tui.services.happened import happened
from bef_tui.services.review.moved import Move, audit_changes, before, moves
from bef_tui.services.review.reporting import report
from bef_tui.services.review.rows import answer, next_week, open_row, step_row
from bef_tui.services.review.running import keep_snapshot
from bef_tui.services.sql import rows_of

# Deeds


def close(
    session: Session,
    review_id: int,
    *,
    now: Now,
    rating: int,
    improvement: str = "",
    next_on: date | None = None,
) -> int:
    """Close the review of a week: the snapshot and the report are written, and nothing in them changes any more."""
    review = open_row(session, review_id)
    if not 1 <= rating <= 10:
        raise RuleBroken("Rate the week from 1 to 10.", field="rating")
    coming = next_week(session, review_id, now=now)
    if not execution.is_frozen(session, coming):
        raise RuleBroken("Commit to the coming week first (step 8): at least one outcome, frozen.")
    next_on = next_on or _next_day(coming, now)
    if next_on <= now.today:
        raise RuleBroken("The next review must be on a day to come.", field="next_on")
    answer(session, review_id, "close", {"improvement": improvement, "next_on": next_on.isoformat()})
    review.rating, review.state, review.closed_at, review.closed_on = rating, "closed", now.at, now.today
    review.late = now.today > now.ends(add_weeks(review.week, 1))
    step = step_row(session, review, "close")
    step.state, step.done_at = "done", now.at
    session.flush()
    judged = judge(gather(rows_of(session), now))
    keep_snapshot(session, judged, "after", review.week, review_id, now)
    review.report = weekly.weekly_report(report(session, review, judged, now))
    happened(session, "review closed", review_id, now=now)
    return review_id


def mark_shared(session: Session, review_id: int, *, now: Now) -> int:
    """Share the report of a review."""
    review = records.found(session, Review, review_id)
    if not review.report:
        raise RuleBroken("The review is not closed yet: it has no report.")
    review.shared_on = review.shared_on or now.today
    return review_id


# Questions


@dataclass(frozen=True, slots=True)
class CloseView:
    """The score before and after, what moved it, audit items that changed, and the weeks reviewed in a row."""

    before: float
    after: float
    moves: tuple[Move, ...]
    audit: tuple[str, ...]
    weeks_in_a_row: int
    next_on: date


def close_view(session: Session, review_id: int, *, now: Now) -> CloseView:
    """How the review changed the judgement, as of now."""
    review = open_row(session, review_id)
    start, after = before(session, review_id), judge(gather(rows_of(session), now))
    return CloseView(
        before=start.card.total if start else after.card.total,
        after=after.card.total,
        moves=moves(start, after),
        audit=audit_changes(start, after),
        weeks_in_a_row=_in_a_row(session, review.week),
        next_on=_next_day(next_week(session, review_id, now=now), now),
    )


def score_change(session: Session, review_id: int) -> tuple[float | None, float]:
    """The score when a closed review began, None when it was not kept, and the score with the review closed."""
    kept = select(ScoreSnapshot.moment, ScoreSnapshot.total).where(ScoreSnapshot.review_id == review_id)
    totals = {str(moment): total for moment, total in session.exec(kept)}
    if "after" not in totals:
        raise RuleBroken("The review is not closed yet: the score after it is not known.")
    return totals.get("before"), totals["after"]


def report_of(session: Session, week: str | None = None) -> tuple[int, str, str]:
    """The report of a closed review: its id, its week, its Markdown; of the newest unless a week is given."""
    query = select(Review.id, Review.week, Review.report).where(Review.state == "closed")
    if week is not None:
        query = query.where(Review.week == week)
    found = session.exec(query.order_by(col(Review.week).desc(), col(Review.id).desc()).limit(1)).first()
    if found is None or found[0] is None:
        raise RuleBroken(
            f"Week {week} has no closed review." if week else "No review is closed yet: bef review"
        )
    return found[0], found[1], found[2]


@dataclass(frozen=True, slots=True)
class Written:
    """A closed review in a list."""

    id: int
    week: str
    mode: str
    closed_on: date | None
    rating: int | None
    late: bool
    total: float | None
    shared: bool


def written(session: Session, most: int = 60) -> tuple[Written, ...]:
    """The closed reviews, newest first."""
    query = (
        records.columns(
            Review.id,
            Review.week,
            Review.mode,
            Review.closed_on,
            Review.rating,
            Review.late,
            ScoreSnapshot.total,
            col(Review.shared_on).is_not(None),
        )
        .join(
            ScoreSnapshot,
            (col(ScoreSnapshot.review_id) == Review.id) & (ScoreSnapshot.moment == "after"),
            isouter=True,
        )
        .where(Review.state == "closed")
        .order_by(col(Review.week).desc(), col(Review.id).desc())
        .limit(most)
    )
    return tuple(Written(*row) for row in session.exec(query))


def _next_day(coming: str, now: Now) -> date:
    """When the next review is proposed: two days before the coming week ends, tomorrow when that is past."""
    return max(now.ends(coming) - timedelta(days=2), now.today + timedelta(days=1))


def _in_a_row(session: Session, week: str) -> int:
    closed = set(session.exec(select(Review.week).where(Review.state == "closed")))
    count = 1
    while (week := add_weeks(week, -1)) in closed:
        count += 1
    return count
