"""What the numbers mean: the diagnosis, the findings, the five mistakes, and the cheapest next move."""

from bef_tui.framework.diagnosis.findings import findings, self_total
from bef_tui.framework.diagnosis.mistakes import five_mistakes, four_causes
from bef_tui.framework.diagnosis.moves import changes, next_move
from bef_tui.framework.diagnosis.sentence import diagnosis, top_reason
from bef_tui.framework.verdict.said import Diagnosis, DiagnosisKey, Finding, FindingTone, Mistake, NextMove

__all__ = [
    "Diagnosis",
    "DiagnosisKey",
    "Finding",
    "FindingTone",
    "Mistake",
    "NextMove",
    "changes",
    "diagnosis",
    "findings",
    "five_mistakes",
    "four_causes",
    "next_move",
    "self_total",
    "top_reason",
]
