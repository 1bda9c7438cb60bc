"""The Execution Score as a report: each category with its parts, the audit, and the cheapest next move."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bef_tui.framework.days import say_date
from bef_tui.reports import markdown as md


@dataclass(frozen=True)
class ComponentLine:
    """A component of a category: its weight (0 to 1), its score of 5 (None when there is nothing to judge), and why."""

    name: str
    weight: float
    score: float | None
    evidence: str = ""
    confidence: str = ""


@dataclass(frozen=True)
class CategoryLine:
    """One of the five categories: its score of 5, its state, the founder's own rating beside it, and its parts."""

    name: str
    score: float
    state: str
    said: int | None = None
    note: str = ""
    components: tuple[ComponentLine, ...] = ()


@dataclass(frozen=True)
class AuditLine:
    """An audit item: the founder's own tick (None when not answered) and what the records say."""

    text: str
    ticked: bool | None
    records_say: bool
    evidence: str = ""


@dataclass(frozen=True)
class NextMove:
    """The one record whose change raises the total most, and by how much."""

    move: str
    category: str
    gain: float


@dataclass(frozen=True)
class ScoreReport:
    """The score of one day with everything that explains it; nothing here is computed again."""

    company: str
    day: date
    total: float
    band: str
    categories: tuple[CategoryLine, ...]
    self_rating: int | None = None
    diagnosis: str = ""
    stage: str = ""
    next_move: NextMove | None = None
    mistakes: tuple[str, ...] = ()
    audit: tuple[AuditLine, ...] = ()


def score_report(report: ScoreReport) -> str:
    """The score as Markdown: the same text for the same values."""
    return md.document(
        md.title(f"{md.inline(report.company) or 'Execution Score'}: {report.total:.1f} of 25"),
        [f"{say_date(report.day)} · {md.inline(report.band)}", ""],
        _lead(report),
        md.section("Categories", _categories(report.categories)),
        *(md.section(md.inline(one.name), _components(one)) for one in report.categories),
        md.section("Mistakes found", (md.bullet(md.inline(one)) for one in report.mistakes)),
        md.section("Execution Audit", _audit(report.audit)),
    )


def _lead(report: ScoreReport) -> Iterator[str]:
    if report.self_rating is not None:
        yield from (f"You say {report.self_rating}, the records say {report.total:.1f}.", "")
    if report.diagnosis.strip():
        yield from (md.inline(report.diagnosis), "")
    if report.stage.strip():
        yield from (f"Stage reached: {md.inline(report.stage)}", "")
    if report.next_move is not None:
        move = report.next_move
        yield f"Cheapest next move: **{md.inline(move.move)}** ({md.inline(move.category)} {md.signed(move.gain)})"
        yield ""


def _categories(categories: tuple[CategoryLine, ...]) -> list[str]:
    rows = [
        (
            md.inline(one.name),
            f"{one.score:.1f}",
            "–" if one.said is None else str(one.said),
            " · ".join(filter(None, (md.inline(one.state), md.inline(one.note)))),
        )
        for one in categories
    ]
    return md.table(("Category", "Records", "You", "State"), rows, numbers=(1, 2))


def _components(category: CategoryLine) -> list[str]:
    rows = [
        (
            md.inline(one.name),
            md.percent(one.weight),
            "n/a" if one.score is None else f"{one.score:.1f}",
            " · ".join(filter(None, (md.inline(one.evidence), md.inline(one.confidence)))),
        )
        for one in category.components
    ]
    return md.table(("Component", "Weight", "Score", "Evidence"), rows, numbers=(1, 2))


def _audit(audit: tuple[AuditLine, ...]) -> Iterator[str]:
    if audit:
        ticked, found = sum(one.ticked is True for one in audit), sum(one.records_say for one in audit)
        yield from (f"You tick {ticked} of {len(audit)}, the records show {found}.", "")
    for number, one in enumerate(audit, 1):
        said = {True: "you ✓", False: "you ✗", None: "you –"}[one.ticked]
        records = f"records {'✓' if one.records_say else '✗'}"
        evidence = md.inline(one.evidence)
        yield f"{number}. " + " · ".join(filter(None, (md.inline(one.text), said, records, evidence)))
