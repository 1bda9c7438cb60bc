"""SOPs, runs and core processes: what their forms ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bef_tui import services
from bef_tui.framework.weeks import Now
from bef_tui.screens.forms import common
from bef_tui.widgets.form import ChoiceField, Field, Filled, NumberField, Option, RecordField, TextField

if TYPE_CHECKING:
    from bef_tui.screens.base import BefScreen
    from bef_tui.screens.desk import Desk

Then = Callable[[int], None]

RHYTHMS = (
    Option("", "when needed"),
    Option("daily", "daily"),
    Option("weekly", "weekly"),
    Option("monthly", "monthly"),
    Option("quarterly", "quarterly"),
)


def _sop_fields(desk: Desk) -> tuple[Field, ...]:
    return (
        TextField("title", "SOP", required=True, question="What is done?"),
        RecordField("process_id", "Core process", options=common.options(desk, services.choices.processes)),
        common.owner_field(desk, required=False),
        TextField("trigger", "When", help="its trigger: a customer asks for a refund"),
        ChoiceField(
            "cadence", "Rhythm", required=True, options=RHYTHMS, help="a run becomes due in each period"
        ),
        NumberField(
            "review_days",
            "Read again",
            unit="days",
            whole=True,
            least=1,
            help="so many days after it was written or read",
            required=True,
        ),
        TextField("purpose", "What it is for"),
    )


def add_sop(screen: BefScreen, then: Then, **values: Any) -> None:
    """Add an SOP; its steps are written next."""
    desk = screen.desk

    def save(filled: Filled, now: Now) -> int:
        said = common.given(filled.values)
        return desk.write(services.systems.add_sop, now=now, **said)

    known = {"owner_id": desk.read(services.choices.founder), "review_days": 180, "cadence": ""}
    screen.fill("Add an SOP", _sop_fields(desk), save, values={**known, **values}, draft="sop", then=then)


def edit_sop(screen: BefScreen, sop_id: int) -> None:
    """Edit what an SOP is for, its owner, trigger and rhythm."""
    desk = screen.desk

    def save(filled: Filled, now: Now) -> int:
        changes = common.given(filled.changed)
        return desk.write(services.systems.edit_sop, sop_id, changes, filled.opened, now=now)

    values = desk.read(services.systems.sop_values, sop_id)
    screen.fill("SOP", _sop_fields(desk), save, values=values, draft=f"sop.{sop_id}")


def start_run(screen: BefScreen, sop_id: int, then: Then) -> None:
    """Start a run of an SOP."""
    desk = screen.desk
    title = desk.read(services.systems.sop_values, sop_id)["title"]
    fields = (
        TextField("subject", "For", help="a customer, an order, a month; may stay empty"),
        common.owner_field(desk, required=False),
        common.due_field(desk, label="To be done by", required=False),
    )

    def save(filled: Filled, now: Now) -> int:
        said = common.given(filled.values)
        return desk.write(services.systems.start, sop_id, now=now, **said)

    values = {"owner_id": desk.read(services.systems.sop_values, sop_id)["owner_id"]}
    screen.fill(f"Run: {title}", fields, save, values=values, draft=f"run.{sop_id}", then=then)


def skip_step(screen: BefScreen, step_id: int, then: Then) -> None:
    """Skip a step of a run, with the reason."""
    help = "the reason is how the SOP gets better"
    deed = services.systems.skip_step
    screen.say_why("Skip this step: why?", deed, step_id, help=help, draft=f"skip.{step_id}", then=then)


def note_step(screen: BefScreen, step_id: int) -> None:
    """Note something at a step of a run."""
    help = "what was special this time"
    screen.say_why(
        "Note at this step", services.systems.note_step, step_id, help=help, draft=f"note.{step_id}"
    )


def abandon_run(screen: BefScreen, run_id: int) -> None:
    """Abandon a run, with the reason."""
    deed = services.systems.abandon
    screen.say_why("Abandon the run: why?", deed, run_id, help="no longer needed", draft=f"abandon.{run_id}")


def add_process(screen: BefScreen, then: Then | None = None) -> None:
    """Add a core process."""

    def save(name: str) -> int:
        return screen.desk.write(services.systems.add_process, name, now=screen.now())

    help = "Deliver: do what was promised"
    screen.line("Add a core process", save, help=help, draft="process", then=then)


def rename_process(screen: BefScreen, process_id: int) -> None:
    """Rename a core process."""
    desk = screen.desk
    names = {row.id: row.name for row in desk.read(services.systems.processes)}

    def save(filled: Filled, now: Now) -> int:
        new = str(filled.values["name"])
        return desk.write(services.systems.rename_process, process_id, new, now=now)

    fields = (TextField("name", "Name", required=True),)
    draft = f"process.{process_id}"
    screen.fill("Core process", fields, save, values={"name": names.get(process_id, "")}, draft=draft)
