"""Score: every tenth of a point explained, down to the records and to the place where one mends them."""

from bef_tui.screens.score.screen import ScoreScreen

__all__ = ["ScoreScreen"]
