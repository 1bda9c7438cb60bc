"""Imports from the command line: all of a file or nothing, twice is once, tried first where one asks."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Bef, asked

TASKS = [
    {
        "uuid": "a",
        "description": "Call Ada",
        "status": "pending",
        "due": "20261120T230000Z",
        "project": "Launch",
    },
    {
        "uuid": "b",
        "description": "Old news",
        "status": "completed",
        "end": "20261001T100000Z",
        "tags": ["press"],
    },
    {"uuid": "c", "description": "Never mind", "status": "deleted"},
]
SOP = "# Refund\n\nHow we pay back.\n\n1. Find the invoice\n2. Pay it back\n   1. By card\n"


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A Taskwarrior export with one open, one done and one deleted task."""
    path = tmp_path / "export.json"
    path.write_text("[\n" + ",\n".join(json.dumps(task) for task in TASKS) + "\n]\n", "utf-8")
    return path


def test_a_taskwarrior_export_becomes_tasks_and_makes_the_file(bef: Bef, home: Path, export: Path) -> None:
    said = bef("import", "taskwarrior", export)
    assert said.out.splitlines() == [
        "taskwarrior: 2 added, 0 updated, 0 unchanged, 1 left out",
        "Left out  export.json line 4  Never mind  it is deleted in Taskwarrior",
    ]
    rows = asked(
        home / "bef.db", "SELECT title, status, due, done_on, tags, source, source_id FROM task ORDER BY id"
    )
    assert rows == [
        ("Call Ada", "open", "2026-11-21", None, "Launch", "taskwarrior", "a"),
        ("Old news", "done", None, "2026-10-01", "press", "taskwarrior", "b"),
    ]
    assert bef("log", "-n", 1).out.split("  ")[3] == "Import tasks from Taskwarrior"


def test_a_second_import_changes_nothing(bef: Bef, file: Path, export: Path) -> None:
    bef("import", "taskwarrior", export)
    before = asked(file, "SELECT count(*), max(id) FROM change"), asked(file, "SELECT max(id) FROM txn")
    said = bef("import", "taskwarrior", export)
    assert said.out.startswith("taskwarrior: 0 added, 0 updated, 2 unchanged, 1 left out\n")
    assert (
        asked(file, "SELECT count(*), max(id) FROM change"),
        asked(file, "SELECT max(id) FROM txn"),
    ) == before


def test_an_import_is_one_step_to_undo(bef: Bef, file: Path, export: Path) -> None:
    bef("import", "taskwarrior", export)
    assert bef("undo").out == "Undone: Import tasks from Taskwarrior\n"
    assert asked(file, "SELECT count(*) FROM task") == [(0,)]


@pytest.mark.parametrize("exists", [True, False])
def test_a_dry_run_says_the_same_and_changes_nothing(
    bef: Bef, home: Path, empty_file: Path, export: Path, exists: bool
) -> None:
    path = home / "bef.db"
    if exists:
        path.write_bytes(empty_file.read_bytes())
    said = bef("import", "taskwarrior", export, "--dry-run", "--json")
    told = json.loads(said.out)
    assert (told["dry_run"], told["added"], told["left_out"][0]["what"]) == (True, 2, "Never mind")
    assert path.exists() == exists
    if exists:
        assert asked(path, "SELECT count(*) FROM task") == [(0,)]
        assert asked(path, "SELECT count(*) FROM txn") == [(0,)]
    done = json.loads(bef("import", "taskwarrior", export, "--json").out)
    assert done == {**told, "dry_run": False}


@pytest.mark.parametrize(
    ("kind", "content", "line"),
    [
        (
            "taskwarrior",
            b'[\n{"uuid": "a", "description": "Fine"},\n{"uuid": "b"}\n]',
            "line 3: the task has no descr",
        ),
        (
            "taskwarrior",
            b'[\n{"uuid": "a", "description": "Fine"},\n{"uuid": oops}\n]',
            "line 3: no valid JSON",
        ),
        ("taskwarrior", b'[{"uuid": "a", "description": "a\\u0000b"}]', "NUL"),
        ("todotxt", b"Fine\nnot \xff text\n", "line 2: the byte 0xFF is not UTF-8"),
        ("todotxt", b"Fine\na\0b\n", "line 2: the text contains a NUL"),
        ("sops", b"1. Fine\n2. not \xff text\n", "line 2: the byte 0xFF"),
        (
            "taskwarrior",
            b'{"uuid": "a", "description": "' + b"x" * 1_000_001 + b'"}',
            "longer than 250,000",
        ),
    ],
)
def test_a_broken_file_names_the_line_and_imports_nothing(
    bef: Bef, file: Path, tmp_path: Path, kind: str, content: bytes, line: str
) -> None:
    path = tmp_path / "broken.md"
    path.write_bytes(content)
    for words in ((), ("--dry-run",)):
        said = bef("import", kind, path, *words)
        assert (said.code, said.out, said.err.count("\n")) == (65, "", 1)
        assert "broken.md" in said.err
        assert line in said.err
    assert asked(file, "SELECT (SELECT count(*) FROM task) + (SELECT count(*) FROM sop)") == [(0,)]


def test_a_file_that_is_not_there(bef: Bef, home: Path) -> None:
    assert bef("import", "todotxt", "nope.txt").err == "bef: there is no file nope.txt\n"
    assert bef("import", "sops", ".").code == 65
    assert not list(home.iterdir())


def test_a_todo_completed_since_updates_the_open_one(bef: Bef, file: Path, tmp_path: Path) -> None:
    todo, done = tmp_path / "todo.txt", tmp_path / "done.txt"
    todo.write_text("(A) 2026-11-01 Call Ada +Launch @phone due:2026-11-20\n2026-11-02 Write\n")
    done.write_text("")
    assert (
        bef("import", "todotxt", todo, done).out == "todo.txt: 2 added, 0 updated, 0 unchanged, 0 left out\n"
    )
    todo.write_text("2026-11-02 Write\n")
    done.write_text("x 2026-11-18 2026-11-01 Call Ada +Launch @phone due:2026-11-20\n")
    assert (
        bef("import", "todotxt", todo, done).out == "todo.txt: 0 added, 1 updated, 1 unchanged, 0 left out\n"
    )
    rows = asked(file, "SELECT title, status, done_on, tags, source FROM task ORDER BY id")
    assert rows == [
        ("Call Ada", "done", "2026-11-18", "Launch @phone", "todo.txt"),
        ("Write", "open", None, "", "todo.txt"),
    ]


def test_procedures_become_drafts_known_by_folder_and_name(bef: Bef, file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "sops"
    (folder / "money").mkdir(parents=True)
    (folder / "money" / "refund.md").write_text(SOP)
    (folder / "levels.md").write_text("# Levels\n\n* SEV-1\n* SEV-2\n")
    (folder / ".git").mkdir()
    (folder / ".git" / "note.md").write_text("1. Hidden\n")
    assert bef("import", "sops", folder).out.splitlines() == [
        "sop: 1 added, 0 updated, 0 unchanged, 1 left out",
        "Left out  sops/levels.md line 1  no numbered line and no checkbox, so there are no steps to follow; its 2"
        " plain bullets are not steps",
    ]
    row = asked(file, "SELECT title, status, steps, revision, purpose, source, source_id FROM sop")
    assert row == [("Refund", "draft", 3, 1, "How we pay back.", "sop", "sops/money/refund.md")]
    assert bef("import", "sops", folder / "levels.md", folder).out.startswith(
        "sop: 0 added, 0 updated, 1 unchanged"
    )


def test_two_procedures_known_by_one_name_are_refused(bef: Bef, file: Path, tmp_path: Path) -> None:
    for parent in ("a", "b"):
        (tmp_path / parent / "sops").mkdir(parents=True)
        (tmp_path / parent / "sops" / "refund.md").write_text(SOP + parent)
    said = bef("import", "sops", tmp_path / "a" / "sops", tmp_path / "b" / "sops" / "refund.md")
    assert said.code == 65
    assert "would both be known as sops/refund.md" in said.err


def test_a_plan_that_is_unknown_refuses_all(bef: Bef, file: Path, export: Path) -> None:
    said = bef("import", "taskwarrior", export, "--plan", "Nope")
    assert (said.code, said.err) == (1, "bef: There is no open plan called “Nope”.\n")
    assert asked(file, "SELECT count(*) FROM task") == [(0,)]


@pytest.mark.samples
@pytest.mark.skipif("BEF_SAMPLES" not in os.environ, reason="BEF_SAMPLES names no folder")
def test_what_others_exported_is_imported_once(bef: Bef, file: Path) -> None:
    samples = Path(os.environ["BEF_SAMPLES"])
    todo = [samples / "todotxt" / name for name in ("todo.txt", "done.txt")]
    commands: list[tuple[tuple[object, ...], int, int]] = [
        (("taskwarrior", samples / "taskwarrior" / "export.json"), 32, 1),
        (("taskwarrior", samples / "taskwarrior" / "demo.json"), 19, 0),
        (("todotxt", *todo), 42, 0),
        (("sops", samples / "sops"), 4, 1),
    ]
    for words, added, left_out in commands:
        tried = json.loads(bef("import", *words, "--dry-run", "--json").out)
        told = json.loads(bef("import", *words, "--json").out)
        assert told == {**tried, "dry_run": False}
        assert (told["added"], len(told["left_out"])) == (added, left_out)
    state = asked(file, "SELECT max(id), count(*) FROM change")
    for words, added, left_out in commands:
        told = json.loads(bef("import", *words, "--json").out)
        assert (told["added"], told["updated"], told["unchanged"]) == (0, 0, added)
        assert len(told["left_out"]) == left_out
    assert asked(file, "SELECT max(id), count(*) FROM change") == state
    done = "SELECT count(*), count(done_on) FROM task WHERE status = 'done'"
    assert asked(file, done) == [(40, 40)]
    assert asked(file, "SELECT DISTINCT status, source FROM sop") == [("draft", "sop")]
