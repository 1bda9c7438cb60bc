"""The report of a closed review: everything it says, gathered once and never again."""

from collections import defaultdict
from typing import Any

from sqlmodel import Session, col, select

from bef_tui.data.execution import Task
from bef_tui.data.improvement import Issue
from bef_tui.data.planning import Person
from bef_tui.data.reviews import Review
from bef_tui.data.vision import Company
from bef_tui.framework.judgement import Judgement
from bef_tui.framework.score import BAND_WORDS
from bef_tui.framework.weeks import Now
from bef_tui.reports import weekly
from bef_tui.services import execution, measurement, records
from bef_tui.services.review.moved import before, moves
from bef_tui.services.review.rows import all_answers, next_week

VERDICTS: dict[str, weekly.Verdict] = {"on": "good", "near": "near", "off": "bad"}


def report(session: Session, review: Review, judged: Judgement, now: Now) -> weekly.WeeklyReview:
    """All that the report of a review says, as of its close."""
    assert review.id is not None
    said = all_answers(session, review.id)
    start = before(session, review.id)
    company = session.exec(select(Company.name).limit(1)).first()
    coming = next_week(session, review.id, now=now)
    moved = tuple(
        weekly.ScoreMove(f"{m.title}: {m.note}", m.category, m.points) for m in moves(start, judged)
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
            start.card.total if start else None, card.total, BAND_WORDS[card.band], moved
        ),
        diagnosis=judged.diagnosis.sentence,
        rating=review.rating,
        improvement=str(said["close"].get("improvement", "")),
    )


def _promise(row: execution.CommitmentRow) -> weekly.Promise:
    """A promise as the report says it: late is missed."""
    states: dict[str, Any] = {"kept": "missed" if row.late else "kept", "dropped": "dropped"}
    return weekly.Promise(
        outcome=row.outcome,
        state=states.get(row.state, "missed"),
        owner=row.owner,
        goal=row.moves,
        late=row.late,
        reason=row.reason or "",
        fate=row.fate or "",
        carried=row.carried,
    )


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
