"""What the numbers mean: the diagnosis, the findings, the five mistakes, and the cheapest next move."""

from bef_tui.framework.diagnosis.findings import Finding, FindingTone, findings, self_total
from bef_tui.framework.diagnosis.mistakes import Mistake, five_mistakes, four_causes
from bef_tui.framework.diagnosis.moves import NextMove, changes, next_move
from bef_tui.framework.diagnosis.sentence import Diagnosis, DiagnosisKey, diagnosis, top_reason

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
