"""Facts about open work: who owns it, by when, what is overdue, and what was decided."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from bef_tui.framework.facts import EVIDENCE_LIMIT, PROMISE_WEEKS, Evidence, Facts, Tally
from bef_tui.framework.weeks import week_start
from bef_tui.services.sql import Rows

OVERDUE_DAYS = 7
SHOWN_OK = 5

# Every kind of work that needs an owner and a date: kind, id, label, owner, date. Tasks count only as issue actions.
OWNABLE = (
    "SELECT 'goal' AS kind, id, title AS label, owner_id AS owner, due AS by_when FROM goal WHERE status = 'active'"
    " UNION ALL SELECT 'plan', id, title, owner_id, deadline FROM action_plan WHERE status = 'active'"
    " UNION ALL SELECT 'milestone', m.id, m.title, coalesce(m.owner_id, p.owner_id), m.due FROM milestone m"
    "   JOIN action_plan p ON p.id = m.plan_id AND p.status = 'active' WHERE m.done_on IS NULL"
    " UNION ALL SELECT 'commitment', id, outcome, owner_id, due FROM commitment"
    "   WHERE week >= :week AND state IN ('draft', 'open')"
    " UNION ALL SELECT 'task', t.id, t.title, t.owner_id, t.due FROM issue i JOIN task t ON t.id = i.action_id"
    "   WHERE i.status = 'decided' AND t.status = 'open'"
)
# Open work that is not a task; tasks are counted by their own index, for there may be very many.
DATED = (
    "SELECT 'goal' AS kind, id, title AS label, due FROM goal WHERE status = 'active' AND due IS NOT NULL"
    " UNION ALL SELECT 'plan', id, title, deadline FROM action_plan"
    "   WHERE status = 'active' AND deadline IS NOT NULL"
    " UNION ALL SELECT 'milestone', m.id, m.title, m.due FROM milestone m"
    "   JOIN action_plan p ON p.id = m.plan_id AND p.status = 'active'"
    "   WHERE m.done_on IS NULL AND m.due IS NOT NULL"
    " UNION ALL SELECT 'commitment', id, outcome, due FROM commitment"
    "   WHERE week >= :week AND state = 'open' AND due IS NOT NULL"
)


def work(rows: Rows, base: Facts) -> dict[str, Any]:
    """The fields of ``Facts`` that come from plans, open work, issues and experiments."""
    return {
        "plans": _plans(rows),
        "owned": _owned(rows, base),
        "timely": _timely(rows, base),
        "actions": _actions(rows, base),
        **_improvement(rows, base),
    }


def _plans(rows: Rows) -> Tally:
    """Active plans that are ranked, with owner, deadline, how we will know and a milestone."""
    found = rows(
        "SELECT p.id, substr(p.title, 1, 80), p.rank IS NULL, p.owner_id IS NULL, p.deadline IS NULL, p.done_when = '',"
        " NOT EXISTS (SELECT 1 FROM milestone m WHERE m.plan_id = p.id) FROM action_plan p"
        " WHERE p.status = 'active' ORDER BY p.rank IS NULL, p.rank, p.id"
    )
    lacks = ("a rank", "an owner", "a deadline", "how we will know", "a milestone")
    evidence = []
    for plan_id, label, *missing in found:
        wanting = [word for word, lack in zip(lacks, missing, strict=True) if lack]
        evidence.append(_needs("plan", plan_id, label, wanting, f"Give “{label}” {' and '.join(wanting)}"))
    return tally_of(evidence)


def _owned(rows: Rows, base: Facts) -> Tally:
    """Open work with an owner and a date."""
    values = {"week": base.week}
    n, k = rows(
        f"SELECT count(*), count(CASE WHEN owner AND by_when IS NOT NULL THEN 1 END) FROM ({OWNABLE})",
        **values,
    )[0]
    worst = rows(
        f"SELECT kind, id, substr(label, 1, 80), owner IS NULL, by_when IS NULL FROM ({OWNABLE})"
        " ORDER BY owner IS NOT NULL AND by_when IS NOT NULL LIMIT :most",
        most=EVIDENCE_LIMIT if k < n else SHOWN_OK,
        **values,
    )
    evidence = []
    for kind, record_id, label, no_owner, no_date in worst:
        wanting = [word for word, lack in (("an owner", no_owner), ("a date", no_date)) if lack]
        evidence.append(_needs(kind, record_id, label, wanting, f"Give “{label}” {' and '.join(wanting)}"))
    return Tally(k, n, evidence=tuple(evidence))


def _timely(rows: Rows, base: Facts) -> Tally:
    """Open work with a date that is not overdue by more than seven days; an imported task counts only when it is."""
    latest = base.today - timedelta(days=OVERDUE_DAYS)
    values = {"week": base.week, "latest": latest}
    n, k = rows(f"SELECT count(*), count(CASE WHEN due >= :latest THEN 1 END) FROM ({DATED})", **values)[0]
    open_task = "SELECT count(*) FROM task WHERE status = 'open' AND due"
    timely = rows(f"{open_task} >= :latest AND source IS NULL", latest=latest)[0][0]
    late = rows(f"{open_task} < :latest", latest=latest)[0][0]
    found = rows(
        f"SELECT kind, id, substr(label, 1, 80), due FROM ({DATED}) WHERE due < :latest"
        " UNION ALL SELECT * FROM (SELECT 'task', id, substr(title, 1, 80), due FROM task"
        "   WHERE status = 'open' AND due < :latest ORDER BY due LIMIT :most)"
        " ORDER BY 4 LIMIT :most",
        most=EVIDENCE_LIMIT,
        **values,
    )
    evidence = tuple(
        Evidence(
            kind, record_id, label, False,
            note=f"{(base.today - date.fromisoformat(due)).days} d overdue",
            move=f"Finish “{label}” or give it an honest new date",
            dk=1,
        )
        for kind, record_id, label, due in found
    )  # fmt: skip
    return Tally(k + timely, n + timely + late, evidence=evidence)


def _actions(rows: Rows, base: Facts) -> Tally:
    """Issue actions due in the last four closed weeks, done by their date; one dropped before it is left out."""
    closed = base.closed[-PROMISE_WEEKS:]
    if not closed:
        return Tally()
    # An index for each state: together they read the tasks of four weeks, not every issue there ever was.
    due = "SELECT * FROM task WHERE status = '{}' AND due BETWEEN :first AND :last AND source IS NULL"
    found = rows(
        "SELECT t.id, substr(t.title, 1, 80), t.due, t.done_on"
        f" FROM ({due.format('open')} UNION ALL {due.format('done')}) t"
        " WHERE EXISTS (SELECT 1 FROM issue i WHERE i.action_id = t.id)"
        " UNION ALL SELECT t.id, substr(t.title, 1, 80), t.due, NULL FROM issue i JOIN task t ON t.id = i.action_id"
        " WHERE i.status = 'decided' AND t.status = 'dropped' AND t.dropped_on >= t.due"
        " AND t.due BETWEEN :first AND :last AND t.source IS NULL ORDER BY 3 DESC",
        first=week_start(closed[0], base.first_weekday),
        last=base.ends(closed[-1]),
    )
    evidence = []
    for task_id, label, due, done_on in found:
        ok = done_on is not None and done_on <= due
        note = "done in time" if ok else f"done late, on {done_on}" if done_on else f"not done, due {due}"
        evidence.append(Evidence("task", task_id, label, ok, note=note))
    return tally_of(evidence)


def _improvement(rows: Rows, base: Facts) -> dict[str, int]:
    since = week_start(base.closed[0] if base.closed else base.week, base.first_weekday)
    one = rows(
        "SELECT (SELECT count(*) FROM issue WHERE status = 'open'),"
        " (SELECT count(*) FROM issue WHERE decided_on >= :since),"
        " (SELECT count(*) FROM experiment WHERE status = 'running'),"
        " (SELECT count(*) FROM experiment WHERE closed_on >= :since),"
        " (SELECT count(*) FROM sop_revision WHERE number > 1 AND saved_on >= :since)"
        " + (SELECT count(*) FROM experiment WHERE closed_on >= :since AND verdict = 'adopt')",
        since=since,
    )[0]
    names = (
        "issues_open",
        "issues_decided",
        "experiments_running",
        "experiments_concluded",
        "process_changes",
    )
    return dict(zip(names, one, strict=True))


def _needs(kind: str, record_id: int, label: str, wanting: list[str], move: str) -> Evidence:
    if not wanting:
        return Evidence(kind, record_id, label, True)
    return Evidence(kind, record_id, label, False, note=f"needs {', '.join(wanting)}", move=move, dk=1)


def tally_of(evidence: list[Evidence], ignored: int = 0) -> Tally:
    """A tally of records that are all at hand; the worst twenty go along as evidence, those one can mend first."""
    worst = sorted(evidence, key=lambda record: (record.ok, not record.move))
    bad = sum(not record.ok for record in worst)
    shown = worst[: max(bad, SHOWN_OK)][:EVIDENCE_LIMIT]
    return Tally(sum(record.ok for record in evidence), len(evidence), ignored, tuple(shown))
