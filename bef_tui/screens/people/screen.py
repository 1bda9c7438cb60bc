"""The People screen: what its keys do with whoever is under the cursor."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType

from bef_tui import services
from bef_tui.framework.days import say_day
from bef_tui.screens.forms import people as forms
from bef_tui.screens.people.lists import VIEWS, PeopleLists


class PeopleScreen(PeopleLists):
    """Who is due · all contacts · deals · closed ones; enter opens a contact."""

    KEY = "7"
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
            "E", "edit_contact", "Edit contact", id="people.edit", show=False, tooltip="Edit the contact"
        ),
        Binding(
            "d", "delete", "Delete", id="record.delete", show=False, tooltip="Delete it; u brings it back"
        ),
        Binding("escape", "back", "Back", id="people.back", show=False, tooltip="Back to the list"),
    ]

    def on_record_table_opened(self) -> None:
        """Enter opens a contact; what stands inside it is edited."""
        kind, record_id = self.under_cursor()
        if kind == "contact":
            self.open_contact(record_id)
        else:
            self.action_edit()

    # Keys

    def _on(self, refusal: str, **deeds: Callable[[int], object]) -> None:
        """Do what fits the record under the cursor, or say what the key is for."""
        kind, record_id = self.under_cursor()
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
            self.table.select(f"contact:{contact_id}")

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
        kind, record_id = self.under_cursor()
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
            "What happened is not edited: E edits the contact, d deletes a touch logged by mistake.",
            contact=lambda r: forms.edit_contact(self, r),
            deal=lambda r: forms.edit_deal(self, r),
            follow_up=lambda r: forms.edit_follow_up(self, r),
        )

    def action_edit_contact(self) -> None:
        """Edit the contact that is opened or under the cursor."""
        contact_id = self.contact_under_cursor()
        if contact_id is not None:
            forms.edit_contact(self, contact_id)

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
        kind, record_id = self.under_cursor()
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
