"""Which stages produce their output, by the records, and the stage the business has really reached."""

from collections.abc import Sequence

from bef_tui.framework.facts import Facts
from bef_tui.framework.gap import promises_of
from bef_tui.framework.score.clarity import missing, short_goals, unranked
from bef_tui.framework.stages import STAGES, Maturity, StageKey, StageMark
from bef_tui.framework.verdict.gap import PooledGap
from bef_tui.framework.verdict.said import StageReached
from bef_tui.framework.verdict.score import Scorecard

ENOUGH_KEPT = 0.70
"""Below this rate of kept promises, runs, entries or reviews a stage is not yet reached."""

Judged = tuple[Maturity, str]


def stage_marks(facts: Facts, card: Scorecard, headline: PooledGap) -> tuple[StageMark, ...]:
    """A mark for each of the six stages, in order; card and headline are those of the same facts."""
    judged: tuple[tuple[StageKey, Judged], ...] = (
        ("vision", _vision(facts)),
        ("planning", _planning(facts)),
        ("systems", _systems(facts)),
        ("execution", _execution(facts, headline)),
        ("measurement", _measurement(facts, card)),
        ("improvement", _improvement(facts)),
    )
    return tuple(StageMark(key, mark, why) for key, (mark, why) in judged)


def stage_reached(marks: Sequence[StageMark]) -> StageReached:
    """How far the business has come without a hole; most stay between stages 1 and 2."""
    number = 0
    for found in marks:
        if found.mark != "full":
            break
        number += 1
    if number == len(STAGES):
        return StageReached(number, "All six stages produce their output: keep the cycle turning")
    next_stage, why = STAGES[number], marks[number].why
    where = f"Stage {number} {STAGES[number - 1].name} is reached" if number else "No stage is reached yet"
    return StageReached(number, f"{where}; missing for {next_stage.number} {next_stage.name}: {why}")


def _vision(facts: Facts) -> Judged:
    if not facts.goals:
        return "empty", "no active goal"
    annual = sum(goal.horizon == "annual" for goal in facts.goals)
    if not annual:
        return "half", "no annual goal"
    if not short_goals(facts):
        return "half", "no 90-day goal"
    vague = sum(bool(missing(goal)) for goal in facts.goals)
    if vague:
        return "half", f"{vague} of {len(facts.goals)} goals not well formed"
    return "full", f"{len(facts.goals)} goals, each with its metric"


def _planning(facts: Facts) -> Judged:
    plans = facts.plans
    if not plans.n:
        return "empty", "no active action plan"
    if plans.k < plans.n:
        return "half", f"{plans.n - plans.k:g} of {plans.n} plans lack rank, owner, deadline or milestone"
    loose = len(unranked(facts))
    if loose:
        return "half", f"{loose} 90-day goals without a rank of their own"
    return "full", f"{plans.n} ranked plans with owner, deadline and milestones"


def _systems(facts: Facts) -> Judged:
    covered, runs = facts.processes, facts.runs
    if not (facts.sops_active or facts.rules_active or runs.n):
        return "empty", "no active SOP"
    if 2 * covered.k < covered.n:
        return "half", f"only {covered.k:g} of {covered.n} core processes have a living SOP"
    if not runs.n:
        return "half", "no SOP has been run"
    if runs.k < ENOUGH_KEPT * runs.n:
        return "half", f"only {runs.k:g} of {runs.n} due runs finished in time"
    return "full", f"{runs.k:g} of {runs.n} due runs finished in time"


def _execution(facts: Facts, pooled: PooledGap) -> Judged:
    if pooled.gap is None:
        running = len(promises_of(facts, facts.week))
        return (
            ("half", "no week with promises is closed yet") if running else ("empty", "nothing is promised")
        )
    kept = 1 - pooled.gap
    said = f"{pooled.k} of {pooled.n} promises kept in four weeks"
    return ("full" if kept >= ENOUGH_KEPT - 1e-9 else "half"), said


def _measurement(facts: Facts, card: Scorecard) -> Judged:
    if not facts.kpis:
        return "empty", "no KPI"
    kinds = {kpi.kind for kpi in facts.kpis}
    if len(kinds) < 2:
        return "half", "no lag KPI" if "lead" in kinds else "no lead KPI"
    due, weeks = card.part("measurement.entries"), card.part("measurement.reviews")
    if not due.n or due.k < ENOUGH_KEPT * due.n:
        return "half", f"{due.k:g} of {due.n} KPI entries recorded in time"
    if not weeks.n or weeks.k < ENOUGH_KEPT * weeks.n:
        return "half", f"{weeks.k:g} of {weeks.n} weeks reviewed"
    return "full", f"{len(facts.kpis)} KPIs recorded and reviewed every week"


def _improvement(facts: Facts) -> Judged:
    changes = facts.process_changes + facts.experiments_concluded
    if not (changes or facts.issues_open or facts.issues_decided or facts.experiments_running):
        return "empty", "no issue and no experiment"
    if not facts.issues_decided:
        return "half", "no issue was decided in eight weeks"
    if not changes:
        return "half", "no process was changed in eight weeks"
    return "full", f"{facts.issues_decided} issues decided, {changes} changes made in eight weeks"


def mark_of(marks: Sequence[StageMark], key: StageKey) -> StageMark:
    """The mark of one stage."""
    return next(found for found in marks if found.stage == key)
