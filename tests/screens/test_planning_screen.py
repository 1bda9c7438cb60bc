"""Planning by its keys: plans ranked, milestones reached, weeks seen."""

from datetime import timedelta
from typing import Any

import pytest

from bef_tui.data.store import Store
from bef_tui.framework.weeks import Now
from bef_tui.services import company, execution, planning, vision
from tests.screens.conftest import Open


@pytest.fixture(autouse=True)
def prepared(store: Store, now: Now) -> None:
    """A file that was opened before: the founder is known."""
    store.write(company.prepare, now=now)


def add(store: Store, now: Now, title: str = "Onboarding v2", **values: Any) -> int:
    given = {"deadline": now.today + timedelta(days=29), "done_when": "it is live", "active": True, **values}
    plan_id: int = store.write(planning.add_plan, now=now, title=title, **given)
    return plan_id


def milestone(store: Store, now: Now, plan_id: int, title: str, days: int) -> int:
    due = now.today + timedelta(days=days)
    made: int = store.write(planning.add_milestone, plan_id, now=now, title=title, due=due)
    return made


def plans(store: Store, now: Now, *, closed: bool = False) -> dict[str, planning.PlanRow]:
    return {row.title: row for row in store.read(planning.ranked_plans, now=now, closed=closed)}


async def test_an_empty_file_says_what_the_stage_is_for(opened: Open) -> None:
    async with opened("planning") as user:
        text = " ".join(user.table("#plans"))
        assert "what specifically are we going to do?" in text
        assert "a  add the first plan" in text
        await user.press("t", "m")
        assert user.said() == ["There is no plan here yet: a adds one."] * 2


class TestAPlan:
    async def test_is_added_with_the_three_answers(self, opened: Open, store: Store, now: Now) -> None:
        async with opened("planning") as user:
            await user.press("a")
            await user.fill(title="Onboarding v2", done_when="a user finishes it alone")
            await user.press("ctrl+s")
            assert user.refusals() == {"deadline": "By when?"}
            await user.fill(deadline="in 4w")
            await user.press("ctrl+s")
            row = plans(store, now)["Onboarding v2"]
            assert (row.status, row.deadline) == ("active", now.today + timedelta(weeks=4))
            assert any("Onboarding v2" in line for line in user.table("#plans"))

    async def test_a_draft_is_not_started_before_it_says_who_and_when(
        self, opened: Open, store: Store, now: Now
    ) -> None:
        plan_id = add(store, now, active=False, deadline=None)
        async with opened("planning") as user:
            await user.press("p")
            assert "By when?" in user.said()[0]
            store.write(planning.edit_plan, plan_id, {"deadline": now.today}, now=now)
            await user.press("p")
            assert plans(store, now)["Onboarding v2"].status == "active"

    async def test_moves_in_rank(self, opened: Open, store: Store, now: Now) -> None:
        for title in "ABC":
            add(store, now, title)
        async with opened("planning") as user:
            await user.press("J", "J")
            assert list(plans(store, now)) == ["B", "C", "A"]
            assert user.table("#plans")[3].lstrip("▌ ").startswith("3")
            await user.press("K")
            assert list(plans(store, now)) == ["B", "A", "C"]

    async def test_is_completed_once_its_milestones_are(self, opened: Open, store: Store, now: Now) -> None:
        milestone(store, now, add(store, now), "Live", 9)
        async with opened("planning") as user:
            await user.press("space")
            assert "still open" in user.said()[0]
            await user.press("enter", "space", "escape", "space")
            assert plans(store, now, closed=True)["Onboarding v2"].status == "done"
            await user.press("c", "p")
            assert plans(store, now)["Onboarding v2"].status == "active"

    async def test_is_dropped_with_a_reason(self, opened: Open, store: Store, now: Now) -> None:
        add(store, now)
        async with opened("planning") as user:
            await user.press("x")
            await user.type("too dear")
            await user.press("enter", "c")
            assert plans(store, now) == {}
            assert any("dropped: too dear" in line for line in user.table("#parts"))

    async def test_is_deleted_and_brought_back_with_its_milestones(
        self, opened: Open, store: Store, now: Now
    ) -> None:
        milestone(store, now, add(store, now), "Live", 9)
        async with opened("planning") as user:
            await user.press("d")
            assert plans(store, now) == {}
            await user.press("u")
            assert plans(store, now)["Onboarding v2"].milestones == 1
            assert any("Live" in line for line in user.table("#parts"))

    async def test_is_edited(self, opened: Open, store: Store, now: Now) -> None:
        add(store, now)
        async with opened("planning") as user:
            await user.press("e")
            await user.fill(title="Onboarding v3")
            await user.press("ctrl+s")
            assert list(plans(store, now)) == ["Onboarding v3"]


class TestMilestones:
    async def test_are_added_reached_opened_again_edited_and_deleted(
        self, opened: Open, store: Store, now: Now
    ) -> None:
        plan_id = add(store, now)
        async with opened("planning") as user:
            await user.press("m")
            await user.fill(title="Live", due="fri")
            await user.press("ctrl+s", "enter", "space")
            assert plans(store, now)["Onboarding v2"].milestones_done == 1
            await user.press("space")
            assert plans(store, now)["Onboarding v2"].milestones_done == 0
            await user.press("e")
            await user.fill(title="Live for everybody")
            await user.press("ctrl+s")
            assert store.read(planning.milestones, plan_id)[0].title == "Live for everybody"
            await user.press("d")
            assert plans(store, now)["Onboarding v2"].milestones == 0

    async def test_late_ones_make_the_gap(self, opened: Open, store: Store, now: Now) -> None:
        plan_id = add(store, now)
        store.write(planning.complete_milestone, milestone(store, now, plan_id, "Sketch", -9), now=now)
        milestone(store, now, plan_id, "Built", -2)
        milestone(store, now, plan_id, "Live", 9)
        async with opened("planning") as user:
            line = next(line for line in user.table("#plans") if "Onboarding" in line)
            assert "1/3" in line
            assert "50 %" in line
            assert any("Built" in line and "2 d late" in line for line in user.table("#parts"))


async def test_a_task_is_added_to_the_plan_and_done(opened: Open, store: Store, now: Now) -> None:
    goal_id = store.write(vision.add_goal, now=now, title="Activation")
    plan_id = add(store, now, goal_id=goal_id)
    async with opened("planning") as user:
        await user.press("A")
        await user.type("call Lin fri")
        await user.press("enter")
        (task,) = store.read(planning.plan_detail, plan_id, now=now).tasks
        assert (task.title, task.status) == ("call Lin", "open")
        await user.press("enter", "space")
        assert store.read(planning.plan_detail, plan_id, now=now).tasks[0].status == "done"
        (row,) = store.read(execution.task_lists, now=now).done_today
        assert row.belongs_to == "Onboarding v2"


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 36)])
async def test_the_weeks_stand_in_for_the_list(
    opened: Open, store: Store, now: Now, size: tuple[int, int]
) -> None:
    milestone(store, now, add(store, now), "Live", 7)
    add(store, now, "Partner programme", deadline=now.today + timedelta(days=8))
    async with opened("planning", size) as user:
        await user.press("t")
        header, first, second = user.table("WeeksTable")
        assert "›47" in header
        assert "Onboarding" in first
        assert "○" in first
        assert first.index("●") > second.index("●")
        await user.press("j", "J")
        assert list(plans(store, now)) == ["Onboarding v2", "Partner programme"]
        await user.press("K")
        assert list(plans(store, now)) == ["Partner programme", "Onboarding v2"]
        await user.press("t")
        assert user.app.focused is not None
        assert user.app.focused.id == "plans"
        assert any("Partner" in line for line in user.table("#parts")) is False
