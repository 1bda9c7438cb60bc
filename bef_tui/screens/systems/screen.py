"""The frame of the Systems screen: which view is in front, and the way back."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import ContentSwitcher

from bef_tui import services
from bef_tui.screens.base import BefScreen
from bef_tui.screens.messages import DataChanged
from bef_tui.screens.systems.coverage import CoverageView
from bef_tui.screens.systems.rules_view import RulesView
from bef_tui.screens.systems.run_view import RunView
from bef_tui.screens.systems.sop_view import SopView
from bef_tui.screens.systems.view import View

START: tuple[str, int | None] = ("coverage", None)
RULES: tuple[str, int | None] = ("automation", None)


class SystemsScreen(BefScreen):
    """Core-process coverage; an SOP; a run; automation."""

    KEY = "3"
    BINDINGS: ClassVar[list[BindingType]] = []
    DEFAULT_CSS = """
    SystemsScreen ContentSwitcher { height: 1fr; }
    """

    def body(self) -> ComposeResult:
        """The four views, one in front."""
        self._trail: list[tuple[str, int | None]] = [START]
        with ContentSwitcher(initial="coverage"):
            yield CoverageView(id="coverage")
            yield SopView(id="sop")
            yield RunView(id="run")
            yield RulesView(id="automation")

    def on_mount(self) -> None:
        """The list of processes takes the keys."""
        super().on_mount()
        self._view().take_focus()

    def reload(self) -> None:
        """Make what became due, and load the view in front; what was deleted is left."""
        if not self.desk.is_open and self.app.glance is None:  # type: ignore[attr-defined]
            return
        self._make_due()
        try:
            self._view().load(self._trail[-1][1])
        except services.records.Gone as gone:
            self.tell(str(gone), bad=True)
            self._trail = [START]
            self._turn()

    def _make_due(self) -> None:
        """Make the runs that have become due, once a day: an undo of it stays undone."""
        now = self.now()
        if self.desk.runs_made_on != now.today:
            self.desk.runs_made_on = now.today
            if self.ask(services.systems.waiting, now=now):
                self.desk.write(services.systems.generate_due, now=now)
                self.post_message(DataChanged())

    def show_record(self, kind: str, record_id: int) -> None:
        """Show a process or a rule in its list, an SOP or a run in its own view."""
        views = {"sop": ("sop", record_id), "workflow_run": ("run", record_id), "rule": RULES}
        self._trail = [START]
        if kind in views:
            self._trail.append(views[kind])
        self._turn()
        if kind == "rule":
            self.query_one(RulesView).select(record_id)
        if kind == "process":
            self.query_one(CoverageView).select(f"process:{record_id}")

    def take_back(self, kind: str, record_id: int) -> None:
        """Put the cursor on what came back; who reads an SOP or goes through a run stays there."""
        if kind == "rule" and self._trail[-1] == RULES:
            self.query_one(RulesView).select(record_id)
        if self._trail == [START]:
            self.query_one(CoverageView).take_back(kind, record_id)

    def on_view_wanted(self, message: View.Wanted) -> None:
        """Show an SOP, a run or the rules; the way back leads here."""
        wanted = (message.view, message.record_id)
        if wanted in self._trail:
            del self._trail[self._trail.index(wanted) :]
        self._trail.append(wanted)
        self._turn()

    def on_view_left(self) -> None:
        """Go back to where one came from."""
        if len(self._trail) > 1:
            self._trail.pop()
        self._turn()

    def record_under_cursor(self) -> tuple[str, int] | None:
        """The SOP that is being read."""
        view, record_id = self._trail[-1]
        return ("sop", record_id) if view == "sop" and record_id is not None else None

    def _turn(self) -> None:
        self.query_one(ContentSwitcher).current = self._trail[-1][0]
        self.reload()
        self._view().take_focus()

    def _view(self) -> View:
        return self.query_one(f"#{self._trail[-1][0]}", View)
