"""Commands for automation: rules of the form when … then …, tried, switched on and off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bef_tui.cli.here import Here
from bef_tui.cli.options import as_json, database
from bef_tui.cli.output import say, say_json, say_table

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from bef_tui.data.store import Store
    from bef_tui.framework.weeks import Now
    from bef_tui.services.automation import DryRun, FiringRow, RuleRow


@click.group()
def rule() -> None:
    """Automation: when this happens, then do that."""


@rule.command("list")
@as_json
@database
def list_rules(here: Here, as_json: bool) -> None:
    """List the rules: what they wait for, what they do, and how often they have."""
    with here.reading() as (store, now):
        rows = store.read(_rules, now)
    if as_json:
        say_json([_data(row) for row in rows])
    elif not rows:
        say('No rule yet. For example: bef rule add "every Monday" "task Send the invoices due in 3d"')
    else:
        head = ("", "", "rule", "when", "then", "fired", "next")
        say_table([_row(row, now) for row in rows], head=head, right=(0, 5), grow=4)
        for row in rows:
            if row.error:
                say(f"{row.name}: {row.error}")


@rule.command("add")
@click.argument("when")
@click.argument("then")
@click.option("--name", default="", help="What it is called; else what it does.")
@click.option(
    "--if-missed",
    "catch_up",
    type=click.Choice(["all", "last", "none"]),
    default="last",
    show_default=True,
    help="Which occurrences are made up for after the machine was off.",
)
@click.option("--on", "is_on", is_flag=True, help="Switch it on at once.")
@as_json
@database
def add_rule(here: Here, as_json: bool, when: str, then: str, name: str, catch_up: str, is_on: bool) -> None:
    """Add a rule, switched off unless --on.

    WHEN is a schedule (every Monday, monthly on the 1st, every 2 weeks from today) or something that happens (task
    done, task overdue, deal moved to STAGE, contact cold, kpi NAME off for 2 weeks, run finished SOP, review closed,
    promise missed). THEN is task TITLE due in 3d, run SOP, follow up in 2d, issue TITLE, owner NAME, move to STAGE,
    or note TEXT.
    """
    from bef_tui.services import automation

    with here.writing() as (store, now):
        rule_id = store.write(
            automation.add_rule, when=when, then=then, name=name, catch_up=catch_up, now=now
        )
        if is_on:
            store.write(automation.switch_on, rule_id, now=now)
        row = _row_of(store, rule_id, now)
    if as_json:
        say_json(_data(row))
        return
    say(f"{row.id} {row.name}: when {row.when}, then {row.then}")
    say("It is on." if is_on else f"It is off. See what it would do: bef rule dry-run {row.id}")


@rule.command("dry-run")
@click.argument("name")
@as_json
@database
def dry_run(here: Here, as_json: bool, name: str) -> None:
    """Show what a rule would do, and do nothing.

    NAME is the rule's name, the beginning of it, or its number in bef rule list.
    """
    from bef_tui.services import automation, lookup

    with here.writing() as (store, now):
        found = store.read(lookup.rule, name)
        tried: DryRun = store.rehearse(automation.dry_run, found, now=now)
        row = _row_of(store, found, now)
    if as_json:
        say_json({"id": found, "name": row.name, "when": row.when, "then": row.then, "would": tried})
        return
    say(f"{row.name}: when {row.when}, then {row.then}")
    for line in tried.lines(now):
        say(f"  {line}")


@rule.command("on")
@click.argument("name")
@database
def switch_on(here: Here, name: str) -> None:
    """Switch a rule on: from now on."""
    _switch(here, name, on=True)


@rule.command("off")
@click.argument("name")
@database
def switch_off(here: Here, name: str) -> None:
    """Switch a rule off."""
    _switch(here, name, on=False)


@rule.command("log")
@click.argument("name", required=False)
@as_json
@database
def log(here: Here, as_json: bool, name: str | None) -> None:
    """Show the newest firings, of one rule or of all."""
    from bef_tui.services import automation, lookup

    with here.reading() as (store, now):
        found = store.read(lookup.rule, name) if name else None
        rows: tuple[FiringRow, ...] = store.read(automation.firings, found)
    if as_json:
        say_json(rows)
    elif not rows:
        say("Nothing has fired yet.")
    else:
        head = ("at", "rule", "", "")
        table = [(_instant(row.at, now), row.rule, row.state, row.error) for row in rows]
        say_table(table, head=head, grow=3)


def _switch(here: Here, name: str, *, on: bool) -> None:
    from bef_tui.services import automation, lookup

    with here.writing() as (store, now):
        found = store.read(lookup.rule, name)
        store.write(automation.switch_on if on else automation.switch_off, found, now=now)
        row = _row_of(store, found, now)
    coming = f", next {_instant(row.next_at, now)}" if row.next_at else ""
    say(f"{row.name} is {'on' if on else 'off'}{coming}")


def _rules(session: Session, now: Now) -> tuple[RuleRow, ...]:
    from bef_tui.services import automation

    return automation.rules(session, now=now)


def _row_of(store: Store, rule_id: int, now: Now) -> RuleRow:
    return next(row for row in store.read(_rules, now) if row.id == rule_id)


def _row(row: RuleRow, now: Now) -> tuple[str, ...]:
    state = "stopped" if row.stopped else "failing" if row.failing else "on" if row.enabled else "off"
    coming = _instant(row.next_at, now) if row.next_at else ""
    return (str(row.id), state, row.name, row.when, row.then, str(row.fired), coming)


def _data(row: RuleRow) -> dict[str, object]:
    names = ("id", "name", "when", "then", "catch_up", "enabled", "stopped", "failing", "fired", "error")
    return {**{name: getattr(row, name) for name in names}, "last_at": row.last_at, "next_at": row.next_at}


def _instant(at: datetime, now: Now) -> str:
    local = at.astimezone(now.zone)
    return f"{local:%a} {local.day} {local:%b %H:%M}"
