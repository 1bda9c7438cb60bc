"""The dry run: what a rule would do is found out by doing it, and nothing of it stays."""

from datetime import datetime, timedelta

import pytest

from bef_tui import services
from bef_tui.data import plain
from bef_tui.data.store import Store
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.services.automation import DryRun
from tests.services.test_automation import (
    add_contact,
    add_task,
    make_ready,
    rule,
    stage,
    tasks,
    written_sop,
)


def written(store: Store, now: Now, when: str, then: str) -> int:
    """A rule that is off."""
    made: int = store.write(services.automation.add_rule, when=when, then=then, now=now)
    return made


def tried(store: Store, now: Now, rule_id: int) -> DryRun:
    return store.rehearse(services.automation.dry_run, rule_id, now=now)


def everything(store: Store) -> list[str]:
    """Every row of the file, as SQL."""
    with plain.connect(store.path) as connection:
        return list(connection.iterdump())


def test_a_schedule_tells_its_next_five_occurrences_and_what_the_first_would_do(
    store: Store, now: Now
) -> None:
    found = tried(store, now, written(store, now, "every Monday at 9:00", "task Send the invoices due in 3d"))
    assert found.coming == tuple(datetime(2026, 11, 23, 9) + timedelta(weeks=week) for week in range(5))
    (first,) = found.would
    assert (first.does, first.error) == ("adds the task “Send the invoices”, due Thu 26 Nov", "")
    assert found.lines(now) == (
        "It comes next on Mon 23 Nov 09:00, Mon 30 Nov 09:00, Mon 7 Dec 09:00, Mon 14 Dec 09:00, Mon 21 Dec 09:00.",
        "Mon 23 Nov: adds the task “Send the invoices”, due Thu 26 Nov",
    )


@pytest.mark.parametrize("is_on", [False, True])
def test_nothing_of_it_stays(store: Store, now: Now, is_on: bool) -> None:
    make_ready(store, now)
    done = add_task(store, now, "Send the proposal", contact_id=add_contact(store, now))
    store.write(services.execution.complete, done, now=now)
    rules = [
        written(store, now, "every day", "task Look"),
        written(store, now, "task done", "follow up in 2d"),
        written(store, now, "task overdue", "issue {what} is late"),
    ]
    for rule_id in rules if is_on else ():
        store.write(services.automation.switch_on, rule_id, now=now)
    before, last = everything(store), store.last_txn_id
    assert [bool(tried(store, now, rule_id).would) for rule_id in rules] == [True, True, False]
    assert everything(store) == before
    assert store.last_txn_id == last


def test_tasks_done_lately_show_what_would_have_followed(store: Store, now: Now) -> None:
    make_ready(store, now)
    lin = add_contact(store, now)
    for days, title in (
        (40, "Send the old proposal"),
        (3, "Send the proposal"),
        (2, "Read"),
        (1, "The proposal"),
    ):
        then = now.later(days=-days)
        task = add_task(store, then, title, contact_id=lin)
        store.write(services.execution.complete, task, now=then)
    rule_id = written(store, now, "task done containing proposal", "task Call {who} about {what} due in 3d")
    assert [(one.day, one.about, one.does) for one in tried(store, now, rule_id).would] == [
        (
            now.today - timedelta(days=1),
            "The proposal",
            "adds the task “Call Lin about The proposal”, due Sun 22 Nov",
        ),
        (
            now.today - timedelta(days=3),
            "Send the proposal",
            "adds the task “Call Lin about Send the proposal”, due Sun 22 Nov",
        ),
    ]


def test_those_who_take_turns_take_them_in_the_dry_run_too(store: Store, now: Now) -> None:
    make_ready(store, now)
    for name in ("Ada", "Ben"):
        store.write(services.company.add_person, name, now=now)
    lin = add_contact(store, now)
    for number in range(3):
        deal = store.write(services.people.add_deal, title=f"Deal {number}", contact_id=lin, now=now)
        store.write(services.people.move_deal, deal, stage(store, "Proposal"), now=now)
    rule_id = written(store, now, "deal moved to Proposal", "owner Ada, Ben")
    would = tried(store, now, rule_id).would
    assert [one.does.rpartition(" ")[2] for one in would] == ["Ada", "Ben", "Ada"]


def test_what_pends_now_is_shown_though_the_rule_is_off(store: Store, now: Now) -> None:
    make_ready(store, now)
    add_task(store, now, "Send the proposal", due=now.today)
    store.write(services.people.log_touch, add_contact(store, now), now=now)
    late = written(store, now, "task overdue", "issue {what} is late")
    cold = written(store, now, "contact cold", "task Write to {who}")
    later = now.later(days=20)
    assert [one.does for one in tried(store, later, late).would] == [
        "raises the issue “Send the proposal is late”"
    ]
    assert [one.does for one in tried(store, later, cold).would] == ["adds the task “Write to Lin”"]


def test_a_review_a_run_and_a_promise_are_found(store: Store, now: Now) -> None:
    make_ready(store, now)
    sop = written_sop(store, now, "Onboard")
    run = store.write(services.systems.start, sop, subject="Acme", now=now)
    for step in store.read(services.systems.run_detail, run).steps:
        store.write(services.systems.tick_step, step.id, now=now)
    store.write(services.systems.finish, run, now=now.later(minutes=5))
    promise = store.write(
        services.execution.add_commitment, outcome="Docs are out", done_when="online", due=now.today, now=now
    )
    store.write(services.execution.freeze_week, now.week, now=now)
    store.write(services.execution.miss, promise, "unclear", now=now)
    finished = tried(store, now, written(store, now, "run finished Onboard", "task Ask {what}"))
    missed = tried(store, now, written(store, now, "promise missed", "issue Why not “{what}”?"))
    assert [one.does for one in finished.would] == ["adds the task “Ask Onboard: Acme”"]
    assert [one.does for one in missed.would] == ["raises the issue “Why not “Docs are out”?”"]


def test_what_would_fail_says_why(store: Store, now: Now) -> None:
    make_ready(store, now)
    sop = written_sop(store, now, "Refund")
    rule_id = written(store, now, "every day", "run Refund")
    store.write(services.systems.retire, sop, now=now)
    found = tried(store, now, rule_id)
    assert found.would[0].error == "“Refund” is not in use: put it into use first."
    assert found.lines(now)[-1] == "Fri 20 Nov: would fail: “Refund” is not in use: put it into use first."


@pytest.mark.parametrize(
    ("when", "sentence"),
    [
        ("task done", "No task was done in the last 30 days"),
        ("deal moved", "No deal moved in the last 30 days"),
        ("contact cold", "No contact went cold in the last 30 days"),
        ("kpi off track for 3 weeks", "No KPI is off track for that long now"),
    ],
)
def test_when_nothing_like_it_happened_it_says_so(store: Store, now: Now, when: str, sentence: str) -> None:
    make_ready(store, now)
    found = tried(store, now, written(store, now, when, "task Look"))
    assert found.lines(now) == (f"{sentence} that would have set it off.",)


def test_a_chain_of_rules_is_taken_back_whole(store: Store, now: Now) -> None:
    make_ready(store, now)
    rule(store, now, "deal moved to Qualified", "task Prepare {what}")
    lin = add_contact(store, now)
    deal = store.write(services.people.add_deal, title="More seats", contact_id=lin, now=now)
    store.write(services.people.move_deal, deal, stage(store, "Proposal"), now=now)
    rule_id = written(store, now, "deal moved to Proposal", "move to Qualified")
    assert tried(store, now, rule_id).would[0].does == "moves “More seats” to Qualified"
    assert tasks(store) == []


def test_a_deleted_rule_is_said_to_be_gone(store: Store, now: Now) -> None:
    with pytest.raises(RuleBroken, match="deleted meanwhile"):
        tried(store, now, 99)


# How the lines are understood while they are typed


def test_the_lines_are_said_in_their_usual_words(store: Store, now: Now) -> None:
    make_ready(store, now)
    hear = services.automation
    assert store.read(hear.heard_when, "mondays", now=now) == "every Monday: Mon 23 Nov, Mon 30 Nov"
    assert store.read(hear.heard_when, "a task is done", now=now) == "task done"
    said = store.read(hear.heard_then, "task done", "create a task Call {who} due in 3d", now=now)
    assert said == "task Call {who} due in 3d (from today: Sun 22 Nov)"
    assert store.read(hear.heard_then, "half a li", "issue Look", now=now) == "issue Look"


@pytest.mark.parametrize(
    ("when", "then", "wrong"),
    [
        ("some day", "", "nothing a rule can wait for"),
        ("deal moved to Heaven", "", "There is no stage called “Heaven”."),
        ("every day", "dance", "nothing a rule can do"),
        ("every day", "move to Won", "needs a record to work on"),
        ("task done", "run Refunds", "There is no SOP called “Refunds”."),
    ],
)
def test_what_is_wrong_with_a_line_is_said(store: Store, now: Now, when: str, then: str, wrong: str) -> None:
    make_ready(store, now)
    with pytest.raises(RuleBroken) as caught:
        if then:
            store.read(services.automation.heard_then, when, then, now=now)
        else:
            store.read(services.automation.heard_when, when, now=now)
    assert wrong in str(caught.value)
    assert caught.value.field == ("then" if then else "when")


def test_what_was_made_is_named(store: Store, now: Now) -> None:
    make_ready(store, now)
    lin = add_contact(store, now)
    task = add_task(store, now, "Look")
    sop = written_sop(store, now, "Refund")
    run = store.write(services.systems.start, sop, subject="Acme", now=now)
    touch = store.write(services.people.plan_follow_up, lin, now=now, due=now.today, channel="email")
    wanted = [("task", task), ("task", 99), ("contact", lin), ("workflow_run", run), ("follow_up", touch)]
    assert store.read(services.automation.made_names, wanted) == {
        ("task", task): "Look",
        ("contact", lin): "Lin",
        ("workflow_run", run): "Refund: Acme",
        ("follow_up", touch): "Lin",
    }
