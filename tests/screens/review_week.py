"""A week with much to review, and one with nothing, made through the deeds."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bef_tui.framework.weeks import Now, add_weeks
from bef_tui.services import (
    company,
    execution,
    improvement,
    measurement,
    people,
    planning,
    review,
    systems,
    vision,
)

ZONE = ZoneInfo("Europe/Berlin")
FRIDAY = Now(datetime(2026, 11, 20, 12, tzinfo=UTC), ZONE)
"""The Friday of week 47: the day of the review."""
SOP = "1. Read the request\n2. Refund within a day\n3. Tell the customer\n"


@dataclass(frozen=True, slots=True)
class Week:
    """The records that the tests speak of."""

    goals: tuple[int, ...]
    kpis: tuple[int, ...]
    promises: tuple[int, ...]
    contacts: tuple[int, ...]
    issues: tuple[int, ...]
    sop: int


def day(days: int) -> Now:
    """Noon so many days before (negative) the review."""
    return FRIDAY.later(days=days)


def quiet(session: Session, *, now: Now) -> int:
    """A company with nothing to review: set up on the Monday of the week."""
    monday = day(-4)
    company.set_up(session, company.SetUp(company={"name": "Acme", "zone": "Europe/Berlin"}), now=monday)
    return 1


def busy(session: Session, *, now: Now) -> Week:
    """A company in its second week: the first one is reviewed, the second has something for every step."""
    start = day(-11)  # Monday of week 46
    answers = company.SetUp(
        company={"name": "Acme", "zone": "Europe/Berlin", "vision": "Every customer stays"},
        annual={
            "title": "500 customers",
            "due": start.today + timedelta(days=350),
            "done_when": "the books say so",
        },
    )
    company.set_up(session, answers, now=start)
    goals = _goals(session, start)
    kpis = _kpis(session, start, goals)
    _first_review(session, goals, kpis)
    promises = _promises(session, goals, kpis)
    contacts = _contacts(session)
    issues = tuple(
        improvement.raise_issue(session, now=day(-3 - place), title=title, impact=impact, goal_id=goals[0])
        for place, (title, impact) in enumerate(
            (("Trials stall at the import", 3), ("Support answers twice", 2), ("No one reads the report", 1))
        )
    )
    return Week(goals, kpis, promises, contacts, issues, _sop(session))


def _goals(session: Session, now: Now) -> tuple[int, ...]:
    return tuple(
        vision.add_goal(
            session,
            now=now,
            title=title,
            due=now.today + timedelta(days=80),
            done_when="the chart shows it",
            active=True,
        )
        for title in ("Activation 40 %", "Churn under 3 %")
    )


def _kpis(session: Session, now: Now, goals: tuple[int, ...]) -> tuple[int, ...]:
    return (
        measurement.add_kpi(
            session,
            now=now,
            name="Trial calls",
            unit="calls",
            kind="lead",
            target=10,
            baseline=2,
            goal_id=goals[0],
        ),
        measurement.add_kpi(
            session,
            now=now,
            name="Activation",
            unit="%",
            kind="lag",
            target=40,
            baseline=25,
            goal_id=goals[0],
        ),
    )


def _first_review(session: Session, goals: tuple[int, ...], kpis: tuple[int, ...]) -> None:
    begun, held = day(-10), day(-7)
    for outcome in ("Interview three users", "Price test is live"):
        execution.add_commitment(
            session,
            now=begun,
            week=begun.week,
            outcome=outcome,
            due=held.today,
            done_when="the log says so",
            goal_id=goals[0],
        )
    execution.freeze_week(session, begun.week, now=begun)
    first, second = (row.id for row in execution.promises(session, begun.week))
    execution.keep(session, first, now=held)
    review_id = review.open_review(session, now=held, mode="express")
    for kpi, value in zip(kpis, (6, 27), strict=True):
        measurement.record_value(session, kpi, value, held.week, now=held)
    coming = add_weeks(held.week, 1)
    review.settle_promise(session, review_id, second, "blocked", "recommit", now=held, week=coming)
    for outcome in ("Ship onboarding v2", "Call the six trial users", "Write the refund SOP"):
        execution.add_commitment(
            session,
            now=held,
            week=coming,
            outcome=outcome,
            due=FRIDAY.today,
            done_when="a customer confirms it",
            goal_id=goals[0],
        )
    review.commit_week(session, review_id, now=held)
    review.close(session, review_id, now=held, rating=7, improvement="Promise less")


def _promises(session: Session, goals: tuple[int, ...], kpis: tuple[int, ...]) -> tuple[int, ...]:
    promises = tuple(row.id for row in execution.promises(session, FRIDAY.week))
    execution.keep(session, promises[1], now=day(-1))
    plan = planning.add_plan(
        session,
        now=day(-9),
        title="Onboarding",
        goal_id=goals[0],
        deadline=FRIDAY.today + timedelta(days=20),
        done_when="it is live",
        active=True,
    )
    planning.add_milestone(
        session, plan, now=day(-9), title="Import without help", due=FRIDAY.today + timedelta(days=6)
    )
    return promises


def _contacts(session: Session) -> tuple[int, ...]:
    contacts = tuple(
        people.add_contact(session, now=day(-11), name=name, company=firm, kind="lead")
        for name, firm in (("Lin Okafor", "Fernweh"), ("Tom Bakker", "Bakker & Co"))
    )
    people.log_touch(session, contacts[0], "call", "out", "asked for a date", day(-3).today, now=day(-9))
    people.add_deal(
        session, now=day(-9), title="Fernweh: studio plan", contact_id=contacts[0], value_minor=720_000
    )
    return contacts


def _sop(session: Session) -> int:
    sop_id = systems.add_sop(
        session, now=day(-11), title="Refunds", body=SOP, trigger="asked for", cadence="weekly"
    )
    systems.activate(session, sop_id, now=day(-11))
    systems.generate_due(session, now=day(-11))
    return sop_id
