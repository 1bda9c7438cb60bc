"""The Execution Score explained: every component with its records, the audit, the mistakes, and its history."""

from dataclasses import dataclass

from sqlmodel import Session, select

from bef_tui.data.reviews import AuditItem
from bef_tui.data.vision import Company
from bef_tui.framework.audit import audit
from bef_tui.framework.diagnosis import Mistake, five_mistakes, four_causes
from bef_tui.framework.judgement import judge
from bef_tui.framework.verdict import BAND_WORDS, Audit, CategoryScore, Judgement
from bef_tui.framework.weeks import Now
from bef_tui.reports import scorecard
from bef_tui.services.facts import gather
from bef_tui.services.sql import rows_of

HISTORY_WEEKS = 26


@dataclass(frozen=True, slots=True)
class Explained:
    """The judgement with all its records, the audit in the founder's words, mistakes, causes and own ratings."""

    judgement: Judgement
    audit: Audit
    mistakes: tuple[Mistake, ...]
    causes: tuple[Mistake, ...]
    ratings: dict[str, int]


def explained(session: Session, *, now: Now) -> Explained:
    """Why the score is what it is."""
    rows = rows_of(session)
    facts = gather(rows, now)
    judged = judge(facts)
    words = dict(rows(f"SELECT item, text FROM {AuditItem.__tablename__}"))
    return Explained(
        judgement=judged,
        audit=audit(facts, judged.card, words),
        mistakes=five_mistakes(facts, judged.card),
        causes=four_causes(facts, judged.card, judged.gap.headline),
        ratings=dict(facts.self_ratings),
    )


def score_report(session: Session, *, now: Now) -> scorecard.ScoreReport:
    """What the report of the score says, as of now."""
    found = explained(session, now=now)
    judged = found.judgement
    company = session.exec(select(Company.name).limit(1)).first()
    return scorecard.ScoreReport(
        company=company or "",
        day=now.today,
        total=judged.card.total,
        band=BAND_WORDS[judged.card.band],
        categories=tuple(_category_line(one, found.ratings.get(one.key)) for one in judged.card.categories),
        self_rating=judged.self_total,
        diagnosis=judged.diagnosis.sentence,
        stage=judged.reached.sentence,
        next_move=scorecard.NextMove(judged.move.text, judged.move.category, judged.move.gain)
        if judged.move
        else None,
        mistakes=tuple(f"{one.title}: {one.evidence}" for one in found.mistakes if one.found),
        audit=tuple(
            scorecard.AuditLine(item.text, item.ticked, bool(item.holds), item.evidence)
            for item in found.audit.items
        ),
    )


def _category_line(category: CategoryScore, said: int | None) -> scorecard.CategoryLine:
    parts = tuple(
        scorecard.ComponentLine(part.title, part.weight / 100, part.value, part.note, part.confidence)
        for part in category.parts
    )
    return scorecard.CategoryLine(category.title, category.value, category.word, said, category.note, parts)


@dataclass(frozen=True, slots=True)
class ScoreWeek:
    """The score at the end of a week: the total, and the five categories in the framework's order."""

    week: str
    total: float
    categories: tuple[float, ...]
    said: int | None


def history(session: Session, weeks: int = HISTORY_WEEKS) -> tuple[ScoreWeek, ...]:
    """The score of the weeks that have a snapshot, oldest first; the newest one of each week counts."""
    found = rows_of(session)(
        "SELECT week, total, clarity, communication, accountability, systems, measurement,"
        " CASE WHEN json_valid(body) THEN json_extract(body, '$.self_total') END"
        " FROM score_snapshot WHERE id IN (SELECT max(id) FROM score_snapshot GROUP BY week)"
        " ORDER BY week DESC LIMIT :most",
        most=weeks,
    )
    return tuple(ScoreWeek(row[0], row[1], tuple(row[2:7]), row[7]) for row in reversed(found))
