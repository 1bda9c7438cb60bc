"""What the Score screen lists: categories and components, records, audit items, mistakes."""

from __future__ import annotations

from bef_tui.framework.verdict import AuditItem, CategoryScore, Evidence, Mistake, Part, StageReached
from bef_tui.screens.panel_view import tone_of_category
from bef_tui.services.score import Explained
from bef_tui.widgets.glyphs import GlyphName, Tone, glyph
from bef_tui.widgets.record_table import Cell, Row


def score_rows(explained: Explained) -> list[Row]:
    """Each category with the own rating beside it, and its components beneath."""
    rows = []
    for category in explained.judgement.card.categories:
        rows.append(_category(category, explained.ratings.get(category.key)))
        rows += [_part(part) for part in category.parts]
    return rows


def _category(category: CategoryScore, said: int | None) -> Row:
    own = f"you say {said}" if said is not None else "not rated yet"
    differs = said is not None and abs(said - category.value) >= 1
    cells = (
        Cell(
            f"{category.title} {glyph('dot')} {category.word}",
            tone_of_category(category),
            tail=own,
            tail_tone="near" if differs else "dim",
            tail_stays=True,
        ),
        Cell(""),
        Cell(f"{category.value:.1f}", tone_of_category(category)),
        Cell(""),
    )
    return Row(f"category:{category.key}", cells)


def _part(part: Part) -> Row:
    value = "n/a" if part.value is None else f"{part.value:.1f}"
    held = " (held at 3.0)" if part.capped and part.value is not None else ""
    cells = (
        Cell(f"   {part.title}: {part.note}{held}", "dim" if part.value is None else "plain"),
        Cell(f"{part.weight} %", "dim"),
        Cell(value, "dim" if part.value is None else _tone(part.value)),
        Cell(f"+{part.points:.2f}", "dim"),
    )
    return Row(f"part:{part.key}", cells)


def _tone(value: float) -> Tone:
    return "good" if value >= 4 else "near" if value > 2 else "bad"


def record_rows(evidence: tuple[Evidence, ...]) -> list[Row]:
    """The records behind a component: those that can be mended first."""
    return [
        Row(
            f"{one.kind}:{one.id}:{place}",
            (
                Cell(
                    one.label,
                    glyph="done" if one.ok else "missed",
                    glyph_tone="good" if one.ok else "bad",
                    tail=one.note,
                    tail_stays=True,
                ),
            ),
        )
        for place, one in enumerate(evidence)
    ]


def audit_rows(items: tuple[AuditItem, ...]) -> list[Row]:
    """The ten items in two lines each: the founder's tick, and below it what the records say."""
    return [row for item in items for row in _audit_item(item)]


def _audit_item(item: AuditItem) -> tuple[Row, Row]:
    ticked: GlyphName = "done" if item.ticked else "missed" if item.ticked is False else "open"
    says = {True: "records: holds", False: "records: does not hold", None: "records: too early"}[item.holds]
    tone: Tone = "near" if item.disagrees else "dim"
    said = Row(
        item.key, (Cell(f"{item.number:>2}  {item.text}", "near" if item.disagrees else "plain", ticked),)
    )
    return said, Row(f"says:{item.key}", (Cell(f"      {says}, {item.evidence}", tone),), kind="note")


def mistake_rows(title: str, found: tuple[Mistake, ...]) -> list[Row]:
    """Mistakes or causes in two lines each: whether the records show it, and below it why."""
    signs: dict[bool | None, GlyphName] = {True: "missed", False: "done", None: "dot"}
    words = {True: "shown", False: "not shown", None: "too early to tell"}
    rows = [Row(f"section:{title}", (title, ""), kind="section")]
    for one in found:
        tone: Tone = "bad" if one.found else "plain"
        said = Cell(one.title, tone, signs[one.found], tail=words[one.found], tail_stays=True)
        rows.append(Row(f"mistake:{one.key}", (said,)))
        rows.append(Row(f"why:{one.key}", (f"  {one.evidence}",), kind="note"))
    return rows


def reached_rows(reached: StageReached) -> list[Row]:
    """The stage that the business has really reached, and what is missing for the next."""
    rows = [Row("section:reached", ("Stage reached", ""), kind="section")]
    parts = reached.sentence.split("; ")
    return rows + [Row(f"reached:{place}", (f"  {part}",), kind="note") for place, part in enumerate(parts)]
