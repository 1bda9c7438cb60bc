"""``bef import``: tasks, procedures, contacts and deals of other tools, all of a file or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bef_tui.cli.failures import BAD_INPUT, Failure
from bef_tui.cli.here import Here, contents
from bef_tui.cli.import_people import contacts, deals
from bef_tui.cli.importing import dry_run, run, short
from bef_tui.cli.options import as_json, database

if TYPE_CHECKING:
    from sqlmodel import Session

    from bef_tui.framework.weeks import Now
    from bef_tui.services.exchange import Outcome

F = TypeVar("F", bound=Callable[..., Any])

MARKDOWN = (".md", ".markdown")


def _home(command: F) -> F:
    plan = click.option("--plan", metavar="TITLE", help="Put every task under this plan.")
    goal = click.option("--goal", metavar="TITLE", help="Put every task under this goal.")
    return plan(goal(command))


@click.group("import")
def import_() -> None:
    """Import tasks, procedures, contacts or deals from other tools.

    All of a file or nothing: a broken file names the line. Imported twice changes nothing. What is imported
    never counts as a promise kept.
    """


import_.add_command(contacts)
import_.add_command(deals)


@import_.command()
@click.argument("file")
@_home
@dry_run
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
        reading = read_tasks(data, short(file), now.zone)
        return import_tasks(session, reading, SOURCE, now=now, plan=plan, goal=goal)

    run(here, deed, "Import tasks from Taskwarrior", dry_run, as_json)


@import_.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@_home
@dry_run
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

    named = [(short(file), contents(file)) for file in files]

    def deed(session: Session, *, now: Now) -> Outcome:
        return import_tasks(session, read_tasks(named), SOURCE, now=now, plan=plan, goal=goal)

    run(here, deed, "Import tasks from todo.txt", dry_run, as_json)


@import_.command()
@click.argument("places", metavar="FILE_OR_FOLDER...", nargs=-1, required=True)
@dry_run
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

    run(here, deed, "Import procedures", dry_run, as_json)


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
