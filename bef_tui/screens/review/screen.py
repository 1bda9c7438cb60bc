"""The frame of the review: its steps, its clock, and the way from one step to the next."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container

from bef_tui import services
from bef_tui.framework.agenda import StepKey, is_over, left_to_do, nothing_to_do
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.words import ReviewMode
from bef_tui.screens.base import BefScreen
from bef_tui.screens.review.clock import Clock
from bef_tui.screens.review.rail import Rail
from bef_tui.widgets.glyphs import glyph
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
LAST: tuple[StepKey, ...] = ("commit", "close")
BEGUN = "Due runs are made, the numbers of the week are frozen, a backup is taken."


class ReviewScreen(BefScreen):
    """Nine steps in 27 minutes; without a running review, where one begins and what the past ones said."""

    KEY = "R"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "n",
            "next",
            "Next",
            id="review.next",
            tooltip="Finish this step and go on",
        ),
        Binding(
            "ctrl+n",
            "next",
            "Next",
            id="review.next_typing",
            key_display="^n",
            tooltip="Go on, also while typing",
        ),
        Binding(
            "b",
            "before",
            "Back",
            id="review.before",
            tooltip="Back to the step before",
        ),
        Binding("escape", "before", "Back", show=False, id="review.back", tooltip="Back to the step before"),
    ]

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._view: ReviewView | None = None
        self._shown: tuple[int, StepKey] | None = None
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
        self._view = view = self.ask(services.review.review_view, running) if running is not None else None
        rail = self.query_one(Rail)
        rail.display = view is not None
        if view is not None:
            self._clock.at(view)
            rail.show(view, self._clock.spent(view.at), self._clock.total)
        place = (view.id, view.at) if view else None
        if place != self._shown or not self.query("#step > *"):
            self._shown = place
            show: Any = (
                self._show_step
            )  # called once the worker runs: one replaced before that leaves no coroutine
            self.run_worker(show, exclusive=True, group="step")
        elif (pane := self._pane()) is not None:
            pane.reload()
            self._say_left()

    async def _show_step(self) -> None:
        holder = self.query_one("#step", Container)
        await holder.remove_children()
        view = self._view
        panel = self.query_one("#step-panel", Panel)
        if view is None:
            from bef_tui.screens.review.start import StartPane

            await holder.mount(StartPane(self))
            panel.title("The weekly review")
            panel.subtitle("")
        else:
            module = import_module(f"bef_tui.screens.review.{view.at}")
            await holder.mount(getattr(module, PANES[view.at])(self, view.id))
            panel.title(f"{view.step.number} {view.step.title}")
            self._say_left()
        self.refresh_bindings()

    def _pane(self) -> StepPane | None:
        """The step that is shown, as soon as all of it stands."""
        from bef_tui.screens.review.pane import StepPane

        found = self.query(StepPane)
        return found.first() if found and found.first().is_mounted else None

    def _say_left(self) -> None:
        """Say in the lower edge what is left to do in this step, or which key goes on."""
        view, pane = self._view, self._pane()
        if view is None or pane is None or view.at != pane.STEP:
            return
        facts = self.ask(services.review.step_facts, view.id, now=self.now(), steps=(view.at,))
        left = pane.left(left_to_do(view.at, facts))
        panel = self.query_one("#step-panel", Panel)
        if left:
            panel.subtitle(f"{glyph('open')} {left}", "near")
            return
        following = [step for step in view.steps if step.number > view.step.number]
        done = "nothing to do here" if nothing_to_do(view.at, facts) else "done"
        key = "ctrl+n" if view.at == "land" else "n"
        panel.subtitle(f"{glyph('done')} {done} · {key} goes on to {following[0].title}", "good")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Steps can be walked only while a review runs, and nothing lies before the first."""
        view = self._view
        if action == "next":
            return view is not None
        if action == "before":
            return view is not None and view.at != view.steps[0].key
        return True

    # The way through

    def begin(self, mode: ReviewMode) -> None:
        """Take a backup and begin the review, or go on with the open one."""
        safe = self._backed_up()
        if self.act(services.review.open_review, mode=mode) is not None and safe:
            self.tell(BEGUN)

    def action_next(self) -> None:
        """Finish this step and go on; what is left to do is said."""
        pane = self._pane()
        if self._view is not None and pane is not None and pane.leave():
            self.finish()

    def finish(self) -> None:
        """Go on from a step that has saved what it had; at the hard stop, to Commit at once."""
        view = self._view
        if view is None:
            return
        seconds = self._clock.take(view, self._last_key)
        if is_over(self._clock.total) and view.at not in LAST:
            self._go("commit")
        elif self.act(services.review.finish_step, view.id, view.at, seconds=seconds) is not None:
            self._clock.written(view.at)

    def action_before(self) -> None:
        """Back to the step before."""
        view = self._view
        if view is None:
            return
        keys = [step.key for step in view.steps]
        if (place := keys.index(view.at)) > 0:
            self._go(keys[place - 1])

    def _go(self, key: StepKey) -> None:
        view = self._view
        if view is not None:
            seconds = self._clock.take(view, self._last_key)
            self.desk.write(services.review.go, view.id, key, seconds=seconds)
            self._clock.written(view.at)
            self.reload()

    def closed(self, review_id: int, score: str) -> None:
        """The week is closed: take the backup, say so with the score, and show the report."""
        week = f"Week {int(self._view.week[-2:])}" if self._view is not None else "The week"
        self._clock.forget(review_id)
        taken = ", a backup taken" if self._backed_up() else ""
        self.changed()
        self.tell(f"{week} is closed. {score} Its report is written{taken}; w writes it to a file.")

    def _backed_up(self) -> bool:
        """Take a backup; without one the review goes on, and that is said."""
        if self.desk.back_up is None:
            return True
        try:
            self.desk.back_up()
        except (RuleBroken, OSError) as error:
            self.tell(f"No backup was taken: {error}", bad=True)
            return False
        return True

    # The clock

    @property
    def _last_key(self) -> float:
        return float(getattr(self.app, "last_key", 0.0))

    def _tick(self) -> None:
        view = self._view
        if view is None:
            return
        if self not in self.app.screen_stack:
            self._clock.rest()
        elif self._clock.tick(view, self._last_key):
            self.query_one(Rail).show(view, self._clock.spent(view.at), self._clock.total)

    def save_clock(self) -> None:
        """Write the seconds of the open step to the review, before it is closed."""
        view = self._view
        if view is not None and (seconds := self._clock.take(view, self._last_key)):
            self.desk.write(services.review.add_seconds, view.id, view.at, seconds)
            self._clock.written(view.at)
