"""Opens the app: the first frame from the kept glance, everything else behind it."""

from __future__ import annotations

import gc
import sys
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from bef_tui.cli import lean
from bef_tui.paths import NoPlaceError, Paths, find
from bef_tui.terminal import fitness

if TYPE_CHECKING:
    import sqlite3

    from bef_tui.data.store import Store
    from bef_tui.framework.weeks import Now


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
    lean.leave_out()
    from bef_tui.framework.errors import RuleBroken

    try:
        return _opened(paths, start)
    except RuleBroken as refusal:
        print(f"bef: {refusal}", file=sys.stderr)
        return 65


def _opened(paths: Paths, start: str) -> int:
    from bef_tui import config

    settings = config.load(paths.config)
    connection = _connected(paths)

    from bef_tui.app import BefApp
    from bef_tui.cli.judged import instant
    from bef_tui.cli.zone import guessed_zone
    from bef_tui.data.drafts import DraftSaver
    from bef_tui.data.plain import ChangeWatch
    from bef_tui.screens.desk import Desk
    from bef_tui.services import kept
    from bef_tui.terminal import running
    from bef_tui.widgets.glyphs import use_ascii

    now = kept.calendar(connection, instant(), settings.zone or guessed_zone())
    glance, _ = kept.first_glance(connection, now)
    is_new = not connection.execute("SELECT 1 FROM company").fetchone()
    use_ascii(settings.ascii if settings.ascii is not None else not fitness.speaks_utf8())
    drafts = DraftSaver(paths.database, instant)
    drafts.start()
    opener = partial(_open_store, paths.database, settings.who, now if is_new else None)
    desk = Desk(opener, drafts, instant, now.zone, now.first_weekday)
    desk.back_up, desk.exports = (lambda: str(_back_up(paths))), paths.exports
    watch = ChangeWatch(connection)
    app = BefApp(
        desk,
        glance,
        start=start,
        theme=settings.theme or "bef-dark",
        keymap=settings.keys,
        problems=settings.problems,
        changed_elsewhere=watch.changed,
        keep_theme=partial(config.keep_theme, paths.config),
        keep=lambda seen, last: kept.keep(paths.database, seen, desk.now(), last),
    )
    gc.freeze()
    status = running.run(app, drafts.flush, log=paths.log)
    running.leave(status)


def _connected(paths: Paths) -> sqlite3.Connection:
    """A connection for the first frame: SQLite reads the schema while Textual is imported, 5 ms of that frame."""
    from concurrent.futures import ThreadPoolExecutor

    from bef_tui.data import migrations, plain

    migrations.prepare(paths.database)
    with ThreadPoolExecutor(1) as beside:
        opening = beside.submit(plain.connect, paths.database)
        import_module("bef_tui.app")
        return opening.result()


def _open_store(path: Path, name: str | None, new: Now | None) -> Store:
    """The store, for a thread behind the first frame; a new file gets its company as of ``new``."""
    gc.collect()  # what the first frame left behind makes room for what is loaded now
    from sqlalchemy.orm import configure_mappers

    from bef_tui.cli.judged import instant
    from bef_tui.cli.who import session_name, who
    from bef_tui.data.store import Store
    from bef_tui.services import company

    store = Store(path, who(name), session_name(), instant)
    if new is not None:
        store.write(company.prepare, now=new)
    configure_mappers()  # here, not in front of the first key
    gc.freeze()  # what was loaded stays; from here on garbage is collected again
    gc.enable()
    return store


def _back_up(paths: Paths) -> Path:
    """Take a backup beside the others, and remove those that are no longer needed."""
    from bef_tui.cli.judged import instant
    from bef_tui.data import backup

    made = backup.make(paths.database, paths.backups, instant())
    backup.rotate(paths.backups, paths.database.stem)
    return made
