"""``bef score``: the Execution Score, and with ``--explain`` every part of it down to the records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bef_tui.cli.here import Here
from bef_tui.cli.options import as_json, database
from bef_tui.cli.output import say, say_json, say_table
from bef_tui.framework.plain import to_plain

if TYPE_CHECKING:
    from bef_tui.framework.judgement import Judgement
    from bef_tui.framework.verdict import CategoryScore, Part

SHOWN = 5


@click.command()
@click.option("--explain", is_flag=True, help="Show the parts of each category, and the records to mend.")
@as_json
@database
def score(here: Here, as_json: bool, explain: bool) -> None:
    """Show the Execution Score, and why it is so.

    By category, with the Execution Gap, the diagnosis and the cheapest next move.
    """
    from bef_tui.framework.judgement import judge
    from bef_tui.services.facts import gather
    from bef_tui.services.sql import rows_on

    with here.looking() as (connection, now):
        judged = judge(gather(rows_on(connection), now))
    if as_json:
        say_json(_data(judged if explain else judged.brief(), explain))
        return
    _headline(judged)
    for category in judged.card.categories if explain else ():
        _explain(category)


def _headline(judged: Judgement) -> None:
    from bef_tui.framework.verdict import BAND_WORDS

    card, gap = judged.card, judged.gap.headline
    rows = [
        (one.title, f"{one.value:.1f}", one.word, f"{one.state}, n {one.n}, confidence {one.confidence}")
        for one in card.categories
    ]
    say_table([*rows, ("Total", f"{card.total:.1f}", BAND_WORDS[card.band], "of 25")], right=(1,), grow=3)
    say()
    if gap.gap is not None:
        trend = f", {gap.trend:+.0f} points against the four before" if gap.trend is not None else ""
        say(f"Execution Gap, four weeks: {100 * gap.gap:.0f} % ({gap.k} of {gap.n} kept{trend})")
    say(f"Diagnosis: {judged.diagnosis.sentence}")
    if judged.self_total is not None:
        say(f"You say {judged.self_total}, the records say {card.total:.1f}")
    if move := judged.move:
        say(f"Next: {move.text} ({move.category} {move.gain_words})")


def _explain(category: CategoryScore) -> None:
    say()
    note = f": {category.note}" if category.note else ""
    say(f"{category.title} {category.value:.1f}{note}")
    rows = [
        (
            f"  {part.title}",
            f"{part.share:.0f} %",
            "n/a" if part.value is None else f"{part.value:.1f}",
            f"+{part.points:.2f}",
            part.note,
        )
        for part in category.parts
    ]
    say_table(rows, right=(1, 2, 3), grow=4)
    for part in category.parts:
        _records(part)


def _records(part: Part) -> None:
    """The records that hold a part down."""
    wanting = [record for record in part.evidence if not record.ok]
    if wanting:
        say(f"    {part.title}:")
    for record in wanting[:SHOWN]:
        note = f" ({record.note})" if record.note else ""
        say(f"      {record.label}{note}")
    if len(wanting) > SHOWN:
        say(f"      and {len(wanting) - SHOWN} more")


def _data(judged: Judgement, explain: bool) -> dict[str, Any]:
    card, gap = judged.card, judged.gap.headline
    categories = [
        {"key": one.key, "value": one.value, "word": one.word, "state": one.state, "n": one.n}
        | ({"note": one.note, "parts": to_plain(one.parts)} if explain else {})
        for one in card.categories
    ]
    return {
        "day": card.today,
        "week": card.week,
        "total": card.total,
        "band": card.band,
        "categories": categories,
        "execution_gap": gap.gap,
        "kept": gap.k,
        "promised": gap.n,
        "diagnosis": judged.diagnosis.sentence,
        "self_total": judged.self_total,
        "next_move": to_plain(judged.move) if judged.move else None,
    }
