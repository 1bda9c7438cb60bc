"""Automation: the rules, and below them what the rule under the cursor has done, or would do."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from bef_tui import services
from bef_tui.framework.errors import RuleBroken
from bef_tui.screens.dialogs.rehearsal import RehearsalDialog
from bef_tui.screens.forms import rules as forms
from bef_tui.screens.systems.rules_rows import dry_lines, firing_row, head, rule_row, summary
from bef_tui.screens.systems.view import View
from bef_tui.widgets.lines import Wrapped
from bef_tui.widgets.panel import Panel
from bef_tui.widgets.record_table import Column, EmptyText, RecordTable
from bef_tui.widgets.text import plain

if TYPE_CHECKING:
    from bef_tui.services.automation import FiringRow, RuleRow

MOST_DAYS = 3
"""How many of the coming days are said below the list; the dialog says all five."""
EMPTY = EmptyText(
    "No rule yet",
    "Automation does what repeats: when a day comes or something happens, it adds a task, starts a run, plans a "
    "follow-up, raises an issue, or gives a record to its owner. Each happening is followed once, never twice.",
    "a",
    "add a rule; it stays off until you have seen what it would do",
)


class RulesView(View):
    """Rules above, firings below; tab goes from one to the other."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add", id="record.add", tooltip="Add a rule"),
        Binding(
            "space",
            "switch",
            "On/off",
            id="rule.switch",
            tooltip="Switch the rule on, after a look at what it would do, or off",
        ),
        Binding("e", "edit", "Edit", id="record.edit", tooltip="Edit the rule"),
        Binding(
            "v",
            "preview",
            "Dry run",
            id="rule.preview",
            tooltip="Show what the rule would do, and do nothing",
        ),
        Binding("r", "try_again", "Try again", id="rule.again", tooltip="Try a failed firing again"),
        Binding("d", "delete", "Delete", id="record.delete", tooltip="Delete the rule; what it made stays"),
        Binding("escape", "back", "Back", id="systems.back", tooltip="Back to where you came from"),
    ]
    DEFAULT_CSS = """
    RulesView #rules-panel { height: auto; min-height: 6; max-height: 50%; }
    RulesView #rules { height: auto; max-height: 100%; }
    RulesView #rules-panel.-alone { height: 1fr; max-height: 100%; }
    RulesView #rule-panel { height: 1fr; }
    RulesView #rule-head { padding: 0 2 1 2; max-height: 8; }
    RulesView #rule-would { padding: 0 2; }
    """

    def compose(self) -> ComposeResult:
        """Two lists, and between them the two lines of the rule."""
        self._rows: dict[int, RuleRow] = {}
        self._firings: dict[int, FiringRow] = {}
        columns = (
            Column("Rule", flex=4),
            Column("When", flex=3),
            Column("Next", 14),
            Column("Fired", 5, "right"),
            Column("Last", 9, hide_below=90),
        )
        with Panel(title="Automation", id="rules-panel"):
            yield RecordTable(*columns, header=True, empty=EMPTY, id="rules")
        with Panel(id="rule-panel"):
            yield Wrapped(id="rule-head")
            yield RecordTable(Column(width=17), Column(), Column(width=9, hide_below=50), id="firings")
            yield Wrapped(id="rule-would")

    def load(self, record_id: int | None) -> None:
        """Ask for the rules and what they have done."""
        now = self.bef.now()
        rows = self.bef.ask(services.automation.rules, now=now)
        self._rows = {row.id: row for row in rows}
        self._list.show([rule_row(row, now) for row in rows])
        panel = self.query_one("#rules-panel", Panel)
        panel.subtitle(summary(rows))
        panel.set_class(not rows, "-alone")
        self.query_one("#rule-panel").display = bool(rows)
        self._show_rule()

    def take_focus(self) -> None:
        """The rules take the keys, unless the firings have them."""
        if not self._done.has_focus:
            self._list.focus()

    def select(self, rule_id: int) -> None:
        """Put the cursor on a rule."""
        self._list.select(rule_id)
        self._list.focus()

    @property
    def _list(self) -> RecordTable:
        return self.query_one("#rules", RecordTable)

    @property
    def _done(self) -> RecordTable:
        return self.query_one("#firings", RecordTable)

    def _rule(self) -> RuleRow | None:
        chosen = self._list.highlighted
        return self._rows.get(chosen) if isinstance(chosen, int) else None

    def on_record_table_highlighted(self, message: RecordTable.Highlighted) -> None:
        """Show what the rule has done."""
        message.stop()
        if message.table is self._list:
            self._show_rule()

    def _show_rule(self) -> None:
        rule, now = self._rule(), self.bef.now()
        if rule is None:
            return
        found = self.bef.ask(services.automation.firings, rule.id)
        made = self.bef.ask(services.automation.made_names, [one.made for one in found if one.made])
        self._firings = {one.id: one for one in found}
        self.query_one("#rule-panel", Panel).title(rule.name)
        self.query_one("#rule-panel", Panel).subtitle(
            "" if found else "what it would do · nothing was done yet"
        )
        self.query_one("#rule-head", Wrapped).show_lines(head(rule))
        self._done.display = bool(found)
        self._done.show([firing_row(one, made, now) for one in found])
        would = self.query_one("#rule-would", Wrapped)
        would.display = not found
        would.show_lines([] if found else self._would(rule.id, MOST_DAYS))

    def _would(self, rule_id: int, most: int | None = None) -> list[Content]:
        """The dry run of a rule; a file that cannot be tried on now says so."""
        try:
            found = self.bef.desk.rehearse(services.automation.dry_run, rule_id, now=self.bef.now())
        except RuleBroken as refusal:
            return [plain(str(refusal), "near")]
        return dry_lines(found, [services.automation.say_moment(local) for local in found.coming[:most]])

    def on_record_table_opened(self, message: RecordTable.Opened) -> None:
        """Enter on a rule goes to its firings, or shows what it would do; on a firing to what it made."""
        message.stop()
        if message.table is self._done:
            self._go_to_made(self._firings.get(int(message.id)))
        elif self._firings:
            self._done.focus()
        else:
            self.action_preview()

    def _go_to_made(self, firing: FiringRow | None) -> None:
        if firing is None:
            return
        if firing.made is None:
            self.bef.tell("It made nothing: r tries a failed one again.", bad=True)
        elif firing.made not in self.bef.ask(services.automation.made_names, [firing.made]):
            self.bef.tell("What it made was deleted meanwhile.", bad=True)
        else:
            self.bef.go_to(*firing.made)

    # Keys

    def action_add(self) -> None:
        """Add a rule; it stays off."""

        def added(rule_id: int) -> None:
            self.select(rule_id)
            self.bef.tell("Added, and off: below stands what it would do; space switches it on.")

        forms.add_rule(self.bef, added)

    def action_edit(self) -> None:
        """Edit the rule."""
        if (rule := self._chosen()) is not None:
            forms.edit_rule(self.bef, rule.id)

    def action_switch(self) -> None:
        """Switch it off; or on, after a look at what it would do."""
        rule = self._chosen()
        if rule is not None and rule.enabled:
            self.bef.act(services.automation.switch_off, rule.id)
        elif rule is not None:
            self._preview(rule)

    def action_preview(self) -> None:
        """Show what it would do."""
        if (rule := self._chosen()) is not None:
            self._preview(rule)

    def _preview(self, rule: RuleRow) -> None:
        def chosen(switch_on: bool | None) -> None:
            if switch_on:
                self.bef.act(services.automation.switch_on, rule.id)

        lines = [*head(rule)[:2], plain(""), *self._would(rule.id)]
        self.app.push_screen(RehearsalDialog(f"Dry run: {rule.name}", lines, is_on=rule.enabled), chosen)

    def action_try_again(self) -> None:
        """Try the failed firing under the cursor again; in the list of rules the newest one of the rule."""
        failed = [one for one in self._firings.values() if one.state == "failed"]
        if self._done.has_focus:
            failed = [one for one in failed if one.id == self._done.highlighted]
        if not failed:
            self.bef.tell("Nothing has failed here.", bad=True)
        elif self.bef.act(services.automation.try_again, failed[0].id) is not None:
            after = self._firings.get(failed[0].id)
            if after is not None and after.state == "done":
                self.bef.tell("Done this time.")
            else:
                self.bef.tell(f"It failed again: {after.error if after else 'it is gone'}", bad=True)

    def action_delete(self) -> None:
        """Delete the rule; undo brings it back."""
        if (rule := self._chosen()) is not None:
            self.bef.act(services.automation.delete_rule, rule.id)

    def _chosen(self) -> RuleRow | None:
        rule = self._rule()
        if rule is None:
            self.bef.tell("No rule yet: a adds one.", bad=True)
        return rule
