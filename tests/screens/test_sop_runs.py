"""Runs by their keys: started, ticked, skipped, paused, finished, abandoned."""

from bef_tui.data.store import Store
from bef_tui.framework.weeks import Now
from bef_tui.screens.messages import ShowRecord
from bef_tui.screens.people.screen import PeopleScreen
from bef_tui.services import people, systems
from bef_tui.widgets.record_table import RecordTable
from tests.screens.conftest import Open, wait_for
from tests.screens.sops import marks, shown, sop, started


class TestARun:
    async def test_from_the_sop_to_a_finished_run(self, opened: Open, store: Store, now: Now) -> None:
        sop(store, now)
        async with opened("systems") as user:
            await user.press("r")
            await user.fill(subject="Lin")
            await user.press("ctrl+s", "space", "space", "x")
            await user.type("nobody home")
            await user.press("enter")
            assert "All steps are settled: F finishes the run." in user.said()
            await user.press("F")
            (run,) = store.read(systems.runs, now=now)
            assert (run.subject, run.status, run.settled, run.skipped) == ("Lin", "done", 3, 1)
            assert user.app.screen.query_one("#processes", RecordTable).has_focus

    async def test_a_rubber_stamp_is_said(self, opened: Open, store: Store, now: Now) -> None:
        sop(store, now)
        async with opened("systems") as user:
            await user.press("r", "ctrl+s", "space", "space", "space", "F")
            assert user.said()[-1].startswith("A rubber stamp. Ticked faster than two seconds a step")
            assert any("rubber stamp" in line for line in user.table("#follow"))
            await user.press("tab", "enter")
            assert "it does not count" in user.lines("#run-head")

    async def test_a_due_run_is_started_by_enter_and_paused(
        self, opened: Open, store: Store, now: Now
    ) -> None:
        sop(store, now, cadence="weekly")
        async with opened("systems") as user:
            assert "Sun" in user.table("#follow")[0]
            await user.press("tab", "enter")
            await user.press("space", "p", "escape")
            assert "paused 1/3, Sun" in user.table("#follow")[0]
            (run,) = store.read(systems.runs, now=now)
            assert (run.status, marks(store, run.id)) == ("paused", ["done", "open", "open"])

    async def test_a_tick_is_taken_back_and_notes_and_details_are_shown(
        self, opened: Open, store: Store, now: Now
    ) -> None:
        run = started(store, now, sop(store, now))
        async with opened("systems") as user:
            await user.press("tab", "enter")
            assert "look at the order" in user.lines("#run-detail")
            await user.press("space", "k", "space")
            assert marks(store, run) == ["open"] * 3
            await user.press("n")
            await user.type("two orders")
            await user.press("enter")
            assert "Note: two orders" in user.lines("#run-detail")

    async def test_open_steps_are_asked_about(self, opened: Open, store: Store, now: Now) -> None:
        run = started(store, now, sop(store, now))
        async with opened("systems") as user:
            await user.press("tab", "enter", "space", "F")
            await user.press("2")
            assert store.read(systems.run_detail, run).status == "running"
            await user.press("F", "1")
            assert store.read(systems.run_detail, run).status == "done"

    async def test_abandoned_with_a_reason(self, opened: Open, store: Store, now: Now) -> None:
        run = started(store, now, sop(store, now))
        async with opened("systems") as user:
            await user.press("tab", "enter", "X")
            await user.type("cancelled")
            await user.press("enter")
            assert "cancelled" in user.lines("#run-head")
            detail = store.read(systems.run_detail, run)
            assert (detail.status, detail.reason) == ("abandoned", "cancelled")
            await user.press("space")
            assert "stays as it was" in user.said()[-1]

    async def test_a_due_run_is_started_for_somebody_by_r(self, opened: Open, store: Store, now: Now) -> None:
        ada = store.write(people.add_contact, now=now, name="Ada")
        sop(store, now, cadence="weekly")
        async with opened("systems") as user:
            await user.press("tab", "r")
            assert user.asked() == ["subject", "owner_id"]
            await user.fill(subject="Ada")
            await user.press("ctrl+s")
            (run,) = store.read(systems.runs, now=now)
            assert (run.subject, run.status) == ("Ada", "running")
            assert "o opens the contact" in user.lines("#run-head")
            await user.press("o")
            screen = user.app.screen
            assert isinstance(screen, PeopleScreen)
            await wait_for(
                user.pilot, lambda: screen.under_cursor() == ("contact", ada) or screen.contact_id == ada
            )

    async def test_r_on_an_sop_starts_the_run_that_is_due(self, opened: Open, store: Store, now: Now) -> None:
        sop(store, now, cadence="weekly")
        async with opened("systems") as user:
            await user.press("r")
            await user.fill(subject="Acme")
            await user.press("ctrl+s")
            (run,) = store.read(systems.runs, now=now)
            assert (run.subject, run.status, run.due is None) == ("Acme", "running", False)

    async def test_whom_it_is_for_is_changed_later(self, opened: Open, store: Store, now: Now) -> None:
        store.write(people.add_contact, now=now, name="Ada")
        run = started(store, now, sop(store, now), subject="Ada")
        async with opened("systems") as user:
            await user.press("tab", "enter", "e")
            await user.fill(subject="Acme")
            await user.press("ctrl+s")
            detail = store.read(systems.run_detail, run)
            assert (detail.subject, detail.about) == ("Acme", None)

    async def test_one_that_is_due_says_how_it_starts(self, opened: Open, store: Store, now: Now) -> None:
        sop(store, now, cadence="weekly")
        (run,) = store.read(systems.runs, now=now)
        async with opened("home") as user:
            user.app.screen.post_message(ShowRecord("workflow_run", run.id))
            await user.pilot.pause()
            await user.press("3")
            assert "not started: p starts it" in user.lines("#run-head")
            assert any("Not started yet" in line for line in user.table("#steps"))
            await user.press("p")
            assert marks(store, run.id) == ["open"] * 3

    async def test_left_for_days_it_says_what_was_done_when(
        self, opened: Open, store: Store, now: Now
    ) -> None:
        run = started(store, now, sop(store, now))
        first = store.read(systems.run_detail, run).steps[0]
        store.write(systems.tick_step, first.id, now=now.later(days=-5))
        store.write(systems.pause, run, now=now.later(days=-5))
        async with opened("systems") as user:
            await user.press("tab", "enter")
            assert "Last 5 d ago: Read the request" in user.lines("#run-head")
            assert user.table("#steps")[0].endswith("5 d ago")
            await user.press("space")
            assert "running" in user.lines("#run-head")
            assert marks(store, run) == ["done", "done", "open"]

    async def test_a_note_is_changed_and_taken_away(self, opened: Open, store: Store, now: Now) -> None:
        run = started(store, now, sop(store, now))
        async with opened("systems") as user:
            await user.press("tab", "enter", "n")
            await user.type("receipts/88.pdf")
            await user.press("enter")
            assert "receipts/88.pdf" in user.table("#steps")[0]
            await user.press("n")
            await user.fill(note="")
            await user.press("ctrl+s")
            assert [step.note for step in store.read(systems.run_detail, run).steps] == [""] * 3

    async def test_deleted_and_brought_back(self, opened: Open, store: Store, now: Now) -> None:
        run = started(store, now, sop(store, now))
        async with opened("systems") as user:
            await user.press("tab", "enter", "d")
            assert store.read(systems.runs, now=now) == ()
            assert user.app.screen.query_one("#processes", RecordTable).has_focus
            await user.press("u")
            assert [row.id for row in store.read(systems.runs, now=now)] == [run]

    async def test_the_way_back_leads_through_the_sop(self, opened: Open, store: Store, now: Now) -> None:
        started(store, now, sop(store, now))
        async with opened("systems") as user:
            await user.press("tab", "enter", "enter")
            assert "Read the request" in shown(user)
            await user.press("escape")
            assert user.app.screen.query_one("#steps", RecordTable).has_focus
            await user.press("escape")
            assert user.app.screen.query_one("#follow", RecordTable).display
