"""The five mistakes, and the four causes why businesses fail to execute, as far as the records show them."""

from bef_tui.framework.audit import MOST_COMMITMENTS
from bef_tui.framework.facts import Facts
from bef_tui.framework.gap import promises_of
from bef_tui.framework.score.clarity import MOST_GOALS, short_goals, unranked
from bef_tui.framework.score.rhythm import judged_reviews
from bef_tui.framework.verdict.gap import PooledGap
from bef_tui.framework.verdict.said import Mistake
from bef_tui.framework.verdict.score import CategoryScore, Scorecard

CRITICAL = 2.0
"""A category up to this value is a *Critical Gap*, or *Needs Attention*."""


def five_mistakes(facts: Facts, card: Scorecard) -> tuple[Mistake, ...]:
    """No prioritisation, no systems, poor communication, lack of measurement, no accountability."""
    return (
        _no_prioritisation(facts),
        _category("no systems", "No systems", card.category("systems")),
        _category("poor communication", "Poor communication", card.category("communication")),
        _category("lack of measurement", "Lack of measurement", card.category("measurement")),
        _category("no accountability", "No accountability", card.category("accountability")),
    )


def four_causes(facts: Facts, card: Scorecard, headline: PooledGap) -> tuple[Mistake, ...]:
    """Why businesses fail to execute: lack of clarity, of accountability, of systems, of consistency."""
    return (
        _category("clarity", "Lack of clarity", card.category("clarity")),
        _category("accountability", "Lack of accountability", card.category("accountability")),
        _category("systems", "Lack of systems", card.category("systems")),
        _inconsistency(facts, headline),
    )


def _category(key: str, title: str, score: CategoryScore) -> Mistake:
    if score.state == "no evidence":
        return Mistake(key, title, None, "no evidence yet")
    worst = min((p for p in score.parts if p.value is not None), key=lambda part: part.value or 0)
    return Mistake(key, title, score.value <= CRITICAL, f"{score.title} {score.value:.1f}: {worst.note}")


def _no_prioritisation(facts: Facts) -> Mistake:
    goals, loose = len(short_goals(facts)), len(unranked(facts))
    promised = len(promises_of(facts, facts.week))
    key, title = "no prioritisation", "No prioritisation"
    said = f"{goals} active 90-day goals, {loose or 'none'} unranked, {promised} commitments this week"
    if not goals and not promised:
        return Mistake(key, title, None, said)
    return Mistake(key, title, goals > MOST_GOALS or loose > 0 or promised > MOST_COMMITMENTS, said)


def _inconsistency(facts: Facts, headline: PooledGap) -> Mistake:
    """Less than half of the weeks reviewed, or promises in less than half of the closed weeks."""
    weeks = judged_reviews(facts).weeks
    key, title = "consistency", "Lack of consistency"
    if not weeks:
        return Mistake(key, title, None, "no week is closed yet")
    reviewed = sum(review is not None for _, _, review, _ in weeks)
    promised = sum(week.n > 0 for week in headline.weeks)
    said = f"{reviewed} of {len(weeks)} weeks reviewed, promises in {promised} of {len(headline.weeks)}"
    return Mistake(key, title, 2 * reviewed < len(weeks) or 2 * promised < len(headline.weeks), said)
