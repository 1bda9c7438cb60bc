"""The company's words, goals, their targets, and how a goal ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bef_tui import services
from bef_tui.framework.weeks import MONDAY, SATURDAY, SUNDAY, Now
from bef_tui.framework.words import Horizon
from bef_tui.screens.forms import common
from bef_tui.widgets.form import (
    ChoiceField,
    Field,
    Filled,
    FlagField,
    LongTextField,
    NumberField,
    Option,
    RecordField,
    TextField,
)

if TYPE_CHECKING:
    from bef_tui.screens.base import BefScreen
    from bef_tui.screens.desk import Desk
    from bef_tui.services.vision import GoalRow

Then = Callable[[int], None]

NINETY = timedelta(days=90)
TITLES: dict[Horizon, str] = {"annual": "Annual goal", "90-day": "90-day goal"}
WEEKDAY_OPTIONS = (Option(MONDAY, "Monday"), Option(SATURDAY, "Saturday"), Option(SUNDAY, "Sunday"))
DIRECTIONS = (Option("up", "higher"), Option("down", "lower"))
KINDS = (Option("lag", "lag: the result itself"), Option("lead", "lead: what moves the result"))
CADENCES = (Option("weekly", "weekly"), Option("monthly", "monthly"), Option("daily", "daily"))


# The company


def company_fields() -> tuple[Field, ...]:
    """The company's words and its calendar."""
    from zoneinfo import available_timezones

    zones = tuple(Option(name, name) for name in sorted(available_timezones() | {"UTC"}))
    return (
        TextField("name", "Name"),
        LongTextField("vision", "Vision", lines=3, help="where are we going?"),
        LongTextField("why", "Why", lines=3, help="and why?"),
        RecordField("zone", "Time zone", options=zones, required=True, help="type a part: berlin"),
        ChoiceField("first_weekday", "Week starts on", options=WEEKDAY_OPTIONS, required=True),
        TextField("currency", "Currency", required=True, help="three letters"),
    )


def edit_company(screen: BefScreen) -> None:
    """Edit the vision and the other words of the company."""
    desk = screen.desk

    def save(filled: Filled, now: Now) -> int:
        return desk.write(services.company.edit_company, filled.changed, filled.opened, now=now)

    values = desk.read(services.company.card).values
    screen.fill("The company", company_fields(), save, values=values, draft="company")


# Goals


def goal_fields(desk: Desk, horizon: Horizon, *, gate: bool) -> list[Field]:
    """What a goal says; with ``gate`` the three questions must have answers."""
    fields: list[Field] = [
        TextField(
            "title",
            "Goal",
            required=True,
            help="a result, not an activity",
        )
    ]
    if horizon == "90-day":
        annual = common.options(desk, services.choices.annual_goals)
        fields.append(RecordField("parent_id", "Towards", options=annual, help="the annual goal it serves"))
    fields += [
        TextField("why", "Why", help="why does it matter?"),
        common.owner_field(desk, required=gate),
        common.due_field(desk, required=gate),
        common.done_when_field(required=gate),
        common.day_field(desk, "start", "Starts"),
    ]
    return fields


def active_field() -> FlagField:
    """Whether a draft is to count from now on."""
    return FlagField("active", "Active", help="no: a draft that does not count yet")


def add_goal(
    screen: BefScreen, horizon: Horizon, *, parent_id: int | None = None, then: Then | None = None
) -> None:
    """Add a goal, and then its target."""
    desk, today = screen.desk, screen.today()
    values: dict[str, Any] = {"owner_id": desk.read(services.choices.founder), "start": today, "active": True}
    if horizon == "90-day":
        values |= {"parent_id": parent_id, "due": today + NINETY}

    def save(filled: Filled, now: Now) -> int:
        given = common.given(filled.values)
        return desk.write(services.vision.add_goal, now=now, horizon=horizon, **given)

    def added(goal_id: int) -> None:
        if then is not None:
            then(goal_id)
        warn(screen)
        set_target(screen, goal_id)

    fields = (*goal_fields(desk, horizon, gate=True), active_field())
    screen.fill(TITLES[horizon], fields, save, values=values, draft=f"goal.new.{horizon}", then=added)


def edit_goal(screen: BefScreen, goal_id: int) -> None:
    """Edit a goal; a draft can be made active here."""
    desk = screen.desk
    detail = desk.read(services.vision.goal_detail, goal_id, now=screen.now())
    row = detail.row
    fields = goal_fields(desk, row.horizon, gate=row.status == "active")
    values = {name: value for name, value in detail.values.items() if name != "horizon"}
    if row.status == "draft":
        fields.append(active_field())
        values["active"] = False

    def save(filled: Filled, now: Now) -> int:
        changes = common.given(filled.changed)
        active = bool(changes.pop("active", False))
        return desk.write(services.vision.edit_goal, goal_id, changes, filled.opened, now=now, active=active)

    screen.fill(
        TITLES[row.horizon], fields, save, values=values, draft=f"goal.{goal_id}", then=lambda _: warn(screen)
    )


def warn(screen: BefScreen) -> None:
    """Say when more 90-day goals are active than get done."""
    warning = screen.ask(services.vision.too_many)
    if warning:
        screen.tell(warning, bad=True)


def grade_goal(screen: BefScreen, row: GoalRow) -> None:
    """Grade a goal, which closes it."""
    desk = screen.desk
    actual = row.standing.actual if row.standing else None
    reached = "" if actual is None else f" · the records say {actual:.1f}"
    field = NumberField(
        "grade",
        "Grade",
        required=True,
        least=0,
        most=1,
        help=f"0.0 nothing, 0.7 good, 1.0 all of it{reached}",
    )

    def save(filled: Filled, now: Now) -> int:
        grade: Any = filled.values["grade"]
        return desk.write(services.vision.grade, row.id, grade, now=now)

    screen.fill(
        f"Grade: {row.title}", (field,), save, values={"grade": row.grade}, draft=f"goal.grade.{row.id}"
    )


def why_goal(screen: BefScreen, row: GoalRow, deed: Callable[..., int], title: str) -> None:
    """Pause or drop a goal, with the reason."""
    screen.say_why(title, deed, row.id, draft=f"goal.why.{row.id}")


# Targets


def target_fields(desk: Desk) -> tuple[Field, ...]:
    """The number that shows a goal, and where it is to go."""
    kpis = common.options(desk, services.choices.kpis)
    return (
        RecordField(
            "name",
            "KPI",
            options=kpis,
            other=str,
            required=True,
            question="Which number shows it?",
            help="choose one, or name a new one",
            echo=common.new_one("KPI"),
        ),
        TextField("unit", "Unit", help="%, EUR, customers … (of a new KPI)"),
        ChoiceField("direction", "Better is", options=DIRECTIONS, required=True),
        ChoiceField("kind", "Kind", options=KINDS, required=True),
        ChoiceField("cadence", "Recorded", options=CADENCES, required=True),
        NumberField("baseline", "From", help="where it stands now; empty: its newest value"),
        NumberField("value", "To", required=True, question="Which value is to be reached?"),
    )


def set_target(screen: BefScreen, goal_id: int) -> None:
    """Set the target of a goal; the former one stays on record."""
    desk = screen.desk
    detail = desk.read(services.vision.goal_detail, goal_id, now=screen.now())
    metric = detail.row.metric
    values: dict[str, Any] = {"direction": "up", "kind": "lag", "cadence": "weekly"}
    if metric is not None:
        values |= {
            "name": metric.kpi_id,
            "unit": metric.unit,
            "direction": metric.direction,
            "baseline": metric.baseline,
            "value": metric.target,
        }

    def save(filled: Filled, now: Now) -> int:
        given: dict[str, Any] = dict(filled.values)
        value, baseline = given.pop("value"), given.pop("baseline")
        kpi = given["name"] if isinstance(given["name"], int) else given
        return desk.write(services.vision.set_target, goal_id, kpi, value=value, baseline=baseline, now=now)

    title = f"Target: {detail.row.title}"
    screen.fill(title, target_fields(desk), save, values=values, draft=f"target.{goal_id}")
