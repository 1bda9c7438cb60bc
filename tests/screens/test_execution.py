"""Execution by its keys: one line adds a task, a promise answers three questions, and what is done moves the score."""

from datetime import date, timedelta
from typing import Any

import pytest

from bef_tui.data.store import Store
from bef_tui.framework.weeks import Now, add_weeks
from bef_tui.services import company, execution
from bef_tui.widgets.record_table import RecordTable
from tests.screens.conftest import Open, User

WEEK = "2026-W47"


@pytest.fixture(autouse=True)
def prepared(store: Store, now: Now) -> None:
    store.write(company.prepare, now=now)


def promise(store: Store, now: Now, outcome: str = "Onboarding is live", **values: Any) -> int:
    given = {"due": now.today + timedelta(days=1), "done_when": "a user did it alone", **values}
    made: int = store.write(execution.add_commitment, now=now, outcome=outcome, **given)
    return made


def frozen(store: Store, now: Now, outcome: str = "Onboarding is live", **values: Any) -> int:
    record_id = promise(store, now, outcome, **values)
    store.write(execution.freeze_week, WEEK, now=now)
    return record_id


def task(store: Store, now: Now, title: str = "call Lin", **values: Any) -> int:
    made: int = store.write(execution.add_task, now=now, title=title, **values)
    return made


def state(store: Store, record_id: int, week: str = WEEK) -> execution.CommitmentRow:
    return next(row for row in store.read(execution.promises, week) if row.id == record_id)


def work(user: User) -> str:
    return "\n".join(user.table("#work"))


async def test_an_empty_file_says_what_the_stage_is_for(opened: Open) -> None:
    async with opened("execution", (80, 24)) as user:
        assert "Are we doing what we said we would?" in work(user)
        assert "a  add a task in one line" in work(user)


class TestATask:
    async def test_is_added_in_one_line_with_its_day_owner_and_priority(
        self, opened: Open, store: Store, now: Now
    ) -> None:
        async with opened("execution") as user:
            await user.press("a")
            await user.type("call Ada fri @ada #onboarding !1")
            assert (
                user.lines("#echo") == "→ call Ada · due tomorrow · by ada, a new person · #onboarding · P1"
            )
            await user.press("enter")
            (row,) = store.read(execution.task_lists, now=now).week
            assert (row.title, row.due, row.owner, row.priority) == ("call Ada", date(2026, 11, 20), "ada", 1)
            assert any("call Ada" in line and "P1" in line for line in user.table("#work"))
            await user.press("a")
            await user.type("call Ada again @ad")
            assert user.lines("#echo") == "→ call Ada again · by ada"

    async def test_is_done_and_open_again(self, opened: Open, store: Store, now: Now) -> None:
        task(store, now, due=now.today)
        async with opened("execution") as user:
            await user.press("space")
            assert [row.title for row in store.read(execution.task_lists, now=now).done_today] == ["call Lin"]
            assert "✓ call Lin" in work(user)
            await user.press("space")
            assert [row.title for row in store.read(execution.task_lists, now=now).today] == ["call Lin"]

    async def test_is_planned_edited_dropped_and_deleted(self, opened: Open, store: Store, now: Now) -> None:
        task_id = task(store, now)
        async with opened("execution") as user:
            await user.press("p")
            await user.type("tomorrow")
            assert user.lines("#echo") == "→ tomorrow"
            await user.press("enter")
            assert store.read(execution.task_values, task_id)["planned_on"] == now.today + timedelta(days=1)
            await user.press("e")
            await user.fill(title="call Lin Tao")
            await user.press("ctrl+s")
            assert "call Lin Tao" in work(user)
            await user.press("x")
            await user.type("not needed")
            await user.press("enter")
            assert "call Lin Tao" not in work(user)
            await user.press("u", "d")
            assert user.said()[-2] == "Undone: Drop a task"
            assert "call Lin Tao" not in work(user)
            await user.press("u")
            assert "call Lin Tao" in work(user)
            await user.press("ctrl+r")
            assert "call Lin Tao" not in work(user)

    async def test_keys_of_promises_say_so(self, opened: Open, store: Store, now: Now) -> None:
        task(store, now, due=now.today)
        async with opened("execution") as user:
            await user.press("m")
            assert user.said() == ["That is for promises."]


class TestAPromise:
    async def test_names_the_answer_that_is_missing(self, opened: Open, store: Store, now: Now) -> None:
        frozen(store, now)
        async with opened("execution") as user:
            await user.press("A")
            await user.fill(outcome="Price test is out")
            await user.press("ctrl+s")
            assert user.refusals() == {"done_when": "How will we know it is done?"}
            await user.fill(done_when="three answers")
            await user.press("ctrl+s")
            assert "Price test is out" in work(user)

    async def test_is_kept_and_open_again(self, opened: Open, store: Store, now: Now) -> None:
        record_id = frozen(store, now)
        async with opened("execution") as user:
            await user.press("space")
            assert state(store, record_id).state == "kept"
            assert "1 of 1 kept" in work(user)
            await user.press("space")
            assert state(store, record_id).state == "open"

    async def test_that_is_frozen_keeps_its_words_and_gets_a_row_beside(
        self, opened: Open, store: Store, now: Now
    ) -> None:
        record_id = frozen(store, now)
        async with opened("execution") as user:
            await user.press("e")
            await user.fill(outcome="Onboarding is live for ten teams")
            await user.press("ctrl+s")
            assert store.read(execution.commitment_values, record_id)["outcome"] == "Onboarding is live"
            (row,) = store.read(execution.promises, WEEK)
            assert row.outcome == "Onboarding is live for ten teams"
            assert row.reworded

    async def test_is_missed_with_a_reason_and_a_fate(self, opened: Open, store: Store, now: Now) -> None:
        record_id = frozen(store, now)
        async with opened("execution") as user:
            await user.press("m", "2", "2")
            row = state(store, record_id)
            assert (row.state, row.reason, row.fate) == ("missed", "blocked", "shrink")
            assert "missed: blocked" in work(user)

    async def test_is_left_open_when_the_question_is_left(self, opened: Open, store: Store, now: Now) -> None:
        record_id = frozen(store, now)
        async with opened("execution") as user:
            await user.press("m", "2", "escape")
            assert state(store, record_id).state == "open"

    async def test_is_carried_to_the_next_week(self, opened: Open, store: Store, now: Now) -> None:
        frozen(store, now)
        async with opened("execution") as user:
            await user.press("c")
            (draft,) = store.read(execution.promises, add_weeks(WEEK, 1))
            assert (draft.state, draft.carried) == ("draft", 1)
            assert user.said() == ["Carried to 2026-W48 as a draft."]

    async def test_is_dropped_but_not_deleted(self, opened: Open, store: Store, now: Now) -> None:
        record_id = frozen(store, now)
        async with opened("execution") as user:
            await user.press("d")
            assert "drop it with a reason" in user.said()[0]
            await user.press("x", "1")
            assert state(store, record_id).state == "dropped"
            assert "dropped: overcommitted" in work(user)

    async def test_what_it_moves_gives_way_to_its_words(self, opened: Open, store: Store, now: Now) -> None:
        words = "The first customer of the new price has paid a whole month"
        promise(store, now, words, carried=0)
        async with opened("execution", (120, 36)) as user:
            assert words in work(user)


async def test_the_days_count_what_was_planned(opened: Open, store: Store, now: Now) -> None:
    task(store, now, "one", planned_on=now.today)
    task(store, now, "two", planned_on=now.today)
    async with opened("execution") as user:
        assert "0/2" in user.lines("#days")
        await user.press("space")
        assert "1/2" in user.lines("#days")


async def test_a_thousand_tasks_are_cut_with_a_word(opened: Open, store: Store, now: Now) -> None:
    def many(session: Any, *, now: Now) -> int:
        for number in range(620):
            execution.add_task(session, now=now, title=f"task {number}")
        return 1

    store.write(many, now=now)
    async with opened("execution") as user:
        assert "620 open" in work(user)
        await user.press("G")
        assert "120 more: find them with /" in work(user)


async def test_what_is_deleted_says_how_it_comes_back_and_gets_the_cursor_again(
    opened: Open, store: Store, now: Now
) -> None:
    ids = [store.write(execution.add_task, now=now, title=title, due=now.today) for title in "abc"]
    async with opened("execution") as user:
        table = user.app.screen.query_one("#work", RecordTable)
        await user.press("down")
        here = table.highlighted
        assert here != f"task:{ids[2]}"
        await user.press("d")
        assert user.said() == ["Deleted the task; u brings it back."]
        await user.press("G", "u")
        assert table.highlighted == here


async def test_a_new_owner_comes_and_goes_in_one_step_of_history(
    opened: Open, store: Store, now: Now
) -> None:
    store.write(execution.add_task, now=now, title="call Lin", due=now.today)
    async with opened("execution") as user:
        await user.press("A")
        await user.fill(outcome="Live", owner_id="Zoe", due="fri", done_when="seen")
        await user.press("ctrl+s")
        assert "Zoe" in [owner.name for owner in store.read(company.owners)]
        assert store.history(1)[0].label == "Promise an outcome"
        await user.press("u")
        assert "Zoe" not in [owner.name for owner in store.read(company.owners)]
        assert store.read(execution.promises, WEEK) == ()
        await user.press("e")
        await user.fill(owner_id="Ada", title="call Lin Tao")
        await user.press("ctrl+s", "u")
        assert "Ada" not in [owner.name for owner in store.read(company.owners)]
        assert "call Lin Tao" not in work(user)
