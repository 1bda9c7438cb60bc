"""The journal: it sees every way of writing, stays as it is, and gives the tables when it is replayed."""

import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import bindparam, delete, insert, update
from sqlmodel import Session, col

from bef_tui import services
from bef_tui.data import plain
from bef_tui.data.execution import Task
from bef_tui.data.journal import replay_check
from bef_tui.data.store import Store
from bef_tui.framework.weeks import Now
from tests.data.deeds import DAY, add_plan, add_task, change_task, delete_plan, dump, outside, run_sql

ROW = {
    "title": "t",
    "title_key": "t",
    "done_when": "",
    "tags": "",
    "note": "",
    "status": "open",
    "reason": "",
}


def _orm(session: Session) -> None:
    add_task(session, "orm")


def _orm_bulk(session: Session) -> None:
    session.add_all([Task(title=f"bulk {number}", created_on=DAY) for number in range(20)])


def _core(session: Session) -> None:
    session.connection().execute(insert(Task), [{**ROW, "created_on": DAY} for _ in range(20)])


def _core_update(session: Session) -> None:
    session.connection().execute(update(Task).values(note="changed"))


def _core_many(session: Session) -> None:
    statement = update(Task).where(col(Task.id) == bindparam("b_id")).values(note=bindparam("b_note"))
    session.connection().execute(statement, [{"b_id": 1, "b_note": "x"}, {"b_id": 2, "b_note": "y"}])


def _core_delete(session: Session) -> None:
    session.connection().execute(delete(Task).where(col(Task.id) == 1))


def _raw(session: Session) -> None:
    session.connection().exec_driver_sql("UPDATE task SET title = upper(title)")


def _replace(session: Session) -> None:
    session.connection().exec_driver_sql(
        "INSERT OR REPLACE INTO kpi (id, name, unit, kind, direction, cadence, near_pct, position, active, created_on)"
        " VALUES (2, 'first', '', 'lag', 'up', 'weekly', 10, 0, 1, '2026-11-19')"
    )


def _upsert(session: Session) -> None:
    session.connection().exec_driver_sql(
        "INSERT INTO kpi (id, name, unit, kind, direction, cadence, near_pct, position, active, created_on)"
        " VALUES (1, 'first', '', 'lag', 'up', 'weekly', 5, 0, 1, '2026-11-19')"
        " ON CONFLICT (id) DO UPDATE SET near_pct = excluded.near_pct"
    )


def _cascade(session: Session) -> None:
    delete_plan(session, 1)


@pytest.fixture
def filled(store: Store) -> Store:
    plan = store.write(add_plan, "Onboarding", ("a", "b"))
    store.write(add_task, "one", plan)
    store.write(add_task, "two", plan)
    store.write(
        run_sql,
        "INSERT INTO kpi (id, name, unit, kind, direction, cadence, near_pct, position, active, created_on)"
        " VALUES (1, 'first', '', 'lag', 'up', 'weekly', 10, 0, 1, '2026-11-19')",
    )
    return store


@pytest.mark.parametrize(
    ("deed", "ops"),
    [
        (_orm, ["insert"]),
        (_orm_bulk, ["insert"] * 20),
        (_core, ["insert"] * 20),
        (_core_update, ["update"] * 2),
        (_core_many, ["update"] * 2),
        (_core_delete, ["delete"]),
        (_raw, ["update"] * 2),
        (_replace, ["delete", "insert"]),
        (_upsert, ["update"]),
        (_cascade, ["delete", "delete", "update", "update", "delete"]),
    ],
)
def test_every_way_of_writing_is_seen_and_undone(
    filled: Store, db_path: Path, deed: Callable[[Session], None], ops: list[str]
) -> None:
    before = dump(db_path)
    filled.write(deed)
    assert sorted(change.op for change in filled.changes(filled.last_txn_id)) == sorted(ops)
    assert dump(db_path) != before
    assert filled.replay_check() == ()
    filled.undo()
    assert dump(db_path) == before
    assert filled.replay_check() == ()


def test_an_outside_tool_is_seen_as_such(filled: Store, db_path: Path) -> None:
    subprocess.run(
        [
            "python3",
            "-c",
            "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit()",
            str(db_path),
            "UPDATE task SET note = 'theirs'",
        ],
        check=True,
    )
    line = filled.history()[0]
    assert (line.kind, line.txn_id, line.rows) == ("outside", None, 2)
    assert line.label == "Changed by another tool: task"
    assert filled.replay_check() == ()


def test_outside_changes_stand_where_they_happened(filled: Store, db_path: Path) -> None:
    outside(db_path, "UPDATE task SET note = 'first'")
    filled.write(change_task, 1, note="mine")
    outside(db_path, "DELETE FROM task WHERE id = 2")
    kinds = [line.kind for line in filled.history()]
    assert kinds == ["outside", "do", "outside", "do", "do", "do", "do"]
    assert [line.kind for line in filled.history(2)] == ["outside", "do"]
    assert [line.kind for line in filled.history(2, before=5)] == ["outside", "do"]
    assert [line.kind for line in filled.history(table="task", row_id=2)] == ["outside", "outside", "do"]


def test_an_update_tells_only_what_changed(filled: Store) -> None:
    filled.write(change_task, 1, note="x")
    (change,) = filled.changes(filled.last_txn_id)
    assert (change.table, change.row_id, change.old, change.new) == ("task", 1, {"note": ""}, {"note": "x"})


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE change SET new = 'x'",
        "DELETE FROM change",
        "UPDATE txn SET who = 'x'",
        "DELETE FROM txn",
        "UPDATE task SET id = 99",
    ],
)
def test_history_and_ids_stay_as_they_are(filled: Store, db_path: Path, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match=r"append-only|for ever"):
        outside(db_path, statement)


@pytest.mark.parametrize(
    ("statement", "told", "found"),
    [
        ("UPDATE task SET note = 'behind' WHERE id = 1", True, True),
        ("DELETE FROM task WHERE id = 1", True, False),
        (
            "INSERT INTO task (title, done_when, tags, note, title_key, status, reason, created_on)"
            " VALUES ('new', '', '', '', '', 'open', '', '2026-11-19')",
            False,
            True,
        ),
    ],
)
def test_what_the_journal_does_not_tell_is_found(
    filled: Store, db_path: Path, statement: str, told: bool, found: bool
) -> None:
    filled.close()
    outside(
        db_path,
        *(f"DROP TRIGGER journal_task_{kind}" for kind in ("update", "delete")),
        "DROP TRIGGER journal_task_insert",
        "CREATE TRIGGER journal_task_insert AFTER INSERT ON task BEGIN SELECT 1; END",
        statement,
    )
    with closing(plain.connect(db_path)) as connection:
        (mismatch,) = replay_check(connection)
    assert mismatch.table == "task"
    assert (mismatch.told is not None, mismatch.found is not None) == (told, found)


def test_the_third_most_recent_time_of_a_title_is_kept(store: Store, db_path: Path, now: Now) -> None:
    days = [DAY - timedelta(days=back) for back in (1, 9, 4, 2)]

    def total() -> list[tuple[str, str]]:
        return [tuple(row) for row in dump(db_path)["task_repeat"]]

    for day in days[:2]:
        store.write(add_task, "Send Invoice", done_on=day)
    store.write(add_task, "Send invoice")
    assert total() == []
    store.write(change_task, 3, done_on=days[2])
    assert total() == [("send invoice", days[1].isoformat())]
    store.write(add_task, "send invoice", done_on=days[3])
    assert total() == [("send invoice", days[2].isoformat())]
    store.write(change_task, 1, title_key="other")
    assert total() == [("send invoice", days[1].isoformat())]
    outside(db_path, "DELETE FROM task WHERE id = 4")
    assert total() == []


def test_the_steps_of_each_run_are_counted(store: Store, db_path: Path, now: Now) -> None:
    sop = store.write(
        services.systems.add_sop, title="Refund", trigger="asked", body="1. A\n2. B\n3. C", now=now
    )
    run = store.write(services.systems.start, sop, now=now)
    first, second, third = (step.id for step in store.read(services.systems.run_detail, run).steps)

    def total() -> list[tuple[int, ...]]:
        return [tuple(row) for row in dump(db_path)["run_total"]]

    assert total() == [(run, 3, 0, 0, 0)]
    store.write(services.systems.tick_step, first, now=now)
    store.write(services.systems.skip_step, second, "no need", now=now)
    assert total() == [(run, 3, 1, 1, 1)]
    outside(db_path, f"UPDATE run_step SET state = 'skipped' WHERE id = {third}")
    assert total() == [(run, 3, 1, 2, 1)]
    store.write(services.systems.untick_step, first, now=now)
    store.undo()
    assert total() == [(run, 3, 1, 2, 1)]
    store.write(services.systems.delete_run, run, now=now)
    assert total() == []
    store.undo()
    assert total() == [(run, 3, 1, 2, 1)]
