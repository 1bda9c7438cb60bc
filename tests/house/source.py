"""The source of the house as its tests read it: every module, parsed."""

import ast
import subprocess
from functools import cache
from pathlib import Path

TOP = Path(__file__).parents[2]


def modules() -> list[Path]:
    """Every Python file of the package, as a path below the top."""
    return sorted(path.relative_to(TOP) for path in (TOP / "bef_tui").rglob("*.py"))


@cache
def tree(module: Path) -> ast.Module:
    """One module, parsed."""
    return ast.parse((TOP / module).read_text(encoding="utf-8"))


def functions(module: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a module, nested ones included."""
    return [
        node for node in ast.walk(tree(module)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def kept_files() -> list[Path]:
    """Every file that belongs to the project: tracked, or new and not ignored; without git, all but hidden ones."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=TOP,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0 and listed.stdout:
        names = [Path(name) for name in listed.stdout.split("\0") if name]
    else:
        hidden = {
            "__pycache__",
            ".venv",
            ".git",
            ".mypy_cache",
            ".ruff_cache",
            ".pytest_cache",
            ".hypothesis",
        }
        names = [
            path.relative_to(TOP) for path in TOP.rglob("*") if not hidden & set(path.relative_to(TOP).parts)
        ]
    return sorted(name for name in names if (TOP / name).is_file())
