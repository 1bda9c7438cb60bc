"""Undo and redo: one step a deed, across restarts, and refused by name when somebody is in the way."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from bef_tui.data.execution import Task
from bef_tui.data.store import Store
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from tests.data.deeds import (
    add_milestone,
    add_plan,
    add_task,
    change_task,
    delete_plan,
    delete_task,
    dump,
    kpi,
    outside,
    run_sql,
    titles,
)


@pytest.fixture
def ada(db_path: Path, now: Now) -> Iterator[Store]:
    with Store(db_path, "Ada", "session-2", lambda: now.at) as opened:
        yield opened


def test_undo_takes_back_and_redo_does_again(store: Store) -> None:
    store.write(add_task, "Call Lin")
    undone = store.undo()
    assert (undone.label, undone.kind, undone.of, undone.txn_id) == ("Add a task", "undo", 1, 2)
    assert store.read(titles) == []
    redone = store.redo()
    assert (redone.kind, redone.of) == ("redo", 1)
    assert store.read(titles) == ["Call Lin"]
    assert [(line.kind, line.undone) for line in store.history()] == [
        ("redo", False),
        ("undo", False),
        ("do", False),
    ]


def test_nothing_to_undo_or_redo_is_said(store: Store) -> None:
    with pytest.raises(RuleBroken, match="nothing to undo"):
        store.undo()
    store.write(add_task, "one")
    with pytest.raises(RuleBroken, match="nothing to redo"):
        store.redo()
    with pytest.raises(RuleBroken, match="no deed 99"):
        store.undo(99)


def test_undo_walks_back_and_redo_forward(store: Store, db_path: Path) -> None:
    states = [dump(db_path)]
    for number in range(4):
        store.write(add_task, f"task {number}")
        states.append(dump(db_path))
    for state in reversed(states[:-1]):
        store.undo()
        assert dump(db_path) == state
    for state in states[1:]:
        store.redo()
        assert dump(db_path) == state
    with pytest.raises(RuleBroken, match="nothing to redo"):
        store.redo()


def test_undo_and_redo_go_on_after_a_restart(store: Store, db_path: Path, now: Now) -> None:
    store.write(add_task, "one")
    store.write(add_task, "two")
    store.close()
    with Store(db_path, "Me", "session-9", lambda: now.at) as later:
        later.write(add_task, "three")
        assert [later.undo().of for _ in range(3)] == [3, 2, 1]
    with Store(db_path, "Me", "session-10", lambda: now.at) as last:
        assert [last.redo().of for _ in range(3)] == [1, 2, 3]
        assert last.read(titles) == ["one", "two", "three"]


def test_a_new_deed_ends_redo(store: Store) -> None:
    store.write(add_task, "one")
    store.undo()
    store.write(add_task, "two")
    with pytest.raises(RuleBroken, match="nothing to redo"):
        store.redo()
    store.undo()
    assert store.redo().of == 3
    with pytest.raises(RuleBroken, match="nothing to redo"):
        store.redo()


def test_undo_is_of_this_session_first_and_never_of_others(
    store: Store, ada: Store, db_path: Path, now: Now
) -> None:
    with Store(db_path, "Me", "second window", lambda: now.at) as window:
        store.write(add_task, "first window")
        window.write(add_task, "second window")
        assert store.undo().of == 1
        assert store.undo().of == 2
    with pytest.raises(RuleBroken, match="nothing to undo"):
        ada.undo()


def test_a_named_deed_is_undone_by_anybody_and_once(store: Store, ada: Store) -> None:
    store.write(add_task, "one")
    store.write(add_task, "two")
    undone = ada.undo(1)
    assert store.read(titles) == ["two"]
    with pytest.raises(RuleBroken, match="is undone already"):
        store.undo(1)
    assert ada.undo(undone.txn_id).kind == "redo"
    assert store.read(titles) == ["one", "two"]
    with pytest.raises(RuleBroken, match="done again already"):
        ada.undo(undone.txn_id)


def test_a_later_change_by_somebody_else_stands_in_the_way(store: Store, ada: Store, now: Now) -> None:
    made = store.write(add_task, "Ship onboarding")
    ada._clock = lambda: now.at - timedelta(minutes=2)
    ada.write(change_task, made, note="with slides")
    with pytest.raises(RuleBroken) as caught:
        store.undo()
    assert str(caught.value) == "Ada changed 'Ship onboarding' since (2 min ago); undo that first."
    assert store.read(titles) == ["Ship onboarding"]
    assert store.last_txn_id == 2
    ada.undo()
    store.undo()
    assert store.read(titles) == []


def test_other_fields_changed_since_are_kept(store: Store, ada: Store) -> None:
    made = store.write(add_task, "Ship")
    store.write(change_task, made, title="Ship onboarding")
    ada.write(change_task, made, note="with slides")
    store.undo()

    def both(session: Session) -> tuple[str, str]:
        return session.exec(select(Task.title, Task.note)).one()

    assert store.read(both) == ("Ship", "with slides")


def test_all_who_stand_in_the_way_are_named(store: Store, ada: Store, db_path: Path) -> None:
    def five(session: Session) -> None:
        for number in range(5):
            add_task(session, f"t{number}")

    store.write(five)
    ada.write(change_task, 1, title="hers")
    ada.write(delete_task, 2)
    outside(db_path, "UPDATE task SET note = 'x' WHERE id = 3")
    ada.write(change_task, 4, note="x")
    with pytest.raises(RuleBroken) as caught:
        store.undo()
    assert str(caught.value) == (
        "Ada changed 'hers' since (just now); Ada deleted 't1' since (just now);"
        " Another tool changed 't2' since; and 1 more; undo that first."
    )


def test_what_others_hung_on_a_record_is_not_lost_with_it(store: Store, ada: Store) -> None:
    plan = store.write(add_plan, "Onboarding", ("draft",))
    ada.write(add_milestone, plan, "slides")
    with pytest.raises(RuleBroken, match="Ada linked 'slides' to 'Onboarding' since"):
        store.undo()
    ada.undo()
    ada.write(add_task, "Call Lin", plan)
    with pytest.raises(RuleBroken, match="Ada linked 'Call Lin' to 'Onboarding' since"):
        store.undo()


def test_a_record_does_not_come_back_without_the_one_it_belongs_to(store: Store, ada: Store) -> None:
    plan = store.write(add_plan, "Onboarding")
    made = store.write(add_task, "Call Lin", plan)
    store.write(delete_task, made)
    ada.write(delete_plan, plan)
    with pytest.raises(RuleBroken, match="Ada deleted 'Onboarding' since"):
        store.undo()
    ada.undo()
    store.undo()
    assert store.read(titles) == ["Call Lin"]


def test_what_took_its_place_stands_in_the_way(store: Store, ada: Store) -> None:
    store.write(kpi, "MRR")

    store.write(run_sql, "DELETE FROM kpi")
    ada.write(kpi, "MRR")
    with pytest.raises(RuleBroken, match="stands in its place"):
        store.undo()


def test_a_deletion_comes_back_with_all_that_went_with_it(store: Store, db_path: Path) -> None:
    plan = store.write(add_plan, "Onboarding", ("a", "b", "c"))
    store.write(add_task, "Call Lin", plan)
    before = dump(db_path)
    store.write(delete_plan, plan)
    after = dump(db_path)
    assert after["milestone"] == [] and after["task"] != before["task"]
    store.undo()
    assert dump(db_path) == before
    store.redo()
    assert dump(db_path) == after


def test_an_id_is_never_given_again(store: Store, ada: Store) -> None:
    made = store.write(add_task, "mine")
    store.write(delete_task, made)
    assert ada.write(add_task, "hers") == made + 1
    store.undo()
    assert store.read(titles) == ["mine", "hers"]


def _swap(session: Session, first: int, second: int) -> None:
    """Swap two unique names, by way of a third."""
    driver = session.connection().exec_driver_sql
    driver("UPDATE kpi SET name = name || '~' WHERE id IN (?, ?)", (first, second))
    driver("UPDATE kpi SET name = 'B' WHERE id = ?", (first,))
    driver("UPDATE kpi SET name = 'A' WHERE id = ?", (second,))


def test_unique_values_that_changed_places_change_back(store: Store, db_path: Path) -> None:
    first, second = store.write(kpi, "A"), store.write(kpi, "B")
    before = dump(db_path)
    store.write(_swap, first, second)
    after = dump(db_path)
    store.undo()
    assert dump(db_path) == before
    store.redo()
    assert dump(db_path) == after


def test_two_windows_of_one_person_stand_in_each_others_way(store: Store, db_path: Path, now: Now) -> None:
    made = store.write(add_task, "Ship")
    with Store(db_path, "Me", "second window", lambda: now.at) as window:
        window.write(change_task, made, note="x")
    with pytest.raises(RuleBroken, match=r"You changed 'Ship' since \(just now\)"):
        store.undo()
