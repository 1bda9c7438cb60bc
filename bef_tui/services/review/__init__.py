"""The weekly review: rows that are answered step by step; the screen is only a view on them."""

from bef_tui.services.review.closing import (
    CloseView,
    Written,
    close,
    close_view,
    mark_shared,
    report_of,
    score_change,
    written,
)
from bef_tui.services.review.left import step_facts
from bef_tui.services.review.moved import Move
from bef_tui.services.review.promising import Candidate, CommitView, candidates, commit_view, commit_week
from bef_tui.services.review.reached import OpenMilestone, milestones_of, reach_milestone
from bef_tui.services.review.rows import answer, answers, next_week
from bef_tui.services.review.running import (
    ReviewView,
    StepView,
    abandon,
    add_seconds,
    finish_step,
    go,
    open_review,
    review_view,
    running,
    week_to_review,
)
from bef_tui.services.review.seen import (
    GoalSeen,
    PromiseSeen,
    SystemSeen,
    goals_seen,
    land_view,
    promises_seen,
    settle_promise,
    systems_seen,
    touch_goal,
)
from bef_tui.services.review.solving import MOST_DECIDED, decide_issue, park_issue

__all__ = [
    "MOST_DECIDED",
    "Candidate",
    "CloseView",
    "CommitView",
    "GoalSeen",
    "Move",
    "OpenMilestone",
    "PromiseSeen",
    "ReviewView",
    "StepView",
    "SystemSeen",
    "Written",
    "abandon",
    "add_seconds",
    "answer",
    "answers",
    "candidates",
    "close",
    "close_view",
    "commit_view",
    "commit_week",
    "decide_issue",
    "finish_step",
    "go",
    "goals_seen",
    "land_view",
    "mark_shared",
    "milestones_of",
    "next_week",
    "open_review",
    "park_issue",
    "promises_seen",
    "reach_milestone",
    "report_of",
    "review_view",
    "running",
    "score_change",
    "settle_promise",
    "step_facts",
    "systems_seen",
    "touch_goal",
    "week_to_review",
    "written",
]
