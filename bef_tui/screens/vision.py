"""Stage 1, Vision: where we are going and why, the annual goals, and the 90-day goals beneath them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from bef_tui import services
from bef_tui.screens.base import BefScreen
from bef_tui.screens.forms import vision as forms
from bef_tui.screens.goal_view import COLUMNS, detail_lines, rows_of
from bef_tui.widgets.lines import Wrapped
from bef_tui.widgets.panel import Panel
from bef_tui.widgets.record_table import EmptyText, RecordTable
from bef_tui.widgets.text import joined, plain

if TYPE_CHECKING:
    from textual.content import Content

    from bef_tui.services.company import CompanyCard
    from bef_tui.services.vision import GoalRow

EMPTY = EmptyText(
    "No goals yet",
    "Vision asks: where are we going, and why? It holds annual goals and, beneath them, one to five 90-day goals, "
    "each with a number that shows it.",
    "a",
    "add the first goal",
)

ROOMY = 28
"""Rows from which there is room for the words of the vision and of a goal."""


class GoalWords(Wrapped):
    """Texts that are whole on a high screen, and a line each on a low one."""

    def draw(self, width: int) -> tuple[Content, ...]:
        """The lines at this width."""
        return super().draw(width) if self.screen.has_class("-roomy") else self._given


class VisionScreen(BefScreen):
    """The vision and its why, and the tree of goals."""

    KEY = "1"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "a", "add", "Add", id="record.add", tooltip="Add a 90-day goal (the first one: an annual goal)"
        ),
        Binding("A", "add_annual", "Annual", id="vision.annual", tooltip="Add an annual goal"),
        Binding("e", "edit", "Edit", id="record.edit", tooltip="Edit the goal"),
        Binding("t", "target", "Target", id="vision.target", tooltip="Set what its number is to reach"),
        Binding(
            "space", "grade", "Grade", id="record.done", tooltip="Grade the goal from 0.0 to 1.0 and close it"
        ),
        Binding(
            "p",
            "pause",
            "Start/pause",
            id="vision.pause",
            tooltip="Make a draft active, pause or resume a goal",
        ),
        Binding("x", "drop", "Drop", id="record.drop", tooltip="Drop the goal, with a reason"),
        Binding(
            "v", "words", "Vision", id="vision.words", tooltip="Edit the vision, its why and the company"
        ),
        Binding(
            "J", "move(1)", "Rank down", id="record.rank_down", show=False, tooltip="Move it down in rank"
        ),
        Binding("K", "move(-1)", "Rank up", id="record.rank_up", show=False, tooltip="Move it up in rank"),
        Binding("d", "delete", "Delete", id="record.delete", show=False, tooltip="Delete the goal"),
        Binding("c", "closed", "Closed", id="record.closed", show=False, tooltip="Show or hide closed goals"),
    ]
    DEFAULT_CSS = """
    VisionScreen #vision-words { padding: 0 1; }
    VisionScreen #goal-detail { padding: 0 1; height: 5; }
    VisionScreen.-roomy #vision-words { max-height: 8; }
    VisionScreen.-roomy #goal-detail { height: 7; }
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._shows_closed = False
        self._goals: dict[int, GoalRow] = {}

    def body(self) -> ComposeResult:
        """The words, the tree, and one goal in full."""
        yield Panel(GoalWords(id="vision-words"), title="Vision", hug=True, id="vision-panel")
        yield Panel(
            RecordTable(*COLUMNS, header=True, gap=1, empty=EMPTY, id="goals"), title="Goals", id="tree-panel"
        )
        yield Panel(GoalWords(id="goal-detail"), title="Goal", hug=True, id="detail-panel")

    def on_mount(self) -> None:
        """The tree takes the keys."""
        super().on_mount()
        self.query_one("#goals", RecordTable).focus()

    def on_resize(self, event: events.Resize) -> None:
        """A high screen shows the words whole."""
        super().on_resize(event)
        roomy = event.size.height >= ROOMY
        if roomy != self.has_class("-roomy"):
            self.set_class(roomy, "-roomy")
            for words in self.query(GoalWords):
                words.redraw()

    def reload(self) -> None:
        """The words, the tree, the goal under the cursor."""
        if not self.desk.is_open:
            return
        tree = self.ask(services.vision.goals_tree, now=self.now(), closed=self._shows_closed)
        every = [row for branch in tree for row in (branch.annual, *branch.goals) if row is not None]
        self._goals = {row.id: row for row in every}
        self.query_one("#vision-words", GoalWords).show_lines(_words(self.ask(services.company.card)))
        self.query_one("#goals", RecordTable).show(rows_of(tree, self.today()))
        active = sum(row.status == "active" and row.horizon == "90-day" for row in every)
        panel = self.query_one("#tree-panel", Panel)
        warning = self.ask(services.vision.too_many)
        if warning:
            panel.subtitle(f"{active} active 90-day goals: no prioritisation", "near")
        else:
            panel.subtitle(
                f"{active} of at most {services.vision.MOST_ACTIVE} active 90-day goals" if every else ""
            )
        self._show_detail()

    def show_record(self, kind: str, record_id: int) -> None:
        """Put the cursor on a goal, closed ones included."""
        table = self.query_one("#goals", RecordTable)
        if kind == "goal" and not table.select(record_id):
            self._shows_closed = True
            self.reload()
            table.select(record_id)

    def on_record_table_highlighted(self) -> None:
        """The detail follows the cursor."""
        self._show_detail()

    def on_record_table_opened(self) -> None:
        """Enter opens the form."""
        self.action_edit()

    def _show_detail(self) -> None:
        goal = self._goal
        panel = self.query_one("#detail-panel", Panel)
        panel.display = goal is not None
        if goal is None:
            return
        detail = self.ask(services.vision.goal_detail, goal.id, now=self.now())
        panel.title(goal.title)
        panel.subtitle(f"{detail.row.owner or 'nobody'} owns it")
        self.query_one("#goal-detail", GoalWords).show_lines(detail_lines(detail, self.today()))

    @property
    def _goal(self) -> GoalRow | None:
        """The goal under the cursor."""
        found = self.query_one("#goals", RecordTable).highlighted
        return self._goals.get(found) if isinstance(found, int) else None

    def record_under_cursor(self) -> tuple[str, int] | None:
        """The goal under the cursor."""
        return ("goal", self._goal.id) if self._goal is not None else None

    def _with_goal(self, deed: Callable[[GoalRow], object]) -> None:
        goal = self._goal
        if goal is None:
            self.tell("There is no goal here yet: a adds one.", bad=True)
        else:
            deed(goal)

    def _added(self, goal_id: int) -> None:
        self.query_one("#goals", RecordTable).select(goal_id)

    # Keys

    def action_add(self) -> None:
        """Add a 90-day goal beneath the annual goal under the cursor; the very first goal is an annual one."""
        goal = self._goal
        if not any(row.horizon == "annual" for row in self._goals.values()) and goal is None:
            self.action_add_annual()
            return
        above = None if goal is None else goal.id if goal.horizon == "annual" else goal.parent_id
        forms.add_goal(self, "90-day", parent_id=above, then=self._added)

    def action_add_annual(self) -> None:
        """Add an annual goal."""
        forms.add_goal(self, "annual", then=self._added)

    def action_edit(self) -> None:
        """Edit the goal."""
        self._with_goal(lambda goal: forms.edit_goal(self, goal.id))

    def action_target(self) -> None:
        """Set the target of the goal."""
        self._with_goal(lambda goal: forms.set_target(self, goal.id))

    def action_grade(self) -> None:
        """Grade the goal, which closes it."""
        self._with_goal(lambda goal: forms.grade_goal(self, goal))

    def action_pause(self) -> None:
        """Make a draft active, pause an active goal, resume a paused one."""
        self._with_goal(self._start_or_pause)

    def _start_or_pause(self, goal: GoalRow) -> None:
        if goal.status == "active":
            forms.why_goal(self, goal, services.vision.pause, "Pause the goal: why?")
        elif goal.status == "paused":
            self.act(services.vision.resume, goal.id)
        elif self.act(services.vision.activate, goal.id) is not None:
            forms.warn(self)

    def action_drop(self) -> None:
        """Drop the goal with a reason."""
        self._with_goal(lambda goal: forms.why_goal(self, goal, services.vision.drop, "Drop the goal: why?"))

    def action_words(self) -> None:
        """Edit the vision and its why."""
        forms.edit_company(self)

    def action_move(self, by: int) -> None:
        """Move the goal in rank."""
        self._with_goal(lambda goal: self.act(services.vision.move_goal, goal.id, by))

    def action_delete(self) -> None:
        """Delete the goal; undo brings it back."""
        self._with_goal(lambda goal: self.act(services.vision.delete_goal, goal.id))

    def action_closed(self) -> None:
        """Show or hide the goals that were graded or dropped."""
        self._shows_closed = not self._shows_closed
        self.reload()


def _words(card: CompanyCard) -> list[Content]:
    if not card.vision and not card.why:
        return [joined(("v", "accent"), ("  says where the company is going, and why", "dim"))]
    lines = [plain(card.vision, bold=True)] if card.vision else []
    return [*lines, joined(("why  ", "dim"), card.why)] if card.why else lines
