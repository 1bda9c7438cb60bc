"""From the glance to what header, stage bar and score panel show."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bef_tui.framework.days import say_weekday
from bef_tui.framework.stages import PLACES
from bef_tui.framework.verdict import BAND_SHORT, CategoryScore
from bef_tui.framework.weeks import Now, add_weeks
from bef_tui.widgets.glyphs import GlyphName, Tone, glyph
from bef_tui.widgets.score_panel import PanelView
from bef_tui.widgets.stage_bar import HeaderView, StageTab

if TYPE_CHECKING:
    from bef_tui.services.glance import Glance

REVIEW_SOON_DAYS = 2
_TONES: dict[str, Tone] = {
    "Execution Ready": "good",
    "Building": "near",
    "Critical Gap": "bad",
    "Needs Attention": "bad",
}
_BANDS: dict[str, Tone] = {"strong": "good", "building": "near", "priority": "bad"}
_MARKS: dict[str, GlyphName] = {"full": "full", "half": "half", "empty": "open"}
SHORT_NAMES = {
    "Planning": "Plan",
    "Systems": "Sys",
    "Execution": "Exec",
    "Measurement": "Measure",
    "Improvement": "Improve",
}


def tone_of_category(score: CategoryScore) -> Tone:
    """Green when execution ready, amber while building, red for a gap, grey without evidence."""
    return "none" if score.state == "no evidence" else _TONES[score.word]


def panel_of(glance: Glance) -> PanelView:
    """The score panel."""
    judged = glance.judgement
    card, headline, move = judged.card, judged.gap.headline, judged.move
    return PanelView(
        total=card.total,
        band=BAND_SHORT[card.band],
        band_tone=_BANDS[card.band],
        trend=None if glance.total_before is None else card.total - glance.total_before,
        categories=tuple((c.title, c.value, c.word, tone_of_category(c)) for c in card.categories),
        self_total=judged.self_total,
        gap_pct=None if headline.gap is None else 100 * headline.gap,
        gap_trend=headline.trend,
        next_move=move.text if move else "",
        next_gain=move.gain if move else None,
        next_category=move.category.capitalize() if move else "",
    )


def header_of(glance: Glance, now: Now) -> HeaderView:
    """The header: whose business, which week and day, and whether the review is due."""
    day = f"Week {int(now.week[-2:])} {glyph('dot')} {say_weekday(now.today)}"
    notice, tone = review_notice(glance, now)
    return HeaderView(glance.company or "your business", day, notice, "R" if notice else "", tone)


def review_notice(glance: Glance, now: Now) -> tuple[str, Tone]:
    """Whether the weekly review is open, overdue or due; empty when it is not near."""
    if glance.review_open:
        return "review is open", "near"
    last_week = add_weeks(now.week, -1)
    if glance.since <= last_week and glance.last_reviewed < last_week:
        return "review overdue", "bad"
    due = now.ends(now.week) - timedelta(days=REVIEW_SOON_DAYS)
    if glance.reviewed or now.today < due - timedelta(days=1):
        return "", "plain"
    return ("review due tomorrow", "near") if now.today < due else ("review due", "near")


def stages_of(glance: Glance) -> tuple[StageTab, ...]:
    """The stage bar with the mark of each stage."""
    marks = {mark.stage: _MARKS[mark.mark] for mark in glance.judgement.marks}
    return tuple(
        StageTab(
            place.key,
            place.name,
            SHORT_NAMES.get(place.name, ""),
            marks.get(place.stage) if place.stage else None,
        )
        for place in PLACES
        if place.key in "1234567"
    )
