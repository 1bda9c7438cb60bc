"""What the command line judges anew, through the standard library alone."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from bef_tui.data import plain
from bef_tui.framework.weeks import Now
from bef_tui.services import kept
from bef_tui.services.glance import Glance


def judged_now(path: str) -> tuple[Glance, Now]:
    """The glance as of now, judged anew unless the kept one is true; sqlite3.Error when the file cannot be read."""
    connection = plain.connect(Path(path))
    try:
        now = kept.calendar(connection, instant())
        glance, was_kept = kept.first_glance(connection, now)
    finally:
        connection.close()
    if not was_kept:
        kept.keep(Path(path), glance, now)
    return glance, now


def instant() -> datetime:
    """This instant; ``BEF_TODAY`` (a day) moves the clock to noon UTC of another one, for demos and pictures."""
    chosen = os.environ.get("BEF_TODAY")
    if chosen:
        return datetime.combine(date.fromisoformat(chosen), datetime.min.time(), UTC).replace(hour=12)
    return datetime.now(UTC)


def tell_status(path: str, as_json: bool) -> int:
    """Print the status line, judged anew."""
    try:
        glance, _ = judged_now(path)
    except sqlite3.Error:
        print(f"bef: {path} cannot be read, or is no bef file.", file=sys.stderr)
        return 65
    if not as_json:
        print(kept.status_line(glance))
        return 0
    judged = glance.judgement
    headline = judged.gap.headline
    said = {
        "line": kept.status_line(glance),
        "company": glance.company,
        "day": glance.today.isoformat(),
        "week": glance.week,
        "score": judged.card.total,
        "band": judged.card.band,
        "categories": {category.key: category.value for category in judged.card.categories},
        "execution_gap": headline.gap,
        "kept": judged.gap.running.k,
        "promised": judged.gap.running.n,
        "due": glance.agenda_count,
        "diagnosis": judged.diagnosis.sentence,
        "next_move": judged.move.text if judged.move else None,
        "next_gain": judged.move.gain if judged.move else None,
    }
    print(json.dumps(said, ensure_ascii=False, indent=2))
    return 0
