"""Step 5, People: nobody open stays without a next touch."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from bef_tui import services
from bef_tui.framework.days import say_day, say_past
from bef_tui.screens.forms import people as forms
from bef_tui.screens.review.pane import StepPane
from bef_tui.widgets.glyphs import Tone
from bef_tui.widgets.record_table import Cell, Column, EmptyText, RecordTable, Row
from bef_tui.widgets.text import joined

if TYPE_CHECKING:
    from datetime import date

    from textual.content import Content

    from bef_tui.services.people import Due, StageTotal

EMPTY = EmptyText("Everybody has a next touch, and nobody waits", "", "n", "go on")


class PeoplePane(StepPane):
    """Who is due, who goes cold, who has no next touch; and the pipeline in a line."""

    STEP: ClassVar = "people"
    HINT: ClassVar = "No open contact without a next touch."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "space,enter",
            "touch",
            "Touched",
            id="people.touch",
            key_display="space",
            tooltip="Log a touch of now",
        ),
        Binding("l", "log", "Log", id="people.log", tooltip="Log a touch with its details"),
        Binding("p", "plan", "Next touch", id="people.plan", tooltip="Plan the next touch"),
        Binding("x", "close", "Close", id="people.close", tooltip="Close the contact: no further touch"),
        Binding("w", "won", "Won", id="people.won", tooltip="Close the contact's deal as won", show=False),
        Binding(
            "L", "lost", "Lost", id="people.lost", tooltip="Close the contact's deal as lost", show=False
        ),
    ]

    def content(self) -> ComposeResult:
        """The contacts."""
        yield RecordTable(Column(), Column(width=20), Column(width=12, align="right"), empty=EMPTY)

    def reload(self) -> None:
        """Who is due, most urgent first, and the pipeline."""
        now = self.page.now()
        due = self.ask(services.people.who_is_due, now)
        self._names = {one.contact_id: one.name for one in due}
        self.table.show([_row(one, now.today) for one in due])
        self.hint(*_pipeline(self.ask(services.people.pipeline, now)))

    def action_touch(self) -> None:
        """Log a touch of now."""
        self.on_record(lambda contact_id: self.act(services.people.touch_now, contact_id))

    def action_log(self) -> None:
        """Log a touch with its details."""
        self.on_record(lambda contact_id: forms.log_touch(self.page, contact_id, self._names[contact_id]))

    def action_plan(self) -> None:
        """Plan the next touch."""
        self.on_record(lambda contact_id: forms.plan_follow_up(self.page, contact_id))

    def action_close(self) -> None:
        """Close the contact."""
        self.on_record(lambda contact_id: self.act(services.people.close_contact, contact_id))

    def action_won(self) -> None:
        """Close the contact's deal as won."""
        self._with_deal(lambda deal_id: self.act(services.people.win_deal, deal_id))

    def action_lost(self) -> None:
        """Close the contact's deal as lost."""
        self._with_deal(lambda deal_id: forms.lose_deal(self.page, deal_id))

    def _with_deal(self, deed: object) -> None:
        def find(contact_id: int) -> None:
            deals = [
                d for d in self.ask(services.people.deals, self.page.now()) if d.contact_id == contact_id
            ]
            if deals and callable(deed):
                deed(deals[0].id)
            else:
                self.page.tell("This contact has no open deal.", bad=True)

        self.on_record(find)

    def on_record_table_opened(self) -> None:
        """Enter logs a touch."""
        self.action_touch()


def _row(due: Due, today: date) -> Row:
    late = due.days > 0
    tone: Tone = "bad" if late else "near" if due.next_on is None else "dim"
    next_on = say_day(due.next_on, today) if due.next_on else "no next touch"
    last = say_past(due.last_on, today) if due.last_on else "never"
    company = f" · {due.company}" if due.company else ""
    return Row(
        due.contact_id,
        (
            Cell(f"{due.name}{company}", glyph="open"),
            Cell(f"{due.kind}, last {last}", "dim"),
            Cell(next_on, tone),
        ),
    )


def _pipeline(stages: tuple[StageTotal, ...]) -> list[Content]:
    parts = [f"{stage.name} {stage.count}" for stage in stages if stage.count]
    said = " → ".join(parts) if parts else "no open deals"
    return [joined((" No open contact without a next touch · Pipeline: ", "dim"), said)]
