"""Where the demo company wants to go: the company, its people, its goals, KPIs and their targets."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from bef_tui.framework.weeks import Now
from bef_tui.framework.words import CATEGORIES, Direction, KpiKind
from bef_tui.services import company, measurement, records, vision
from bef_tui.services.demo.diary import FRIDAY, MONDAY, WEDNESDAY, Diary, World

COMPANY = {
    "name": "Acme Onboarding Studio",
    "vision": "Every small software company keeps the customers it wins, because the first week just works.",
    "why": "We have watched too many good products lose people on day two. That is a solvable problem.",
    "currency": "EUR",
}


@dataclass(frozen=True, slots=True)
class _Goal:
    key: str
    title: str
    why: str
    done_when: str
    owner: str
    start: int
    weeks: int
    kpi: str
    baseline: float
    target: float
    grade: float | None = None


ANNUAL = _Goal(
    "annual",
    "20,000 € MRR with less than 3 % churn",
    "From there on the studio pays two salaries and we choose our customers.",
    "Two month-ends in a row show 20,000 € and churn below 3 %",
    "mara", -26, 52, "mrr", 5200, 20000,
)  # fmt: skip
GOALS = (
    _Goal("first", "Activation 27 %", "Who does not finish the first set-up never pays.",
          "27 % of the signups of a month finish the set-up", "mara", -26, 13, "activation", 18, 27, 0.8),
    _Goal("revenue", "10,000 € MRR", "It pays Ada three days a week.",
          "The dashboard shows 10,000 € at a month-end", "mara", -26, 13, "mrr", 5200, 10000, 0.9),
    _Goal("speed", "Churn under 4.5 %", "We lose as many teams as we win.",
          "A month with less than 4.5 %", "ada", -24, 13, "churn", 6.4, 4.5, 0.6),
    _Goal("activation", "Activation 40 %", "It is the number behind all others: who is set up, stays.",
          "40 % of the signups of a month finish the set-up", "mara", -10, 13, "activation", 27, 40),
    _Goal("churn", "Churn under 3 %", "At 3 % the money spent on ads comes back twice.",
          "Four weeks in a row below 3 %", "ada", -9, 13, "churn", 4.6, 3),
    _Goal("mrr", "14,000 € MRR", "It pays Ada for the whole week.",
          "The dashboard shows 14,000 € at a month-end", "mara", -8, 13, "mrr", 10400, 14000),
    _Goal("partners", "Three partners who send us customers", "They know teams we never meet.",
          "Three partners sent at least one paying team each", "ada", -8, 13, "partners", 0, 3),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Kpi:
    key: str
    name: str
    unit: str
    kind: KpiKind
    direction: Direction
    owner: str
    targets: tuple[tuple[int, float, str], ...] = ()


KPIS = (
    _Kpi("signups", "Signups", "teams", "lead", "up", "mara", ((-26, 14, "revenue"), (-8, 18, "mrr"))),
    _Kpi("demos", "Demos held", "demos", "lead", "up", "mara", ((-26, 4, "revenue"), (-8, 6, "mrr"))),
    _Kpi(
        "setups",
        "Set-up calls held",
        "calls",
        "lead",
        "up",
        "ada",
        ((-24, 5, "first"), (-10, 8, "activation")),
    ),
    _Kpi(
        "replies", "Replies within a day", "%", "lead", "up", "ada", ((-24, 85, "speed"), (-9, 90, "churn"))
    ),
    _Kpi("activation", "Activation", "%", "lag", "up", "mara"),
    _Kpi("churn", "Churn", "%", "lag", "down", "ada"),
    _Kpi("mrr", "MRR", "€", "lag", "up", "mara"),
    _Kpi("partners", "Partners sending customers", "partners", "lag", "up", "ada"),
)


def write(diary: Diary) -> None:
    """Enter how the company began, and what it wants."""
    diary.at(-26, MONDAY, "08:00", _begin)
    for kpi in KPIS:
        week, day = (-9, FRIDAY) if kpi.key == "partners" else (-26, MONDAY)
        diary.at(week, day, "08:10", partial(_add_kpi, kpi))
        for since, value, leads_to in kpi.targets:
            diary.at(since, MONDAY, "08:40", partial(_aim, kpi.key, value, leads_to))
    for goal in (ANNUAL, *GOALS):
        start, due = diary.day(goal.start, MONDAY), diary.day(goal.start + goal.weeks - 1, FRIDAY)
        written = start if goal.start == -26 else diary.day(goal.start - 1, FRIDAY)
        diary.on(written, "08:20", partial(_add_goal, goal, start, due))
        if goal.grade is not None:
            diary.on(due, "14:00", partial(_grade, goal))
    diary.at(-20, MONDAY, "08:20", _try_marketplace)
    diary.at(-15, FRIDAY, "13:30", _drop_marketplace)
    diary.at(-3, WEDNESDAY, "10:00", _loosen)
    _say(diary)


def _begin(world: World, now: Now) -> None:
    session = world.session
    company.begin(session, now=now)
    company.edit_company(session, COMPANY, now=now)
    world["mara"] = records.founder_id(session)
    company.rename_person(session, world["mara"], "Mara", now=now)
    world["ada"] = company.add_person(session, "Ada", now=now, email="ada@acme-onboarding.example")


def _add_kpi(kpi: _Kpi, world: World, now: Now) -> None:
    values: dict[str, Any] = {
        "name": kpi.name,
        "unit": kpi.unit,
        "kind": kpi.kind,
        "direction": kpi.direction,
    }
    world[kpi.key] = measurement.add_kpi(world.session, now=now, owner_id=world[kpi.owner], **values)


def _add_goal(goal: _Goal, start: date, due: date, world: World, now: Now) -> None:
    annual = goal.key == "annual"
    goal_id = vision.add_goal(
        world.session,
        now=now,
        active=True,
        horizon="annual" if annual else "90-day",
        parent_id=None if annual else world["goal.annual"],
        title=goal.title,
        why=goal.why,
        done_when=goal.done_when,
        owner_id=world[goal.owner],
        start=start,
        due=due,
    )
    world[f"goal.{goal.key}"] = goal_id
    kpi = world[goal.kpi]
    vision.set_target(world.session, goal_id, kpi, value=goal.target, baseline=goal.baseline, now=now)
    measurement.edit_kpi(world.session, kpi, {"goal_id": goal_id}, now=now)


def _aim(kpi: str, value: float, goal: str, world: World, now: Now) -> None:
    """Set the target of a lead KPI, then put it beside the goal that it leads to; the goal keeps its own metric."""
    measurement.edit_kpi(world.session, world[kpi], {"goal_id": None}, now=now)
    measurement.set_target(world.session, world[kpi], value, now=now)
    measurement.edit_kpi(world.session, world[kpi], {"goal_id": world[f"goal.{goal}"]}, now=now)


def _grade(goal: _Goal, world: World, now: Now) -> None:
    vision.grade(world.session, world[f"goal.{goal.key}"], goal.grade or 0.0, now=now)


def _try_marketplace(world: World, now: Now) -> None:
    world["goal.marketplace"] = vision.add_goal(
        world.session,
        now=now,
        active=True,
        parent_id=world["goal.annual"],
        title="Listed on two app marketplaces",
        why="Marketplaces bring signups without ads.",
        done_when="Two listings are live and bring five signups a week",
        due=now.ends(now.week),
    )


def _drop_marketplace(world: World, now: Now) -> None:
    reason = "Two months of forms for three signups: not worth it this year."
    vision.drop(world.session, world["goal.marketplace"], reason, now=now)


def _loosen(world: World, now: Now) -> None:
    vision.set_target(world.session, world["goal.mrr"], world["mrr"], value=13200, baseline=10400, now=now)


RATINGS = ((-26, (3, 3, 3, 2, 2)), (-13, (4, 4, 3, 3, 3)), (-2, (4, 4, 4, 4, 4)))
TICKS = {
    "goals": True,
    "priorities": True,
    "owners": True,
    "deadlines": True,
    "crm": True,
    "response": False,
    "sops": True,
    "automation": True,
    "kpis": True,
    "retros": True,
}


def _say(diary: Diary) -> None:
    """What Mara says of herself: her ratings, and her ticks at the audit."""
    for week, ratings in RATINGS:
        diary.at(week, FRIDAY, "16:30", partial(_rate, ratings))
    for item, ticked in TICKS.items():
        diary.at(-2, FRIDAY, "16:40", partial(_tick, item, ticked))


def _rate(ratings: tuple[int, ...], world: World, now: Now) -> None:
    company.rate_self(world.session, dict(zip(CATEGORIES, ratings, strict=True)), now=now)


def _tick(item: str, ticked: bool, world: World, now: Now) -> None:
    company.tick_audit(world.session, item, ticked, now=now)
