"""Commands for what there is to do: add a task in one line, and say that something is done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from bef_tui.cli.here import Here, moment
from bef_tui.cli.options import as_json, database
from bef_tui.cli.output import say, say_json
from bef_tui.framework.days import say_day

if TYPE_CHECKING:
    from sqlmodel import Session

    from bef_tui.framework.weeks import Now
    from bef_tui.services.lookup import Work

_PROMISE = re.compile(r"p(\d+)", re.IGNORECASE)


@click.command()
@click.argument("line", nargs=-1, required=True)
@as_json
@database
def add(here: Here, as_json: bool, line: tuple[str, ...]) -> None:
    """Add a task in one line.

    For example: bef add call Ada fri @ada '#onboarding' '!1'

    @NAME is the owner, #TAG a tag, !1 to !3 the priority, a day at the end when it is due (fri, tomorrow, eow,
    in 3d, 2026-12-01). Also due:DAY, plan:DAY, project:NAME, goal:NAME. Write -- before a line that begins with a
    dash. The file is made when there is none yet.
    """
    from bef_tui.exchange.quick_add import parse_quick
    from bef_tui.services import execution, lookup

    # Read before the file is made: a line that is not understood leaves nothing behind.
    parse_quick(" ".join(line), moment().date())
    with here.writing(make=True) as (store, now):
        quick = parse_quick(" ".join(line), now.today, now.first_weekday)
        task_id = store.write(execution.add_quick, quick, now=now)
        _tell("Added", store.read(lookup.task, task_id), now, as_json)


@click.command()
@click.argument("what", metavar="ID|TEXT", nargs=-1, required=True)
@as_json
@database
def done(here: Here, as_json: bool, what: tuple[str, ...]) -> None:
    """Complete a task, or keep a promise.

    For example: bef done 12, bef done p3, bef done call ada

    A number is a task, p with a number a promise of a week, as bef today shows them. Words must fit exactly
    one open task or promise of this week.
    """
    from bef_tui.services import execution

    with here.writing() as (store, now):
        work = store.read(_wanted, " ".join(what), now)
        deed = execution.complete if work.kind == "task" else execution.keep
        already = work.state in ("done", "kept")
        if not already:
            store.write(deed, work.id, now=now)
            work = store.read(_wanted, work.ref, now)
        _tell("Was done already:" if already else "Done", work, now, as_json)


def _wanted(session: Session, words: str, now: Now) -> Work:
    from bef_tui.services import lookup

    if words.isdecimal() and words.isascii() and len(words) < 19:
        return lookup.task(session, int(words))
    if (named := _PROMISE.fullmatch(words)) and len(words) < 19:
        return lookup.promise(session, int(named[1]))
    return lookup.open_work(session, words, now=now)


def _tell(word: str, work: Work, now: Now, as_json: bool) -> None:
    if as_json:
        say_json(work)
        return
    parts = [f"{word} {work.ref}: {work.title}"]
    if work.due and work.state in ("open", "draft"):
        parts.append(f"due {say_day(work.due, now.today, now.first_weekday)}")
    parts += [part for part in (work.owner, work.belongs_to) if part]
    say(" · ".join(parts))
