"""Rooms that one can oversee: the length of files and functions, and that every public name says what it is for."""

import ast
from pathlib import Path

from tests.house.source import TOP, functions, modules, tree

LONGEST_FILE = 350
LONGEST_FUNCTION = 60


def test_there_is_a_house_to_measure() -> None:
    assert len(modules()) > 100


def test_no_file_is_too_long() -> None:
    long = {str(module): lines for module in modules() if (lines := _lines(module)) > LONGEST_FILE}
    assert not long, "each of these wants to be a folder"


def test_no_function_is_too_long() -> None:
    long = [
        f"{module}: {function.name} has {length} lines"
        for module in modules()
        for function in functions(module)
        if (length := (function.end_lineno or function.lineno) - function.lineno + 1) > LONGEST_FUNCTION
    ]
    assert not long


def test_every_module_says_what_it_is_for() -> None:
    assert not [str(module) for module in modules() if not ast.get_docstring(tree(module))]


def test_every_public_name_is_explained() -> None:
    silent = [
        f"{module} line {node.lineno}: {node.name}"
        for module in modules()
        if "versions" not in module.parts  # the steps of the migrations are no one's to call
        for node in _public(tree(module))
        if not ast.get_docstring(node)
    ]
    assert not silent


def _lines(module: Path) -> int:
    return (TOP / module).read_text(encoding="utf-8").count("\n")


def _public(parent: ast.Module | ast.ClassDef) -> list[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """Public classes and functions, and the public methods of public classes."""
    found: list[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef] = []
    for node in parent.body:
        if not isinstance(
            node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
        ) or node.name.startswith("_"):
            continue
        if _is_explained_elsewhere(node):
            continue
        found.append(node)
        if isinstance(node, ast.ClassDef):
            found += _public(node)
    return found


def _is_explained_elsewhere(node: ast.AST) -> bool:
    """Overloads, setters and overrides have their words at the name that they belong to."""
    marks = [ast.unparse(mark) for mark in getattr(node, "decorator_list", [])]
    return any(mark in ("overload", "override") or mark.endswith(".setter") for mark in marks)
