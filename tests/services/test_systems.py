"""Core processes, SOPs and their revisions."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from bef_tui.data.store import Store
from bef_tui.data.systems import Sop
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import CORE_PROCESSES
from bef_tui.services import execution, systems

REFUND = "# Refunds\n\n1. Read the request\n2. Refund within a day\n3. Tell the customer\n"


def sop(store: Store, now: Now, **values: Any) -> int:
    """An active SOP with three steps."""
    said = {"title": "Refunds", "trigger": "a refund is asked for", "body": REFUND, **values}
    sop_id: int = store.write(systems.add_sop, now=now, **said)
    store.write(systems.activate, sop_id, now=now)
    return sop_id


def refused(store: Store, deed: Callable[..., Any], *args: Any, **kwargs: Any) -> RuleBroken:
    with pytest.raises(RuleBroken) as caught:
        store.write(deed, *args, **kwargs)
    return caught.value


class TestCoreProcesses:
    def test_the_seven_defaults_are_added_once(self, store: Store, now: Now) -> None:
        assert store.write(systems.add_default_processes, now=now) == 7
        assert store.write(systems.add_default_processes, now=now) == 0
        assert [p.name for p in store.read(systems.processes)] == [name for _, name in CORE_PROCESSES]

    def test_renamed_moved_and_removed(self, store: Store, now: Now) -> None:
        ids = [store.write(systems.add_process, name, now=now) for name in ("Sell", "Ship", "Bill")]
        store.write(systems.rename_process, ids[1], "Deliver", now=now)
        store.write(systems.move_process, ids[2], -2, now=now)
        assert [p.name for p in store.read(systems.processes)] == ["Bill", "Sell", "Deliver"]
        store.write(systems.move_process, ids[2], -9, now=now)
        store.write(systems.remove_process, ids[0], now=now)
        assert [p.name for p in store.read(systems.processes)] == ["Bill", "Deliver"]

    def test_a_name_is_needed_and_used_once(self, store: Store, now: Now) -> None:
        store.write(systems.add_process, "Sell", now=now)
        assert "“Sell”" in str(refused(store, systems.add_process, " sell ", now=now))
        assert refused(store, systems.add_process, "  ", now=now).field == "name"

    def test_an_sop_outlives_its_process(self, store: Store, now: Now) -> None:
        process = store.write(systems.add_process, "Sell", now=now)
        sop_id = sop(store, now, process_id=process)
        store.write(systems.remove_process, process, now=now)
        (row,) = store.read(systems.coverage, now=now)
        assert (row.sop_id, row.process_id, row.process) == (sop_id, None, "")


class TestWriting:
    def test_the_first_text_is_revision_one_with_its_steps(self, store: Store, now: Now) -> None:
        sop_id = store.write(systems.add_sop, title="Refunds", body=REFUND, now=now)
        detail = store.read(systems.sop_detail, sop_id)
        assert (detail.revision, detail.body, detail.status) == (1, REFUND, "draft")
        assert [step.text for step in detail.steps] == [
            "Read the request",
            "Refund within a day",
            "Tell the customer",
        ]
        assert detail.owner_id is not None

    def test_every_save_is_a_revision_but_the_same_text_is_none(self, store: Store, now: Now) -> None:
        sop_id = sop(store, now)
        assert store.write(systems.save_revision, sop_id, REFUND + "4. Note why\n", note="why", now=now) == 2
        assert store.write(systems.save_revision, sop_id, REFUND + "4. Note why\n", now=now) == 2
        first, second = reversed(store.read(systems.revisions, sop_id))
        assert (first.number, first.steps, second.number, second.steps) == (1, 3, 2, 4)
        assert second.note == "why"

    def test_the_difference_shows_what_was_added(self, store: Store, now: Now) -> None:
        sop_id = sop(store, now)
        store.write(systems.save_revision, sop_id, REFUND.replace("a day", "an hour"), now=now)
        lines = store.read(systems.diff, sop_id, 1, 2)
        assert "-2. Refund within a day" in lines
        assert "+2. Refund within an hour" in lines
        assert not any(line.startswith(("---", "+++")) for line in lines)

    def test_an_older_revision_comes_back_as_a_new_one(self, store: Store, now: Now) -> None:
        sop_id = sop(store, now)
        store.write(systems.save_revision, sop_id, "1. Refuse\n", now=now)
        assert store.write(systems.restore_revision, sop_id, 1, now=now) == 3
        assert store.read(systems.sop_detail, sop_id).body == REFUND
        assert "in use" in str(refused(store, systems.restore_revision, sop_id, 3, now=now))
        assert "no revision 9" in str(refused(store, systems.restore_revision, sop_id, 9, now=now))

    def test_two_writers_do_not_overwrite_each_other(self, store: Store, now: Now) -> None:
        sop_id = sop(store, now)
        store.write(systems.save_revision, sop_id, "1. Theirs\n", based_on=1, now=now)
        error = refused(store, systems.save_revision, sop_id, "1. Mine\n", based_on=1, now=now)
        assert "Revision 2 was saved meanwhile" in str(error)
        assert store.read(systems.sop_detail, sop_id).body == "1. Theirs\n"

    def test_bad_text_is_refused_by_name(self, store: Store, now: Now) -> None:
        sop_id = sop(store, now)
        assert "NUL" in str(refused(store, systems.save_revision, sop_id, "1. a\x00", now=now))
        assert refused(store, systems.save_revision, sop_id, " \n", now=now).field == "body"
        assert refused(store, systems.add_sop, title=" ", now=now).field == "title"


class TestInUse:
    def test_activating_asks_who_when_and_how(self, store: Store, now: Now) -> None:
        sop_id = store.write(systems.add_sop, title="Refunds", now=now)
        assert refused(store, systems.activate, sop_id, now=now).field == "trigger"
        store.write(systems.edit_sop, sop_id, {"trigger": "a mail comes"}, now=now)
        assert refused(store, systems.activate, sop_id, now=now).field == "body"
        store.write(systems.save_revision, sop_id, "only words", now=now)
        assert refused(store, systems.activate, sop_id, now=now).field == "body"
        store.write(systems.save_revision, sop_id, REFUND, now=now)
        store.write(systems.activate, sop_id, now=now)
        detail = store.read(systems.sop_detail, sop_id)
        assert (detail.status, detail.active_since) == ("active", now.today)

    def test_an_sop_in_use_keeps_its_answers_and_steps(self, store: Store, now: Now) -> None:
        sop_id = sop(store, now)
        assert refused(store, systems.edit_sop, sop_id, {"trigger": ""}, now=now).field == "trigger"
        assert refused(store, systems.edit_sop, sop_id, {"owner_id": None}, now=now).field == "owner_id"
        assert refused(store, systems.save_revision, sop_id, "no steps", now=now).field == "body"
        assert store.read(systems.sop_detail, sop_id).trigger == "a refund is asked for"

    def test_reviewing_moves_the_day_of_the_next_review(self, store: Store, now: Now) -> None:
        sop_id = sop(store, now, review_days=30)
        assert store.read(systems.sop_detail, sop_id).review_due == now.today + timedelta(days=30)
        store.write(systems.mark_reviewed, sop_id, now=now.later(days=20))
        assert store.read(systems.sop_detail, sop_id).review_due == now.today + timedelta(days=50)

    def test_a_retired_sop_is_not_listed_unless_asked_for(self, store: Store, now: Now) -> None:
        sop_id = sop(store, now)
        store.write(systems.retire, sop_id, now=now)
        assert store.read(systems.coverage, now=now) == ()
        (row,) = store.read(systems.coverage, now=now, retired=True)
        assert (row.status, row.review_due) == ("retired", None)
        store.write(systems.activate, sop_id, now=now)
        assert len(store.read(systems.coverage, now=now)) == 1

    def test_deleting_takes_the_revisions_along(self, store: Store, now: Now) -> None:
        sop_id = sop(store, now)
        store.write(systems.delete_sop, sop_id, now=now)
        assert store.read(systems.revisions, sop_id) == ()
        assert "deleted meanwhile" in str(refused(store, systems.activate, sop_id, now=now))


class TestCoverage:
    def test_every_process_is_shown_also_without_an_sop(self, store: Store, now: Now) -> None:
        first = store.write(systems.add_process, "Sell", now=now)
        second = store.write(systems.add_process, "Ship", now=now)
        with_process = sop(store, now, process_id=second)
        loose = sop(store, now, title="Loose")
        rows = store.read(systems.coverage, now=now)
        assert [(r.process_id, r.sop_id) for r in rows] == [
            (first, None),
            (second, with_process),
            (None, loose),
        ]
        assert (rows[1].steps, rows[1].revision, rows[1].followed, rows[1].last_run) == (3, 1, None, None)

    def test_followed_counts_a_skip_with_a_reason_but_no_open_step(self, store: Store, now: Now) -> None:
        sop_id = sop(store, now)
        run = store.write(systems.start, sop_id, now=now)
        steps = store.read(systems.run_detail, run).steps
        store.write(systems.tick_step, steps[0].id, now=now.later(minutes=1))
        store.write(systems.skip_step, steps[1].id, "no card", now=now.later(minutes=2))
        store.write(systems.finish, run, leave_open=True, now=now.later(minutes=3))
        (row,) = store.read(systems.coverage, now=now)
        assert row.followed == pytest.approx(2 / 3)
        assert row.last_run == now.today


class TestRepeatedWork:
    def test_a_title_done_three_times_wants_an_sop(self, store: Store, now: Now) -> None:
        for number in range(3):
            task = store.write(execution.add_task, title=f"Send invoice {number}", now=now)
            store.write(execution.complete, task, now=now)
        store.write(execution.add_task, title="Once", now=now)
        (work,) = store.read(systems.repeated_work, now=now)
        assert (work.title.casefold().startswith("send invoice"), work.times) == (True, 3)
        sop(store, now, title="Send invoice")
        assert store.read(systems.repeated_work, now=now) == ()

    def test_work_of_long_ago_is_forgotten(self, store: Store, now: Now) -> None:
        for _ in range(3):
            store.write(execution.complete, store.write(execution.add_task, title="Tidy", now=now), now=now)
        assert store.read(systems.repeated_work, now=now.later(weeks=10)) == ()


def test_the_table_holds_what_the_form_gave(store: Store, now: Now) -> None:
    def days(session: Session) -> list[tuple[str, int, date]]:
        return [(s.title, s.review_days, s.created_on) for s in session.exec(select(Sop))]

    sop(store, now, review_days=90)
    assert store.read(days) == [("Refunds", 90, now.today)]
    assert refused(store, systems.add_sop, title="x", review_days=0, now=now).field == "review_days"
