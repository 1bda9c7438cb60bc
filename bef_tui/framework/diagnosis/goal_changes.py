"""What could be mended today in the goals: completed, ranked, paused, given their KPIs."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial

from bef_tui.framework.diagnosis.changes import Change, Mend, mended, mends_of
from bef_tui.framework.facts import Facts, GoalFact
from bef_tui.framework.score.clarity import MOST_GOALS, missing, short_goals, unranked
from bef_tui.framework.words import Category

QUARTER = timedelta(days=90)
BOTH: frozenset[Category] = frozenset(("clarity", "measurement"))
CLARITY: frozenset[Category] = frozenset(("clarity",))
MEASUREMENT: frozenset[Category] = frozenset(("measurement",))
OWNED: frozenset[Category] = frozenset(("accountability",))


def goal_changes(facts: Facts) -> Iterator[Change]:
    """Complete a goal, rank one, pause the last of too many, give one its KPIs, or write the first."""
    short = short_goals(facts)
    if not short:
        text = "Write down one 90-day goal with its metric"
        yield Change("goal", 0, "", text, BOTH, ("first goal",), _with_first)
    yield from _completed(facts)
    for goal in unranked(facts):
        new = replace(goal, rank=1 + max((g.rank or 0 for g in short), default=0))
        yield _change(goal, f"Rank “{goal.label}” among the 90-day goals", "rank", new, CLARITY)
    if len(short) > MOST_GOALS:
        text = f"Pause or drop “{short[-1].label}”: {MOST_GOALS} goals are enough"
        yield _change(short[-1], text, "pause", None, BOTH)
    for goal in short:
        if not (goal.lead and goal.lag):
            kinds = "lag" if goal.lead else "lead" if goal.lag else "lead and a lag"
            text = f"Give “{goal.label}” a {kinds} KPI"
            yield _change(goal, text, "kpis", replace(goal, lead=True, lag=True), MEASUREMENT)


def _completed(facts: Facts) -> Iterator[Change]:
    for goal in facts.goals:
        lacks = missing(goal)
        if lacks:
            text = f"Give “{goal.label}” its {', '.join(lacks)}"
            mends = mends_of(facts, "owned", "goal", goal.id)
            rooms = CLARITY | OWNED if mends else CLARITY
            effect = ("complete", *((name, e.dk, e.dn) for name, e in mends))
            apply = partial(_exchanged, old=goal.id, new=_complete(goal, facts), mends=mends)
            yield Change("goal", goal.id, goal.label, text, rooms, effect, apply)


def _change(goal: GoalFact, text: str, what: str, new: GoalFact | None, rooms: frozenset[Category]) -> Change:
    apply = partial(_exchanged, old=goal.id, new=new, mends=())
    # Pausing or ranking one goal is not like another: only those with the same KPIs move the score alike.
    return Change("goal", goal.id, goal.label, text, rooms, (what, goal.lead and goal.lag, goal.rank), apply)


def _exchanged(facts: Facts, old: int, new: GoalFact | None, mends: tuple[Mend, ...]) -> Facts:
    changed = (new if goal.id == old else goal for goal in facts.goals)
    goals = tuple(goal for goal in changed if goal is not None)
    return mended(replace(facts, goals=goals), mends)


def _with_first(facts: Facts) -> Facts:
    first = _complete(GoalFact(0, "", "90-day", rank=1, owned=True, start=facts.today), facts)
    return replace(facts, goals=(*facts.goals, first))


def _complete(goal: GoalFact, facts: Facts) -> GoalFact:
    """The goal with every answer it lacks."""
    return replace(
        goal,
        metric=True,
        unit=True,
        why=True,
        known=True,
        baseline=0.0 if goal.baseline is None else goal.baseline,
        target=1.0 if goal.target is None else goal.target,
        due=goal.due or facts.today + QUARTER,
    )
