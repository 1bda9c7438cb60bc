"""The starter pack: seven SOPs to adopt, which count only once they are run."""

import pytest
from sqlmodel import select

from bef_tui.data.store import Store
from bef_tui.data.systems import CoreProcess, Sop
from bef_tui.exchange.steps import body_of, steps_of
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import CORE_PROCESSES
from bef_tui.services import company, glance, systems
from bef_tui.services.systems.starters import KEYS, starter_text


def value(store: Store, now: Now) -> float:
    """What Systems is judged at."""
    card = store.read(glance.current, now).judgement.card
    return next(float(one.value) for one in card.categories if one.key == "systems")


@pytest.mark.parametrize("key", KEYS)
def test_each_can_be_used_as_it_is(key: str) -> None:
    starter = starter_text(key)
    about = starter.about
    assert 6 <= sum(step.depth == 0 for step in starter.steps) <= 12
    assert starter.title and starter.purpose and about.trigger and about.review_days
    assert about.process == dict(CORE_PROCESSES)[key]
    assert steps_of(body_of(starter.steps)) == starter.steps
    assert all(len(step.headline) <= 120 for step in starter.steps)


def test_most_of_them_have_steps_below_steps() -> None:
    assert sum(any(step.depth for step in starter_text(key).steps) for key in KEYS) >= 6


class TestAdopting:
    def test_a_draft_under_its_process(self, store: Store, now: Now) -> None:
        store.write(systems.add_default_processes, now=now)
        sop_id = store.write(systems.adopt_starter, "collect", now=now)
        sop = store.read(systems.sop_detail, sop_id)
        assert (sop.status, sop.revision, sop.cadence) == ("draft", 1, "monthly")
        assert sop.process == "Collect: invoice and get paid"
        assert sop.body == starter_text("collect").body
        assert sop.owner and sop.trigger and sop.purpose
        assert store.write(systems.activate, sop_id, now=now) == sop_id

    def test_the_process_is_made_where_it_is_missing(self, store: Store, now: Now) -> None:
        store.write(systems.adopt_starter, "deliver", now=now)
        assert [row.name for row in store.read(systems.processes)] == ["Deliver: do what was promised"]

    def test_a_process_of_that_name_is_taken(self, store: Store, now: Now) -> None:
        own = store.write(systems.add_process, "deliver: my way", now=now)
        assert store.read(systems.process_named, "Deliver") == own
        store.write(systems.adopt_starter, "deliver", now=now)
        assert len(store.read(systems.processes)) == 2

    def test_twice_is_refused_kindly_also_under_a_new_title(self, store: Store, now: Now) -> None:
        sop_id = store.write(systems.adopt_starter, "lead", now=now)
        store.write(systems.edit_sop, sop_id, {"title": "Fridays"}, now=now)
        with pytest.raises(RuleBroken, match="“Fridays” was adopted already"):
            store.write(systems.adopt_starter, "lead", now=now)
        assert [row.key for row in store.read(systems.starters) if row.adopted] == ["lead"]

    def test_a_deleted_one_can_be_adopted_again(self, store: Store, now: Now) -> None:
        sop_id = store.write(systems.adopt_starter, "lead", now=now)
        store.write(systems.delete_sop, sop_id, now=now)
        assert store.write(systems.adopt_starter, "lead", now=now)

    def test_an_unknown_one_is_refused(self, store: Store, now: Now) -> None:
        with pytest.raises(RuleBroken, match="no “cook”, but acquire, convert"):
            store.write(systems.adopt_starter, "cook", now=now)

    def test_all_seven_and_only_once(self, store: Store, now: Now) -> None:
        store.write(systems.adopt_starter, "lead", now=now)
        assert store.write(systems.adopt_all, now=now) == 6
        assert store.write(systems.adopt_all, now=now) == 0
        rows = store.read(systems.starters)
        assert [row.key for row in rows] == [key for key, _ in CORE_PROCESSES]
        assert all(row.adopted and row.steps >= 6 for row in rows)


def test_documents_alone_reach_no_more_than_2_9_and_running_them_does(store: Store, now: Now) -> None:
    store.write(company.prepare, now=now)
    assert value(store, now) == 1.0
    store.write(systems.adopt_all, now=now)
    assert value(store, now) == 1.0
    ids = [row.sop_id for row in store.read(systems.starters) if row.sop_id]
    for sop_id in ids:
        store.write(systems.activate, sop_id, now=now)
    for weeks in (0, 1, 3, 6, 12):
        assert value(store, now.later(weeks=weeks)) <= 2.9
    assert len(store.read(lambda s: s.exec(select(CoreProcess.id)).all())) == 7
    assert set(store.read(lambda s: s.exec(select(Sop.status)).all())) == {"active"}
    for week in range(6):
        for sop_id in ids:
            _run(store, sop_id, now.later(weeks=week))
    assert value(store, now.later(weeks=5, days=1)) > 4


def _run(store: Store, sop_id: int, now: Now) -> None:
    store.write(systems.generate_due, now=now)
    due = [row for row in store.read(systems.runs, now=now, sop_id=sop_id) if row.status == "due"]
    run = due[0].id if due else store.write(systems.start, sop_id, now=now)
    if due:
        store.write(systems.start_due, run, now=now)
    steps = store.read(systems.run_detail, run).steps
    for minute, step in enumerate(steps, start=1):
        store.write(systems.tick_step, step.id, now=now.later(minutes=minute))
    store.write(systems.finish, run, now=now.later(minutes=len(steps) + 1))
