"""Where bef's files lie: the database and what stands beside it, the settings, the log.

``BEF_HOME`` puts all of it below one folder; ``BEF_DB`` (or ``--db``) names another database, which then has its own
lock, status line, backups and exports beside it. Made to be imported by ``bef status``: paths are plain text here,
and nothing but ``os`` is imported before one is asked for as a ``Path``.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # the module typing would cost more than all the rest of this one
if TYPE_CHECKING:
    from pathlib import Path

APP = "bef"
PRIVATE_UMASK = 0o077


class NoPlaceError(Exception):
    """No folder can be found for bef's files; ``str(error)`` is one line for the user."""


class Paths:
    """All the places of one database; nothing is made by asking.

    ``data`` holds the database, ``config`` the settings and ``state`` the log. ``beside`` is where the files that
    belong to the database begin.
    """

    def __init__(self, data: str, config: str, state: str, database: str | None = None) -> None:
        self._data, self._config, self._state = data, config, state
        self._database = os.path.abspath(database) if database else os.path.join(data, "bef.db")

    @property
    def database_text(self) -> str:
        """The database file, as text."""
        return self._database

    @property
    def status_text(self) -> str:
        """The file that holds the line of ``bef status``, as text."""
        return self._database + ".status"

    @property
    def database(self) -> Path:
        """The database file."""
        return _path(self._database)

    @property
    def lock(self) -> Path:
        """The file that writers of this database lock, one at a time."""
        return _path(self._database + ".lock")

    @property
    def status(self) -> Path:
        """The file that holds the line of ``bef status``, rewritten after each change."""
        return _path(self.status_text)

    @property
    def backups(self) -> Path:
        """The folder for backups of this database."""
        return _path(self._beside("backups"))

    @property
    def exports(self) -> Path:
        """The folder for reports and exports of this database."""
        return _path(self._beside("exports"))

    @property
    def demo(self) -> Path:
        """The database of the made-up company."""
        return _path(os.path.join(self._data, "demo.db"))

    @property
    def config(self) -> Path:
        """The settings file."""
        return _path(os.path.join(self._config, "config.toml"))

    @property
    def log(self) -> Path:
        """The file that errors are written to in full."""
        return _path(os.path.join(self._state, "bef.log"))

    def with_database(self, database: str | os.PathLike[str]) -> Paths:
        """The same places, with another database."""
        return Paths(self._data, self._config, self._state, os.path.expanduser(database))

    def make_folders(self) -> None:
        """Make the folders of the database, its backups and exports, the settings and the log.

        They are for their owner alone (0700), and so is every file made from now on: the umask of the process is
        set to 077, because SQLite makes its files by the umask. OSError when a folder cannot be made.
        """
        os.umask(PRIVATE_UMASK)
        for folder in (self.database.parent, self.backups, self.exports, self.config.parent, self.log.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def listed(self) -> tuple[tuple[str, Path], ...]:
        """Every place with its name, for ``bef paths``."""
        names = ("database", "lock", "backups", "exports", "demo", "config", "log")
        return tuple((name, getattr(self, name)) for name in names)

    def _beside(self, kind: str) -> str:
        folder, name = os.path.split(self._database)
        own = os.path.join(self._data, "bef.db") == self._database
        return os.path.join(folder, kind if own else f"{os.path.splitext(name)[0]}-{kind}")


def find(database: str | None = None) -> Paths:
    """The places for this user; ``database`` (the ``--db`` of the command line) wins over ``BEF_DB``.

    NoPlaceError when there is neither ``BEF_HOME`` nor a home folder.
    """
    chosen = database or os.environ.get("BEF_DB") or None
    if chosen:
        chosen = os.path.expanduser(chosen)
    home = os.environ.get("BEF_HOME")
    if home:
        folder = os.path.abspath(os.path.expanduser(home))
        return Paths(folder, folder, folder, chosen)
    return Paths(
        _user_folder("data", "XDG_DATA_HOME", "~/.local/share"),
        _user_folder("config", "XDG_CONFIG_HOME", "~/.config"),
        _user_folder("state", "XDG_STATE_HOME", "~/.local/state"),
        chosen,
    )


def _user_folder(kind: str, variable: str, usual: str) -> str:
    """A folder of the user's own, where platformdirs would put it.

    Importing platformdirs takes longer than all of ``bef status`` may, so its rule for Linux is followed here; a
    test holds the two together. Every other system asks platformdirs.
    """
    if sys.platform != "linux":
        import platformdirs

        return str(getattr(platformdirs, f"user_{kind}_dir")(APP, appauthor=False))
    base = os.environ.get(variable, "")
    if not os.path.isabs(base):
        base = os.path.expanduser(usual)
    if not os.path.isabs(base):
        raise NoPlaceError(
            "no home folder to keep files in: set HOME, or BEF_HOME to a folder of your choice"
        )
    return os.path.join(base, APP)


def _path(text: str) -> Path:
    from pathlib import Path

    return Path(text)
