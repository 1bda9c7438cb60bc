"""Small bars: a share, a value against what the plan expects, a sparkline. Pure functions, and a widget."""

from collections.abc import Sequence

from textual.content import Content

from bef_tui.widgets.glyphs import Tone, bar, glyph, spark
from bef_tui.widgets.lines import Lines
from bef_tui.widgets.text import filled, plain


def ratio_bar(share: float, width: int, tone: Tone = "good") -> Content:
    """A bar filled to a share of 0 to 1."""
    full, track = bar(share, width)
    return Content("").join([filled(full, tone), filled(track, "line")])


def expected_bar(actual: float, expected: float, width: int, tone: Tone) -> Content:
    """A bar filled to ``actual``, with a marker where the plan expects it; both shares of 0 to 1."""
    full, track = bar(actual, width)
    if not width:
        return Content("")
    at = min(width - 1, max(0, round(min(1.0, max(0.0, expected)) * width) - 1))
    marker = plain(glyph("marker"), "plain", bold=True)
    if at < len(full):
        parts = [filled(full[:at], tone), marker, filled(full[at + 1 :], tone), filled(track, "line")]
    else:
        gap = at - len(full)
        parts = [filled(full, tone), filled(track[:gap], "line"), marker, filled(track[gap + 1 :], "line")]
    return Content("").join(parts)


def sparkline(
    values: Sequence[float | None],
    tone: Tone = "plain",
    *,
    low: float | None = None,
    high: float | None = None,
    last: Tone | None = None,
) -> Content:
    """One sign a value, oldest first; ``last`` is the tone of the newest."""
    signs = spark(values, low, high)
    if not signs:
        return Content("")
    return Content("").join([plain(signs[:-1], tone), plain(signs[-1], last or tone)])


def change(value: float, *, good: str = "up", digits: int = 1, unit: str = "") -> Content:
    """A change with its arrow and sign; ``good`` says whether up or down is the better direction."""
    rounded = round(value, digits) + 0.0
    if not rounded:
        return plain(f"{glyph('same')} 0{unit}", "dim")
    up = rounded > 0
    tone: Tone = "good" if up == (good == "up") else "bad"
    sign = "+" if up else glyph("minus")
    return plain(f"{glyph('up' if up else 'down')} {sign}{abs(rounded):.{digits}f}{unit}", tone)


class RatioBar(Lines):
    """A share as a bar as wide as the widget, with its percentage at the right."""

    DEFAULT_CSS = """
    RatioBar { height: 1; }
    """

    def __init__(self, share: float = 0, tone: Tone = "good", *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._share, self._tone = share, tone

    def show(self, share: float, tone: Tone = "good") -> None:
        """Draw another share."""
        self._share, self._tone = share, tone
        self.redraw()

    def draw(self, width: int) -> tuple[Content, ...]:
        """The bar and its percentage."""
        number = f"{self._share:5.0%}".replace("%", " %")
        return (
            Content("").join(
                [ratio_bar(self._share, max(1, width - len(number)), self._tone), plain(number)]
            ),
        )
