"""Fixtures for everyone: a frozen now, and a store on a file of its own."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bef_tui.data.migrations import prepare
from bef_tui.data.store import Store
from bef_tui.framework.weeks import Now


@pytest.fixture
def now() -> Now:
    """Thursday 2026-11-19, 11:00 in Berlin."""
    return Now(datetime(2026, 11, 19, 10, tzinfo=UTC), ZoneInfo("Europe/Berlin"))


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty file with the newest schema, to be copied, not written to."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    prepare(path)
    return path


@pytest.fixture
def db_path(empty_file: Path, tmp_path: Path) -> Path:
    """A file of the test's own, with the newest schema and no records."""
    return Path(shutil.copy(empty_file, tmp_path / "bef.db"))


@pytest.fixture
def store(db_path: Path, now: Now) -> Iterator[Store]:
    """The store of a person called Me on the test's own file, whose clock stands still."""
    with Store(db_path, "Me", "session-1", lambda: now.at) as opened:
        yield opened
