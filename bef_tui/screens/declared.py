"""Every key that a class of the screens and widgets declares itself: for the settings file, and for the docs."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

from textual.binding import Binding


def bindings_of(module: ModuleType) -> Iterator[Binding]:
    """The bindings of the classes that a module defines."""
    for _, owner in inspect.getmembers(module, inspect.isclass):
        if owner.__module__ == module.__name__:
            for one in owner.__dict__.get("BINDINGS", ()):
                yield one if isinstance(one, Binding) else Binding(*one)


def modules(package: str) -> Iterator[str]:
    """The names of all modules of a package, in order."""
    found = pkgutil.walk_packages(import_module(package).__path__, f"{package}.")
    yield from sorted(one.name for one in found)


def binding_ids() -> set[str]:
    """The ids of all commands of screens and widgets that a key can be bound to."""
    names = (name for package in ("bef_tui.screens", "bef_tui.widgets") for name in modules(package))
    return {binding.id for name in names for binding in bindings_of(import_module(name)) if binding.id}
