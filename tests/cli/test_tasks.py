"""Adding, completing and looking at what is due, as scripts and second shells do it."""

import json
from pathlib import Path

import pytest

from bef_tui.data.execution import Commitment
from bef_tui.data.planning import Person
from bef_tui.services import execution, records
from tests.cli.conftest import AT, NOW, Bef, asked, opened


def test_a_task_is_added_in_one_line_and_makes_the_file(bef: Bef, home: Path) -> None:
    said = bef("add", "call", "Ada", "fri", "@ada", "#onboarding", "!1")
    assert (said.code, said.out, said.err) == (0, "Added 1: call Ada · due tomorrow · ada\n", "")
    row = asked(home / "bef.db", "SELECT title, due, priority, tags, source FROM task")
    assert row == [("call Ada", "2026-11-20", 1, "onboarding", None)]
    assert asked(home / "bef.db", "SELECT zone FROM company") == [("Europe/Berlin",)]
    assert (home / "bef.db").stat().st_mode & 0o777 == 0o600


def test_a_line_that_is_not_understood_leaves_no_file_behind(bef: Bef, home: Path) -> None:
    said = bef("add", "pay", "due:someday")
    assert (said.code, said.out) == (65, "")
    assert said.err.startswith("bef: due: “someday” is no day")
    assert not (home / "bef.db").exists()


def test_the_added_task_as_json(bef: Bef, file: Path) -> None:
    added = json.loads(bef("add", "--json", "send the offer", "in 3d").out)
    assert (added["id"], added["title"], added["due"], added["owner"]) == (
        1,
        "send the offer",
        "2026-11-22",
        "me",
    )


def test_a_dash_may_begin_a_line_behind_two_dashes(bef: Bef, file: Path) -> None:
    assert bef("add", "--", "-5 % for early birds").out == "Added 1: -5 % for early birds · me\n"
    assert bef("add", "-5 %").code == 2


@pytest.mark.parametrize("words", [("1",), ("call", "ada"), ("Call",), ("ada",)])
def test_a_task_is_completed_by_number_or_words(bef: Bef, file: Path, words: tuple[str, ...]) -> None:
    bef("add", "call Ada")
    bef("add", "write the offer")
    assert bef("done", *words).out == "Done 1: call Ada · me\n"
    assert asked(file, "SELECT id, done_on FROM task WHERE status = 'done'") == [(1, "2026-11-19")]


def test_completing_twice_says_so_and_changes_nothing(bef: Bef, file: Path) -> None:
    bef("add", "call Ada")
    bef("done", 1)
    before = asked(file, "SELECT count(*) FROM change")
    again = bef("done", 1)
    assert (again.code, again.out) == (0, "Was done already: 1: call Ada · me\n")
    assert asked(file, "SELECT count(*) FROM change") == before


def test_words_that_fit_several_are_refused_with_their_numbers(bef: Bef, file: Path) -> None:
    bef("add", "call Ada about the offer")
    bef("add", "call Ada about the invoice")
    said = bef("done", "call ada")
    assert said.code == 1
    assert "fits 2: 1 “call Ada about the offer”, 2 “call Ada about the invoice”" in said.err
    assert asked(file, "SELECT count(*) FROM task WHERE status = 'done'") == [(0,)]


def test_what_is_not_there_is_refused(bef: Bef, file: Path) -> None:
    assert (bef("done", 99).code, bef("done", "p99").code, bef("done", "nobody").code) == (1, 1, 1)
    assert bef("done", "99999999999999999999999").code == 1
    assert bef("done", "nobody").err == "bef: There is no open task or promise like “nobody”.\n"


def test_words_beyond_ascii_are_found_whatever_their_case(bef: Bef, file: Path) -> None:
    bef("add", "Übergabe planen")
    assert bef("done", "übergabe").out == "Done 1: Übergabe planen · me\n"


def _promise(path: Path) -> int:
    with opened(path) as store:
        add = execution.add_commitment
        key = store.write(add, now=NOW, outcome="Offer is with Ada", due=NOW.today, done_when="she has it")
        store.write(execution.freeze_week, NOW.week, now=NOW)
    return int(key)


def test_a_promise_is_kept_by_its_number_or_words(bef: Bef, file: Path) -> None:
    key = _promise(file)
    shown = bef("today").out
    assert f"p{key}  open" in shown
    assert bef("done", f"p{key}").out == f"Done p{key}: Offer is with Ada · me\n"
    assert bef("undo").out == "Undone: Keep a promise\n"
    assert bef("done", "offer is").code == 0
    assert asked(file, "SELECT state, kept_on FROM commitment") == [("kept", "2026-11-19")]


def test_a_promise_of_the_past_is_not_found_by_words(bef: Bef, file: Path) -> None:
    old = Commitment(outcome="Old one", week="2026-W40", state="open", frozen_at=AT)
    with opened(file) as store:
        store.write(records.saved, old, label="Promise")
    assert bef("done", "old one").code == 1


def test_today_lists_what_is_late_first(bef: Bef, file: Path) -> None:
    bef("add", "write the offer", "today", "!2")
    bef("add", "pay the rent", "due:2026-11-17")
    bef("add", "next year", "2027-01-01")
    lines = [line.split() for line in bef("today").out.splitlines()]
    tasks = [line for line in lines if "task" in line]
    assert tasks == [
        ["2", "task", "pay", "the", "rent", "2", "d", "late"],
        ["1", "task", "write", "the", "offer", "today", "!2"],
    ]


def test_today_as_json(bef: Bef, file: Path) -> None:
    bef("add", "write the offer", "today")
    said = json.loads(bef("today", "--json").out)
    assert (said["day"], said["week"], said["agenda_count"]) == ("2026-11-19", "2026-W47", 1)
    assert said["agenda"][0]["label"] == "write the offer"


@pytest.mark.parametrize(
    "command", ["today", "score", "done x", "kpi list", "report", "backup", "undo", "redo", "log"]
)
def test_without_a_file_one_is_told_how_to_begin(bef: Bef, home: Path, command: str) -> None:
    said = bef(*command.split())
    assert (said.code, said.out) == (65, "")
    assert "Begin with: bef (set-up), bef add LINE, or bef demo" in said.err
    assert said.err.count("\n") == 1
    assert not (home / "bef.db").exists()


def test_the_history_is_listed_undone_and_done_again(bef: Bef, file: Path) -> None:
    bef("add", "call Ada")
    bef("done", 1)
    assert bef("undo").out == "Undone: Complete a task\n"
    assert asked(file, "SELECT status FROM task") == [("open",)]
    assert bef("redo").out == "Done again: Complete a task\n"
    lines = bef("log", "-n", 2).out.splitlines()
    assert lines[0].split() == ["5", "2026-11-19", "13:00", *lines[0].split()[3:]]
    assert "Done again: Complete a task" in lines[0]
    assert json.loads(bef("log", "--json", "-n", "1").out)[0]["kind"] == "redo"


def test_a_deed_of_somebody_else_is_undone_by_its_number(bef: Bef, file: Path) -> None:
    with opened(file) as store:
        store.write(records.saved, Person(name="Lin"), label="Add Lin")
        number = store.last_txn_id
    assert bef("undo").err == "bef: There is nothing to undo.\n"
    assert bef("undo", number).out == "Undone: Add Lin\n"
    assert bef("undo", "x").code == 2
