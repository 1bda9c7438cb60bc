"""Vision by its keys: goals written, measured, ranked, paused, dropped and graded."""

from datetime import timedelta
from typing import Any

import pytest

from bef_tui.data.store import Store
from bef_tui.framework.weeks import Now
from bef_tui.services import company, vision
from bef_tui.widgets.panel import Panel
from tests.screens.conftest import Open, User


@pytest.fixture(autouse=True)
def prepared(store: Store, now: Now) -> None:
    """A file that was opened before: the founder is known."""
    store.write(company.prepare, now=now)


def add(store: Store, now: Now, title: str, **values: Any) -> int:
    given = {"due": now.today + timedelta(days=60), "done_when": "it is seen", "active": True, **values}
    goal_id: int = store.write(vision.add_goal, now=now, title=title, **given)
    return goal_id


def goals(store: Store, now: Now, *, closed: bool = False) -> dict[str, vision.GoalRow]:
    tree = store.read(vision.goals_tree, now=now, closed=closed)
    rows = [row for branch in tree for row in (branch.annual, *branch.goals) if row is not None]
    return {row.title: row for row in rows}


class TestAnEmptyFile:
    async def test_says_what_the_stage_is_for_and_which_key_starts_it(self, opened: Open) -> None:
        async with opened("vision") as user:
            text = " ".join(user.table("#goals"))
            assert "where are we going, and why?" in text
            assert "a  add the first goal" in text
            assert "says where the company is going" in user.lines("#vision-words")

    async def test_the_first_goal_is_an_annual_one(self, opened: Open, store: Store, now: Now) -> None:
        async with opened("vision") as user:
            await user.press("a")
            assert "parent_id" not in user.asked()
            await user.fill(title="500 customers", due="2027-10-31", done_when="the books say so")
            await user.press("ctrl+s")
            assert "value" in user.asked()  # the target is asked for at once
            await user.press("escape")
            assert goals(store, now)["500 customers"].status == "active"
            assert any("500 customers" in line for line in user.table("#goals"))

    async def test_keys_without_a_goal_say_so(self, opened: Open) -> None:
        async with opened("vision") as user:
            await user.press("e")
            assert user.said() == ["There is no goal here yet: a adds one."]


class TestAddingAGoal:
    async def test_beneath_the_one_under_the_cursor_with_its_number(
        self, opened: Open, store: Store, now: Now
    ) -> None:
        year = add(store, now, "500 customers", horizon="annual")
        async with opened("vision") as user:
            await user.press("a")
            await user.fill(title="Activation 40 %", done_when="the chart shows it")
            await user.press("ctrl+s")
            await user.fill(name="Activation", unit="%", baseline="20", value="40 %")
            await user.press("ctrl+s")
            row = goals(store, now)["Activation 40 %"]
            assert row.parent_id == year
            assert row.metric is not None
            assert (row.metric.name, row.metric.baseline, row.metric.target) == ("Activation", 20, 40)
            assert "Activation" in user.lines("#goal-detail")

    async def test_the_form_names_the_question_that_is_missing(
        self, opened: Open, store: Store, now: Now
    ) -> None:
        async with opened("vision") as user:
            await user.press("A")
            await user.fill(title="500 customers", due="2027-10-31")
            await user.press("ctrl+s")
            assert user.refusals() == {"done_when": "How will we know it is done?"}
            assert goals(store, now) == {}

    async def test_a_draft_is_made_active_by_a_key_once_it_is_complete(
        self, opened: Open, store: Store, now: Now
    ) -> None:
        add(store, now, "Write the book", active=False, done_when="")
        async with opened("vision") as user:
            await user.press("p")
            assert "How will we know it is done?" in user.said()[0]
            await user.press("e")
            await user.fill(done_when="it is printed", active="yes")
            await user.press("ctrl+s")
            assert goals(store, now)["Write the book"].status == "active"

    async def test_what_was_typed_is_back_after_an_escape(self, opened: Open) -> None:
        async with opened("vision") as user:
            await user.press("A")
            await user.type("500 cust")
            await user.press("escape", "A")
            await user.type("omers")
            await user.fill(due="2027-10-31", done_when="the books say so")
            await user.press("ctrl+s", "escape")
            assert any("500 customers" in line for line in user.table("#goals"))

    async def test_six_active_goals_are_no_priorities(self, opened: Open, store: Store, now: Now) -> None:
        for number in range(6):
            add(store, now, f"Goal {number}")
        async with opened("vision") as user:
            panel = user.app.screen.query_one("#tree-panel", Panel)
            assert "no prioritisation" in str(panel.border_subtitle)


class TestRank:
    async def test_moves_with_j_and_k(self, opened: Open, store: Store, now: Now) -> None:
        add(store, now, "A")
        add(store, now, "B")
        async with opened("vision") as user:
            await user.press("J")
            assert [goals(store, now)[title].rank for title in "AB"] == [2, 1]
            await user.press("K")
            assert [goals(store, now)[title].rank for title in "AB"] == [1, 2]


class TestTheEnd:
    async def test_pause_asks_why_and_the_same_key_resumes(
        self, opened: Open, store: Store, now: Now
    ) -> None:
        add(store, now, "Podcast")
        async with opened("vision") as user:
            await user.press("p")
            await user.type("no time before spring")
            await user.press("enter")
            assert goals(store, now)["Podcast"].status == "paused"
            assert "no time before spring" in user.lines("#goal-detail")
            await user.press("p")
            assert goals(store, now)["Podcast"].status == "active"

    async def test_drop_needs_a_reason_and_closed_goals_can_be_seen(
        self, opened: Open, store: Store, now: Now
    ) -> None:
        add(store, now, "Podcast")
        async with opened("vision") as user:
            await user.press("x", "enter")
            assert goals(store, now)["Podcast"].status == "active"
            await user.press("x")
            await user.type("nobody listens")
            await user.press("enter")
            assert goals(store, now) == {}
            await user.press("c")
            assert any("Podcast" in line and "dropped" in line for line in user.table("#goals"))

    async def test_a_grade_closes_the_goal(self, opened: Open, store: Store, now: Now) -> None:
        add(store, now, "Podcast")
        async with opened("vision") as user:
            await user.press("space")
            await user.fill(grade="1.4")
            await user.press("ctrl+s")
            assert "Not above 1" in user.refusals()["grade"]
            await user.fill(grade="0.7")
            await user.press("ctrl+s")
            assert goals(store, now, closed=True)["Podcast"].grade == 0.7

    async def test_delete_is_undone_with_one_key(self, opened: Open, store: Store, now: Now) -> None:
        add(store, now, "Podcast")
        async with opened("vision") as user:
            await user.press("d")
            assert goals(store, now) == {}
            await user.press("u")
            assert list(goals(store, now)) == ["Podcast"]
            assert any("Podcast" in line for line in user.table("#goals"))


async def test_a_second_target_leaves_the_first_in_sight(opened: Open, store: Store, now: Now) -> None:
    goal_id = add(store, now, "Activation")
    store.write(
        vision.set_target, goal_id, {"name": "Activation", "unit": "%"}, baseline=20, value=40, now=now
    )
    async with opened("vision") as user:
        await user.press("t")
        await user.fill(value="30")
        await user.press("ctrl+s")
        assert "30" in user.lines("#goal-detail")
        assert "40" in user.lines("#goal-detail")
        assert len(store.read(vision.goal_detail, goal_id, now=now).targets) == 2


async def test_the_vision_is_edited(opened: Open, store: Store) -> None:
    async with opened("vision") as user:
        await user.press("v")
        await user.fill(vision="Calm studios", why="evenings matter")
        await user.press("ctrl+s")
        assert user.lines("#vision-words") == "Calm studios\nwhy  evenings matter"
        assert store.read(company.card).vision == "Calm studios"


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 36)])
async def test_every_size_shows_rank_verdict_and_detail(
    opened: Open, store: Store, now: Now, size: tuple[int, int]
) -> None:
    add(store, now, "A goal with a name that is rather long for a line of eighty columns")
    async with opened("vision", size) as user:
        line = next(line for line in user.table("#goals") if "A goal with" in line)
        assert "1" in line
        assert "no target" in line
        assert "in 60 d" in line
        assert "t says which number shows it" in user.lines("#goal-detail")


async def test_hostile_words_are_shown_and_not_obeyed(opened: Open, store: Store, now: Now) -> None:
    add(store, now, "[/] [@click=app.quit]x[/] \x1b]0;owned\x07")
    async with opened("vision") as user:
        text = "".join(user.table("#goals"))
        assert "[/] [@click" in text
        assert "\x1b" not in text
        assert "\x07" not in text
        await opened_detail(user)


async def opened_detail(user: User) -> None:
    """The form of the goal opens, too."""
    await user.press("enter")
    assert "title" in user.asked()
