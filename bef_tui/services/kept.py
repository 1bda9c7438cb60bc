"""The kept glance: the last judgement, in the file, with what tells whether it is still true.

Its text has three lines: until when it is true (seconds since 1970, UTC: the founder's next midnight), the status
line, and the glance as JSON. ``bef status`` reads the first two and needs no more.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from bef_tui.framework.weeks import Now, zone_named
from bef_tui.services.sql import rows_on

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from bef_tui.services.glance import Glance


def calendar(connection: sqlite3.Connection, instant: datetime, zone: str | None = None) -> Now:
    """An instant in the company's calendar; ``zone`` names another zone where the company has none yet."""
    found = connection.execute("SELECT zone, first_weekday FROM company LIMIT 1").fetchone()
    name, first_weekday = found if found else (zone or "UTC", 0)
    return Now(instant, zone_named(name), first_weekday)


def first_glance(connection: sqlite3.Connection, now: Now) -> tuple[Glance, bool]:
    """The glance for the first frame, and whether it was the kept one: judged anew when that is no longer true."""
    from bef_tui.data import plain
    from bef_tui.services import glance as glances

    kept = plain.judgement(connection)
    if kept is not None and kept.txn_id == plain.last_txn_id(connection) and kept.day == now.today:
        try:
            return glances.loaded(kept.body.split("\n", 2)[2]), True
        except (ValueError, KeyError, TypeError, IndexError):
            pass
    return glances.look(rows_on(connection), now), False


def keep(path: Path, glance: Glance, now: Now, txn_id: int | None = None) -> None:
    """Keep a glance for the next start. It is no record: no history, and no harm when it cannot be written.

    ``txn_id`` is the last deed before it was judged, None when nothing can have been done since.
    """
    import sqlite3

    from bef_tui.data import plain
    from bef_tui.data.trouble import StoreError
    from bef_tui.data.writing import Writer
    from bef_tui.services.glance import dumped

    body = f"{_midnight(now):.0f}\n{status_line(glance)}\n{dumped(glance)}"
    try:
        connection = plain.connect(path, read_only=False, busy_seconds=0.2)
    except sqlite3.Error:
        return
    writer = Writer(path, connection, seconds=0.2)
    try:
        with writer.transaction():
            connection.execute(
                "INSERT INTO judgement (id, txn_id, day, body)"
                " SELECT 1, coalesce(?, max(id), 0), ?, ? FROM txn WHERE true"
                " ON CONFLICT (id) DO UPDATE SET txn_id = excluded.txn_id, day = excluded.day, body = excluded.body",
                (txn_id, now.today.isoformat(), body),
            )
    except StoreError:
        return
    finally:
        writer.close()


def _midnight(now: Now) -> float:
    """The founder's next midnight: the first instant of the day after today."""
    following = datetime.combine(now.today + timedelta(days=1), time(), tzinfo=now.zone)
    return following.astimezone(UTC).timestamp()


def status_line(glance: Glance) -> str:
    """The business in one line, for the prompt and the message of the day; no control character is in it."""
    judged = glance.judgement
    running, headline = judged.gap.running, judged.gap.headline
    parts = [f"{judged.card.total:.1f}/25 {judged.card.band}"]
    if running.n:
        parts.append(f"{running.k}/{running.n} kept")
    if headline.gap is not None:
        parts.append(f"gap {100 * headline.gap:.0f} %")
    overdue = sum(line.due is not None and line.due < glance.today for line in glance.agenda)
    parts.append(f"{glance.agenda_count} today" + (f" ({overdue} overdue)" if overdue else ""))
    if judged.move:
        parts.append(f"next: {judged.move.text}")
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in " · ".join(parts))[:300]
