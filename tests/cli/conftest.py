"""The command line in a home of its own, on a Thursday in November."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bef_tui.cli.main import run
from bef_tui.data.store import Store
from bef_tui.framework.weeks import Now
from bef_tui.services import company, systems

AT = datetime(2026, 11, 19, 12, tzinfo=UTC)
NOW = Now(AT, ZoneInfo("Europe/Berlin"))
SOP_BODY = "Money back.\n\n1. Find the invoice\n2. Pay it back\n   - [ ] By card\n3. Say so\n"


@dataclass(frozen=True)
class Said:
    """How a command ended: its exit code, and what it printed."""

    code: int
    out: str
    err: str


Bef = Callable[..., Said]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty BEF_HOME; the clock stands still, the founder lives in Berlin."""
    place = tmp_path / "home"
    place.mkdir()
    monkeypatch.setenv("BEF_HOME", str(place))
    monkeypatch.setenv("BEF_TODAY", "2026-11-19")
    monkeypatch.setenv("LC_BEF_TZ", "Europe/Berlin")
    monkeypatch.delenv("BEF_DB", raising=False)
    monkeypatch.chdir(tmp_path)
    umask = os.umask(0o022)
    yield place
    os.umask(umask)


@pytest.fixture
def file(home: Path, empty_file: Path) -> Path:
    """The usual file, prepared, with no records of the founder's."""
    path = Path(shutil.copy(empty_file, home / "bef.db"))
    with opened(path) as store:
        store.write(company.prepare, now=NOW)
    return path


@pytest.fixture
def refunds(file: Path) -> Path:
    """A draft called Refunds with four steps, one of them below another."""
    with opened(file) as store:
        process = store.read(systems.process_named, "collect")
        store.write(
            systems.add_sop,
            now=NOW,
            title="Refunds",
            purpose="Trust",
            trigger="a customer asks",
            process_id=process,
            body=SOP_BODY,
        )
    return file


@pytest.fixture
def bef(home: Path, capsys: pytest.CaptureFixture[str]) -> Bef:
    """Runs ``bef`` with these words."""

    def call(*words: object) -> Said:
        capsys.readouterr()
        code = run([str(word) for word in words])
        return Said(code, *capsys.readouterr())

    return call


@contextmanager
def opened(path: Path) -> Iterator[Store]:
    """The store of a file, as somebody else."""
    with Store(path, "Other", "elsewhere", lambda: AT) as store:
        yield store


def asked(path: Path, sql: str) -> list[Any]:
    """The rows of a question in SQL."""
    from bef_tui.data import plain

    connection = plain.connect(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()
