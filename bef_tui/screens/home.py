"""Home: the week's promises, what is wanted today, the goals and what stands out, each one key away."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content

from bef_tui import services
from bef_tui.framework.days import say_day, say_past
from bef_tui.framework.verdict import GoalGap
from bef_tui.screens.base import BefScreen
from bef_tui.widgets.findings import Finding, Findings
from bef_tui.widgets.glyphs import GlyphName, Tone, bar, glyph, spark
from bef_tui.widgets.panel import Panel
from bef_tui.widgets.record_table import Cell, Column, EmptyText, RecordTable, Row
from bef_tui.widgets.text import joined, plain

if TYPE_CHECKING:
    from bef_tui.services.glance import AgendaLine, Glance, PromiseLine

NO_PROMISES = EmptyText(
    "Nothing is promised this week",
    "Three to five outcomes a week, each with an owner, a day and a test. The review (R) freezes them.",
    "A",
    "promise an outcome",
)
NOTHING_TODAY = EmptyText("Nothing is due today", "", "a", "add a task")
NO_GOALS = EmptyText("No 90-day goal yet", "Where are we going, and why?", "1", "Vision: add one")

PROMISE_SIGNS: dict[str, tuple[GlyphName, Tone]] = {
    "draft": ("open", "dim"),
    "open": ("open", "plain"),
    "kept": ("done", "good"),
    "late": ("late", "bad"),
    "missed": ("missed", "bad"),
    "dropped": ("dropped", "dim"),
}
AGENDA_SIGNS: dict[str, GlyphName] = {
    "follow_up": "phone",
    "kpi": "bullet",
    "workflow_run": "link",
    "milestone": "marker",
}
GOAL_TONES: dict[str, Tone] = {"behind": "bad", "on plan": "good", "reached": "good"}


class HomeScreen(BefScreen):
    """The first thing one sees in the morning; drawn from the glance alone, so that it is there at once."""

    KEY = "0"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add", id="record.add", tooltip="Add a task for today in one line"),
        Binding("A", "promise", "Promise", id="execution.promise", show=False, tooltip="Promise an outcome"),
        Binding("space", "complete", "Done", id="record.done", tooltip="Complete what is under the cursor"),
        Binding("enter", "open", "Open", id="list.open", tooltip="Go to what is under the cursor"),
        Binding("tab", "app.focus_next", "Next list", show=False, id="home.next", tooltip="Next list"),
    ]

    def body(self) -> ComposeResult:
        """Promises above; today, and the goals with the findings, below."""
        promises = RecordTable(
            Column(), Column(width=9, align="right"), Column(width=8, hide_below=60), Column(width=22, hide_below=60),
            empty=NO_PROMISES, id="promises",
        )  # fmt: skip
        yield Panel(promises, title="This week", id="week-panel")
        with Horizontal(id="lower"):
            agenda = RecordTable(
                Column(), Column(width=9, align="right"), empty=NOTHING_TODAY, gap=1, id="agenda"
            )
            yield Panel(agenda, title="Today", id="today-panel")
            goals = RecordTable(Column(), Column(width=8, align="right"), empty=NO_GOALS, gap=1, id="goals")
            yield Panel(goals, title="Goals, 90 days", id="goals-panel")
        yield Panel(Findings(id="findings"), title="What stands out", hug=True, id="findings-panel")

    def on_mount(self) -> None:
        """The promises take the keys, or today when nothing is promised."""
        super().on_mount()
        glance = self.app.glance  # type: ignore[attr-defined]
        self.query_one("#promises" if glance is None or glance.promises else "#agenda", RecordTable).focus()

    def glanced(self, glance: Glance) -> None:
        """Draw the business as it was judged."""
        today = glance.today
        self.query_one("#promises", RecordTable).show([_promise(line, today) for line in glance.promises])
        self.query_one("#week-panel", Panel).subtitle(_week_words(glance))
        self.query_one("#agenda", RecordTable).show([_agenda(line, today) for line in glance.agenda])
        done = f"{glance.done_today} done today" if glance.done_today else ""
        self.query_one("#today-panel", Panel).subtitle(done)
        short = [goal for goal in glance.judgement.gap.portfolio.goals if goal.horizon == "90-day"]
        self.query_one("#goals", RecordTable).show([row for goal in short for row in _goal(goal)])
        found = [
            Finding(one.tone, one.text, target=(one.kind, one.id)) for one in glance.judgement.findings[:6]
        ]
        self.query_one("#findings-panel", Panel).border_title = joined(
            ("What stands out", "plain"), ("   " + glance.judgement.diagnosis.sentence, "dim")
        )
        self.query_one("#findings", Findings).tell(found)

    def show_record(self, kind: str, record_id: int) -> None:
        """Put the cursor on something of today."""
        self.query_one("#agenda", RecordTable).select(f"{kind}:{record_id}")

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
        self.go_to(kind or "score", record_id or None)

    def _under_cursor(self) -> tuple[str, int] | None:
        """The kind and id of the record under the cursor of the list with the focus."""
        table = self.focused
        if not isinstance(table, RecordTable) or table.highlighted is None:
            return None
        kind, _, record_id = str(table.highlighted).partition(":")
        return (kind, int(record_id)) if record_id else None


def _week_words(glance: Glance) -> Content:
    """How the week stands: kept, open, the gap of this week and of the weeks before."""
    running, headline = glance.judgement.gap.running, glance.judgement.gap.headline
    if not glance.promises:
        return plain("")
    if not any(line.frozen for line in glance.promises):
        return plain(f"{len(glance.promises)} drafted, committed in the review (R)", "dim")
    parts: list[Any] = [(f"{running.k} of {running.n} kept", "plain"), (f" · {running.open} open", "dim")]
    if running.gap is not None:
        parts.append((f" · Execution Gap {100 * running.gap:.0f} %", "bad" if running.gap >= 0.3 else "dim"))
    if len(headline.weeks) > 1:
        parts.append((" " + spark([week.gap for week in headline.weeks], 0, 1), "dim"))
    return joined(*parts)


def _promise(line: PromiseLine, today: date) -> Row:
    is_late = (
        line.state == "kept" and line.due is not None and line.kept_on is not None and line.kept_on > line.due
    )
    sign, tone = PROMISE_SIGNS["late" if is_late else line.state]
    when, when_tone = _promise_day(line, today, is_late)
    label = line.outcome + (f" (missed: {line.reason})" if line.state == "missed" else "")
    carried = f"carried {line.carried}×" if line.carried else ""
    moves = f"{glyph('link')} {line.moves}" if line.moves else ""
    cells = (
        Cell(label, "dim" if line.state in ("kept", "dropped") else "plain", sign, tone),
        Cell(when, when_tone),
        Cell(line.owner, "dim"),
        Cell(carried, "near") if carried else Cell(moves, "dim"),
    )
    return Row(f"commitment:{line.id}", cells)


def _promise_day(line: PromiseLine, today: date, is_late: bool) -> tuple[str, Tone]:
    if line.state == "kept" and line.kept_on is not None:
        return ("late" if is_late else say_past(line.kept_on, today)), "bad" if is_late else "dim"
    if line.state in ("open", "draft") and line.due is not None:
        return say_day(line.due, today), "bad" if line.due < today else "near" if line.due == today else "dim"
    return "", "dim"


def _agenda(line: AgendaLine, today: date) -> Row:
    late = line.due is not None and line.due < today
    when = say_day(line.due, today) if late and line.due else f"P{line.priority}" if line.priority else ""
    cells = (
        Cell(line.label, glyph=AGENDA_SIGNS.get(line.kind, "open")),
        Cell(when, "bad" if late else "near" if line.priority == 1 else "dim"),
    )
    return Row(f"{line.kind}:{line.id}", cells)


def _goal(goal: GoalGap) -> list[Row]:
    """A goal in two lines: its name and share done; how far it is behind."""
    tone = GOAL_TONES.get(goal.state, "none")
    share = "".join(bar(goal.actual, 8)) if goal.actual is not None else ""
    words = {
        "behind": f"behind {goal.gap or 0:.0f} pts, {goal.slip or 0} days",
        "on plan": "on plan",
        "reached": "reached",
        "unknown": f"no update for {goal.silent} days",
        "not started": "not started",
        "no plan": "no metric or dates yet",
    }[goal.state]
    sign: GlyphName = "missed" if tone == "bad" else "done" if tone == "good" else "dot"
    first = Row(f"goal:{goal.id}", (goal.label, Cell(share, tone)))
    return [first, Row(f"note:{goal.id}", (Cell(words, tone, sign, tone),), kind="note")]
