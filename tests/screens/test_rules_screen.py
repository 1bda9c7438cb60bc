"""Automation by its keys: a rule is written, tried, switched on, followed to what it made, and mended when it fails."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bef_tui.app import BefApp
from bef_tui.data.store import Store
from bef_tui.framework.weeks import Now
from bef_tui.screens import automation_clock
from bef_tui.screens.desk import Desk
from bef_tui.services import automation, company, execution, improvement, lookup, people, systems
from bef_tui.widgets.form.row import FieldRow
from bef_tui.widgets.lines import Wrapped
from bef_tui.widgets.record_table import RecordTable
from tests.screens.conftest import KeptDrafts, Open, User, wait_for
from tests.screens.sops import sop


def rule(store: Store, now: Now, when: str, then: str, *, on: bool = True, **values: Any) -> int:
    made: int = store.write(automation.add_rule, when=when, then=then, now=now, **values)
    if on:
        store.write(automation.switch_on, made, now=now)
    return made


def rows(store: Store, now: Now) -> tuple[automation.RuleRow, ...]:
    return store.read(automation.rules, now=now)


def hint(user: User, name: str) -> str:
    """What stands below a field of the form in front."""
    row = next(row for row in user.app.screen.query(FieldRow) if row.field.name == name)
    return " ".join(" ".join(line.plain.split()) for line in row.draw(row.size.width)[1:]).strip()


def said(user: User, selector: str) -> str:
    """What wrapped lines say, as one text."""
    return " ".join(user.app.screen.query_one(selector, Wrapped).render().plain.split())


class TestAFirstRule:
    @pytest.mark.parametrize("size", [(80, 24), (100, 30)])
    async def test_an_empty_view_says_what_it_is_for_and_which_key_starts_it(
        self, opened: Open, size: tuple[int, int]
    ) -> None:
        async with opened("systems", size) as user:
            await user.press("m")
            told = " ".join(user.table("#rules"))
            assert "Automation does what repeats" in told
            assert "a  add a rule" in told
            await user.press("space")
            assert user.said() == ["No rule yet: a adds one."]
            await user.press("escape")
            assert user.app.screen.query_one("#processes", RecordTable).has_focus

    async def test_from_two_lines_to_what_it_made(self, opened: Open, store: Store, now: Now) -> None:
        store.write(company.prepare, now=now)
        lin = store.write(people.add_contact, name="Lin", now=now)
        task = store.write(
            execution.add_task, title="Send the proposal", due=now.today, contact_id=lin, now=now
        )
        async with opened("systems") as user:
            await user.press("m", "a")
            await user.fill(
                when="a task is done containing proposal", then="create a task Call {who} due today"
            )
            assert hint(user, "when") == '→ task done containing "proposal"'
            assert hint(user, "then") == "→ task Call {who} due today (from today: Thu 19 Nov)"
            await user.press("ctrl+s")
            assert "No task was done in the last 30 days" in said(user, "#rule-would")
            await user.press("space")
            assert "No task was done" in said(user, "#would-do")
            await user.press("escape")
            assert not rows(store, now)[0].enabled
            await user.press("space", "enter")
            assert rows(store, now)[0].enabled

            await user.press("4")
            user.app.screen.show_record("task", task)  # type: ignore[attr-defined]
            await user.press("space", "3")
            assert any("✓ today 11:00" in line and "Call Lin" in line for line in user.table("#firings"))
            await user.press("enter")
            assert user.app.focused is user.app.screen.query_one("#firings", RecordTable)
            await user.press("enter")
            assert user.app.current_mode == "execution"
            (made,) = [one.made for one in store.read(automation.firings)]
            assert made is not None
            assert store.read(automation.made_names, [made]) == {made: "Call Lin"}
            assert user.app.screen.query_one("#work", RecordTable).highlighted == f"task:{made[1]}"
            await user.press("u")
            assert store.read(automation.made_names, [made, ("task", task)]) == {
                ("task", task): "Send the proposal"
            }
            assert store.read(lookup.task, task).state == "open"
            await user.press("3")
            assert any("was deleted" in line for line in user.table("#firings"))
            await user.press("enter", "enter")
            assert user.said()[-1] == "What it made was deleted meanwhile."

    async def test_a_schedule_tells_its_next_days_while_it_is_typed(self, opened: Open, store: Store) -> None:
        async with opened("systems") as user:
            await user.press("m", "a")
            assert user.asked() == ["when", "then", "catch_up", "name"]
            assert hint(user, "when").startswith("every Monday at 9:00 ·")
            await user.type("mondays")
            assert hint(user, "when") == "→ every Monday: Mon 23 Nov, Mon 30 Nov"
            await user.type(" at lunch")
            assert "“mondays at lunch”" in hint(user, "when")
            await user.fill(then="move to Won")
            await user.press("ctrl+s")
            assert "when" in user.refusals()
            await user.fill(when="mondays")
            await user.press("ctrl+s")
            assert "needs a record to work on" in user.refusals()["then"]


class TestRules:
    async def test_edited_switched_off_deleted_and_brought_back(
        self, opened: Open, store: Store, now: Now
    ) -> None:
        rule(store, now, "every day", "task Look")
        second = rule(store, now, "every monday", "task Send the invoices")
        async with opened("systems") as user:
            await user.press("m", "j", "e")
            await user.fill(when="every friday", name="Invoices")
            await user.press("ctrl+s")
            edited = rows(store, now)[1]
            assert (edited.name, edited.when, edited.enabled) == ("Invoices", "every Friday", True)
            assert "Next" in said(user, "#rule-would")
            await user.press("space")
            assert not rows(store, now)[1].enabled
            await user.press("d", "u")
            assert user.app.screen.query_one("#rules", RecordTable).highlighted == second

    async def test_a_dry_run_at_any_time_changes_nothing(self, opened: Open, store: Store, now: Now) -> None:
        rule(store, now, "every monday at 9:00", "task Send the invoices due in 3d")
        last = store.last_txn_id
        async with opened("systems") as user:
            await user.press("m", "v")
            told = said(user, "#would-do")
            assert "Mon 23 Nov 09:00, Mon 30 Nov 09:00" in told
            assert "adds the task “Send the invoices”, due Thu 26 Nov" in told
            await user.press("enter")
            assert user.app.screen.is_modal  # it is on: there is nothing to take
            await user.press("escape")
            assert store.last_txn_id == last
            assert store.read(automation.firings) == ()

    async def test_it_is_found_by_its_name(self, opened: Open, store: Store, now: Now) -> None:
        rule(store, now, "every day", "task Look")
        second = rule(store, now, "every monday", "task Send the invoices")
        async with opened("home") as user:
            await user.press("slash")
            await user.type("invoi")
            await user.press("enter")
            table = user.app.screen.query_one("#rules", RecordTable)
            assert (user.app.current_mode, table.highlighted) == ("systems", second)
            assert user.app.focused is table

    async def test_hostile_text_is_shown_and_never_obeyed(self, opened: Open, store: Store, now: Now) -> None:
        bad = "[@click=app.quit]x[/] \x1b]0;owned\x07 ‮"
        rule(store, now, "task done", f"task {bad}", name=bad)
        store.write(execution.complete, store.write(execution.add_task, title=bad, now=now), now=now)
        async with opened("systems") as user:
            await user.press("m")
            told = "".join(user.table("#rules") + user.table("#firings")) + said(user, "#rule-head")
            assert "[@click=app.quit]" in told
            assert "\x1b" not in told
            await user.press("v")
            assert "\x1b" not in said(user, "#would-do")


def broken(store: Store, now: Now) -> int:
    """A rule that has failed, for its SOP was retired."""
    store.write(company.prepare, now=now)
    refunds = sop(store, now.later(days=-2))
    rule(store, now.later(days=-2), "every day at 9:00", "run Refunds", catch_up="last", name="Mornings")
    store.write(systems.retire, refunds, now=now)
    automation.tick(store, now.later(minutes=-1, seconds=-30))
    return refunds


class TestWhatFails:
    async def test_it_is_told_once_and_tried_again(self, opened: Open, store: Store, now: Now) -> None:
        refunds = broken(store, now)
        async with opened("systems", (120, 36)) as user:
            await user.press("m")
            assert any("✗ Mornings" in line and "tries again" in line for line in user.table("#rules"))
            assert "“Refunds” is not in use" in said(user, "#rule-head")
            for _ in range(2):
                await looked(user)
            told = (
                "The rule “Mornings” failed: “Refunds” is not in use: put it into use first. It tries again."
            )
            assert user.said() == [told]
            await user.press("r")
            assert "failed again" in user.said()[-1]
            store.write(systems.activate, refunds, now=now)
            await user.press("r")
            assert user.said()[-1] == "Done this time."
            assert any("● Mornings" in line for line in user.table("#rules"))
            await user.press("r")
            assert user.said()[-1] == "Nothing has failed here."

    async def test_one_that_stops_is_told_and_raises_an_issue(self, store: Store, now: Now) -> None:
        broken(store, now)
        at = [now.at]
        desk = Desk(lambda: store, KeptDrafts(), lambda: at[0], now.zone)
        app = BefApp(desk, None, start="systems", offer_set_up=False)
        async with app.run_test(size=(100, 30)) as pilot:
            await wait_for(pilot, lambda: app.glance is not None)
            user = User(pilot, app)
            await user.press("m")
            for minutes in (1, 10, 40, 200, 300):
                at[0] = now.at + timedelta(minutes=minutes)
                await looked(user)
            assert [("failed" in line, "stopped" in line) for line in user.said()] == [
                (True, False),
                (False, True),
            ]
            assert user.said()[-1].endswith("An issue was raised.")
            assert any("✗ Mornings" in line and "stopped" in line for line in user.table("#rules"))
        (issue,) = store.read(improvement.issues, now=now)
        assert "has stopped after 5 failures" in issue.title


async def looked(user: User) -> None:
    """Let the app see to automation, and wait until it has."""
    clock = user.app.automation
    await wait_for(user.pilot, lambda: not clock.is_busy)
    clock.look()
    await wait_for(user.pilot, lambda: not clock.is_busy)
    await user.pilot.pause()


class TestTheOpenApp:
    @pytest.fixture
    def moved(self, store: Store, now: Now) -> tuple[Desk, Callable[[int], None]]:
        """A desk, and what moves its clock by days."""
        at: list[datetime] = [now.at]

        def move(days: int) -> None:
            at[0] = now.at + timedelta(days=days)

        return Desk(lambda: store, KeptDrafts(), lambda: at[0], now.zone), move

    async def test_it_does_what_a_schedule_owes_and_shows_it(
        self, moved: tuple[Desk, Callable[[int], None]], store: Store, now: Now
    ) -> None:
        desk, move = moved
        rule(store, now, "every friday", "task Send the invoices due today")
        app = BefApp(desk, None, start="systems", offer_set_up=False)
        async with app.run_test(size=(100, 30)) as pilot:
            await wait_for(pilot, lambda: app.glance is not None)
            user = User(pilot, app)
            await user.press("m")
            await looked(user)
            assert store.read(automation.firings) == ()
            move(1)
            await looked(user)
            await looked(user)
            assert len(store.read(automation.firings)) == 1
            assert any("Send the invoices" in line and "✓" in line for line in user.table("#firings"))

    async def test_after_a_change_it_looks_by_itself(
        self,
        moved: tuple[Desk, Callable[[int], None]],
        store: Store,
        now: Now,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(automation_clock, "AFTER_CHANGE", 0.01)
        desk, move = moved
        rule(store, now, "every friday", "task Send the invoices due today", on=False)
        app = BefApp(desk, None, start="systems", offer_set_up=False)
        async with app.run_test(size=(100, 30)) as pilot:
            await wait_for(pilot, lambda: app.glance is not None)
            user = User(pilot, app)
            await user.press("m", "space", "enter")
            move(1)
            app.changed()
            await wait_for(pilot, lambda: len(store.read(automation.firings)) == 1)

    async def test_runs_of_a_rhythm_that_were_undone_stay_undone(
        self, opened: Open, store: Store, now: Now
    ) -> None:
        sop(store, now, cadence="weekly")
        async with opened("home") as user:
            await looked(user)
            assert len(store.read(systems.runs, now=now)) == 1
            await user.press("u", "3")
            await looked(user)
            assert store.read(systems.runs, now=now) == ()

    async def test_a_file_that_cannot_be_written_is_said_once(
        self, store: Store, now: Now, db_path: Path
    ) -> None:
        rule(store, now.later(days=-3), "every day", "task Look")
        with Store(db_path, "Me", "reader", lambda: now.at, read_only=True) as reader:
            desk = Desk(lambda: reader, KeptDrafts(), lambda: now.at, now.zone)
            app = BefApp(desk, None, start="systems", offer_set_up=False)
            async with app.run_test(size=(100, 30)) as pilot:
                await wait_for(pilot, lambda: app.glance is not None)
                user = User(pilot, app)
                for _ in range(2):
                    await looked(user)
                assert [line.startswith("Automation waits: ") for line in user.said()] == [True]
        assert store.read(automation.firings) == ()
