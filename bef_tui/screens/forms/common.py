"""Fields that many forms share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from bef_tui import services
from bef_tui.exchange.dates import parse_day
from bef_tui.framework.days import say_day
from bef_tui.screens.base import BefScreen
from bef_tui.screens.desk import Desk
from bef_tui.widgets.form import (
    DONE_QUESTION,
    DUE_QUESTION,
    OWNER_QUESTION,
    DayField,
    LongTextField,
    Option,
    RecordField,
    TextField,
)


def options(desk: Desk, question: Callable[..., tuple[tuple[int, str], ...]]) -> tuple[Option, ...]:
    """The answers of one of ``services.choices`` as options of a form."""
    return tuple(Option(record_id, label) for record_id, label in desk.read(question))


def day_field(
    desk: Desk, name: str, label: str, *, required: bool = False, question: str = "", help: str = ""
) -> DayField:
    """A day as people type it: ``fri``, ``in 3d``, ``2026-12-01``."""
    now = desk.now()

    def parse(text: str) -> object:
        return parse_day(text, now.today, now.first_weekday)

    shown = help or "fri, tomorrow, eow, in 3d, 2026-12-01"
    return DayField(name, label, required=required, question=question, help=shown, parse=parse)


def owner_field(desk: Desk, *, required: bool = True) -> RecordField:
    """Who owns this? A new name becomes a person."""
    people = options(desk, services.choices.people)
    return RecordField(
        "owner_id",
        "Owner",
        required=required,
        question=OWNER_QUESTION,
        options=people,
        other=str,
        echo=new_one("person"),
    )


def new_one(what: str) -> Callable[[object], str]:
    """Say when a name is none of the known ones, so that a slip of the finger makes nothing new unseen."""
    return lambda value: f"a new {what}: {value}" if isinstance(value, str) and value else ""


def due_field(desk: Desk, name: str = "due", label: str = "By when", *, required: bool = True) -> DayField:
    """The day by which it is done."""
    return day_field(desk, name, label, required=required, question=DUE_QUESTION)


def done_when_field(*, required: bool = True) -> TextField:
    """The test by which one knows that it is done."""
    return TextField("done_when", "We will know by", required=required, question=DONE_QUESTION)


def goal_field(desk: Desk, *, label: str = "Goal") -> RecordField:
    """The goal it serves."""
    return RecordField(
        "goal_id", label, options=options(desk, services.choices.goals), help="type a part of its name"
    )


def kpi_field(desk: Desk, *, label: str = "KPI") -> RecordField:
    """The KPI it moves."""
    return RecordField(
        "kpi_id", label, options=options(desk, services.choices.kpis), help="type a part of its name"
    )


def note_field(label: str = "Note", *, lines: int = 3) -> LongTextField:
    """Free text."""
    return LongTextField("note", label, lines=lines)


def reason_field(label: str = "Why") -> TextField:
    """A reason in a few words."""
    return TextField("reason", label, required=True, question="Say in a few words why.")


def given(values: Mapping[str, object]) -> dict[str, Any]:
    """The values of a form as a deed takes them; the desk makes a person of the name of a new owner."""
    return dict(values)


def ask_day(
    screen: BefScreen,
    title: str,
    deed: Callable[..., int],
    record_id: int,
    *,
    draft: str,
    help: str = "today, tomorrow, fri, in 3d",
) -> None:
    """Ask for a day in one line, and do a deed on a record with it."""
    now = screen.now()

    def parse(text: str) -> date:
        return parse_day(text, now.today, now.first_weekday)

    screen.line(
        title,
        lambda text: screen.desk.write(deed, record_id, parse(text), now=screen.now()),
        echo=lambda text: say_day(parse(text), now.today, now.first_weekday),
        help=help,
        needed=f"A day is needed: {help}. Esc leaves it as it is.",
        draft=draft,
    )
