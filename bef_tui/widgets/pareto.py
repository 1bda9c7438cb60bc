"""What causes most of it: horizontal bars, the longest first, with the share they add up to."""

from collections.abc import Sequence

from textual.content import Content

from bef_tui.widgets.glyphs import Tone, bar
from bef_tui.widgets.lines import Lines
from bef_tui.widgets.text import cells, clip, filled, plain

_VITAL = 0.8
_NUMBERS = 13


def pareto_lines(counts: Sequence[tuple[str, float]], width: int, *, most: int = 8) -> tuple[Content, ...]:
    """One line a cause: name, bar, count, and the share of all that it makes with those above it.

    The few that make up four fifths are drawn in amber, the many others in the secondary tone.
    """
    ordered = sorted((pair for pair in counts if pair[1] > 0), key=lambda pair: -pair[1])[:most]
    total = sum(count for _, count in counts if count > 0)
    if not ordered:
        return ()
    name_width = min(max(cells(name) for name, _ in ordered), max(6, width * 2 // 5))
    bar_width = max(1, width - name_width - _NUMBERS - 1)
    lines: list[Content] = []
    before = 0.0
    for name, count in ordered:
        tone: Tone = "near" if before / total < _VITAL else "dim"
        before += count
        full, _ = bar(count / ordered[0][1], bar_width)
        numbers = f"{count:>5g} {before / total:>4.0%} {'%'}".replace("% %", " %")
        parts = [plain(clip(name, name_width) + " "), filled(clip(full, bar_width), tone), plain(numbers)]
        lines.append(Content("").join(parts))
    return tuple(lines)


class Pareto(Lines):
    """The bars as a widget."""

    def __init__(self, counts: Sequence[tuple[str, float]] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._counts = tuple(counts)

    def show(self, counts: Sequence[tuple[str, float]]) -> None:
        """Draw other counts."""
        self._counts = tuple(counts)
        self.redraw()

    def draw(self, width: int) -> tuple[Content, ...]:
        """The bars at this width."""
        return pareto_lines(self._counts, width)
