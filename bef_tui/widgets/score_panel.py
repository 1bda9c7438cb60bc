"""The Execution Score beside every screen, or folded into one line; only lines that changed are sent."""

from textwrap import wrap
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content

from bef_tui.widgets.bars import change, ratio_bar
from bef_tui.widgets.glyphs import GlyphName, Tone, glyph, is_ascii
from bef_tui.widgets.lines import Lines
from bef_tui.widgets.text import clip, ends, joined, plain, shorten

_SIGNS: dict[Tone, GlyphName] = {"good": "full", "near": "half", "bad": "open", "none": "dot"}
_NAMES = 14
_BAR = 8


class PanelView(NamedTuple):
    """What the panel shows.

    ``categories`` are name, value 1 to 5, verdict in a word, tone. ``gap_pct`` and ``gap_trend`` are in points;
    ``trend`` is the change of the total since the review before. ``stale``: the last known score, being judged anew.
    """

    total: float
    band: str
    trend: float | None = None
    categories: tuple[tuple[str, float, str, Tone], ...] = ()
    self_total: float | None = None
    gap_pct: float | None = None
    gap_trend: float | None = None
    next_move: str = ""
    next_gain: float | None = None
    next_category: str = ""
    stale: bool = False
    band_tone: Tone = "plain"


def panel_lines(view: PanelView, width: int) -> tuple[Content, ...]:
    """The panel's lines inside its frame."""
    room = width - 1
    number: Tone = "dim" if view.stale else "plain"
    head = Content("").join(
        [
            plain(f" {view.total:.1f}", number, bold=True),
            plain(" /25  ", "dim"),
            plain(view.band.upper(), view.band_tone, bold=True),
        ]
    )
    trend = change(view.trend) if view.trend is not None else Content("")
    lines = [ends(head, trend, room), Content("")]
    lines += [_category(*one, room) for one in view.categories]
    lines += [Content("")]
    if view.self_total is not None:
        lines.append(
            joined((f" you say {view.self_total:g} {glyph('dot')} records say {view.total:.1f}", "dim"))
        )
    if view.gap_pct is not None:
        lines.append(_gap(view, room))
    if view.next_move:
        lines += [Content(""), *_next(view.next_move, room)]
    return tuple(line.truncate(width, ellipsis=True) for line in lines)


def _category(name: str, value: float, word: str, tone: Tone, room: int) -> Content:
    sign = plain(f" {glyph(_SIGNS.get(tone, 'dot'))} ", tone)
    left = Content("").join([sign, plain(clip(name, _NAMES), "dim" if tone == "none" else "plain")])
    width = max(3, min(_BAR, room - _NAMES - 9))
    number = plain(f"  {value:.1f}", "dim" if tone == "none" else "plain")
    spare = room - _NAMES - 3 - width - number.cell_length - len(word) - 3
    said = plain(f"  {word}", "dim") if tone == "none" and spare >= 0 else Content("")
    return ends(
        Content("").join([left, said]), Content("").join([ratio_bar(value / 5, width, tone), number]), room
    )


def _gap(view: PanelView, room: int) -> Content:
    parts = [plain(f"{view.gap_pct:.0f} %")]
    if view.gap_trend is not None:
        parts += [plain("  "), change(view.gap_trend, good="down", digits=0)]
    return ends(plain(" Gap, 4 weeks", "dim"), Content("").join(parts), room)


def _next(move: str, room: int) -> list[Content]:
    texts = wrap(shorten(move, 4 * room), room - 3) or [""]
    if len(texts) > 2:
        texts = [texts[0], shorten(" ".join(texts[1:]), room - 3)]
    first = Content("").join([plain(f" {glyph('arrow')} ", "accent"), plain(texts[0])])
    return [first, *(plain(f"   {text}") for text in texts[1:])]


def folded_line(view: PanelView, width: int) -> Content:
    """The whole panel in one line: total, band, trend, gap, the next move as far as it fits, its gain."""
    parts = [
        plain(f" {view.total:.1f}", "dim" if view.stale else "plain", bold=True),
        plain("/25 ", "dim"),
        plain(view.band.upper(), view.band_tone, bold=True),
    ]
    if view.trend is not None:
        parts += [plain(" "), change(view.trend)]
    if view.gap_pct is not None:
        parts += [plain("   Gap ", "dim"), plain(f"{view.gap_pct:.0f} %")]
        if view.gap_trend is not None:
            parts += [plain(" "), change(view.gap_trend, good="down", digits=0)]
    left = Content("").join(parts)
    gain = _gain(view)
    room = width - left.cell_length - len(gain) - 6
    if room < cell_len(view.next_move) and view.next_gain is not None:
        whole, gain = gain, f"+{view.next_gain:.1f}"
        room += len(whole) - len(gain)
    if not view.next_move or room < 8:
        return left
    move = Content("").join(
        [
            plain(f"{glyph('arrow')} ", "accent"),
            plain(shorten(view.next_move, room)),
            plain(f" {gain} ", "accent"),
        ]
    )
    return ends(left, move, width)


def _gain(view: PanelView) -> str:
    if view.next_gain is None:
        return ""
    return f"{shorten(view.next_category, 16)} +{view.next_gain:.1f}".strip()


class ScorePanel(Lines):
    """The score in a frame 34 columns wide, or in one line when ``folded``."""

    DEFAULT_CSS = """
    ScorePanel {
        width: 34; height: 100%; min-height: 14;
        border: round $border-blurred;
        border-title-color: $foreground; border-title-style: bold;
        border-subtitle-color: $text-accent;
        &.-ascii { border: ascii $border-blurred; }
        &.-folded { border: none; width: 100%; height: 1; min-height: 1; }
    }
    """

    def __init__(self, view: PanelView | None = None, *, folded: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._view = view
        self._folded = folded
        self.set_class(folded, "-folded")
        self.set_class(is_ascii(), "-ascii")
        self._edges()

    @property
    def folded(self) -> bool:
        """Whether the panel is one line."""
        return self._folded

    @folded.setter
    def folded(self, folded: bool) -> None:
        if folded != self._folded:
            self._folded = folded
            self.set_class(folded, "-folded")
            self.refresh(layout=True)

    def show(self, view: PanelView) -> None:
        """Draw another score."""
        if view != self._view:
            self._view = view
            self._edges()
            self.redraw()

    def draw(self, width: int) -> tuple[Content, ...]:
        """The lines at this width."""
        if self._view is None:
            return (plain(" No score yet", "dim"),)
        return (folded_line(self._view, width),) if self._folded else panel_lines(self._view, width)

    def _edges(self) -> None:
        view = self._view
        title = "Execution Score" + (f" {glyph('dot')} last known" if view is not None and view.stale else "")
        gain = _gain(view) if view is not None and view.next_move else ""
        if getattr(self, "_edge_texts", None) != (title, gain):
            self._edge_texts = (title, gain)
            self.border_title = plain(title)
            self.border_subtitle = plain(gain)
