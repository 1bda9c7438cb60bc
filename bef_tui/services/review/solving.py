"""Step 7, Solve: an issue is decided or parked, and the review remembers which in the same deed."""

from typing import Any

from sqlmodel import Session

from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.services import improvement
from bef_tui.services.review.rows import answer, answers

MOST_DECIDED = 3


def decide_issue(session: Session, review_id: int, issue_id: int, *, now: Now, **said: Any) -> int:
    """Decide an issue in a review; gives the id of the task that is its one action. At most three a week."""
    decided = list(answers(session, review_id, "solve").get("decided", []))
    if issue_id not in decided:
        if len(decided) >= MOST_DECIDED:
            raise RuleBroken(
                f"{MOST_DECIDED} issues a week are enough: park this one (p), or leave it for another week."
            )
        decided.append(issue_id)
    action: int = improvement.decide(session, issue_id, now=now, **said)
    answer(session, review_id, "solve", {"decided": decided})
    return action


def park_issue(session: Session, review_id: int, issue_id: int, *, now: Now) -> int:
    """Park an issue in a review."""
    parked = list(answers(session, review_id, "solve").get("parked", []))
    improvement.park(session, issue_id, now=now)
    answer(session, review_id, "solve", {"parked": [*parked, issue_id]})
    return issue_id
