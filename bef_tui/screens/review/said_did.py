"""Step 3, Said / did: every promise of the week is kept, missed with a reason and a fate, or dropped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from bef_tui import services
from bef_tui.framework.agenda import CARRIED_ENOUGH, fates_for
from bef_tui.framework.days import say_weekday
from bef_tui.framework.words import Fate, MissReason
from bef_tui.screens.forms import execution as forms
from bef_tui.screens.forms import improvement as issue_forms
from bef_tui.screens.review.pane import StepPane, StepTable
from bef_tui.widgets.form import Option
from bef_tui.widgets.glyphs import GlyphName, Tone
from bef_tui.widgets.record_table import Cell, Column, EmptyText, Row
from bef_tui.widgets.text import joined, plain

if TYPE_CHECKING:
    from textual.content import Content

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
NO_RECOMMIT = f"Carried {CARRIED_ENOUGH} times: it may not be promised again as it is."


class SaidDidPane(StepPane):
    """What was said, beside what the records saw."""

    STEP: ClassVar = "said_did"
    HINT: ClassVar = "Kept, missed or dropped. A miss has a reason and a fate."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "space",
            "keep",
            "Kept",
            id="record.done",
            tooltip="Kept; again: open",
        ),
        Binding(
            "m",
            "miss",
            "Missed",
            id="execution.miss",
            key_display="enter",
            tooltip="Missed: why, and what becomes of it (also enter)",
        ),
        Binding(
            "x",
            "drop",
            "Drop",
            id="record.drop",
            tooltip="Drop it, with a reason",
        ),
        Binding(
            "e",
            "edit",
            "Edit",
            id="record.edit",
            tooltip="Read or edit the promise",
        ),
        Binding(
            "i",
            "issue",
            "Issue",
            id="review.promise_issue",
            show=False,
            tooltip="Raise an issue about it",
        ),
    ]

    def content(self) -> ComposeResult:
        """The promises."""
        yield StepTable(
            Column("Promise"), Column("Carried", 7), Column("The records say", 18),
            Column("Owner", 8, hide_below=72),
            header=True, empty=EMPTY,
        )  # fmt: skip

    def reload(self) -> None:
        """The promises and the live gap."""
        seen = self.ask(services.review.promises_seen, self.review_id, now=self.page.now())
        self._seen: dict[int, PromiseSeen] = {one.row.id: one for one in seen}
        self.fill([_row(one) for one in seen], [one.row.id for one in seen if _is_open(one)])
        if seen:
            self.hint(_gap(seen))

    def detail(self) -> Sequence[Content]:
        """What exactly was promised, and what became of it."""
        one = self._seen.get(int(self.table.highlighted or 0))
        if one is None:
            return ()
        row = one.row
        due = f" · due {say_weekday(row.due)}" if row.due else ""
        moves = f" · moves {row.moves}" if row.moves else ""
        return (
            plain(row.outcome, bold=True),
            joined(("We will know by: ", "dim"), row.done_when or "–", (f"{due}{moves}", "dim")),
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
        row = self._seen[record_id].row

        def fate(reason: MissReason) -> None:
            allowed = fates_for(row.carried)
            self.page.choose(
                "What becomes of it?",
                tuple(Option(one, forms.FATE_WORDS[one]) for one in allowed),
                lambda chosen: self._settle(record_id, reason, chosen),
                help=NO_RECOMMIT if "recommit" not in allowed else "",
            )

        self.page.choose("Why was it missed?", forms.reasons(), fate, help=row.outcome)

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

    def action_issue(self) -> None:
        """Raise an issue about the promise."""
        known: dict[str, Any] = {}
        if (one := self._seen.get(int(self.table.highlighted or 0))) is not None:
            known = {"commitment_id": one.row.id}
        issue_forms.raise_issue(self.page, **known)

    def on_record_table_opened(self) -> None:
        """Enter says missed, the answer that needs more."""
        self.action_miss()


def _is_open(seen: PromiseSeen) -> bool:
    row = seen.row
    return row.state == "open" or (row.state == "missed" and (row.reason is None or row.fate is None))


def _gap(seen: Sequence[PromiseSeen]) -> Content:
    """The live gap; what was done late is missed."""
    on_time = [one.row for one in seen if one.row.state == "kept" and not one.row.late]
    gap = 1 - sum(row.weight for row in on_time) / sum(one.row.weight for one in seen)
    return joined(
        (f"{len(on_time)} of {len(seen)} kept on time · ", "dim"),
        plain(f"Execution Gap now {100 * gap:.0f} %", bold=True),
    )


def _row(seen: PromiseSeen) -> Row:
    row = seen.row
    sign, tone = SIGNS[row.state]
    sign, tone = ("late", "bad") if row.late else (sign, tone)
    carried = Cell("")
    if row.carried:
        carried = Cell(f"{row.carried}×", "bad" if row.carried >= CARRIED_ENOUGH else "near", "carried")
    return Row(
        row.id,
        (
            Cell(row.outcome, glyph=sign, glyph_tone=tone),
            carried,
            Cell(seen.hint, "dim"),
            Cell(row.owner, "dim"),
        ),
    )
