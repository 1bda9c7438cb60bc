"""What a command works with: the file it names, the settings, the clock; nothing is opened before it is wanted."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bef_tui.cli.failures import BAD_INPUT, CANNOT_WRITE, WRONG_USE, Failure, complain
from bef_tui.cli.judged import instant
from bef_tui.cli.zone import guessed_zone
from bef_tui.framework.weeks import Now, zone_named
from bef_tui.paths import Paths, find

if TYPE_CHECKING:
    import sqlite3

    from bef_tui.config import Settings
    from bef_tui.data.store import Store


class Here:
    """The file of a command (``--db``, else ``BEF_DB``, else the usual one), and how it is opened."""

    def __init__(self, database: str | None = None) -> None:
        self.database = database

    @cached_property
    def paths(self) -> Paths:
        """The places of this file."""
        return find(self.database)

    @cached_property
    def settings(self) -> Settings:
        """The settings; what is wrong with them is said once."""
        from bef_tui import config

        found = config.load(self.paths.config)
        for problem in found.problems:
            complain(problem)
        return found

    @property
    def path(self) -> Path:
        """The file."""
        return self.paths.database

    def need(self) -> None:
        """Stop with a word on how to begin when there is no file yet."""
        if not self.path.exists() or not self.path.stat().st_size:
            raise Failure(
                BAD_INPUT,
                f"there is no bef file at {self.path} yet. Begin with: bef (set-up), bef add LINE, or bef demo",
            )

    @contextmanager
    def looking(self) -> Iterator[tuple[sqlite3.Connection, Now]]:
        """The file through the standard library alone, to read."""
        from bef_tui.data import plain
        from bef_tui.services import kept

        self.need()
        at = moment()
        connection = plain.connect(self.path)
        try:
            yield connection, kept.calendar(connection, at, self.settings.zone or guessed_zone())
        finally:
            connection.close()

    @contextmanager
    def reading(self) -> Iterator[tuple[Store, Now]]:
        """The store of a file that is there, to ask questions."""
        self.need()
        with self._store(self.path, read_only=True) as store:
            yield store, self._now(store)

    @contextmanager
    def writing(self, *, make: bool = False, prepare: bool = True) -> Iterator[tuple[Store, Now]]:
        """The store, to do deeds; with ``make`` a missing file is made, and prepared unless that is not wanted."""
        from bef_tui.services import company

        if not make:
            self.need()
        self._make_folders()
        with self._store(self.path) as store:
            now = self._now(store)
            if make and prepare:
                store.write(company.prepare, now=now)
            yield store, now

    @contextmanager
    def rehearsing(self) -> Iterator[tuple[Store, Now]]:
        """The store for a trial; where there is no file yet, an empty one that is thrown away."""
        from tempfile import TemporaryDirectory

        if self.path.exists():
            with self.writing() as opened:
                yield opened
            return
        with TemporaryDirectory() as folder, self._store(Path(folder) / "trial.db") as store:
            yield store, self._now(store)

    def _make_folders(self) -> None:
        try:
            self.paths.make_folders()
        except OSError as error:
            raise Failure(CANNOT_WRITE, f"{error.filename or self.path}: {error.strerror}") from None

    def _store(self, path: Path, *, read_only: bool = False) -> Store:
        from bef_tui.cli.who import session_name, who
        from bef_tui.data.store import Store

        return Store(path, who(self.settings.who), session_name(), moment, read_only=read_only)

    def _now(self, store: Store) -> Now:
        from bef_tui.services import company

        known = store.read(company.calendar)
        if known is not None:
            return Now(moment(), known.zone, known.first_weekday)
        return Now(moment(), zone_named(self.settings.zone or guessed_zone()))


def moment() -> datetime:
    """This instant, or the one that ``BEF_TODAY`` sets."""
    try:
        return instant()
    except ValueError:
        chosen = os.environ.get("BEF_TODAY", "")
        raise Failure(WRONG_USE, f"BEF_TODAY is no day: {chosen!r}. Write it like 2026-11-19") from None


def contents(name: str) -> bytes:
    """The bytes of an input file, ``-`` is standard input; ``Failure`` says in a word why it cannot be read."""
    import sys

    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).expanduser().read_bytes()
    except FileNotFoundError:
        raise Failure(BAD_INPUT, f"there is no file {name}") from None
    except OSError as error:
        raise Failure(BAD_INPUT, f"{name} cannot be read: {error.strerror}") from None
    except ValueError:
        raise Failure(BAD_INPUT, f"{name!r} is no name of a file") from None


def plural(count: int, word: str, many: str | None = None) -> str:
    """``1 task``, ``2 tasks``."""
    return f"{count} {word if count == 1 else many or word + 's'}"
