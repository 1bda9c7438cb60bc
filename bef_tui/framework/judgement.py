"""The whole judgement of a business in one value: score, gap, diagnosis, findings, stages and next move."""

from dataclasses import dataclass, replace

from bef_tui.framework.audit import Audit, audit
from bef_tui.framework.diagnosis import (
    Diagnosis,
    Finding,
    NextMove,
    diagnosis,
    findings,
    next_move,
    self_total,
)
from bef_tui.framework.facts import Facts
from bef_tui.framework.gap import ExecutionGap, execution_gap
from bef_tui.framework.maturity import StageReached, stage_marks, stage_reached
from bef_tui.framework.score import Scorecard, scorecard
from bef_tui.framework.stages import StageMark


@dataclass(frozen=True, slots=True)
class Judgement:
    """All that follows from one set of facts; ``to_plain`` and ``from_plain`` keep it and read it."""

    card: Scorecard
    """The Execution Score."""
    gap: ExecutionGap
    """The Execution Gap."""
    diagnosis: Diagnosis
    """The one sentence."""
    findings: tuple[Finding, ...]
    """What stands out, worst first."""
    audit: Audit
    """The ten items."""
    marks: tuple[StageMark, ...]
    """A mark for each of the six stages."""
    reached: StageReached
    """The stage the business has really reached."""
    move: NextMove | None
    """The cheapest next move."""
    self_total: int | None
    """What the founder says, 5 to 25; None until all five ratings are given."""

    def brief(self) -> "Judgement":
        """The same without the lists of records: what is kept in the file for the next first frame."""
        return replace(self, card=self.card.without_evidence())


def judge(facts: Facts) -> Judgement:
    """The whole judgement of ``facts.today``."""
    card, gap = scorecard(facts), execution_gap(facts)
    audited, marks = audit(facts, card), stage_marks(facts, card, gap.headline)
    return Judgement(
        card=card,
        gap=gap,
        diagnosis=diagnosis(facts, gap.headline, gap.portfolio),
        findings=findings(facts, card, gap.portfolio, audited),
        audit=audited,
        marks=marks,
        reached=stage_reached(marks),
        move=next_move(facts, card),
        self_total=self_total(facts),
    )
