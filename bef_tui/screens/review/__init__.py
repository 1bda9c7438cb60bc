"""The guided weekly review: the frame and the clock, and one file a step."""

from bef_tui.screens.review.screen import ReviewScreen

__all__ = ["ReviewScreen"]
