"""Opens the app: the first frame from the kept glance, everything else behind it."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bef_tui.paths import NoPlaceError, Paths, find
from bef_tui.terminal import fitness

if TYPE_CHECKING:
    from bef_tui.data.store import Store
    from bef_tui.framework.weeks import Now
    from bef_tui.services.glance import Glance


def open_app(database: str | None = None, *, start: str = "home") -> int:
    """Open the app on a database file; gives the exit code."""
    said = fitness.refusal()
    if said is not None:
        print(f"bef: {said}", file=sys.stderr)
        return 2
    try:
        paths = find(database)
        paths.make_folders()
    except (NoPlaceError, OSError) as error:
        print(f"bef: {error}", file=sys.stderr)
        return 73
    gc.disable()
    from bef_tui.framework.errors import RuleBroken

    try:
        return _opened(paths, start)
    except RuleBroken as refusal:
        print(f"bef: {refusal}", file=sys.stderr)
        return 65


def _opened(paths: Paths, start: str) -> int:
    from bef_tui import config
    from bef_tui.cli.zone import guessed_zone
    from bef_tui.data import migrations

    settings = config.load(paths.config)
    migrations.prepare(paths.database)
    glance, now = _first(paths.database, settings.zone or guessed_zone())

    from bef_tui.app import BefApp
    from bef_tui.cli.judged import instant
    from bef_tui.cli.who import session_name, who
    from bef_tui.data.drafts import DraftSaver
    from bef_tui.data.plain import ChangeWatch
    from bef_tui.screens.desk import Desk
    from bef_tui.services import kept
    from bef_tui.terminal import running
    from bef_tui.widgets.glyphs import use_ascii

    use_ascii(settings.ascii if settings.ascii is not None else not fitness.speaks_utf8())

    def open_store() -> Store:
        gc.collect()  # what the first frame left behind makes room for what is loaded now
        from bef_tui.data.store import Store
        from bef_tui.services import company

        store = Store(paths.database, who(settings.who), session_name(), instant)
        if store.read(company.calendar) is None:
            store.write(company.prepare, now=now)
        gc.freeze()  # what was loaded stays; from here on garbage is collected again
        gc.enable()
        return store

    drafts = DraftSaver(paths.database, instant)
    drafts.start()
    desk = Desk(open_store, drafts, instant, now.zone, now.first_weekday)
    desk.back_up, desk.exports = (lambda: str(_back_up(paths))), paths.exports
    watch = ChangeWatch(paths.database)
    app = BefApp(
        desk,
        glance,
        start=start,
        theme=settings.theme or "bef-dark",
        keymap=settings.keys,
        problems=settings.problems,
        changed_elsewhere=watch.changed,
        keep=lambda seen: kept.keep(paths.database, seen, desk.now()),
    )
    gc.freeze()
    status = running.run(app, drafts.flush, log=paths.log)
    running.leave(status)


def _back_up(paths: Paths) -> Path:
    """Take a backup beside the others, and remove those that are no longer needed."""
    from bef_tui.cli.judged import instant
    from bef_tui.data import backup

    made = backup.make(paths.database, paths.backups, instant())
    backup.rotate(paths.backups, paths.database.stem)
    return made


def _first(path: Path, zone: str | None) -> tuple[Glance, Now]:
    from bef_tui.cli.judged import instant
    from bef_tui.data import plain
    from bef_tui.services import kept

    connection = plain.connect(path)
    try:
        now = kept.calendar(connection, instant(), zone)
        return kept.first_glance(connection, now)[0], now
    finally:
        connection.close()
