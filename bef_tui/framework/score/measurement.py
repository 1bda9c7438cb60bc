"""Measurement: whether numbers are recorded, goals measured, weeks reviewed and bad numbers answered."""

from bef_tui.framework.facts import EVIDENCE_LIMIT, Evidence, Facts, Tally
from bef_tui.framework.score.clarity import short_goals
from bef_tui.framework.score.measures import Measure, promises, share
from bef_tui.framework.score.rhythm import Entry, Episode, due_entries, episodes, judged_reviews


def measures(facts: Facts) -> tuple[Measure, ...]:
    """The four components of Measurement."""
    return (_entries(facts), _lead_lag(facts), _reviews(facts), _answered(facts))


def _entries(facts: Facts) -> Measure:
    found = due_entries(facts)
    judged = [entry for entry in found if not entry.pending]

    def records() -> tuple[Evidence, ...]:
        waiting = [_to_record(entry) for entry in found if entry.pending]
        short = [
            Evidence("kpi", e.kpi.id, e.kpi.label, False, f"{e.week}: {e.note}") for e in judged if e.k < 1
        ]
        return tuple((waiting + short[::-1])[:EVIDENCE_LIMIT])

    tally = Tally(sum(entry.k for entry in judged), len(judged), sum(entry.imported for entry in judged))
    unit, absent = "KPI entries recorded by the review's close", "no KPI entry was due yet"
    return promises("measurement.entries", "Numbers recorded", 35, tally, unit, absent, records=records)


def _to_record(entry: Entry) -> Evidence:
    move = f"Record {entry.kpi.label} for {entry.week}"
    return Evidence("kpi", entry.kpi.id, entry.kpi.label, False, f"{entry.week}: due now", move, 1, 1)


def _lead_lag(facts: Facts) -> Measure:
    goals = short_goals(facts)

    def records() -> tuple[Evidence, ...]:
        found = []
        for goal in goals:
            lacks = " and a ".join(
                name for name, there in (("lead", goal.lead), ("lag", goal.lag)) if not there
            )
            if lacks:
                move = f"Give “{goal.label}” a {lacks} KPI"
                found.append(Evidence("goal", goal.id, goal.label, False, f"no {lacks} KPI", move, 1))
        return tuple(found)

    tally = Tally(sum(goal.lead and goal.lag for goal in goals), len(goals))
    unit, absent = "90-day goals have a lead and a lag KPI", "no active 90-day goal"
    return share("measurement.lead_lag", "Lead and lag KPIs", 20, tally, unit, absent, records)


def _reviews(facts: Facts) -> Measure:
    found = judged_reviews(facts)

    def records() -> tuple[Evidence, ...]:
        waiting = [
            Evidence("review", 0, week, False, "not reviewed yet", f"Close the review of {week}", 1, 1)
            for week in found.pending
        ]
        short = [
            Evidence("review", r.id if r else 0, week, False, note)
            for week, k, r, note in found.weeks
            if k < 1
        ]
        return tuple(waiting + short[::-1])

    tally = Tally(sum(k for _, k, _, _ in found.weeks), len(found.weeks))
    unit, absent = "weeks were reviewed (express or late counts half)", "no week is closed yet"
    return promises("measurement.reviews", "Weeks reviewed", 25, tally, unit, absent, records=records)


def _answered(facts: Facts) -> Measure:
    found = episodes(facts)
    judged = [episode for episode in found if not episode.pending]

    def records() -> tuple[Evidence, ...]:
        waiting = [_to_answer(e) for e in found if e.pending]
        missed = [
            Evidence(
                "kpi", e.kpi.id, e.kpi.label, False, f"{e.reason} since {e.began}, no issue within 7 days"
            )
            for e in judged
            if not e.answered
        ]
        return tuple(waiting + missed)[:EVIDENCE_LIMIT]

    tally = Tally(sum(episode.answered for episode in judged), len(judged))
    unit, absent = "KPIs off track got an issue or decision within 7 days", "no KPI was off track"
    return promises("measurement.answered", "Bad numbers answered", 20, tally, unit, absent, records=records)


def _to_answer(episode: Episode) -> Evidence:
    kpi = episode.kpi
    return Evidence("kpi", kpi.id, kpi.label, False, episode.reason, f"Raise an issue on {kpi.label}", 1, 1)
