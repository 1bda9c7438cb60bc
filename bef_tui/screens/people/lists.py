"""What the People screen shows: four lists one key apart, one contact with its history, the pipeline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from textual.app import ComposeResult

from bef_tui import services
from bef_tui.framework.errors import RuleBroken
from bef_tui.screens.base import BefScreen
from bef_tui.screens.people import rows
from bef_tui.widgets.lines import Lines
from bef_tui.widgets.panel import Panel
from bef_tui.widgets.record_table import EmptyText, RecordTable, Row

if TYPE_CHECKING:
    from textual.content import Content

    from bef_tui.services.people import StageTotal

View = Literal["due", "contacts", "deals", "closed"]

VIEWS: tuple[View, ...] = ("due", "contacts", "deals", "closed")
TITLES: dict[View, str] = {
    "due": "Who is due",
    "contacts": "All contacts",
    "deals": "Deals",
    "closed": "Closed contacts",
}
PURPOSE = (
    "People is your CRM: alignment, responsiveness, accountability. Who is due today, and who is going cold?"
)
EMPTY = EmptyText("Nobody here yet", PURPOSE, "a", "add a contact")
NOTES: dict[View, str] = {
    "due": "Nobody is waiting: everyone was touched in time. t shows all contacts.",
    "contacts": "No open contact. a adds one, t shows the closed ones.",
    "deals": "No deals yet. A deal is a possible sale on its way through the pipeline: a adds one.",
    "closed": "No closed contacts. One that you close with x is kept here.",
}


class PipelineLines(Lines):
    """The stages of the pipeline side by side."""

    totals: tuple[StageTotal, ...] = ()

    def draw(self, width: int) -> tuple[Content, ...]:
        """Three lines: how many, worth what, since when."""
        return rows.pipeline_lines(self.totals, width)


class PeopleLists(BefScreen):
    """The lists, and which record is under the cursor; the keys are those of ``PeopleScreen``."""

    HELP = PURPOSE
    view: View = "due"
    contact_id: int | None = None

    def body(self) -> ComposeResult:
        """One list, who the opened contact is above it, the pipeline below."""
        with Panel(title=TITLES["due"], id="people-panel"):
            yield Lines(id="card")
            yield RecordTable(*rows.COLUMNS, empty=EMPTY, id="people")
        with Panel(title="Pipeline", hug=True, id="pipeline-panel"):
            yield PipelineLines(id="pipeline")

    def on_mount(self) -> None:
        """The list takes the keys."""
        super().on_mount()
        self.table.focus()

    @property
    def table(self) -> RecordTable:
        """The list."""
        return self.query_one("#people", RecordTable)

    def reload(self) -> None:
        """The list of the view, or the opened contact; and the pipeline."""
        if not self.desk.is_open:
            return
        now = self.now()
        pipeline = self.query_one("#pipeline", PipelineLines)
        pipeline.totals = self.ask(services.people.pipeline, now)
        pipeline.redraw()
        has_deals = any(total.count for total in pipeline.totals)
        on_list = self.contact_id is None and self.view != "deals"
        self.query_one("#pipeline-panel").display = on_list and has_deals
        if self.contact_id is not None:
            try:
                self._load_contact(self.contact_id)
                return
            except RuleBroken:  # it was deleted meanwhile
                self.contact_id = None
        self._load_view()

    def _load_view(self) -> None:
        now, people = self.now(), services.people
        counts = self.ask(people.contact_counts)
        note = ""
        if self.view == "due":
            due = self.ask(people.who_is_due, now)
            found = rows.due_rows(due, now.today)
            note = f"{sum(one.kind != 'waiting' for one in due)} to do · {_contacts(counts.open)}"
        elif self.view == "contacts":
            found = rows.contact_rows(self.ask(people.contacts, now), now.today)
            note = f"{_contacts(counts.open)} · {counts.without_next} without a next touch"
        elif self.view == "deals":
            deals = self.ask(people.deals, now, open_only=False)
            found = rows.deal_rows(deals, self.query_one("#pipeline", PipelineLines).totals, now.today)
        else:
            found = rows.contact_rows(self.ask(people.contacts, now, "closed"), now.today)
        fresh = not counts.open and not counts.closed and self.view != "deals"
        if not found and not fresh:
            found = [Row("n:none", (NOTES[self.view],), kind="note")]
        self._frame(TITLES[self.view], note if not fresh else "", ())
        self.table.lay_out(*rows.COLUMNS)
        self.table.show(found)

    def _load_contact(self, contact_id: int) -> None:
        people, now = services.people, self.now()
        contact = self.ask(people.contact, contact_id)
        self._frame(
            f"{contact.name} · {contact.company}" if contact.company else contact.name,
            "esc goes back to the list" if contact.status == "open" else "closed · o reopens it",
            rows.card_lines(contact, now.today),
        )
        self.table.lay_out(*rows.HISTORY_COLUMNS)
        self.table.show(
            rows.history_rows(
                self.ask(people.follow_ups, contact_id),
                self.ask(people.deals, now, open_only=False, contact_id=contact_id),
                self.ask(people.history, contact_id),
                now.today,
            )
        )

    def _frame(self, title: str, note: str, card: tuple[Content, ...]) -> None:
        panel = self.query_one("#people-panel", Panel)
        panel.title(title)
        panel.subtitle(note)
        lines = self.query_one("#card", Lines)
        lines.display = bool(card)
        lines.show_lines(card)

    def show_record(self, kind: str, record_id: int) -> None:
        """Open a contact, or put the cursor on a deal, a follow-up or a touch."""
        if kind == "contact":
            self.open_contact(record_id)
        elif kind == "deal":
            self.contact_id, self.view = None, "deals"
            self.reload()
            self.table.select(f"deal:{record_id}")
        else:
            whose = self.ask(services.people.contact_of, kind, record_id)
            if whose is not None:
                self.open_contact(whose)
                self.table.select(f"{kind}:{record_id}")

    def open_contact(self, contact_id: int) -> None:
        """Show one contact with its history."""
        self.contact_id = contact_id
        self.reload()
        self.table.action_edge(-1)

    def under_cursor(self) -> tuple[str, int]:
        """The kind and id of the record under the cursor; the opened contact where there is none."""
        row = self.table.highlighted
        if row is None:
            return ("contact", self.contact_id) if self.contact_id is not None else ("", 0)
        kind, _, record_id = str(row).partition(":")
        return kind, int(record_id)

    def contact_under_cursor(self) -> int | None:
        """The contact that is opened or under the cursor, or that of the deal under it."""
        kind, record_id = self.under_cursor()
        if self.contact_id is not None:
            return self.contact_id
        if kind == "deal":
            return self.ask(services.people.deal, record_id, self.now()).contact_id
        return record_id if kind == "contact" else None


def _contacts(count: int) -> str:
    """How many contacts there are, in words."""
    return "1 contact" if count == 1 else f"{count} contacts"
