"""The two lines on top of every screen: whose business and which week, and the stages with their state."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

from bef_tui.widgets.glyphs import GlyphName, Tone, glyph, tone_of
from bef_tui.widgets.lines import Lines
from bef_tui.widgets.text import cells, ends, joined, plain, shorten

# Short names?, blanks between places, sign right after the name? The first that fits is taken.
_LEVELS = ((False, 2, False), (False, 2, True), (True, 2, True), (True, 1, True))


class HeaderView(NamedTuple):
    """The header's words: the business, the day as a person says it, and what is due with its key."""

    company: str
    day: str
    notice: str = ""
    key: str = ""
    tone: Tone = "plain"


class StageTab(NamedTuple):
    """One place of the stage bar: its key, its name and a shorter one, and the sign of its state."""

    key: str
    name: str
    short: str = ""
    state: GlyphName | None = None


def header_line(view: HeaderView, width: int) -> Content:
    """Business at the left, day in the middle, what is due at the right; the business gives way first."""
    right = joined((view.notice, view.tone), ("  " if view.notice and view.key else "", "plain"))
    right = Content("").join([right, plain(view.key, "accent", bold=True), plain(" ")])
    room = width - right.cell_length - 1
    day = shorten(view.day, max(0, room - 8))
    company_room = max(3, room - len(day) - 10)
    left = Content("").join(
        [
            plain(" bef", "accent", bold=True),
            plain(f" {glyph('dot')} ", "dim"),
            plain(shorten(view.company, company_room), bold=True),
        ]
    )
    start = max(left.cell_length + 2, (width - cells(day)) // 2)
    start = min(start, max(left.cell_length + 1, room - cells(day)))
    return ends(
        Content("").join([left, plain(" " * (start - left.cell_length)), plain(day, "dim")]), right, width
    )


def stage_line(tabs: Sequence[StageTab], active: str, width: int) -> Content:
    """The stages in one line: whole names when they fit, shorter ones when not, keys always."""
    for short, gap, tight in _LEVELS:
        names = [tab.short or tab.name if short else tab.name for tab in tabs]
        line = _stages(tabs, names, active, gap, tight)
        if line.cell_length <= width:
            return line
    for length in range(8, -1, -1):
        line = _stages(tabs, [(tab.short or tab.name)[:length] for tab in tabs], active, 1, True)
        if line.cell_length <= width:
            break
    return line


def _stages(tabs: Sequence[StageTab], names: Sequence[str], active: str, gap: int, tight: bool) -> Content:
    parts: list[Content] = []
    for tab, name in zip(tabs, names, strict=True):
        here = tab.key == active
        title = f"{tab.key} {name}".rstrip()
        label = plain(title, "accent", bold=True).stylize("underline") if here else plain(title, "dim")
        if not here:
            label = Content("").join([plain(tab.key, "plain"), plain(title[len(tab.key) :], "dim")])
        if tab.state is not None:
            label = Content("").join(
                [label, plain("" if tight else " "), plain(glyph(tab.state), tone_of(tab.state))]
            )
        parts.append(label)
    return Content("").join([plain(" "), Content(" " * gap).join(parts)])


class HeaderLine(Lines):
    """The header line."""

    DEFAULT_CSS = """
    HeaderLine { height: 1; }
    """

    def __init__(self, view: HeaderView | None = None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._view = view or HeaderView("", "")

    def show(self, view: HeaderView) -> None:
        """Draw another header."""
        if view != self._view:
            self._view = view
            self.redraw()

    def draw(self, width: int) -> tuple[Content, ...]:
        """The line at this width."""
        return (header_line(self._view, width),)


class StageBar(Lines):
    """The stage bar."""

    DEFAULT_CSS = """
    StageBar { height: 1; }
    """

    def __init__(self, tabs: Sequence[StageTab] = (), active: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._tabs = tuple(tabs)
        self._active = active

    def show(self, tabs: Sequence[StageTab], active: str) -> None:
        """Draw other states, or another place."""
        if (tuple(tabs), active) != (self._tabs, self._active):
            self._tabs, self._active = tuple(tabs), active
            self.redraw()

    def draw(self, width: int) -> tuple[Content, ...]:
        """The line at this width."""
        return (stage_line(self._tabs, self._active, width),)
