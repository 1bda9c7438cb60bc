"""A run: its steps to tick, what stands beneath the step under the cursor, and how the run ends."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from bef_tui import services
from bef_tui.framework.days import say_day, say_past
from bef_tui.screens.forms import systems as forms
from bef_tui.screens.systems.rows import step_row
from bef_tui.screens.systems.view import View
from bef_tui.widgets.bars import ratio_bar
from bef_tui.widgets.lines import Lines
from bef_tui.widgets.panel import Panel
from bef_tui.widgets.record_table import Column, RecordTable
from bef_tui.widgets.text import joined, plain

if TYPE_CHECKING:
    from bef_tui.services.systems import RunDetail, StepRow

MOST_DETAIL_LINES = 5


class RunView(View):
    """The checklist of one run."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", "Tick", id="record.done", tooltip="Tick the step, or untick it"),
        Binding("x", "skip", "Skip", id="record.drop", tooltip="Skip the step, with a reason"),
        Binding("n", "note", "Note", id="run.note", tooltip="Note something at the step"),
        Binding("p", "pause", "Pause", id="run.pause", tooltip="Pause the run, or go on with it"),
        Binding("F", "finish", "Finish", id="run.finish", tooltip="Finish the run"),
        Binding("X", "abandon", "Abandon", id="run.abandon", tooltip="Abandon the run, with a reason"),
        Binding("enter", "sop", "SOP", id="run.sop", tooltip="Read the SOP of this run", priority=True),
        Binding("d", "delete", "Delete", id="record.delete", tooltip="Delete the run", show=False),
        Binding("escape", "back", "Back", id="systems.back", tooltip="Back to where you came from"),
    ]
    DEFAULT_CSS = """
    RunView #run-head { height: auto; padding: 0 1 1 1; }
    RunView #run-detail { height: auto; max-height: 6; padding: 0 1; }
    """

    run: RunDetail | None = None

    def compose(self) -> ComposeResult:
        """How far it is, the steps, and what stands beneath one."""
        with Panel(title="Run", id="run-panel"):
            yield Lines(id="run-head")
            columns = (Column(width=1), Column())
            yield RecordTable(*columns, gap=1, id="steps")
            yield Lines(id="run-detail")

    def load(self, record_id: int | None) -> None:
        """Ask for the run."""
        before = self.run
        self.run = run = self.bef.ask(services.systems.run_detail, record_id or 0)
        title = f"{run.sop} · {run.subject}" if run.subject else run.sop
        self.query_one("#run-panel", Panel).title(title)
        newer = f" · the SOP is at {run.newest} by now" if run.newest != run.revision else ""
        self.query_one("#run-panel", Panel).subtitle(f"revision {run.revision}{newer}")
        self.query_one("#run-head", Lines).show_lines(_head(run, self.bef.today()))
        table = self.query_one("#steps", RecordTable)
        rows = [step_row(step) for step in run.steps]
        if before is None or before.id != run.id:
            table.show(rows, select=next((s.id for s in run.steps if s.state == "open"), None))
        else:
            table.show(rows)
        self._show_detail()

    def take_focus(self) -> None:
        """The steps take the keys."""
        self.query_one("#steps", RecordTable).focus()

    def on_record_table_highlighted(self, message: RecordTable.Highlighted) -> None:
        """Show what stands beneath the step."""
        message.stop()
        self._show_detail()

    def _show_detail(self) -> None:
        step = self._step()
        lines: list[Content] = []
        if step is not None:
            lines += [plain(line.strip(), "dim") for line in step.details.splitlines() if line.strip()]
            if step.reason:
                lines.append(plain(f"Skipped: {step.reason}", "near"))
            if step.note:
                lines.append(plain(f"Note: {step.note}"))
        self.query_one("#run-detail", Lines).show_lines(lines[:MOST_DETAIL_LINES])

    def _step(self) -> StepRow | None:
        chosen = self.query_one("#steps", RecordTable).highlighted
        steps = self.run.steps if self.run is not None else ()
        return next((step for step in steps if step.id == chosen), None)

    # Keys

    def action_tick(self) -> None:
        """Tick the step and go to the next open one; a settled step is opened again."""
        step = self._step()
        if step is None:
            return
        if step.state != "open":
            self.bef.act(services.systems.untick_step, step.id)
        elif self.bef.act(services.systems.tick_step, step.id) is not None:
            self._next_open(step.position)

    def _next_open(self, position: int) -> None:
        steps = self.run.steps if self.run is not None else ()
        following = next((s for s in steps if s.state == "open" and s.position > position), None)
        if following is not None:
            self.query_one("#steps", RecordTable).select(following.id)
        elif steps and all(step.state != "open" for step in steps):
            self.bef.tell("All steps are settled: F finishes the run.")

    def action_skip(self) -> None:
        """Skip the step with a reason."""
        step = self._step()
        if step is not None:
            forms.skip_step(self.bef, step.id, lambda _: self._next_open(step.position))

    def action_note(self) -> None:
        """Note something at the step."""
        step = self._step()
        if step is not None:
            forms.note_step(self.bef, step.id)

    def action_pause(self) -> None:
        """Pause, or go on."""
        if self.run is not None:
            paused = self.run.status == "paused"
            self.bef.act(services.systems.resume if paused else services.systems.pause, self.run.id)

    def action_finish(self) -> None:
        """Finish; open steps are asked about."""
        if self.run is None:
            return
        run_id, still = self.run.id, sum(step.state == "open" for step in self.run.steps)
        if not still or self.run.status in ("done", "abandoned"):
            self._finish(run_id)
            return
        question = f"{still} step{'s are' if still > 1 else ' is'} still open"
        self.bef.confirm(
            question, lambda: self._finish(run_id, leave_open=True), deed="Finish; they count as not done"
        )

    def _finish(self, run_id: int, *, leave_open: bool = False) -> None:
        if self.bef.act(services.systems.finish, run_id, leave_open=leave_open) is None:
            return
        if self.run is not None and self.run.rubber_stamp:
            self.bef.tell("Ticked faster than two seconds a step: a rubber stamp does not count.", bad=True)
        else:
            self.bef.tell("Finished.")
        self.action_back()

    def action_abandon(self) -> None:
        """Abandon with a reason."""
        if self.run is not None:
            forms.abandon_run(self.bef, self.run.id)

    def action_sop(self) -> None:
        """Read the SOP."""
        if self.run is not None:
            self.post_message(self.Wanted("sop", self.run.sop_id))

    def action_delete(self) -> None:
        """Delete the run; undo brings it back."""
        if self.run is not None and self.bef.act(services.systems.delete_run, self.run.id) is not None:
            self.run = None


def _head(run: RunDetail, today: date) -> list[Content]:
    settled = sum(step.state != "open" for step in run.steps)
    skipped = sum(step.state == "skipped" for step in run.steps)
    share = settled / len(run.steps) if run.steps else 0.0
    count = f" {settled} of {len(run.steps)}" + (f", {skipped} skipped" if skipped else "")
    first = joined(ratio_bar(share, 20), plain(count))
    facts = [run.status, f"by {run.owner}" if run.owner else ""]
    facts += [f"due {say_day(run.due, today)}" if run.due and run.finished_on is None else ""]
    facts += [f"ended {say_past(run.finished_on, today)}" if run.finished_on else ""]
    facts += ["a rubber stamp" if run.rubber_stamp else "", run.reason]
    return [first, plain(" · ".join(fact for fact in facts if fact), "dim")]
