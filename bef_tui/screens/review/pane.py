"""What every step of the review is: a pane that shows records and asks for answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from bef_tui import services
from bef_tui.framework.agenda import StepKey
from bef_tui.widgets.lines import Lines
from bef_tui.widgets.record_table import RecordTable
from bef_tui.widgets.text import plain

if TYPE_CHECKING:
    from bef_tui.screens.base import BefScreen


class StepPane(Vertical):
    """One step. ``HINT`` says in a line what is asked; ``reload`` fills the pane from the records."""

    STEP: ClassVar[StepKey]
    HINT: ClassVar[str] = ""

    def __init__(self, page: BefScreen, review_id: int) -> None:
        super().__init__(id=f"step-{self.STEP}", classes="step")
        self.page = page
        self.review_id = review_id

    def compose(self) -> ComposeResult:
        """The hint, and what the step shows."""
        yield Lines((plain(f" {self.HINT}", "dim"),), classes="step-hint")
        yield from self.content()

    def content(self) -> ComposeResult:
        """What the step shows."""
        yield from ()

    def on_mount(self) -> None:
        """Fill the pane and take the keys."""
        self.reload()
        self.take_keys()

    def take_keys(self) -> None:
        """Give the focus to what the step is about."""
        self.query(RecordTable).first().focus()

    def reload(self) -> None:
        """Fill the pane from the records."""

    def hint(self, *lines: Content) -> None:
        """Say something else above the list."""
        self.query_one(".step-hint", Lines).show_lines(lines)

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

    @property
    def table(self) -> RecordTable:
        """The list of the step."""
        return self.query(RecordTable).first()

    def on_record(self, deed: Callable[[int], object]) -> None:
        """Do something with the record under the cursor, if there is one."""
        if self.table.highlighted is not None:
            deed(int(self.table.highlighted))
