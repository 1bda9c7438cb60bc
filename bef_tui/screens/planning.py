"""Stage 2, Planning: the ranked action plans, one of them in its parts, and the thirteen weeks ahead."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from bef_tui import services
from bef_tui.framework.days import say_day
from bef_tui.screens.base import BefScreen
from bef_tui.screens.desk import Desk
from bef_tui.screens.forms import execution as task_forms
from bef_tui.screens.forms import planning as forms
from bef_tui.screens.plan_view import (
    COLUMNS,
    PART_COLUMNS,
    WeeksPanel,
    WeeksTable,
    first_open,
    parts_of,
    rows_of,
)
from bef_tui.widgets.panel import Panel
from bef_tui.widgets.record_table import EmptyText, RecordTable

if TYPE_CHECKING:
    from bef_tui.services.planning import PlanDetail, PlanRow

EMPTY = EmptyText(
    "No action plans yet",
    "Planning asks: what specifically are we going to do? It holds ranked plans, each with an owner, a deadline and "
    "milestones.",
    "a",
    "add the first plan",
)


class PlanningScreen(BefScreen):
    """Ranked plans above, the parts of the one under the cursor below; ``t`` shows the weeks instead."""

    KEY = "2"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "a", "add", "Add", id="record.add", tooltip="Add a plan; in the parts of a plan: a milestone"
        ),
        Binding(
            "m", "milestone", "Milestone", id="planning.milestone", tooltip="Add a milestone to the plan"
        ),
        Binding("A", "task", "Task", id="planning.task", tooltip="Add a task to the plan in one line"),
        Binding(
            "space",
            "complete",
            "Done",
            id="record.done",
            tooltip="Complete or reopen what is under the cursor",
        ),
        Binding("e", "edit", "Edit", id="record.edit", tooltip="Edit what is under the cursor"),
        Binding(
            "t", "timeline", "Weeks", id="planning.timeline", tooltip="Show thirteen weeks, or the list again"
        ),
        Binding(
            "p",
            "start",
            "Start",
            id="planning.start",
            tooltip="Make a draft active, or open a closed plan again",
        ),
        Binding("x", "drop", "Drop", id="record.drop", tooltip="Drop the plan, with a reason"),
        Binding(
            "J", "move(1)", "Rank down", id="record.rank_down", show=False, tooltip="Move it down in rank"
        ),
        Binding("K", "move(-1)", "Rank up", id="record.rank_up", show=False, tooltip="Move it up in rank"),
        Binding(
            "d", "delete", "Delete", id="record.delete", show=False, tooltip="Delete what is under the cursor"
        ),
        Binding("c", "closed", "Closed", id="record.closed", show=False, tooltip="Show or hide closed plans"),
        Binding(
            "escape", "back", "Back", id="planning.back", show=False, tooltip="Back to the list of plans"
        ),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._shows_closed = False
        self._weeks = False
        self._shown = 0
        self._plans: dict[int, PlanRow] = {}
        self._detail: PlanDetail | None = None

    def body(self) -> ComposeResult:
        """The list and the parts, or the weeks."""
        yield Panel(
            RecordTable(*COLUMNS, header=True, gap=1, empty=EMPTY, id="plans"),
            title="Plans",
            id="plans-panel",
        )
        yield WeeksPanel(id="weeks-panel")
        yield Panel(RecordTable(*PART_COLUMNS, id="parts"), title="Plan", id="parts-panel")

    def on_mount(self) -> None:
        """The list takes the keys."""
        super().on_mount()
        self.query_one("#weeks-panel").display = False
        self.query_one("#plans", RecordTable).focus()

    def reload(self) -> None:
        """The list, the parts of the plan under the cursor, and the weeks if they are shown."""
        if not self.desk.is_open:
            return
        plans = self.ask(services.planning.ranked_plans, now=self.now(), closed=self._shows_closed)
        self._plans = {plan.id: plan for plan in plans}
        self.query_one("#plans", RecordTable).show(rows_of(plans, self.today()))
        active = sum(plan.status == "active" for plan in plans)
        self.query_one("#plans-panel", Panel).subtitle(f"{active} active" if plans else "")
        self._show_parts()
        if self._weeks:
            self._show_weeks()

    def show_record(self, kind: str, record_id: int) -> None:
        """Put the cursor on a plan, or on a milestone of it; closed plans included."""
        plan_id = record_id
        if kind == "milestone":
            plan_id = self.ask(services.planning.plan_of_milestone, record_id) or 0
        self._show_list()
        table = self.query_one("#plans", RecordTable)
        if not table.select(plan_id):
            self._shows_closed = True
            self.reload()
            table.select(plan_id)
        if kind == "milestone":
            self._show_parts()
            parts = self.query_one("#parts", RecordTable)
            parts.select(f"milestone:{record_id}")
            parts.focus()

    def _show_parts(self) -> None:
        found = self.query_one("#plans", RecordTable).highlighted
        panel = self.query_one("#parts-panel", Panel)
        self._detail = None
        if isinstance(found, int) and found in self._plans:
            self._detail = self.ask(services.planning.plan_detail, found, now=self.now())
        panel.display = self._detail is not None
        self.query_one("#plans-panel").set_class(self._detail is None, "-alone")
        if self._detail is not None:
            row = self._detail.row
            panel.title(row.title)
            due = row.deadline if row.status == "active" else None
            when = f", {say_day(due, self.today())}" if due else ""
            panel.subtitle(f"{row.owner or 'nobody'}{when}")
            start = first_open(self._detail) if row.id != self._shown else None
            self._shown = row.id
            self.query_one("#parts", RecordTable).show(parts_of(self._detail, self.today()), select=start)

    def on_record_table_highlighted(self, message: RecordTable.Highlighted) -> None:
        """The parts follow the list; the list follows the weeks."""
        if isinstance(message.table, WeeksTable) and message.id is not None:
            self.query_one("#plans", RecordTable).select(message.id)
        elif message.table.id == "plans":
            self._show_parts()

    def on_record_table_opened(self, message: RecordTable.Opened) -> None:
        """Enter goes into a plan, opens a milestone, or goes to a task."""
        if message.table.id == "plans":
            self.query_one("#parts").focus()
        elif isinstance(message.table, WeeksTable):
            self.action_timeline()
        else:
            kind, record_id = self._part()
            if kind == "task":
                self.go_to("task", record_id)
            else:
                self.action_edit()

    # What is under the cursor

    def _part(self) -> tuple[str, int]:
        """The kind and id of the part under the cursor, if the parts have the focus; else of the plan."""
        parts = self.query_one("#parts", RecordTable)
        if parts.has_focus and parts.highlighted is not None:
            kind, _, record_id = str(parts.highlighted).partition(":")
            return kind, int(record_id)
        return "plan", self._detail.row.id if self._detail else 0

    def _with_plan(self, deed: Callable[[PlanDetail], object]) -> None:
        if self._detail is None:
            self.tell("There is no plan here yet: a adds one.", bad=True)
        else:
            deed(self._detail)

    # Keys

    def action_add(self) -> None:
        """Add a plan, or a milestone while the parts of one have the focus."""
        if self.query_one("#parts").has_focus:
            self.action_milestone()
        else:
            forms.add_plan(self, then=lambda plan_id: self.show_record("plan", plan_id))

    def action_milestone(self) -> None:
        """Add a milestone to the plan."""
        self._with_plan(lambda plan: forms.add_milestone(self, plan))

    def action_task(self) -> None:
        """Add a task to the plan."""
        self._with_plan(
            lambda plan: task_forms.add_task_line(self, plan_id=plan.row.id, goal_id=plan.values["goal_id"])
        )

    def action_complete(self) -> None:
        """Complete what is under the cursor, or open it again."""
        self._with_plan(self._complete)

    def _complete(self, plan: PlanDetail) -> None:
        kind, record_id = self._part()
        planning, execution = services.planning, services.execution
        if kind == "milestone":
            done = any(one.id == record_id and one.done_on for one in plan.milestones)
            self.act(planning.reopen_milestone if done else planning.complete_milestone, record_id)
        elif kind == "task":
            done = any(one.id == record_id and one.status != "open" for one in plan.tasks)
            self.act(execution.reopen if done else execution.complete, record_id)
        else:
            self.act(planning.complete, record_id)

    def action_edit(self) -> None:
        """Edit what is under the cursor."""
        self._with_plan(self._edit)

    def _edit(self, plan: PlanDetail) -> None:
        kind, record_id = self._part()
        if kind == "milestone":
            forms.edit_milestone(self, next(one for one in plan.milestones if one.id == record_id))
        elif kind == "task":
            task_forms.edit_task(self, record_id)
        else:
            forms.edit_plan(self, record_id)

    def action_start(self) -> None:
        """Make a draft active, or open a closed plan again."""
        self._with_plan(lambda plan: self.act(services.planning.activate, plan.row.id))

    def action_drop(self) -> None:
        """Drop the plan with a reason."""
        self._with_plan(lambda plan: forms.drop_plan(self, plan.row.id))

    def action_move(self, by: int) -> None:
        """Move the plan in rank."""
        self._with_plan(lambda plan: self.act(services.planning.move_plan, plan.row.id, by))

    def action_delete(self) -> None:
        """Delete what is under the cursor; undo brings it back."""
        self._with_plan(self._delete)

    def _delete(self, plan: PlanDetail) -> None:
        kind, record_id = self._part()
        planning, execution = services.planning, services.execution
        deeds = {
            "milestone": planning.delete_milestone,
            "task": execution.delete_task,
            "plan": planning.delete_plan,
        }
        self.act(deeds[kind], record_id)

    def action_closed(self) -> None:
        """Show or hide the plans that were completed or dropped."""
        self._shows_closed = not self._shows_closed
        self.reload()

    def action_back(self) -> None:
        """Back to the list of plans."""
        if self._weeks:
            self._show_list()
        self.query_one("#plans").focus()

    # The weeks

    def action_timeline(self) -> None:
        """Show thirteen weeks, or the list again."""
        if self._weeks:
            self.action_back()
        elif self._detail is None:
            self.tell("There is no plan here yet: a adds one.", bad=True)
        else:
            self._weeks = True
            self.query_one("#plans-panel").display = False
            self.query_one("#weeks-panel").display = True
            self._show_weeks()

    def _show_list(self) -> None:
        self._weeks = False
        self.query_one("#weeks-panel").display = False
        self.query_one("#plans-panel").display = True
        self._show_parts()

    def _show_weeks(self) -> None:
        table = self.ask(services.planning.timeline, now=self.now())
        self.query_one(WeeksPanel).show_weeks(table, self._detail.row.id if self._detail else None)
