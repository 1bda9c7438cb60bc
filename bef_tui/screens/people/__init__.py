"""People: who is due, the pipeline, and one contact's history."""

from bef_tui.screens.people.screen import PeopleScreen

__all__ = ["PeopleScreen"]
