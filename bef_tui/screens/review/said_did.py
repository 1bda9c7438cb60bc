"""Step 3, Said / did: every promise of the week is kept, missed with a reason and a fate, or dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from bef_tui import services
from bef_tui.framework.agenda import fates_for
from bef_tui.framework.words import MISS_REASONS, Fate, MissReason
from bef_tui.screens.forms import execution as forms
from bef_tui.screens.review.pane import StepPane
from bef_tui.widgets.form import Option, options_of
from bef_tui.widgets.glyphs import GlyphName, Tone
from bef_tui.widgets.record_table import Cell, Column, EmptyText, RecordTable, Row
from bef_tui.widgets.text import joined

if TYPE_CHECKING:
    from bef_tui.services.review import PromiseSeen

EMPTY = EmptyText(
    "Nothing was promised for this week", "Step 8 makes the promises of the next one.", "n", "go on"
)
SIGNS: dict[str, tuple[GlyphName, Tone]] = {
    "open": ("open", "near"),
    "kept": ("done", "good"),
    "missed": ("missed", "bad"),
    "dropped": ("dropped", "dim"),
}


class SaidDidPane(StepPane):
    """What was said, beside what the records saw."""

    STEP: ClassVar = "said_did"
    HINT: ClassVar = "Kept, missed or dropped. A miss has a reason and a fate."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "keep", "Kept", id="record.done", tooltip="Kept; again: open"),
        Binding(
            "m,enter",
            "miss",
            "Missed",
            id="execution.miss",
            key_display="m",
            tooltip="Missed: why, and what now",
        ),
        Binding("x", "drop", "Drop", id="record.drop", tooltip="Drop it, with a reason"),
        Binding("e", "edit", "Edit", id="record.edit", show=False, tooltip="Read or edit the promise"),
    ]

    def content(self) -> ComposeResult:
        """The promises."""
        yield RecordTable(
            Column(), Column(width=30, hide_below=70), Column(width=8, hide_below=60), empty=EMPTY
        )

    def reload(self) -> None:
        """The promises and the live gap."""
        seen = self.ask(services.review.promises_seen, self.review_id, now=self.page.now())
        self._seen = {one.row.id: one for one in seen}
        self.table.show([_row(one) for one in seen])
        kept = sum(one.row.state == "kept" and not one.row.late for one in seen)
        if seen:
            weight = sum(one.row.weight for one in seen)
            done = sum(one.row.weight for one in seen if one.row.state == "kept" and not one.row.late)
            gap = f"Execution Gap now {100 * (1 - done / weight):.0f} %"
            self.hint(
                joined(
                    (f" {kept} of {len(seen)} kept · ", "dim"),
                    (gap, "plain"),
                    (" · a miss has a reason and a fate", "dim"),
                )
            )

    def action_keep(self) -> None:
        """Kept on time, by the day it was done; again: open."""

        def turn(record_id: int) -> None:
            execution = services.execution
            is_kept = self._seen[record_id].row.state == "kept"
            self.act(execution.reopen_commitment if is_kept else execution.keep, record_id)

        self.on_record(turn)

    def action_miss(self) -> None:
        """Missed: why, and what becomes of it."""
        self.on_record(self._why)

    def _why(self, record_id: int) -> None:
        def fate(reason: MissReason) -> None:
            options = tuple(
                Option(one, forms.FATE_WORDS[one]) for one in fates_for(self._seen[record_id].row.carried)
            )
            self.page.choose(
                "What becomes of it?", options, lambda chosen: self._settle(record_id, reason, chosen)
            )

        self.page.choose("Why was it missed?", options_of(*MISS_REASONS), fate)

    def _settle(self, record_id: int, reason: MissReason, fate: Fate) -> None:
        week = self.ask(services.review.next_week, self.review_id, now=self.page.now())
        made = self.act(services.review.settle_promise, self.review_id, record_id, reason, fate, week=week)
        if made is not None and fate in ("shrink", "delegate"):
            forms.edit_promise(self.page, made)

    def action_drop(self) -> None:
        """Drop it with a reason."""
        self.on_record(lambda record_id: forms.drop_promise(self.page, record_id))

    def action_edit(self) -> None:
        """Read or edit the promise."""
        self.on_record(lambda record_id: forms.edit_promise(self.page, record_id))

    def on_record_table_opened(self) -> None:
        """Enter says missed, the answer that needs more."""
        self.action_miss()


def _row(seen: PromiseSeen) -> Row:
    row = seen.row
    sign, tone = SIGNS[row.state]
    sign, tone = ("late", "bad") if row.late else (sign, tone)
    carried = f"  carried {row.carried}×" if row.carried else ""
    return Row(
        row.id,
        (
            Cell(f"{row.outcome}{carried}", glyph=sign, glyph_tone=tone),
            Cell(seen.hint, "dim"),
            Cell(row.owner, "dim"),
        ),
    )
