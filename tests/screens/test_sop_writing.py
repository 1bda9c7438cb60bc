"""SOPs written: in the app and in the writer's own editor, and nothing of it lost."""

import json
import stat
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
from textual.widgets import TextArea

from bef_tui.data.store import Store
from bef_tui.framework.weeks import Now
from bef_tui.screens.desk import Desk
from bef_tui.screens.dialogs.revisions import RevisionsDialog
from bef_tui.screens.dialogs.write import WriteDialog
from bef_tui.services import exchange, systems
from tests.screens.conftest import KeptDrafts, Open
from tests.screens.sops import BODY, shown, sop, text


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

    async def test_a_text_without_a_step_is_saved_and_said(
        self, opened: Open, store: Store, now: Now
    ) -> None:
        store.write(systems.add_process, "Deliver: keep promises", now=now)
        async with opened("systems") as user:
            await user.press("a")
            await user.fill(title="Refunds")
            await user.press("ctrl+s")
            await user.type("Be kind.")
            await user.press("ctrl+s")
            (said,) = user.said()
            assert said.startswith("Saved as revision 1, without a step. Numbered lines")

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
            assert "takes revision 1 back, as revision 3" in user.lines("#change")
            assert "-4. Note why" in user.lines("#change")
            await user.press("enter")
            assert user.said()[-1] == "Revision 1 is taken back, as revision 3."
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


class TestExporting:
    async def test_it_becomes_a_file_that_is_not_written_over_once_it_was_changed(
        self, opened: Open, desk: Desk, store: Store, now: Now, tmp_path: Path
    ) -> None:
        desk.exports = tmp_path / "exports"
        sop_id = sop(store, now)
        path = tmp_path / "exports" / "refunds.md"
        async with opened("systems") as user:
            await user.press("enter", "x")
            assert user.said() == [f"Written to {path}"]
            (file,) = store.read(exchange.sop_files, [sop_id])
            assert path.read_text() == file.text
            path.write_text("mine")
            await user.press("x", "escape")
            assert path.read_text() == "mine"
            await user.press("x", "1")
            assert path.read_text() == file.text

    async def test_a_folder_that_refuses_is_said(
        self, opened: Open, desk: Desk, store: Store, now: Now, tmp_path: Path
    ) -> None:
        desk.exports = tmp_path / "exports"
        desk.exports.write_text("a file, no folder")
        sop(store, now)
        async with opened("systems") as user:
            await user.press("enter", "x")
            assert "refunds.md cannot be" in user.said()[0]


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
                assert "ended by signal 9" in user.lines("#said")
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
