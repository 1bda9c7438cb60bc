"""Step 5, People: nobody open stays without a next touch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from bef_tui import services
from bef_tui.framework.days import say_day, say_past
from bef_tui.screens.forms import people as forms
from bef_tui.screens.people.rows import money
from bef_tui.screens.review.pane import StepPane, StepTable
from bef_tui.widgets.record_table import Cell, Column, EmptyText, Row
from bef_tui.widgets.text import joined, plain

if TYPE_CHECKING:
    from datetime import date

    from textual.content import Content

    from bef_tui.services.people import ContactRow, Due, StageTotal

EMPTY = EmptyText("Everybody has a next touch, and nobody waits", "a adds a contact.", "n", "go on")
WHY = {
    "reply": "waits for your answer",
    "overdue": "follow-up overdue",
    "cold": "going cold",
    "never": "never touched",
    "today": "due today",
    "waiting": "you wait for them",
}


class PeoplePane(StepPane):
    """Who is due, who goes cold, who has no next touch; and the pipeline in a line."""

    STEP: ClassVar = "people"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "space",
            "touch",
            "Touched",
            id="people.touch",
            key_display="enter",
            tooltip="Log a touch of now (also enter)",
        ),
        Binding(
            "p",
            "plan",
            "Next touch",
            id="people.plan",
            tooltip="Plan the next touch",
        ),
        Binding(
            "l",
            "log",
            "Log",
            id="people.log",
            tooltip="Log a touch with its details",
        ),
        Binding(
            "x",
            "close",
            "Close",
            id="people.close",
            tooltip="Close the contact: no further touch",
        ),
        Binding(
            "w",
            "won",
            "Won",
            id="people.won",
            tooltip="Close the contact's deal as won",
        ),
        Binding(
            "L",
            "lost",
            "Lost",
            id="people.lost",
            tooltip="Close the contact's deal as lost, and why",
        ),
    ]

    def content(self) -> ComposeResult:
        """The contacts."""
        yield StepTable(
            Column("Contact"), Column("Why", 21), Column("Last", 10, hide_below=66), Column("Next touch", 10, "right"),
            header=True, empty=EMPTY,
        )  # fmt: skip

    def reload(self) -> None:
        """Who is due, most urgent first, those without a next touch after them; and the pipeline."""
        now = self.page.now()
        due = self.ask(services.people.who_is_due, now)
        seen = {one.contact_id for one in due}
        contacts = self.ask(services.people.contacts, now)
        lost = [one for one in contacts if one.next_on is None and one.id not in seen]
        self._names = {one.id: one.name for one in contacts} | {one.contact_id: one.name for one in due}
        self._notes = {one.contact_id: one.note for one in due}
        rows = [_row(one, now.today) for one in due] + [_without(one, now.today) for one in lost]
        still = [one.contact_id for one in due if one.next_on is None or one.late]
        self.fill(rows, [*still, *(one.id for one in lost)])
        self.hint(*_pipeline(self.ask(services.people.pipeline, now)))

    def detail(self) -> Sequence[Content]:
        """The contact under the cursor, and what was said last."""
        here = int(self.table.highlighted or 0)
        note = self._notes.get(here, "")
        deals = [deal for deal in self.ask(services.people.deals, self.page.now()) if deal.contact_id == here]
        lines = [plain(self._names.get(here, ""), bold=True)]
        if note:
            lines.append(plain(note, "dim"))
        lines += [joined(("Deal: ", "dim"), deal.title, (f"  {deal.stage}", "dim")) for deal in deals[:2]]
        return lines

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

    def _with_deal(self, deed: Callable[[int], object]) -> None:
        def find(contact_id: int) -> None:
            deals = self.ask(services.people.deals, self.page.now())
            found = next((deal.id for deal in deals if deal.contact_id == contact_id), None)
            if found is None:
                self.page.tell("This contact has no open deal.", bad=True)
            else:
                deed(found)

        self.on_record(find)

    def action_add(self) -> None:
        """Add a contact."""
        forms.add_contact(self.page)

    def on_record_table_opened(self) -> None:
        """Enter logs a touch."""
        self.action_touch()


def _row(due: Due, today: date) -> Row:
    company = f" · {due.company}" if due.company else ""
    next_on = _next(due.next_on, today)
    return Row(
        due.contact_id,
        (
            Cell(f"{due.name}{company}", glyph="late" if due.late else "open"),
            Cell(WHY[due.kind], "bad" if due.late else "dim"),
            _last(due.last_on, today),
            next_on,
        ),
    )


def _without(contact: ContactRow, today: date) -> Row:
    company = f" · {contact.company}" if contact.company else ""
    return Row(
        contact.id,
        (
            Cell(f"{contact.name}{company}", glyph="open"),
            Cell("nothing planned", "near"),
            _last(contact.last_on, today),
            _next(None, today),
        ),
    )


def _last(day: date | None, today: date) -> Cell:
    return Cell(say_past(day, today) if day else "never", "dim")


def _next(day: date | None, today: date) -> Cell:
    if day is None:
        return Cell("none yet", "near")
    return Cell(say_day(day, today), "bad" if day < today else "dim")


def _pipeline(stages: tuple[StageTotal, ...]) -> list[Content]:
    parts = []
    for stage in stages:
        if stage.count:
            worth = " + ".join(money(minor, currency) for currency, minor in stage.values if minor)
            parts.append(f"{stage.name} {stage.count}{f' ({worth})' if worth else ''}")
    said = " · ".join(parts) if parts else "no open deals"
    return [
        plain("No open contact without a next touch.", "dim"),
        joined(("Pipeline: ", "dim"), said),
    ]
