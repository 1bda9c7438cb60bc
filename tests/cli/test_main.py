"""What holds for every command: its file, its exit code, and one line when something goes wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bef_tui.cli import main, zone
from bef_tui.cli.failures import EXIT_CODES
from tests.cli.conftest import Bef, asked

HOSTILE = {
    "escape": "Acme \x1b]0;owned\x07 \x1b[31mred",
    "c1": "Acme \x9b2J",
    "bidi": "Acme \u202ecod.exe",
    "markup": "[@click=app.quit]Acme[/] [bold",
    "invisible": "Ac\u200bme\ufeff",
    "formula": "=1+1",
    "pile": "e" + "\u0301" * 50,
    "long": "long " * 20_000 + "end",
}
FORBIDDEN = ("\x1b", "\x07", "\x9b", "\u202e", "\u200b", "\ufeff")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_stored_as_given_and_printed_harmlessly(bef: Bef, file: Path, name: str) -> None:
    text = HOSTILE[name]
    printed = [bef("add", f'"{text}"'), bef("today"), bef("add", f'"{text}"', "today"), bef("today")]
    printed += [
        bef("today", "--json"),
        bef("done", "1", "--json"),
        bef("done", text),
        bef("log"),
        bef("status"),
    ]
    assert {said.code for said in printed} == {0}
    assert asked(file, "SELECT title FROM task") == [(text,), (text,)]
    for said in printed:
        assert not [sign for sign in FORBIDDEN if sign in said.out + said.err]
    assert json.loads(printed[5].out)["title"] == text


def test_a_nul_is_refused_by_name(bef: Bef, file: Path) -> None:
    for words in (
        ("add", "a\0b"),
        ("done", "a\0b"),
        ("kpi", "set", "a\0b", "1"),
        ("import", "taskwarrior", "a\0b"),
    ):
        said = bef(*words)
        assert said.code in (1, 65)
        assert said.err.count("\n") == 1
        assert "NUL" in said.err or words[0] == "import"
    assert asked(file, "SELECT count(*) FROM task") == [(0,)]


@pytest.mark.parametrize("place", ["before", "after", "variable"])
def test_the_file_is_named_before_or_after_the_command(
    bef: Bef, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    other = tmp_path / "other ?%#.db"
    if place == "variable":
        monkeypatch.setenv("BEF_DB", str(other))
    words = {
        "before": ("--db", other, "add", "hello"),
        "after": ("add", "hello", "--db", other),
        "variable": ("add", "hello"),
    }[place]
    assert bef(*words).code == 0
    assert asked(other, "SELECT title FROM task") == [("hello",)]
    assert not (home / "bef.db").exists()
    if place != "variable":
        assert "/25" in bef("--db", other, "status").out
        assert bef("today", "--db", other).code == 0


@pytest.mark.parametrize(
    "words", [("nope",), ("today", "--nope"), ("add",), ("kpi", "nope"), ("log", "-n", "0")]
)
def test_wrong_use_is_one_line_and_says_where_help_is(bef: Bef, file: Path, words: tuple[str, ...]) -> None:
    said = bef(*words)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("bef: ")
    assert said.err.endswith(" --help\n")
    assert said.err.count("\n") == 1


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\1" * 2000])
def test_a_file_that_is_none_of_ours_is_left_alone(bef: Bef, home: Path, content: bytes) -> None:
    path = home / "bef.db"
    for words in (("today",), ("score",), ("status",), ("log",), ("kpi", "list")):
        path.write_bytes(content)
        said = bef(*words)
        assert (said.code, said.out, said.err.count("\n")) == (65, "", 1)
        assert path.read_bytes() == content


def test_a_file_that_cannot_be_written_is_73(bef: Bef, tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("a file where a folder should be")
    said = bef("--db", tmp_path / "plain" / "bef.db", "add", "hello")
    assert (said.code, said.out) == (73, "")
    assert said.err.count("\n") == 1


def test_a_mistake_of_the_program_goes_to_the_log(
    bef: Bef, file: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise AssertionError("a mistake")

    monkeypatch.setattr("bef_tui.cli.judged.judged_now", broken)
    said = bef("today")
    assert (said.code, said.out, said.err.count("\n")) == (70, "", 1)
    assert str(home / "bef.log") in said.err
    assert "a mistake" not in said.err
    assert "AssertionError: a mistake" in (home / "bef.log").read_text()
    assert (home / "bef.log").stat().st_mode & 0o777 == 0o600


def test_a_day_that_is_none_is_said(bef: Bef, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEF_TODAY", "soon")
    for command in ("today", "score", "log"):
        assert bef(command).err == "bef: BEF_TODAY is no day: 'soon'. Write it like 2026-11-19\n"


def test_every_exit_code_stands_in_the_help(bef: Bef) -> None:
    told = " ".join(bef("--help").out.split())
    for code, words in EXIT_CODES.items():
        assert f"{code} {words}" in told
    assert [name for name in main.COMMANDS if f" {name} " not in told] == []
    assert bef("--version").out.startswith("bef 0.")


def test_the_score_explains_itself_from_the_parts_that_are_shown(bef: Bef, file: Path) -> None:
    plain = bef("score").out
    explained = bef("score", "--explain").out
    assert explained.startswith(plain)
    told = json.loads(bef("score", "--explain", "--json").out)
    assert f"Total           {told['total']:.1f}" in plain
    assert sum(round(one["value"] * 10) for one in told["categories"]) == round(told["total"] * 10)
    assert all(part["title"] in explained for one in told["categories"] for part in one["parts"])


def test_the_app_is_opened_on_the_file_that_was_named(bef: Bef, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[str | None, str]] = []

    def open_app(database: str | None = None, *, start: str = "home") -> int:
        calls.append((database, start))
        return 0

    monkeypatch.setattr("bef_tui.cli.start.open_app", open_app)
    assert (bef("--db", "x.db").code, bef("review", "--db", "y.db").code, bef("review").code) == (0, 0, 0)
    assert calls == [("x.db", "home"), ("y.db", "review"), (None, "review")]


def test_the_zone_is_guessed_where_no_company_says_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zone, "ZONE_LINK", "/dev/null")
    monkeypatch.setenv("TZ", ":Europe/Rome")
    monkeypatch.setenv("LC_BEF_TZ", "Asia/Tokyo")
    assert zone.guessed_zone() == "Asia/Tokyo"
    monkeypatch.setenv("LC_BEF_TZ", "Nowhere")
    assert zone.guessed_zone() == "Europe/Rome"
    monkeypatch.setenv("TZ", "../../etc/passwd")
    assert zone.guessed_zone() == "UTC"


LOADED = """
import sys
from bef_tui.__main__ import main
sys.argv = ["bef", *sys.argv[1:]]
code = main()
loaded = {name.split(".")[0] for name in sys.modules}
print(code, sorted(loaded & {"textual", "rich", "sqlmodel", "sqlalchemy"}), file=sys.stderr)
"""


@pytest.mark.parametrize(
    "words", [("--help",), ("status",), ("today",), ("score",), ("paths",), ("kpi", "--help")]
)
def test_what_is_quick_loads_neither_textual_nor_sqlmodel(
    bef: Bef, file: Path, words: tuple[str, ...]
) -> None:
    ran = subprocess.run([sys.executable, "-c", LOADED, *words], capture_output=True, text=True, check=True)
    assert ran.stderr == "0 []\n"


def test_the_others_never_load_textual(bef: Bef, file: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", LOADED, "add", "x"], capture_output=True, text=True, check=True
    )
    assert ran.stderr == "0 ['sqlalchemy', 'sqlmodel']\n"


QUIET = (
    *(
        "status",
        "status --json",
        "status --help",
        "status --db FILE",
        "--db FILE status",
        "--help",
        "--version",
    ),
    *("today", "today --json", "add one", "add two --json", "done 1", "score", "score --json", "kpi list"),
    *("kpi --help", "log", "log --json", "undo", "redo", "paths", "paths --json", "backup", "report"),
)


@pytest.mark.parametrize("buffered", [True, False])
@pytest.mark.parametrize("line", QUIET)
def test_a_reader_that_goes_away_is_no_trouble(
    bef: Bef, file: Path, monkeypatch: pytest.MonkeyPatch, line: str, buffered: bool
) -> None:
    for number in range(3):
        bef("add", f"task {number}", "today")
    bef("undo")
    monkeypatch.setenv("PYTHONUNBUFFERED", "" if buffered else "1")
    reader, writer = os.pipe()
    os.close(reader)
    program = [sys.executable, "-m", "bef_tui", *line.replace("FILE", str(file)).split()]
    ran = subprocess.run(program, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    said = b"bef: No review is closed yet: bef review\n" if line == "report" else b""
    assert (ran.returncode, ran.stderr) == (1 if said else 0, said)


@pytest.mark.parametrize("line", ["status", "status --json", "--help", "add one", "today", "score --json"])
def test_nor_is_a_standard_output_that_is_closed(bef: Bef, file: Path, line: str) -> None:
    ran = subprocess.run(
        ["sh", "-c", f'exec "$0" -m bef_tui {line} >&-', sys.executable], stderr=subprocess.PIPE, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert len(asked(file, "SELECT 1 FROM task")) == (line == "add one")
