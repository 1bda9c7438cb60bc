"""Home: one look shows the week, and everything due is one key away."""

from datetime import timedelta
from typing import Any

import pytest
from textual.content import Content
from textual.pilot import Pilot

from bef_tui.app import BefApp
from bef_tui.data.plain import ChangeWatch
from bef_tui.data.store import Store
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import CATEGORIES
from bef_tui.screens.desk import Desk
from bef_tui.screens.people import PeopleScreen
from bef_tui.screens.score import ScoreScreen
from bef_tui.screens.vision import VisionScreen
from bef_tui.services import company, execution, people, vision
from bef_tui.widgets.record_table import RecordTable
from tests.screens.conftest import Open, User, wait_for

SIZES = [(80, 24), (100, 30), (120, 36)]
WEEK = "2026-W47"


@pytest.fixture(autouse=True)
def prepared(store: Store, now: Now) -> None:
    store.write(company.prepare, now=now)


def committed(store: Store, now: Now, *outcomes: str, **values: Any) -> list[int]:
    """Promises of this week, frozen on its Monday."""
    monday = now.later(days=-3)
    given = {"due": now.today + timedelta(days=1), "done_when": "seen", **values}
    made = [
        store.write(execution.add_commitment, now=monday, outcome=outcome, week=WEEK, **given)
        for outcome in outcomes
    ]
    store.write(execution.freeze_week, WEEK, now=monday)
    return made


def total(user: User) -> float:
    """The total as the panel shows it."""
    line = user.lines("#score-line") if user.app.screen.has_class("-folded") else user.lines("#score")
    return float(line.split("/25")[0])


def below(user: User, panel: str) -> str:
    """What the lower edge of a panel says."""
    return Content.from_markup(user.app.screen.query_one(panel).border_subtitle or "").plain


class TestTheFirstDays:
    @pytest.mark.parametrize("size", SIZES)
    async def test_an_empty_file_invites(self, opened: Open, size: tuple[int, int]) -> None:
        async with opened("home", size) as user:
            assert "Nothing is promised this week" in "\n".join(user.table("#promises"))
            steps = "\n".join(user.table("#findings"))
            assert "Say what the business is called" in steps
            assert user.app.focused is not None
            assert user.app.focused.id == "findings"

    async def test_a_step_leads_where_it_is_taken_and_is_ticked_off(
        self, opened: Open, store: Store, now: Now
    ) -> None:
        async with opened("home") as user:
            await user.press("enter")
            assert isinstance(user.app.screen, VisionScreen)
            committed(store, now, "One", "Two", "Three")
            await user.press("0", "G")
            user.app.changed()
            await user.pilot.pause()
            assert any("✓ Promise three outcomes" in line for line in user.table("#findings"))

    async def test_the_step_of_the_promise_is_taken_here(self, opened: Open) -> None:
        async with opened("home") as user:
            await user.press("j", "j", "enter")
            assert user.asked()[:2] == ["outcome", "owner_id"]


class TestTheWeek:
    @pytest.mark.parametrize("size", SIZES)
    async def test_shows_the_outcomes_whole_with_day_owner_and_state(
        self, opened: Open, store: Store, now: Now, size: tuple[int, int]
    ) -> None:
        kept, missed, *_ = committed(
            store, now, "Ship onboarding v2", "Price test", "Write the refund SOP with Ada"
        )
        store.write(execution.keep, kept, now=now)
        store.write(execution.miss, missed, "blocked", now=now)
        async with opened("home", size) as user:
            first, second, third = user.table("#promises")
            assert "✓ Ship onboarding v2" in first
            assert "today" in first
            assert "✗ Price test" in second
            assert "missed: blocked" in second
            assert "○ Write the refund SOP with Ada" in third
            assert "tomorrow" in third
            assert "1 of 3 kept · 1 open · Execution Gap 33 %" in below(user, "#week-panel")

    async def test_what_it_moves_stands_beside_it_where_there_is_room(
        self, opened: Open, store: Store, now: Now
    ) -> None:
        goal_id = store.write(vision.add_goal, now=now, title="Activation 40 %", horizon="90-day")
        committed(store, now, "Ship onboarding v2", goal_id=goal_id)
        async with opened("home") as user:
            assert "▸ Activation 40 %" in user.table("#promises")[0]

    async def test_a_promise_is_kept_and_reopened_by_space(
        self, opened: Open, store: Store, now: Now
    ) -> None:
        committed(store, now, "Ship onboarding v2")
        async with opened("home") as user:
            await user.press("space")
            assert store.read(execution.promises, WEEK)[0].state == "kept"
            await user.press("space")
            assert store.read(execution.promises, WEEK)[0].state == "open"


class TestToday:
    async def test_is_late_first_then_today_then_the_numbers(
        self, opened: Open, store: Store, now: Now
    ) -> None:
        store.write(execution.add_task, now=now, title="Draft refund steps", due=now.today, priority=1)
        late = now.today - timedelta(days=2)
        contact = store.write(people.add_contact, now=now, name="Lin Tao")
        store.write(people.plan_follow_up, contact, now=now.later(days=-3), due=late, channel="call")
        async with opened("home") as user:
            lines = user.table("#agenda")
            assert "Late" in lines[0]
            assert "☎ Call Lin Tao" in lines[1]
            assert lines[1].endswith("2 d")
            assert "Today" in lines[2]
            assert "○ Draft refund steps" in lines[3]
            assert lines[3].endswith("P1")
            user.app.screen.query_one("#agenda", RecordTable).focus()
            await user.press("enter")
            assert isinstance(user.app.screen, PeopleScreen)

    async def test_completing_a_task_moves_the_panel(self, opened: Open, store: Store, now: Now) -> None:
        for number in range(10):
            due = now.today - timedelta(days=20)
            store.write(execution.add_task, now=now.later(days=-40), title=f"Old {number}", due=due)
        store.write(execution.add_task, now=now, title="New", due=now.today)
        async with opened("home") as user:
            before = total(user)
            user.app.screen.query_one("#agenda", RecordTable).focus()
            await user.press(*["space"] * 10)
            assert total(user) > before
            assert "10 done today" in below(user, "#today-panel")
            await user.press(*["u"] * 10)
            assert total(user) == before

    async def test_a_task_is_added_for_today(self, opened: Open, store: Store, now: Now) -> None:
        async with opened("home") as user:
            await user.press("a")
            await user.type("write to Lin !2")
            await user.press("enter")
            assert any("write to Lin" in line and "P2" in line for line in user.table("#agenda"))
            assert store.read(execution.task_lists, now=now).today[0].planned_on == now.today

    async def test_a_task_is_deleted_and_brought_back(self, opened: Open, store: Store, now: Now) -> None:
        store.write(execution.add_task, now=now, title="write to Lin", due=now.today)
        async with opened("home") as user:
            await user.press("d")
            assert "write to Lin" not in "\n".join(user.table("#agenda"))
            await user.press("u")
            assert "write to Lin" in "\n".join(user.table("#agenda"))

    @pytest.mark.parametrize(("kind", "list_id"), [("task", "agenda"), ("commitment", "promises")])
    async def test_the_cursor_returns_to_what_comes_back(
        self, opened: Open, store: Store, now: Now, kind: str, list_id: str
    ) -> None:
        for title in "abc":
            store.write(execution.add_task, now=now, title=title, due=now.today)
            store.write(execution.add_commitment, now=now, outcome=title, due=now.today, done_when="seen")
        async with opened("home") as user:
            table = user.app.screen.query_one(f"#{list_id}", RecordTable)
            table.focus()
            await user.press("down")
            here = table.highlighted
            assert str(here).startswith(f"{kind}:")
            await user.press("d", "g", "tab", "u")
            assert table.highlighted == here
            assert user.app.focused is table


async def test_a_finding_leads_to_its_record(opened: Open, store: Store, now: Now) -> None:
    store.write(company.rate_self, dict.fromkeys(CATEGORIES, 5), now=now)
    store.write(mark_reviewed, now=now)
    async with opened("home") as user:
        findings = user.app.screen.query_one("#findings", RecordTable)
        assert any("you say 5, the records say 1.0" in line for line in user.table("#findings"))
        findings.focus()
        findings.select(0)
        await user.press("enter")
        assert isinstance(user.app.screen, ScoreScreen)


async def test_the_next_move_is_one_key_away(opened: Open) -> None:
    async with opened("home") as user:
        await user.press("n")
        assert "Write down one 90-day goal" in user.said()[0]
        assert isinstance(user.app.screen, VisionScreen)


async def test_escape_and_the_keys_of_moving_do_nothing_odd(opened: Open, store: Store, now: Now) -> None:
    for title in ("one", "two", "three"):
        store.write(execution.add_task, now=now, title=title, due=now.today)
    async with opened("home") as user:
        home = user.app.screen
        await user.press("escape", "J", "K", "escape")
        assert user.app.screen is home
        table = home.query_one("#agenda", RecordTable)
        await user.press("G")
        assert table.highlighted == "task:3"
        await user.press("g", "j", "k", "down")
        assert table.highlighted == "task:2"
        await user.press("s")
        assert home.has_class("-folded")
        await user.press("s", "4", "0")
        assert not user.app.screen.has_class("-folded")


async def test_an_issue_is_about_the_promise_under_the_cursor(opened: Open, store: Store, now: Now) -> None:
    from sqlmodel import select

    from bef_tui.data.improvement import Issue

    (promise,) = committed(store, now, "Ship onboarding v2")
    async with opened("home") as user:
        await user.press("i")
        await user.fill(title="the sandbox is down")
        await user.press("ctrl+s")
        found = store.read(lambda session: session.exec(select(Issue.title, Issue.commitment_id)).all())
        assert [tuple(row) for row in found] == [("the sandbox is down", promise)]


async def test_what_another_process_did_appears_within_three_seconds(
    desk: Desk, store: Store, now: Now
) -> None:
    for number in range(10):
        due = now.today - timedelta(days=20)
        store.write(execution.add_task, now=now.later(days=-40), title=f"Old {number}", due=due)
    watch = ChangeWatch(store.path)
    app = BefApp(desk, None, offer_set_up=False, changed_elsewhere=watch.changed)
    async with app.run_test(size=(100, 30)) as pilot:
        await wait_for(pilot, lambda: app.glance is not None)
        await pilot.pause()
        user = User(pilot, app)
        before = total(user)
        await in_another_process(pilot, store, now, user, before)


async def in_another_process(pilot: Pilot[None], store: Store, now: Now, user: User, before: float) -> None:
    def finish(session: Any, *, now: Now) -> int:
        for row in execution.task_lists(session, now=now).today[1:]:
            execution.complete(session, row.id, now=now)
        return 1

    with Store(store.path, "Ada", "session-2", lambda: now.at) as other:
        other.write(finish, now=now)
        other.write(execution.add_task, now=now, title="from elsewhere", due=now.today)

    def there() -> bool:
        return any("from elsewhere" in line for line in user.table("#agenda"))

    await wait_for(pilot, there, seconds=3)
    assert total(user) > before


def mark_reviewed(session: Any, *, now: Now) -> int:
    """The week before was closed, so that these are no longer the first days."""
    from bef_tui.data.reviews import Review

    session.add(Review(week="2026-W46", mode="full", state="closed", started_at=now.at, closed_at=now.at))
    return 1
