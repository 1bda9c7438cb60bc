"""Action plans: the gate, the ranks, the milestones, the weeks ahead."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bef_tui.data.store import Store
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.services import execution, planning, vision
from bef_tui.services.records import Gone

NOW = Now(datetime(2026, 11, 19, 10, tzinfo=UTC))
TODAY = NOW.today


def add(store: Store, title: str = "Onboarding v2", **values: Any) -> int:
    given = {"deadline": date(2026, 12, 18), "done_when": "new users finish it alone", **values}
    plan_id: int = store.write(planning.add_plan, now=NOW, title=title, **given)
    return plan_id


def active(store: Store, title: str = "Onboarding v2", **values: Any) -> int:
    plan_id = add(store, title, **values)
    store.write(planning.activate, plan_id, now=NOW)
    return plan_id


def milestone(store: Store, plan_id: int, title: str, days: int | None = None) -> int:
    due = None if days is None else TODAY + timedelta(days=days)
    made: int = store.write(planning.add_milestone, plan_id, now=NOW, title=title, due=due)
    return made


def ranked(store: Store, **which: Any) -> list[tuple[int | None, str]]:
    return [(row.rank, row.title) for row in store.read(planning.ranked_plans, now=NOW, **which)]


class TestThreeQuestions:
    @pytest.mark.parametrize(
        ("missing", "question"),
        [
            ({"owner_id": None}, "Who owns this?"),
            ({"deadline": None}, "By when?"),
            ({"done_when": ""}, "How will we know it is done?"),
        ],
    )
    def test_a_plan_cannot_become_active_without(
        self, store: Store, missing: dict[str, Any], question: str
    ) -> None:
        plan_id = add(store, **missing)
        with pytest.raises(RuleBroken) as refused:
            store.write(planning.activate, plan_id, now=NOW)
        assert question in str(refused.value)
        assert refused.value.field == next(iter(missing))
        assert store.read(planning.plan_detail, plan_id, now=NOW).row.status == "draft"

    def test_an_active_one_keeps_its_answers(self, store: Store) -> None:
        plan_id = active(store)
        with pytest.raises(RuleBroken, match="By when"):
            store.write(planning.edit_plan, plan_id, {"deadline": None}, now=NOW)

    def test_are_asked_when_it_is_to_count_at_once(self, store: Store) -> None:
        with pytest.raises(RuleBroken, match="By when"):
            add(store, active=True, deadline=None)
        draft = add(store)
        store.write(planning.edit_plan, draft, {"note": "go"}, now=NOW, active=True)
        assert store.read(planning.plan_detail, draft, now=NOW).row.status == "active"
        assert ranked(store) == [(1, "Onboarding v2")]

    def test_it_needs_a_title(self, store: Store) -> None:
        with pytest.raises(RuleBroken) as refused:
            add(store, "")
        assert refused.value.field == "title"


class TestRank:
    def test_moving_one_re_ranks_the_rest(self, store: Store) -> None:
        ids = [add(store, title) for title in ("A", "B", "C")]
        store.write(planning.move_plan, ids[0], 1, now=NOW)
        assert ranked(store) == [(1, "B"), (2, "A"), (3, "C")]

    def test_those_behind_a_closed_or_deleted_plan_move_up(self, store: Store) -> None:
        ids = [active(store, title) for title in ("A", "B", "C", "D")]
        store.write(planning.complete, ids[0], now=NOW)
        store.write(planning.delete_plan, ids[1], now=NOW)
        assert ranked(store) == [(1, "C"), (2, "D")]
        assert ranked(store, closed=True) == [(1, "C"), (2, "D"), (None, "A")]
        with pytest.raises(RuleBroken, match="no rank"):
            store.write(planning.move_plan, ids[0], -1, now=NOW)

    def test_a_reopened_plan_goes_to_the_end(self, store: Store) -> None:
        ids = [active(store, title) for title in ("A", "B")]
        store.write(planning.drop, ids[0], "later", now=NOW)
        store.write(planning.activate, ids[0], now=NOW)
        assert ranked(store) == [(1, "B"), (2, "A")]


class TestTheEnd:
    def test_open_milestones_stand_in_the_way(self, store: Store) -> None:
        plan_id = active(store)
        first, second = milestone(store, plan_id, "Sketch"), milestone(store, plan_id, "Ship")
        with pytest.raises(RuleBroken, match="2 milestones are still open"):
            store.write(planning.complete, plan_id, now=NOW)
        store.write(planning.complete_milestone, first, now=NOW)
        with pytest.raises(RuleBroken, match="One milestone is still open"):
            store.write(planning.complete, plan_id, now=NOW)
        store.write(planning.delete_milestone, second, now=NOW)
        store.write(planning.complete, plan_id, now=NOW)
        detail = store.read(planning.plan_detail, plan_id, now=NOW)
        assert (detail.row.status, detail.closed_on) == ("done", TODAY)

    def test_a_draft_is_not_completed(self, store: Store) -> None:
        with pytest.raises(RuleBroken, match="a draft"):
            store.write(planning.complete, add(store), now=NOW)

    def test_a_drop_needs_a_reason(self, store: Store) -> None:
        plan_id = active(store)
        with pytest.raises(RuleBroken) as refused:
            store.write(planning.drop, plan_id, "", now=NOW)
        assert refused.value.field == "reason"
        store.write(planning.drop, plan_id, "too dear", now=NOW)
        assert store.read(planning.plan_detail, plan_id, now=NOW).reason == "too dear"

    def test_deleting_takes_the_milestones_and_leaves_the_tasks(self, store: Store) -> None:
        plan_id = active(store)
        point = milestone(store, plan_id, "Sketch")
        task = store.write(execution.add_task, now=NOW, title="Draw", plan_id=plan_id, due=TODAY)
        store.write(planning.delete_plan, plan_id, now=NOW)
        with pytest.raises(Gone):
            store.write(planning.complete_milestone, point, now=NOW)
        assert [row.id for row in store.read(execution.task_lists, now=NOW).today] == [task]


class TestMilestones:
    def test_belong_to_the_owner_of_the_plan(self, store: Store) -> None:
        plan_id = active(store)
        milestone(store, plan_id, "Sketch")
        (row,) = store.read(planning.milestones, plan_id)
        assert row.owner == store.read(planning.plan_detail, plan_id, now=NOW).row.owner

    def test_are_done_on_a_day_and_open_again(self, store: Store) -> None:
        plan_id = active(store)
        point = milestone(store, plan_id, "Sketch")
        yesterday = TODAY - timedelta(days=1)
        store.write(planning.complete_milestone, point, now=NOW, on=yesterday)
        assert store.read(planning.milestones, plan_id)[0].done_on == yesterday
        with pytest.raises(RuleBroken, match="done already"):
            store.write(planning.complete_milestone, point, now=NOW)
        store.write(planning.reopen_milestone, point, now=NOW)
        assert store.read(planning.milestones, plan_id)[0].done_on is None
        with pytest.raises(RuleBroken, match="open already"):
            store.write(planning.reopen_milestone, point, now=NOW)

    def test_are_not_reached_in_the_future(self, store: Store) -> None:
        point = milestone(store, active(store), "Sketch")
        with pytest.raises(RuleBroken, match="future"):
            store.write(planning.complete_milestone, point, now=NOW, on=TODAY + timedelta(days=1))

    def test_are_edited(self, store: Store) -> None:
        plan_id = active(store)
        point = milestone(store, plan_id, "Sketch")
        store.write(planning.edit_milestone, point, {"title": "Sketches", "due": TODAY}, now=NOW)
        (row,) = store.read(planning.milestones, plan_id)
        assert (row.title, row.due) == ("Sketches", TODAY)
        with pytest.raises(RuleBroken):
            store.write(planning.edit_milestone, point, {"title": " "}, now=NOW)

    def test_are_not_added_to_a_closed_plan(self, store: Store) -> None:
        plan_id = active(store)
        store.write(planning.complete, plan_id, now=NOW)
        with pytest.raises(RuleBroken, match="closed"):
            milestone(store, plan_id, "Too late")

    def test_lie_in_the_order_of_their_days(self, store: Store) -> None:
        plan_id = active(store)
        for title, days in (("Some day", None), ("Later", 9), ("Soon", 2)):
            milestone(store, plan_id, title, days)
        assert [row.title for row in store.read(planning.milestones, plan_id)] == [
            "Soon",
            "Later",
            "Some day",
        ]


class TestTheList:
    def test_says_how_far_each_plan_is(self, store: Store) -> None:
        goal = store.write(vision.add_goal, now=NOW, title="Activation 40 %")
        plan_id = active(store, goal_id=goal)
        reached = milestone(store, plan_id, "Sketch", -9)
        milestone(store, plan_id, "Build", -2)
        milestone(store, plan_id, "Ship", 12)
        store.write(planning.complete_milestone, reached, now=NOW)
        (row,) = store.read(planning.ranked_plans, now=NOW)
        assert (row.goal, row.owner, row.milestones_done, row.milestones) == ("Activation 40 %", "me", 1, 3)
        assert (row.gap, row.next_milestone) == (0.5, "Build")

    def test_has_no_gap_before_a_milestone_was_due(self, store: Store) -> None:
        plan_id = active(store)
        milestone(store, plan_id, "Ship", 12)
        (row,) = store.read(planning.ranked_plans, now=NOW)
        assert row.gap is None

    def test_the_detail_has_the_open_tasks_first(self, store: Store) -> None:
        plan_id = active(store)
        first = store.write(execution.add_task, now=NOW, title="Done one", plan_id=plan_id)
        store.write(execution.add_task, now=NOW, title="Open one", plan_id=plan_id)
        store.write(execution.complete, first, now=NOW)
        detail = store.read(planning.plan_detail, plan_id, now=NOW)
        assert [task.title for task in detail.tasks] == ["Open one", "Done one"]


class TestTimeline:
    def test_thirteen_weeks_from_two_weeks_ago(self, store: Store) -> None:
        table = store.read(planning.timeline, now=NOW)
        assert len(table.weeks) == 13
        assert table.weeks[table.running] == NOW.week
        assert table.starts[0] == date(2026, 11, 2)

    def test_marks_what_is_reached_late_due_and_the_deadline(self, store: Store) -> None:
        plan_id = active(store, deadline=date(2026, 12, 18))
        reached = milestone(store, plan_id, "Sketch", -1)
        milestone(store, plan_id, "Build", -7)
        milestone(store, plan_id, "Ship", 7)
        store.write(planning.complete_milestone, reached, now=NOW)
        (row,) = store.read(planning.timeline, now=NOW).rows
        assert [(mark.done, mark.late, mark.due) for mark in row.marks[1:4]] == [
            (0, 1, 0),
            (1, 0, 0),
            (0, 0, 1),
        ]
        assert [mark.deadline for mark in row.marks].index(True) == 6
        assert [mark.running for mark in row.marks] == [False, False, *[True] * 5, *[False] * 6]

    def test_a_deadline_gone_by_is_overdue(self, store: Store) -> None:
        active(store, deadline=TODAY - timedelta(days=1))
        active(store, "Ends today", deadline=TODAY)
        past, today = store.read(planning.timeline, now=NOW).rows
        assert [mark.overdue for mark in past.marks if mark.deadline] == [True]
        assert [mark.overdue for mark in today.marks if mark.deadline] == [False]
