"""Undo and redo as a property: whatever was done, the tables are exactly the former and the later ones."""

import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, select

from bef_tui.data.execution import Task
from bef_tui.data.planning import ActionPlan
from bef_tui.data.store import Store
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from tests.data.deeds import (
    DAY,
    add_plan,
    add_task,
    change_plan,
    change_task,
    delete_plan,
    delete_task,
    dump,
    kpi,
    kpi_value,
)


def _random_deed(dice: random.Random, now: Now) -> Callable[[Session], object]:
    """A deed of several random steps on plans, tasks and values."""

    def step(session: Session) -> None:
        plans = list(session.exec(select(ActionPlan.id)).all())
        tasks = list(session.exec(select(Task.id)).all())
        plan, task = dice.choice(plans or [None]), dice.choice(tasks or [None])
        choice = dice.randrange(8)
        if choice == 0:
            add_plan(session, f"plan {dice.random()}", ("m1", "m2"))
        elif choice == 1 and plan:
            delete_plan(session, plan)
        elif choice == 2 and plan:
            change_plan(session, plan, f"plan {dice.random()}")
        elif choice == 3 and task:
            delete_task(session, task)
        elif choice == 4 and task:
            change_task(
                session, task, plan_id=plan, title=dice.choice("abc"), done_on=dice.choice([None, DAY])
            )
        elif choice == 5 and not plans:
            made = kpi(session, f"kpi {dice.random()}")
            kpi_value(session, made, "2026-W47", dice.uniform(-1e9, 1e9) / 3, now.at)
        else:
            key = dice.choice("abc")
            add_task(
                session, key, plan, done_on=dice.choice([None, DAY, DAY - timedelta(days=dice.randrange(9))])
            )
        session.flush()

    def deed(session: Session) -> None:
        for _ in range(dice.randrange(1, 5)):
            step(session)

    return deed


@pytest.mark.parametrize("seed", range(12))
def test_undo_gives_the_former_tables_and_redo_the_later(
    store: Store, db_path: Path, now: Now, seed: int
) -> None:
    dice = random.Random(seed)
    states = {0: dump(db_path)}
    for _ in range(12):
        store.write(_random_deed(dice, now), label="random")
        states[store.last_txn_id] = dump(db_path)
    order = list(states)
    place = len(order) - 1
    for _ in range(40):
        forward = dice.random() < 0.45
        if place == (len(order) - 1 if forward else 0):
            with pytest.raises(RuleBroken, match="nothing to"):
                (store.redo if forward else store.undo)()
            continue
        (store.redo if forward else store.undo)()
        place += 1 if forward else -1
        assert dump(db_path) == states[order[place]]
    assert store.replay_check() == ()
