"""``bef import``: tasks and procedures from other tools, in one transaction, or tried first with ``--dry-run``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bef_tui.cli.failures import BAD_INPUT, Failure
from bef_tui.cli.here import Here, contents
from bef_tui.cli.options import as_json, database
from bef_tui.cli.output import say, say_json, say_table

if TYPE_CHECKING:
    from sqlmodel import Session

    from bef_tui.exchange.reading import LeftOut
    from bef_tui.framework.weeks import Now
    from bef_tui.services.exchange import Outcome

F = TypeVar("F", bound=Callable[..., Any])

MARKDOWN = (".md", ".markdown")


def _dry_run(command: F) -> F:
    return click.option("--dry-run", is_flag=True, help="Say what would be done, and change nothing.")(
        command
    )


def _home(command: F) -> F:
    plan = click.option("--plan", metavar="TITLE", help="Put every task under this plan.")
    goal = click.option("--goal", metavar="TITLE", help="Put every task under this goal.")
    return plan(goal(command))


@click.group("import")
def import_() -> None:
    """Import tasks or procedures from other tools.

    All of a file or nothing: a broken file names the line. Imported twice changes nothing. What is imported
    never counts as a promise kept.
    """


@import_.command()
@click.argument("file")
@_home
@_dry_run
@as_json
@database
def taskwarrior(
    here: Here, as_json: bool, dry_run: bool, file: str, plan: str | None, goal: str | None
) -> None:
    """Import tasks from Taskwarrior.

    FILE is made by task export; - is standard input. Deleted tasks and the templates of recurring ones are
    left out. A project becomes a tag, and the plan where an open plan has that title. A task completed since
    is completed here too; what you changed here stays.
    """
    from bef_tui.exchange.taskwarrior import SOURCE, read_tasks
    from bef_tui.services.exchange import import_tasks

    data = contents(file)

    def deed(session: Session, *, now: Now) -> Outcome:
        reading = read_tasks(data, _short(file), now.zone)
        return import_tasks(session, reading, SOURCE, now=now, plan=plan, goal=goal)

    _run(here, deed, "Import tasks from Taskwarrior", dry_run, as_json)


@import_.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@_home
@_dry_run
@as_json
@database
def todotxt(
    here: Here, as_json: bool, dry_run: bool, files: tuple[str, ...], plan: str | None, goal: str | None
) -> None:
    """Import tasks from todo.txt files.

    Give todo.txt and done.txt together. A +project becomes a tag, and the plan where an open plan has that
    title. A task completed since is completed here too; what you changed here stays.
    """
    from bef_tui.exchange.todotxt import SOURCE, read_tasks
    from bef_tui.services.exchange import import_tasks

    named = [(_short(file), contents(file)) for file in files]

    def deed(session: Session, *, now: Now) -> Outcome:
        return import_tasks(session, read_tasks(named), SOURCE, now=now, plan=plan, goal=goal)

    _run(here, deed, "Import tasks from todo.txt", dry_run, as_json)


@import_.command()
@click.argument("places", metavar="FILE_OR_FOLDER...", nargs=-1, required=True)
@_dry_run
@as_json
@database
def sops(here: Here, as_json: bool, dry_run: bool, places: tuple[str, ...]) -> None:
    """Import procedures in Markdown.

    Numbered steps and checkboxes become the steps of an SOP. Each is a draft until you put it into use. A
    file without steps is listed, not imported. A file is known by its name and its folder; changed since, it
    gives the draft a new revision unless you edited that here.
    """
    from bef_tui.exchange.markdown_sops import read_sop
    from bef_tui.services.exchange import import_sops

    readings = [read_sop(contents(str(path)), name) for name, path in _procedures(places)]

    def deed(session: Session, *, now: Now) -> Outcome:
        return import_sops(session, readings, now=now)

    _run(here, deed, "Import procedures", dry_run, as_json)


def _run(here: Here, deed: Callable[..., Outcome], label: str, dry_run: bool, as_json: bool) -> None:
    if dry_run:
        with here.rehearsing() as (store, now):
            outcome = store.rehearse(deed, now=now)
    else:
        with here.writing(make=True) as (store, now):
            outcome = store.write(deed, now=now, label=label)
    _tell(outcome, dry_run, as_json)


def _tell(outcome: Outcome, dry_run: bool, as_json: bool) -> None:
    if as_json:
        say_json({"dry_run": dry_run, **_data(outcome)})
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


def _short(file: str) -> str:
    return "standard input" if file == "-" else Path(file).name


def _procedures(places: Sequence[str]) -> Iterable[tuple[str, Path]]:
    """The Markdown files of these places with the names they are known by: the folder's name and the way below it."""
    found: dict[str, Path] = {}
    for path, root in (pair for place in places for pair in _files(Path(place).expanduser())):
        name = str(Path(root.absolute().name) / path.relative_to(root))
        other = found.setdefault(name, path)
        if other.absolute() != path.absolute():
            raise Failure(
                BAD_INPUT, f"{other} and {path} would both be known as {name}; import their common folder"
            )
    return found.items()


def _files(place: Path) -> list[tuple[Path, Path]]:
    """The files of a place, each with the folder it is named by."""
    if not place.is_dir():
        return [(place.absolute(), place.absolute().parent)]
    files = sorted(path for path in place.rglob("*") if path.suffix.lower() in MARKDOWN and path.is_file())
    shown = [
        path for path in files if not any(part.startswith(".") for part in path.relative_to(place).parts)
    ]
    if not shown:
        raise Failure(BAD_INPUT, f"{place} holds no Markdown file (*.md)")
    return [(path, place) for path in shown]
