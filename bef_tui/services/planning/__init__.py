"""Stage 2, Planning: ranked action plans with their milestones, what is done about them and what is asked."""

from bef_tui.services.planning.deeds import (
    activate,
    add_plan,
    complete,
    delete_plan,
    drop,
    edit_plan,
    move_plan,
)
from bef_tui.services.planning.milestones import (
    add_milestone,
    complete_milestone,
    delete_milestone,
    edit_milestone,
    reopen_milestone,
)
from bef_tui.services.planning.questions import (
    MilestoneRow,
    PlanDetail,
    PlanRow,
    PlanTask,
    milestones,
    plan_detail,
    plan_of_milestone,
    ranked_plans,
)
from bef_tui.services.planning.timeline import Timeline, TimelineMark, TimelineRow, timeline

__all__ = [
    "MilestoneRow",
    "PlanDetail",
    "PlanRow",
    "PlanTask",
    "Timeline",
    "TimelineMark",
    "TimelineRow",
    "activate",
    "add_milestone",
    "add_plan",
    "complete",
    "complete_milestone",
    "delete_milestone",
    "delete_plan",
    "drop",
    "edit_milestone",
    "edit_plan",
    "milestones",
    "move_plan",
    "plan_detail",
    "plan_of_milestone",
    "ranked_plans",
    "reopen_milestone",
    "timeline",
]
