"""The People screen: four lists one key apart, and one contact with its history."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from bef_tui import services
from bef_tui.framework.days import say_day
from bef_tui.framework.errors import RuleBroken
from bef_tui.screens.base import BefScreen
from bef_tui.screens.forms import people as forms
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


class PeopleScreen(BefScreen):
    """Who is due · all contacts · deals · closed ones; enter opens a contact."""

    STAGE = "people"
    HELP = PURPOSE
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add", id="record.add", tooltip="Add a contact (a deal in the list of deals)"),
        Binding(
            "l,space", "log", "Log touch", id="record.done", key_display="l", tooltip="Log a touch today"
        ),
        Binding("L", "log_details", "Touch…", id="people.touch", tooltip="Log a touch with all its details"),
        Binding(
            "t", "next_view", "Lists", id="people.view", tooltip="Who is due, all contacts, deals, closed"
        ),
        Binding("A", "add_deal", "Deal", id="people.deal", tooltip="Add a deal"),
        Binding(
            "m", "move", "Move", id="people.move", tooltip="Move a deal to a stage, a follow-up to a day"
        ),
        Binding("w", "win", "Won", id="people.win", tooltip="Win the deal"),
        Binding(
            "x",
            "close",
            "Close",
            id="record.drop",
            tooltip="Close a contact, lose a deal, drop a follow-up",
        ),
        Binding(
            "o", "reopen", "Reopen", id="people.reopen", show=False, tooltip="Reopen the contact or the deal"
        ),
        Binding("e", "edit", "Edit", id="record.edit", tooltip="Edit what is under the cursor"),
        Binding(
            "d", "delete", "Delete", id="record.delete", show=False, tooltip="Delete it; u brings it back"
        ),
        Binding("escape", "back", "Back", id="people.back", show=False, tooltip="Back to the list"),
    ]

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
        self._table.focus()

    @property
    def _table(self) -> RecordTable:
        return self.query_one("#people", RecordTable)

    def reload(self) -> None:
        """The list of the view, or the opened contact; and the pipeline."""
        now = self.now()
        pipeline = self.query_one("#pipeline", PipelineLines)
        pipeline.totals = self.ask(services.people.pipeline, now)
        pipeline.redraw()
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
            note = f"{sum(one.kind != 'waiting' for one in due)} to do · {counts.open} contacts"
        elif self.view == "contacts":
            found = rows.contact_rows(self.ask(people.contacts, now), now.today)
            note = f"{counts.open} contacts · {counts.without_next} without a next touch"
        elif self.view == "deals":
            deals = self.ask(people.deals, now, open_only=False)
            found = rows.deal_rows(deals, self.query_one("#pipeline", PipelineLines).totals, now.today)
        else:
            found = rows.contact_rows(self.ask(people.contacts, now, "closed"), now.today)
        fresh = not counts.open and not counts.closed and self.view != "deals"
        if not found and not fresh:
            found = [Row("n:none", (NOTES[self.view],), kind="note")]
        self._frame(TITLES[self.view], note if not fresh else "", ())
        self._table.show(found)

    def _load_contact(self, contact_id: int) -> None:
        people, now = services.people, self.now()
        contact = self.ask(people.contact, contact_id)
        self._frame(
            f"{contact.name} · {contact.company}" if contact.company else contact.name,
            "esc goes back to the list" if contact.status == "open" else "closed · o reopens it",
            rows.card_lines(contact, now.today),
        )
        self._table.show(
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
            self._open(record_id)
        elif kind == "deal":
            self.contact_id, self.view = None, "deals"
            self.reload()
            self._table.select(f"deal:{record_id}")
        else:
            whose = self.ask(services.people.contact_of, kind, record_id)
            if whose is not None:
                self._open(whose)
                self._table.select(f"{kind}:{record_id}")

    def _open(self, contact_id: int) -> None:
        self.contact_id = contact_id
        self.reload()
        self._table.action_edge(-1)

    def on_record_table_opened(self) -> None:
        """Enter opens a contact; what stands inside it is edited."""
        kind, record_id = self._under_cursor()
        if kind == "contact":
            self._open(record_id)
        else:
            self.action_edit()

    # Keys

    def _under_cursor(self) -> tuple[str, int]:
        """The kind and id of the record under the cursor; the opened contact where there is none."""
        row = self._table.highlighted
        if row is None:
            return ("contact", self.contact_id) if self.contact_id is not None else ("", 0)
        kind, _, record_id = str(row).partition(":")
        return kind, int(record_id)

    def contact_under_cursor(self) -> int | None:
        """The contact that is opened or under the cursor, or that of the deal under it."""
        kind, record_id = self._under_cursor()
        if self.contact_id is not None:
            return self.contact_id
        if kind == "deal":
            return self.ask(services.people.deal, record_id, self.now()).contact_id
        return record_id if kind == "contact" else None

    def _on(self, refusal: str, **deeds: Callable[[int], object]) -> None:
        """Do what fits the record under the cursor, or say what the key is for."""
        kind, record_id = self._under_cursor()
        deed = deeds.get(kind)
        if deed is not None:
            deed(record_id)
        elif kind:
            self.tell(refusal, bad=True)

    def action_next_view(self) -> None:
        """Show the next list."""
        if self.contact_id is None:
            self.view = VIEWS[(VIEWS.index(self.view) + 1) % len(VIEWS)]
        self.contact_id = None
        self.reload()

    def action_back(self) -> None:
        """Back to the list, to the contact that was open."""
        contact_id, self.contact_id = self.contact_id, None
        self.reload()
        if contact_id is not None:
            self._table.select(f"contact:{contact_id}")

    def action_add(self) -> None:
        """Add a contact, or a deal in the list of deals."""
        if self.view == "deals" and self.contact_id is None:
            self.action_add_deal()
        else:
            forms.add_contact(self, lambda made: self.show_record("contact", made))

    def action_add_deal(self) -> None:
        """Add a deal with the contact under the cursor."""
        opened = self.contact_id
        then = None if opened else lambda made: self.show_record("deal", made)
        forms.add_deal(self, self.contact_under_cursor(), then)

    def action_log(self) -> None:
        """Log a touch today; on a follow-up, the one that was promised."""
        kind, record_id = self._under_cursor()
        if kind == "follow_up":
            self._logged(self.act(services.people.complete_follow_up, record_id))
        elif (contact_id := self.contact_under_cursor()) is not None:
            self._logged(self.act(services.people.touch_now, contact_id), contact_id)
        elif kind:
            self.tell("This deal has no contact: e gives it one.", bad=True)

    def _logged(self, done: int | None, contact_id: int | None = None) -> None:
        contact_id = contact_id or self.contact_id
        if done is not None and contact_id is not None:
            contact = self.ask(services.people.contact, contact_id)
            following = say_day(contact.next_on, self.today()) if contact.next_on else "not planned"
            self.tell(f"Touched {contact.name} · next: {following} (f plans another)")

    def action_log_details(self) -> None:
        """Log a touch with all its details."""
        contact_id = self.contact_under_cursor()
        if contact_id is not None:
            forms.log_touch(self, contact_id, self.ask(services.people.contact, contact_id).name)

    def action_edit(self) -> None:
        """Edit what is under the cursor."""
        self._on(
            "What happened is not edited; d deletes a touch logged by mistake.",
            contact=lambda r: forms.edit_contact(self, r),
            deal=lambda r: forms.edit_deal(self, r),
            follow_up=lambda r: forms.edit_follow_up(self, r),
            **({"touch": lambda r: self._edit_opened()} if self.contact_id else {}),
        )

    def _edit_opened(self) -> None:
        if self.contact_id is not None:
            forms.edit_contact(self, self.contact_id)

    def action_move(self) -> None:
        """Move a deal to a stage, a follow-up to a day."""
        self._on(
            "m moves a deal or a follow-up.",
            deal=lambda r: forms.move_deal(self, r),
            follow_up=lambda r: forms.reschedule(self, r),
        )

    def action_win(self) -> None:
        """Win the deal."""
        self._on("w wins a deal: t shows them.", deal=lambda r: self.act(services.people.win_deal, r))

    def action_close(self) -> None:
        """Close the contact, lose the deal, drop the follow-up."""
        self._on(
            "x closes a contact, loses a deal, drops a follow-up.",
            contact=lambda r: self.act(services.people.close_contact, r),
            deal=lambda r: forms.lose_deal(self, r),
            follow_up=lambda r: forms.drop_follow_up(self, r),
        )

    def action_reopen(self) -> None:
        """Reopen the deal under the cursor, or the contact."""
        kind, record_id = self._under_cursor()
        if kind == "deal":
            self.act(services.people.reopen_deal, record_id)
        elif (contact_id := self.contact_under_cursor()) is not None:
            self.act(services.people.reopen_contact, contact_id)

    def action_delete(self) -> None:
        """Delete what is under the cursor; undo brings it back."""
        people = services.people
        self._on(
            "A move of a deal stays on record.",
            contact=lambda r: self.act(people.delete_contact, r),
            deal=lambda r: self.act(people.delete_deal, r),
            follow_up=lambda r: self.act(people.delete_follow_up, r),
            touch=lambda r: self.act(people.delete_touch, r),
        )
