"""The terminal shows the same whether whole regions are sent or only the cells that changed."""

import fcntl
import signal
import struct
import termios
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Offset, Region
from textual.pilot import Pilot
from textual.strip import Strip

from bef_tui import services
from bef_tui.app import BefApp
from bef_tui.data.store import Store
from bef_tui.framework.weeks import Now
from bef_tui.screens.desk import Desk
from bef_tui.terminal.running import PLAIN_OUTPUT
from bef_tui.terminal.shadow import Shadow
from tests.terminal.pseudo import PATIENCE, Pseudo

UNSEEN = " "


def cells(screen: pyte.Screen, lines: Iterable[int]) -> list[list[tuple[Any, ...]]]:
    """What one sees on some lines: the colour of ink counts where there is ink."""
    return [[_cell(screen.buffer[y][x]) for x in range(screen.columns)] for y in lines]


def _cell(char: Any) -> tuple[Any, ...]:
    lines = (char.underscore, char.strikethrough, char.reverse)
    if char.data == UNSEEN and not any(lines):
        return (char.data, "default", char.bg, False, False, *lines)
    return (char.data, char.fg, char.bg, char.bold, char.italics, *lines)


class Terminal:
    """An emulated terminal."""

    def __init__(self, columns: int, lines: int) -> None:
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.Stream(self.screen)
        self.sent = 0

    def feed(self, text: str) -> None:
        self.sent += len(text.encode())
        # The emulator knows no hyperlinks and would print them.
        while (start := text.find("\x1b]8;")) >= 0:
            text = text[:start] + text[text.index("\x1b\\", start) + 2 :]
        self._stream.feed(text)

    def resize(self, columns: int, lines: int) -> None:
        self.screen.resize(lines, columns)


class Quiet:
    """Drafts that nobody keeps."""

    def put(self, key: str, text: str) -> None: ...
    def load(self, key: str) -> str | None: ...
    def clear(self, key: str) -> None: ...


@dataclass
class Twice:
    """The app with both kinds of output, each on a terminal of its own."""

    pilot: Pilot[None]
    app: BefApp
    plain: Terminal
    few: Terminal
    shadow: Shadow = field(default_factory=Shadow)
    frames: int = 0
    wholes: int = 0

    def display(self, screen: Any, update: Any) -> None:
        """What ``App._display`` would send, in both ways."""
        if update is None or self.app._batch_count:
            return
        assert isinstance(update, LayoutUpdate | ChopsUpdate)
        console, cursor = self.app.console, self.app.screen.outer_size.clamp_offset(self.app.cursor_position)
        self.plain.feed(
            "\x1b[0m" + update.render_segments(console) + f"\x1b[{cursor.y + 1};{cursor.x + 1}H",
        )
        self.few.feed(self.shadow.frame(update, cursor, console._color_system))
        self.frames += 1
        self.compare()

    def compare(self) -> None:
        dirty = self.few.screen.dirty | self.plain.screen.dirty
        lines = sorted(y for y in dirty if y < self.app.size.height)
        assert cells(self.few.screen, lines) == cells(self.plain.screen, lines)
        self.few.screen.dirty.clear()
        self.plain.screen.dirty.clear()
        few, plain = self.few.screen.cursor, self.plain.screen.cursor
        assert (few.x, few.y) == (plain.x, plain.y)

    def compare_with_whole(self) -> None:
        """What is shown is what the screen would look like if all of it were drawn now."""
        compositor = self.app.screen._compositor
        if compositor._dirty_regions or self.app.screen._dirty_widgets:
            return
        whole = Terminal(*self.app.size)
        update = compositor.render_update(full=True, screen_stack=self.app._background_screens)
        assert isinstance(update, LayoutUpdate)
        whole.feed(update.render_segments(self.app.console))
        lines = range(self.app.size.height)
        assert cells(self.few.screen, lines) == cells(whole.screen, lines)
        self.wholes += 1

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            for _ in range(3):
                await self.pilot.pause()
            self.compare_with_whole()
        self.compare()

    async def resize(self, columns: int, lines: int) -> None:
        for terminal in (self.plain, self.few):
            terminal.resize(columns, lines)
        self.shadow.forget()
        await self.pilot.resize_terminal(columns, lines)
        await self.pilot.pause()
        self.compare()


@pytest.fixture
def busy(store: Store, now: Now) -> Store:
    """A business with some of everything that lists show, names in several scripts included."""
    today = now.today
    for title in (
        "Write the letter",
        "給田中さんに電話",
        "Café ☕ mit Zoë",
        "👩‍👩‍👧 family offer",
        "e\u0301te\u0301",
    ):
        store.write(services.execution.add_task, title=title, due=today, now=now)
    names = [f"Task {number} of many" for number in range(30)]
    for title in names:
        store.write(services.execution.add_task, title=title, due=today - timedelta(days=3), now=now)
    return store


@asynccontextmanager
async def twice(store: Store, now: Now, size: tuple[int, int] = (100, 30)) -> AsyncIterator[Twice]:
    app = BefApp(Desk(lambda: store, Quiet(), lambda: now.at, now.zone), None, start="home")
    holder: list[Twice] = []
    waiting: list[tuple[Any, Any]] = []

    def display(screen: Any, update: Any) -> None:
        waiting.append((screen, update)) if not holder else holder[0].display(screen, update)

    setattr(app, "_display", display)  # noqa: B010
    async with app.run_test(size=size) as pilot:
        both = Twice(pilot, app, Terminal(*size), Terminal(*size))
        for screen, update in waiting:
            both.display(screen, update)
        holder.append(both)
        while app.glance is None:
            await pilot.pause(0.01)
        await pilot.pause()
        yield both
        assert both.frames > 3
        both.compare()


@pytest.mark.parametrize("theme", ["bef-dark", "bef-ansi"])
async def test_a_walk_through_the_app_looks_the_same(busy: Store, now: Now, theme: str) -> None:
    async with twice(busy, now) as both:
        both.app.theme = theme
        await both.press("tab", "down", "down", "space", "u", "4", "down", "G", "g", "space")
        await both.press(
            "a", *"call Ada fri", "escape", "1", "a", "tab", *"né", "escape", "question_mark", "escape"
        )
        await both.press("slash", *"tas", "backspace", "down", "escape", "S", "down", "7", "s", "s", "0")
        assert both.few.sent < both.plain.sent / 3
        assert both.wholes > 30


async def test_resizing_looks_the_same(busy: Store, now: Now) -> None:
    async with twice(busy, now) as both:
        for columns, lines in ((80, 24), (120, 36), (100, 30)):
            await both.resize(columns, lines)
            await both.press("4", "down", "0", "tab")


async def test_a_terminal_that_was_used_by_another_program_is_painted_anew(busy: Store, now: Now) -> None:
    async with twice(busy, now) as both:
        for terminal in (both.plain, both.few):
            terminal.feed("\x1b[2J\x1b[Hvim was here")
        both.shadow.forget()
        both.app.refresh()
        await both.press("down")
        assert "vim" not in "".join(both.few.screen.display)


async def test_drawing_the_same_again_sends_nothing(busy: Store, now: Now) -> None:
    async with twice(busy, now) as both:
        await both.press("4")
        before, frames = both.few.sent, both.frames
        both.app.refresh()
        await both.press("f12")
        assert both.frames > frames
        assert both.few.sent == before


SIGNS = st.sampled_from([*"ab  ─█é│", "漢", "字", "👍", "e\u0301", "☕"])
COLOURS = [None, "red", "#102030", "#ffffff", "color(99)", "default", "bright_blue"]
STYLES = st.builds(
    Style,
    color=st.sampled_from(COLOURS),
    bgcolor=st.sampled_from(COLOURS),
    bold=st.sampled_from([None, True, False]),
    italic=st.sampled_from([None, True]),
    underline=st.sampled_from([None, True]),
    strike=st.sampled_from([None, True]),
    reverse=st.sampled_from([None, True]),
    link=st.sampled_from([None, None, "https://example.org"]),
    meta=st.sampled_from([None, {"@click": "quit"}]),
)
WIDTH, HEIGHT = 14, 3


@st.composite
def strips(draw: st.DrawFn, width: int = WIDTH) -> Strip:
    """One line of a known width, in a few pieces."""
    pieces = draw(
        st.lists(st.tuples(st.lists(SIGNS, max_size=8).map("".join), st.none() | STYLES), max_size=5)
    )
    return Strip([Segment(text, style) for text, style in pieces]).adjust_cell_length(width)


@st.composite
def updates(draw: st.DrawFn) -> LayoutUpdate | ChopsUpdate:
    """A frame, whole or of some spans, cut in two somewhere."""
    cut = draw(st.integers(1, WIDTH - 1))
    if draw(st.booleans()):
        lines = [[draw(strips(cut)), draw(strips(WIDTH - cut))] for _ in range(HEIGHT)]
        return LayoutUpdate([iter(line) for line in lines], Region(0, 0, WIDTH, HEIGHT))
    chops: list[dict[int, Strip | None]] = [{0: None, cut: None} for _ in range(HEIGHT)]
    spans = []
    for y in sorted(draw(st.sets(st.integers(0, HEIGHT - 1), min_size=1))):
        chops[y] = {0: draw(strips(cut)), cut: draw(strips(WIDTH - cut))}
        spans.append(
            (y, *draw(st.sampled_from([(0, cut), (cut, WIDTH), (0, WIDTH), (cut, max(cut + 1, WIDTH - 2))])))
        )
    return ChopsUpdate(chops, spans, [[cut, WIDTH]] * HEIGHT)


@given(
    st.lists(updates(), min_size=1, max_size=6),
    st.sampled_from([ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT]),
)
@settings(deadline=None, max_examples=150)
def test_random_frames_look_the_same(frames: list[LayoutUpdate | ChopsUpdate], system: ColorSystem) -> None:
    from rich.console import Console

    console = Console(
        color_system="truecolor" if system is ColorSystem.TRUECOLOR else "256", force_terminal=True
    )
    # One column more: the emulator wraps before a combining mark in the last one.
    plain, few, shadow = Terminal(WIDTH + 1, HEIGHT), Terminal(WIDTH + 1, HEIGHT), Shadow()
    for update in frames:
        if isinstance(update, LayoutUpdate):
            update.strips = [list(line) for line in update.strips]
        plain.feed(update.render_segments(console))
        few.feed(shadow.frame(update, Offset(0, 0), system))
        assert cells(few.screen, range(HEIGHT)) == cells(plain.screen, range(HEIGHT))


def test_half_a_wide_sign_that_was_overwritten_is_sent_again() -> None:
    whole = LayoutUpdate([[Strip([Segment("漢字ab")])]], Region(0, 0, 6, 1))
    half = ChopsUpdate([{0: None, 1: Strip([Segment("x")]), 2: None}], [(0, 1, 2)], [[1, 2, 6]])
    shadow = Shadow()
    shadow.frame(whole, Offset(0, 0), None)
    shadow.frame(half, Offset(0, 0), None)
    assert "漢" in shadow.frame(whole, Offset(0, 0), None)


def test_an_emoji_is_followed_by_a_move_because_terminals_differ_in_its_width() -> None:
    sent = Shadow().frame(LayoutUpdate([[Strip([Segment("👍ab")])]], Region(0, 0, 4, 1)), Offset(0, 0), None)
    assert "👍\x1b[1;3Hab" in sent


LEAVES = """
import sys
from textual.app import App
from textual.widgets import Input, Static
from bef_tui import terminal

class Leaving(App[None]):
    ENABLE_COMMAND_PALETTE = False

    def compose(self):
        yield Static("the first line")
        yield Static("ready", id="last")

    def key_e(self):
        with self.suspend():
            print("\\x1b[2J\\x1b[Hthe editor was here", file=sys.__stderr__, flush=True)
        self.query_one("#last", Static).update("came back")

terminal.leave(terminal.run(Leaving(), lambda: None))
"""


def test_after_the_editor_everything_is_painted_again() -> None:
    with Pseudo("-c", LEAVES) as program:
        program.wait_for(b"ready")
        program.read(0.2)
        program.type(b"e")
        program.wait_for(b"came back")
        program.read(0.3)
        terminal = Terminal(80, 24)
        terminal.feed(program.seen.decode())
        shown = [line.rstrip() for line in terminal.screen.display]
        assert shown == ["the first line", "came back", *[""] * 22]


def test_a_window_of_another_size_is_painted_anew() -> None:
    with Pseudo("-c", LEAVES) as program:
        program.wait_for(b"ready")
        program.read(0.3)
        before = len(program.seen)
        fcntl.ioctl(program.far, termios.TIOCSWINSZ, struct.pack("HHHH", 10, 40, 0, 0))
        program.process.send_signal(signal.SIGWINCH)
        wanted = ["the first line", "ready", *[""] * 8]
        end, shown = monotonic() + PATIENCE, [""]
        while shown != wanted and monotonic() < end:
            program.read(0.1)
            terminal = Terminal(40, 10)
            terminal.feed(program.seen[before:].decode(errors="ignore"))
            shown = [line.rstrip() for line in terminal.screen.display]
        assert shown == wanted


@pytest.fixture
def home(tmp_path: Path) -> Iterator[dict[str, str]]:
    yield {"BEF_HOME": str(tmp_path), "BEF_TODAY": date(2026, 11, 19).isoformat()}


def test_a_switch_brings_back_whole_regions(home: dict[str, str]) -> None:
    shown, sent = [], []
    for env in (home, {**home, PLAIN_OUTPUT: "1"}):
        with Pseudo("-m", "bef_tui", env=env) as program:
            program.wait_for(b"palette")
            program.read(1.0)
            terminal = Terminal(80, 24)
            terminal.feed(program.seen.decode())
            shown.append(terminal.screen.display)
            sent.append(len(program.seen))
    assert shown[0] == shown[1]
    assert sent[0] < sent[1]
