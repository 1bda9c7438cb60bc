"""Commands that open the app: the weekly review, and the made-up company."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

import click

from bef_tui.cli.here import Here
from bef_tui.cli.options import database


@click.command()
@database
def review(here: Here) -> int:
    """Open the app at the weekly review.

    A review that was begun goes on where it was left.
    """
    from bef_tui.cli.start import open_app

    return open_app(here.database, start="review")


@click.command()
@click.option("--reset", is_flag=True, help="Throw away what you changed there, and make it anew.")
@database
def demo(here: Here, reset: bool) -> int:
    """Look around in a made-up company.

    It has two quarters of history and lies in a file of its own, whose name is printed; your own records are
    not touched.
    """
    from bef_tui.cli.start import open_app
    from bef_tui.terminal import fitness

    path = here.paths.demo
    if fitness.refusal() is None:
        make_demo(path, reset=reset)
        print(f"bef: the demo is {path}", file=sys.stderr)
    return open_app(str(path))


def make_demo(path: Path, *, reset: bool = False) -> None:
    """Make the made-up company unless it is there already."""
    demo_here = Here(str(path))
    if reset:
        _forget(path)
    with demo_here.writing(make=True, prepare=False) as (store, now):
        if not store.last_txn_id:
            from bef_tui import services

            store.write(services.demo.make, now=now, label="Make the demo company")


def _forget(path: Path) -> None:
    """Remove the file of the demo and what belongs to it."""
    for ending in ("", "-wal", "-shm", ".status"):
        with suppress(FileNotFoundError):
            Path(f"{path}{ending}").unlink()
