"""``bef today``: what the day and the week want, judged through the standard library alone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from bef_tui.cli.here import Here, moment
from bef_tui.cli.options import as_json, database
from bef_tui.cli.output import say, say_json, say_table
from bef_tui.framework.days import say_day, say_weekday

if TYPE_CHECKING:
    from bef_tui.framework.weeks import Now
    from bef_tui.services.glance import AgendaLine, Glance, PromiseLine

KINDS = {"follow_up": "follow-up", "kpi": "number", "workflow_run": "run"}


@click.command()
@as_json
@database
def today(here: Here, as_json: bool) -> None:
    """Show the promises of this week and what is wanted today.

    The number before a task is for bef done; a promise is named with a p, as p3.
    """
    from bef_tui.cli.judged import judged_now

    here.need()
    moment()
    glance, now = judged_now(str(here.path))
    if as_json:
        say_json(_data(glance))
    else:
        _show(glance, now)


def _show(glance: Glance, now: Now) -> None:
    from bef_tui.framework.verdict import BAND_SHORT

    card, gap = glance.judgement.card, glance.judgement.gap
    company = [glance.company] if glance.company else []
    week = f"week {int(glance.week[-2:])}"
    score = f"{card.total:.1f}/25 {BAND_SHORT[card.band]}"
    say(" · ".join([*company, say_weekday(glance.today), week, score]))
    say()
    counted = f": {gap.running.k} of {gap.running.n} kept" if gap.running.n else ""
    say(f"This week{counted}" if glance.promises else "This week: nothing is promised yet (bef review)")
    say_table([_promise(line, now) for line in glance.promises], right=(0,), grow=2)
    say()
    say("Today" if glance.agenda else "Today: nothing is due")
    say_table([_line(line, now) for line in glance.agenda], right=(0,), grow=2)
    if (more := glance.agenda_count - len(glance.agenda)) > 0:
        say(f"and {more} more")
    if move := glance.judgement.move:
        say()
        say(f"Next: {move.text} ({move.gain_words})")


def _promise(line: PromiseLine, now: Now) -> tuple[str, ...]:
    carried = f"carried {line.carried}×" if line.carried else ""
    state = f"{line.state}: {line.reason}" if line.reason else line.state
    due = _day(line.due, now) if line.state == "open" else ""
    moves = f"▸ {line.moves}" if line.moves else ""
    return (f"p{line.id}", state, line.outcome, due, line.owner, moves, carried)


def _line(line: AgendaLine, now: Now) -> tuple[str, ...]:
    number = str(line.id) if line.kind == "task" else ""
    priority = f"!{line.priority}" if line.priority else ""
    return (number, KINDS.get(line.kind, line.kind), line.label, _day(line.due, now), priority, line.detail)


def _day(day: date | None, now: Now) -> str:
    return say_day(day, now.today, now.first_weekday) if day else ""


def _data(glance: Glance) -> dict[str, Any]:
    move = glance.judgement.move
    return {
        "company": glance.company,
        "day": glance.today,
        "week": glance.week,
        "score": glance.judgement.card.total,
        "promises": glance.promises,
        "agenda": glance.agenda,
        "agenda_count": glance.agenda_count,
        "done_today": glance.done_today,
        "next_move": move.text if move else None,
        "next_gain": move.gain if move else None,
    }
