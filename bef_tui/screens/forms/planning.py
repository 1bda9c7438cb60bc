"""Action plans and their milestones."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bef_tui import services
from bef_tui.framework.weeks import Now
from bef_tui.screens.forms import common
from bef_tui.screens.forms.vision import active_field
from bef_tui.widgets.form import Field, Filled, TextField

if TYPE_CHECKING:
    from bef_tui.screens.base import BefScreen
    from bef_tui.screens.desk import Desk
    from bef_tui.services.planning import MilestoneRow, PlanDetail

Then = Callable[[int], None]


def plan_fields(desk: Desk, *, gate: bool) -> list[Field]:
    """What a plan says; with ``gate`` the three questions must have answers."""
    return [
        TextField("title", "Plan", required=True),
        common.goal_field(desk),
        common.owner_field(desk, required=gate),
        common.due_field(desk, "deadline", "By when", required=gate),
        common.done_when_field(required=gate),
        common.note_field(),
    ]


def add_plan(screen: BefScreen, *, goal_id: int | None = None, then: Then | None = None) -> None:
    """Add an action plan, active unless it is said to be a draft."""
    desk = screen.desk

    def save(filled: Filled, now: Now) -> int:
        given = common.given(filled.values)
        return desk.write(services.planning.add_plan, now=now, **given)

    values = {"owner_id": desk.read(services.choices.founder), "goal_id": goal_id, "active": True}
    fields = (*plan_fields(desk, gate=True), active_field())
    screen.fill("Action plan", fields, save, values=values, draft="plan.new", then=then)


def edit_plan(screen: BefScreen, plan_id: int) -> None:
    """Edit an action plan; a draft can be made active here."""
    desk = screen.desk
    detail = desk.read(services.planning.plan_detail, plan_id, now=screen.now())
    fields = plan_fields(desk, gate=detail.row.status == "active")
    values: dict[str, Any] = dict(detail.values)
    if detail.row.status == "draft":
        fields.append(active_field())
        values["active"] = False

    def save(filled: Filled, now: Now) -> int:
        changes = common.given(filled.changed)
        active = bool(changes.pop("active", False))
        return desk.write(
            services.planning.edit_plan, plan_id, changes, filled.opened, now=now, active=active
        )

    screen.fill("Action plan", fields, save, values=values, draft=f"plan.{plan_id}")


def drop_plan(screen: BefScreen, plan_id: int) -> None:
    """Drop a plan, with the reason."""
    screen.say_why("Drop the plan: why?", services.planning.drop, plan_id, draft=f"plan.why.{plan_id}")


def milestone_fields(desk: Desk) -> tuple[Field, ...]:
    """What a milestone says."""
    return (
        TextField("title", "Milestone", required=True, question="What will be reached?"),
        common.due_field(desk, required=False),
        common.owner_field(desk, required=False),
    )


def add_milestone(screen: BefScreen, plan: PlanDetail, then: Then | None = None) -> None:
    """Add a milestone to a plan."""
    desk = screen.desk

    def save(filled: Filled, now: Now) -> int:
        given = common.given(filled.values)
        return desk.write(services.planning.add_milestone, plan.row.id, now=now, **given)

    screen.fill(
        f"Milestone of {plan.row.title}",
        milestone_fields(desk),
        save,
        values={"owner_id": plan.values["owner_id"]},
        draft=f"milestone.new.{plan.row.id}",
        then=then,
    )


def edit_milestone(screen: BefScreen, row: MilestoneRow) -> None:
    """Edit a milestone."""
    desk = screen.desk

    def save(filled: Filled, now: Now) -> int:
        changes = common.given(filled.changed)
        return desk.write(services.planning.edit_milestone, row.id, changes, filled.opened, now=now)

    screen.fill("Milestone", milestone_fields(desk), save, values=row.values, draft=f"milestone.{row.id}")
