"""Stage 1, Vision: goals and their targets, what is done about them and what is asked."""

from bef_tui.services.vision.deeds import (
    MOST_ACTIVE,
    activate,
    add_goal,
    delete_goal,
    drop,
    edit_goal,
    grade,
    move_goal,
    pause,
    resume,
    too_many,
)
from bef_tui.services.vision.questions import (
    GoalBranch,
    GoalDetail,
    GoalPlan,
    GoalRow,
    Metric,
    TargetRow,
    goal_detail,
    goals_tree,
)
from bef_tui.services.vision.targets import set_target

__all__ = [
    "MOST_ACTIVE",
    "GoalBranch",
    "GoalDetail",
    "GoalPlan",
    "GoalRow",
    "Metric",
    "TargetRow",
    "activate",
    "add_goal",
    "delete_goal",
    "drop",
    "edit_goal",
    "goal_detail",
    "goals_tree",
    "grade",
    "move_goal",
    "pause",
    "resume",
    "set_target",
    "too_many",
]
