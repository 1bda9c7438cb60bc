"""Step 8, Commit: what could be promised, how much a week can hold, and the list frozen."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from bef_tui.framework.agenda import CARRIED_ENOUGH, capacity, commit_warnings
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.services import execution
from bef_tui.services.execution import CommitmentRow
from bef_tui.services.facts import gather
from bef_tui.services.review.rows import answers, next_week, open_row
from bef_tui.services.sql import rows_of

EACH = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that could be promised: where it comes from, and the words a promise would begin with."""

    kind: str
    id: int
    label: str
    why: str
    due: date | None = None
    goal_id: int | None = None
    kpi_id: int | None = None


@dataclass(frozen=True, slots=True)
class CommitView:
    """The list as it stands: what is promised, what it may hold, and what the app says of it."""

    week: str
    promises: tuple[CommitmentRow, ...]
    capacity: float | None
    warnings: tuple[str, ...]
    not_doing: str
    frozen: bool


def candidates(session: Session, review_id: int, *, now: Now) -> tuple[Candidate, ...]:
    """Misses not yet carried, the next milestones, lead KPIs off track, and open issue actions."""
    rows, review = rows_of(session), open_row(session, review_id)
    week = next_week(session, review_id, now=now)
    misses = rows(
        "SELECT c.id, substr(c.outcome, 1, 200), c.goal_id, c.kpi_id FROM commitment c WHERE c.week = :week"
        " AND c.state = 'missed' AND coalesce(c.fate, '') NOT IN ('drop', 'issue') AND NOT EXISTS"
        " (SELECT 1 FROM commitment n WHERE n.carried_from_id = c.id) ORDER BY c.position",
        week=review.week,
    )
    milestones = rows(
        "SELECT m.id, substr(m.title, 1, 200), m.due, p.goal_id FROM milestone m JOIN action_plan p"
        " ON p.id = m.plan_id AND p.status = 'active' WHERE m.done_on IS NULL AND m.due <= :until"
        " ORDER BY m.due LIMIT :most",
        until=now.ends(week),
        most=EACH,
    )
    numbers = rows(
        "SELECT k.id, k.name, k.goal_id FROM kpi k WHERE k.active AND k.kind = 'lead' AND EXISTS (SELECT 1"
        " FROM kpi_entry e JOIN target t ON t.kpi_id = k.id AND t.from_on <= e.ends_on WHERE e.kpi_id = k.id"
        " AND e.id = (SELECT id FROM kpi_entry WHERE kpi_id = k.id ORDER BY ends_on DESC LIMIT 1)"
        " AND CASE k.direction WHEN 'up' THEN e.value < t.value ELSE e.value > t.value END) LIMIT :most",
        most=EACH,
    )
    actions = rows(
        "SELECT t.id, substr(t.title, 1, 200), t.due, i.goal_id FROM issue i JOIN task t ON t.id = i.action_id"
        " WHERE i.status = 'decided' AND t.status = 'open' ORDER BY t.due LIMIT :most",
        most=EACH,
    )
    promised = {row.outcome for row in execution.promises(session, week)}
    found = (
        *(Candidate("commitment", i, label, "missed", None, goal, kpi) for i, label, goal, kpi in misses),
        *(
            Candidate("milestone", i, label, "next milestone", _day(due), goal)
            for i, label, due, goal in milestones
        ),
        *(
            Candidate("kpi", i, f"Bring {name} to its target", "off track", None, g, i)
            for i, name, g in numbers
        ),
        *(Candidate("task", i, label, "issue action", _day(due), goal) for i, label, due, goal in actions),
    )
    return tuple(candidate for candidate in found if candidate.label not in promised)


def commit_view(session: Session, review_id: int, *, now: Now) -> CommitView:
    """The list of the coming week as it stands."""
    week = next_week(session, review_id, now=now)
    promised = execution.promises(session, week)
    able = capacity(gather(rows_of(session), now))
    return CommitView(
        week=week,
        promises=promised,
        capacity=able,
        warnings=commit_warnings(len(promised), able),
        not_doing=str(answers(session, review_id, "commit").get("not_doing", "")),
        frozen=any(row.frozen for row in promised),
    )


def commit_week(session: Session, review_id: int, *, now: Now) -> int:
    """Commit to the week; gives how many outcomes are frozen."""
    week = next_week(session, review_id, now=now)
    promised = execution.promises(session, week)
    if execution.is_frozen(session, week) and not any(row.state == "draft" for row in promised):
        return len(promised)
    _refuse_carried_on(session, week)
    return execution.freeze_week(session, week, now=now)


def _refuse_carried_on(session: Session, week: str) -> None:
    """Refuse a promise that was carried too often and is promised again just as it was."""
    again = rows_of(session)(
        "SELECT substr(n.outcome, 1, 200), c.fate FROM commitment n JOIN commitment c ON c.id = n.carried_from_id"
        " WHERE n.week = :week AND n.state = 'draft' AND c.carried >= :enough AND n.outcome = c.outcome"
        " AND n.done_when = c.done_when AND n.owner_id IS c.owner_id LIMIT 1",
        week=week,
        enough=CARRIED_ENOUGH,
    )
    for outcome, fate in again:
        how = "give it to somebody else" if fate == "delegate" else "promise a smaller part of it"
        raise RuleBroken(f"“{outcome}” was carried {CARRIED_ENOUGH} times already: {how}.", field="outcome")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
