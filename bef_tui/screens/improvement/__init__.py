"""Stage 6, Improvement: issues, experiments, why promises were missed, and which changes moved something."""

from bef_tui.screens.improvement.screen import ImprovementScreen

__all__ = ["ImprovementScreen"]
