"""Contacts, touches, follow-ups and deals: their forms, and why one was dropped or lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bef_tui import services
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import CHANNELS
from bef_tui.screens.forms import common
from bef_tui.widgets.form import (
    ChoiceField,
    Field,
    Filled,
    MoneyField,
    NumberField,
    Option,
    RecordField,
    TextField,
    options_of,
)

if TYPE_CHECKING:
    from bef_tui.screens.base import BefScreen

Then = Callable[[int], None]

KINDS = options_of("lead", "customer", "partner", "other")
DIRECTIONS = (Option("out", "out: we got in touch"), Option("in", "in: they did"))


# Contacts


def _contact_fields(screen: BefScreen) -> tuple[Field, ...]:
    days = "empty: what is usual for its kind"
    return (
        TextField("name", "Name", required=True),
        TextField("company", "Company"),
        ChoiceField("kind", "Kind", options=KINDS, required=True),
        TextField("email", "E-mail"),
        TextField("phone", "Phone"),
        NumberField("ideal_days", "Touch every", unit="days", whole=True, least=1, most=9999, help=days),
        NumberField("longest_days", "Cold after", unit="days", whole=True, least=1, most=9999, help=days),
        common.owner_field(screen.desk, required=False),
        common.note_field(),
    )


def add_contact(screen: BefScreen, then: Then | None = None) -> None:
    """Add a contact."""
    desk = screen.desk

    def save(filled: Filled, now: Now) -> int:
        values = common.given(_given(filled))
        return desk.write(services.people.add_contact, now=now, **values)

    values = {"kind": "lead", "owner_id": desk.read(services.choices.founder)}
    screen.fill("Add a contact", _contact_fields(screen), save, values=values, draft="contact.new", then=then)


def edit_contact(screen: BefScreen, contact_id: int) -> None:
    """Edit a contact."""
    desk = screen.desk

    def save(filled: Filled, now: Now) -> int:
        changes = common.given(_without_empty_days(filled.changed))
        return desk.write(services.people.edit_contact, contact_id, changes, filled.opened, now=now)

    values = desk.read(services.people.contact_values, contact_id)
    screen.fill("Contact", _contact_fields(screen), save, values=values, draft=f"contact.{contact_id}")


def _given(filled: Filled) -> dict[str, Any]:
    """What was filled in; the days between touches only where they were typed."""
    return _without_empty_days(filled.values)


def _without_empty_days(values: Any) -> dict[str, Any]:
    return {
        name: value
        for name, value in values.items()
        if value is not None or name not in ("ideal_days", "longest_days")
    }


# Touches and follow-ups


def log_touch(screen: BefScreen, contact_id: int, name: str) -> None:
    """Log a touch with all its details."""
    desk = screen.desk
    fields = (
        ChoiceField("channel", "Channel", options=options_of(*CHANNELS), required=True),
        ChoiceField("direction", "Direction", options=DIRECTIONS, required=True),
        TextField("note", "What was said"),
        common.day_field(desk, "on", "When", help="empty: today"),
        common.day_field(desk, "next_on", "Next touch", help="empty: by this contact's rhythm"),
    )

    def save(filled: Filled, now: Now) -> int:
        given: dict[str, Any] = dict(filled.values)
        return desk.write(services.people.log_touch, contact_id, now=now, **given)

    values = {"channel": "email", "direction": "out"}
    screen.fill(f"Touch: {name}", fields, save, values=values, draft=f"touch.{contact_id}")


def plan_follow_up(screen: BefScreen, contact_id: int | None = None, then: Then | None = None) -> None:
    """Plan a follow-up; with whom is asked unless the screen has a contact under its cursor."""
    desk = screen.desk
    contacts = common.options(desk, services.choices.contacts)
    if not contacts:
        screen.tell("There is no contact yet: add one in People (7, then a).", bad=True)
        return
    if contact_id is None:
        contact_id = getattr(screen, "contact_under_cursor", lambda: None)()
    fields = (
        RecordField("contact_id", "With", options=contacts, required=True, help="type a part of the name"),
        common.due_field(desk),
        ChoiceField("channel", "Channel", options=options_of(*CHANNELS), required=True),
        TextField("note", "About"),
    )

    def save(filled: Filled, now: Now) -> int:
        values: dict[str, Any] = dict(filled.values)
        whom = values.pop("contact_id")
        return desk.write(services.people.plan_follow_up, whom, now=now, **values)

    values = {"contact_id": contact_id, "channel": "email"}
    screen.fill(
        "Plan a follow-up", fields, save, values=values, draft=f"follow_up.new.{contact_id or ''}", then=then
    )


def edit_follow_up(screen: BefScreen, follow_up_id: int) -> None:
    """Edit a follow-up."""
    desk = screen.desk
    fields = (
        common.due_field(desk),
        ChoiceField("channel", "Channel", options=options_of(*CHANNELS), required=True),
        TextField("note", "About"),
        common.owner_field(desk, required=False),
    )

    def save(filled: Filled, now: Now) -> int:
        changes = common.given(filled.changed)
        return desk.write(services.people.edit_follow_up, follow_up_id, changes, filled.opened, now=now)

    known = desk.read(services.people.follow_up_values, follow_up_id)
    values = {one.name: known[one.name] for one in fields}
    screen.fill("Follow-up", fields, save, values=values, draft=f"follow_up.{follow_up_id}")


def reschedule(screen: BefScreen, follow_up_id: int) -> None:
    """Move a follow-up to another day."""
    common.ask_day(
        screen,
        "Move the follow-up to which day?",
        services.people.reschedule,
        follow_up_id,
        draft=f"follow_up.move.{follow_up_id}",
        help="tomorrow, fri, in 3d; the day first promised stays on record",
    )


def drop_follow_up(screen: BefScreen, follow_up_id: int) -> None:
    """Drop a follow-up with a reason."""
    screen.say_why(
        "Drop the follow-up: why?",
        services.people.drop_follow_up,
        follow_up_id,
        draft=f"follow_up.drop.{follow_up_id}",
        help="no longer needed; excused only before its day",
    )


# Deals


def _deal_fields(screen: BefScreen, *, new: bool) -> tuple[Field, ...]:
    desk = screen.desk
    stages = tuple(
        Option(stage.id, stage.name)
        for stage in desk.read(services.people.stages)
        if stage.kind == "open" or not new
    )
    contacts = common.options(desk, services.choices.contacts)
    fields = (
        TextField("title", "Deal", required=True, help="what would be bought"),
        RecordField("contact_id", "Contact", options=contacts, help="type a part of the name"),
        MoneyField("value_minor", "Value"),
        TextField("currency", "Currency", help="three letters, like EUR"),
        ChoiceField("stage_id", "Stage", options=stages, required=True),
        TextField("next_step", "Next step"),
        common.day_field(desk, "next_on", "Next step on"),
        common.owner_field(desk, required=False),
    )
    return fields if new else tuple(one for one in fields if one.name != "stage_id")


def add_deal(screen: BefScreen, contact_id: int | None = None, then: Then | None = None) -> None:
    """Add a deal."""
    desk = screen.desk
    fields = _deal_fields(screen, new=True)

    def save(filled: Filled, now: Now) -> int:
        return desk.write(services.people.add_deal, now=now, **common.given(filled.values))

    first = next((stage.id for stage in desk.read(services.people.stages) if stage.kind == "open"), None)
    values = {
        "contact_id": contact_id,
        "stage_id": first,
        "currency": desk.read(services.people.usual_currency),
        "owner_id": desk.read(services.choices.founder),
    }
    screen.fill("Add a deal", fields, save, values=values, draft="deal.new", then=then)


def edit_deal(screen: BefScreen, deal_id: int) -> None:
    """Edit a deal; its stage is changed by moving it."""
    desk = screen.desk
    fields = _deal_fields(screen, new=False)

    def save(filled: Filled, now: Now) -> int:
        changes = common.given(filled.changed)
        return desk.write(services.people.edit_deal, deal_id, changes, filled.opened, now=now)

    known = desk.read(services.people.deal_values, deal_id)
    values = {one.name: known[one.name] for one in fields}
    screen.fill("Deal", fields, save, values=values, draft=f"deal.{deal_id}")


def move_deal(screen: BefScreen, deal_id: int) -> None:
    """Move a deal to another stage; to the lost one, why is asked."""
    stages = screen.ask(services.people.stages)

    def chosen(stage_id: int) -> None:
        if next(stage.kind for stage in stages if stage.id == stage_id) == "lost":
            lose_deal(screen, deal_id)
        else:
            screen.act(services.people.move_deal, deal_id, stage_id)

    screen.choose("Move the deal to", tuple(Option(stage.id, stage.name) for stage in stages), chosen)


def lose_deal(screen: BefScreen, deal_id: int) -> None:
    """Lose a deal, with the reason."""
    screen.say_why(
        "Lost: why?",
        services.people.lose_deal,
        deal_id,
        draft=f"deal.lost.{deal_id}",
        help="too dear · no budget · chose another · went silent",
    )
