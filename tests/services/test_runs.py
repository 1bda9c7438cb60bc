"""Runs of SOPs, and the ones that become due by themselves."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bef_tui.data.store import Store
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.services import systems

BODY = "1. Open the till\n2. Count the money\n3. Write it down\n"


@pytest.fixture
def thursday() -> Now:
    """Thursday 19 November 2026, ten in the morning."""
    return Now(datetime(2026, 11, 19, 10, tzinfo=UTC))


def sop(store: Store, now: Now, **values: Any) -> int:
    said = {"title": "Close the till", "trigger": "the shop closes", "body": BODY, **values}
    sop_id: int = store.write(systems.add_sop, now=now, **said)
    store.write(systems.activate, sop_id, now=now)
    return sop_id


def running(store: Store, now: Now) -> tuple[int, list[int]]:
    """A run just started, and the ids of its steps."""
    run = store.write(systems.start, sop(store, now), subject="Monday", now=now)
    return run, [step.id for step in store.read(systems.run_detail, run).steps]


class TestARun:
    def test_from_start_to_finish(self, store: Store, thursday: Now) -> None:
        run, steps = running(store, thursday)
        for minute, step in enumerate(steps, start=1):
            store.write(systems.tick_step, step, now=thursday.later(minutes=minute))
        store.write(systems.finish, run, now=thursday.later(minutes=5))
        detail = store.read(systems.run_detail, run)
        assert (detail.status, detail.subject, detail.revision) == ("done", "Monday", 1)
        assert detail.finished_on == thursday.today
        assert not detail.rubber_stamp
        assert {step.state for step in detail.steps} == {"done"}

    def test_one_that_nobody_waited_for_counts_as_due_when_it_was_finished(
        self, store: Store, thursday: Now
    ) -> None:
        run, steps = running(store, thursday)
        assert store.read(systems.run_detail, run).due is None
        for minute, step in enumerate(steps, start=1):
            store.write(systems.tick_step, step, now=thursday.later(minutes=minute))
        store.write(systems.finish, run, now=thursday.later(days=1))
        assert store.read(systems.run_detail, run).due == thursday.later(days=1).today

    def test_it_keeps_the_revision_it_was_started_with(self, store: Store, thursday: Now) -> None:
        run, _ = running(store, thursday)
        sop_id = store.read(systems.run_detail, run).sop_id
        store.write(systems.save_revision, sop_id, "1. All new\n", now=thursday)
        detail = store.read(systems.run_detail, run)
        assert (detail.revision, detail.newest, len(detail.steps)) == (1, 2, 3)

    def test_a_skip_needs_a_reason(self, store: Store, thursday: Now) -> None:
        run, steps = running(store, thursday)
        with pytest.raises(RuleBroken, match="why this step is skipped"):
            store.write(systems.skip_step, steps[0], "  ", now=thursday)
        store.write(systems.skip_step, steps[0], "no key", now=thursday)
        step = store.read(systems.run_detail, run).steps[0]
        assert (step.state, step.reason) == ("skipped", "no key")
        store.write(systems.untick_step, steps[0], now=thursday)
        step = store.read(systems.run_detail, run).steps[0]
        assert (step.state, step.reason, step.done_at) == ("open", "", None)

    def test_open_steps_hold_up_the_finish_unless_left_knowingly(self, store: Store, thursday: Now) -> None:
        run, steps = running(store, thursday)
        store.write(systems.tick_step, steps[0], now=thursday.later(seconds=30))
        with pytest.raises(RuleBroken, match="2 steps are still open"):
            store.write(systems.finish, run, now=thursday)
        store.write(systems.finish, run, leave_open=True, now=thursday)
        assert store.read(systems.run_detail, run).status == "done"

    def test_a_finished_run_stays_as_it_was(self, store: Store, thursday: Now) -> None:
        run, steps = running(store, thursday)
        store.write(systems.abandon, run, "wrong day", now=thursday)
        for deed in (systems.pause, systems.resume, systems.finish):
            with pytest.raises(RuleBroken, match="stays as it was"):
                store.write(deed, run, now=thursday)
        with pytest.raises(RuleBroken, match="stays as it was"):
            store.write(systems.tick_step, steps[0], now=thursday)
        assert store.read(systems.run_detail, run).reason == "wrong day"

    def test_paused_and_resumed_also_by_a_tick(self, store: Store, thursday: Now) -> None:
        run, steps = running(store, thursday)
        store.write(systems.pause, run, now=thursday)
        assert store.read(systems.run_detail, run).status == "paused"
        store.write(systems.resume, run, now=thursday)
        assert store.read(systems.run_detail, run).status == "running"
        store.write(systems.pause, run, now=thursday)
        store.write(systems.tick_step, steps[0], now=thursday)
        assert store.read(systems.run_detail, run).status == "running"

    def test_a_note_stays_at_its_step(self, store: Store, thursday: Now) -> None:
        run, steps = running(store, thursday)
        store.write(systems.note_step, steps[1], "3 coins short", now=thursday)
        assert store.read(systems.run_detail, run).steps[1].note == "3 coins short"

    def test_an_sop_without_steps_or_out_of_use_cannot_be_run(self, store: Store, thursday: Now) -> None:
        empty = store.write(systems.add_sop, title="Empty", now=thursday)
        with pytest.raises(RuleBroken, match="no steps yet"):
            store.write(systems.start, empty, now=thursday)
        old = sop(store, thursday)
        store.write(systems.retire, old, now=thursday)
        with pytest.raises(RuleBroken, match="retired"):
            store.write(systems.start, old, now=thursday)


class TestRubberStamps:
    @pytest.mark.parametrize(
        ("seconds", "stamp"),
        [((0.5, 1, 1.5), True), ((1, 2, 600), True), ((60, 61, 120), False), ((5, 10, 15), False)],
    )
    def test_the_pauses_between_ticks_tell(
        self, store: Store, thursday: Now, seconds: tuple[float, ...], stamp: bool
    ) -> None:
        run, steps = running(store, thursday)
        for after, step in zip(seconds, steps, strict=True):
            store.write(systems.tick_step, step, now=thursday.later(seconds=after))
        store.write(systems.finish, run, now=thursday.later(hours=1))
        assert store.read(systems.run_detail, run).rubber_stamp is stamp

    def test_a_single_step_is_timed_from_the_start(self, store: Store, thursday: Now) -> None:
        for after, stamp in ((1, True), (3, False)):
            run = store.write(systems.start, sop(store, thursday, body="1. Lock\n"), now=thursday)
            (step,) = store.read(systems.run_detail, run).steps
            store.write(systems.tick_step, step.id, now=thursday.later(seconds=after))
            store.write(systems.finish, run, now=thursday.later(minutes=1))
            assert store.read(systems.run_detail, run).rubber_stamp is stamp


class TestDueRuns:
    @pytest.mark.parametrize(
        ("cadence", "due"),
        [
            ("daily", date(2026, 11, 19)),
            ("weekly", date(2026, 11, 22)),
            ("monthly", date(2026, 11, 30)),
            ("quarterly", date(2026, 12, 31)),
        ],
    )
    def test_each_occurrence_is_made_once(self, store: Store, thursday: Now, cadence: str, due: date) -> None:
        sop(store, thursday, cadence=cadence)
        assert store.read(systems.waiting, now=thursday) == 0
        assert store.write(systems.generate_due, now=thursday) == 0
        (row,) = store.read(systems.runs, now=thursday)
        assert (row.status, row.due, row.steps) == ("due", due, 3)

    def test_the_week_ends_where_the_founders_week_ends(self, store: Store, thursday: Now) -> None:
        sunday_first = Now(thursday.at, first_weekday=6)
        sop(store, sunday_first, cadence="weekly")
        store.write(systems.generate_due, now=sunday_first)
        (row,) = store.read(systems.runs, now=sunday_first)
        assert row.due == date(2026, 11, 21)

    def test_days_away_show_as_missed(self, store: Store, thursday: Now) -> None:
        sop(store, thursday, cadence="daily")
        store.write(systems.generate_due, now=thursday)
        back = thursday.later(days=4)
        assert store.write(systems.generate_due, now=back) == 4
        (row,) = store.read(systems.runs, now=back)
        assert (row.due, row.missed, row.overdue(back.today)) == (back.today, 4, False)

    def test_a_new_rhythm_makes_nothing_of_the_past(self, store: Store, thursday: Now) -> None:
        sop_id = sop(store, thursday, cadence="weekly")
        store.write(systems.generate_due, now=thursday)
        later = thursday.later(days=1)
        store.write(systems.edit_sop, sop_id, {"cadence": "daily"}, now=later)
        assert [row.due for row in store.read(systems.runs, now=later)] == [later.today]

    def test_a_retired_sop_expects_no_more_runs(self, store: Store, thursday: Now) -> None:
        sop_id = sop(store, thursday, cadence="weekly")
        store.write(systems.generate_due, now=thursday)
        store.write(systems.retire, sop_id, now=thursday)
        assert store.read(systems.runs, now=thursday) == ()
        assert store.read(systems.waiting, now=thursday.later(weeks=2)) == 0

    def test_a_due_run_takes_the_newest_revision_when_it_is_started(
        self, store: Store, thursday: Now
    ) -> None:
        sop_id = sop(store, thursday, cadence="weekly")
        store.write(systems.generate_due, now=thursday)
        store.write(systems.save_revision, sop_id, BODY + "4. Lock\n", now=thursday)
        (row,) = store.read(systems.runs, now=thursday)
        store.write(systems.start_due, row.id, now=thursday)
        detail = store.read(systems.run_detail, row.id)
        assert (detail.status, detail.revision, len(detail.steps)) == ("running", 2, 4)
        with pytest.raises(RuleBroken, match="started already"):
            store.write(systems.start_due, row.id, now=thursday)

    def test_a_due_run_cannot_be_deleted_away(self, store: Store, thursday: Now) -> None:
        sop(store, thursday, cadence="daily")
        store.write(systems.generate_due, now=thursday)
        (row,) = store.read(systems.runs, now=thursday)
        with pytest.raises(RuleBroken, match="stays on record"):
            store.write(systems.delete_run, row.id, now=thursday)
        free, _ = running(store, thursday)
        store.write(systems.delete_run, free, now=thursday)
        assert [r.id for r in store.read(systems.runs, now=thursday)] == [row.id]


class TestTheLists:
    def test_the_worst_comes_first(self, store: Store, thursday: Now) -> None:
        daily = sop(store, thursday, title="Daily", cadence="daily")
        weekly = sop(store, thursday, title="Weekly", cadence="weekly")
        free = sop(store, thursday, title="Free")
        store.write(systems.generate_due, now=thursday)
        going = store.write(systems.start, free, now=thursday)
        held = store.write(systems.start, free, now=thursday)
        store.write(systems.pause, held, now=thursday)
        over = store.write(systems.start, weekly, now=thursday)
        store.write(systems.abandon, over, "twice", now=thursday)
        tomorrow = thursday.later(days=1)
        rows = store.read(systems.runs, now=tomorrow)
        assert [row.sop for row in rows] == ["Daily", "Weekly", "Free", "Free", "Weekly"]
        assert [row.id for row in rows[2:]] == [going, held, over]
        assert rows[0].overdue(tomorrow.today)
        assert [row.sop for row in store.read(systems.runs, now=tomorrow, sop_id=daily)] == ["Daily"]

    def test_steps_skipped_most_with_the_newest_reason(self, store: Store, thursday: Now) -> None:
        sop_id = sop(store, thursday)
        for reason in ("no time", "no key"):
            run = store.write(systems.start, sop_id, now=thursday)
            steps = store.read(systems.run_detail, run).steps
            store.write(systems.skip_step, steps[1].id, reason, now=thursday)
        store.write(systems.skip_step, steps[2].id, "once", now=thursday)
        first, second = store.read(systems.skipped_most, now=thursday)
        assert (first.text, first.times, first.reason) == ("Count the money", 2, "no key")
        assert second.times == 1
        assert store.read(systems.skipped_most, now=thursday.later(weeks=9)) == ()
