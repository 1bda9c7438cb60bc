"""What every step of the review is: a pane that shows records and asks for answers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from bef_tui import services
from bef_tui.framework.agenda import StepKey
from bef_tui.screens.careful import Careful
from bef_tui.widgets.lines import Wrapped
from bef_tui.widgets.record_table import RecordId, RecordTable, Row
from bef_tui.widgets.text import plain

if TYPE_CHECKING:
    from bef_tui.screens.review.screen import ReviewScreen


class StepTable(RecordTable):
    """The list of a step; what enter does there is said by the step."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "open",
            "Open",
            show=False,
            id="list.open",
            tooltip="What the step asks for first",
        ),
    ]

    def action_open(self) -> None:
        """Say that enter was pressed, also in an empty list."""
        self.post_message(self.Opened(self, "" if self.highlighted is None else self.highlighted))


class StepPane(Careful, Vertical):
    """One step. ``HINT`` says in a line or two what is asked; ``reload`` fills the pane from the records."""

    STEP: ClassVar[StepKey]
    HINT: ClassVar[str] = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "a",
            "add",
            "Add",
            id="record.add",
            show=False,
            tooltip="Add what this step is about",
        ),
    ]

    def __init__(self, page: ReviewScreen, review_id: int) -> None:
        super().__init__(id=f"step-{self.STEP}", classes="step")
        self.page = page
        self.review_id = review_id
        self._still_open: frozenset[RecordId] = frozenset()

    def compose(self) -> ComposeResult:
        """The hint, what the step shows, and the record under the cursor whole."""
        yield Wrapped((plain(self.HINT, "dim"),), classes="step-hint")
        yield from self.content()
        yield Wrapped(classes="step-detail")

    def content(self) -> ComposeResult:
        """What the step shows."""
        yield from ()

    def on_mount(self) -> None:
        """Fill the pane and take the keys."""
        self.reload()
        self.take_keys()

    def take_keys(self) -> None:
        """Give the focus to what the step is about."""
        self.table.focus()

    def reload(self) -> None:
        """Fill the pane from the records."""

    def leave(self) -> bool:
        """Somebody goes on: False when the step has something to save first, and goes on by itself then."""
        return True

    def left(self, said: str) -> str:
        """What is left to do, in the words for this step; ``said`` are the usual ones."""
        return said

    def hint(self, *lines: Content) -> None:
        """Say something else above the list."""
        self.query_one(".step-hint", Wrapped).show_lines(lines)

    # The list

    @property
    def table(self) -> RecordTable:
        """The list of the step."""
        return self.query(RecordTable).first()

    def fill(self, rows: Sequence[Row], still_open: Collection[RecordId] = ()) -> None:
        """Show these rows; the cursor goes on from a record that was just answered to the next open one."""
        here, now_open = self.table.highlighted, frozenset(still_open)
        select: RecordId | None = None
        if here in self._still_open and here not in now_open and now_open:
            places = [row.id for row in rows if row.kind == "row"]
            after = places[places.index(here) + 1 :] if here in places else []
            select = next((one for one in (*after, *places) if one in now_open), None)
        elif here is None:
            select = next((row.id for row in rows if row.id in now_open), None)
        self._still_open = now_open
        self.table.show(rows, select=select)
        self.tell_detail()

    def on_record_table_highlighted(self) -> None:
        """The record under the cursor is shown whole below."""
        self.tell_detail()

    def tell_detail(self) -> None:
        """Show the record under the cursor whole."""
        lines = self.detail() if self.table.highlighted is not None else ()
        below = self.query_one(".step-detail", Wrapped)
        below.display = bool(lines)
        below.show_lines(lines)

    def detail(self) -> Sequence[Content]:
        """The record under the cursor, whole."""
        return ()

    def on_record(self, deed: Callable[[int], object]) -> None:
        """Do something with the record under the cursor, if there is one."""
        if self.table.highlighted is not None:
            deed(int(self.table.highlighted))

    # Keys

    def action_add(self) -> None:
        """Add a task: what came to mind, to be done another day."""
        from bef_tui.screens.forms import execution

        execution.add_task_line(self.page)

    # Short ways to the page

    def ask(self, question: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Ask the records."""
        return self.page.ask(question, *args, **kwargs)

    def act(self, deed: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Do a deed, with the present instant."""
        return self.page.act(deed, *args, **kwargs)

    def answer(self, **values: Any) -> None:
        """Answer in this step; committed at once."""
        self.page.desk.write(services.review.answer, self.review_id, self.STEP, values)
        self.page.changed()

    def ask_answer(self, title: str, name: str, *, help: str, before: str = "") -> None:
        """Ask for one line and keep it as the answer ``name`` of this step, with ``before`` in front."""

        def save(text: str) -> int:
            given = {name: f"{before}{text.strip()}"}
            done: int = self.page.desk.write(services.review.answer, self.review_id, self.STEP, given)
            return done

        self.page.line(title, save, help=help, draft=f"review.{self.review_id}.{name}")
