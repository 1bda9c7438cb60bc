"""How every import runs and what it says: all of a file or nothing, or tried first with ``--dry-run``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bef_tui.cli.here import Here
from bef_tui.cli.output import say, say_json, say_table

if TYPE_CHECKING:
    from bef_tui.exchange.reading import LeftOut
    from bef_tui.services.exchange import Outcome

F = TypeVar("F", bound=Callable[..., Any])


def dry_run(command: F) -> F:
    """Let ``--dry-run`` ask what would be done; the command is handed ``dry_run``."""
    return click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing.")(
        command
    )


def run(
    here: Here,
    deed: Callable[..., Outcome],
    label: str,
    dry_run: bool,
    as_json: bool,
    about: dict[str, Any] | None = None,
) -> None:
    """Run an import, or try it, and say what it did; ``about`` is put into its JSON."""
    if dry_run:
        with here.rehearsing() as (store, now):
            outcome = store.rehearse(deed, now=now)
    else:
        with here.writing(make=True) as (store, now):
            outcome = store.write(deed, now=now, label=label)
    _tell(outcome, dry_run, as_json, about or {})


def short(file: str) -> str:
    """What a file is called in a message."""
    return "standard input" if file == "-" else Path(file).name


def _tell(outcome: Outcome, dry_run: bool, as_json: bool, about: dict[str, Any]) -> None:
    if as_json:
        say_json({"dry_run": dry_run, **about, **_data(outcome)})
        return
    counts = (
        f"{outcome.added} added, {outcome.updated} updated, {outcome.unchanged} unchanged,"
        f" {len(outcome.left_out)} left out"
    )
    say(
        f"{outcome.source}, tried only, nothing was changed: {counts}"
        if dry_run
        else f"{outcome.source}: {counts}"
    )
    for title, lines in (("Left out", outcome.left_out), ("Note", outcome.notes)):
        say_table(
            [(title, _where(line), line.what if line.what != line.file else "", line.why) for line in lines],
            grow=2,
        )


def _where(line: LeftOut) -> str:
    return f"{line.file} line {line.line}" if line.line else line.file


def _data(outcome: Outcome) -> dict[str, Any]:
    return {
        "source": outcome.source,
        "added": outcome.added,
        "updated": outcome.updated,
        "unchanged": outcome.unchanged,
        "left_out": outcome.left_out,
        "notes": outcome.notes,
    }
