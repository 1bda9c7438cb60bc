"""A promise as one line of a list: on Home and on the Execution screen alike."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from bef_tui.framework.days import say_day, say_past
from bef_tui.widgets.glyphs import GlyphName, Tone, glyph
from bef_tui.widgets.record_table import Cell, Row

PROMISE_SIGNS: dict[str, tuple[GlyphName, Tone]] = {
    "draft": ("open", "dim"),
    "open": ("open", "plain"),
    "kept": ("done", "good"),
    "late": ("late", "bad"),
    "missed": ("missed", "bad"),
    "dropped": ("dropped", "dim"),
}


class Promised(Protocol):
    """What a line needs to know of a promise."""

    @property
    def id(self) -> int:
        """Its id."""
        ...

    @property
    def outcome(self) -> str:
        """What will be true."""
        ...

    @property
    def state(self) -> str:
        """draft, open, kept, missed or dropped."""
        ...

    @property
    def owner(self) -> str:
        """Who owns it."""
        ...

    @property
    def due(self) -> date | None:
        """By when."""
        ...

    @property
    def kept_on(self) -> date | None:
        """When it was kept."""
        ...

    @property
    def moves(self) -> str:
        """The goal or KPI it serves."""
        ...

    @property
    def reason(self) -> str | None:
        """Why it was missed or dropped."""
        ...

    @property
    def carried(self) -> int:
        """How many weeks it was carried."""
        ...


def promise_row(line: Promised, today: date) -> Row:
    """The outcome, and as far as there is room what it moves; its day; who owns it."""
    is_late = (
        line.state == "kept" and line.due is not None and line.kept_on is not None and line.kept_on > line.due
    )
    sign, tone = PROMISE_SIGNS["late" if is_late else line.state]
    when, when_tone = _day(line, today, is_late)
    told = [f"missed: {line.reason or 'no reason yet'}"] if line.state == "missed" else []
    told += [f"dropped: {line.reason}"] if line.state == "dropped" and line.reason else []
    told += [f"carried {line.carried}{glyph('times')}"] if line.carried else []
    moves = f"{glyph('link')} {line.moves}" if line.moves else ""
    outcome = Cell(
        line.outcome,
        "dim" if line.state in ("kept", "dropped") else "plain",
        sign,
        tone,
        tail=f" {glyph('dot')} ".join(told) or moves,
        tail_tone=_told_tone(line) if told else "dim",
        tail_stays=bool(told),
    )
    return Row(f"commitment:{line.id}", (outcome, Cell(when, when_tone), Cell(line.owner, "dim")))


def _told_tone(line: Promised) -> Tone:
    return {"missed": "bad", "dropped": "dim", "kept": "dim"}.get(line.state, "near")  # type: ignore[return-value]


def _day(line: Promised, today: date, is_late: bool) -> tuple[str, Tone]:
    if line.state == "kept" and line.kept_on is not None:
        return ("late" if is_late else say_past(line.kept_on, today)), "bad" if is_late else "dim"
    if line.state in ("open", "draft") and line.due is not None:
        return say_day(line.due, today), "bad" if line.due < today else "near" if line.due == today else "dim"
    return "", "dim"
