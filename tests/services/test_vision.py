"""Goals: written down, made active, ranked, measured, closed."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from bef_tui.data.store import Store
from bef_tui.data.vision import Goal
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.services import company, vision
from bef_tui.services.records import Conflict, Gone

NOW = Now(datetime(2026, 11, 19, 10, tzinfo=UTC))
DUE = date(2027, 1, 31)


def add(store: Store, title: str = "Activation 40 %", now: Now = NOW, **values: Any) -> int:
    given = {"due": DUE, "done_when": "the cohort chart shows it", **values}
    goal_id: int = store.write(vision.add_goal, now=now, title=title, **given)
    return goal_id


def active(store: Store, title: str = "Activation 40 %", now: Now = NOW, **values: Any) -> int:
    goal_id = add(store, title, now, **values)
    store.write(vision.activate, goal_id, now=now)
    return goal_id


def goal(store: Store, goal_id: int) -> Goal:
    def the_goal(session: Session) -> Goal:
        found = session.get(Goal, goal_id)
        assert found is not None
        session.expunge(found)
        return found

    return store.read(the_goal)


def ranked(store: Store, now: Now = NOW, **which: Any) -> list[tuple[int | None, str]]:
    tree = store.read(vision.goals_tree, now=now, **which)
    return [(row.rank, row.title) for branch in tree for row in branch.goals]


class TestAGoal:
    def test_begins_as_a_draft_of_the_founder_behind_all_others(self, store: Store) -> None:
        add(store, "First")
        second = goal(store, add(store, "Second"))
        assert (second.status, second.rank, second.start) == ("draft", 2, NOW.today)
        assert second.owner_id == store.read(company.owners)[0].id

    def test_needs_a_title(self, store: Store) -> None:
        with pytest.raises(RuleBroken) as refused:
            add(store, "  ")
        assert refused.value.field == "title"

    def test_cannot_end_before_it_starts(self, store: Store) -> None:
        with pytest.raises(RuleBroken) as refused:
            add(store, start=date(2027, 2, 1))
        assert refused.value.field == "due"

    def test_refuses_a_nul_by_name(self, store: Store) -> None:
        with pytest.raises(RuleBroken, match="NUL"):
            add(store, "Acti\x00vation")

    def test_lies_beneath_an_annual_goal_only(self, store: Store) -> None:
        short = add(store, "A 90-day goal")
        with pytest.raises(RuleBroken) as refused:
            add(store, "Another", parent_id=short)
        assert refused.value.field == "parent_id"
        with pytest.raises(RuleBroken, match="stands on its own"):
            add(store, "A year", horizon="annual", parent_id=short)

    def test_an_annual_goal_with_goals_beneath_stays_annual(self, store: Store) -> None:
        year = add(store, "A year", horizon="annual")
        add(store, "A quarter", parent_id=year)
        with pytest.raises(RuleBroken) as refused:
            store.write(vision.edit_goal, year, {"horizon": "90-day"}, now=NOW)
        assert refused.value.field == "horizon"

    def test_without_an_annual_goal_it_is_allowed_but_said(self, store: Store) -> None:
        year = add(store, "A year", horizon="annual")
        add(store, "Beneath it", parent_id=year)
        add(store, "On its own")
        first, second = store.read(vision.goals_tree, now=NOW)
        assert first.annual is not None
        assert [(row.title, row.loose) for row in first.goals] == [("Beneath it", False)]
        assert second.annual is None
        assert [(row.title, row.loose) for row in second.goals] == [("On its own", True)]


class TestActivation:
    @pytest.mark.parametrize(
        ("missing", "question"),
        [
            ({"owner_id": None}, "Who owns this?"),
            ({"due": None}, "By when?"),
            ({"done_when": " "}, "How will we know it is done?"),
        ],
    )
    def test_asks_the_three_questions(self, store: Store, missing: dict[str, Any], question: str) -> None:
        goal_id = add(store, **missing)
        with pytest.raises(RuleBroken) as refused:
            store.write(vision.activate, goal_id, now=NOW)
        assert question in str(refused.value)
        assert refused.value.field == next(iter(missing))
        assert goal(store, goal_id).status == "draft"

    def test_can_be_asked_for_while_writing(self, store: Store) -> None:
        assert goal(store, add(store, "At once", active=True)).status == "active"
        with pytest.raises(RuleBroken) as refused:
            add(store, "Too soon", active=True, due=None)
        assert refused.value.field == "due"
        draft = add(store, "Later")
        store.write(vision.edit_goal, draft, {"title": "Now"}, now=NOW, active=True)
        assert goal(store, draft).status == "active"
        assert [title for _, title in ranked(store)] == ["At once", "Now"]

    def test_freezes_the_plan_curve_once(self, store: Store) -> None:
        goal_id = active(store)
        later = NOW.later(days=20)
        store.write(vision.edit_goal, goal_id, {"due": DUE + timedelta(days=30)}, now=later)
        store.write(vision.pause, goal_id, "waiting", now=later)
        store.write(vision.resume, goal_id, now=later)
        found = goal(store, goal_id)
        assert (found.first_start, found.first_due) == (NOW.today, DUE)
        assert found.due_moved_on == later.today

    def test_an_earlier_due_date_is_not_moved_later(self, store: Store) -> None:
        goal_id = active(store)
        store.write(vision.edit_goal, goal_id, {"due": DUE - timedelta(days=3)}, now=NOW)
        assert goal(store, goal_id).due_moved_on is None

    def test_an_active_goal_keeps_its_three_answers(self, store: Store) -> None:
        goal_id = active(store)
        with pytest.raises(RuleBroken, match="How will we know"):
            store.write(vision.edit_goal, goal_id, {"done_when": ""}, now=NOW)

    def test_warns_above_five_but_does_not_refuse(self, store: Store) -> None:
        for number in range(5):
            active(store, f"Goal {number}")
        active(store, "A year", horizon="annual")
        assert store.read(vision.too_many) == ""
        active(store, "One more")
        assert "6 active 90-day goals" in store.read(vision.too_many)


class TestRank:
    def test_moving_one_re_ranks_the_rest(self, store: Store) -> None:
        ids = [add(store, title) for title in ("A", "B", "C")]
        store.write(vision.move_goal, ids[2], -2, now=NOW)
        assert ranked(store) == [(1, "C"), (2, "A"), (3, "B")]
        store.write(vision.move_goal, ids[2], 1, now=NOW)
        assert ranked(store) == [(1, "A"), (2, "C"), (3, "B")]

    def test_each_horizon_has_its_own(self, store: Store) -> None:
        add(store, "A")
        year = add(store, "A year", horizon="annual")
        assert goal(store, year).rank == 1
        store.write(vision.edit_goal, year, {"horizon": "90-day"}, now=NOW)
        assert ranked(store) == [(1, "A"), (2, "A year")]

    def test_those_behind_a_closed_or_deleted_goal_move_up(self, store: Store) -> None:
        ids = [active(store, title) for title in ("A", "B", "C", "D")]
        store.write(vision.drop, ids[0], "no longer wanted", now=NOW)
        store.write(vision.delete_goal, ids[2], now=NOW)
        assert ranked(store) == [(1, "B"), (2, "D")]
        with pytest.raises(RuleBroken, match="no rank"):
            store.write(vision.move_goal, ids[0], 1, now=NOW)


class TestTheEnd:
    def test_a_drop_needs_a_reason_and_keeps_it(self, store: Store) -> None:
        goal_id = active(store)
        with pytest.raises(RuleBroken) as refused:
            store.write(vision.drop, goal_id, " ", now=NOW)
        assert refused.value.field == "reason"
        store.write(vision.drop, goal_id, "the market is gone", now=NOW)
        found = goal(store, goal_id)
        assert (found.status, found.reason, found.closed_on) == (
            "dropped",
            "the market is gone",
            NOW.today,
        )

    def test_a_grade_closes_it_and_can_be_corrected(self, store: Store) -> None:
        goal_id = active(store)
        store.write(vision.grade, goal_id, 0.7, now=NOW)
        store.write(vision.grade, goal_id, 0.4, now=NOW.later(days=9))
        found = goal(store, goal_id)
        assert (found.status, found.grade, found.closed_on, found.rank) == ("done", 0.4, NOW.today, None)
        assert ranked(store) == []
        assert ranked(store, closed=True) == [(None, "Activation 40 %")]

    @pytest.mark.parametrize("value", [-0.1, 1.1, float("nan")])
    def test_a_grade_runs_from_nought_to_one(self, store: Store, value: float) -> None:
        goal_id = active(store)
        with pytest.raises(RuleBroken) as refused:
            store.write(vision.grade, goal_id, value, now=NOW)
        assert refused.value.field == "grade"

    def test_a_draft_is_not_graded(self, store: Store) -> None:
        goal_id = add(store)
        with pytest.raises(RuleBroken, match="draft"):
            store.write(vision.grade, goal_id, 1.0, now=NOW)

    def test_a_pause_needs_a_reason_too(self, store: Store) -> None:
        goal_id = active(store)
        with pytest.raises(RuleBroken) as refused:
            store.write(vision.pause, goal_id, "", now=NOW)
        assert refused.value.field == "reason"
        store.write(vision.pause, goal_id, "waiting for Ada", now=NOW)
        found = goal(store, goal_id)
        assert (found.status, found.reason, found.rank) == ("paused", "waiting for Ada", 1)

    def test_only_a_paused_goal_is_resumed(self, store: Store) -> None:
        goal_id = active(store)
        with pytest.raises(RuleBroken, match="not paused"):
            store.write(vision.resume, goal_id, now=NOW)

    def test_a_deleted_goal_lets_go_of_what_it_held(self, store: Store) -> None:
        year = add(store, "A year", horizon="annual")
        beneath = add(store, "Beneath", parent_id=year)
        store.write(vision.delete_goal, year, now=NOW)
        assert goal(store, beneath).parent_id is None
        with pytest.raises(Gone):
            store.write(vision.activate, year, now=NOW)

    def test_a_closed_annual_goal_stays_while_open_ones_lie_beneath(self, store: Store) -> None:
        year = active(store, "A year", horizon="annual")
        add(store, "Beneath", parent_id=year)
        store.write(vision.grade, year, 1, now=NOW)
        (branch,) = store.read(vision.goals_tree, now=NOW)
        assert branch.annual is not None
        assert branch.annual.status == "done"


class TestTwoPeopleAtOneGoal:
    def test_the_same_field_asks(self, store: Store) -> None:
        goal_id = add(store)
        opened = store.read(vision.goal_detail, goal_id, now=NOW).values
        store.write(vision.edit_goal, goal_id, {"why": "theirs"}, now=NOW)
        with pytest.raises(Conflict):
            store.write(vision.edit_goal, goal_id, {"why": "mine"}, opened, now=NOW)

    def test_different_fields_are_merged(self, store: Store) -> None:
        goal_id = add(store)
        opened = store.read(vision.goal_detail, goal_id, now=NOW).values
        store.write(vision.edit_goal, goal_id, {"why": "theirs"}, now=NOW)
        store.write(vision.edit_goal, goal_id, {"title": "Mine"}, opened, now=NOW)
        assert (goal(store, goal_id).why, goal(store, goal_id).title) == ("theirs", "Mine")
