"""Sends only the cells that changed: a shadow of what the terminal shows, between Textual and its driver.

Textual sends every region that was drawn anew in full width, whether it looks different or not: a dialog is 14 kB
instead of 3, a move in a list 300 bytes instead of 60. Here each frame is taken apart into cells and compared with
what was sent before; what is left are a few moves of the cursor, the colours that differ, and the changed cells.

It leans on these private parts of Textual 8.2, which the pin ``textual<9`` and tests/terminal/test_shadow.py, where
both kinds of output are compared cell by cell, keep an eye on: ``App._display`` (replaced, with ``_sync_available``,
``_batch_count``, ``_running``, ``_closed``, ``_previous_cursor_position`` and ``_handle_exception`` of its body),
``LayoutUpdate`` and ``ChopsUpdate`` of the compositor, and ``Style._ansi``, ``._link`` and ``._link_id`` of Rich.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.color import ColorSystem
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.strip import Strip

if TYPE_CHECKING:
    from rich.style import Style
    from textual.app import App
    from textual.screen import Screen

UNKNOWN = "\0"
"""The sign of a cell that may show anything."""

GAP = 4
"""So many unchanged cells between two changed ones are sent along: a move of the cursor costs as much."""

_CLEAR = "\x1b[0m\x1b[2J"
_UNSEEN_ON_BLANKS = frozenset({"1", "2", "3"})  # bold, dim and italic
_COLOURS = {"38": 0, "48": 1}


class Shadow:
    """What the terminal shows, cell by cell.

    A cell is its sign (empty for the right half of a wide one, more than one code point where they combine) and its
    pen: the SGR codes, and after a line feed the link.
    """

    def __init__(self) -> None:
        self._is_lost = True
        self._size = (0, 0)
        self._signs: list[list[str]] = []
        self._pens: list[list[str]] = []
        self._pen = ""
        self._at: tuple[int, int] | None = None
        self._out: list[str] = []

    def forget(self) -> None:
        """The terminal may show anything now: another program had it, it was resized, or frames got lost.

        May be called in any thread; the next frame knows it.
        """
        self._is_lost = True

    def frame(
        self, update: LayoutUpdate | ChopsUpdate, cursor: tuple[int, int], colours: ColorSystem | None
    ) -> str:
        """What to send so that the terminal shows an update, with its cursor at a place; often nothing at all."""
        self._out = []
        self._prepare(update)
        system = colours or ColorSystem.TRUECOLOR
        for y, x, strip in _pieces(update):
            self._draw(y, x, strip, system)
        self._turn("")
        self._move(cursor[1], cursor[0])
        return "".join(self._out)

    def _prepare(self, update: LayoutUpdate | ChopsUpdate) -> None:
        """Begin anew when the terminal is not known, or has another size."""
        is_whole = isinstance(update, LayoutUpdate)
        if isinstance(update, LayoutUpdate):
            width, height = update.region.size
        else:
            width, height = update.chop_ends[0][-1], len(update.chops)
        if self._is_lost or self._size != (width, height):
            self._is_lost = False
            self._size = (width, height)
            sign = " " if is_whole else UNKNOWN
            self._signs = [[sign] * width for _ in range(height)]
            self._pens = [[_blank("")] * width for _ in range(height)]
            self._pen, self._at = "", None
            self._out.append(_CLEAR if is_whole else "\x1b[0m")

    def _draw(self, y: int, x: int, strip: Strip, system: ColorSystem) -> None:
        """Send what differs of one strip."""
        signs: list[str] = []
        pens: list[str] = []
        for text, style, control in strip:
            if not control:
                cells = text if text.isascii() else _cells(text)
                pen = "" if style is None else _pen(style, system)
                blanks = len(text) - len(text.rstrip(" "))
                signs.extend(cells)
                pens.extend([pen] * (len(cells) - blanks))
                if blanks:
                    pens.extend([_blank(pen)] * blanks)
        row, row_pens = self._signs[y], self._pens[y]
        end = min(x + len(signs), len(row))
        del signs[end - x :], pens[end - x :]
        shown, shown_pens = row[x:end], row_pens[x:end]
        if shown == signs and shown_pens == pens:
            return
        if _is_plain(shown) and _is_plain(signs):
            runs: Iterable[tuple[int, int]] = _runs(shown, shown_pens, signs, pens)
        else:  # terminals differ in how wide they draw some signs: what stands right of them may have moved
            runs = ((0, end - x),)
        for start, stop in runs:
            self._move(y, x + start)
            self._write(signs, pens, start, stop)
        # The other half of a wide sign that was cut in two shows anything.
        if end < len(row) and row[end] == "":
            row[end] = UNKNOWN
        if x and row[x] == "" and signs and signs[0] != "":
            row[x - 1] = UNKNOWN
        row[x:end], row_pens[x:end] = signs, pens

    def _write(self, signs: list[str], pens: list[str], start: int, stop: int) -> None:
        """Send cells from where the cursor is."""
        out = self._out
        while start < stop:
            pen = pens[start]
            here = start + 1
            while here < stop and pens[here] == pen and _is_sure(signs[here - 1]):
                here += 1
            self._turn(pen)
            out.append("".join(signs[start:here]))
            if self._at is not None:
                y, x = self._at
                if _is_sure(signs[here - 1]):
                    self._at = (y, x + here - start)
                else:
                    while here < stop and signs[here] == "":
                        here += 1
                    self._at = None
                    if here < stop:
                        self._move(y, x + here - start)
            start = here

    def _turn(self, pen: str) -> None:
        """Change the colours and attributes."""
        if pen != self._pen:
            codes, self._pen = _turned(self._pen, pen)
            self._out.append(codes)

    def _move(self, y: int, x: int) -> None:
        """Put the cursor somewhere."""
        if self._at == (y, x):
            return
        was, self._at = self._at, (y, x)
        if was is not None and was[0] == y and was[1] < x and self._out:
            step = x - was[1]
            self._out.append("\x1b[C" if step == 1 else f"\x1b[{step}C")
        else:
            self._out.append(f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H")


def install(app: App[Any]) -> Shadow:
    """Let an app send only what changed; to be told, by ``forget``, when the terminal shows something else."""
    shadow = Shadow()
    usual = app._display

    def display(screen: Screen[Any], update: Any) -> None:
        driver = app._driver
        if (
            not isinstance(update, LayoutUpdate | ChopsUpdate)
            or app._batch_count
            or not app._running
            or app._closed
            or app.is_headless
            or driver is None
            or driver.is_inline
        ):
            usual(screen, update)
            return
        try:
            cursor = app.screen.outer_size.clamp_offset(app.cursor_position)
            frame = shadow.frame(update, cursor, app.console._color_system)
            app._previous_cursor_position = cursor
        except Exception as error:
            app._handle_exception(error)
        else:
            if frame:
                driver.write(f"{SYNC_START}{frame}{SYNC_END}" if app._sync_available else frame)
                driver.flush()
        finally:
            app.post_display_hook()

    setattr(app, "_display", display)  # noqa: B010
    return shadow


def _pieces(update: LayoutUpdate | ChopsUpdate) -> Iterator[tuple[int, int, Strip]]:
    """The line, the column and the strip of everything that was drawn."""
    if isinstance(update, LayoutUpdate):
        left, top = update.region.offset
        for y, strips in enumerate(update.strips, top):
            x = left
            for strip in strips:
                yield y, x, strip
                x += strip.cell_length
        return
    for y, x1, x2 in update.spans:
        for end, (x, piece) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if piece is not None and x <= x2 and end > x1:
                whole = x1 <= x < x2 and end <= x2
                yield y, x, piece if whole else piece.crop(0, min(end, x2) - x)


def _runs(old: list[str], old_pens: list[str], new: list[str], pens: list[str]) -> Iterator[tuple[int, int]]:
    """From where to where cells differ; small gaps are closed."""
    start = stop = -1
    for index, (was, was_pen, sign, pen) in enumerate(zip(old, old_pens, new, pens, strict=True)):
        if was != sign or was_pen != pen:
            if start < 0:
                start = index
            elif index - stop > GAP:
                yield start, stop
                start = index
            stop = index + 1
    if start >= 0:
        yield start, stop


def _is_plain(signs: list[str]) -> bool:
    """Whether every cell is one sign of one cell."""
    return "" not in signs and sum(map(len, signs)) == len(signs)


def _is_sure(sign: str) -> bool:
    """Whether all terminals agree how wide a sign is: it is one code point, and no emoji."""
    return len(sign) < 2 and sign < "\U0001f000"


@lru_cache(maxsize=2048)
def _cells(text: str) -> tuple[str, ...]:
    """A text as cells."""
    cells: list[str] = []
    lead = 0
    for sign in text:
        width = cell_len(sign)
        joins = not width or (cells and cells[lead].endswith("\u200d"))
        if joins and cells:
            cells[lead] += sign
            cells.extend([""] * (cell_len(cells[lead]) - len(cells) + lead))
        elif width:
            lead = len(cells)
            cells += [sign, *[""] * (width - 1)]
    width = cell_len(text)
    return tuple(cells) if len(cells) == width else (text, *[""] * (width - 1))[:width]


def _pen(style: Style, system: ColorSystem) -> str:
    ansi = style._ansi
    if ansi is None:
        ansi = Strip.render_ansi(style, system)
    return f"{ansi}\nid={style._link_id};{style._link}" if style._link else ansi


@lru_cache(maxsize=1024)
def _parts(pen: str) -> tuple[frozenset[str], str, str, str]:
    """The attributes, the foreground, the background and the link of a pen."""
    sgr, _, link = pen.lstrip(" ").partition("\n")
    attributes: list[str] = []
    colours = ["39", "49"]
    codes = iter(sgr.split(";")) if sgr else iter(())
    for code in codes:
        if code in _COLOURS:
            kind = next(codes)
            rest = [next(codes) for _ in range(3 if kind == "2" else 1)]
            colours[_COLOURS[code]] = ";".join((code, kind, *rest))
        elif code[:-1] in ("3", "9"):
            colours[0] = code
        elif code[:-1] in ("4", "10"):
            colours[1] = code
        else:
            attributes.append(code)
    return frozenset(attributes), colours[0], colours[1], link


@lru_cache(maxsize=1024)
def _blank(pen: str) -> str:
    """The pen of cells without ink: only the background counts, unless lines or links are drawn through them."""
    attributes, _, background, link = _parts(pen)
    if link or attributes - _UNSEEN_ON_BLANKS:
        return pen
    return " " + background


@lru_cache(maxsize=4096)
def _turned(old: str, new: str) -> tuple[str, str]:
    """What to send to get from one pen to the next, and the pen that the terminal has then."""
    was, is_ = _parts(old), _parts(new)
    if new.startswith(" ") and not was[3] and was[0] <= _UNSEEN_ON_BLANKS:
        is_ = (was[0], was[1], is_[2], "")
    attributes, colours, link = is_[0], is_[1:3], is_[3]
    if was[0] <= attributes:
        more = sorted(attributes - was[0])
        codes = more + [code for code, before in zip(colours, was[1:3], strict=True) if code != before]
    else:
        codes = ["", *sorted(attributes), *(code for code in colours if code not in ("39", "49"))]
    sent = f"\x1b[{';'.join(codes)}m" if codes else ""
    if link != was[3]:
        sent += f"\x1b]8;{link or ';'}\x1b\\"
    return sent, ";".join((*sorted(attributes), *colours)) + (f"\n{link}" if link else "")
