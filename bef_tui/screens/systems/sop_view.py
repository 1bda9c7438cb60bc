"""One SOP: what it is for, and its steps to read; from here it is written, run, put into use and read again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from bef_tui import services
from bef_tui.framework.days import say_day, say_past
from bef_tui.screens.dialogs.revisions import RevisionsDialog
from bef_tui.screens.forms import systems as forms
from bef_tui.screens.systems.exporting import export_sop
from bef_tui.screens.systems.view import View
from bef_tui.screens.systems.writing import take_back, unsaved, write_in_editor, write_sop
from bef_tui.widgets.empty import EmptyText, empty_lines
from bef_tui.widgets.glyphs import GlyphName, Tone, glyph
from bef_tui.widgets.lines import Lines
from bef_tui.widgets.panel import Panel
from bef_tui.widgets.text import joined, plain

if TYPE_CHECKING:
    from bef_tui.services.systems import SkippedOften, SopDetail

UNWRITTEN = EmptyText(
    "No steps yet",
    "An SOP is a list of numbered lines or checkboxes. Everybody who runs it ticks them one by one.",
    "w",
    "write the steps",
)
MOST_SKIPPED = 3
STATES: dict[str, tuple[GlyphName, Tone]] = {
    "draft": ("half", "near"),
    "active": ("full", "good"),
    "retired": ("dropped", "dim"),
}


class Reader(VerticalScroll, can_focus=True):
    """The text, scrolled with the arrows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", "Down", show=False, id="reader.down", tooltip="A line down"),
        Binding("k", "scroll_up", "Up", show=False, id="reader.up", tooltip="A line up"),
        Binding("g", "scroll_home", "Top", show=False, id="reader.top", tooltip="To the top"),
        Binding("G", "scroll_end", "Bottom", show=False, id="reader.bottom", tooltip="To the bottom"),
    ]
    DEFAULT_CSS = """
    Reader { height: 1fr; padding: 0 1; scrollbar-size-vertical: 1; }
    """


class SopView(View):
    """The reader of one SOP."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "run", "Run", id="systems.run", tooltip="Start a run of this SOP"),
        Binding("w", "write", "Write", id="sop.write", tooltip="Write the steps here"),
        Binding("W", "editor", "Editor", id="sop.editor", tooltip="Write the steps in $EDITOR"),
        Binding("e", "edit", "Edit", id="record.edit", tooltip="Edit owner, trigger and rhythm"),
        Binding("t", "use", "Use", id="sop.use", tooltip="Put the SOP into use, or retire it"),
        Binding(
            "v", "revisions", "Revisions", id="sop.revisions", tooltip="What changed, and older revisions"
        ),
        Binding(
            "m", "reviewed", "Reviewed", id="sop.reviewed", tooltip="Mark it as read again and still right"
        ),
        Binding("x", "export", "Export", id="sop.export", tooltip="Write it to a Markdown file"),
        Binding("escape", "back", "Back", id="systems.back", tooltip="Back to the list"),
        Binding("d", "delete", "Delete", id="record.delete", tooltip="Delete the SOP", show=False),
    ]
    DEFAULT_CSS = """
    SopView #sop-facts { height: auto; padding: 0 1 1 1; }
    """

    sop: SopDetail | None = None

    def compose(self) -> ComposeResult:
        """A few lines of facts, and the text."""
        with Panel(title="SOP", id="sop-panel"):
            yield Lines(id="sop-facts")
            with Reader(id="reader"):
                yield Static(markup=False, id="sop-text")

    def load(self, record_id: int | None) -> None:
        """Ask for the SOP."""
        before = self.sop
        self.sop = sop = self.bef.ask(services.systems.sop_detail, record_id or 0)
        panel = self.query_one("#sop-panel", Panel)
        panel.title(sop.title)
        panel.subtitle(f"revision {sop.revision} · {len(sop.steps)} steps" if sop.revision else "")
        skipped = self.bef.ask(services.systems.skipped_of, sop.id, now=self.bef.now())
        facts = [*_facts(sop, self.bef.today()), *(_skipped_line(row) for row in skipped[:MOST_SKIPPED])]
        if unsaved(self.bef, sop.id, sop.body):
            facts.append(
                plain(f"{glyph('warning')} a text that was not saved yet: w goes on with it", "near")
            )
        self.query_one("#sop-facts", Lines).show_lines(facts)
        if before is None or (before.id, before.revision) != (sop.id, sop.revision):
            from bef_tui.screens.systems.text import SopText  # Rich's Markdown is slow to import

            text = self.query_one("#sop-text", Static)
            empty = Content("\n").join(empty_lines(UNWRITTEN, 60))
            text.update(SopText(sop.body) if sop.body.strip() else empty)
        if before is None or before.id != sop.id:
            self.query_one(Reader).scroll_home(animate=False)

    def take_focus(self) -> None:
        """The text takes the keys."""
        self.query_one(Reader).focus()

    # Keys

    def action_run(self) -> None:
        """Start a run."""
        if self.sop is not None:
            forms.start_run(self.bef, self.sop.id, self._show_run)

    def _show_run(self, run_id: int) -> None:
        self.post_message(self.Wanted("run", run_id))

    def action_write(self) -> None:
        """Write the steps here."""
        if self.sop is not None:
            write_sop(self.bef, self.sop.id)

    def action_editor(self) -> None:
        """Write the steps in $EDITOR."""
        if self.sop is not None:
            write_in_editor(self.bef, self.sop.id)

    def action_edit(self) -> None:
        """Edit the facts."""
        if self.sop is not None:
            forms.edit_sop(self.bef, self.sop.id)

    def action_use(self) -> None:
        """Put into use what is not, retire what is."""
        if self.sop is None:
            return
        if self.sop.status == "active":
            if self.bef.act(services.systems.retire, self.sop.id) is not None:
                self.bef.tell("Retired. t puts it into use again.")
        elif self.bef.act(services.systems.activate, self.sop.id) is not None:
            self.bef.tell("In use from today. r starts a run.")

    def action_reviewed(self) -> None:
        """Mark as read again."""
        if self.sop is not None and self.bef.act(services.systems.mark_reviewed, self.sop.id) is not None:
            self.bef.tell("Read again and still right.")

    def action_revisions(self) -> None:
        """Show what changed from revision to revision."""
        if self.sop is None:
            return
        if not self.sop.revision:
            self.bef.tell("No revision yet: w writes the first.", bad=True)
            return
        sop_id = self.sop.id

        def restore(number: int | None) -> None:
            if number is not None:
                take_back(self.bef, sop_id, number)

        self.app.push_screen(RevisionsDialog(self.bef.desk, sop_id, self.sop.title), restore)

    def action_export(self) -> None:
        """Write it to a Markdown file."""
        if self.sop is not None:
            export_sop(self.bef, self.sop.id)

    def action_delete(self) -> None:
        """Delete the SOP; undo brings it back."""
        if self.sop is not None:
            sop_id, self.sop = self.sop.id, None
            self.action_back()
            self.call_after_refresh(self.bef.act, services.systems.delete_sop, sop_id)


def _facts(sop: SopDetail, today: date) -> list[Content]:
    sign, tone = STATES[sop.status]
    state = {"draft": "draft: t puts it into use", "active": "in use", "retired": "retired"}[sop.status]
    first = [plain(f"{glyph(sign)} {state}", tone)]
    first += [plain(f"  {sop.process}", "dim")] if sop.process else []
    first += [plain("  by ", "dim"), plain(sop.owner or "nobody", "plain" if sop.owner else "near")]
    when = sop.trigger or "no trigger yet"
    second = [plain("when ", "dim"), plain(when, "plain" if sop.trigger else "near")]
    second += [plain(f"  {sop.cadence}", "dim")] if sop.cadence else []
    lines = [joined(*first), joined(*second)]
    if sop.purpose:
        lines.append(joined(plain("for ", "dim"), plain(sop.purpose)))
    if sop.review_due is not None:
        read = say_past(sop.reviewed_on, today) if sop.reviewed_on else "never"
        late: Tone = "bad" if sop.review_due < today else "plain"
        again = plain(say_day(sop.review_due, today), late)
        lines.append(joined(plain(f"read {read}, again ", "dim"), again))
    return lines


def _skipped_line(row: SkippedOften) -> Content:
    """A step that is skipped, and why: there the SOP asks to be changed. What is cut first can be read below."""
    why = "; ".join(reason for reason in row.reasons if reason)
    said = [plain(f"{glyph('dropped')} skipped {row.times}× ", "near")]
    said.append(plain(f"{row.number}. {why}" if row.number else f"no longer there: {row.step}"))
    return joined(*said, plain(f"  {row.step if row.number else why}", "dim"))
