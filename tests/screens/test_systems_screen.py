"""Systems by its keys: processes declared, what is found out, and SOPs shown to whoever asks."""

from datetime import timedelta

import pytest

from bef_tui.data.store import Store
from bef_tui.framework.weeks import Now
from bef_tui.services import execution, people, systems
from bef_tui.widgets.record_table import RecordTable
from tests.screens.conftest import Open
from tests.screens.sops import shown, sop, started


class TestAnEmptyFile:
    @pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 36)])
    async def test_it_says_what_the_stage_is_for_and_which_key_starts_it(
        self, opened: Open, size: tuple[int, int]
    ) -> None:
        async with opened("systems", size) as user:
            said = " ".join(user.table("#processes"))
            assert "how do we make this repeatable?" in said
            assert "p  declare the core processes" in said

    async def test_the_usual_processes_are_two_keys_away(self, opened: Open) -> None:
        async with opened("systems") as user:
            await user.press("p", "enter")
            lines = user.table("#processes")
            assert sum("no SOP yet" in line for line in lines) == 7
            await user.press("J")
            assert [line.split()[-4] for line in user.table("#processes")[1:3]] == ["Convert", "Acquire"]

    async def test_keys_without_a_record_say_what_to_do(self, opened: Open) -> None:
        async with opened("systems") as user:
            await user.press("r")
            assert user.said() == ["Nothing here yet: a adds an SOP, p the core processes."]


class TestProcesses:
    async def test_one_is_added_renamed_and_removed(self, opened: Open, store: Store) -> None:
        async with opened("systems") as user:
            await user.press("p", "2")
            await user.type("Teach")
            await user.press("enter")
            await user.press("e")
            await user.fill(name="Teach: pass it on")
            await user.press("ctrl+s")
            assert [row.name for row in store.read(systems.processes)] == ["Teach: pass it on"]
            assert any("Teach" in line for line in user.table("#processes"))
            await user.press("d")
            assert store.read(systems.processes) == ()
            await user.press("u")
            assert len(store.read(systems.processes)) == 1


class TestTheCursorReturns:
    @pytest.mark.parametrize("on_its_page", [False, True])
    async def test_to_an_sop_that_comes_back(
        self, opened: Open, store: Store, now: Now, on_its_page: bool
    ) -> None:
        ids = [sop(store, now, title=title) for title in ("Backup", "Payroll", "Refunds")]
        async with opened("systems") as user:
            table = user.app.screen.query_one("#processes", RecordTable)
            await user.press("down", *(["enter"] if on_its_page else []), "d")
            assert f"sop:{ids[1]}" != table.highlighted
            await user.press("g", "tab", "u")
            assert table.highlighted == f"sop:{ids[1]}"
            assert user.app.focused is table

    @pytest.mark.parametrize("on_its_page", [False, True])
    async def test_to_a_run_that_comes_back(
        self, opened: Open, store: Store, now: Now, on_its_page: bool
    ) -> None:
        sop_id = sop(store, now)
        for subject in "abc":
            started(store, now, sop_id, subject=subject)
        async with opened("systems") as user:
            table = user.app.screen.query_one("#follow", RecordTable)
            await user.press("tab", "down")
            here = table.highlighted
            await user.press(*(["enter"] if on_its_page else []), "d")
            assert here != table.highlighted
            table.focus()
            await user.press("g", "tab", "u")
            assert table.highlighted == here
            assert user.app.focused is table

    async def test_to_a_process_that_comes_back(self, opened: Open, store: Store, now: Now) -> None:
        ids = [store.write(systems.add_process, name=name, now=now) for name in ("Sell", "Teach", "Bill")]
        async with opened("systems") as user:
            table = user.app.screen.query_one("#processes", RecordTable)
            await user.press("down", "d", "g", "u")
            assert table.highlighted == f"process:{ids[1]}"

    async def test_and_nobody_is_taken_away_from_what_he_reads(
        self, opened: Open, store: Store, now: Now
    ) -> None:
        for title in ("Backup", "Refunds"):
            sop(store, now, title=title)
        async with opened("systems") as user:
            await user.press("d", "enter", "u")
            assert len(store.read(systems.coverage, now=now)) == 2
            assert "Read the request" in shown(user)


class TestWhatIsFound:
    @pytest.mark.parametrize("key", ["enter", "a"])
    async def test_repeated_work_becomes_an_sop_by_one_key(
        self, opened: Open, store: Store, now: Now, key: str
    ) -> None:
        for _ in range(3):
            task = store.write(execution.add_task, title="Send invoice", now=now)
            store.write(execution.complete, task, now=now)
        async with opened("systems") as user:
            assert any("Send invoice" in line and "3×" in line for line in user.table("#follow"))
            await user.press("tab", key)
            assert "Drawn from the tasks done" in user.said()[-1]
            assert "What was done on" in shown(user)
            (row,) = store.read(systems.coverage, now=now)
            assert (row.sop, row.status, row.steps) == ("Send invoice", "draft", 1)
            await user.press("escape")
            assert not any("Send invoice" in line for line in user.table("#follow"))
            await user.press("u")
            assert any("Send invoice" in line for line in user.table("#follow"))

    async def test_a_starter_is_adopted_for_the_process_under_the_cursor(
        self, opened: Open, store: Store, now: Now
    ) -> None:
        store.write(systems.add_default_processes, now=now)
        async with opened("systems") as user:
            await user.press("down", "down", "down", "A", "enter")
            assert "Write one invoice for each" in shown(user)
            await user.press("escape", "A", "7")
            assert all(row.adopted for row in store.read(systems.starters))
            await user.press("A")
            assert user.said()[-1] == "The whole starter pack is here already."

    async def test_an_sop_says_which_step_is_skipped_and_why(
        self, opened: Open, store: Store, now: Now
    ) -> None:
        sop_id = sop(store, now)
        step = store.read(systems.run_detail, started(store, now, sop_id)).steps[1]
        store.write(systems.skip_step, step.id, "no money left", now=now)
        async with opened("systems") as user:
            await user.press("enter")
            said = user.lines("#sop-facts")
            assert "skipped 1× 2. no money left  Refund within a day" in said

    async def test_a_run_is_for_somebody_known_or_just_a_name(
        self, opened: Open, store: Store, now: Now
    ) -> None:
        sop(store, now)
        ada = store.write(people.add_contact, now=now, name="Ada Lovelace")
        async with opened("systems") as user:
            await user.press("r")
            await user.type("ada")
            await user.press("ctrl+s", "escape", "r")
            await user.type("Order 7")
            await user.press("ctrl+s", "escape")
        known, named = (store.read(systems.run_detail, run) for run in (1, 2))
        assert (known.subject, known.about) == ("Ada Lovelace", ("contact", ada))
        assert (named.subject, named.about) == ("Order 7", None)

    async def test_the_worst_is_seen_first(self, opened: Open, store: Store, now: Now) -> None:
        sop(store, now.later(days=-20), title="Backup", cadence="daily")
        started(store, now, sop(store, now))
        async with opened("systems") as user:
            first = user.table("#follow")[0]
            assert "! Backup" in first
            assert "20 missed" in first

    async def test_an_sop_is_shown_to_whoever_asks_for_it(self, opened: Open, store: Store, now: Now) -> None:
        sop_id = sop(store, now)
        run = started(store, now, sop_id)
        async with opened("improvement") as user:
            user.app.screen.go_to("sop", sop_id)  # type: ignore[attr-defined]
            await user.pilot.pause()
            await user.pilot.pause()
            assert "Read the request" in shown(user)
            user.app.screen.go_to("workflow_run", run)  # type: ignore[attr-defined]
            await user.pilot.pause()
            assert any("Refund within a day" in line for line in user.table("#steps"))

    async def test_hostile_text_is_shown_and_never_obeyed(self, opened: Open, store: Store, now: Now) -> None:
        bad = "[@click=app.quit]x[/] \x1b]0;owned\x07 \u202e"
        sop_id = sop(store, now, title=bad, body=f"# {bad}\n\n1. {bad} [a](javascript:x)\n")
        started(store, now, sop_id, subject=bad)
        async with opened("systems") as user:
            await user.press("enter")
            assert "\x1b" not in shown(user)
            assert "[@click=app.quit]" in shown(user)
            await user.press("v", "escape", "escape", "tab", "enter")
            assert any("[@click=app.quit]" in line for line in user.table("#steps"))
            assert "\x1b" not in "".join(user.table("#steps"))

    async def test_a_retired_sop_is_hidden_until_asked_for(
        self, opened: Open, store: Store, now: Now
    ) -> None:
        sop_id = sop(store, now)
        async with opened("systems") as user:
            await user.press("enter", "t", "escape")
            assert not any("Refunds" in line for line in user.table("#processes"))
            await user.press("t")
            assert any("Refunds (retired)" in line for line in user.table("#processes"))
            await user.press("d")
            assert store.read(systems.coverage, now=now, retired=True) == ()
            assert sop_id > 0

    async def test_reviewed_moves_the_date_on(self, opened: Open, store: Store, now: Now) -> None:
        sop_id = sop(store, now.later(days=-200))
        async with opened("systems", (120, 36)) as user:
            assert any("20 d late" in line for line in user.table("#processes"))
            await user.press("enter", "m")
            due = store.read(systems.sop_detail, sop_id).review_due
            assert due == now.today + timedelta(days=180)
