"""The rows of Automation: how a rule, a firing and a dry run are said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from textual.content import Content

from bef_tui.framework.days import WEEKDAYS, say_date, say_past, say_weekday
from bef_tui.screens.forms.rules import CATCH_UP_WORDS
from bef_tui.widgets.glyphs import GlyphName, Tone, glyph
from bef_tui.widgets.record_table import Cell, Row
from bef_tui.widgets.text import joined, plain

if TYPE_CHECKING:
    from bef_tui.framework.weeks import Now
    from bef_tui.services.automation import DryRun, FiringRow, RuleRow

DAYS_BY_NAME = 6
KINDS = {"workflow_run": "run", "follow_up": "follow-up"}


def summary(rows: Sequence[RuleRow]) -> str:
    """How many rules are on, and how many fail."""
    if not rows:
        return ""
    failing = sum(row.stopped or row.failing for row in rows)
    said = f"{sum(row.enabled for row in rows)} of {len(rows)} on"
    return f"{said} · {failing} failing" if failing else said


def rule_row(row: RuleRow, now: Now) -> Row:
    """A rule: its state, its name, what it waits for, when it comes next, how often and when it fired."""
    sign: tuple[GlyphName, Tone] = ("full", "good") if row.enabled else ("open", "dim")
    if row.stopped or row.failing:
        sign = ("missed", "bad")
    text: Tone = "plain" if row.enabled or row.stopped else "dim"
    last = say_past(now.day_of(row.last_at), now.today, now.first_weekday) if row.last_at else ""
    return Row(
        row.id,
        (
            Cell(row.name, text, *sign),
            Cell(row.when, "dim"),
            _next(row, now),
            Cell(f"{row.fired}×" if row.fired else "–", "plain" if row.fired else "none"),
            Cell(last, "dim"),
        ),
    )


def _next(row: RuleRow, now: Now) -> Cell:
    if row.stopped:
        return Cell("stopped", "bad")
    if row.failing:
        return Cell("tries again", "bad")
    if not row.enabled:
        return Cell("off", "dim")
    if row.next_at is not None:
        return Cell(_moment(row.next_at, now))
    return Cell("ended" if row.when_kind == "schedule" else "on event", "dim")


def _moment(at: datetime, now: Now) -> str:
    """When it comes next: ``tomorrow 09:00``, ``Mon 09:00`` of the next seven days, ``30 Nov 09:00``."""
    local = at.astimezone(now.zone)
    ahead = (local.date() - now.today).days
    day = say_date(local.date(), now.today) if ahead > DAYS_BY_NAME else WEEKDAYS[local.weekday()]
    day = ("today", "tomorrow")[ahead] if 0 <= ahead <= 1 else day
    return f"{day} {local:%H:%M}" if (local.hour, local.minute) != (0, 0) else day


def head(row: RuleRow) -> list[Content]:
    """The two lines of a rule, whole, and what is wrong with it."""
    lines = [joined(plain("When  ", "dim"), plain(row.when)), joined(plain("Then  ", "dim"), plain(row.then))]
    if row.when_kind == "schedule":
        lines.append(plain(f"If missed while off: {CATCH_UP_WORDS[row.catch_up]}", "dim"))
    if row.error:
        lines.append(joined(plain(f"{glyph('missed')} ", "bad"), plain(row.error, "bad")))
    if row.stopped:
        lines.append(plain("It has stopped. Mend what is wrong, then space switches it on.", "near"))
    elif row.failing:
        lines.append(plain("It tries again by itself; r tries it now.", "near"))
    return lines


def firing_row(row: FiringRow, names: Mapping[tuple[str, int], str], now: Now) -> Row:
    """A firing: when, how it went, and what it made."""
    signs: dict[str, tuple[GlyphName, Tone]] = {
        "done": ("done", "good"),
        "failed": ("missed", "bad"),
        "skipped": ("dropped", "dim"),
    }
    local = row.at.astimezone(now.zone)
    day = say_past(local.date(), now.today, now.first_weekday)
    when = Cell(f"{day} {local:%H:%M}", "plain", *signs[row.state])
    return Row(row.id, (when, *_outcome(row, names)))


def _outcome(row: FiringRow, names: Mapping[tuple[str, int], str]) -> tuple[Cell, Cell]:
    tried = f"{row.attempts} tries" if row.attempts > 1 else ""
    if row.state == "skipped":
        return Cell(row.error or "left out", "dim"), Cell("")
    if row.state == "failed":
        return Cell(row.error, "bad"), Cell(tried, "dim")
    if row.made is None or row.made not in names:
        return Cell("what it made was deleted", "dim"), Cell("")
    return Cell(names[row.made]), Cell(KINDS.get(row.made[0], row.made[0]), "accent")


def dry_lines(found: DryRun, say: Sequence[str]) -> list[Content]:
    """A dry run: the days it comes and what it would do on the first, or for what happened lately."""
    if found.nothing:
        return [plain(found.nothing, "dim")]
    lines = []
    if found.coming:
        lines.append(joined(plain("Next  ", "dim"), plain(", ".join(say))))
    for one in found.would:
        if one.about:
            lines.append(plain(f"{say_weekday(one.day)} · {one.about}", "dim"))
        if one.error:
            lines.append(plain(f"{glyph('missed')} {one.error}", "bad"))
        else:
            lines.append(joined(plain(f"{glyph('arrow')} ", "accent"), plain(one.does)))
    return lines
