"""Milestones reached in step 4, Goals."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from bef_tui.data.planning import ActionPlan, Milestone
from bef_tui.framework.weeks import Now
from bef_tui.services import planning, records
from bef_tui.services.review.rows import all_answers, answer


@dataclass(frozen=True, slots=True)
class OpenMilestone:
    """A milestone that is not reached yet."""

    id: int
    title: str
    due: date | None


def reach_milestone(session: Session, review_id: int, goal_id: int, milestone_id: int, *, now: Now) -> int:
    """Complete a milestone in a review; that is noted at its goal, which is touched by it."""
    planning.complete_milestone(session, milestone_id, now=now)
    title = session.exec(select(Milestone.title).where(Milestone.id == milestone_id)).one()
    noted: dict[str, str] = all_answers(session, review_id)["goals"].get("touched", {})
    said = "; ".join(part for part in (noted.get(str(goal_id), ""), f"reached: {title}") if part)
    answer(session, review_id, "goals", {"touched": {**noted, str(goal_id): said}})
    return milestone_id


def milestones_of(session: Session, goal_id: int) -> tuple[OpenMilestone, ...]:
    """The milestones of a goal's active plans that are not reached yet, by date."""
    query = (
        records.columns(Milestone.id, Milestone.title, Milestone.due)
        .join(ActionPlan, col(ActionPlan.id) == Milestone.plan_id)
        .where(ActionPlan.goal_id == goal_id, ActionPlan.status == "active", col(Milestone.done_on).is_(None))
        .order_by(col(Milestone.due).is_(None), col(Milestone.due), col(Milestone.id))
    )
    return tuple(OpenMilestone(*row) for row in session.exec(query))
