"""Home: the week's promises, what is wanted today, the goals and what stands out, each one key away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from bef_tui import services
from bef_tui.screens import home_view
from bef_tui.screens.base import BefScreen
from bef_tui.screens.promise_view import promise_row
from bef_tui.widgets.findings import Findings
from bef_tui.widgets.panel import Panel
from bef_tui.widgets.record_table import Column, EmptyText, RecordTable
from bef_tui.widgets.text import plain

if TYPE_CHECKING:
    from bef_tui.services.glance import Glance

NO_PROMISES = EmptyText(
    "Nothing is promised this week",
    "Three to five outcomes, each with an owner, a day and a test.",
    "A",
    "promise an outcome",
)
NOTHING_TODAY = EmptyText("Nothing is due today", "", "a", "add a task")
NO_GOALS = EmptyText("No 90-day goal yet", "", "1", "set one, under Vision")

MOST_FINDINGS = 8
LOW = 28
"""Rows under which the screen is low: every panel gives a line."""


class HomeScreen(BefScreen):
    """The first thing one sees in the morning; drawn from the glance alone, so that it is there at once."""

    KEY = "0"
    HELP = (
        "The week at a glance: what was promised, what is wanted today, how the goals stand, what stands out."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add", id="record.add", tooltip="Add a task for today in one line"),
        Binding("A", "promise", "Promise", id="execution.promise", show=False, tooltip="Promise an outcome"),
        Binding("space", "complete", "Done", id="record.done", tooltip="Complete what is under the cursor"),
        Binding("enter", "open", "Open", id="list.open", tooltip="Go to what is under the cursor"),
        Binding("e", "open", "Edit", id="record.edit", show=False, tooltip="Go there to edit it"),
        Binding("d", "delete", "Delete", id="record.delete", show=False, tooltip="Delete the task or draft"),
        Binding("n", "next_move", "Next move", id="score.next", tooltip="Go to the cheapest next move"),
    ]

    _drawn = False
    _diagnosis = ""

    def body(self) -> ComposeResult:
        """Promises above; today and the goals below; then what stands out."""
        promises = RecordTable(
            Column(),
            Column(width=8, align="right"),
            Column(width=6, hide_below=50),
            empty=NO_PROMISES,
            id="promises",
        )
        yield Panel(promises, title="This week", id="week-panel")
        with Horizontal(id="lower"):
            agenda = RecordTable(
                Column(), Column(width=5, align="right"), empty=NOTHING_TODAY, gap=1, id="agenda"
            )
            yield Panel(agenda, title="Today", id="today-panel")
            goals = RecordTable(Column(), Column(width=home_view.BAR), empty=NO_GOALS, gap=1, id="goals")
            yield Panel(goals, title="Goals, 90 days", id="goals-panel")
        yield Panel(
            Static(id="diagnosis"),
            Findings(id="findings"),
            title="What stands out",
            hug=True,
            id="findings-panel",
        )

    def on_mount(self) -> None:
        """The promises take the keys, until it is known what there is."""
        super().on_mount()
        if self.focused is None:
            self.query_one("#promises", RecordTable).focus()

    def on_resize(self, event: events.Resize) -> None:
        """A low screen shows fewer findings."""
        super().on_resize(event)
        self.set_class(event.size.height < LOW, "-low")

    def glanced(self, glance: Glance) -> None:
        """Draw the business as it was judged."""
        today = glance.today
        promises = self.query_one("#promises", RecordTable)
        promises.show([promise_row(line, today) for line in glance.promises])
        self.query_one("#week-panel", Panel).subtitle(home_view.week_words(glance))
        agenda = home_view.agenda_rows(glance.agenda, glance.agenda_count, today)
        self.query_one("#agenda", RecordTable).show(agenda)
        done = f"{glance.done_today} done today" if glance.done_today else ""
        self.query_one("#today-panel", Panel).subtitle(done)
        short = [goal for goal in glance.judgement.gap.portfolio.goals if goal.horizon == "90-day"]
        self.query_one("#goals", RecordTable).show(
            [row for goal in short for row in home_view.goal_rows(goal)]
        )
        self._stand_out(glance)
        if not self._drawn:
            self._drawn = True
            first = "#promises" if glance.promises else "#agenda" if agenda else "#findings"
            self.query_one(first, RecordTable).focus()

    def _stand_out(self, glance: Glance) -> None:
        """What stands out, or in the first days what to do first."""
        keys = self.keys_by_id()
        steps = home_view.first_steps(glance, keys)
        found = steps or [
            home_view.finding_of(one, keys) for one in glance.judgement.findings[:MOST_FINDINGS]
        ]
        self.query_one("#findings", Findings).tell(found)
        panel = self.query_one("#findings-panel", Panel)
        panel.title("First steps" if steps else "What stands out")
        panel.set_class(bool(steps), "-whole")
        diagnosis = self.query_one("#diagnosis", Static)
        diagnosis.display = not steps
        sentence = glance.judgement.diagnosis.sentence
        if sentence != self._diagnosis:
            # On a low screen it is one line whatever it says: nothing around it has to be laid out again.
            has_room = not (self._diagnosis and self.has_class("-low"))
            diagnosis.update(plain(sentence), layout=has_room)
            self._diagnosis = sentence

    def show_record(self, kind: str, record_id: int) -> None:
        """Put the cursor on something of today."""
        self.query_one("#agenda", RecordTable).select(f"{kind}:{record_id}")

    def take_back(self, kind: str, record_id: int) -> None:
        """Put the cursor on what came back, among the promises or in today's list."""
        for table in self.query("#promises, #agenda").results(RecordTable):
            if table.select(f"{kind}:{record_id}"):
                table.focus()

    # Keys

    def action_add(self) -> None:
        """Add a task for today."""
        from bef_tui.screens.forms import execution as forms

        forms.add_task_line(self, lambda task_id: self.show_record("task", task_id), planned_on=self.today())

    def action_promise(self) -> None:
        """Promise an outcome for this week."""
        from bef_tui.screens.forms import execution as forms

        forms.add_promise(self, self.now().week)

    def action_complete(self) -> None:
        """Complete a task or milestone, keep a promise; what needs more is opened."""
        found = self._under_cursor()
        if found is None:
            return
        kind, record_id = found
        if kind == "commitment":
            self._keep(record_id)
        elif kind == "task":
            self.act(services.execution.complete, record_id)
        elif kind == "milestone":
            self.act(services.planning.complete_milestone, record_id)
        else:
            self.go_to({"follow_up": "contact"}.get(kind, kind), record_id)

    def _keep(self, record_id: int) -> None:
        glance: Glance = self.app.glance  # type: ignore[attr-defined]
        is_kept = any(line.id == record_id and line.state == "kept" for line in glance.promises)
        self.act(services.execution.reopen_commitment if is_kept else services.execution.keep, record_id)

    def action_open(self) -> None:
        """Go to what is under the cursor."""
        found = self._under_cursor()
        if found is not None:
            kind, record_id = found
            self.go_to({"follow_up": "contact"}.get(kind, kind), record_id)

    def on_record_table_opened(self) -> None:
        """Enter goes there."""
        self.action_open()

    def on_findings_chosen(self, message: Findings.Chosen) -> None:
        """A finding leads to its record."""
        target: Any = message.target
        kind, record_id = target
        if kind == home_view.PROMISE:
            self.action_promise()
        else:
            self.go_to(kind, record_id or None)

    def action_next_move(self) -> None:
        """Go to the cheapest next move."""
        glance: Glance | None = self.app.glance  # type: ignore[attr-defined]
        move = glance.judgement.move if glance else None
        if move is None:
            self.tell("Nothing stands out: keep the cycle turning.")
            return
        self.tell(f"{move.text}: {move.category.capitalize()} {move.gain_words}")
        self.go_to(move.kind, move.id or None)

    def action_delete(self) -> None:
        """Delete a task or a draft; undo brings it back."""
        found = self._under_cursor()
        if found is None:
            return
        kind, record_id = found
        if kind == "task":
            self.act(services.execution.delete_task, record_id)
        elif kind == "commitment":
            self.act(services.execution.delete_commitment, record_id)
        else:
            self.tell("That is deleted on its own screen: enter goes there.", bad=True)

    def record_under_cursor(self) -> tuple[str, int] | None:
        """The kind and id of the record under the cursor."""
        return self._under_cursor()

    def contact_under_cursor(self) -> int | None:
        """The contact whose follow-up is under the cursor: a new one is with the same."""
        kind, record_id = self._under_cursor() or ("", 0)
        return record_id if kind == "follow_up" else None

    def _under_cursor(self) -> tuple[str, int] | None:
        """The kind and id of the record under the cursor of the list with the focus."""
        table = self.focused
        if not isinstance(table, RecordTable) or table.highlighted is None:
            return None
        kind, _, record_id = str(table.highlighted).partition(":")
        return (kind, int(record_id)) if record_id else None
