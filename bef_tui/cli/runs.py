"""``bef run``: an SOP gone through step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bef_tui.cli.here import Here
from bef_tui.cli.options import as_json, database
from bef_tui.cli.output import say, say_json
from bef_tui.cli.running import at_step, make_due, tell_run, tell_runs, with_run
from bef_tui.framework.errors import RuleBroken

if TYPE_CHECKING:
    from sqlmodel import Session

    from bef_tui.framework.weeks import Now
    from bef_tui.services.systems.subjects import SubjectKind

KINDS: tuple[SubjectKind, ...] = ("contact", "deal", "goal")


@click.group()
def run() -> None:
    """Run SOPs: start, tick and skip steps, finish.

    A run is named by its number in bef run list, or by words of its SOP and subject while it goes on; a step by
    its number in the run, or words of it.
    """


@run.command("list")
@click.option("--sop", "name", metavar="SOP", help="The runs of this SOP alone.")
@click.option(
    "--done",
    type=click.IntRange(0),
    default=10,
    show_default=True,
    help="So many that are over, newest first.",
)
@as_json
@database
def list_runs(here: Here, as_json: bool, name: str | None, done: int) -> None:
    """List the runs: overdue, due, running and paused, then those that are over.

    What has become due is made first, as the app does.
    """
    from bef_tui.services import lookup, systems

    with here.writing() as (store, now):
        make_due(store, now)
        sop_id = None if name is None else store.read(lookup.sop, name).id
        rows = store.read(systems.runs, now=now, done=done, sop_id=sop_id)
    if as_json:
        say_json(rows)
    elif not rows:
        say("No run goes on: bef run start SOP begins one.")
    else:
        tell_runs(rows, now.today)


@run.command()
@click.argument("name", metavar="RUN", nargs=-1, required=True)
@as_json
@database
def show(here: Here, as_json: bool, name: tuple[str, ...]) -> None:
    """Show a run step by step."""
    from bef_tui.services import lookup, systems

    with here.reading() as (store, now):
        detail = store.read(systems.run_detail, store.read(lookup.run, " ".join(name)))
    tell_run(detail, now, as_json)


@run.command()
@click.argument("name", metavar="SOP", nargs=-1, required=True)
@click.option("--for", "subject", metavar="TEXT", help="For whom or what: a name, an order, a month.")
@click.option("--contact", metavar="NAME", help="For this contact.")
@click.option("--deal", metavar="TITLE", help="For this deal.")
@click.option("--goal", metavar="TITLE", help="For this goal.")
@click.option("--due", metavar="DAY", help="By when: fri, tomorrow, 2026-12-01.")
@click.option("--new", is_flag=True, help="Another run, although one is due.")
@as_json
@database
def start(
    here: Here, as_json: bool, name: tuple[str, ...], new: bool, due: str | None, **named: str | None
) -> None:
    """Start a run of an SOP, of the revision it has now.

    For example: bef run start onboarding --contact ada

    A run of it that is due is the one that is started. --for with the whole name of an open contact, deal or goal
    links to it.
    """
    from bef_tui.exchange.dates import parse_day
    from bef_tui.services import lookup, systems

    with here.writing() as (store, now):
        sop_id = store.read(lookup.sop, " ".join(name)).id
        values: dict[str, Any] = {"subject": named.pop("subject") or ""}
        for kind in KINDS:
            if (said := named[kind]) is not None:
                values[f"{kind}_id"] = store.read(lookup.subject, kind, said)
        if due is not None:
            values["due"] = parse_day(due, now.today, now.first_weekday)
        make_due(store, now)
        run_id = store.write(systems.start if new else systems.begin, sop_id, now=now, **values)
        detail = store.read(systems.run_detail, run_id)
    tell_run(detail, now, as_json)


@run.command("tick-step")
@click.argument("name", metavar="RUN")
@click.argument("step", metavar="[STEP]", nargs=-1)
@click.option(
    "--note", default="", metavar="TEXT", help="Note something at it: words, or where the proof is."
)
@as_json
@database
def tick_step(here: Here, as_json: bool, name: str, step: tuple[str, ...], note: str) -> None:
    """Tick a step, the next open one without STEP.

    For example: bef run tick-step 12 3 --note https://bank.example/receipt/88

    A paused run goes on. Faster than two seconds a step makes the run a rubber stamp, which does not count.
    """
    from bef_tui.services import systems

    def deed(session: Session, step_id: int, *, now: Now) -> None:
        """Tick a step."""
        systems.tick_step(session, step_id, now=now)
        if note:
            systems.add_note(session, step_id, note, now=now)

    at_step(here, as_json, name, step, deed)


@run.command("skip-step")
@click.argument("name", metavar="RUN")
@click.argument("step", metavar="[STEP]", nargs=-1)
@click.option("--why", required=True, metavar="TEXT", help="The reason: that is how the SOP gets better.")
@as_json
@database
def skip_step(here: Here, as_json: bool, name: str, step: tuple[str, ...], why: str) -> None:
    """Skip a step with a reason, the next open one without STEP."""
    from bef_tui.services import systems

    def deed(session: Session, step_id: int, *, now: Now) -> None:
        """Skip a step."""
        systems.skip_step(session, step_id, why, now=now)

    at_step(here, as_json, name, step, deed)


@run.command()
@click.argument("name", metavar="RUN")
@click.argument("step", metavar="STEP")
@click.argument("text", nargs=-1, required=True)
@as_json
@database
def note(here: Here, as_json: bool, name: str, step: str, text: tuple[str, ...]) -> None:
    """Note something at a step: words, or its proof, a link or the path of a file.

    For example: bef run note 12 3 receipts/88.pdf

    What was noted before stays, a line above. A run that is over takes notes as well.
    """
    from bef_tui.services import systems

    def deed(session: Session, step_id: int, *, now: Now) -> None:
        """Note something at a step."""
        systems.add_note(session, step_id, " ".join(text), now=now)

    at_step(here, as_json, name, (step,), deed)


@run.command()
@click.argument("name", metavar="RUN", nargs=-1, required=True)
@click.option("--leave-open", is_flag=True, help="Although steps are open: they count as not done.")
@as_json
@database
def finish(here: Here, as_json: bool, name: tuple[str, ...], leave_open: bool) -> None:
    """Finish a run.

    Every step is to be ticked or skipped first, unless you leave steps open knowingly.
    """
    from bef_tui.services import systems

    def deed(session: Session, run_id: int, *, now: Now) -> None:
        """Finish a run."""
        detail = systems.run_detail(session, run_id)
        places = [str(step.position) for step in detail.steps if step.state == "open"]
        if detail.status in ("running", "paused") and places and not leave_open:
            which = f"Step {places[0]} is" if len(places) == 1 else f"Steps {', '.join(places)} are"
            raise RuleBroken(f"{which} neither ticked nor skipped: --leave-open finishes anyway.")
        systems.finish(session, run_id, now=now, leave_open=leave_open)

    with_run(here, as_json, name, deed)


@run.command()
@click.argument("name", metavar="RUN", nargs=-1, required=True)
@click.option("--why", required=True, metavar="TEXT", help="The reason.")
@as_json
@database
def abandon(here: Here, as_json: bool, name: tuple[str, ...], why: str) -> None:
    """Abandon a run, with the reason."""
    from bef_tui.services import systems

    def deed(session: Session, run_id: int, *, now: Now) -> None:
        """Abandon a run."""
        systems.abandon(session, run_id, why, now=now)

    with_run(here, as_json, name, deed)


@run.command()
@click.argument("name", metavar="RUN", nargs=-1, required=True)
@as_json
@database
def pause(here: Here, as_json: bool, name: tuple[str, ...]) -> None:
    """Pause a run."""
    from bef_tui.services import systems

    with_run(here, as_json, name, systems.pause)


@run.command()
@click.argument("name", metavar="RUN", nargs=-1, required=True)
@as_json
@database
def resume(here: Here, as_json: bool, name: tuple[str, ...]) -> None:
    """Go on with a run, or start one that is due."""
    from bef_tui.services import systems

    with_run(here, as_json, name, systems.resume)
