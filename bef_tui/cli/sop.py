"""``bef sop``: the SOPs to read, and the starter pack to begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bef_tui.cli import editing, exports, imports
from bef_tui.cli.here import Here, plural
from bef_tui.cli.options import as_json, database
from bef_tui.cli.output import say, say_json, say_table
from bef_tui.framework.days import say_day, say_past

if TYPE_CHECKING:
    from datetime import date

    from bef_tui.services.systems import CoverageRow, SkippedOften, SopDetail, StarterRow

STATES = {"draft": "draft", "active": "in use", "retired": "retired"}


@click.group()
def sop() -> None:
    """Read, write, import and export SOPs.

    An SOP is named by its number in bef sop list, the beginning of its title, words of it, or its core process.
    """


sop.add_command(editing.edit)
sop.add_command(imports.sops, "import")
sop.add_command(exports.export)


@sop.command("list")
@click.option("--retired", is_flag=True, help="Retired ones too.")
@as_json
@database
def list_sops(here: Here, as_json: bool, retired: bool) -> None:
    """List the core processes with their SOPs.

    With revision, last run, the share of steps followed in eight weeks, and the day to read it again.
    """
    from bef_tui.services import systems

    with here.reading() as (store, now):
        rows = store.read(systems.coverage, now=now, retired=retired)
    if as_json:
        say_json(rows)
    elif not rows:
        say("No core process and no SOP yet: bef sop adopt --all begins with one for each core process.")
    else:
        head = ("", "core process", "SOP", "", "rev", "last run", "followed", "read again")
        say_table([_row(row, now.today) for row in rows], head=head, right=(0, 4, 6), grow=2)


def _row(row: CoverageRow, today: date) -> tuple[str, ...]:
    process = row.process.partition(":")[0]
    if row.sop_id is None:
        return ("", process, "no SOP yet", "", "", "", "", "")
    return (
        str(row.sop_id),
        process,
        row.sop,
        STATES[row.status],
        str(row.revision or ""),
        say_past(row.last_run, today) if row.last_run else "never",
        "" if row.followed is None else f"{row.followed:.0%}",
        say_day(row.review_due, today) if row.review_due else "",
    )


@sop.command()
@click.argument("name", metavar="SOP", nargs=-1, required=True)
@click.option("--revision", type=click.IntRange(1), metavar="N", help="The text of an older revision.")
@as_json
@database
def show(here: Here, as_json: bool, name: tuple[str, ...], revision: int | None) -> None:
    """Read an SOP: what stands beside it, its text, and the steps skipped most in eight weeks."""
    from bef_tui.services import lookup, systems

    with here.reading() as (store, now):
        sop_id = store.read(lookup.sop, " ".join(name)).id
        detail = store.read(systems.sop_detail, sop_id)
        skipped = store.read(systems.skipped_of, sop_id, now=now)
        body = detail.body if revision is None else store.read(systems.revision_body, sop_id, revision)
    if as_json:
        shown: dict[str, Any] = {"shown_revision": revision or detail.revision, "shown_body": body}
        say_json({**_data(detail), **shown, "skipped": skipped})
        return
    say(f"{detail.title} · revision {revision or detail.revision} · {STATES[detail.status]}")
    say_table([(word, value) for word, value in _facts(detail, now.today) if value], grow=1)
    say()
    say(body.rstrip("\n") or "No text yet: bef sop edit writes it.", lines=True)
    if skipped:
        say("\nSkipped in eight weeks", lines=True)
        say_table([_skipped(row) for row in skipped], right=(0, 2), grow=1)


def _facts(sop: SopDetail, today: date) -> list[tuple[str, str]]:
    return [
        ("for", sop.purpose),
        ("when", sop.trigger),
        ("rhythm", sop.cadence),
        ("process", sop.process),
        ("owner", sop.owner),
        ("read again", say_day(sop.review_due, today) if sop.review_due else ""),
    ]


def _skipped(row: SkippedOften) -> tuple[str, ...]:
    return (row.number, row.step, f"{row.times}×", "; ".join(row.reasons))


def _data(detail: SopDetail) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(detail)


@sop.command()
@click.argument("keys", metavar="[KEY]...", nargs=-1)
@click.option("--all", "whole", is_flag=True, help="The whole starter pack.")
@as_json
@database
def adopt(here: Here, as_json: bool, keys: tuple[str, ...], whole: bool) -> None:
    """Adopt SOPs of the starter pack, one for each core process.

    For example: bef sop adopt collect lead

    Each becomes a draft that you change and put into use. Without a word the pack is listed.
    """
    from bef_tui.services import systems

    if whole and keys:
        raise click.UsageError("Name the SOPs, or say --all")
    if not whole and not keys:
        with here.reading() as (store, _):
            _tell_starters(store.read(systems.starters), as_json)
        return
    with here.writing(make=True) as (store, now):
        before = {row.key for row in store.read(systems.starters) if row.adopted}
        if whole:
            store.write(systems.adopt_all, now=now)
        else:
            store.write(_adopt, tuple(dict.fromkeys(keys)), now=now, label="Adopt SOPs of the starter pack")
        rows = store.read(systems.starters)
    new = [row for row in rows if row.adopted and row.key not in before]
    if as_json:
        say_json([_starter(row) for row in new])
    elif not new:
        say("All seven are here already.")
    else:
        say(
            f"Adopted {plural(len(new), 'SOP')}; a draft counts once it is in use (bef sop activate) and run:"
        )
        say_table([(str(row.sop_id), row.title, row.process.partition(":")[0]) for row in new], right=(0,))


def _adopt(session: Any, keys: tuple[str, ...], *, now: Any) -> None:
    from bef_tui.services import systems

    for key in keys:
        systems.adopt_starter(session, key, now=now)


def _tell_starters(rows: tuple[StarterRow, ...], as_json: bool) -> None:
    if as_json:
        say_json([_starter(row) for row in rows])
        return
    said = [
        (row.key, row.title, f"{row.steps} steps", row.cadence, f"is SOP {row.sop_id}" if row.adopted else "")
        for row in rows
    ]
    say_table(said, right=(2,), grow=1)


def _starter(row: StarterRow) -> dict[str, Any]:
    names = ("key", "title", "process", "purpose", "trigger", "cadence", "steps", "sop_id", "adopted")
    return {name: getattr(row, name) for name in names}


@sop.command()
@click.argument("name", metavar="SOP", nargs=-1, required=True)
@click.option("--trigger", metavar="TEXT", help="When it is done: the shop closes.")
@click.option("--rhythm", type=click.Choice(["daily", "weekly", "monthly", "quarterly"]), help="How often.")
@click.option("--retire", is_flag=True, help="Take it out of use instead; its runs stay on record.")
@as_json
@database
def activate(
    here: Here, as_json: bool, name: tuple[str, ...], trigger: str | None, rhythm: str | None, retire: bool
) -> None:
    """Put an SOP into use.

    It needs an owner, a trigger or a rhythm, and at least one step. With a rhythm its runs become due.
    """
    from bef_tui.services import lookup, systems

    changes = {
        word: value for word, value in (("trigger", trigger), ("cadence", rhythm)) if value is not None
    }

    def deed(session: Any, sop_id: int, *, now: Any) -> None:
        """Put an SOP into use."""
        if changes:
            systems.edit_sop(session, sop_id, changes, now=now)
        systems.activate(session, sop_id, now=now)

    with here.writing() as (store, now):
        sop_id = store.read(lookup.sop, " ".join(name)).id
        store.write(systems.retire if retire else deed, sop_id, now=now)
        detail = store.read(systems.sop_detail, sop_id)
    if as_json:
        say_json(detail)
        return
    rhythm_said = f" · {detail.cadence}" if detail.cadence else ""
    say(f"{STATES[detail.status].capitalize()}: {detail.id} {detail.title}{rhythm_said}")
