"""What the steps of a review do in one deed: time, milestones, issues; what is passed, shown and refused."""

from typing import Any

import pytest

from bef_tui.data.store import Store
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.services import execution, improvement, planning, review
from tests.screens import review_week
from tests.screens.review_week import FRIDAY, Week

COMING = "2026-W48"
SAID: dict[str, Any] = {
    "decision": "so",
    "action": "that",
    "owner_id": 1,
    "due": FRIDAY.today,
    "done_when": "seen",
}


@pytest.fixture
def now() -> Now:
    return FRIDAY


@pytest.fixture
def week(store: Store) -> Week:
    return store.write(review_week.busy, now=FRIDAY)


@pytest.fixture
def review_id(store: Store, week: Week) -> int:
    return store.write(review.open_review, now=FRIDAY)


def seconds(store: Store, review_id: int) -> dict[str, int]:
    view = store.read(review.review_view, review_id)
    return {step.key: step.seconds for step in view.steps if step.seconds} | {"all": view.seconds}


class TestTime:
    def test_it_is_written_with_the_step_that_is_left(self, store: Store, review_id: int) -> None:
        store.write(review.finish_step, review_id, "land", now=FRIDAY, seconds=40)
        store.write(review.go, review_id, "land", seconds=5)
        assert seconds(store, review_id) == {"land": 40, "numbers": 5, "all": 45}

    def test_a_step_that_is_not_finished_takes_no_time(self, store: Store, review_id: int) -> None:
        with pytest.raises(RuleBroken, match="2 numbers still due"):
            store.write(review.finish_step, review_id, "numbers", now=FRIDAY, seconds=40)
        assert seconds(store, review_id) == {"all": 0}


class TestPassing:
    def test_an_express_review_begins_where_there_is_something_to_do(self, store: Store) -> None:
        store.write(review_week.quiet, now=FRIDAY)
        review_id = store.write(review.open_review, now=FRIDAY, mode="express")
        view = store.read(review.review_view, review_id)
        assert (view.at, [step.state for step in view.steps]) == (
            "commit",
            ["passed", "passed", "open", "open"],
        )


class TestSystems:
    def test_a_run_that_was_missed_is_seen_behind_the_one_that_is_due(
        self, store: Store, review_id: int
    ) -> None:
        (seen,) = store.read(review.systems_seen, now=FRIDAY)
        assert (seen.label, seen.why) == ("Refunds", "a run was missed")


class TestGoals:
    def test_a_milestone_reached_is_noted_at_its_goal(self, store: Store, review_id: int, week: Week) -> None:
        goal = week.goals[0]
        (waiting,) = store.read(review.milestones_of, goal)
        store.write(review.touch_goal, review_id, goal, "slow")
        store.write(review.reach_milestone, review_id, goal, waiting.id, now=FRIDAY)
        assert store.read(review.milestones_of, goal) == ()
        noted = store.read(review.answers, review_id, "goals")["touched"]
        assert noted == {str(goal): "slow; reached: Import without help"}
        store.undo()
        assert store.read(planning.milestones, 1)[0].done_on is None
        assert store.read(review.answers, review_id, "goals")["touched"] == {str(goal): "slow"}


class TestSolving:
    def test_deciding_and_remembering_are_one_deed(self, store: Store, review_id: int, week: Week) -> None:
        store.write(review.decide_issue, review_id, week.issues[0], now=FRIDAY, **SAID)
        store.write(review.park_issue, review_id, week.issues[1], now=FRIDAY)
        said = {"decided": [week.issues[0]], "parked": [week.issues[1]]}
        assert store.read(review.answers, review_id, "solve") == said
        store.undo()
        store.undo()
        assert store.read(review.answers, review_id, "solve") == {}
        assert all(one.status == "open" for one in store.read(improvement.issues, now=FRIDAY))

    def test_at_most_three_a_week_but_any_may_be_decided_anew(
        self, store: Store, review_id: int, week: Week
    ) -> None:
        for issue in week.issues:
            store.write(review.decide_issue, review_id, issue, now=FRIDAY, **SAID)
        one_more = store.write(improvement.raise_issue, now=FRIDAY, title="One more")
        with pytest.raises(RuleBroken, match="3 issues a week are enough"):
            store.write(review.decide_issue, review_id, one_more, now=FRIDAY, **SAID)
        store.write(
            review.decide_issue, review_id, week.issues[0], now=FRIDAY, **SAID | {"decision": "other"}
        )
        assert store.read(improvement.issue_detail, week.issues[0]).decision == "other"


class TestCarriedOn:
    def test_shrunk_or_delegated_must_be_another_promise_by_then(self, store: Store, now: Now) -> None:
        """Carried three times already, and in the fourth week promised in the very same words."""
        week, promise = FRIDAY.week, store.write(_promise, now=FRIDAY)
        for _ in range(3):
            promise = store.write(execution.carry, promise, week, now=FRIDAY, due=FRIDAY.today)
        store.write(execution.freeze_week, week, now=FRIDAY)
        review_id = store.write(review.open_review, now=FRIDAY)
        with pytest.raises(RuleBroken, match="shrink it, delegate it"):
            store.write(
                review.settle_promise, review_id, promise, "blocked", "recommit", now=FRIDAY, week=COMING
            )
        made = store.write(
            review.settle_promise, review_id, promise, "blocked", "shrink", now=FRIDAY, week=COMING
        )
        with pytest.raises(RuleBroken, match="promise a smaller part of it"):
            store.write(review.commit_week, review_id, now=FRIDAY)
        store.write(execution.edit_commitment, made, {"done_when": "one of them is seen"}, now=FRIDAY)
        assert store.write(review.commit_week, review_id, now=FRIDAY) == 1


def _promise(session: Any, *, now: Now) -> int:
    return execution.add_commitment(
        session, now=now, outcome="A price test", due=now.today, done_when="it is seen", week=now.week
    )
