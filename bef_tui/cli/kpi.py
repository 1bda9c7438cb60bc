"""Commands for numbers: record the value of a KPI, and list them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bef_tui.cli.here import Here
from bef_tui.cli.options import as_json, database
from bef_tui.cli.output import say, say_json, say_table

if TYPE_CHECKING:
    from sqlmodel import Session

    from bef_tui.framework.weeks import Now
    from bef_tui.services.measurement import ScorecardRow


@click.group()
def kpi() -> None:
    """Record the value of a KPI, or list them."""


@kpi.command("set", context_settings={"ignore_unknown_options": True})
@click.argument("name")
@click.argument("value", required=False)
@click.option(
    "--period", help="The week (2026-W47), month (2026-11) or day it is for; else the one wanted next."
)
@click.option("--no-data", "why", metavar="WHY", help="Record that there is no number, and why.")
@as_json
@database
def set_value(
    here: Here, as_json: bool, name: str, value: str | None, period: str | None, why: str | None
) -> None:
    """Record a value.

    For example: bef kpi set Churn 2.4

    NAME is the KPI's name, the beginning of it, or its number in bef kpi list. VALUE is a number as you write
    it: 1200, 12k, 40 %.
    """
    from bef_tui.exchange.numbers import parse_number
    from bef_tui.services import lookup, measurement

    if (value is None) == (why is None):
        raise click.UsageError("Give a value, or --no-data WHY")
    number = None if value is None else float(parse_number(value))
    with here.writing() as (store, now):
        found = store.read(lookup.kpi, name)
        period = period or store.read(measurement.wanted_period, found.id, now=now)
        if number is None:
            store.write(measurement.record_no_data, found.id, why, period, now=now)
        else:
            store.write(measurement.record_value, found.id, number, period, now=now)
        row = store.read(measurement.kpi, found.id, now=now)
    if as_json:
        said = {"id": found.id, "name": found.name, "period": period, "value": number, "no_data": why}
        say_json({**said, "target": row.target, "verdict": row.verdict if number is not None else None})
        return
    shown = "no data" if number is None else _number(number, found.unit)
    target = (
        f" · target {_number(row.target, found.unit)}, {_verdict(row)}"
        if row.target is not None and number is not None
        else ""
    )
    say(f"{found.name}, {measurement.say_period(period)}: {shown}{target}")


@kpi.command("list")
@as_json
@database
def list_kpis(here: Here, as_json: bool) -> None:
    """List the KPIs, lead before lag, with their newest value against the target."""
    with here.reading() as (store, now):
        rows = store.read(_scorecard, now)
    if as_json:
        say_json([_data(row) for row in rows])
    elif not rows:
        say("No KPI yet: add one in the app, on Measurement (5).")
    else:
        head = ("", "KPI", "kind", "recorded", "value", "target", "", "")
        say_table([_row(row) for row in rows], head=head, right=(0, 4, 5), grow=1)


def _scorecard(session: Session, now: Now) -> tuple[ScorecardRow, ...]:
    from bef_tui.services import measurement

    return measurement.scorecard(session, now=now)


def _row(row: ScorecardRow) -> tuple[str, ...]:
    value = "" if row.value is None else _number(row.value, row.unit)
    target = "" if row.target is None else _number(row.target, row.unit)
    due = "number due" if row.due else ""
    return (str(row.id), row.name, row.kind, row.cadence, value, target, _verdict(row), due)


def _verdict(row: ScorecardRow) -> str:
    return "no verdict" if row.verdict == "none" else row.verdict


def _data(row: ScorecardRow) -> dict[str, object]:
    names = ("id", "name", "unit", "kind", "cadence", "value", "target", "verdict", "due", "owner")
    return {name: getattr(row, name) for name in names}


def _number(value: float, unit: str) -> str:
    from decimal import Decimal

    from bef_tui.exchange.numbers import say_number

    return say_number(Decimal(repr(value)), unit)
