"""Commands that say how things stand in a line: the status, and where files lie."""

from __future__ import annotations

import click

from bef_tui.cli.here import Here
from bef_tui.cli.options import as_json, database
from bef_tui.cli.output import say_json, say_table


@click.command()
@as_json
@database
def status(here: Here, as_json: bool) -> int:
    """Say the business in one line.

    For the prompt and the message of the day: score, promises kept, Execution Gap, what is due today, and the
    cheapest next move.
    """
    from bef_tui.cli.status import main

    words = ["--json"] if as_json else []
    return main([*words, *(["--db", here.database] if here.database else [])])


@click.command()
@as_json
@database
def paths(here: Here, as_json: bool) -> None:
    """Say where the files of bef lie."""
    places = {name: str(path) for name, path in here.paths.listed()}
    if as_json:
        say_json(places)
    else:
        say_table(list(places.items()), grow=1)
