"""Commands for what there is to do: add a task in one line, and say that something is done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from bef_tui.cli.here import Here
from bef_tui.cli.options import as_json, database
from bef_tui.cli.output import say, say_json
from bef_tui.framework.errors import RuleBroken

if TYPE_CHECKING:
    from bef_tui.framework.weeks import Now
    from bef_tui.services.execution import Match, TaskRow

SHOWN = 5
_PROMISE = re.compile(r"p(\d+)", re.IGNORECASE)


@click.command()
@click.argument("line", nargs=-1, required=True)
@as_json
@database
def add(here: Here, as_json: bool, line: tuple[str, ...]) -> None:
    """Add a task in one line: bef add call Ada fri @ada '#onboarding' '!1'

    @NAME is the owner, #TAG a tag, !1 to !3 the priority, a day at the end when it is due (fri, tomorrow, eow,
    in 3d, 2026-12-01). Also due:DAY, plan:DAY, project:NAME, goal:NAME. Write -- before a line that begins with a
    dash. The file is made when there is none yet.
    """
    from bef_tui import services
    from bef_tui.exchange.quick_add import parse_quick

    with here.writing(make=True) as (store, now):
        quick = parse_quick(" ".join(line), now.today, now.first_weekday)
        task_id = store.write(services.execution.add_quick, quick, now=now)
        task = store.read(services.execution.task_row, task_id)
    if as_json:
        say_json(task)
    else:
        say(f"Added {task.id}: {_described(task, now)}")
