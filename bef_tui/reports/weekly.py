"""The report of a weekly review, made for sending: what was promised, what came of it, what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bef_tui.framework.days import say_date, say_weekday
from bef_tui.reports import markdown as md

Verdict = Literal["good", "near", "bad", "none"]

VERDICTS: dict[Verdict, str] = {
    "good": "✓ on track",
    "near": "◐ near",
    "bad": "✗ off track",
    "none": "no verdict",
}


@dataclass(frozen=True)
class Promise:
    """A commitment of the week as it was frozen, and what became of it."""

    outcome: str
    state: Literal["kept", "missed", "dropped"]
    owner: str = ""
    goal: str = ""
    late: bool = False
    reason: str = ""
    fate: str = ""
    carried: int = 0


@dataclass(frozen=True)
class WeekGap:
    """The Execution Gap: of the week, and over four closed weeks with its change against the four before.

    Shares are 0 to 1; None where there was nothing to judge. ``change`` is in shares, negative when it closes.
    """

    share: float | None
    kept: int
    of: int
    late: int = 0
    not_done: int = 0
    unplanned: float | None = None
    four_weeks: float | None = None
    four_weeks_kept: int = 0
    four_weeks_of: int = 0
    change: float | None = None


@dataclass(frozen=True)
class KpiLine:
    """A KPI of the week; value and target as they are shown, ``note`` why there is no value."""

    name: str
    kind: Literal["lead", "lag"]
    value: str = ""
    target: str = ""
    verdict: Verdict = "none"
    note: str = ""


@dataclass(frozen=True)
class GoalLine:
    """A 90-day goal: where the plan expects it, where it is (both 0 to 1), and where it is heading."""

    title: str
    expected: float
    actual: float | None
    days_behind: int = 0
    forecast: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Decision:
    """An issue that was decided, with the one action that follows."""

    issue: str
    decision: str
    cause: str = ""
    action: str = ""
    owner: str = ""
    due: date | None = None


@dataclass(frozen=True)
class NextCommitment:
    """A commitment of the coming week with its three answers: who, by when, how we will know."""

    outcome: str
    owner: str = ""
    due: date | None = None
    done_when: str = ""
    goal: str = ""


@dataclass(frozen=True)
class ScoreMove:
    """A record that moved the score, in points of the total."""

    record: str
    category: str
    points: float


@dataclass(frozen=True)
class ScoreChange:
    """The Execution Score before and after the review (of 25), its band, and what moved it."""

    before: float | None
    after: float
    band: str
    moves: tuple[ScoreMove, ...] = ()


@dataclass(frozen=True)
class WeeklyReview:
    """A closed review, as its snapshot holds it; nothing here is computed again."""

    company: str
    week: str
    first_day: date
    last_day: date
    headline: str = ""
    wins: tuple[str, ...] = ()
    promises: tuple[Promise, ...] = ()
    gap: WeekGap | None = None
    kpis: tuple[KpiLine, ...] = ()
    goals: tuple[GoalLine, ...] = ()
    decisions: tuple[Decision, ...] = ()
    process_fix: str = ""
    commitments: tuple[NextCommitment, ...] = ()
    not_to_do: str = ""
    score: ScoreChange | None = None
    diagnosis: str = ""
    rating: int | None = None
    improvement: str = ""


def weekly_report(review: WeeklyReview) -> str:
    """The review as Markdown: the same text for the same values, whoever reads it and when."""
    number = int(review.week.partition("-W")[2])
    span = f"{say_weekday(review.first_day)} – {say_weekday(review.last_day)} {review.last_day.year}"
    return md.document(
        md.title(f"{md.inline(review.company) or 'Weekly review'}: week {number}"),
        [span, ""],
        [f"**{md.inline(review.headline)}**", ""] if review.headline.strip() else [],
        md.section("Wins", (md.bullet(md.inline(win)) for win in review.wins)),
        md.section("Execution Score", _score(review)),
        md.section("Said and done", _promises(review), "Nothing was promised for this week."),
        md.section("Numbers", _kpis(review.kpis)),
        md.section("Goals, 90 days", _goals(review.goals, review.last_day)),
        md.section("Decisions", _decisions(review)),
        md.section("Next week", _commitments(review), "Nothing is committed yet."),
        md.section("The review itself", _close(review)),
    )


def _score(review: WeeklyReview) -> Iterator[str]:
    score = review.score
    if score is not None:
        moved = (
            ""
            if score.before is None
            else f" ({md.signed(score.after - score.before)} from {score.before:.1f})"
        )
        yield f"**{score.after:.1f} of 25**, {md.inline(score.band)}{moved}"
    if review.diagnosis.strip():
        yield from ("", md.inline(review.diagnosis))
    if score is not None and score.moves:
        yield ""
        for move in score.moves:
            yield md.bullet(f"{md.signed(move.points)} {md.inline(move.category)}", md.inline(move.record))


def _promises(review: WeeklyReview) -> Iterator[str]:
    if review.gap is not None:
        yield from (*_gap(review.gap), "")
    for state, mark in (("kept", "✓"), ("missed", "✗"), ("dropped", "○")):
        for promise in review.promises:
            if promise.state == state:
                yield md.bullet(f"{mark} {md.inline(promise.outcome)}", *_aftermath(promise))


def _aftermath(promise: Promise) -> Iterator[str]:
    if promise.state != "kept":
        yield f"late, {promise.state}" if promise.late else promise.state
    yield f"because: {md.inline(promise.reason)}" if promise.reason else ""
    yield f"now: {md.inline(promise.fate)}" if promise.fate else ""
    yield f"carried {promise.carried}×" if promise.carried else ""
    yield md.inline(promise.owner)
    yield f"for {md.inline(promise.goal)}" if promise.goal.strip() else ""


def _gap(gap: WeekGap) -> Iterator[str]:
    share = "no verdict" if gap.share is None else md.percent(gap.share)
    split = f"; {gap.late} late, {gap.not_done} not done" if gap.late or gap.not_done else ""
    yield f"Execution Gap **{share}** ({gap.kept} of {gap.of} kept{split})."
    if gap.four_weeks is not None:
        change = (
            "" if gap.change is None else f", {md.signed(gap.change * 100, 0)} points against the four before"
        )
        kept = f"{gap.four_weeks_kept} of {gap.four_weeks_of} kept"
        yield f"Over four weeks {md.percent(gap.four_weeks)} ({kept}{change})."
    if gap.unplanned is not None:
        yield f"{md.percent(gap.unplanned)} of what was done had not been planned."


def _kpis(kpis: tuple[KpiLine, ...]) -> list[str]:
    ordered = [kpi for kind in ("lead", "lag") for kpi in kpis if kpi.kind == kind]
    rows = [
        (
            md.inline(kpi.name),
            kpi.kind,
            md.inline(kpi.value) or "no data",
            md.inline(kpi.target) or "–",
            " · ".join(filter(None, (VERDICTS[kpi.verdict], md.inline(kpi.note)))),
        )
        for kpi in ordered
    ]
    return md.table(("KPI", "Kind", "Value", "Target", "Verdict"), rows, numbers=(2, 3))


def _goals(goals: tuple[GoalLine, ...], today: date) -> Iterator[str]:
    for goal in goals:
        if goal.actual is None:
            standing = f"unknown, {md.percent(goal.expected)} expected"
        else:
            standing = f"{md.percent(goal.actual)} of the way, {md.percent(goal.expected)} expected"
        behind = f"{goal.days_behind} days behind" if goal.days_behind > 0 else ""
        forecast = f"forecast {say_date(goal.forecast, today)}" if goal.forecast else ""
        yield md.bullet(f"{md.inline(goal.title)}: {standing}", behind, forecast, md.inline(goal.note))


def _decisions(review: WeeklyReview) -> Iterator[str]:
    for one in review.decisions:
        yield md.bullet(f"**{md.inline(one.issue)}**: {md.inline(one.decision)}")
        if one.cause.strip():
            yield f"  - Cause: {md.inline(one.cause)}"
        if one.action.strip():
            by = f"by {say_date(one.due, review.last_day)}" if one.due else ""
            yield "  " + md.bullet(f"Action: {md.inline(one.action)}", md.inline(one.owner), by)
    if review.process_fix.strip():
        yield md.bullet(f"Process: {md.inline(review.process_fix)}")


def _commitments(review: WeeklyReview) -> Iterator[str]:
    for one in review.commitments:
        by = f"by {say_weekday(one.due)}" if one.due else ""
        goal = f"for {md.inline(one.goal)}" if one.goal.strip() else ""
        yield md.bullet(md.inline(one.outcome), md.inline(one.owner), by, goal)
        if one.done_when.strip():
            yield f"  - Done when: {md.inline(one.done_when)}"
    if review.not_to_do.strip():
        yield from ("", f"Not to do: **{md.inline(review.not_to_do)}**")


def _close(review: WeeklyReview) -> Iterator[str]:
    if review.rating is not None:
        yield md.bullet(f"Rated {review.rating} of 10")
    if review.improvement.strip():
        yield md.bullet(f"To improve: {md.inline(review.improvement)}")
