"""What stands out: the founder's view against the records, and what asks for a decision now. Worst first."""

from collections.abc import Iterator

from bef_tui.framework.agenda import CARRIED_ENOUGH, MOST_OUTCOMES
from bef_tui.framework.facts import Facts
from bef_tui.framework.gap import promises_of
from bef_tui.framework.score.clarity import MOST_GOALS, short_goals
from bef_tui.framework.score.rhythm import episodes
from bef_tui.framework.verdict.gap import Portfolio
from bef_tui.framework.verdict.said import Audit, Finding, FindingTone
from bef_tui.framework.verdict.score import Scorecard
from bef_tui.framework.words import CATEGORIES

FAR_APART = 1.0
"""From this difference on the founder's rating and the records disagree."""


def findings(facts: Facts, card: Scorecard, goals: Portfolio, audited: Audit) -> tuple[Finding, ...]:
    """Everything that stands out, worst first."""
    found = [
        *_self_rating(facts, card),
        *_promises(facts),
        *_goals(facts, goals),
        *_kpis(facts),
        *_audit(audited),
    ]
    return tuple(sorted(found, key=lambda finding: ("bad", "near", "none").index(finding.tone)))


def self_total(facts: Facts) -> int | None:
    """What the founder says: the sum of the five own ratings; None until all five are given."""
    rated = dict(facts.self_ratings)
    return sum(rated.values()) if all(key in rated for key in CATEGORIES) else None


def _self_rating(facts: Facts, card: Scorecard) -> Iterator[Finding]:
    rated = dict(facts.self_ratings)
    for score in card.categories:
        own = rated.get(score.key)
        if own is None or abs(own - score.value) < FAR_APART - 1e-9:
            continue
        tone: FindingTone = "near" if own > score.value else "none"
        text = f"{score.title}: you say {own}, the records say {score.value:.1f}"
        yield Finding("self rating", tone, text, "self_rating")


def _promises(facts: Facts) -> Iterator[Finding]:
    promised = promises_of(facts, facts.week)
    if not promised and facts.week not in facts.closed:
        yield Finding("nothing promised", "near", "Nothing is promised for this week")
    if len(promised) > MOST_OUTCOMES:
        yield Finding(
            "too many promises", "near", f"{len(promised)} commitments this week: no prioritisation"
        )
    for promise in promised:
        if promise.carried >= CARRIED_ENOUGH and promise.state == "open":
            text = f"“{promise.label}” is carried {promise.carried} times: shrink, delegate or drop it"
            yield Finding("carried", "bad", text, "commitment", promise.id)


def _goals(facts: Facts, goals: Portfolio) -> Iterator[Finding]:
    active = len(short_goals(facts))
    if active > MOST_GOALS:
        yield Finding("too many goals", "near", f"{active} active 90-day goals: no prioritisation")
    for goal in goals.goals:
        if goal.state == "behind" and goal.gap is not None:
            tone: FindingTone = "bad" if goal.gap >= 25 else "near"
            text = f"{goal.label}: behind {goal.gap:.0f} points, {goal.slip} days"
            yield Finding("goal behind", tone, text, "goal", goal.id)
        elif goal.state == "unknown":
            text = f"{goal.label}: no update for {goal.silent} days"
            yield Finding("goal unknown", "near", text, "goal", goal.id)
        elif goal.state == "no plan":
            yield Finding(
                "goal without plan", "none", f"{goal.label}: no metric, target or dates", "goal", goal.id
            )


def _kpis(facts: Facts) -> Iterator[Finding]:
    for episode in episodes(facts):
        if episode.pending:
            text = f"{episode.kpi.label}: {episode.reason}, not yet answered"
            yield Finding("kpi unanswered", "bad", text, "kpi", episode.kpi.id)


def _audit(audited: Audit) -> Iterator[Finding]:
    for item in audited.items:
        if item.disagrees:
            text = f"Audit {item.number}: you ticked it, the records do not: {item.evidence}"
            yield Finding("audit", "near", text)
