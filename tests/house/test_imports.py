"""What is not imported: the speed of the first frame and of the command line depends on it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import TOP, modules

SCREEN = {"textual", "rich"}
TABLES = {"sqlmodel", "sqlalchemy", "pydantic", "alembic"}

RUN = """
import json, sys
sys.argv = ["bef", *json.loads(sys.argv[1])]
from bef_tui.__main__ import main
try:
    status = main()
except SystemExit as end:
    status = end.code
sys.stdout.flush()
print("\\n" + json.dumps([status or 0, sorted({name.split(".")[0] for name in sys.modules})]))
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one company in it, set up by the command line."""
    folder = tmp_path_factory.mktemp("home")
    status, _ = after(folder, "add", "Call Ada tomorrow")
    assert status == 0
    return folder


def after(home: Path, *words: str) -> tuple[int, set[str]]:
    """The exit code of bef with these words, and the top names of all modules that were imported for it."""
    ran = subprocess.run(
        [sys.executable, "-c", RUN, json.dumps(words)],
        env={**os.environ, "BEF_HOME": str(home), "PYTHONPATH": str(TOP)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    status, names = json.loads(ran.stdout.splitlines()[-1])
    return status, set(names)


def imported_by(code: str) -> set[str]:
    """The names of all modules after running some code in a new process."""
    ran = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(ran.stdout.split())


def test_help_imports_neither_the_screen_nor_the_tables(home: Path) -> None:
    status, names = after(home, "--help")
    assert status == 0
    assert not names & (SCREEN | TABLES)


@pytest.mark.parametrize("words", [["status"], ["status", "--json"], ["today"], ["today", "--json"]])
def test_reading_words_never_import_the_screen(home: Path, words: list[str]) -> None:
    status, names = after(home, *words)
    assert status == 0
    assert not names & SCREEN


def test_a_status_that_is_kept_imports_next_to_nothing(home: Path) -> None:
    after(home, "status")
    status, names = after(home, "status")
    assert status == 0
    assert not names & {
        *SCREEN,
        *TABLES,
        "click",
        "platformdirs",
        "pathlib",
        "dataclasses",
        "argparse",
        "datetime",
    }


def test_the_app_paints_before_the_tables_are_imported() -> None:
    names = imported_by("import bef_tui.app, bef_tui.cli.start, bef_tui.screens.home")
    assert "textual.app" in names
    assert not names & {*TABLES, "click", "dateutil"}


@pytest.mark.parametrize(
    "module", ["bef_tui.cli.main", "bef_tui.cli.start", "bef_tui.services", "bef_tui.terminal"]
)
def test_these_modules_import_nothing_heavy(module: str) -> None:
    names = imported_by(f"import {module}")
    assert module in names
    assert not names & (SCREEN | TABLES)


def test_the_rules_do_not_ask_the_clock() -> None:
    """Below app and cli every deed that needs the time is handed it."""
    asking = ("datetime.now(", "date.today(", "time.time(", "utcnow(")
    found = [
        f"{module}: {call}"
        for module in modules()
        if module.parts[1] in ("framework", "exchange", "services", "reports", "widgets")
        for call in asking
        if call in (TOP / module).read_text(encoding="utf-8")
    ]
    assert not found
