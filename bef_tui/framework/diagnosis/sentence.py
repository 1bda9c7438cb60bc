"""The diagnosis in one sentence: promises kept against goals on plan."""

from bef_tui.framework.facts import Facts
from bef_tui.framework.gap import BEHIND_POINTS, window_verdicts
from bef_tui.framework.verdict.gap import PooledGap, Portfolio
from bef_tui.framework.verdict.said import Diagnosis, DiagnosisKey

KEPT_WELL = 0.82
KEPT_BADLY = 0.70


def diagnosis(facts: Facts, headline: PooledGap, goals: Portfolio) -> Diagnosis:
    """The one-sentence diagnosis from the promises of four weeks and the portfolio of goals.

    Kept is the weighted share kept on time; goals are behind from ten points on. Between 70 and 82 % kept the
    business is *slipping*: neither case of the framework applies yet.
    """
    if headline.gap is None:
        text = "No promise has been closed yet: commit to three outcomes and close the week"
        return Diagnosis("no promises", text, "low")
    kept = 1 - headline.gap + 1e-9
    key = _case(kept, goals)
    return Diagnosis(
        key, _SENTENCES[key].format(kept=f"{kept:.0%}", reason=_reason(facts)), headline.confidence
    )


def top_reason(facts: Facts) -> str:
    """The reason given most often for a miss in the last four closed weeks; empty when none was given."""
    counts: dict[str, int] = {}
    for promise, verdict in window_verdicts(facts):
        if verdict != "kept" and promise.reason:
            counts[promise.reason] = counts.get(promise.reason, 0) + 1
    return max(counts, key=lambda reason: counts[reason], default="")


def _case(kept: float, goals: Portfolio) -> DiagnosisKey:
    if goals.gap is None:
        return "goals unknown" if kept >= KEPT_BADLY else "execution problem"
    behind = goals.gap >= BEHIND_POINTS
    if kept >= KEPT_WELL:
        return "wrong plan" if behind else "executing"
    if kept < KEPT_BADLY:
        return "execution problem" if behind else "goals too soft"
    return "slipping"


def _reason(facts: Facts) -> str:
    reason = top_reason(facts)
    return f" ({reason})" if reason else ""


_SENTENCES: dict[DiagnosisKey, str] = {
    "wrong plan": "{kept} kept and the goals are behind: the plan is wrong",
    "execution problem": "{kept} kept: an execution problem, promise less and fix the top reason{reason}",
    "goals too soft": "{kept} kept and the goals are on plan: the goals are too soft",
    "executing": "{kept} kept and the goals are on plan: executing",
    "slipping": "{kept} kept: close to the 82 % that carry a plan, fix the top reason{reason}",
    "goals unknown": "{kept} kept, but no goal has a fresh number: record where the goals stand",
}
