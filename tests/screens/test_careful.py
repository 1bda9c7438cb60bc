"""Careful errors: a record deleted behind the app's back, a file that cannot be read, two people at one record."""

from datetime import timedelta
from typing import Any

import pytest
from textual.widget import Widget

from bef_tui.data.store import Store
from bef_tui.data.trouble import StoreError
from bef_tui.framework.weeks import Now
from bef_tui.screens.desk import Desk
from bef_tui.screens.dialogs.choose import ChooseDialog
from bef_tui.services import company, execution, improvement, measurement, people, planning, vision
from bef_tui.services.review import open_review
from tests.screens.conftest import Open, User

GONE = "was deleted meanwhile"


@pytest.fixture(autouse=True)
def prepared(store: Store, now: Now) -> None:
    store.write(company.prepare, now=now)


def delete_all(store: Store, now: Now, table: str) -> None:
    """Another session empties a table."""

    def empty(session: Any) -> None:
        session.connection().exec_driver_sql(f"DELETE FROM {table}")

    with Store(store.path, "Ada", "session-2", lambda: now.at) as other:
        other.write(empty, label=f"Empty {table}")


def fill(store: Store, now: Now) -> None:
    """One record of each kind that has keys of its own."""
    store.write(execution.add_task, now=now, title="call Lin", due=now.today)
    store.write(vision.add_goal, now=now, title="Activation", horizon="annual", due=now.today)
    store.write(
        planning.add_plan, now=now, title="Onboarding", deadline=now.today, done_when="live", active=True
    )
    store.write(measurement.add_kpi, now=now, name="Signups")
    store.write(improvement.raise_issue, now=now, title="Sandbox is down")
    store.write(people.add_contact, now=now, name="Lin Tao")


CASES = [
    ("home", "task", "#agenda", ("space", "d", "enter")),
    ("execution", "task", "#work", ("space", "d", "e", "enter")),
    ("vision", "goal", "#goals", ("e", "d", "J", "p", "t")),
    ("planning", "action_plan", "#plans", ("e", "d", "J", "space", "m")),
    ("measurement", "kpi", "#scorecard", ("e", "d", "J", "r", "enter")),
    ("improvement", "issue", "#list", ("e", "d", "p")),
    ("people", "contact", "#people", ("e", "d", "enter")),
]


@pytest.mark.parametrize(
    ("screen", "table", "key"), [(name, table, key) for name, table, _, keys in CASES for key in keys]
)
async def test_a_record_deleted_behind_the_app_is_said_and_never_ends_it(
    opened: Open, store: Store, now: Now, screen: str, table: str, key: str
) -> None:
    fill(store, now)
    async with opened(screen) as user:
        delete_all(store, now, table)
        await user.press(key)
        assert user.app.is_running
        assert user.app.return_code in (None, 0)
        assert all(GONE in said or "no " in said.lower() for said in user.said())
        await user.press("escape", "0")
        assert user.app.screen.id != "_default"


async def test_it_leaves_the_list_and_the_next_undo_brings_it_back(
    opened: Open, store: Store, now: Now
) -> None:
    task_id = store.write(execution.add_task, now=now, title="call Lin", due=now.today)
    async with opened("execution") as user:
        with Store(store.path, "Ada", "session-2", lambda: now.at) as other:
            other.write(execution.delete_task, task_id, now=now)
        await user.press("space")
        assert user.said() == ["This task was deleted meanwhile; u brings it back."]
        assert "call Lin" not in "\n".join(user.table("#work"))
        await user.press("u")
        assert user.said()[-1] == "Undone: Delete a task"
        assert "call Lin" in "\n".join(user.table("#work"))


async def test_the_same_refusal_is_said_once(opened: Open, desk: Desk, store: Store, now: Now) -> None:
    async with opened("home") as user:

        def refuse(*args: Any, **kwargs: Any) -> None:
            raise StoreError.replaced(store.path)

        desk.read = desk.write = refuse  # type: ignore[assignment, method-assign]
        await user.press("a")
        await user.type("x")
        await user.press("escape", "4", "0", "4")
        user.app.set_timer(0.01, refuse)
        await user.pilot.pause(0.1)
        (said,) = user.said()
        assert "the file was replaced or deleted while it was open" in said
        assert user.app.is_running


async def test_a_step_of_the_review_is_careful_too(opened: Open, store: Store, now: Now) -> None:
    store.write(open_review, mode="express", now=now)
    async with opened("review") as user:
        delete_all(store, now, "review_step")
        delete_all(store, now, "review")
        await user.press("enter", "j", "space", "enter")
        assert user.app.is_running
        assert user.app.return_code in (None, 0)


class TestTwoAtOneRecord:
    async def test_different_fields_are_merged(self, opened: Open, store: Store, now: Now) -> None:
        task_id = store.write(execution.add_task, now=now, title="call Lin", due=now.today)
        async with opened("execution") as user:
            await user.press("e")
            edit(store, now, task_id, {"due": now.today + timedelta(days=1)})
            await user.fill(title="call Lin Tao")
            await user.press("ctrl+s")
            values = store.read(execution.task_values, task_id)
            assert (values["title"], values["due"]) == ("call Lin Tao", now.today + timedelta(days=1))

    async def test_of_one_field_both_are_shown_and_saving_again_keeps_mine(
        self, opened: Open, store: Store, now: Now
    ) -> None:
        task_id = store.write(execution.add_task, now=now, title="call Lin", due=now.today)
        async with opened("execution") as user:
            await user.press("e")
            edit(store, now, task_id, {"title": "call Bo"})
            await user.fill(title="call Lin Tao")
            await user.press("ctrl+s")
            assert user.refusals() == {"title": "now “call Bo” · ctrl+s keeps yours, ctrl+t theirs"}
            assert store.read(execution.task_values, task_id)["title"] == "call Bo"
            await user.press("ctrl+s")
            assert store.read(execution.task_values, task_id)["title"] == "call Lin Tao"

    async def test_theirs_can_be_taken_with_the_rest_of_mine(
        self, opened: Open, store: Store, now: Now
    ) -> None:
        task_id = store.write(execution.add_task, now=now, title="call Lin", due=now.today)
        async with opened("execution") as user:
            await user.press("e", "ctrl+t")
            edit(store, now, task_id, {"title": "call Bo"})
            await user.fill(title="call Lin Tao", tags="phone")
            await user.press("ctrl+s", "ctrl+t", "ctrl+s")
            values = store.read(execution.task_values, task_id)
            assert (values["title"], values["tags"]) == ("call Bo", "phone")

    async def test_a_deleted_one_is_brought_back_and_saved(
        self, opened: Open, store: Store, now: Now
    ) -> None:
        task_id = store.write(execution.add_task, now=now, title="call Lin", due=now.today)
        async with opened("execution") as user:
            await user.press("e")
            delete_all(store, now, "task")
            await user.fill(title="call Lin Tao")
            await user.press("ctrl+s")
            assert isinstance(user.app.screen, ChooseDialog)
            await user.press("1")
            assert store.read(execution.task_values, task_id)["title"] == "call Lin Tao"
            assert "call Lin Tao" in "\n".join(user.table("#work"))

    async def test_or_left_deleted_with_what_was_typed_kept(
        self, opened: Open, store: Store, now: Now
    ) -> None:
        store.write(execution.add_task, now=now, title="call Lin", due=now.today)
        async with opened("execution") as user:
            await user.press("p")
            delete_all(store, now, "task")
            await user.type("fri")
            await user.press("enter", "2")
            assert line(user).value == "fri"  # type: ignore[attr-defined]
            await user.press("escape")
            assert "Nothing planned yet" in "\n".join(user.table("#work"))


def edit(store: Store, now: Now, task_id: int, changes: dict[str, object]) -> None:
    with Store(store.path, "Ada", "session-2", lambda: now.at) as other:
        other.write(execution.edit_task, task_id, changes, now=now)


def line(user: User) -> Widget:
    return user.app.screen.query_one("LineInput")
