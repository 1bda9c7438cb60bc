"""The open plans along thirteen weeks."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from bef_tui.data.planning import ActionPlan, Milestone
from bef_tui.framework.weeks import Now, add_weeks
from bef_tui.framework.words import PlanStatus
from bef_tui.services import records
from bef_tui.services.planning.questions import OPEN

WEEKS_BEFORE = 2
"""The timeline begins this many weeks before the running one."""


@dataclass(frozen=True, slots=True)
class TimelineMark:
    """What happens to a plan in one week of the timeline.

    ``due`` milestones are still open, ``done`` ones are reached, ``late`` ones were due before today; ``deadline``
    says that the plan itself ends in this week, ``overdue`` that it did so before today; ``running`` that the week
    lies within its time.
    """

    due: int = 0
    done: int = 0
    late: int = 0
    deadline: bool = False
    overdue: bool = False
    running: bool = False


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """An open plan along the weeks of the timeline."""

    id: int
    rank: int | None
    title: str
    status: PlanStatus
    marks: tuple[TimelineMark, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Thirteen weeks: their names, their first days, which of them is running, and the plans by rank."""

    weeks: tuple[str, ...]
    starts: tuple[date, ...]
    running: int
    rows: tuple[TimelineRow, ...]


def timeline(session: Session, *, now: Now, weeks: int = 13) -> Timeline:
    """The open plans along the weeks, from two weeks ago on."""
    names = tuple(add_weeks(now.week, offset - WEEKS_BEFORE) for offset in range(weeks))
    plans = session.exec(
        select(ActionPlan)
        .where(col(ActionPlan.status).in_(OPEN))
        .order_by(col(ActionPlan.rank).is_(None), col(ActionPlan.rank), col(ActionPlan.id))
    ).all()
    by_plan = defaultdict(list)
    found = session.exec(
        records.columns(Milestone.plan_id, Milestone.due, Milestone.done_on)
        .join(ActionPlan, col(ActionPlan.id) == Milestone.plan_id)
        .where(col(ActionPlan.status).in_(OPEN))
    )
    for plan_id, due, done_on in found:
        by_plan[plan_id].append((due, done_on))
    rows = tuple(_timeline_row(plan, by_plan[plan.id or 0], names, now) for plan in plans)
    return Timeline(names, tuple(now.starts(week) for week in names), WEEKS_BEFORE, rows)


def _timeline_row(
    plan: ActionPlan, points: list[tuple[date | None, date | None]], names: tuple[str, ...], now: Now
) -> TimelineRow:
    ends = plan.deadline or max((due for due, _ in points if due), default=plan.created_on)
    marks = []
    for week in names:
        first, last = now.starts(week), now.ends(week)
        open_ones = [due for due, done_on in points if done_on is None and due and first <= due <= last]
        marks.append(
            TimelineMark(
                due=sum(due >= now.today for due in open_ones),
                done=sum(done_on is not None and first <= done_on <= last for _, done_on in points),
                late=sum(due < now.today for due in open_ones),
                deadline=plan.deadline is not None and first <= plan.deadline <= last,
                overdue=plan.deadline is not None
                and first <= plan.deadline <= last
                and plan.deadline < now.today,
                running=plan.created_on <= last and first <= ends,
            )
        )
    return TimelineRow(plan.id or 0, plan.rank, plan.title, plan.status, tuple(marks))
