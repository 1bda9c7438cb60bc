"""SOPs and runs from the command line."""

import json
import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from bef_tui.services import systems
from tests.cli.conftest import NOW, SOP_BODY, Bef, asked, opened
from tests.cli.test_main import FORBIDDEN, HOSTILE, LOADED


class TestTheList:
    def test_begins_with_core_processes_and_names_the_pack(self, bef: Bef, refunds: Path) -> None:
        head, *rows = bef("sop", "list").out.splitlines()
        assert head.split() == ["core", "process", "SOP", "rev", "last", "run"]
        assert rows[0].split("  ")[-1].strip() == "no SOP yet"
        assert next(row for row in rows if "Refunds" in row).split() == [
            "1",
            "Collect",
            "Refunds",
            "draft",
            "1",
            "never",
        ]
        told = json.loads(bef("sop", "list", "--json").out)
        assert [(row["sop"], row["steps"]) for row in told if row["sop_id"]] == [("Refunds", 4)]

    def test_retired_ones_are_shown_when_asked_for(self, bef: Bef, refunds: Path) -> None:
        assert bef("sop", "activate", "refunds", "--retire").out == "Retired: 1 Refunds\n"
        assert "Refunds" not in bef("sop", "list").out
        assert "Refunds" in bef("sop", "list", "--retired").out


class TestReading:
    @pytest.mark.parametrize("name", ["1", "refunds", "ref", "REFUNDS", "collect"])
    def test_by_number_words_or_process(self, bef: Bef, refunds: Path, name: str) -> None:
        said = bef("sop", "show", name)
        assert said.code == 0
        assert said.out.startswith("Refunds · revision 1 · draft\n")
        assert "when     a customer asks" in said.out
        assert SOP_BODY in said.out

    def test_an_older_revision_and_what_is_skipped(self, bef: Bef, refunds: Path) -> None:
        with opened(refunds) as store:
            store.write(systems.save_revision, 1, SOP_BODY + "4. Rest\n", now=NOW)
        bef("run", "start", "refunds")
        bef("run", "skip-step", "1", "--why", "it was cash")
        assert "4. Rest" in bef("sop", "show", "refunds").out
        said = bef("sop", "show", "refunds", "--revision", "1").out
        assert "4. Rest" not in said
        assert said.splitlines()[-1].split("  ") == ["1", "Find the invoice", "1×", "it was cash"]
        told = json.loads(bef("sop", "show", "refunds", "--json").out)
        assert told["skipped"][0]["reasons"] == ["it was cash"]
        assert len(told["steps"]) == 5

    def test_what_is_not_there(self, bef: Bef, refunds: Path) -> None:
        for words in (("sop", "show", "nope"), ("sop", "show", "1", "--revision", "9"), ("run", "show", "9")):
            said = bef(*words)
            assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)


class TestTheStarterPack:
    def test_is_listed_adopted_and_put_into_use(self, bef: Bef, file: Path) -> None:
        listed = bef("sop", "adopt").out.splitlines()
        assert [line.split()[0] for line in listed] == [
            "acquire", "convert", "deliver", "collect", "control", "improve", "lead"
        ]  # fmt: skip
        said = bef("sop", "adopt", "collect", "lead").out.splitlines()
        assert said[1:] == [
            "1  Send the invoices and get them paid  Collect",
            "2  Set the week's direction             Lead",
        ]
        assert bef("sop", "adopt", "deliver", "collect").code == 1
        assert asked(file, "SELECT count(*) FROM sop") == [(2,)]
        assert len(json.loads(bef("sop", "adopt", "--all", "--json").out)) == 5
        assert bef("sop", "adopt", "--all").out == "All seven are here already.\n"
        assert (
            bef("sop", "activate", "lead", "--rhythm", "weekly").out
            == "In use: 2 Set the week's direction · weekly\n"
        )
        assert "Set the week's direction" in bef("run", "list").out

    def test_begins_a_file(self, bef: Bef, home: Path) -> None:
        assert bef("sop", "adopt", "--all").code == 0
        assert asked(home / "bef.db", "SELECT count(*), count(process_id) FROM sop") == [(7, 7)]

    def test_activating_asks_for_what_is_missing(self, bef: Bef, file: Path) -> None:
        with opened(file) as store:
            store.write(systems.add_sop, now=NOW, title="Till", body="1. Count\n")
        said = bef("sop", "activate", "till")
        assert (said.code, "When is it done" in said.err) == (1, True)
        assert bef("sop", "activate", "till", "--trigger", "the shop closes").code == 0


class TestEditing:
    @pytest.fixture
    def editor(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """An editor that does what its script says; $1 is the file. Temporary files are the test's own."""
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
        (tmp_path / "tmp").mkdir()
        script = tmp_path / "my editor"
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.setenv("EDITOR", f"sh '{script}'")
        return script

    def left(self, editor: Path) -> list[Path]:
        return list((editor.parent / "tmp").glob("bef-sop-*.md"))

    def test_a_save_is_a_revision(self, bef: Bef, refunds: Path, editor: Path) -> None:
        editor.write_text('stat -c %a "$1" > mode; printf "4. Rest\\n" >> "$1"\n')
        assert bef("sop", "edit", "refunds", "--note", "rest").out == "Refunds: revision 2 · 5 steps\n"
        assert Path("mode").read_text().strip() == "600"
        assert self.left(editor) == []
        rows = asked(refunds, "SELECT number, note, body FROM sop_revision ORDER BY number")
        assert rows[1] == (2, "rest", SOP_BODY + "4. Rest\n")

    def test_nothing_changed_is_no_revision(self, bef: Bef, refunds: Path, editor: Path) -> None:
        editor.write_text("exit 0\n")
        assert "stays at revision 1" in bef("sop", "edit", "refunds").out
        assert self.left(editor) == []

    @pytest.mark.parametrize("end", ["exit 3", "kill -9 $$"])
    def test_an_editor_that_fails_loses_nothing(
        self, bef: Bef, refunds: Path, editor: Path, end: str
    ) -> None:
        editor.write_text(f'printf "4. Rest\\n" >> "$1"; {end}\n')
        said = bef("sop", "edit", "refunds")
        (path,) = self.left(editor)
        assert (said.code, said.out) == (65, "")
        assert str(path) in said.err
        assert path.read_text() == SOP_BODY + "4. Rest\n"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert asked(refunds, "SELECT revision FROM sop") == [(1,)]

    def test_a_text_that_is_refused_stays(self, bef: Bef, refunds: Path, editor: Path) -> None:
        bef("sop", "activate", "refunds")
        editor.write_text('echo "no steps" > "$1"\n')
        said = bef("sop", "edit", "refunds")
        assert (said.code, "at least one step" in said.err) == (1, True)
        assert str(self.left(editor)[0]) in said.err

    def test_somebody_elses_revision_meanwhile_refuses(
        self, bef: Bef, refunds: Path, editor: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def other(path: Path) -> str:
            path.write_text(SOP_BODY + "4. Mine\n")
            with opened(refunds) as store:
                store.write(systems.save_revision, 1, SOP_BODY + "4. Theirs\n", now=NOW)
            return ""

        monkeypatch.setattr("bef_tui.exchange.editor.run_editor", other)
        said = bef("sop", "edit", "refunds")
        assert (said.code, "Revision 2 was saved meanwhile" in said.err) == (1, True)
        assert self.left(editor)[0].read_text().endswith("4. Mine\n")

    def test_what_is_no_text_stays(self, bef: Bef, refunds: Path, editor: Path) -> None:
        editor.write_text('printf "1. \\377\\n" > "$1"\n')
        said = bef("sop", "edit", "refunds")
        assert (said.code, "is not UTF-8" in said.err) == (65, True)
        assert len(self.left(editor)) == 1

    def test_no_such_editor(
        self, bef: Bef, refunds: Path, editor: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("VISUAL", "/no/such/editor")
        said = bef("sop", "edit", "refunds")
        assert (said.code, "could not be started" in said.err) == (65, True)
        assert self.left(editor) == []

    def test_from_standard_input(
        self, bef: Bef, refunds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        bef("sop", "export", "refunds")
        file = Path("sops/refunds.md")
        file.write_text(file.read_text() + "4. Rest\n")
        with file.open() as stream:
            monkeypatch.setattr("sys.stdin", stream)
            assert bef("sop", "edit", "refunds", "-").out == "Refunds: revision 2 · 5 steps\n"
        assert asked(refunds, "SELECT body FROM sop_revision WHERE number = 2") == [(SOP_BODY + "4. Rest\n",)]


class TestExporting:
    def test_comes_back_whole_into_an_empty_file(self, bef: Bef, refunds: Path, tmp_path: Path) -> None:
        bef("sop", "adopt", "--all")
        out = tmp_path / "out"
        assert bef("sop", "export", "--all", "--to", out).code == 0
        other = tmp_path / "other.db"
        assert bef("--db", other, "sop", "adopt", "lead").code == 0
        assert bef("--db", other, "undo").code == 0
        said = bef("--db", other, "sop", "import", out)
        assert said.out == "sop: 8 added, 0 updated, 0 unchanged, 0 left out\n"
        question = (
            "SELECT title, purpose, trigger, cadence, review_days, s.steps, c.name, v.body FROM sop s"
            " JOIN sop_revision v ON v.sop_id = s.id LEFT JOIN core_process c ON c.id = s.process_id ORDER BY title"
        )
        assert asked(other, question) == asked(refunds, question)
        state = asked(other, "SELECT max(id) FROM change")
        assert bef("--db", other, "sop", "import", out).out.startswith("sop: 0 added, 0 updated, 8 unchanged")
        assert asked(other, "SELECT max(id) FROM change") == state
        assert bef("sop", "import", out).out.startswith("sop: 0 added, 0 updated, 8 unchanged")

    def test_a_changed_file_that_comes_back_makes_no_second_sop(
        self, bef: Bef, refunds: Path, tmp_path: Path
    ) -> None:
        bef("sop", "export", "refunds")
        file = Path("sops/refunds.md")
        file.write_text(file.read_text() + "4. Rest\n")
        said = bef("sop", "import", "sops")
        assert said.out.startswith("sop: 0 added, 0 updated, 0 unchanged, 1 left out\n")
        assert "bef sop edit 1 - < FILE takes its text" in said.out

    def test_a_file_of_somebody_else_is_not_written_over(self, bef: Bef, refunds: Path) -> None:
        path = Path("sops/refunds.md")
        path.parent.mkdir()
        path.write_text("mine\n")
        bef("sop", "adopt", "--all")
        said = bef("sop", "export", "--all")
        assert (said.code, said.out) == (1, "")
        assert "refunds.md" in said.err
        assert [one.name for one in path.parent.iterdir()] == ["refunds.md"]
        assert path.read_text() == "mine\n"
        told = json.loads(bef("sop", "export", "--all", "--force", "--json").out)
        assert [row["state"] for row in told] == ["written over"] + ["written"] * 7
        assert path.read_text().startswith("---\nbef: ")

    def test_its_own_file_is_written_anew_but_not_one_that_was_changed(self, bef: Bef, refunds: Path) -> None:
        assert bef("sop", "export", "refunds").out == "sops/refunds.md  4 steps  written\n"
        assert bef("sop", "export", "refunds").out == "sops/refunds.md  4 steps  unchanged\n"
        with opened(refunds) as store:
            store.write(systems.save_revision, 1, SOP_BODY + "4. Rest\n", now=NOW)
        assert bef("sop", "export", "refunds").out == "sops/refunds.md  5 steps  written anew\n"
        path = Path("sops/refunds.md")
        path.write_text(path.read_text().replace("Rest", "Sleep"))
        assert bef("sop", "export", "refunds").code == 1
        assert "Sleep" in path.read_text()

    def test_a_link_is_no_file_of_its_own(self, bef: Bef, refunds: Path, tmp_path: Path) -> None:
        (tmp_path / "sops").mkdir()
        (tmp_path / "precious").write_text("keep\n")
        (tmp_path / "sops" / "refunds.md").symlink_to(tmp_path / "precious")
        assert bef("sop", "export", "refunds").code == 1
        assert bef("sop", "export", "refunds", "--force").code == 0
        assert (tmp_path / "precious").read_text() == "keep\n"

    def test_each_has_a_name_of_its_own_that_stays(self, bef: Bef, refunds: Path) -> None:
        with opened(refunds) as store:
            for title in ("refunds!", "../../etc/passwd", "§§", "Refunds 2"):
                store.write(systems.add_sop, now=NOW, title=title, body=SOP_BODY)
        rows = json.loads(bef("sop", "export", "--all", "--json").out)
        assert [row["file"] for row in rows] == [
            f"sops/{name}.md" for name in ("refunds", "refunds-2", "etc-passwd", "sop", "refunds-2-5")
        ]
        assert json.loads(bef("sop", "export", "2", "--json").out)[0]["file"] == "sops/refunds-2.md"

    def test_wrong_use(self, bef: Bef, refunds: Path, tmp_path: Path) -> None:
        assert bef("sop", "export").code == 2
        assert bef("sop", "export", "1", "--all").code == 2
        (tmp_path / "plain").write_text("")
        assert bef("sop", "export", "1", "--to", tmp_path / "plain").code in (65, 73)
        with opened(refunds) as store:
            store.write(systems.add_sop, now=NOW, title="Empty")
        assert "no text to export" in bef("sop", "export", "empty").err


@pytest.mark.parametrize("group", ["sop", "run"])
def test_help_loads_neither_textual_nor_sqlmodel(bef: Bef, file: Path, group: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", LOADED, group, "--help"], capture_output=True, text=True, check=True
    )
    assert ran.stderr == "0 []\n"


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_printed_harmlessly(bef: Bef, file: Path, name: str) -> None:
    text = HOSTILE[name]
    with opened(file) as store:
        store.write(
            systems.add_sop, now=NOW, title=text, purpose=text, trigger=text, body=f"1. {text}\n{text}\n"
        )
    printed = [bef("run", "start", "1", "--for", text), bef("run", "note", "1", "1", "--", text)]
    printed += [
        bef("run", "skip-step", "1", "--why", text),
        bef("run", "list"),
        bef("run", "show", "1", "--json"),
    ]
    printed += [bef("sop", "list"), bef("sop", "show", "1"), bef("sop", "show", "1", "--json")]
    printed += [
        bef("sop", "export", "1"),
        bef("sop", "activate", "1"),
        bef("run", "abandon", "1", "--why", text),
    ]
    assert {said.code for said in printed} == {0}
    for said in printed:
        assert not [sign for sign in FORBIDDEN if sign in said.out + said.err]


@pytest.mark.samples
@pytest.mark.skipif("BEF_SAMPLES" not in os.environ, reason="BEF_SAMPLES names no folder")
def test_procedures_that_others_wrote_are_imported_run_and_exported(
    bef: Bef, file: Path, tmp_path: Path
) -> None:
    samples = Path(os.environ["BEF_SAMPLES"]) / "sops"
    bef("sop", "import", samples)
    counts = asked(file, "SELECT title, steps FROM sop ORDER BY id")
    assert ("During an incident", 30) in counts
    for title, steps in counts:
        run = json.loads(bef("run", "start", title, "--for", "SEV-1", "--json").out)
        assert len(run["steps"]) == steps
        for step in run["steps"][:-1]:
            assert bef("run", "tick-step", run["id"], step["position"]).code == 0
        assert bef("run", "skip-step", run["id"], "--why", "a drill").code == 0
        assert json.loads(bef("run", "finish", run["id"], "--json").out)["status"] == "done"
    bef("sop", "export", "--all", "--to", tmp_path / "out")
    other = tmp_path / "other.db"
    assert bef("--db", other, "sop", "import", tmp_path / "out").out.startswith(f"sop: {len(counts)} added")
    question = (
        "SELECT title, purpose, trigger, s.steps, v.body FROM sop s JOIN sop_revision v ON v.sop_id = s.id"
        " ORDER BY title"
    )
    assert asked(other, question) == asked(file, question)
    state = asked(other, "SELECT max(id) FROM change")
    bef("--db", other, "sop", "import", tmp_path / "out")
    assert asked(other, "SELECT max(id) FROM change") == state
