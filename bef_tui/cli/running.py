"""What the commands for runs share: which run and which step is meant, and how they are told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from bef_tui.cli.here import Here
from bef_tui.cli.output import say, say_json, say_table
from bef_tui.framework.days import say_day, say_past
from bef_tui.framework.errors import RuleBroken

if TYPE_CHECKING:
    from datetime import date

    from bef_tui.data.store import Store
    from bef_tui.framework.weeks import Now
    from bef_tui.services.systems import RunDetail, RunRow, StepRow

BOXES = {"open": "[ ]", "done": "[x]", "skipped": "[-]"}
OVER = ("done", "abandoned")

Deed = Callable[..., Any]


def make_due(store: Store, now: Now) -> None:
    """Make the runs that have become due."""
    from bef_tui.services import systems

    if store.read(systems.waiting, now=now):
        store.write(systems.generate_due, now=now)


def with_run(here: Here, as_json: bool, name: Sequence[str], deed: Deed) -> None:
    """Do something with a run, and tell it."""
    from bef_tui.services import lookup, systems

    with here.writing() as (store, now):
        run_id = store.read(lookup.run, " ".join(name))
        store.write(deed, run_id, now=now)
        detail = store.read(systems.run_detail, run_id)
    tell_run(detail, now, as_json)


def at_step(here: Here, as_json: bool, name: str, step: Sequence[str], deed: Deed) -> None:
    """Do something at a step of a run, the next open one if none is named, and tell the step."""
    from bef_tui.services import lookup, systems

    with here.writing() as (store, now):
        run_id = store.read(lookup.run, name)
        wanted = _step(store.read(systems.run_detail, run_id), " ".join(step))
        store.write(deed, wanted.id, now=now)
        detail = store.read(systems.run_detail, run_id)
    if as_json:
        say_json(detail)
        return
    after = next(one for one in detail.steps if one.id == wanted.id)
    say_table([_step_row(after)], right=(0,))
    coming = next((one for one in detail.steps if one.state == "open"), None)
    if coming is not None:
        say(f"Next: {coming.position} {coming.headline}")
    elif detail.status not in OVER:
        say(f"All steps are settled: bef run finish {detail.id}")


def _step(detail: RunDetail, words: str) -> StepRow:
    from bef_tui.services import lookup

    if not words:
        coming = next((one for one in detail.steps if one.state == "open"), None)
        if coming is None:
            raise RuleBroken("No step of this run is open.")
        return coming
    by_place = {str(one.position): one for one in detail.steps}
    if words in by_place:
        return by_place[words]
    return by_place[lookup.one_of(words, [(place, one.headline) for place, one in by_place.items()], "step")]


def tell_runs(rows: Sequence[RunRow], today: date) -> None:
    """Print runs as a table."""
    head = ("", "SOP", "for", "", "steps", "day", "owner")
    say_table([_run_row(row, today) for row in rows], head=head, right=(0, 4), grow=1)


def _run_row(row: RunRow, today: date) -> tuple[str, ...]:
    day = say_day(row.due, today) if row.due else ""
    if row.finished_on is not None:
        day = say_past(row.finished_on, today)
    elif row.missed:
        day += f", {row.missed} missed"
    state = "rubber stamp" if row.rubber_stamp else "overdue" if row.overdue(today) else row.status
    return (str(row.id), row.sop, row.subject, state, f"{row.settled}/{row.steps}", day, row.owner)


def tell_run(detail: RunDetail, now: Now, as_json: bool) -> None:
    """Print a run with its steps."""
    if as_json:
        say_json(detail)
        return
    settled = sum(step.state != "open" for step in detail.steps)
    said = [f"Run {detail.id}: {detail.sop}", detail.subject]
    said += ["rubber stamp" if detail.rubber_stamp else detail.status, detail.reason]
    said += [f"{settled} of {len(detail.steps)} steps" if detail.steps else "", f"revision {detail.revision}"]
    if detail.finished_on is not None:
        said.append(say_past(detail.finished_on, now.today))
    elif detail.due is not None:
        said.append(f"due {say_day(detail.due, now.today, now.first_weekday)}")
    say(" · ".join(part for part in said if part))
    say_table([_step_row(step) for step in detail.steps], right=(0,))


def _step_row(step: StepRow) -> tuple[str, ...]:
    said = [f"skipped: {step.reason}" if step.reason else "", *step.note.splitlines()]
    indent = "\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}" * step.depth
    return (
        str(step.position),
        BOXES[step.state],
        f"{indent}{step.headline}",
        " · ".join(part for part in said if part),
    )
