"""The app on a store of the test's own: opened on a screen, used by its keys, read as a person would."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field

import pytest
from textual import events
from textual.pilot import Pilot

from bef_tui.app import BefApp
from bef_tui.data.store import Store
from bef_tui.framework.weeks import Now
from bef_tui.screens.desk import Desk
from bef_tui.widgets.form.row import FieldRow
from bef_tui.widgets.lines import Lines
from bef_tui.widgets.record_table import RecordTable


@dataclass
class KeptDrafts:
    """Drafts in memory."""

    texts: dict[str, str] = field(default_factory=dict)

    def put(self, key: str, text: str) -> None:
        self.texts[key] = text

    def load(self, key: str) -> str | None:
        return self.texts.get(key)

    def clear(self, key: str) -> None:
        self.texts.pop(key, None)


@dataclass
class User:
    """Somebody at the keyboard."""

    pilot: Pilot[None]
    app: BefApp

    async def press(self, *keys: str) -> None:
        """Press keys by name, one after the other, and wait until the app has answered."""
        for key in keys:
            await self.pilot.press(key)
            await self._answered()

    async def type(self, text: str) -> None:
        """Type a text where the focus is, as fast as one can."""
        for sign in text:
            self.app.post_message(events.Key("space" if sign == " " else sign, sign))
        await self.pilot.pause()
        await self._answered()

    async def _answered(self) -> None:
        await wait_for(self.pilot, lambda: not self.app.is_busy)
        for _ in range(2):  # what a dialog gave is worked on after it is closed
            await self.pilot.pause()
        await wait_for(self.pilot, lambda: not self.app.is_busy)

    async def fill(self, **texts: str) -> None:
        """Type into the fields of the form in front, by their names, over what stands there."""
        for row in self.app.screen.query(FieldRow):
            if row.field.name in texts:
                row.editor.focus()
                row.editor.raw = texts[row.field.name]
                await self.pilot.pause()

    def refusals(self) -> dict[str, str]:
        """What the form in front says is wrong, by field."""
        return {row.field.name: row.error for row in self.app.screen.query(FieldRow) if row.error}

    def asked(self) -> list[str]:
        """The names of the fields of the form in front."""
        return [row.field.name for row in self.app.screen.query(FieldRow)]

    def table(self, selector: str) -> list[str]:
        """The lines of a list that are in sight, without blanks at their ends."""
        table = self.app.screen.query_one(selector, RecordTable)
        lines = [table.render_line(y).text.rstrip() for y in range(table.size.height)]
        return [line for line in lines if line]

    def lines(self, selector: str) -> str:
        """What a few lines of text say."""
        return self.app.screen.query_one(selector, Lines).render().plain

    def said(self) -> list[str]:
        """What was notified so far."""
        return [note.message for note in self.app._notifications]


async def wait_for(pilot: Pilot[None], happened: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait until something has happened; fails when it does not."""
    for _ in range(int(seconds / 0.01)):
        if happened():
            return
        await pilot.pause(0.01)
    pytest.fail("the app did not get there in time")


Open = Callable[..., AbstractAsyncContextManager[User]]


@pytest.fixture
def drafts() -> KeptDrafts:
    return KeptDrafts()


@pytest.fixture
def desk(store: Store, now: Now, drafts: KeptDrafts) -> Desk:
    """The desk of the founder, whose clock stands still."""
    return Desk(lambda: store, drafts, lambda: now.at, now.zone)


@pytest.fixture
def opened(desk: Desk) -> Open:
    """Open the app on a screen, at a size."""

    @asynccontextmanager
    async def open_at(screen: str, size: tuple[int, int] = (100, 30)) -> AsyncIterator[User]:
        app = BefApp(desk, None, start=screen, offer_set_up=False)
        async with app.run_test(size=size) as pilot:
            await wait_for(pilot, lambda: app.glance is not None)
            await pilot.pause()
            yield User(pilot, app)

    return open_at
