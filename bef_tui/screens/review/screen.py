"""The frame of the review: its steps, its clock, and the way from one step to the next."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container

from bef_tui import services
from bef_tui.framework.agenda import StepKey, is_over
from bef_tui.framework.words import ReviewMode
from bef_tui.screens.base import BefScreen
from bef_tui.screens.review.clock import Clock
from bef_tui.screens.review.rail import Rail
from bef_tui.widgets.panel import Panel

if TYPE_CHECKING:
    from bef_tui.screens.review.pane import StepPane
    from bef_tui.services.review import ReviewView

PANES: dict[str, str] = {
    "land": "LandPane",
    "numbers": "NumbersPane",
    "said_did": "SaidDidPane",
    "goals": "GoalsPane",
    "people": "PeoplePane",
    "systems": "SystemsPane",
    "solve": "SolvePane",
    "commit": "CommitPane",
    "close": "ClosePane",
}


class ReviewScreen(BefScreen):
    """Nine steps in 27 minutes; without a running review, where one begins and what the past ones said."""

    KEY = "R"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "n,ctrl+n",
            "next",
            "Next step",
            id="review.next",
            key_display="n",
            tooltip="Finish this step and go on",
        ),
        Binding(
            "b,escape",
            "before",
            "Step before",
            id="review.before",
            key_display="b",
            tooltip="Back to the step before",
        ),
    ]

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._view: ReviewView | None = None
        self._clock = Clock(self.desk)

    def above(self) -> ComposeResult:
        """The steps and the time."""
        yield Rail(id="rail")

    def body(self) -> ComposeResult:
        """The step that is open."""
        yield Panel(Container(id="step"), title="Review", id="step-panel")

    def on_mount(self) -> None:
        """The time box follows every ten seconds, while somebody is at it."""
        super().on_mount()
        self.set_interval(Clock.EVERY, self._tick)

    def reload(self) -> None:
        """Show the running review at its step, or where one begins."""
        running = self.ask(services.review.running)
        before = self._view
        self._view = self.ask(services.review.review_view, running) if running is not None else None
        view = self._view
        rail = self.query_one(Rail)
        rail.display = view is not None
        if view is not None:
            self._clock.at(view)
            rail.show(view, self._clock.spent(view.at), self._clock.total)
        place = (view.id, view.at) if view else None
        if place != ((before.id, before.at) if before else None) or not self.query("#step > *"):
            self.run_worker(self._show_step(), exclusive=True, group="step")
        elif (pane := self._pane()) is not None:
            pane.reload()

    async def _show_step(self) -> None:
        holder = self.query_one("#step", Container)
        await holder.remove_children()
        view = self._view
        panel = self.query_one("#step-panel", Panel)
        if view is None:
            from bef_tui.screens.review.start import StartPane

            panel.title("The weekly review")
            await holder.mount(StartPane(self))
            return
        module = import_module(f"bef_tui.screens.review.{view.at}")
        panel.title(f"{view.step.number} {view.step.title}")
        await holder.mount(getattr(module, PANES[view.at])(self, view.id))

    def _pane(self) -> StepPane | None:
        found: Any = self.query("#step > .step")
        return found.first() if found else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Steps can be walked only while a review runs."""
        if action in ("next", "before"):
            return self._view is not None
        return True

    # The way through

    def begin(self, mode: ReviewMode) -> None:
        """Take a backup and begin the review, or go on with the open one."""
        if self.desk.back_up is not None:
            self._safely_back_up()
        if self.act(services.review.open_review, mode=mode) is not None:
            self.refresh_bindings()

    def action_next(self) -> None:
        """Finish this step and go on; what is left to do is said."""
        view = self._view
        if view is None:
            return
        self._save_clock()
        if view.at == "close":
            self.tell("ctrl+s closes the week and writes the report.")
            return
        self.act(services.review.finish_step, view.id, view.at)

    def action_before(self) -> None:
        """Back to the step before."""
        view = self._view
        if view is None:
            return
        keys = [step.key for step in view.steps]
        place = keys.index(view.at)
        if place > 0:
            self._go(keys[place - 1])

    def _go(self, key: StepKey) -> None:
        view = self._view
        if view is not None:
            self._save_clock()
            self.desk.write(services.review.go, view.id, key)
            self.reload()

    def closed(self, review_id: int) -> None:
        """The week is closed: take the backup, say so, and show the report."""
        self._clock.forget(review_id)
        if self.desk.back_up is not None:
            self._safely_back_up()
        self.changed()
        self.refresh_bindings()
        self.tell("The week is closed. The report is below; w writes it to a file for sending.")

    def _safely_back_up(self) -> None:
        from bef_tui.framework.errors import RuleBroken

        try:
            if self.desk.back_up is not None:
                self.desk.back_up()
        except (RuleBroken, OSError) as error:
            self.tell(f"No backup was taken: {error}", bad=True)

    # The clock

    def _tick(self) -> None:
        view = self._view
        if view is None or not self.is_current:
            return
        if self._clock.tick(view, getattr(self.app, "last_key", 0.0)):
            self.query_one(Rail).show(view, self._clock.spent(view.at), self._clock.total)
            if is_over(self._clock.total) and not self._clock.said_over:
                self._clock.said_over = True
                self.tell("Thirty minutes are over: commit (8) and close (9) what is there.", bad=True)

    def _save_clock(self) -> None:
        view = self._view
        if view is not None and (seconds := self._clock.take(view)):
            self.desk.write(services.review.add_seconds, view.id, view.at, seconds)
