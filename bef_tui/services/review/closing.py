"""Step 9, Close: the score before and after, the snapshot, the report, and the next date."""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col, select

from bef_tui.data.execution import Task
from bef_tui.data.improvement import Issue
from bef_tui.data.planning import Person
from bef_tui.data.reviews import Review, ScoreSnapshot
from bef_tui.data.vision import Company
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.judgement import Judgement, judge
from bef_tui.framework.plain import from_plain
from bef_tui.framework.score import BAND_WORDS
from bef_tui.framework.weeks import Now, add_weeks
from bef_tui.reports import weekly
from bef_tui.services import execution, measurement, records
from bef_tui.services.facts import gather
from bef_tui.services.review.rows import all_answers, answer, next_week, open_row
from bef_tui.services.review.running import keep_snapshot
from bef_tui.services.sql import rows_of

MOVES_SHOWN = 5
VERDICTS: dict[str, weekly.Verdict] = {"on": "good", "near": "near", "off": "bad"}


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
    next_on = next_on or now.ends(coming)
    if next_on <= now.today:
        raise RuleBroken("The next review must be on a day to come.", field="next_on")
    answer(session, review_id, "close", {"improvement": improvement, "next_on": next_on.isoformat()})
    review.rating, review.state, review.closed_at, review.closed_on = rating, "closed", now.at, now.today
    review.late = now.today > now.ends(add_weeks(review.week, 1))
    session.flush()
    judged = judge(gather(rows_of(session), now))
    keep_snapshot(session, judged, "after", review.week, review_id, now)
    review.report = weekly.weekly_report(_report(session, review, judged, now))
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
class Move:
    """What moved the score: a component, by how many points, and its reason now."""

    category: str
    title: str
    points: float
    note: str


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
    before, after = _before(session, review_id), judge(gather(rows_of(session), now))
    return CloseView(
        before=before.card.total if before else after.card.total,
        after=after.card.total,
        moves=_moves(before, after),
        audit=_audit(before, after),
        weeks_in_a_row=_in_a_row(session, review.week),
        next_on=now.ends(next_week(session, review_id, now=now)) - timedelta(days=2),
    )


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
    query = records.columns(
        Review.id, Review.week, Review.mode, Review.closed_on, Review.rating, Review.late, ScoreSnapshot.total,
        Review.shared_on,
    ).join(
        ScoreSnapshot, (col(ScoreSnapshot.review_id) == Review.id) & (ScoreSnapshot.moment == "after"), isouter=True
    )  # fmt: skip
    found = session.exec(query.where(Review.state == "closed").order_by(col(Review.week).desc()).limit(most))
    return tuple(
        Written(review_id, week, mode, closed_on, rating, late, total, shared_on is not None)
        for review_id, week, mode, closed_on, rating, late, total, shared_on in found
    )


def _before(session: Session, review_id: int) -> Judgement | None:
    body = session.exec(
        select(ScoreSnapshot.body).where(
            ScoreSnapshot.review_id == review_id, ScoreSnapshot.moment == "before"
        )
    ).first()
    return from_plain(Judgement, json.loads(body)) if body else None


def _moves(before: Judgement | None, after: Judgement) -> tuple[Move, ...]:
    if before is None:
        return ()
    earlier = {part.key: part.points for category in before.card.categories for part in category.parts}
    moves = [
        Move(category.title, part.title, part.points - earlier.get(part.key, 0.0), part.note)
        for category in after.card.categories
        for part in category.parts
        if abs(part.points - earlier.get(part.key, 0.0)) >= 0.05
    ]
    return tuple(sorted(moves, key=lambda move: -abs(move.points))[:MOVES_SHOWN])


def _audit(before: Judgement | None, after: Judgement) -> tuple[str, ...]:
    if before is None:
        return ()
    held = {item.key: item.holds for item in before.audit.items}
    return tuple(
        f"{item.number} {'now holds' if item.holds else 'no longer holds'}: {item.text}"
        for item in after.audit.items
        if bool(item.holds) != bool(held.get(item.key))
    )


def _in_a_row(session: Session, week: str) -> int:
    closed = set(session.exec(select(Review.week).where(Review.state == "closed")))
    count = 1
    while (week := add_weeks(week, -1)) in closed:
        count += 1
    return count


# The report


def _report(session: Session, review: Review, judged: Judgement, now: Now) -> weekly.WeeklyReview:
    assert review.id is not None
    said = all_answers(session, review.id)
    before = _before(session, review.id)
    company = session.exec(select(Company.name).limit(1)).first()
    coming = next_week(session, review.id, now=now)
    moves = tuple(
        weekly.ScoreMove(f"{m.title}: {m.note}", m.category, m.points) for m in _moves(before, judged)
    )
    card = judged.card
    return weekly.WeeklyReview(
        company=company or "",
        week=review.week,
        first_day=now.starts(review.week),
        last_day=now.ends(review.week),
        headline=str(said["land"].get("headline", "")),
        wins=tuple(line for line in str(said["land"].get("wins", "")).splitlines() if line.strip()),
        promises=tuple(
            _promise(row) for row in execution.promises(session, review.week) if row.state != "draft"
        ),
        gap=_gap(judged, review.week),
        kpis=tuple(_kpis(session, review.week, now)),
        goals=tuple(_goals(judged, said["goals"].get("touched", {}))),
        decisions=tuple(_decisions(session, said["solve"].get("decided", []))),
        process_fix=str(said["systems"].get("decision", "")),
        commitments=tuple(
            weekly.NextCommitment(row.outcome, row.owner, row.due, row.done_when, row.moves)
            for row in execution.promises(session, coming)
        ),
        not_to_do=str(said["commit"].get("not_doing", "")),
        score=weekly.ScoreChange(
            before.card.total if before else None, card.total, BAND_WORDS[card.band], moves
        ),
        diagnosis=judged.diagnosis.sentence,
        rating=review.rating,
        improvement=str(said["close"].get("improvement", "")),
    )


def _promise(row: execution.CommitmentRow) -> weekly.Promise:
    states: dict[str, Any] = {"kept": "kept", "dropped": "dropped"}
    return weekly.Promise(
        row.outcome, states.get(row.state, "missed"), row.owner, row.moves, row.late, row.reason or "", row.fate or "",
        row.carried,
    )  # fmt: skip


def _gap(judged: Judgement, week: str) -> weekly.WeekGap | None:
    headline = judged.gap.headline
    own = next((gap for gap in headline.weeks if gap.week == week), None)
    if own is None:
        return None
    return weekly.WeekGap(
        share=own.gap,
        kept=own.k,
        of=own.n,
        late=round(own.late * own.n),
        not_done=round(own.not_done * own.n),
        unplanned=own.unplanned_share,
        four_weeks=headline.gap,
        four_weeks_kept=headline.k,
        four_weeks_of=headline.n,
        change=None if headline.trend is None else headline.trend / 100,
    )


def _kpis(session: Session, week: str, now: Now) -> list[weekly.KpiLine]:
    due = defaultdict(list)
    for kpi in measurement.due_kpis(session, now=now, week=week):
        due[kpi.id].append(kpi)
    found = []
    for row in measurement.scorecard(session, now=now):
        if row.id not in due:
            continue
        newest = due[row.id][-1]
        shown = "" if newest.value is None else f"{newest.value:g} {newest.unit}".strip()
        target = "" if row.target is None else f"{row.target:g} {newest.unit}".strip()
        cell = next((cell for cell in row.cells if cell.period == newest.period), None)
        verdict = VERDICTS.get(cell.verdict, "none") if cell else "none"
        found.append(weekly.KpiLine(newest.name, newest.kind, shown, target, verdict, newest.why))
    return found


def _goals(judged: Judgement, notes: dict[str, str]) -> list[weekly.GoalLine]:
    return [
        weekly.GoalLine(
            goal.label,
            goal.expected or 0.0,
            goal.actual,
            goal.slip or 0,
            goal.forecast.reaches if goal.forecast else None,
            notes.get(str(goal.id), ""),
        )
        for goal in judged.gap.portfolio.goals
        if goal.horizon == "90-day"
    ]


def _decisions(session: Session, ids: list[int]) -> list[weekly.Decision]:
    query = (
        records.columns(Issue.title, Issue.decision, Issue.cause, Task.title, Person.name, Task.due)
        .join(Task, col(Task.id) == Issue.action_id, isouter=True)
        .join(Person, col(Person.id) == Task.owner_id, isouter=True)
        .where(col(Issue.id).in_(ids))
    )
    return [
        weekly.Decision(title, decision, cause, action or "", owner or "", due)
        for title, decision, cause, action, owner, due in session.exec(query)
    ]
