"""What the palette offers: the screens, the keys of the screen in front, the themes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from textual.app import App, SystemCommand
from textual.screen import Screen

HIDDEN = ("app.command_palette", "command_palette")
MOVING = ("list.", "help.", "form.")
"""Bindings that move a cursor: nobody looks for them by name."""


def commands(app: App[Any], screen: Screen[Any]) -> Iterator[SystemCommand]:
    """Every command whose key works now, with the user's own key, and the choice of a theme."""
    said: set[str] = set()
    for node, binding, enabled, tooltip in screen.active_bindings.values():
        words = tooltip or binding.tooltip or binding.description
        if not enabled or not binding.id or binding.action in HIDDEN or binding.id.startswith(MOVING):
            continue
        if binding.id in said:
            continue
        said.add(binding.id)
        key = binding.key_display or app.get_key_display(binding)
        run = partial(app.run_action, binding.action, default_namespace=node)
        yield SystemCommand(f"{binding.description}  ({key})", words, run)
    yield SystemCommand("Theme", "Choose the colours", app.action_change_theme)
