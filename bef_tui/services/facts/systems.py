"""Facts of stage 3: documented processes, runs that were due, repeated work, and lessons written back."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from bef_tui.framework.facts import EVIDENCE_LIMIT, Evidence, Facts, Tally
from bef_tui.framework.titles import title_key
from bef_tui.framework.weeks import week_of, week_start
from bef_tui.services.facts.work import tally_of
from bef_tui.services.sql import Rows

LEAST_STEPS = 3
IDLE_DAYS = 14
LESSON_DAYS = 14
REPEAT_WEEKS = 8
FRESH = "coalesce(julianday(:today) - julianday(s.reviewed_on) <= s.review_days, 0)"


def systems(rows: Rows, base: Facts) -> dict[str, Any]:
    """The fields of ``Facts`` that come from SOPs, runs, repeated tasks and rules."""
    since = week_start(base.window[0] if base.window else base.week, base.first_weekday)
    return {
        "processes": _processes(rows, base.today),
        "sops_active": rows("SELECT count(*) FROM sop WHERE status = 'active'")[0][0],
        **_runs(rows, base),
        **_repeats(rows, base.today),
        "lessons": _lessons(rows, base),
        "rules_active": rows("SELECT count(*) FROM rule WHERE enabled")[0][0],
        "firings": rows(
            "SELECT count(*) FROM firing WHERE state = 'done' AND fired_at >= :since", since=since
        )[0][0],
    }


def _processes(rows: Rows, today: date) -> Tally:
    """Core processes with an active SOP of at least three steps, an owner, and a review within its interval.

    Of the SOPs of a process one that has all of it is taken: beside ``max`` SQLite gives the columns of its row.
    """
    found = rows(
        "SELECT p.id, substr(p.name, 1, 80), s.id, s.steps, s.owner_id, max(CASE WHEN s.id IS NULL THEN -1"
        f" ELSE s.steps >= {LEAST_STEPS} AND s.owner_id IS NOT NULL AND {FRESH} END),"
        f" {FRESH} FROM core_process p"
        " LEFT JOIN sop s ON s.process_id = p.id AND s.status = 'active' WHERE p.active"
        " GROUP BY p.id ORDER BY p.position, p.id",
        today=today,
    )
    return tally_of([_process(*process[:5], fresh=bool(process[6])) for process in found])


def _process(
    process_id: int, label: str, sop_id: int | None, steps: int | None, owner_id: int | None, *, fresh: bool
) -> Evidence:
    if sop_id is None:
        return Evidence(
            "process", process_id, label, False, "no active SOP", f"Write the SOP for “{label}”", 1
        )
    if (steps or 0) < LEAST_STEPS:
        return Evidence(
            "sop", sop_id, label, False, "fewer than three steps", f"Give “{label}” three steps", 1
        )
    if owner_id is None:
        return Evidence("sop", sop_id, label, False, "no owner", f"Give the SOP of “{label}” an owner", 1)
    if not fresh:
        return Evidence("sop", sop_id, label, False, "review due", f"Review the SOP of “{label}”", 1)
    return Evidence("sop", sop_id, label, True)


def _runs(rows: Rows, base: Facts) -> dict[str, Any]:
    """Runs due in the last four closed weeks that were finished in time, and the share of their steps done."""
    if not base.window:
        return {}
    first, last = week_start(base.window[0], base.first_weekday), base.ends(base.window[-1])
    found = rows(
        "SELECT r.id, substr(s.title, 1, 80), r.due, r.status, r.finished_on, r.rubber_stamp, r.sop_id"
        " FROM workflow_run r JOIN sop s ON s.id = r.sop_id WHERE r.due BETWEEN :first AND :last"
        " ORDER BY r.due DESC",
        first=first,
        last=last,
    )
    evidence, weeks_with_run, stamped, kept = [], defaultdict(set), 0, 0
    week = {due: week_of(date.fromisoformat(due), base.first_weekday) for due in {row[2] for row in found}}
    for run_id, label, due, status, finished_on, stamp, sop_id in found:
        in_time = status == "done" and finished_on is not None and finished_on <= due
        weeks_with_run[sop_id].add(week[due])
        stamped += bool(stamp)
        ok = in_time and not stamp
        kept += ok
        if not ok or kept <= EVIDENCE_LIMIT:
            note = _run_note(status, in_time, bool(stamp), finished_on)
            evidence.append(Evidence("workflow_run", run_id, label, ok, note=note))
    idle, missed = _idle(rows, base, weeks_with_run)
    total, done = _steps(rows, first, last)
    shown = (*idle, *tally_of(evidence).evidence)[:EVIDENCE_LIMIT]
    runs = Tally(kept, len(found) + missed, stamped, shown)
    return {"runs": runs, "steps_due": total, "steps_done": done}


def _run_note(status: str, in_time: bool, stamp: bool, finished_on: str | None) -> str:
    if stamp:
        return "ticked faster than two seconds a step: a rubber stamp"
    if in_time:
        return "finished in time"
    return f"finished late, on {finished_on}" if status == "done" else f"not finished ({status})"


def _idle(rows: Rows, base: Facts, weeks_with_run: dict[int, set[str]]) -> tuple[list[Evidence], int]:
    """Active SOPs that nobody was due to run for 14 days: one missed run for each closed week without one.

    An SOP with a rhythm of its own longer than that (monthly, quarterly) is idle 14 days after the rhythm is. A rubber
    stamp is no run.
    """
    found = sorted(_unrun(rows, base), key=lambda sop: sop[1])
    missed = 0
    idle: list[tuple[int, int]] = []
    window = [(week, base.ends(week).isoformat()) for week in base.window]
    nothing: set[str] = set()
    for sop_id, since in found:
        ran = weeks_with_run.get(sop_id, nothing)
        weeks = sum(ends >= since and week not in ran for week, ends in window)
        missed += weeks
        if weeks and len(idle) < EVIDENCE_LIMIT:
            idle.append((sop_id, weeks))
    ids = ", ".join(str(sop_id) for sop_id, _ in idle)
    labels = dict(rows(f"SELECT id, substr(title, 1, 80) FROM sop WHERE id IN ({ids})")) if idle else {}
    return [_not_run(sop_id, labels[sop_id], weeks) for sop_id, weeks in idle], missed


def _not_run(sop_id: int, label: str, weeks: int) -> Evidence:
    note = f"not run for {weeks} weeks" if weeks > 1 else "not run for a week"
    return Evidence("sop", sop_id, label, False, note, f"Run the SOP “{label}” once", dk=1, dn=1 - weeks)


def _unrun(rows: Rows, base: Facts) -> list[tuple[int, str]]:
    """Active SOPs without a run due in time, with the day since when they are active."""
    times = {"edge": base.today - timedelta(days=IDLE_DAYS), "today": base.today}
    ran = rows(
        "SELECT DISTINCT sop_id FROM workflow_run WHERE due BETWEEN :edge AND :today AND NOT rubber_stamp",
        **times,
    )
    recent = {sop_id for (sop_id,) in ran}
    often = rows(
        "SELECT id, active_since FROM sop WHERE status = 'active' AND active_since <= :edge"
        " AND cadence NOT IN ('monthly', 'quarterly')",
        edge=times["edge"],
    )
    days = "CASE s.cadence WHEN 'monthly' THEN 31 ELSE 92 END"
    seldom = rows(
        "SELECT s.id, s.active_since FROM sop s WHERE s.status = 'active' AND s.cadence IN ('monthly', 'quarterly')"
        f" AND s.active_since <= date(:edge, '-' || {days} || ' days') AND NOT EXISTS (SELECT 1 FROM workflow_run r"
        f" WHERE r.sop_id = s.id AND r.due BETWEEN date(:edge, '-' || {days} || ' days') AND :today"
        " AND NOT r.rubber_stamp)",
        **times,
    )
    return [*((sop_id, since) for sop_id, since in often if sop_id not in recent), *seldom]


def _steps(rows: Rows, first: date, last: date) -> tuple[int, int]:
    """Steps of the runs that count, and those of them that were done or skipped with a reason."""
    total, done = rows(
        "SELECT coalesce(sum(x.steps), 0), coalesce(sum(x.done + x.excused), 0)"
        " FROM workflow_run r JOIN run_total x ON x.run_id = r.id WHERE r.due BETWEEN :first AND :last"
        " AND r.status = 'done' AND r.finished_on <= r.due AND NOT r.rubber_stamp",
        first=first,
        last=last,
    )[0]
    return total, done


def _repeats(rows: Rows, today: date) -> dict[str, Any]:
    """Task titles used three times or more in eight weeks, and which of them have an SOP or a rule of their own."""
    since = today - timedelta(weeks=REPEAT_WEEKS)
    recent = rows("SELECT count(*) FROM task WHERE done_on >= :since AND source IS NULL", since=since)[0][0]
    recent += rows("SELECT EXISTS (SELECT 1 FROM task WHERE status = 'open' AND source IS NULL)")[0][0]
    found = rows(
        "SELECT r.title_key, (SELECT t.id FROM task t WHERE t.title_key = r.title_key"
        "   AND t.source IS NULL ORDER BY t.done_on DESC LIMIT 1) AS newest,"
        " EXISTS (SELECT 1 FROM task t WHERE t.title_key = r.title_key AND t.rule_id IS NOT NULL)"
        " FROM task_repeat r WHERE r.third_last_done >= :since ORDER BY r.third_last_done DESC LIMIT 500",
        since=since,
    )
    sops = rows("SELECT title FROM sop WHERE status = 'active'") if found else ()
    titles = {title_key(title) for (title,) in sops}
    evidence = []
    for title, newest, ruled in found:
        ok = bool(ruled) or title in titles
        note = "has an SOP or a rule" if ok else "three times in eight weeks"
        move = "" if ok else f"Write an SOP for “{title[:60]}”"
        evidence.append(Evidence("task", newest, title[:80], ok, note, move, dk=0 if ok else 1))
    return {"tasks_recent": recent, "repeats": tally_of(evidence)}


def _lessons(rows: Rows, base: Facts) -> Tally:
    """SOPs with a failed run or a skipped step in eight weeks, edited within 14 days of it."""
    if not base.closed:
        return Tally()
    found = rows(
        "SELECT f.sop_id, substr(s.title, 1, 80), f.failed_on, f.edited, f.n, f.k FROM ("
        " SELECT *, count(*) OVER () AS n, sum(edited) OVER () AS k FROM ("
        "  SELECT sop_id, failed_on, EXISTS (SELECT 1 FROM sop_revision v WHERE v.sop_id = failed.sop_id"
        "   AND v.number > 1 AND v.saved_on BETWEEN failed_on AND date(failed_on, '+14 days')) AS edited"
        "  FROM (SELECT r.sop_id, max(r.finished_on) AS failed_on FROM workflow_run r"
        "   WHERE r.finished_on BETWEEN :first AND :last AND (r.status = 'abandoned'"
        "    OR EXISTS (SELECT 1 FROM run_total x WHERE x.run_id = r.id AND x.skipped > 0))"
        "   GROUP BY r.sop_id) failed)"
        " WHERE edited OR failed_on < :still_time ORDER BY edited, failed_on DESC LIMIT :most) f"
        " JOIN sop s ON s.id = f.sop_id ORDER BY f.edited, f.failed_on DESC",
        first=week_start(base.closed[0], base.first_weekday),
        last=base.ends(base.closed[-1]),
        still_time=base.today - timedelta(days=LESSON_DAYS),
        most=EVIDENCE_LIMIT,
    )
    evidence = []
    for sop_id, label, failed_on, edited, *_ in found:
        note = "mended after it failed" if edited else f"a step failed on {failed_on}, not mended in 14 days"
        evidence.append(Evidence("sop", sop_id, label, bool(edited), note))
    n, k = found[0][-2:] if found else (0, 0)
    return Tally(k, n, 0, tally_of(evidence).evidence)
