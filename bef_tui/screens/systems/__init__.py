"""Stage 3, Systems: core processes first, then an SOP to read and write, and a run to go through."""

from bef_tui.screens.systems.screen import SystemsScreen

__all__ = ["SystemsScreen"]
