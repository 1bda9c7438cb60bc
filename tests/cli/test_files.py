"""Reports and backups: files that only their owner can read."""

import json
import sqlite3
from pathlib import Path

import pytest

from bef_tui.data.reviews import Review
from bef_tui.services import records
from tests.cli.conftest import AT, Bef, asked, opened

TEXT = "# Week 46\n\nKept 3 of 4.\n"


@pytest.fixture
def reviewed(file: Path) -> Path:
    """A file with a closed review."""
    review = Review(week="2026-W46", state="closed", started_at=AT, closed_on=AT.date(), report=TEXT)
    with opened(file) as store:
        store.write(records.saved, review, label="Close the review")
    return file


def test_a_report_is_printed_as_it_was_written(bef: Bef, reviewed: Path) -> None:
    assert bef("report").out == TEXT
    assert bef("report", "--week", "2026-W46").out == TEXT
    assert json.loads(bef("report", "--json").out) == {
        "id": 1,
        "week": "2026-W46",
        "file": None,
        "report": TEXT,
    }
    assert asked(reviewed, "SELECT shared_on FROM review") == [(None,)]


def test_a_report_written_to_a_file_is_private_and_counts_as_shared(
    bef: Bef, reviewed: Path, tmp_path: Path
) -> None:
    target = tmp_path / "week.md"
    target.write_text("older, and longer than the report that is to take its place")
    target.chmod(0o644)
    assert bef("report", "--out", target).out == f"The report of 2026-W46 is in {target}\n"
    assert (target.read_text(), target.stat().st_mode & 0o777) == (TEXT, 0o600)
    assert asked(reviewed, "SELECT shared_on FROM review") == [("2026-11-19",)]


def test_a_report_that_cannot_be_written_is_not_shared(bef: Bef, reviewed: Path, tmp_path: Path) -> None:
    said = bef("report", "--out", tmp_path / "nowhere" / "week.md")
    assert (said.code, said.out) == (73, "")
    assert "cannot be written: No such file or directory" in said.err
    assert asked(reviewed, "SELECT shared_on FROM review") == [(None,)]


def test_without_a_closed_review_there_is_no_report(bef: Bef, file: Path) -> None:
    said = bef("report")
    assert (said.code, said.err) == (1, "bef: No review is closed yet: bef review\n")
    assert bef("report", "--week", "2026-W45").err == "bef: Week 2026-W45 has no closed review.\n"
    assert bef("report", "--week", "last").code == 2


def test_a_backup_is_whole_private_and_listed_by_its_checksum(bef: Bef, file: Path, home: Path) -> None:
    bef("add", "call Ada")
    made = Path(json.loads(bef("backup", "--json").out)["file"])
    assert made.parent == home / "backups"
    assert made.stat().st_mode & 0o777 == 0o600
    with sqlite3.connect(made) as connection:
        assert connection.execute("SELECT title FROM task").fetchall() == [("call Ada",)]
    connection.close()


def test_a_backup_under_a_name_of_ones_own_overwrites_nothing(bef: Bef, file: Path, tmp_path: Path) -> None:
    from bef_tui.data import backup

    target = tmp_path / "mine.db"
    assert bef("backup", target).out == f"Backup made and checked: {target}\n"
    backup.check(target)
    assert target.stat().st_mode & 0o777 == 0o600
    before = target.read_bytes()
    assert bef("backup", target).code == 73
    assert target.read_bytes() == before
    assert bef("backup", tmp_path / "nowhere" / "mine.db").code == 73
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "mine.db", "mine.db.sha256"]


def test_the_places_are_listed(bef: Bef, home: Path) -> None:
    assert bef("paths").out.splitlines()[0].split() == ["database", str(home / "bef.db")]
    assert json.loads(bef("paths", "--json").out)["demo"] == str(home / "demo.db")
    assert not list(home.iterdir())


def test_the_score_is_a_report_too(bef: Bef, reviewed: Path, tmp_path: Path) -> None:
    printed = bef("report", "--score").out
    assert "of 25" in printed
    assert "## Accountability" in printed
    out = tmp_path / "score.md"
    assert bef("report", "--score", "--out", out).code == 0
    assert out.read_text() == printed
    assert out.stat().st_mode & 0o777 == 0o600
    assert bef("report", "--score", "--week", "2026-W46").code == 2
