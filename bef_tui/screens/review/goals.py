"""Step 4, Goals: each 90-day goal is touched: its number, a milestone, a note, or a decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from bef_tui import services
from bef_tui.framework.days import say_date, say_day
from bef_tui.screens.forms import improvement as issue_forms
from bef_tui.screens.forms import measurement as numbers
from bef_tui.screens.forms import vision as goal_forms
from bef_tui.screens.review.pane import StepPane, StepTable
from bef_tui.widgets.form import Option
from bef_tui.widgets.glyphs import Tone, bar
from bef_tui.widgets.record_table import Cell, Column, EmptyText, Row
from bef_tui.widgets.text import joined, plain

if TYPE_CHECKING:
    from textual.content import Content

    from bef_tui.services.review import GoalSeen

EMPTY = EmptyText("No active 90-day goal", "a adds one, here and now.", "n", "go on")
TONES: dict[str, Tone] = {"behind": "bad", "on plan": "good", "reached": "good", "unknown": "near"}


class GoalsPane(StepPane):
    """Expected, actual, forecast, promises spent."""

    STEP: ClassVar = "goals"
    HINT: ClassVar = "Touch each goal: a note, its number, or a milestone."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "space",
            "note",
            "Note",
            id="review.note",
            key_display="enter",
            tooltip="A word on how it stands (also enter)",
        ),
        Binding(
            "v",
            "value",
            "Value",
            id="kpi.value",
            tooltip="Record the number that measures it",
        ),
        Binding(
            "m",
            "milestone",
            "Milestone",
            id="review.milestone",
            tooltip="A milestone of it is reached",
        ),
        Binding(
            "p",
            "pause",
            "Pause",
            id="vision.pause",
            tooltip="Pause the goal, with a reason",
        ),
        Binding(
            "x",
            "drop",
            "Drop",
            id="record.drop",
            tooltip="Drop the goal, with a reason",
        ),
        Binding(
            "i",
            "issue",
            "Issue",
            id="review.goal_issue",
            show=False,
            tooltip="Raise an issue about the goal",
        ),
    ]

    def content(self) -> ComposeResult:
        """The goals."""
        yield StepTable(
            Column("Goal"), Column("Actual", 9), Column("Expected", 8, "right"), Column("Forecast", 11, "right"),
            Column("Promises", 8, "right", hide_below=72),
            header=True, empty=EMPTY,
        )  # fmt: skip

    def reload(self) -> None:
        """The goals by rank."""
        seen = self.ask(services.review.goals_seen, self.review_id, now=self.page.now())
        self._seen: dict[int, GoalSeen] = {one.gap.id: one for one in seen}
        self.fill([_row(one) for one in seen], [one.gap.id for one in seen if not one.touched])

    def detail(self) -> Sequence[Content]:
        """How far the goal is from its plan, and what was noted."""
        one = self._seen.get(int(self.table.highlighted or 0))
        if one is None:
            return ()
        gap = one.gap
        said: list[str] = [gap.state]
        if gap.gap and gap.gap >= 0.5:
            said.append(f"{gap.gap:.0f} points behind the plan")
        if gap.slip:
            said.append(f"{gap.slip} days late")
        if gap.state == "unknown":
            said.append(f"no number for {gap.silent} days")
        said.append(f"{one.spent} promises spent on it")
        lines = [
            joined(plain(gap.label, bold=True), (f"  measured by {one.kpi or 'no KPI yet'}", "dim")),
            plain(" · ".join(said), TONES.get(gap.state, "dim")),
        ]
        if one.note:
            lines.append(joined(("You noted: ", "dim"), one.note))
        return lines

    def action_note(self) -> None:
        """A word on how the goal stands."""

        def ask(goal_id: int) -> None:
            def save(text: str) -> int:
                done: int = self.page.desk.write(services.review.touch_goal, self.review_id, goal_id, text)
                return done

            title = f"{self._seen[goal_id].gap.label}: how does it stand?"
            draft = f"review.{self.review_id}.goal.{goal_id}"
            self.page.line(title, save, help="on track, because …", draft=draft)

        self.on_record(ask)

    def action_value(self) -> None:
        """Record the number that measures the goal; that touches it."""

        def ask(goal_id: int) -> None:
            kpi_id = self._seen[goal_id].kpi_id
            if kpi_id is None:
                self.page.tell("No KPI measures this goal yet: give it one under Vision (1).", bad=True)
                return
            numbers.record_value(self.page, self.ask(services.measurement.kpi, kpi_id, now=self.page.now()))

        self.on_record(ask)

    def action_milestone(self) -> None:
        """A milestone of the goal is reached; that is noted at the goal, which touches it."""
        self.on_record(self._choose_milestone)

    def _choose_milestone(self, goal_id: int) -> None:
        today = self.page.today()
        waiting = self.ask(services.review.milestones_of, goal_id)
        if not waiting:
            self.page.tell(
                "No milestone of this goal is open: plans and milestones are under Planning (2).", bad=True
            )
            return
        options = tuple(
            Option(one.id, f"{one.title}{f', {say_day(one.due, today)}' if one.due else ''}")
            for one in waiting
        )

        def reached(milestone_id: int) -> None:
            self.act(services.review.reach_milestone, self.review_id, goal_id, milestone_id)

        self.page.choose("Which milestone is reached?", options, reached)

    def action_pause(self) -> None:
        """Pause the goal, with a reason."""
        deed = services.vision.pause
        self.on_record(
            lambda goal_id: self.page.say_why(
                "Pause the goal: why?", deed, goal_id, draft=f"goal.why.{goal_id}"
            )
        )

    def action_drop(self) -> None:
        """Drop the goal, with a reason."""
        deed = services.vision.drop
        self.on_record(
            lambda goal_id: self.page.say_why(
                "Drop the goal: why?", deed, goal_id, draft=f"goal.why.{goal_id}"
            )
        )

    def action_issue(self) -> None:
        """Raise an issue about the goal."""
        goal_id = self.table.highlighted
        issue_forms.raise_issue(self.page, goal_id=None if goal_id is None else int(goal_id))

    def action_add(self) -> None:
        """Add a 90-day goal."""
        goal_forms.add_goal(self.page, "90-day")

    def on_record_table_opened(self) -> None:
        """Enter notes."""
        self.action_note()


def _row(seen: GoalSeen) -> Row:
    gap = seen.gap
    tone = TONES.get(gap.state, "none")
    actual = (
        f"{''.join(bar(gap.actual, 4))} {100 * gap.actual:.0f} %" if gap.actual is not None else gap.state
    )
    ahead = gap.forecast
    reaches = say_date(ahead.reaches) if ahead and ahead.reaches else "never" if ahead else "–"
    return Row(
        gap.id,
        (
            Cell(gap.label, glyph="done" if seen.touched else "open"),
            Cell(actual, tone),
            Cell("–" if gap.expected is None else f"{100 * gap.expected:.0f} %", "dim"),
            Cell(reaches, "bad" if reaches == "never" else "dim"),
            Cell(str(seen.spent), "dim"),
        ),
    )
