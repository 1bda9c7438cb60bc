"""Systems by its keys: processes declared, SOPs written and read, runs gone through."""

import json
import stat
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Static, TextArea

from bef_tui.data.store import Store
from bef_tui.framework.weeks import Now
from bef_tui.screens.dialogs.revisions import RevisionsDialog
from bef_tui.screens.dialogs.write import WriteDialog
from bef_tui.services import execution, systems
from bef_tui.widgets.record_table import RecordTable
from tests.screens.conftest import KeptDrafts, Open, User

BODY = (
    "# Refunds\n\n1. Read the request\n   - look at the order\n2. Refund within a day\n3. Tell the customer\n"
)


def sop(store: Store, now: Now, *, in_use: bool = True, **values: Any) -> int:
    said = {"title": "Refunds", "trigger": "a refund is asked for", "body": BODY, **values}
    sop_id: int = store.write(systems.add_sop, now=now, **said)
    if in_use:
        store.write(systems.activate, sop_id, now=now)
    return sop_id


def started(store: Store, now: Now, sop_id: int, **values: Any) -> int:
    run_id: int = store.write(systems.start, sop_id, now=now.later(hours=-2), **values)
    return run_id


def text(user: User) -> str:
    """What the dialog in front holds."""
    return user.app.screen.query_one(TextArea).text


def marks(store: Store, run_id: int) -> list[str]:
    return [step.state for step in store.read(systems.run_detail, run_id).steps]


def shown(user: User) -> str:
    """What the reader of an SOP shows."""
    static = user.app.screen.query_one("#sop-text", Static)
    return "\n".join(static.render_line(y).text for y in range(static.size.height))


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


class TestWritingAnSop:
    async def test_from_a_process_to_an_sop_in_use(self, opened: Open, store: Store, now: Now) -> None:
        process = store.write(systems.add_process, "Deliver: keep promises", now=now)
        async with opened("systems") as user:
            await user.press("a")
            await user.fill(title="Refunds", trigger="a refund is asked for")
            await user.press("ctrl+s")
            assert isinstance(user.app.screen, WriteDialog)
            await user.type("1. Read it")
            await user.press("ctrl+s")
            assert "1 Read it" in shown(user)
            await user.press("t")
            (row,) = store.read(systems.coverage, now=now)
            assert (row.process_id, row.sop, row.status, row.revision) == (process, "Refunds", "active", 1)

    async def test_a_missing_answer_is_asked_for(self, opened: Open, store: Store, now: Now) -> None:
        sop(store, now, in_use=False, trigger="")
        async with opened("systems") as user:
            await user.press("enter", "t")
            assert user.said() == ["Not yet: When is it done (its trigger)?"]

    async def test_a_save_shows_what_changed_and_an_older_text_comes_back(
        self, opened: Open, store: Store, now: Now
    ) -> None:
        sop_id = sop(store, now)
        async with opened("systems") as user:
            await user.press("enter", "w")
            user.app.screen.query_one(TextArea).load_text(BODY + "4. Note why\n")
            await user.pilot.pause()
            await user.press("ctrl+s")
            assert isinstance(user.app.screen, RevisionsDialog)
            assert "from line 5\n" in user.lines("#change")
            assert "+4. Note why" in user.lines("#change")
            await user.press("down")
            assert "+# Refunds" in user.lines("#change")
            await user.press("enter")
            assert store.read(systems.sop_detail, sop_id).body == BODY
            assert store.read(systems.sop_detail, sop_id).revision == 3

    async def test_what_was_typed_is_kept_when_one_leaves(
        self, opened: Open, store: Store, now: Now, drafts: KeptDrafts
    ) -> None:
        sop(store, now)
        async with opened("systems") as user:
            await user.press("enter", "w")
            await user.type("Oh ")
            await user.press("escape", "w")
            assert text(user).startswith("Oh # Refunds")
            assert "is back" in user.lines("#said")
            await user.press("ctrl+r")
            assert text(user) == BODY
            assert drafts.texts == {}

    async def test_a_newer_revision_of_somebody_else_is_said_and_built_upon(
        self, opened: Open, store: Store, now: Now
    ) -> None:
        sop_id = sop(store, now)
        async with opened("systems") as user:
            await user.press("enter", "w")
            await user.type("Mine ")
            store.write(systems.save_revision, sop_id, "1. Theirs\n", now=now)
            await user.press("ctrl+s")
            assert "Revision 2 was saved meanwhile" in user.lines("#said")
            await user.press("ctrl+s")
            assert store.read(systems.sop_detail, sop_id).body == f"Mine {BODY}"
            assert store.read(systems.revision_body, sop_id, 2) == "1. Theirs\n"

    async def test_an_sop_in_use_does_not_lose_its_steps(self, opened: Open, store: Store, now: Now) -> None:
        sop_id = sop(store, now)
        async with opened("systems") as user:
            await user.press("enter", "w")
            user.app.screen.query_one(TextArea).load_text("nothing to tick")
            await user.pilot.pause()
            await user.press("ctrl+s")
            assert "needs at least one step" in user.lines("#said")
            assert text(user) == "nothing to tick"
            assert store.read(systems.sop_detail, sop_id).revision == 1


class TestTheEditor:
    @pytest.fixture(autouse=True)
    def no_real_terminal(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr("bef_tui.app.BefApp.suspend", lambda app: nullcontext())
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.setenv("TMPDIR", str(tmp_path))
        monkeypatch.setattr("tempfile.tempdir", None)

    @contextmanager
    def editor(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str) -> Iterator[Path]:
        path = tmp_path / "editor with a blank"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("EDITOR", f"'{path}'")
        yield path

    async def test_what_it_saves_is_a_revision(
        self, opened: Open, store: Store, now: Now, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        sop_id = sop(store, now)
        with self.editor(monkeypatch, tmp_path, 'echo "4. Note why" >> "$1"'):
            async with opened("systems") as user:
                await user.press("enter", "W")
                assert "+4. Note why" in user.lines("#change")
        assert store.read(systems.sop_detail, sop_id).body == f"{BODY}4. Note why\n"
        assert not list(tmp_path.glob("bef-sop-*"))

    async def test_a_killed_editor_loses_nothing(
        self, opened: Open, store: Store, now: Now, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        sop_id = sop(store, now)
        with self.editor(monkeypatch, tmp_path, 'echo "4. Half a li" >> "$1"; kill -9 $$'):
            async with opened("systems") as user:
                await user.press("enter", "W")
                assert text(user) == f"{BODY}4. Half a li\n"
                assert "ended with an error (-9)" in user.lines("#said")
                assert store.read(systems.sop_detail, sop_id).revision == 1
                await user.press("ctrl+s")
        assert store.read(systems.sop_detail, sop_id).revision == 2

    async def test_a_refused_text_opens_here(
        self,
        opened: Open,
        store: Store,
        now: Now,
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path,
        drafts: KeptDrafts,
    ) -> None:
        sop_id = sop(store, now)
        with self.editor(monkeypatch, tmp_path, 'echo "all gone" > "$1"'):
            async with opened("systems") as user:
                await user.press("enter", "W")
                assert text(user) == "all gone\n"
                assert "needs at least one step" in user.lines("#said")
        assert json.loads(drafts.texts[f"sop.{sop_id}.text"])["text"] == "all gone\n"

    @pytest.mark.parametrize(
        ("script", "said"),
        [("exit 0", "Nothing was changed."), ("exit 3", "The editor ended with an error (3).")],
    )
    async def test_nothing_written_is_nothing_saved(
        self,
        opened: Open,
        store: Store,
        now: Now,
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path,
        script: str,
        said: str,
    ) -> None:
        sop_id = sop(store, now)
        with self.editor(monkeypatch, tmp_path, script):
            async with opened("systems") as user:
                await user.press("enter", "W")
                assert user.said() == [said]
        assert store.read(systems.sop_detail, sop_id).revision == 1

    async def test_no_editor_at_all_is_said(
        self, opened: Open, store: Store, now: Now, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sop(store, now)
        monkeypatch.setenv("EDITOR", "/no/such/editor")
        async with opened("systems") as user:
            await user.press("enter", "W")
            assert "could not be started" in user.said()[0]

    async def test_the_editor_gets_back_no_color(
        self, opened: Open, store: Store, now: Now, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        sop(store, now)
        monkeypatch.setenv("NO_COLOR", "1")
        with self.editor(monkeypatch, tmp_path, f'echo "$NO_COLOR" > "{tmp_path}/colour"'):
            async with opened("systems") as user:
                await user.press("enter", "W")
        assert (tmp_path / "colour").read_text() == "1\n"


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
            assert "rubber stamp" in user.said()[-1]
            assert any("rubber stamp" in line for line in user.table("#follow"))

    async def test_a_due_run_is_started_by_enter_and_paused(
        self, opened: Open, store: Store, now: Now
    ) -> None:
        sop(store, now, cadence="weekly")
        async with opened("systems") as user:
            assert "Sun" in user.table("#follow")[0]
            await user.press("tab", "enter")
            await user.press("space", "p", "escape")
            assert "1/3 Sun" in user.table("#follow")[0]
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


class TestWhatIsFound:
    async def test_repeated_work_becomes_an_sop(self, opened: Open, store: Store, now: Now) -> None:
        for _ in range(3):
            task = store.write(execution.add_task, title="Send invoice", now=now)
            store.write(execution.complete, task, now=now)
        async with opened("systems") as user:
            assert any("Send invoice" in line and "3×" in line for line in user.table("#follow"))
            await user.press("tab", "enter", "ctrl+s", "escape", "escape")
            assert not any("Send invoice" in line for line in user.table("#follow"))

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
