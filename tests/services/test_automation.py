"""Automation as a founder uses it: a rule is written in two lines, switched on, and what happens sets it off, once."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from bef_tui import services
from bef_tui.data.execution import Task
from bef_tui.data.people import Contact, Deal, PipelineStage
from bef_tui.data.planning import Person
from bef_tui.data.store import Store
from bef_tui.data.systems import Firing, Rule, WorkflowRun
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now

WRITTEN = "1. Read it\n2. Answer it\n3. File it\n"


def rule(store: Store, now: Now, when: str, then: str, **values: Any) -> int:
    """A rule that is on."""
    rule_id = store.write(services.automation.add_rule, when=when, then=then, now=now, **values)
    store.write(services.automation.switch_on, rule_id, now=now)
    return rule_id


def tasks(store: Store) -> list[str]:
    """The titles of the open tasks."""
    return store.read(
        lambda s: list(s.exec(select(Task.title).where(Task.status == "open").order_by(col(Task.id))))
    )


def fired(store: Store, state: str = "done") -> list[str]:
    """The occurrences that were fired."""
    query = select(Firing.occurrence).where(Firing.state == state).order_by(col(Firing.id))
    return store.read(lambda s: list(s.exec(query)))


def add_task(store: Store, now: Now, title: str, **values: Any) -> int:
    return store.write(services.execution.add_task, title=title, now=now, **values)


def add_contact(store: Store, now: Now, name: str = "Lin", **values: Any) -> int:
    return store.write(services.people.add_contact, name=name, now=now, **values)


def stage(store: Store, name: str) -> int:
    def find(session: Session) -> int:
        return session.exec(select(PipelineStage.id).where(PipelineStage.name == name)).one() or 0

    return store.read(find)


def owner_of(session: Session, deal_id: int) -> str:
    query = select(Person.name).join(Deal, col(Deal.owner_id) == Person.id).where(Deal.id == deal_id)
    return session.exec(query).one()


def make_ready(store: Store, now: Now) -> None:
    """A company with its pipeline."""
    store.write(services.company.prepare, now=now)


# Written


def test_a_rule_is_off_until_it_is_switched_on(store: Store, now: Now) -> None:
    rule_id = store.write(
        services.automation.add_rule, when="every monday", then="task Send the invoices due in 3d", now=now
    )
    (row,) = store.read(services.automation.rules, now=now)
    assert (row.name, row.when, row.then) == (
        "Send the invoices",
        "every Monday",
        "task Send the invoices due in 3d",
    )
    assert not row.enabled and row.next_at is None
    assert services.automation.tick(store, now.later(days=30)).fired == 0
    store.write(services.automation.switch_on, rule_id, now=now)
    (row,) = store.read(services.automation.rules, now=now)
    assert row.next_at == datetime(2026, 11, 22, 23, tzinfo=UTC)  # Monday begins at midnight in Berlin


@pytest.mark.parametrize(
    ("when", "then", "field", "said"),
    [
        ("some day", "task X", "when", "nothing a rule can wait for"),
        ("every monday", "dance", "then", "nothing a rule can do"),
        ("every monday", "move to Won", "then", "needs a record to work on"),
        ("every monday", "follow up in 2d", "then", "needs a record to work on"),
        ("task done", "run Refunds", "then", "There is no SOP called “Refunds”."),
        ("deal moved to Heaven", "task X", "when", "There is no stage called “Heaven”."),
        ("kpi Luck off track for 2 weeks", "issue X", "when", "There is no KPI called “Luck”."),
        ("task done", "owner Zoe", "then", "There is no person called “Zoe”."),
        ("task done", "owner by colour: red = me", "then", "not by colour"),
        ("task done", "task Tell {whom}", "then", "is no field"),
    ],
)
def test_a_line_that_is_not_understood_is_named(
    store: Store, now: Now, when: str, then: str, field: str, said: str
) -> None:
    make_ready(store, now)
    with pytest.raises(RuleBroken) as caught:
        store.write(services.automation.add_rule, when=when, then=then, now=now)
    assert caught.value.field == field
    assert said in str(caught.value)


def test_an_edited_rule_starts_anew(store: Store, now: Now) -> None:
    rule_id = rule(store, now, "every day", "task Look")
    services.automation.tick(store, now.later(days=1))
    later = now.later(days=2)
    store.write(services.automation.edit_rule, rule_id, {"when": "every day at 9:00"}, now=later)
    assert services.automation.tick(store, later).fired == 0
    assert services.automation.tick(store, later.later(days=1)).fired == 1


def test_somebody_else_changed_the_rule_meanwhile(store: Store, now: Now) -> None:
    rule_id = rule(store, now, "every day", "task Look")
    opened = store.read(services.automation.rule_values, rule_id)
    store.write(services.automation.edit_rule, rule_id, {"then": "task Listen"}, now=now)
    with pytest.raises(services.records.Conflict):
        store.write(services.automation.edit_rule, rule_id, {"then": "task Smell"}, opened, now=now)


# Schedules


def test_a_schedule_fires_once_however_often_it_ticks(store: Store, now: Now) -> None:
    rule(store, now, "every Monday at 9:00", "task Send the invoices due in 3d @me")
    monday = Now(datetime(2026, 11, 23, 8, tzinfo=UTC), now.zone)
    assert services.automation.tick(store, monday.later(minutes=-1)).fired == 0
    assert [services.automation.tick(store, monday).fired for _ in range(3)] == [1, 0, 0]
    assert fired(store) == ["2026-11-23T09:00"]
    (task,) = store.read(lambda s: [t.model_dump() for t in s.exec(select(Task))])
    assert (task["title"], task["due"]) == ("Send the invoices", date(2026, 11, 26))
    assert task["rule_id"] == 1


def test_what_a_rule_made_can_be_undone_and_is_not_made_again(store: Store, now: Now) -> None:
    rule(store, now, "every day", "task Look")
    tomorrow = now.later(days=1)
    services.automation.tick(store, tomorrow)
    assert tasks(store) == ["Look"]
    (line,) = store.history(1)
    assert (line.label, line.session) == ("Automation: Look", "automation")
    store.undo(line.txn_id)
    assert tasks(store) == []
    assert services.automation.tick(store, tomorrow).fired == 0
    assert services.automation.tick(store, tomorrow.later(days=1)).fired == 1


def test_undo_takes_back_what_one_did_last_and_not_what_came_of_a_schedule(store: Store, now: Now) -> None:
    rule(store, now, "every day", "task Look")
    add_task(store, now, "Mine")
    services.automation.tick(store, now.later(days=1))
    assert store.undo().label == "Add a task"
    assert tasks(store) == ["Look"]


def test_a_deleted_rule_that_comes_back_knows_what_it_has_done(store: Store, now: Now) -> None:
    rule_id = rule(store, now, "every day", "task Look")
    services.automation.tick(store, now.later(days=1))
    store.write(services.automation.delete_rule, rule_id, now=now)
    assert services.automation.tick(store, now.later(days=2)).fired == 0
    store.undo()
    assert services.automation.tick(store, now.later(days=1)).fired == 0


@pytest.mark.parametrize(("choice", "count"), [("all", 7), ("last", 1), ("none", 0)])
def test_a_machine_that_was_off_for_a_week_catches_up_by_the_choice(
    store: Store, now: Now, choice: str, count: int
) -> None:
    rule(store, now, "every day", "task Look", catch_up=choice)
    services.automation.tick(store, now)
    week_later = now.later(days=7)
    assert services.automation.tick(store, week_later).fired == count
    assert services.automation.tick(store, week_later).fired == 0
    assert services.automation.tick(store, week_later.later(days=1)).fired == 1


# Events


def test_a_task_done_is_followed_at_once_and_undone_with_it(store: Store, now: Now) -> None:
    make_ready(store, now)
    rule(store, now, 'task done containing "proposal"', "task Call {who} about {what} due in 3d")
    lin = add_contact(store, now)
    other = add_task(store, now, "Read a book")
    proposal = add_task(store, now, "Send the proposal", contact_id=lin)
    store.write(services.execution.complete, other, now=now)
    assert tasks(store) == ["Send the proposal"]
    store.write(services.execution.complete, proposal, now=now)
    assert tasks(store) == ["Call Lin about Send the proposal"]
    store.undo()
    assert tasks(store) == ["Send the proposal"]
    store.write(services.execution.complete, proposal, now=now.later(seconds=5))
    assert tasks(store) == ["Call Lin about Send the proposal"]


def test_a_task_ticked_twice_on_one_day_is_followed_once(store: Store, now: Now) -> None:
    rule(store, now, "task done", "task Tell everybody")
    task_id = add_task(store, now, "Ship it")
    for seconds in (0, 10):
        later = now.later(seconds=seconds)
        store.write(services.execution.complete, task_id, now=later)
        store.write(services.execution.reopen, task_id, now=later)
    assert tasks(store).count("Tell everybody") == 1


def test_a_task_overdue_raises_an_issue_once_for_each_day_it_was_due(store: Store, now: Now) -> None:
    make_ready(store, now)
    rule(store, now, "task overdue", "issue {what} is late")
    task_id = add_task(store, now, "Send the proposal", due=now.today)
    long_ago = now.later(days=-30)
    add_task(store, long_ago, "Old and late", due=long_ago.today)
    assert services.automation.tick(store, now).fired == 0
    tomorrow = now.later(days=1)
    assert [services.automation.tick(store, tomorrow).fired for _ in range(2)] == [1, 0]
    store.write(services.execution.edit_task, task_id, {"due": tomorrow.today}, now=tomorrow)
    assert services.automation.tick(store, now.later(days=2)).fired == 1


def test_a_deal_that_moves_gets_its_follow_up_and_its_owner(store: Store, now: Now) -> None:
    make_ready(store, now)
    store.write(services.company.add_person, "Ada", now=now)
    store.write(services.company.add_person, "Ben", now=now)
    rule(store, now, "deal moved to Proposal", "follow up in 2d by call: ask about {what}")
    rule(store, now, "deal moved to Proposal", "owner Ada, Ben")
    lin = add_contact(store, now)
    owners = []
    for number in range(3):
        deal = store.write(services.people.add_deal, title=f"Deal {number}", contact_id=lin, now=now)
        store.write(services.people.move_deal, deal, stage(store, "Proposal"), now=now)
        owners.append(store.read(owner_of, deal))
    assert owners == ["Ada", "Ben", "Ada"]
    assert store.read(lambda s: s.get(Contact, lin).next_touch_on) == now.today + timedelta(days=2)  # type: ignore[union-attr]


def test_an_owner_is_chosen_by_a_field(store: Store, now: Now) -> None:
    make_ready(store, now)
    store.write(services.company.add_person, "Ada", now=now)
    rule(store, now, "deal moved", "owner by kind: customer = Ada, else me")
    lin = add_contact(store, now, kind="customer")
    deal = store.write(services.people.add_deal, title="More seats", contact_id=lin, now=now)
    store.write(services.people.move_deal, deal, stage(store, "Qualified"), now=now)
    query = select(Person.name).join(Deal, col(Deal.owner_id) == Person.id)
    assert store.read(lambda s: s.exec(query).one()) == "Ada"


def test_a_contact_gone_cold_is_seen_once(store: Store, now: Now) -> None:
    make_ready(store, now)
    rule(store, now, "contact gone cold", "task Write to {who}")
    lin = add_contact(store, now)
    store.write(services.people.log_touch, lin, now=now)
    cold = now.later(days=15)
    assert services.automation.tick(store, now.later(days=14)).fired == 0
    assert [services.automation.tick(store, cold).fired for _ in range(2)] == [1, 0]
    assert tasks(store) == ["Write to Lin"]


def test_a_kpi_off_track_for_two_weeks_raises_one_issue_a_streak(store: Store, now: Now) -> None:
    make_ready(store, now)
    kpi = store.write(services.measurement.add_kpi, name="Activation", now=now, target=40.0)
    rule(store, now, "kpi Activation off for 2 weeks", "issue {what} is off track")
    weekly = [(0, 20.0), (7, 21.0), (14, 22.0), (21, 50.0), (28, 20.0), (35, 20.0)]
    counts = []
    for days, value in weekly:
        later = now.later(days=days)
        store.write(services.measurement.record_value, kpi, value, now=later)
        counts.append(services.automation.tick(store, later).fired)
    assert counts == [0, 1, 0, 0, 0, 1]


def test_a_run_finished_makes_the_next_one_due(store: Store, now: Now) -> None:
    sop = written_sop(store, now, "Onboard")
    written_sop(store, now, "Ask for a quote")
    rule(store, now, "run finished Onboard", "run Ask for a quote")
    run = store.write(services.systems.start, sop, subject="Acme", now=now)
    for step in store.read(services.systems.run_detail, run).steps:
        store.write(services.systems.tick_step, step.id, now=now)
    store.write(services.systems.finish, run, now=now.later(minutes=5))
    (due,) = store.read(
        lambda s: [r.model_dump() for r in s.exec(select(WorkflowRun).where(WorkflowRun.status == "due"))]
    )
    assert (due["subject"], due["due"]) == ("Onboard: Acme", now.today)


def written_sop(store: Store, now: Now, title: str) -> int:
    """An SOP in use, with three steps."""
    sop = store.write(services.systems.add_sop, title=title, trigger="when asked", body=WRITTEN, now=now)
    store.write(services.systems.activate, sop, now=now)
    return sop


def test_a_run_that_a_rule_made_does_not_stand_in_for_that_of_the_rhythm(store: Store, now: Now) -> None:
    sop = written_sop(store, now, "Onboard")
    rule(store, now, "task done", "run Onboard")
    store.write(services.execution.complete, add_task(store, now, "Sold"), now=now)
    store.write(services.systems.edit_sop, sop, {"cadence": "weekly"}, now=now)
    assert not store.read(services.happened.lacks_a_run, now=now)
    next_week = now.later(days=7)
    store.write(services.execution.complete, add_task(store, now, "Sold again"), now=next_week)
    assert store.read(services.happened.lacks_a_run, now=next_week)


def test_a_promise_missed_raises_an_issue_once(store: Store, now: Now) -> None:
    make_ready(store, now)
    rule(store, now, "promise missed", "issue Why did we miss “{what}”?")
    promise = store.write(
        services.execution.add_commitment, outcome="Docs are out", done_when="online", due=now.today, now=now
    )
    store.write(services.execution.freeze_week, now.week, now=now)
    for reason in ("unclear", "overcommitted"):
        store.write(services.execution.miss, promise, reason, now=now)
    assert len(fired(store)) == 1


def test_a_note_stands_under_what_was_there(store: Store, now: Now) -> None:
    make_ready(store, now)
    rule(store, now, "deal moved", "note {what} went on")
    lin = add_contact(store, now, note="Likes tea")
    deal = store.write(services.people.add_deal, title="More seats", contact_id=lin, now=now)
    store.write(services.people.move_deal, deal, stage(store, "Qualified"), now=now)
    note = store.read(lambda s: s.get(Contact, lin).note)  # type: ignore[union-attr]
    assert note == "Likes tea\n2026-11-19 More seats went on"


# What goes wrong


def failing_rule(store: Store, now: Now) -> int:
    """A rule whose SOP was retired after it was written."""
    make_ready(store, now)
    sop = written_sop(store, now, "Refund")
    rule_id = rule(store, now, "every day at 12:00", "run Refund", catch_up="all")
    store.write(services.systems.retire, sop, now=now)
    return rule_id


def test_a_rule_that_fails_tries_again_and_stops_after_five_failures(store: Store, now: Now) -> None:
    failing_rule(store, now)
    noon = now.later(hours=2)
    states = []
    for minutes in (0, 0.5, 1, 2, 6, 20, 21, 21 + 15, 200, 500):
        ticked = services.automation.tick(store, noon.later(minutes=minutes))
        states.append(ticked.failed)
    assert states == [1, 0, 1, 0, 1, 0, 1, 0, 1, 0]
    (row,) = store.read(services.automation.rules, now=noon)
    assert row.stopped and not row.enabled
    assert "is not in use" in row.error
    issues = store.read(services.improvement.issues, now=noon)
    assert ["has stopped after 5 failures" in issue.title for issue in issues] == [True]


def test_it_goes_on_once_what_was_wrong_is_mended(store: Store, now: Now) -> None:
    rule_id = failing_rule(store, now)
    noon = now.later(hours=2)
    services.automation.tick(store, noon)
    assert store.read(services.automation.failing)[0][0] == "Refund"
    sop = 1
    store.write(services.systems.activate, sop, now=noon)
    (failed,) = store.read(services.automation.firings, rule_id)
    store.write(services.automation.try_again, failed.id, now=noon)
    (done,) = store.read(services.automation.firings, rule_id)
    assert (done.state, done.attempts) == ("done", 2)
    assert store.read(services.automation.failing) == ()


def test_a_failure_never_takes_the_deed_along(store: Store, now: Now) -> None:
    rule(store, now, "task done", "follow up in 1d")
    task_id = add_task(store, now, "Ship it")
    store.write(services.execution.complete, task_id, now=now)
    assert tasks(store) == []
    assert fired(store, "failed")
    assert "no contact" in store.read(services.automation.failing)[0][1]


def test_rules_that_set_each_other_off_stop_after_eight(store: Store, now: Now) -> None:
    make_ready(store, now)
    rule(store, now, "deal moved to Proposal", "move to Qualified")
    rule(store, now, "deal moved to Qualified", "move to Proposal")
    lin = add_contact(store, now)
    deal = store.write(services.people.add_deal, title="Ping-pong", contact_id=lin, now=now)
    store.write(services.people.move_deal, deal, stage(store, "Proposal"), now=now)
    assert len(fired(store)) == 8
    assert len(fired(store, "failed")) == 1
    assert "more than 8 times" in store.read(services.automation.failing)[0][1]


def test_a_rule_that_feeds_itself_through_late_tasks_stops_after_eight(store: Store, now: Now) -> None:
    make_ready(store, now)
    rule(store, now, "task overdue", "task {what} again due today")
    add_task(store, now, "Start", due=now.today)
    ticks = [services.automation.tick(store, now.later(days=day)) for day in range(1, 12)]
    assert [(ticked.fired, ticked.failed) for ticked in ticks[:10]] == [(1, 0)] * 8 + [(0, 1)] * 2


def test_what_it_was_about_is_gone(store: Store, now: Now) -> None:
    rule(store, now, "task done", "follow up in 1d")
    task_id = add_task(store, now, "Ship it")
    store.write(services.execution.complete, task_id, now=now)
    store.write(services.execution.delete_task, task_id, now=now)
    later = now.later(hours=1)
    services.automation.tick(store, later)
    assert fired(store, "skipped")
    assert store.read(lambda s: s.exec(select(Rule.enabled)).one())
