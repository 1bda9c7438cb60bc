"""The first-run set-up: three minutes, five pages, by keyboard alone; every key is kept, each page can be skipped."""

from __future__ import annotations

import json
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from bef_tui import services
from bef_tui.framework.errors import RuleBroken
from bef_tui.screens.careful import Careful
from bef_tui.screens.desk import Desk
from bef_tui.screens.dialogs.choose import ChooseDialog
from bef_tui.screens.forms.setup import Raw, SetUpPage, answers, pages, where
from bef_tui.screens.frugal import FrugalDialog
from bef_tui.widgets.form import Form, Option
from bef_tui.widgets.glyphs import glyph
from bef_tui.widgets.key_footer import KeyFooter
from bef_tui.widgets.lines import Lines
from bef_tui.widgets.panel import Panel
from bef_tui.widgets.text import joined, plain

STATE = "setup"
"""The draft that says on which page one is and which were skipped; each page has one of its own."""


class SetupScreen(Careful, FrugalDialog[bool]):
    """Gives True when the company was set up, False when all of it was skipped."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "next", "Next", id="setup.next", priority=True, tooltip="Go on to the next page"),
        Binding("escape", "back", "Back", id="setup.back", tooltip="The page before"),
        Binding(
            "ctrl+n", "skip", "Skip this page", id="setup.skip", priority=True, tooltip="Leave this page out"
        ),
        Binding(
            "ctrl+g", "leave", "Skip all", id="setup.leave", priority=True, tooltip="Begin with an empty file"
        ),
    ]
    DEFAULT_CSS = """
    SetupScreen { align: center top; background: $background; }
    SetupScreen #setup-head { padding: 0 2; height: 2; width: 84; max-width: 100%; }
    SetupScreen #setup-page { width: 84; max-width: 100%; height: 1fr; }
    SetupScreen #setup-page > Panel { padding: 1 1 0 1; }
    SetupScreen #setup-purpose { padding: 0 2 1 2; height: auto; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._pages = pages(desk)
        state = json.loads(desk.drafts.load(STATE) or "{}")
        self._at = min(int(state.get("page", 0)), len(self._pages) - 1)
        self._skipped: set[str] = set(state.get("skipped", ()))

    def compose(self) -> ComposeResult:
        """A line that says how far one is, one page, and the keys."""
        yield Lines(id="setup-head")
        with Vertical(id="setup-page"):
            yield self._panel()
        yield KeyFooter()

    def on_mount(self) -> None:
        """Say how far one is."""
        self._head()

    @property
    def _page(self) -> SetUpPage:
        return self._pages[self._at]

    def _panel(self) -> Panel:
        page = self._page
        purpose = Static(plain(page.purpose, "dim"), id="setup-purpose")
        form = Form(page.fields, page.values, raw=self._typed(page))
        return Panel(purpose, form, title=page.title)

    def _head(self) -> None:
        dots = " ".join(glyph("full" if place <= self._at else "open") for place in range(len(self._pages)))
        said = f"   {self._at + 1} of {len(self._pages)}, three minutes in all. What you type is kept."
        self.query_one("#setup-head", Lines).show_lines((joined((f"bef  {dots}", "accent"), (said, "dim")),))

    # What is typed

    def _draft(self, page: SetUpPage) -> str:
        return f"{STATE}.{page.key}"

    def _typed(self, page: SetUpPage) -> dict[str, str] | None:
        kept: dict[str, str] | None = json.loads(self.desk.drafts.load(self._draft(page)) or "null")
        return kept

    def _keep(self, page: SetUpPage, raw: Raw) -> None:
        self.desk.drafts.put(self._draft(page), json.dumps(dict(raw)))

    def on_form_typed(self, message: Form.Typed) -> None:
        """Keep every key."""
        self._keep(self._page, message.raw)

    # Pages

    async def _show(self, at: int) -> None:
        self._at = at
        self.desk.drafts.put(STATE, json.dumps({"page": at, "skipped": sorted(self._skipped)}))
        holder = self.query_one("#setup-page", Vertical)
        await holder.remove_children()
        await holder.mount(self._panel())
        self._head()

    async def on_form_submitted(self, message: Form.Submitted) -> None:
        """A page was filled in: on to the next, or the end."""
        self._keep(self._page, message.form.raw)
        self._skipped.discard(self._page.key)
        await self._go_on()

    async def _go_on(self) -> None:
        if self._at + 1 < len(self._pages):
            await self._show(self._at + 1)
        else:
            await self._finish()

    async def _finish(self) -> None:
        kept = ((page.key, self._typed(page)) for page in self._pages if page.key not in self._skipped)
        typed = {key: raw for key, raw in kept if raw is not None}
        try:
            said = answers(self._pages, typed)
            self.desk.write(services.company.set_up, said, now=self.desk.now())
        except RuleBroken as refusal:
            await self._refuse(refusal)
        else:
            self._close(done=True)

    async def _refuse(self, refusal: RuleBroken) -> None:
        """Go to the page that is refused, and say why at its field."""
        key, name = where(refusal.field)
        await self._show(next(place for place, page in enumerate(self._pages) if page.key == key))
        self.query_one(Form).refuse(name, str(refusal))

    def _close(self, *, done: bool) -> None:
        for key in (STATE, *(self._draft(page) for page in self._pages)):
            self.desk.drafts.clear(key)
        calendar = self.desk.read(services.company.calendar)
        if calendar is not None:
            self.desk.zone, self.desk.first_weekday = calendar.zone, calendar.first_weekday
        self.dismiss(done)

    # Keys

    def action_next(self) -> None:
        """Go on, if this page can be read."""
        self.query_one(Form).action_submit()

    async def action_back(self) -> None:
        """The page before; what was typed here stays."""
        if self._at:
            await self._show(self._at - 1)

    async def action_skip(self) -> None:
        """Leave this page out."""
        self._skipped.add(self._page.key)
        await self._go_on()

    def action_leave(self) -> None:
        """Begin with an empty file, after asking."""

        def chosen(option: Option | None) -> None:
            if option is not None and option.value:
                self.desk.write(services.company.skip_set_up, now=self.desk.now())
                self._close(done=False)

        choices = (Option(True, "Begin with an empty file"), Option(False, "Go on with the set-up"))
        help = "The set-up is not offered again; everything in it can be added later."
        self.app.push_screen(ChooseDialog("Skip the set-up?", choices, help=help), chosen)
