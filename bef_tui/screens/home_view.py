"""What Home shows of the glance: its rows and lines, as pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from bef_tui.framework.verdict import GoalGap
from bef_tui.screens.places import KINDS
from bef_tui.widgets.findings import Finding
from bef_tui.widgets.glyphs import GlyphName, Tone, bar, glyph, spark
from bef_tui.widgets.record_table import Cell, Row
from bef_tui.widgets.text import joined, plain

if TYPE_CHECKING:
    from bef_tui.framework.verdict.said import Finding as Found
    from bef_tui.services.glance import AgendaLine, Glance

AGENDA_SIGNS: dict[str, GlyphName] = {
    "follow_up": "phone",
    "kpi": "bullet",
    "workflow_run": "link",
    "milestone": "milestone",
}
GOAL_TONES: dict[str, Tone] = {"behind": "bad", "on plan": "good", "reached": "good"}
BAR = 7
MANY_MISSED = 0.3
ENOUGH_OUTCOMES = 3
PROMISE = "promise"
"""The first step that is taken here, and not on another screen."""


def week_words(glance: Glance) -> Content:
    """How the week stands: kept, open, the gap of this week and of the weeks before."""
    running, headline = glance.judgement.gap.running, glance.judgement.gap.headline
    if not glance.promises:
        return plain("")
    if not any(line.frozen for line in glance.promises):
        return plain(f"{len(glance.promises)} drafted, committed in the review (R)", "dim")
    dot = glyph("dot")
    parts: list[Content | str | tuple[str, Tone]] = [f"{running.k} of {running.n} kept"]
    parts.append((f" {dot} {running.open} open", "dim"))
    if running.gap is not None:
        parts.append((f" {dot} Execution Gap {100 * running.gap:.0f} %", _gap_tone(running.gap)))
    if len(headline.weeks) > 1:
        parts.append((" " + spark([week.gap for week in headline.weeks], 0, 1), "dim"))
    return joined(*parts)


def _gap_tone(gap: float) -> Tone:
    return "bad" if gap >= MANY_MISSED else "dim"


def agenda_rows(lines: tuple[AgendaLine, ...], count: int, today: date) -> list[Row]:
    """What is wanted, the late above, then today, then the numbers that are due."""
    late = [line for line in lines if line.due is not None and line.due < today]
    numbers = [line for line in lines if line.kind == "kpi"]
    rest = [line for line in lines if line not in late and line.kind != "kpi"]
    rows: list[Row] = []
    for title, group, tone in (
        ("Late", late, "bad"),
        ("Today", rest, "plain"),
        ("Numbers due", numbers, "plain"),
    ):
        if group:
            rows.append(_section(title, len(group), tone))
            rows += [_agenda(line, today) for line in group]
    if count > len(lines):
        rows.append(Row("note:more", (f"{count - len(lines)} more (4)",), kind="note"))
    return rows


def _section(title: str, count: int, tone: str) -> Row:
    shown: Tone = "bad" if tone == "bad" else "plain"
    return Row(f"section:{title}", (Cell(title, shown), Cell(str(count), shown)), kind="section")


def _agenda(line: AgendaLine, today: date) -> Row:
    late = line.due is not None and line.due < today
    when = f"{(today - line.due).days} d" if late and line.due else ""
    if not late and line.priority:
        when = f"P{line.priority}"
    label = line.label.removesuffix(": number due") if line.kind == "kpi" else line.label
    cells = (
        Cell(label, glyph=AGENDA_SIGNS.get(line.kind, "open"), tail=line.detail),
        Cell(when, "bad" if late else "near" if line.priority == 1 else "dim"),
    )
    return Row(f"{line.kind}:{line.id}", cells)


def goal_rows(goal: GoalGap) -> Iterator[Row]:
    """A goal in two lines: its name and share done; how far it is behind."""
    tone = GOAL_TONES.get(goal.state, "none")
    share = "".join(bar(goal.actual, BAR)) if goal.actual is not None else ""
    words = {
        "behind": f"behind {goal.gap or 0:.0f} pts, {goal.slip or 0} days",
        "on plan": "on plan",
        "reached": "reached",
        "unknown": f"no update for {goal.silent} days",
        "not started": "not started",
        "no plan": "no metric or dates yet",
    }[goal.state]
    sign: GlyphName = "missed" if tone == "bad" else "done" if tone == "good" else "dot"
    yield Row(f"goal:{goal.id}", (goal.label, Cell(share, tone)))
    yield Row(f"note:{goal.id}", (Cell(words, tone, sign, tone),), kind="note")


def finding_of(found: Found, keys: Mapping[str, str]) -> Finding:
    """A finding with the key of the screen where it is mended; ``keys`` by the ids of their bindings."""
    key = keys.get(f"go.{KINDS[found.kind or 'score']}", "")
    return Finding(found.tone, found.text, key, (found.kind or "score", found.id))


# The first days


def first_steps(glance: Glance, keys: Mapping[str, str]) -> list[Finding]:
    """What a new business does first, each with its key; ticked off by what the records hold. Empty once it runs."""
    if glance.last_reviewed:
        return []
    goals = glance.judgement.gap.portfolio.goals
    measured = any(goal.state != "no plan" for goal in goals if goal.horizon == "90-day")
    promised = sum(line.state != "dropped" for line in glance.promises)
    steps = (
        (bool(glance.company), "Say what the business is called, and why it exists", "go.vision", "company"),
        (measured, "Set a 90-day goal, with the number that shows it", "go.vision", "goal"),
        (promised >= ENOUGH_OUTCOMES, "Promise three outcomes for this week", "execution.promise", PROMISE),
        (
            glance.judgement.self_total is not None,
            "Rate yourself: the records answer",
            "go.score",
            "self_rating",
        ),
        (False, "Close the week in the review: 27 minutes", "go.review", "review"),
    )
    return [
        Finding("good" if done else "plain", text, keys.get(key, ""), (kind, 0))
        for done, text, key, kind in steps
    ]
