"""Contacts, touches, follow-ups and deals, as a founder works with them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from bef_tui.data.people import Contact, DealMove, FollowUp, PipelineStage, Touch
from bef_tui.data.store import Store
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import PIPELINE
from bef_tui.services import people

THURSDAY = Now(datetime(2026, 11, 19, 10, tzinfo=UTC))
TODAY = THURSDAY.today


def day(offset: int) -> date:
    return TODAY + timedelta(days=offset)


def at(offset: int) -> Now:
    return THURSDAY.later(days=offset)


def pipeline(session: Session) -> None:
    """The stages that a new file begins with, where there are none yet."""
    if session.exec(select(PipelineStage.id)).first() is None:
        for position, (name, kind, hours) in enumerate(PIPELINE, start=1):
            session.add(PipelineStage(name=name, kind=kind, position=position, respond_hours=hours))


def contact(store: Store, name: str = "Lin", offset: int = 0, **values: Any) -> int:
    made: int = store.write(people.add_contact, now=at(offset), name=name, **values)
    return made


def deal(store: Store, **values: Any) -> int:
    store.write(pipeline)
    made: int = store.write(people.add_deal, now=THURSDAY, **{"title": "Pilot", **values})
    return made


def stage_ids(store: Store) -> dict[str, int]:
    store.write(pipeline)
    return {stage.name: stage.id for stage in store.read(people.stages)}


def promised(store: Store, contact_id: int) -> list[tuple[str, date, date]]:
    def rows(session: Session) -> list[tuple[str, date, date]]:
        found = session.exec(
            select(FollowUp).where(FollowUp.contact_id == contact_id).order_by(col(FollowUp.id))
        )
        return [(row.state, row.due, row.first_due) for row in found]

    return store.read(rows)


def touches(store: Store, contact_id: int) -> list[Touch]:
    def rows(session: Session) -> list[Touch]:
        return list(session.exec(select(Touch).where(Touch.contact_id == contact_id).order_by(col(Touch.id))))

    return store.read(rows)


class TestContacts:
    def test_the_rhythm_follows_from_the_kind(self, store: Store) -> None:
        lin = store.read(people.contact, contact(store, kind="customer"))
        assert (lin.ideal_days, lin.longest_days, lin.owner) == (30, 60, "me")

    def test_a_rhythm_of_ones_own(self, store: Store) -> None:
        lin = store.read(people.contact, contact(store, ideal_days=20))
        assert (lin.ideal_days, lin.longest_days) == (20, 20)

    def test_a_new_kind_brings_its_rhythm_unless_it_was_changed(self, store: Store) -> None:
        lin, ada = contact(store), contact(store, "Ada", ideal_days=3)
        store.write(people.edit_contact, lin, {"kind": "customer"}, now=THURSDAY)
        store.write(people.edit_contact, ada, {"kind": "customer"}, now=THURSDAY)
        assert store.read(people.contact, lin).ideal_days == 30
        assert store.read(people.contact, ada).ideal_days == 3

    def test_nobody_is_nameless(self, store: Store) -> None:
        with pytest.raises(RuleBroken, match="needs a name") as refused:
            contact(store, "  ")
        assert refused.value.field == "name"

    def test_the_longest_wait_is_not_shorter_than_the_ideal(self, store: Store) -> None:
        lin = contact(store)
        with pytest.raises(RuleBroken) as refused:
            store.write(people.edit_contact, lin, {"longest_days": 2}, now=THURSDAY)
        assert refused.value.field == "longest_days"

    def test_closing_drops_what_was_promised_and_reopening_brings_it_into_the_list_again(
        self, store: Store
    ) -> None:
        lin = contact(store)
        store.write(people.plan_follow_up, lin, due=day(3), now=THURSDAY)
        store.write(people.close_contact, lin, now=THURSDAY)
        assert promised(store, lin) == [("dropped", day(3), day(3))]
        assert store.read(people.contacts, THURSDAY) == ()
        assert store.read(people.contact, lin).next_on is None
        store.write(people.reopen_contact, lin, now=THURSDAY)
        assert [row.name for row in store.read(people.contacts, THURSDAY)] == ["Lin"]

    def test_deleting_takes_the_touches_and_leaves_the_deal(self, store: Store) -> None:
        lin = contact(store)
        pilot = deal(store, contact_id=lin)
        store.write(people.log_touch, lin, now=THURSDAY)
        store.write(people.delete_contact, lin, now=THURSDAY)
        assert store.read(people.follow_ups) == ()
        assert store.read(people.deal, pilot, THURSDAY).contact == ""


class TestATouch:
    def test_one_key_leaves_a_next_touch_from_the_last_real_one(self, store: Store) -> None:
        lin = contact(store)
        store.write(people.log_touch, lin, now=THURSDAY)
        row = store.read(people.contact, lin)
        assert (row.last_on, row.next_on) == (TODAY, day(7))

    def test_what_is_planned_already_stays(self, store: Store) -> None:
        lin = contact(store)
        store.write(people.plan_follow_up, lin, due=day(2), now=THURSDAY)
        store.write(people.log_touch, lin, now=THURSDAY)
        assert promised(store, lin) == [("open", day(2), day(2))]

    def test_it_keeps_the_follow_ups_due_by_then(self, store: Store) -> None:
        lin = contact(store)
        for due in (1, 2, 9):
            store.write(people.plan_follow_up, lin, due=day(due), now=THURSDAY)
        store.write(people.log_touch, lin, now=at(2))
        assert [state for state, *_ in promised(store, lin)] == ["done", "done", "open"]
        assert store.read(people.contact, lin).next_on == day(9)

    def test_the_day_for_the_next_one_can_be_said(self, store: Store) -> None:
        lin = contact(store)
        store.write(people.log_touch, lin, "call", "out", "spoke of prices", day(12), now=THURSDAY)
        (row,) = store.read(people.follow_ups, lin)
        assert (row.due, row.channel) == (day(12), "call")

    def test_an_early_touch_can_keep_one_follow_up(self, store: Store) -> None:
        lin = contact(store)
        promise = store.write(people.plan_follow_up, lin, due=day(5), channel="call", now=THURSDAY)
        store.write(people.complete_follow_up, promise, now=THURSDAY)
        assert promised(store, lin) == [("done", day(5), day(5)), ("open", day(7), day(7))]
        assert touches(store, lin)[0].channel == "call"

    def test_it_may_have_been_yesterday_but_not_tomorrow(self, store: Store) -> None:
        lin = contact(store)
        store.write(people.log_touch, lin, now=THURSDAY, on=day(-1))
        assert store.read(people.contact, lin).last_on == day(-1)
        with pytest.raises(RuleBroken, match="plan a follow-up"):
            store.write(people.log_touch, lin, now=THURSDAY, on=day(1))

    def test_deleting_it_opens_the_follow_up_again(self, store: Store) -> None:
        lin = contact(store)
        store.write(people.plan_follow_up, lin, due=TODAY, now=THURSDAY)
        touch = store.write(people.log_touch, lin, now=THURSDAY)
        store.write(people.delete_touch, touch, now=THURSDAY)
        row = store.read(people.contact, lin)
        assert (row.last_on, row.next_on) == (None, TODAY)

    def test_an_imported_touch_is_no_real_touch(self, store: Store) -> None:
        lin = contact(store)

        def imported(session: Session) -> None:
            session.add(Touch(contact_id=lin, at=THURSDAY.at, on=TODAY, source="csv", source_id="1", note=""))
            session.flush()
            people.keep_dates(session, session.get_one(Contact, lin))

        store.write(imported)
        assert store.read(people.contact, lin).last_on is None

    def test_more_than_ten_in_a_minute_count_as_one_per_contact(self, store: Store) -> None:
        lin, ada = contact(store), contact(store, "Ada")
        for number in range(12):
            store.write(people.log_touch, ada if number == 5 else lin, now=THURSDAY.later(seconds=number))
        store.write(people.log_touch, lin, now=THURSDAY.later(minutes=3))
        assert store.read(people.counted_touches, TODAY, TODAY) == 3

    def test_ten_in_a_minute_all_count(self, store: Store) -> None:
        lin = contact(store)
        for number in range(10):
            store.write(people.log_touch, lin, now=THURSDAY.later(seconds=number))
        assert store.read(people.counted_touches, TODAY, TODAY) == 10


class TestAnEnquiry:
    def test_an_answer_is_promised_within_a_day(self, store: Store) -> None:
        lin = contact(store)
        store.write(people.log_touch, lin, "email", "in", "price?", now=THURSDAY)
        (asked,) = touches(store, lin)
        assert asked.reply_due == THURSDAY.at + timedelta(hours=24)
        assert promised(store, lin) == []

    def test_or_within_the_hours_of_the_stage_of_its_deal(self, store: Store) -> None:
        lin = contact(store)
        pilot = deal(store, contact_id=lin)
        store.write(people.move_deal, pilot, stage_ids(store)["Proposal"], now=THURSDAY)
        store.write(people.log_touch, lin, "email", "in", now=THURSDAY)
        assert touches(store, lin)[0].reply_due == THURSDAY.at + timedelta(hours=48)

    def test_one_answer_is_owed_however_often_they_ask(self, store: Store) -> None:
        lin = contact(store)
        store.write(people.log_touch, lin, "email", "in", now=THURSDAY)
        store.write(people.log_touch, lin, "email", "in", now=THURSDAY.later(hours=1))
        assert [asked.reply_due is not None for asked in touches(store, lin)] == [True, False]

    def test_what_we_send_answers_it(self, store: Store) -> None:
        lin = contact(store)
        store.write(people.log_touch, lin, "email", "in", now=THURSDAY)
        assert store.read(people.who_is_due, THURSDAY)[0].kind == "reply"
        store.write(people.log_touch, lin, now=THURSDAY.later(hours=2))
        assert touches(store, lin)[0].replied_at == THURSDAY.at + timedelta(hours=2)
        assert store.read(people.who_is_due, THURSDAY)[0].kind == "waiting"


class TestFollowUps:
    def test_moving_one_keeps_the_day_first_promised(self, store: Store) -> None:
        lin = contact(store)
        promise = store.write(people.plan_follow_up, lin, due=day(1), now=THURSDAY)
        store.write(people.reschedule, promise, day(4), now=at(1))
        assert promised(store, lin) == [("open", day(4), day(1))]
        (row,) = store.read(people.follow_ups, lin)
        assert row.moved
        assert store.read(people.contact, lin).next_on == day(4)

    def test_none_is_promised_for_the_past(self, store: Store) -> None:
        lin = contact(store)
        with pytest.raises(RuleBroken) as refused:
            store.write(people.plan_follow_up, lin, due=day(-1), now=THURSDAY)
        assert refused.value.field == "due"

    def test_dropping_one_needs_a_reason(self, store: Store) -> None:
        lin = contact(store)
        promise = store.write(people.plan_follow_up, lin, due=day(1), note="the offer", now=THURSDAY)
        with pytest.raises(RuleBroken):
            store.write(people.drop_follow_up, promise, " ", now=THURSDAY)
        store.write(people.drop_follow_up, promise, "they moved away", now=THURSDAY)
        assert promised(store, lin)[0][0] == "dropped"
        assert "they moved away" in store.read(people.history, lin)[0].note
        with pytest.raises(RuleBroken, match="dropped already"):
            store.write(people.reschedule, promise, day(2), now=THURSDAY)

    def test_a_promise_can_be_deleted_on_its_own_day_only(self, store: Store) -> None:
        lin = contact(store)
        promise = store.write(people.plan_follow_up, lin, due=day(5), now=THURSDAY)
        with pytest.raises(RuleBroken, match="stays on record"):
            store.write(people.delete_follow_up, promise, now=at(1))
        store.write(people.delete_follow_up, promise, now=THURSDAY)
        assert store.read(people.contact, lin).next_on is None


class TestWhoIsDue:
    def test_the_most_urgent_first_each_contact_once(self, store: Store) -> None:
        names = {}
        for name in ("Waits", "Today", "Never", "Cold", "Overdue", "Asked"):
            names[name] = contact(store, name, -40)
        store.write(people.log_touch, names["Cold"], now=at(-30))
        store.write(people.drop_follow_up, *self.first(store, names["Cold"]), "later", now=at(-30))
        store.write(people.plan_follow_up, names["Overdue"], due=day(-2), now=at(-5))
        store.write(people.plan_follow_up, names["Overdue"], due=TODAY, now=at(-5))
        store.write(people.plan_follow_up, names["Today"], due=TODAY, now=at(-5))
        store.write(people.log_touch, names["Waits"], now=at(-1))
        store.write(people.log_touch, names["Asked"], "email", "in", now=at(-2))
        due = store.read(people.who_is_due, THURSDAY)
        assert [row.name for row in due] == ["Asked", "Overdue", "Cold", "Never", "Today", "Waits"]
        assert [row.kind for row in due] == ["reply", "overdue", "cold", "never", "today", "waiting"]
        assert (due[0].late, due[1].days, due[2].days) == (True, 2, 16)

    @staticmethod
    def first(store: Store, contact_id: int) -> tuple[int]:
        return (store.read(people.follow_ups, contact_id)[0].id,)

    def test_a_first_touch_planned_for_later_is_nothing_for_today(self, store: Store) -> None:
        lin = contact(store)
        store.write(people.plan_follow_up, lin, due=day(3), now=THURSDAY)
        assert store.read(people.who_is_due, THURSDAY) == ()

    def test_closed_contacts_are_left_in_peace(self, store: Store) -> None:
        store.write(people.close_contact, contact(store), now=THURSDAY)
        assert store.read(people.who_is_due, THURSDAY) == ()

    def test_counts(self, store: Store) -> None:
        lin, _, old = contact(store), contact(store, "Ada"), contact(store, "Old")
        store.write(people.log_touch, lin, now=THURSDAY)
        store.write(people.close_contact, old, now=THURSDAY)
        counts = store.read(people.contact_counts)
        assert (counts.open, counts.closed, counts.without_next) == (2, 1, 1)


class TestDeals:
    def test_a_new_one_stands_at_the_first_stage(self, store: Store) -> None:
        pilot = store.read(people.deal, deal(store, value_minor=120_000), THURSDAY)
        assert (pilot.stage, pilot.value_minor, pilot.currency, pilot.status) == (
            "Lead",
            120_000,
            "EUR",
            "open",
        )

    def test_it_moves_along_and_each_move_leaves_a_row(self, store: Store) -> None:
        pilot = deal(store)
        store.write(people.shift_deal, pilot, 1, now=at(1))
        store.write(people.shift_deal, pilot, 5, now=at(2))
        store.write(people.shift_deal, pilot, 1, now=at(3))
        row = store.read(people.deal, pilot, at(5))
        assert (row.stage, row.age, row.days_here) == ("Proposal", 5, 3)
        assert len(store.read(lambda s: s.exec(select(DealMove)).all())) == 3

    def test_won(self, store: Store) -> None:
        pilot = deal(store)
        store.write(people.win_deal, pilot, now=at(2))
        row = store.read(people.deal, pilot, at(2))
        assert (row.status, row.stage, row.closed_on) == ("won", "Won", day(2))

    def test_lost_only_with_a_reason(self, store: Store) -> None:
        pilot = deal(store)
        lost = stage_ids(store)["Lost"]
        with pytest.raises(RuleBroken, match="why it was lost"):
            store.write(people.move_deal, pilot, lost, now=THURSDAY)
        store.write(people.lose_deal, pilot, "too dear", now=THURSDAY)
        row = store.read(people.deal, pilot, THURSDAY)
        assert (row.status, row.reason) == ("lost", "too dear")
        assert store.read(people.deals, THURSDAY) == ()

    def test_reopened_where_it_was(self, store: Store) -> None:
        pilot = deal(store)
        store.write(people.shift_deal, pilot, 1, now=THURSDAY)
        store.write(people.lose_deal, pilot, "too dear", now=THURSDAY)
        with pytest.raises(RuleBroken, match="reopen it first"):
            store.write(people.shift_deal, pilot, 1, now=THURSDAY)
        store.write(people.reopen_deal, pilot, now=at(1))
        row = store.read(people.deal, pilot, at(1))
        assert (row.status, row.stage, row.reason) == ("open", "Qualified", "")

    def test_editing_the_stage_moves_it(self, store: Store) -> None:
        pilot = deal(store)
        store.write(
            people.edit_deal,
            pilot,
            {"title": "Year", "stage_id": stage_ids(store)["Qualified"]},
            now=THURSDAY,
        )
        row = store.read(people.deal, pilot, THURSDAY)
        assert (row.title, row.stage) == ("Year", "Qualified")

    @pytest.mark.parametrize("value", [-1, 10**15])
    def test_a_value_out_of_reach_is_refused(self, store: Store, value: int) -> None:
        with pytest.raises(RuleBroken) as refused:
            deal(store, value_minor=value)
        assert refused.value.field == "value_minor"

    def test_the_pipeline_by_stage(self, store: Store) -> None:
        deal(store, value_minor=100)
        deal(store, title="Other", value_minor=250)
        deal(store, title="Dollar", value_minor=7, currency="USD")
        first = store.read(people.pipeline, at(4))[0]
        assert (first.name, first.count, first.average_days, first.oldest_days) == ("Lead", 3, 4, 4)
        assert first.values == (("EUR", 350), ("USD", 7))

    def test_the_funnel_counts_how_far_they_came(self, store: Store) -> None:
        stages = stage_ids(store)
        one, two, _ = deal(store), deal(store, title="Two"), deal(store, title="Three")
        store.write(people.move_deal, one, stages["Proposal"], now=THURSDAY)
        store.write(people.win_deal, one, now=THURSDAY)
        store.write(people.shift_deal, two, 1, now=THURSDAY)
        store.write(people.lose_deal, two, "silent", now=THURSDAY)
        steps = store.read(people.funnel, THURSDAY)
        assert [(step.name, step.reached) for step in steps] == [
            ("Lead", 3),
            ("Qualified", 2),
            ("Proposal", 1),
            ("Won", 1),
        ]
        assert steps[1].of_before == pytest.approx(2 / 3)
        assert steps[3].of_first == pytest.approx(1 / 3)


def test_history_is_in_time_order(store: Store) -> None:
    lin = contact(store)
    pilot = deal(store, contact_id=lin)
    store.write(people.log_touch, lin, "call", "out", "hello", now=at(1))
    store.write(people.log_touch, lin, "email", "in", "offer?", now=at(2))
    store.write(people.shift_deal, pilot, 1, now=at(3))
    lines = store.read(people.history, lin)
    assert [(line.kind, line.what, line.state) for line in lines] == [
        ("move", "Pilot", "Qualified"),
        ("touch", "email", "in"),
        ("touch", "call", "out"),
        ("move", "Pilot", "Lead"),
    ]
    assert lines[1].owed
