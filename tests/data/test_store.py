"""The store: reads that cannot write, writes that are all or nothing, and what it says when the file will not."""

import os
import sqlite3
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from bef_tui.data import plain
from bef_tui.data.files import WriteLock, private_folder
from bef_tui.data.store import Store
from bef_tui.data.trouble import FULL, StoreError
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from tests.data.deeds import add_task, change_task, outside, run_sql, titles


def test_a_deed_is_kept_and_read_again(store: Store) -> None:
    made = store.write(add_task, "Call Lin")
    assert made == 1
    assert store.read(titles) == ["Call Lin"]
    (line,) = store.history()
    assert (line.txn_id, line.who, line.session, line.label, line.kind) == (
        1,
        "Me",
        "session-1",
        "Add a task",
        "do",
    )
    assert (line.rows, line.undone) == (1, False)


def test_a_line_of_history_can_be_named(store: Store) -> None:
    store.write(add_task, "Call Lin", label="Import from todo.txt")
    assert store.history()[0].label == "Import from todo.txt"


def test_a_failed_deed_leaves_nothing(store: Store) -> None:
    def twice(session: Session) -> None:
        add_task(session, "one")
        raise RuleBroken("Not today.")

    with pytest.raises(RuleBroken, match="Not today"):
        store.write(twice)
    assert store.read(titles) == []
    assert store.history() == ()
    assert store.write(add_task, "next") == 1


def test_a_write_that_changes_nothing_leaves_no_line(store: Store) -> None:
    made = store.write(add_task, "Call Lin")
    store.write(change_task, made, title="Call Lin")
    assert len(store.history()) == 1
    assert store.last_txn_id == 1
    store.write(change_task, made, title="Call Ada")
    assert store.last_txn_id == 2


def test_a_read_cannot_write(store: Store) -> None:
    with pytest.raises(RuntimeError, match="may not write"):
        store.read(add_task, "sneaked in")
    with pytest.raises(RuntimeError, match="may not write"):
        store.read(run_sql, "DELETE FROM draft")
    assert store.read(titles) == []


def test_a_rehearsal_answers_and_leaves_nothing(store: Store) -> None:
    assert store.rehearse(add_task, "only tried") == 1
    assert store.read(titles) == []
    assert store.history() == ()


def test_a_deed_cannot_end_its_own_transaction(store: Store) -> None:
    def commits(session: Session) -> None:
        add_task(session, "one")
        session.commit()
        add_task(session, "two")
        raise RuleBroken("No.")

    def rolls_back(session: Session) -> None:
        add_task(session, "three")
        session.rollback()

    with pytest.raises(RuleBroken):
        store.write(commits)
    with pytest.raises(RuntimeError, match="only the store"):
        store.write(rolls_back)
    assert store.read(titles) == []


def test_a_deed_inside_a_deed_is_refused(store: Store) -> None:
    def nested(session: Session) -> None:
        store.write(add_task, "inner")

    with pytest.raises(RuntimeError, match="one read or write at a time"):
        store.write(nested)
    assert store.write(add_task, "after") == 1


@pytest.mark.parametrize(
    ("values", "message", "field"),
    [
        ({"title": "a\0b"}, "NUL", "title"),
        ({"title": "x" * 1_000_001}, "1,000,000", "title"),
        ({"status": "maybe"}, "none of the words", "status"),
        ({"priority": 4}, "out of range", "priority"),
        ({"owner_id": 999}, "gone", None),
        ({"title": None}, "missing", "title"),
        ({"priority": 2**70}, "too large", None),
        ({"title": "half \ud83d"}, "cannot be stored", None),
    ],
)
def test_what_cannot_be_stored_is_refused_in_words(
    store: Store, values: dict[str, Any], message: str, field: str | None
) -> None:
    made = store.write(add_task, "Call Lin")
    with pytest.raises(RuleBroken, match=message) as caught:
        store.write(change_task, made, **values)
    assert caught.value.field == field
    assert "\n" not in str(caught.value)
    assert not isinstance(caught.value, StoreError)
    assert store.read(titles) == ["Call Lin"]


def test_hostile_text_comes_back_as_given(store: Store) -> None:
    hostile = [
        "[/]",
        "[@click=app.quit]x[/]",
        "\x1b]0;owned\x07",
        "\u202eabc",
        "'; DROP TABLE task; --",
        "x" * 100_000,
    ]
    for words in hostile:
        store.write(add_task, words)
    assert store.read(titles) == hostile
    assert store.replay_check() == ()


def _full(session: Session) -> None:
    session.connection().exec_driver_sql("PRAGMA max_page_count = 1")
    for _ in range(50):
        add_task(session, "x" * 100_000)


def test_a_full_disk_is_said_and_does_not_last(store: Store) -> None:
    store.write(add_task, "before")
    with pytest.raises(StoreError) as caught:
        store.write(_full)
    assert (str(caught.value), caught.value.trouble) == (FULL, "full")
    store.write(run_sql, "PRAGMA max_page_count = 1000000")
    store.write(add_task, "after")
    assert store.read(titles) == ["before", "after"]


@pytest.mark.parametrize("holder", ["lock", "transaction"])
def test_a_file_that_another_program_keeps_is_said(db_path: Path, now: Now, holder: str) -> None:
    with Store(db_path, "Me", "s", lambda: now.at, busy_seconds=0.05) as store:
        store.write(add_task, "before")
        if holder == "lock":
            lock = WriteLock(db_path)
            with lock.held(0), pytest.raises(StoreError, match="another program is writing") as caught:
                store.write(add_task, "no")
            lock.close()
        else:
            with closing(sqlite3.connect(db_path, isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                with pytest.raises(StoreError, match="another program is writing") as caught:
                    store.write(add_task, "no")
        assert caught.value.trouble == "busy"
        store.write(add_task, "after")
        assert store.read(titles) == ["before", "after"]


def _replace(path: Path) -> None:
    path.rename(path.with_suffix(".old"))
    path.write_bytes(path.with_suffix(".old").read_bytes())


@pytest.mark.parametrize("happens", [_replace, Path.unlink], ids=["replaced", "deleted"])
def test_a_file_that_was_replaced_or_deleted_takes_no_write(
    store: Store, db_path: Path, happens: Callable[[Path], None]
) -> None:
    store.write(add_task, "before")
    happens(db_path)
    with pytest.raises(StoreError, match="replaced or deleted") as caught:
        store.write(add_task, "lost")
    assert caught.value.trouble == "replaced"


@pytest.mark.parametrize("happens", [_replace, Path.unlink], ids=["replaced", "deleted"])
def test_the_first_write_of_a_session_goes_to_the_file_that_it_read(
    store: Store, db_path: Path, happens: Callable[[Path], None]
) -> None:
    assert store.read(titles) == []
    happens(db_path)
    with pytest.raises(StoreError, match="replaced or deleted"):
        store.write(add_task, "lost")


def test_a_read_only_store_reads_and_refuses(store: Store, db_path: Path, now: Now) -> None:
    store.write(add_task, "Call Lin")
    with Store(db_path, "Me", "s", lambda: now.at, read_only=True) as reading:
        assert reading.read(titles) == ["Call Lin"]
        for deed in (lambda: reading.write(add_task, "no"), reading.undo):
            with pytest.raises(StoreError, match="cannot be written to"):
                deed()
        with pytest.raises(RuntimeError, match="may not write"):
            reading.read(add_task, "no")
    with pytest.raises(StoreError, match="There is no file"):
        Store(db_path.with_name("none.db"), "Me", "s", lambda: now.at, read_only=True)


def test_a_file_that_is_damaged_is_said(store: Store, db_path: Path, now: Now) -> None:
    store.write(add_task, "x" * 50_000)
    store.close()
    size = db_path.stat().st_size
    with db_path.open("r+b") as stream:
        stream.seek(4096)
        stream.write(b"\xff" * (size - 4096))
    with pytest.raises(StoreError, match="damaged") as caught:
        store.read(titles)
    assert caught.value.trouble == "damaged"


def test_mistakes_of_the_program_stay_what_they_are(store: Store) -> None:
    with pytest.raises(Exception, match="no such table") as caught:
        store.read(run_sql, "SELECT * FROM no_such_table")
    assert not isinstance(caught.value, RuleBroken)


@pytest.mark.parametrize("name", ["what?mode=ro.db", "100%25.db", "a b#c.db", "ü.db"])
def test_any_file_name_is_the_one_that_is_opened(tmp_path: Path, now: Now, name: str) -> None:
    with Store(tmp_path / name, "Me", "s", lambda: now.at) as store:
        store.write(add_task, "Call Lin")
        with closing(plain.connect(tmp_path / name)) as connection:
            assert plain.last_txn_id(connection) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, f"{name}.lock"])


def test_files_are_for_the_owner_alone(tmp_path: Path, now: Now) -> None:
    mask = os.umask(0)
    try:
        folder = private_folder(tmp_path / "share" / "bef")
        with Store(folder / "bef.db", "Me", "s", lambda: now.at) as store:
            store.write(add_task, "Call Lin")
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    finally:
        os.umask(mask)
    assert modes == dict.fromkeys(["bef.db", "bef.db-wal", "bef.db-shm", "bef.db.lock"], 0o600)
    assert {stat.S_IMODE(path.stat().st_mode) for path in (folder, folder.parent)} == {0o700}


def test_each_thread_has_a_connection_of_its_own(store: Store) -> None:
    def work(number: int) -> None:
        for turn in range(10):
            store.write(add_task, f"{number}.{turn}")
            assert f"{number}.{turn}" in store.read(titles)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.read(titles)) == 40
    assert store.replay_check() == ()


def test_a_store_that_was_closed_opens_again(store: Store) -> None:
    store.write(add_task, "one")
    store.close()
    store.write(add_task, "two")
    assert store.read(titles) == ["one", "two"]


@pytest.fixture
def other(db_path: Path, now: Now) -> Iterator[Store]:
    with Store(db_path, "Ada", "session-2", lambda: now.at) as opened:
        yield opened


def test_what_another_store_wrote_is_seen_at_once(store: Store, other: Store, db_path: Path) -> None:
    store.write(add_task, "mine")
    other.write(add_task, "hers")
    outside(db_path, "UPDATE task SET title = 'theirs' WHERE id = 1")
    assert store.read(titles) == other.read(titles) == ["theirs", "hers"]
    assert [line.who for line in store.history()] == ["", "Ada", "Me"]
