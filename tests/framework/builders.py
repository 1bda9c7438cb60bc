"""Facts of a believable business, to be bent by each test."""

from datetime import date, timedelta
from typing import Any

from bef_tui.framework.facts import (
    CommitmentFact,
    Evidence,
    Facts,
    GoalFact,
    KpiFact,
    KpiPoint,
    ReviewFact,
    Tally,
    WeekFact,
)
from bef_tui.framework.weeks import last_weeks, week_end

TODAY = date(2026, 11, 19)
WEEK = "2026-W47"
CLOSED = last_weeks("2026-W46", 9)


def goal(id_: int = 1, **changes: Any) -> GoalFact:
    """A well-formed 90-day goal on its way from 0 to 100 in a hundred days, half of them gone."""
    given: dict[str, Any] = {
        "label": f"Goal {id_}",
        "horizon": "90-day",
        "rank": id_,
        "owned": True,
        "metric": True,
        "unit": True,
        "why": True,
        "known": True,
        "baseline": 0.0,
        "target": 100.0,
        "current": 50.0,
        "current_on": TODAY - timedelta(days=1),
        "start": TODAY - timedelta(days=50),
        "due": TODAY + timedelta(days=50),
        "lead": True,
        "lag": True,
    }
    return GoalFact(id_, **{**given, **changes})


def kpi(id_: int = 1, values: tuple[float, ...] = (), **changes: Any) -> KpiFact:
    """A weekly KPI recorded on the last day of each closed week, against a target of 10."""
    given: dict[str, Any] = {
        "label": f"Kpi {id_}",
        "kind": "lead",
        "direction": "up",
        "cadence": "weekly",
        "since": date(2026, 1, 1),
        "owned": True,
        "target": 10.0,
        "points": points(values),
    }
    return KpiFact(id_, **{**given, **changes})


def points(values: tuple[float, ...]) -> tuple[KpiPoint, ...]:
    """One point a closed week, the last value for the newest week."""
    weeks = last_weeks(CLOSED[-1], len(values)) if values else ()
    return tuple(
        KpiPoint(week_end(week), value, 10.0, week_end(week))
        for week, value in zip(weeks, values, strict=True)
    )


def promise(id_: int, week: str = CLOSED[-1], state: str = "kept", **changes: Any) -> CommitmentFact:
    """A linked commitment due on the last day of its week, closed on that day."""
    closed_on = None if state == "open" else week_end(week)
    given: dict[str, Any] = {
        "label": f"Promise {id_}",
        "week": week,
        "state": state,
        "due": week_end(week),
        "closed_on": closed_on,
        "linked": True,
    }
    return CommitmentFact(id_, **{**given, **changes})


def week_of_promises(week: str, kept: int, missed: int = 0, **changes: Any) -> tuple[CommitmentFact, ...]:
    """So many kept and missed promises of one week."""
    base = 1000 * CLOSED.index(week) if week in CLOSED else 0
    states = ["kept"] * kept + ["missed"] * missed
    return tuple(promise(base + i, week, state, **changes) for i, state in enumerate(states))


def reviews(mode: str = "full", shared: bool = False) -> tuple[ReviewFact, ...]:
    """Every closed week reviewed on its last day."""
    return tuple(
        ReviewFact(i, week, mode, closed_on=week_end(week), shared=shared)  # type: ignore[arg-type]
        for i, week in enumerate(CLOSED, start=1)
    )


def facts(**changes: Any) -> Facts:
    """An empty business with nine closed weeks."""
    return Facts(**{"today": TODAY, "week": WEEK, "closed": CLOSED, **changes})


def missing_owner(id_: int) -> Evidence:
    """An open task-like record without an owner, that could be given one."""
    return Evidence(
        "milestone", id_, f"Milestone {id_}", False, "no owner", f"Give Milestone {id_} an owner", 1
    )


def believable() -> Facts:
    """A business that does some things well: each category has evidence, and something to mend."""
    weeks = CLOSED[-8:]
    return facts(
        goals=(goal(1), goal(2, why=False), goal(3, horizon="annual", rank=1)),
        kpis=(kpi(1, (12,) * 9), kpi(2, (8,) * 8, kind="lag"), kpi(3, (11, 12, 9, 13, 12, 11, 10, 12, 4))),
        commitments=tuple(c for week in weeks for c in week_of_promises(week, 3, 1, reason="blocked"))
        + tuple(promise(i, WEEK, "open") for i in (9001, 9002)),
        reviews=reviews(),
        weeks=tuple(WeekFact(week, 8, 2) for week in weeks),
        plans=Tally(3, 4),
        owned=Tally(18, 20, evidence=(missing_owner(1), missing_owner(2))),
        timely=Tally(15, 16),
        actions=Tally(4, 5),
        contacts_known=12,
        contacts=Tally(
            7, 10, evidence=(Evidence("contact", 4, "Lin", False, "12 d silent", "Write to Lin", 1),)
        ),
        contacts_next=8,
        follow_ups=Tally(9, 11),
        replies=Tally(4, 4),
        processes=Tally(
            4, 7, evidence=(Evidence("process", 3, "Collect", False, "no SOP", "Write its SOP", 1),)
        ),
        sops_active=4,
        runs=Tally(
            6, 12, 1, (Evidence("sop", 2, "Refund", False, "not run", "Run the refund SOP once", 1, -2),)
        ),
        steps_due=40,
        steps_done=38,
        tasks_recent=60,
        repeats=Tally(1, 2),
        lessons=Tally(1, 2),
        rules_active=1,
        firings=3,
        issues_open=3,
        issues_decided=4,
        process_changes=2,
        self_ratings=(
            ("clarity", 4),
            ("communication", 4),
            ("accountability", 4),
            ("systems", 4),
            ("measurement", 3),
        ),
        audit_ticks=(("sops", True), ("goals", True)),
    )
