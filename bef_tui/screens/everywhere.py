"""The keys that mean the same on every screen, and what a screen asks of the app."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

from bef_tui import services
from bef_tui.framework.errors import RuleBroken
from bef_tui.screens import places
from bef_tui.screens.base import BefScreen
from bef_tui.screens.careful import CarefulApp
from bef_tui.screens.desk import Desk
from bef_tui.screens.messages import Refused, ShowRecord


class Everywhere(CarefulApp):
    """An app with the keys that mean the same everywhere."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(key, f"go('{mode}')", title, id=f"go.{mode}", show=False, tooltip=f"Go to {title}")
            for key, mode, title in (
                ("0", "home", "Home"),
                ("1", "vision", "Vision"),
                ("2", "planning", "Planning"),
                ("3", "systems", "Systems"),
                ("4", "execution", "Execution"),
                ("5", "measurement", "Measurement"),
                ("6", "improvement", "Improvement"),
                ("7", "people", "People"),
                ("S", "score", "Score"),
            )
        ),
        Binding("slash", "search", "Find", id="app.find", key_display="/", tooltip="Find any record"),
        Binding("u", "undo", "Undo", id="app.undo", tooltip="Undo the last deed"),
        Binding("ctrl+r", "redo", "Redo", id="app.redo", show=False, tooltip="Do again what was undone"),
        Binding("i", "issue", "Issue", id="app.issue", show=False, tooltip="Raise an issue"),
        Binding("f", "follow_up", "Follow-up", id="app.follow_up", show=False, tooltip="Plan a follow-up"),
        Binding(
            "s", "fold", "Score panel", id="app.fold", show=False, tooltip="Fold or unfold the score panel"
        ),
        Binding("R", "go('review')", "Review", id="go.review", tooltip="Review the week"),
        Binding(
            "question_mark", "help", "Help", id="app.help", key_display="?", tooltip="The keys that work here"
        ),
        Binding("q", "quit", "Quit", id="app.quit", show=False, tooltip="Leave bef"),
    ]

    desk: Desk

    def changed(self) -> None:
        """Something was changed: show it on the screen in front."""
        if isinstance(self.screen, BefScreen):
            self.screen.reload()

    def on_refused(self, message: Refused) -> None:
        """Say why, once; a record that is gone leaves the list, and the next undo brings it back."""
        self.tell_once(str(message.refusal))
        if isinstance(message.refusal, services.records.Gone):
            gone = message.refusal
            with suppress(RuleBroken):
                self.changed()
            self.desk.lost = (gone.table, gone.record_id) if gone.table and gone.record_id else None

    async def on_show_record(self, message: ShowRecord) -> None:
        """Go to the screen where a record lives, and to the record."""
        await self._switch(places.KINDS[message.kind])
        if isinstance(self.screen, BefScreen):
            self.screen.want(message.kind, message.record_id)

    async def _switch(self, mode: str) -> None:
        while isinstance(self.screen, Screen) and self.screen.is_modal:
            self.pop_screen()
        await self.switch_mode(mode)

    # Keys

    async def action_go(self, mode: str) -> None:
        """Show another screen."""
        if not self.screen.is_modal:
            await self._switch(mode)

    def action_undo(self) -> None:
        """Undo the last deed; the cursor returns to what was deleted."""
        deleted, self.desk.deleted = self.desk.deleted, None
        self._travel("Undone", self.desk.undo)
        if deleted is None or not isinstance(self.screen, BefScreen):
            return
        if self.current_mode in ("home", places.KINDS.get(deleted[0])):
            self.screen.take_back(*deleted)

    def action_redo(self) -> None:
        """Do again what was undone."""
        self.desk.deleted = None
        self._travel("Done again", self.desk.redo)

    def _travel(self, word: str, journey: Callable[[], str]) -> None:
        label = journey()
        self.notify(f"{word}: {label}", markup=False)
        self.changed()

    def action_issue(self) -> None:
        """Raise an issue, from wherever one is."""
        if isinstance(self.screen, BefScreen):
            import_module("bef_tui.screens.forms.improvement").raise_issue(self.screen)

    def action_follow_up(self) -> None:
        """Plan a follow-up, from wherever one is."""
        if isinstance(self.screen, BefScreen):
            import_module("bef_tui.screens.forms.people").plan_follow_up(self.screen)

    def action_fold(self) -> None:
        """Fold or unfold the score panel."""
        if isinstance(self.screen, BefScreen):
            self.screen.action_fold()

    def action_search(self) -> None:
        """Find any record."""
        if isinstance(self.screen, BefScreen):
            import_module("bef_tui.screens.search").search(self.screen)

    def action_help(self) -> None:
        """Show the keys that work now, and what this stage is for."""
        import_module("bef_tui.screens.help").show_help(self)
