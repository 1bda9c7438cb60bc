"""A line chart in plain cells: values over periods, the target, the limits within which all is noise."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil, floor, log10

from textual.content import Content

from bef_tui.widgets.glyphs import Tone, glyph, is_ascii
from bef_tui.widgets.lines import Lines
from bef_tui.widgets.text import harmless, plain

_LEVELS = 3  # strokes at the top, in the middle and at the bottom of a cell: all fonts have those


@dataclass(frozen=True)
class ChartView:
    """What a chart draws: values oldest first (None: no data), their labels, a target, limits, signalled points."""

    values: tuple[float | None, ...]
    labels: tuple[str, ...] = ()
    target: float | None = None
    limits: tuple[float, float] | None = None
    signals: frozenset[int] = frozenset()
    unit: str = ""


class _Canvas:
    """Cells with a sign and a tone, from the back to the front."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._cells: list[list[tuple[str, Tone]]] = [[(" ", "plain")] * width for _ in range(height)]

    def put(self, x: int, y: int, sign: str, tone: Tone) -> None:
        """A sign in one cell, in front of what is there."""
        if 0 <= x < self.width and 0 <= y < self.height:
            self._cells[y][x] = (sign, tone)

    def level(self, level: int, tone: Tone, every: int) -> None:
        """A line across with a stroke in every so many cells."""
        sign = _flat(level)
        for x in range(0, self.width, every):
            self.put(x, level // _LEVELS, sign, tone)

    def row(self, y: int) -> Content:
        """One line of cells."""
        runs = groupby(self._cells[y], key=lambda cell: cell[1])
        return Content("").join([plain("".join(sign for sign, _ in run), tone) for tone, run in runs])


def chart_lines(view: ChartView, width: int, height: int) -> tuple[Content, ...]:
    """The chart in ``height`` lines: scale at the left, labels of the periods in the last line.

    Each period is a step of the line, so that every value can be read at its place; signals stand out as points.
    """
    known = [value for value in view.values if value is not None]
    if not known or width < 16 or height < 4:
        return (plain("No values yet", "dim"),)
    target = [] if view.target is None else [view.target]
    low, high = _bounds([*known, *(view.limits or ()), *target])
    rows = height - 1

    def level_of(value: float) -> int:
        return round((high - value) / (high - low) * (rows * _LEVELS - 1))

    marks: dict[int, tuple[str, Tone]] = {0: (_number(high), "dim"), rows - 1: (_number(low), "dim")}
    marks[level_of(known[-1]) // _LEVELS] = (_number(known[-1]), "accent")
    if view.target is not None:
        marks[level_of(view.target) // _LEVELS] = (_number(view.target), "good")
    scale = max(len(text) for text, _ in marks.values())
    canvas = _Canvas(width - scale - 2, rows)
    for limit in view.limits or ():
        canvas.level(level_of(limit), "line", 1)
    if view.target is not None:
        canvas.level(level_of(view.target), "good", 2)
    _plot(canvas, view, level_of)
    lines = []
    for row in range(rows):
        text, tone = marks.get(row, ("", "dim"))
        lines.append(Content("").join([plain(text.rjust(scale) + " ", tone), canvas.row(row)]))
    return (*lines, _periods(view, scale + 1, canvas.width))


def _plot(canvas: _Canvas, view: ChartView, level_of: Callable[[float], int]) -> None:
    before: int | None = None
    for place, value in enumerate(view.values):
        if value is None:
            before = None
            continue
        start, stop = _slot(view, canvas.width, place)
        level = level_of(value)
        for x in range(start, stop):
            canvas.put(x, level // _LEVELS, _flat(level), "accent")
        if before is not None and before // _LEVELS != level // _LEVELS:
            _step(canvas, start, before, level)
        if place in view.signals:
            canvas.put((start + stop) // 2, level // _LEVELS, glyph("full"), "bad")
        before = level


def _flat(level: int) -> str:
    """A stroke at the top, in the middle or at the bottom of its cell."""
    return "-" if is_ascii() else "▔─▁"[level % _LEVELS]


def _step(canvas: _Canvas, x: int, before: int, level: int) -> None:
    """The upright stroke between two levels in different rows; ``upper`` and ``lower`` are its ends."""
    rising = level < before
    upper, lower = (level, before) if rising else (before, level)
    first, last = upper // _LEVELS, lower // _LEVELS
    for row in range(first + 1, last):
        canvas.put(x, row, glyph("marker"), "accent")
    if is_ascii():
        canvas.put(x, first, "+", "accent")
        canvas.put(x, last, "+", "accent")
        return
    canvas.put(x, first, ("│", "╭" if rising else "╮", "▁")[upper % _LEVELS], "accent")
    canvas.put(x, last, ("▔", "╯" if rising else "╰", "│")[lower % _LEVELS], "accent")


def _slot(view: ChartView, width: int, place: int) -> tuple[int, int]:
    count = len(view.values)
    return place * width // count, (place + 1) * width // count


def _bounds(values: Sequence[float]) -> tuple[float, float]:
    """Round numbers just outside all values."""
    low, high = min(values), max(values)
    span = (high - low) or abs(high) or 1.0
    size = 10.0 ** floor(log10(span / 4))
    step = next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor * 4 >= span)
    bottom, top = floor(low / step) * step, ceil(high / step) * step
    return bottom, top if top > bottom else bottom + step


def _number(value: float) -> str:
    for size, mark in ((1e9, "G"), (1e6, "M"), (1e4, "k")):
        if abs(value) >= size:
            return f"{value / (1e3 if mark == 'k' else size):.3g}{mark}"
    return f"{value:.4g}"


def _periods(view: ChartView, indent: int, width: int) -> Content:
    if not view.labels:
        return plain(" " * indent + view.unit, "dim")
    line = [" "] * width
    free = width
    for place in range(len(view.labels) - 1, -1, -1):
        label = view.labels[place]
        start, stop = _slot(view, width, min(place, len(view.values) - 1))
        begin = max(0, min((start + stop - len(label) + 1) // 2, width - len(label)))
        if begin + len(label) <= free and len(label) <= width:
            line[begin : begin + len(label)] = harmless(label)
            free = begin - 1
    return plain(" " * indent + "".join(line), "dim")


class LineChart(Lines):
    """The chart as a widget, as large as it is given."""

    DEFAULT_CSS = """
    LineChart { height: 1fr; min-height: 4; }
    """

    def __init__(self, view: ChartView | None = None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._view = view or ChartView(())

    def show(self, view: ChartView) -> None:
        """Draw other values."""
        self._view = view
        self.redraw()

    def draw(self, width: int) -> tuple[Content, ...]:
        """The chart at this size."""
        return chart_lines(self._view, width, self.size.height or 8)
