"""The Execution Audit: ten items, the founder's tick beside what the records say. Fewer than seven is a problem."""

from collections.abc import Mapping

from bef_tui.framework.facts import PROMISE_WEEKS, Facts
from bef_tui.framework.gap.promises import promises_of
from bef_tui.framework.score.clarity import MOST_GOALS, short_goals, unranked
from bef_tui.framework.score.rhythm import judged_reviews
from bef_tui.framework.verdict.said import Audit, AuditItem
from bef_tui.framework.verdict.score import Scorecard

KEPT_WELL = 0.82
"""From this rate on (4 on curve P) promises of answers and numbers hold."""
NEARLY_ALL = 0.90
MOST_COMMITMENTS = 7

ITEMS: tuple[tuple[str, str], ...] = (
    ("goals", "Annual and 90-day goals are written down, each with a success metric"),
    ("priorities", "Priorities are ranked, and few"),
    ("owners", "One named owner for every major outcome"),
    ("deadlines", "Every commitment has a deadline and is checked weekly"),
    ("crm", "Every lead and customer is in the CRM with a next follow-up"),
    ("response", "Follow-ups and enquiries are answered within a defined time"),
    ("sops", "Core processes are documented as SOPs anyone could run"),
    ("automation", "Repetitive work runs from workflows or automation"),
    ("kpis", "Leading and lagging KPIs are tracked weekly"),
    ("retros", "Retrospectives on a rhythm that change a process"),
)


Judged = tuple[bool | None, str]


def audit(facts: Facts, card: Scorecard, texts: Mapping[str, str] | None = None) -> Audit:
    """The ten items by the records and the card judged from them; ``texts`` are the founder's own wordings by key."""
    ticks = dict(facts.audit_ticks)
    own = texts or {}
    items = []
    for number, (key, text) in enumerate(ITEMS, start=1):
        holds, evidence = _JUDGES[key](facts, card)
        items.append(AuditItem(number, key, own.get(key) or text, holds, evidence, ticks.get(key)))
    return Audit(tuple(items))


def _goals(facts: Facts, _: Scorecard) -> Judged:
    annual = sum(goal.horizon == "annual" for goal in facts.goals)
    short = len(facts.goals) - annual
    bare = sum(not goal.metric for goal in facts.goals)
    said = f"{annual} annual and {short} 90-day goals, {bare or 'none'} without a metric"
    return bool(annual and short and not bare), said


def _priorities(facts: Facts, _: Scorecard) -> Judged:
    goals, loose = len(short_goals(facts)), len(unranked(facts))
    promised = len(promises_of(facts, facts.week))
    said = f"{goals} active 90-day goals, {loose or 'none'} unranked, {promised} commitments this week"
    if not goals and not promised:
        return None, said
    return 0 < goals <= MOST_GOALS and not loose and promised <= MOST_COMMITMENTS, said


def _owners(facts: Facts, _: Scorecard) -> Judged:
    owned = facts.owned
    if not owned.n:
        return None, "nothing is open"
    named = all(goal.owned for goal in facts.goals) and all(c.owned for c in facts.commitments)
    return (
        named and owned.k >= NEARLY_ALL * owned.n,
        f"{owned.k:g} of {owned.n} open records have owner and date",
    )


def _deadlines(facts: Facts, _: Scorecard) -> Judged:
    weeks = judged_reviews(facts).weeks[-PROMISE_WEEKS:]
    promised = sum(len(promises_of(facts, week)) for week in facts.window)
    if not weeks or not promised:
        return None, "nothing was promised in a closed week"
    reviewed = sum(found is not None for _, _, found, _ in weeks)
    return 4 * reviewed >= 3 * len(
        weeks
    ), f"{promised} dated commitments, {reviewed} of {len(weeks)} weeks reviewed"


def _crm(facts: Facts, _: Scorecard) -> Judged:
    if not facts.contacts.n:
        return None, "no open contact"
    said = f"{facts.contacts_next} of {facts.contacts.n} open contacts have a next touch"
    return facts.contacts_next >= facts.contacts.n, said


def _response(facts: Facts, _: Scorecard) -> Judged:
    k, n = facts.follow_ups.k + facts.replies.k, facts.follow_ups.n + facts.replies.n
    if not n:
        return None, "no follow-up or enquiry was due in four weeks"
    return k >= KEPT_WELL * n, f"{k:g} of {n} answered in time"


def _sops(facts: Facts, _: Scorecard) -> Judged:
    covered = facts.processes
    if not covered.n:
        return None, "no core process is named"
    return covered.k >= covered.n, f"{covered.k:g} of {covered.n} core processes have a living SOP"


def _automation(facts: Facts, _: Scorecard) -> Judged:
    runs, repeats = facts.runs, facts.repeats
    said = f"{runs.k:g} of {runs.n} due runs finished, {facts.firings} automatic deeds in four weeks"
    if repeats.n > repeats.k:
        return False, f"{repeats.n - repeats.k:g} repeated tasks without an SOP or rule"
    return runs.k > 0 or facts.firings > 0, said


def _kpis(facts: Facts, card: Scorecard) -> Judged:
    lead = sum(kpi.kind == "lead" for kpi in facts.kpis)
    lag = len(facts.kpis) - lead
    due = card.part("measurement.entries")
    said = f"{lead} lead and {lag} lag KPIs, {due.k:g} of {due.n} entries recorded in time"
    if lead and lag and not due.n:
        return None, said
    return bool(lead and lag and due.k >= KEPT_WELL * due.n), said


def _retros(facts: Facts, _: Scorecard) -> Judged:
    weeks = judged_reviews(facts).weeks
    if not weeks:
        return None, "no week is closed yet"
    reviewed = sum(found is not None for _, _, found, _ in weeks)
    said = f"{reviewed} of {len(weeks)} weeks reviewed, {facts.process_changes} process changes"
    return 4 * reviewed >= 3 * len(weeks) and facts.process_changes > 0, said


_JUDGES = {
    "goals": _goals,
    "priorities": _priorities,
    "owners": _owners,
    "deadlines": _deadlines,
    "crm": _crm,
    "response": _response,
    "sops": _sops,
    "automation": _automation,
    "kpis": _kpis,
    "retros": _retros,
}
