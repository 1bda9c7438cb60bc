"""SOPs, runs and core processes: what their forms ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from bef_tui import services
from bef_tui.framework.days import say_date
from bef_tui.framework.weeks import Now
from bef_tui.screens.forms import common
from bef_tui.widgets.form import (
    ChoiceField,
    Field,
    Filled,
    LongTextField,
    NumberField,
    Option,
    RecordField,
    TextField,
)

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


def _subject_field(desk: Desk) -> RecordField:
    """Whom or what a run is for: an open contact, deal or goal, or just a name."""
    known = desk.read(services.systems.run_subjects)
    options = tuple(
        Option((one.kind, one.id), one.name if one.kind == "contact" else f"{one.name} ({one.kind})")
        for one in known
    )
    return RecordField(
        "subject",
        "For",
        options=options,
        other=str,
        nothing="",
        help="a contact, deal or goal, or just a name; may stay empty",
        echo=lambda value: "just a name" if isinstance(value, str) and value else "",
    )


def adopt_starter(screen: BefScreen, process: str, then: Then) -> None:
    """Choose an SOP of the starter pack, the one of this core process first, and show it; or adopt them all."""
    systems = services.systems
    rows = [row for row in screen.desk.read(systems.starters) if not row.adopted]
    if not rows:
        screen.tell("The whole starter pack is here already.")
        return
    rows.sort(key=lambda row: row.process != process)
    options = [Option(row.key, f"{row.process.partition(':')[0]}: {row.title}") for row in rows]

    def chosen(key: str) -> None:
        if key == "all":
            screen.tell(f"Adopted {screen.act(systems.adopt_all)}; t on each puts it into use.")
        elif (sop_id := screen.act(systems.adopt_starter, key)) is not None:
            then(sop_id)

    help = "a draft to change; it counts once it is in use and run"
    screen.choose("Starter pack", [*options, Option("all", "All of them")], chosen, help=help)


def start_run(screen: BefScreen, sop_id: int, then: Then) -> None:
    """Start a run of an SOP: the one that is due, if one waits."""
    desk, systems = screen.desk, services.systems
    waits = desk.read(systems.waiting_run, sop_id)
    if waits is not None:
        start_due(screen, waits, then)
        return
    sop = desk.read(systems.sop_values, sop_id)
    fields = (
        _subject_field(desk),
        common.owner_field(desk, required=False),
        common.due_field(desk, label="To be done by", required=False),
    )

    def save(filled: Filled, now: Now) -> int:
        return desk.write(systems.begin, sop_id, now=now, **_said(filled.values))

    values = {"owner_id": sop["owner_id"]}
    screen.fill(f"Run: {sop['title']}", fields, save, values=values, draft=f"run.{sop_id}", then=then)


def start_due(screen: BefScreen, run_id: int, then: Then) -> None:
    """Start a run that is due, for somebody."""
    desk, systems = screen.desk, services.systems
    run = desk.read(systems.run_detail, run_id)
    when = f" of {say_date(run.due, screen.today())}" if run.due else ""

    def save(filled: Filled, now: Now) -> int:
        return desk.write(systems.start_due, run_id, now=now, **_said(filled.values))

    screen.fill(
        f"Run{when}: {run.sop}",
        (_subject_field(desk), common.owner_field(desk, required=False)),
        save,
        values=desk.read(systems.run_values, run_id),
        draft=f"run.due.{run_id}",
        then=then,
    )


def edit_run(screen: BefScreen, run_id: int) -> None:
    """Edit whom or what a run is for, and who does it."""
    desk, systems = screen.desk, services.systems

    def save(filled: Filled, now: Now) -> int:
        return desk.write(systems.edit_run, run_id, _said(filled.changed), now=now)

    fields = (_subject_field(desk), common.owner_field(desk, required=False))
    values = desk.read(systems.run_values, run_id)
    screen.fill("Run", fields, save, values=values, draft=f"run.edit.{run_id}")


def _said(values: Mapping[str, object]) -> dict[str, Any]:
    """The values of a form as a run takes them: a subject is a record or a name."""
    said = common.given(values)
    subject = said.pop("subject", None)
    if isinstance(subject, str):
        said["subject"] = subject
    elif subject is not None:
        said[f"{subject[0]}_id"] = subject[1]
    return said


def skip_step(screen: BefScreen, step_id: int, then: Then) -> None:
    """Skip a step of a run, with the reason."""
    help = "the reason is how the SOP gets better"
    deed = services.systems.skip_step
    screen.say_why("Skip this step: why?", deed, step_id, help=help, draft=f"skip.{step_id}", then=then)


def note_step(screen: BefScreen, step_id: int, note: str) -> None:
    """Note something at a step of a run, or where its proof is; what was noted before is there to be changed."""
    deed = services.systems.note_step
    help = "what was special, or its proof: a link, or the path of a file"
    if not note:
        screen.say_why("Note or proof at this step", deed, step_id, help=help, draft=f"note.{step_id}")
        return

    def save(filled: Filled, now: Now) -> int:
        return screen.desk.write(deed, step_id, str(filled.values["note"]).strip(), now=now)

    fields = (LongTextField("note", "Note, proof", lines=4, help=help),)
    screen.fill("Note at this step", fields, save, values={"note": note}, draft=f"notes.{step_id}")


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
