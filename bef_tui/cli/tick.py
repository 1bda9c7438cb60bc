"""The command that cron or a systemd timer calls: do what automation owes by now, once."""

from __future__ import annotations

import click

from bef_tui.cli.failures import REFUSED, complain
from bef_tui.cli.here import Here, plural
from bef_tui.cli.options import as_json, database
from bef_tui.cli.output import say, say_json


@click.command()
@as_json
@database
def tick(here: Here, as_json: bool) -> int:
    """Do what automation owes by now, once.

    For cron or a systemd timer; the open app does the same by itself. Nothing is done twice, however often and by
    however many this is called. Silent when there is nothing to do; a rule that fails is named, and the exit code is 1.
    """
    from bef_tui.services import automation

    with here.writing() as (store, now):
        ticked = automation.tick(store, now)
    if as_json:
        say_json(ticked)
    elif ticked.did_something:
        said = [
            plural(ticked.fired, "firing") if ticked.fired else "",
            f"{plural(ticked.runs, 'run')} due" if ticked.runs else "",
            f"{ticked.left_out} left out" if ticked.left_out else "",
            f"{ticked.failed} failed" if ticked.failed else "",
        ]
        say(", ".join(part for part in said if part))
    for problem in ticked.problems:
        complain(problem)
    return REFUSED if ticked.failed else 0
