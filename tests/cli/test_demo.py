"""The made-up company lies in a file of its own."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bef_tui import services
from bef_tui.cli import opening
from bef_tui.data.planning import Person
from bef_tui.framework.weeks import Now
from bef_tui.services import records
from tests.cli.conftest import Bef, asked


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Now]:
    """The moments at which a demo was made; making one takes one person here, not a company."""
    moments: list[Now] = []

    def make(session: Any, *, now: Now) -> None:
        moments.append(now)
        records.saved(session, Person(name="Demo"))

    monkeypatch.setitem(vars(services), "demo", SimpleNamespace(make=make))
    return moments


def test_it_is_made_once_and_anew_when_asked(home: Path, made: list[Now]) -> None:
    path = home / "demo.db"
    opening.make_demo(path)
    opening.make_demo(path)
    assert [now.today.isoformat() for now in made] == ["2026-11-19"]
    opening.make_demo(path, reset=True)
    assert len(made) == 2
    assert asked(path, "SELECT name FROM person") == [("Demo",)]
    assert not (home / "bef.db").exists()


def test_its_file_is_named_and_opened(
    bef: Bef, home: Path, made: list[Now], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str | None] = []

    def open_app(database: str | None = None, *, start: str = "home") -> int:
        opened.append(database)
        return 0

    monkeypatch.setattr("bef_tui.cli.start.open_app", open_app)
    monkeypatch.setattr("bef_tui.terminal.fitness.refusal", lambda: None)
    said = bef("demo")
    assert (said.code, said.err) == (0, f"bef: the demo is {home / 'demo.db'}\n")
    assert opened == [str(home / "demo.db")]


def test_without_a_terminal_nothing_is_made(bef: Bef, home: Path, made: list[Now]) -> None:
    said = bef("demo")
    assert (said.code, said.out, made) == (2, "", [])
    assert "needs a terminal" in said.err
    assert not (home / "demo.db").exists()
