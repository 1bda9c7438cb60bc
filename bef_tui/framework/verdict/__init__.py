"""The frozen values that judging yields and screens show: types alone, so that a first frame needs no judge.

They are named tuples: a dataclass takes six times as long to define, and these are wanted in the first frame.
"""

from typing import NamedTuple

from bef_tui.framework.evidence import Evidence
from bef_tui.framework.stages import Maturity, StageMark
from bef_tui.framework.verdict.gap import (
    ExecutionGap,
    Forecast,
    GoalGap,
    GoalState,
    PooledGap,
    Portfolio,
    WeekGap,
)
from bef_tui.framework.verdict.said import (
    Audit,
    AuditItem,
    Diagnosis,
    DiagnosisKey,
    Finding,
    FindingTone,
    Mistake,
    NextMove,
    StageReached,
)
from bef_tui.framework.verdict.score import (
    BAND_SHORT,
    BAND_WORDS,
    CATEGORY_TITLES,
    Band,
    CategoryScore,
    CategoryState,
    Part,
    Scorecard,
)


class Judgement(NamedTuple):
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
        return self._replace(card=self.card.without_evidence())


__all__ = [
    "BAND_SHORT",
    "BAND_WORDS",
    "CATEGORY_TITLES",
    "Audit",
    "AuditItem",
    "Band",
    "CategoryScore",
    "CategoryState",
    "Diagnosis",
    "DiagnosisKey",
    "Evidence",
    "ExecutionGap",
    "Finding",
    "FindingTone",
    "Forecast",
    "GoalGap",
    "GoalState",
    "Judgement",
    "Maturity",
    "Mistake",
    "NextMove",
    "Part",
    "PooledGap",
    "Portfolio",
    "Scorecard",
    "StageMark",
    "StageReached",
    "WeekGap",
]
