"""How long the judgement takes after a change: score, gap and diagnosis, through the store as the app asks for it."""

from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from bef_tui import services
from bef_tui.data.store import Store
from bef_tui.framework.weeks import Now
from bef_tui.services.sql import rows_of

ROUNDS = 40


def timed(path: Path) -> list[float]:
    """Seconds of each judgement, one after each completed task."""
    from sqlmodel import Session

    def open_tasks(session: Session) -> list[int]:
        found = rows_of(session)(
            "SELECT id FROM task WHERE status = 'open' ORDER BY id LIMIT :most", most=ROUNDS
        )
        return [row[0] for row in found]

    store = Store(path, "bench", "bench", lambda: datetime.now(UTC))
    try:
        now = Now(datetime.now(UTC))
        store.read(services.glance.current, now)
        seconds = []
        for task in store.read(open_tasks):
            store.write(services.execution.complete, task, now=now)
            begun = perf_counter()
            store.read(services.glance.current, now)
            seconds.append(perf_counter() - begun)
        return seconds
    finally:
        store.close()
