"""A run: its steps to tick, what stands beneath the step under the cursor, and how the run ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from bef_tui import services
from bef_tui.framework.days import say_day, say_past
from bef_tui.framework.weeks import Now
from bef_tui.screens.forms import systems as forms
from bef_tui.screens.systems.rows import said_at, step_row, step_tail
from bef_tui.screens.systems.view import View
from bef_tui.widgets.bars import ratio_bar
from bef_tui.widgets.glyphs import GlyphName, Tone, glyph
from bef_tui.widgets.lines import Lines
from bef_tui.widgets.panel import Panel
from bef_tui.widgets.record_table import Column, EmptyText, RecordTable, Row
from bef_tui.widgets.text import joined, plain

if TYPE_CHECKING:
    from bef_tui.services.systems import RunDetail, StepRow

MOST_DETAIL_LINES = 5
ROOM_BESIDE = 9
"""Cells of a step's line that its sign, the cursor and the gaps take."""
STAMPED = "Ticked faster than two seconds a step: it does not count."
NOT_STARTED = EmptyText(
    "Not started yet",
    "Its steps are those the SOP has on the day you start. e says first whom or what it is for.",
    "p",
    "start it now",
)


class Detail(Lines):
    """Whole lines, wrapped, as many as there is room for."""

    def draw(self, width: int) -> tuple[Content, ...]:
        """The lines at this width."""
        lines = [piece for line in self._given for piece in line.wrap(max(8, width - 1))]
        more = len(lines) - MOST_DETAIL_LINES
        if more > 0:
            lines[MOST_DETAIL_LINES - 1 :] = [plain(f"… and {more + 1} more lines", "dim")]
        return tuple(lines)


class RunView(View):
    """The checklist of one run."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", "Tick", id="record.done", tooltip="Tick the step, or untick it"),
        Binding("x", "skip", "Skip", id="record.drop", tooltip="Skip the step, with a reason"),
        Binding("n", "note", "Note", id="run.note", tooltip="Note something at the step, or its proof"),
        Binding("p", "pause", "Pause", id="run.pause", tooltip="Pause the run, or go on with it"),
        Binding("F", "finish", "Finish", id="run.finish", tooltip="Finish the run"),
        Binding("X", "abandon", "Abandon", id="run.abandon", tooltip="Abandon the run, with a reason"),
        Binding("o", "about", "Open", id="run.about", tooltip="Show whom or what the run is for"),
        Binding("enter", "sop", "SOP", id="run.sop", tooltip="Read the SOP of this run", priority=True),
        Binding(
            "e", "edit", "Edit", id="record.edit", tooltip="Edit whom it is for, and who does it", show=False
        ),
        Binding("d", "delete", "Delete", id="record.delete", tooltip="Delete the run", show=False),
        Binding("escape", "back", "Back", id="systems.back", tooltip="Back to where you came from"),
    ]
    DEFAULT_CSS = """
    RunView #run-head { height: auto; padding: 0 1 1 1; }
    RunView #run-detail { height: auto; max-height: 6; padding: 0 1; }
    """

    run: RunDetail | None = None
    _rows: Sequence[Row] = ()
    _drawn_on: date | None = None

    def compose(self) -> ComposeResult:
        """How far it is, the steps, and what stands beneath one."""
        with Panel(title="Run", id="run-panel"):
            yield Detail(id="run-head")
            columns = (Column(width=1), Column())
            yield RecordTable(*columns, gap=1, empty=NOT_STARTED, id="steps")
            yield Detail(id="run-detail")

    def load(self, record_id: int | None) -> None:
        """Ask for the run."""
        before = self.run
        self.run = run = self.bef.ask(services.systems.run_detail, record_id or 0)
        title = f"{run.sop} · {run.subject}" if run.subject else run.sop
        self.query_one("#run-panel", Panel).title(title)
        newer = f" · the SOP is at {run.newest} by now" if run.newest != run.revision else ""
        self.query_one("#run-panel", Panel).subtitle(f"revision {run.revision}{newer}")
        self.query_one("#run-head", Detail).show_lines(_head(run, self.bef.now()))
        table = self.query_one("#steps", RecordTable)
        now = self.bef.now()
        drawn = before.steps if before is not None and self._drawn_on == now.today else ()
        known = dict(zip(drawn, self._rows, strict=False))
        self._drawn_on = now.today
        rows = self._rows = [known.get(step) or step_row(step, now) for step in run.steps]
        if before is None or (before.id, before.about) != (run.id, run.about):
            self.refresh_bindings()
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
            taken = 2 * step.depth + len(step.headline) + len(step_tail(step, self.bef.now())) + ROOM_BESIDE
            if taken > self.query_one("#steps").size.width:
                lines.append(plain(step.headline))
            if step.reason:
                lines.append(plain(f"Skipped: {step.reason}", "near"))
            lines += [plain(f"Note: {line}") for line in step.note.splitlines() if line.strip()]
            lines += [plain(line.strip(), "dim") for line in step.details.splitlines() if line.strip()]
        self.query_one("#run-detail", Detail).show_lines(lines)

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
            self._show_detail()  # at once: the message of the list comes a frame later
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
            forms.note_step(self.bef, step.id, step.note)

    def action_pause(self) -> None:
        """Pause, or go on."""
        if self.run is not None:
            goes_on = self.run.status == "running"
            self.bef.act(services.systems.pause if goes_on else services.systems.resume, self.run.id)

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
            self.bef.tell(f"A rubber stamp. {STAMPED}", bad=True)
        else:
            self.bef.tell("Finished.")
        self.action_back()

    def action_abandon(self) -> None:
        """Abandon with a reason."""
        if self.run is not None:
            forms.abandon_run(self.bef, self.run.id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is somebody to open only where the run is for a record."""
        return action != "about" or (self.run is not None and self.run.about is not None)

    def action_about(self) -> None:
        """Show the contact, the deal or the goal."""
        if self.run is not None and self.run.about is not None:
            self.bef.go_to(*self.run.about)

    def action_edit(self) -> None:
        """Edit whom it is for, and who does it."""
        if self.run is not None:
            forms.edit_run(self.bef, self.run.id)

    def action_sop(self) -> None:
        """Read the SOP."""
        if self.run is not None:
            self.post_message(self.Wanted("sop", self.run.sop_id))

    def action_delete(self) -> None:
        """Delete the run; undo brings it back."""
        if self.run is not None and self.bef.act(services.systems.delete_run, self.run.id) is not None:
            self.run = None


def _head(run: RunDetail, now: Now) -> list[Content]:
    settled = sum(step.state != "open" for step in run.steps)
    skipped = sum(step.state == "skipped" for step in run.steps)
    share = settled / len(run.steps) if run.steps else 0.0
    count = f" {settled} of {len(run.steps)}" + (f", {skipped} skipped" if skipped else "")
    facts = [f"by {run.owner}" if run.owner else ""]
    facts += [f"due {say_day(run.due, now.today)}" if run.due and run.finished_on is None else ""]
    sign, tone, state = _state(run, now)
    first = joined(
        plain(f"{glyph(sign)} {state}", tone), *(plain(f" · {fact}", "dim") for fact in facts if fact)
    )
    about = plain(f" · o opens the {run.about[0]}" if run.about else "", "dim")
    bar = joined(ratio_bar(share, 20), plain(count), about)
    lines = [bar, first] if run.steps else [first]
    if run.status == "paused":
        lines.append(plain(_left_at(run, now), "plain"))
    if run.rubber_stamp:
        lines.append(plain(STAMPED, "near"))
    if run.reason:
        lines.append(plain(f"Why: {run.reason}"))
    return lines


def _state(run: RunDetail, now: Now) -> tuple[GlyphName, Tone, str]:
    """The state of a run, and since when."""
    began = f", begun {said_at(run.started_at, now)}" if run.started_at else ""
    ended = f" {say_past(run.finished_on, now.today)}" if run.finished_on else ""
    if run.status == "due":
        return "open", "near", "not started: p starts it"
    if run.status == "running":
        return "half", "near", f"running{began}"
    if run.status == "paused":
        return "half", "dim", "paused: p goes on, and so does a tick"
    if run.status == "abandoned":
        return "missed", "dim", f"abandoned{ended}"
    return (
        ("warning", "near", f"finished{ended}, a rubber stamp")
        if run.rubber_stamp
        else ("done", "good", f"finished{ended}")
    )


def _left_at(run: RunDetail, now: Now) -> str:
    """Where a paused run was left: what was done last and when; the cursor stands at what comes next."""
    last = max(
        (step for step in run.steps if step.done_at),
        key=lambda step: (step.done_at or now.at, step.position),
        default=None,
    )
    if all(step.state != "open" for step in run.steps):
        return "Every step is settled: F finishes it."
    return (
        f"Last {said_at(last.done_at, now)}: {last.headline}"
        if last and last.done_at
        else "No step done yet."
    )
