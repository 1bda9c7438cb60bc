"""The whole judgement: facts in, score, gap, diagnosis, findings, audit, stages and next move out."""

from bef_tui.framework.audit import audit
from bef_tui.framework.diagnosis import diagnosis, findings, next_move, self_total
from bef_tui.framework.facts import Facts
from bef_tui.framework.gap import execution_gap
from bef_tui.framework.maturity import stage_marks, stage_reached
from bef_tui.framework.score import scorecard
from bef_tui.framework.verdict import Judgement


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


__all__ = ["Judgement", "judge"]
