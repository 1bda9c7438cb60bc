"""The frozen numbers that the judges read: everything the score, the gap and the diagnosis know of a business.

Three kinds of fact. Short lists are given whole (active goals, active KPIs, the promises and reviews of eight weeks),
so that their rules are judged here. What can be many is counted by the database into a ``Tally``. Single numbers are
plain counts. No list grows with the age of the file. **Ended window**: see ``closed_weeks``.
"""

from bef_tui.framework.evidence import Evidence
from bef_tui.framework.facts.records import (
    GOAL_LIMIT,
    KPI_LIMIT,
    POINT_LIMIT,
    CommitmentFact,
    GoalFact,
    KpiFact,
    KpiPoint,
    ReviewFact,
    WeekFact,
)
from bef_tui.framework.facts.tally import EVIDENCE_LIMIT, Tally
from bef_tui.framework.facts.whole import KEPT_WEEKS, PROMISE_WEEKS, RHYTHM_WEEKS, Facts, closed_weeks

__all__ = [
    "EVIDENCE_LIMIT",
    "GOAL_LIMIT",
    "KEPT_WEEKS",
    "KPI_LIMIT",
    "POINT_LIMIT",
    "PROMISE_WEEKS",
    "RHYTHM_WEEKS",
    "CommitmentFact",
    "Evidence",
    "Facts",
    "GoalFact",
    "KpiFact",
    "KpiPoint",
    "ReviewFact",
    "Tally",
    "WeekFact",
    "closed_weeks",
]
