"""The floors: imports point down, and each floor knows only what it may."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import TOP, modules, tree

LINT = "from importlinter.cli import lint_imports_command as run; run(['--no-logo', '--no-cache'])"


def test_the_import_contracts_are_kept() -> None:
    ran = subprocess.run([sys.executable, "-c", LINT], cwd=TOP, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ", 0 broken" in ran.stdout


def test_the_contracts_can_break(tmp_path: Path) -> None:
    """A copy of the house with one arrow that points up."""
    room = tmp_path / "bef_tui"
    for module in modules():
        (tmp_path / module).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / module).write_text((TOP / module).read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(
        (TOP / "pyproject.toml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    (room / "framework" / "upward.py").write_text("from bef_tui.data import store\n", encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-c", LINT], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 1
    assert "bef_tui.framework.upward -> bef_tui.data.store" in ran.stdout


@pytest.mark.parametrize(("room", "beside"), [("framework", set()), ("exchange", {"dateutil"})])
def test_pure_rooms_import_the_standard_library_alone(room: str, beside: set[str]) -> None:
    here = [module for module in modules() if module.parts[1] == room]
    assert len(here) > 3
    allowed = sys.stdlib_module_names | {"bef_tui"} | beside
    strange = {
        f"{module}: {name}"
        for module in here
        for name in _imported(module)
        if name.split(".")[0] not in allowed
    }
    assert not strange


def test_imports_are_absolute() -> None:
    relative = [
        f"{module} line {node.lineno}"
        for module in modules()
        for node in ast.walk(tree(module))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert not relative


def _imported(module: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names
