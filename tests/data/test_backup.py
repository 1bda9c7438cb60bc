"""Backups: whole while the file is in use, checked, kept by the calendar, and restored into the live file."""

import sqlite3
import stat
import subprocess
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bef_tui.data import backup
from bef_tui.data.store import Store
from bef_tui.data.trouble import StoreError
from bef_tui.framework.weeks import Now
from tests.data.deeds import add_task, dump, titles


def test_a_backup_is_whole_and_private(store: Store, db_path: Path, tmp_path: Path, now: Now) -> None:
    store.write(add_task, "Call Lin")
    made = backup.make(db_path, tmp_path / "backups", now.at)
    assert made.name == "bef-20261119T100000Z.db"
    assert sorted(path.name for path in made.parent.iterdir()) == [made.name, f"{made.name}.sha256"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in made.parent.iterdir()} == {0o600}
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700
    subprocess.run(
        ["sha256sum", "-c", f"{made.name}.sha256"], cwd=made.parent, check=True, capture_output=True
    )
    backup.check(made)
    assert dump(made) == dump(db_path)
    again = backup.make(db_path, tmp_path / "backups", now.at)
    assert again.name == "bef-20261119T100000Z_001.db"
    assert backup.newest(made.parent, "bef") == again
    assert backup.newest(tmp_path / "none", "bef") is None


def test_a_backup_holds_what_another_writes_meanwhile_or_not_half_of_it(
    store: Store, db_path: Path, tmp_path: Path, now: Now
) -> None:
    for number in range(30):
        store.write(add_task, f"task {number}")
        if number % 10 == 0:
            made = backup.make(db_path, tmp_path / "backups", now.later(seconds=number).at)
            with Store(made, "Me", "s", lambda: now.at, read_only=True) as copy:
                assert len(copy.read(titles)) == number + 1
                assert copy.replay_check() == ()


def test_one_bit_is_noticed(store: Store, db_path: Path, tmp_path: Path, now: Now) -> None:
    store.write(add_task, "x" * 1000)
    made = backup.make(db_path, tmp_path / "backups", now.at)
    content = bytearray(made.read_bytes())
    content[content.index(b"x" * 1000) + 500] ^= 1
    made.write_bytes(content)
    with closing(sqlite3.connect(made)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with pytest.raises(StoreError, match="not what was written") as caught:
        backup.restore(db_path, made, tmp_path / "backups", now.at)
    assert caught.value.trouble == "damaged"
    assert store.read(titles) == ["x" * 1000]


def test_restore_goes_into_the_live_file_and_keeps_the_state_before(
    store: Store, db_path: Path, tmp_path: Path, now: Now
) -> None:
    store.write(add_task, "one")
    made = backup.make(db_path, tmp_path / "backups", now.at)
    store.write(add_task, "two")
    kept = backup.restore(db_path, made, tmp_path / "backups", now.later(minutes=1).at)
    assert store.read(titles) == ["one"]
    store.write(add_task, "three")
    assert store.read(titles) == ["one", "three"]
    assert store.replay_check() == ()
    assert kept is not None
    backup.restore(db_path, kept, tmp_path / "backups", now.later(minutes=2).at)
    assert store.read(titles) == ["one", "two"]


def test_a_live_file_that_cannot_be_read_is_moved_aside(
    store: Store, db_path: Path, tmp_path: Path, now: Now
) -> None:
    store.write(add_task, "one")
    made = backup.make(db_path, tmp_path / "backups", now.at)
    store.close()
    db_path.write_bytes(b"\xff" * 100_000)
    aside = backup.restore(db_path, made, tmp_path / "backups", now.at)
    assert aside is not None
    assert (aside.name, aside.read_bytes()[:4]) == ("bef.db.damaged-20261119T100000Z", b"\xff" * 4)
    assert store.read(titles) == ["one"]


def test_the_file_of_another_program_is_left_alone(db_path: Path, tmp_path: Path, now: Now) -> None:
    made = backup.make(db_path, tmp_path / "backups", now.at)
    foreign = tmp_path / "other.db"
    with closing(sqlite3.connect(foreign)) as connection:
        connection.executescript("CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)")
    content = foreign.read_bytes()
    with pytest.raises(StoreError, match="not a bef file"):
        backup.restore(foreign, made, tmp_path / "backups", now.at)
    with pytest.raises(StoreError, match="not a bef file"):
        backup.check(foreign)
    assert foreign.read_bytes() == content
    with pytest.raises(StoreError, match="There is no backup"):
        backup.restore(db_path, tmp_path / "none.db", tmp_path / "backups", now.at)


def test_a_damaged_file_never_becomes_a_backup(store: Store, db_path: Path, tmp_path: Path, now: Now) -> None:
    store.write(add_task, "x" * 50_000)
    store.close()
    with db_path.open("r+b") as stream:
        stream.seek(4096 * 3)
        stream.write(b"\xff" * (db_path.stat().st_size - 4096 * 3))
    with pytest.raises(StoreError, match="damaged"):
        backup.make(db_path, tmp_path / "backups", now.at)
    assert list((tmp_path / "backups").iterdir()) == []


def _name(at: datetime) -> str:
    return f"bef-{at:%Y%m%dT%H%M%SZ}.db"


def test_rotation_keeps_days_weeks_and_months() -> None:
    end = datetime(2026, 11, 19, 22, tzinfo=UTC)
    names = [_name(end - timedelta(hours=12 * number)) for number in range(2 * 700)]
    gone = set(backup.to_remove(names))
    kept = sorted(at for name in names if name not in gone and (at := backup.taken_at(name)))
    assert kept[-7:] == [end - timedelta(days=back) for back in range(6, -1, -1)]
    assert len({at.strftime("%G-W%V") for at in kept[-14:]}) >= 8
    assert len({at.strftime("%Y-%m") for at in kept}) == 12
    assert len(kept) <= 7 + 8 + 12
    assert backup.to_remove([name for name in names if name not in gone]) == []


def test_rotation_never_removes_the_newest_or_a_stranger() -> None:
    old = [_name(datetime(2020, 1, 1, tzinfo=UTC)), "notes.txt", "bef-latest.db"]
    assert backup.to_remove(old) == []
    assert backup.to_remove(old, daily=0, weekly=0, monthly=0) == []


def test_rotation_keeps_the_last_good_one(db_path: Path, tmp_path: Path, now: Now) -> None:
    folder = tmp_path / "backups"
    good = backup.make(db_path, folder, now.at)
    spare = backup.make(db_path, folder, now.later(hours=-1).at)
    bad = backup.make(db_path, folder, now.later(hours=1).at)
    bad.write_bytes(b"broken")
    assert backup.rotate(folder, "bef") == (spare,)
    assert sorted(path.name for path in folder.glob("*.db")) == sorted([good.name, bad.name])
    assert not Path(f"{spare}.sha256").exists()
