"""What the records say about a running review: what each step shows."""

from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session, col, select

from bef_tui.data.execution import Commitment
from bef_tui.data.reviews import Review, ScoreSnapshot
from bef_tui.framework.agenda import check_fate
from bef_tui.framework.facts import Facts
from bef_tui.framework.gap import GoalGap, portfolio
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import Fate, MissReason
from bef_tui.services import execution, improvement, records
from bef_tui.services.execution import CommitmentRow
from bef_tui.services.facts import goals
from bef_tui.services.review.rows import all_answers, answer
from bef_tui.services.sql import rows_of
from bef_tui.services.systems import repeated_work, runs, skipped_most

# Step 1, Land


@dataclass(frozen=True, slots=True)
class LandView:
    """Last week's headline, rating and score."""

    week: str
    headline: str
    rating: int | None
    improvement: str
    total: float | None


def land_view(session: Session, review_id: int) -> LandView | None:
    """The review before this one; None for the first."""
    review = records.found(session, Review, review_id)
    before = session.exec(
        select(Review)
        .where(Review.state == "closed", Review.week < review.week)
        .order_by(col(Review.week).desc())
        .limit(1)
    ).first()
    if before is None or before.id is None:
        return None
    said = all_answers(session, before.id)
    total = session.exec(
        select(ScoreSnapshot.total).where(
            ScoreSnapshot.review_id == before.id, ScoreSnapshot.moment == "after"
        )
    ).first()
    return LandView(
        before.week,
        said["land"].get("headline", ""),
        before.rating,
        said["close"].get("improvement", ""),
        total,
    )


# Step 3, Said / did


@dataclass(frozen=True, slots=True)
class PromiseSeen:
    """A promise with what the records saw: ``hint`` says what speaks for kept or missed."""

    row: CommitmentRow
    hint: str


def promises_seen(session: Session, review_id: int, *, now: Now) -> tuple[PromiseSeen, ...]:
    """The frozen promises of the week, and what the records saw of each."""
    review = records.found(session, Review, review_id)
    rows = [row for row in execution.promises(session, review.week) if row.state != "draft"]
    return tuple(PromiseSeen(row, _hint(row, now.today)) for row in rows)


def _hint(row: CommitmentRow, today: date) -> str:
    if row.state == "kept":
        return f"done late, on {row.kept_on:%a}" if row.late and row.kept_on else "kept on time"
    if row.state in ("missed", "dropped"):
        fate = f" → {row.fate}" if row.fate else ""
        return f"{row.state}: {row.reason or 'no reason yet'}{fate}"
    if row.due is not None and row.due < today:
        return f"not done by {row.due:%a}"
    return "still open"


def settle_promise(
    session: Session,
    review_id: int,
    commitment_id: int,
    reason: MissReason,
    fate: Fate,
    *,
    now: Now,
    week: str,
) -> int | None:
    """Close a missed promise: why, and what becomes of it.

    What is recommitted, shrunk or delegated becomes a draft of ``week`` (its id is given back); an issue is raised;
    what is dropped ends here.
    """
    promise = records.found(session, Commitment, commitment_id)
    check_fate(fate, promise.carried)
    execution.miss(session, commitment_id, reason, fate, now=now)
    if fate == "drop":
        return None
    if fate == "issue":
        return improvement.raise_issue(
            session,
            now=now,
            title=f"Missed: {promise.outcome}"[:200],
            cause=reason,
            goal_id=promise.goal_id,
            raised_in="review: said / did",
            commitment_id=commitment_id,
        )
    changes = {} if fate == "recommit" else {"done_when": promise.done_when}
    return execution.carry(session, commitment_id, week, now=now, **changes)


# Step 4, Goals


@dataclass(frozen=True, slots=True)
class GoalSeen:
    """A 90-day goal: where it stands, the KPI that measures it, promises spent on it, and what was noted now."""

    gap: GoalGap
    kpi_id: int | None
    kpi: str
    spent: int
    note: str
    touched: bool


def goals_seen(session: Session, review_id: int, *, now: Now) -> tuple[GoalSeen, ...]:
    """The active 90-day goals by rank; one is touched by a note, or by a value recorded since the review began."""
    rows = rows_of(session)
    started_at = records.found(session, Review, review_id).started_at
    noted = all_answers(session, review_id)["goals"].get("touched", {})
    metrics = {
        goal_id: (kpi_id, name)
        for goal_id, kpi_id, name, _ in rows(
            "SELECT t.goal_id, t.kpi_id, k.name, max(t.from_on || printf('%09d', t.id)) FROM target t"
            " JOIN kpi k ON k.id = t.kpi_id WHERE t.goal_id IS NOT NULL GROUP BY t.goal_id"
        )
    }
    spent = dict(
        rows(
            "SELECT goal_id, count(*) FROM commitment WHERE goal_id IS NOT NULL AND frozen_at IS NOT NULL"
            " GROUP BY goal_id"
        )
    )
    fresh = {
        kpi_id
        for (kpi_id,) in rows(
            "SELECT kpi_id FROM kpi_entry WHERE recorded_at >= :started", started=started_at
        )
    }
    active = Facts(now.today, now.week)
    active = replace(active, goals=goals.goals(rows, active))
    return tuple(
        GoalSeen(
            gap,
            *metrics.get(gap.id, (None, "")),
            spent.get(gap.id, 0),
            noted.get(str(gap.id), ""),
            str(gap.id) in noted or metrics.get(gap.id, (None, ""))[0] in fresh,
        )
        for gap in portfolio(active).goals
        if gap.horizon == "90-day"
    )


def touch_goal(session: Session, review_id: int, goal_id: int, note: str) -> int:
    """Note how a goal stands."""
    noted = {**all_answers(session, review_id)["goals"].get("touched", {}), str(goal_id): note}
    return answer(session, review_id, "goals", {"touched": noted})


# Step 6, Systems


@dataclass(frozen=True, slots=True)
class SystemSeen:
    """Something in the systems that asks for a look: the record, what it is called, and why."""

    kind: str
    id: int
    label: str
    why: str


def systems_seen(session: Session, *, now: Now) -> tuple[SystemSeen, ...]:
    """Overdue runs, steps skipped most, SOPs due for review, and work repeated without an SOP."""
    found = [
        SystemSeen("workflow_run", run.id, run.sop, f"missed {missed}×" if missed > 1 else "a run was missed")
        for run in runs(session, now=now, done=0)
        if (missed := run.missed + run.overdue(now.today))
    ]
    found += [
        SystemSeen("sop", step.sop_id, step.sop, f"“{step.text[:60]}” skipped {step.times}×")
        for step in skipped_most(session, now=now, limit=5)
        if step.times > 1
    ]
    found += [
        SystemSeen("sop", sop_id, title, "review due")
        for sop_id, title in rows_of(session)(
            "SELECT id, title FROM sop WHERE status = 'active'"
            " AND julianday(:today) - julianday(reviewed_on) > review_days",
            today=now.today,
        )
    ]
    found += [
        SystemSeen("repeated", place, work.title, f"done {work.times}× without an SOP")
        for place, work in enumerate(repeated_work(session, now=now))
    ]
    return tuple(found)
