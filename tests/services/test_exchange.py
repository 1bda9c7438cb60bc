"""Importing: what is taken of a record that is known already, where it belongs, and what it must never do."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlmodel import select

from bef_tui.data.execution import Task
from bef_tui.data.improvement import Issue
from bef_tui.data.store import Store
from bef_tui.data.systems import Sop, SopRevision
from bef_tui.exchange.markdown_sops import read_sop
from bef_tui.exchange.reading import ImportedTask, Reading
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.judgement import judge
from bef_tui.framework.weeks import Now
from bef_tui.services import company, execution, planning, records, systems, vision
from bef_tui.services.exchange import Outcome, import_sops, import_tasks
from bef_tui.services.facts import gather
from bef_tui.services.sql import rows_of

CALL = ImportedTask("todo.txt", "1", "todo.txt", 1, "Call Ada")
BODY = "1. Find the invoice\n2. Pay it back\n3. Say so\n"


def taken(
    store: Store, now: Now, *tasks: ImportedTask, plan: str | None = None, goal: str | None = None
) -> Outcome:
    """Import these tasks."""
    return store.write(import_tasks, Reading(tasks), "todo.txt", now=now, plan=plan, goal=goal)


def counts(outcome: Outcome) -> tuple[int, int, int]:
    """Added, updated, unchanged."""
    return outcome.added, outcome.updated, outcome.unchanged


def only(store: Store) -> Task:
    """The one task there is."""
    return store.read(lambda session: session.exec(select(Task)).one())


def test_what_was_changed_here_stays(store: Store, now: Now) -> None:
    assert counts(taken(store, now, CALL)) == (1, 0, 0)
    store.write(execution.edit_task, 1, {"title": "Call Ada at noon", "due": now.today}, now=now)
    again = replace(CALL, due=date(2027, 1, 1), priority=1, note="from there")
    assert counts(taken(store, now, again)) == (0, 0, 1)
    task = only(store)
    assert (task.title, task.due, task.priority) == ("Call Ada at noon", now.today, None)


@pytest.mark.parametrize("ended", ["completed", "dropped"])
def test_what_ended_here_is_not_opened_again(store: Store, now: Now, ended: str) -> None:
    taken(store, now, CALL)
    if ended == "completed":
        store.write(execution.complete, 1, now=now)
    else:
        store.write(execution.drop_task, 1, "not worth it", now=now)
    done = replace(CALL, status="done", done_on=date(2026, 11, 1))
    assert counts(taken(store, now, CALL)) == (0, 0, 1)
    assert counts(taken(store, now, done)) == (0, 0, 1)
    assert only(store).done_on == (now.today if ended == "completed" else None)


def test_a_task_completed_there_closes_its_issue_here(store: Store, now: Now) -> None:
    taken(store, now, CALL)
    issue = Issue(title="Ada waits", status="decided", action_id=1, raised_on=now.today)
    store.write(records.saved, issue, label="Raise")
    done = replace(CALL, status="done", done_on=date(2026, 11, 18))
    assert counts(taken(store, now, done)) == (0, 1, 0)
    assert only(store).done_on == date(2026, 11, 18)
    assert store.read(lambda session: session.exec(select(Issue.status)).one()) == "closed"


def test_a_done_task_without_a_day_gets_one_and_a_note_says_so(store: Store, now: Now) -> None:
    dated = replace(CALL, status="done", created_on=date(2026, 11, 1))
    bare = replace(CALL, source_id="2", line=2, status="done")
    outcome = taken(store, now, dated, bare)
    days = store.read(lambda session: [task.done_on for task in session.exec(select(Task).order_by("id"))])
    assert days == [date(2026, 11, 1), now.today]
    assert [note.why for note in outcome.notes] == [
        f"no day of completion stands there, {day} is taken" for day in ("2026-11-01", now.today)
    ]


def test_the_same_task_twice_in_one_file_is_taken_once(store: Store, now: Now) -> None:
    outcome = taken(store, now, CALL, replace(CALL, line=7))
    assert counts(outcome) == (1, 0, 0)
    assert [(left.line, left.why) for left in outcome.left_out] == [(7, "the same task came before it")]


def test_what_has_no_field_is_kept_in_the_note(store: Store, now: Now) -> None:
    rich = replace(
        CALL,
        note="2026-11-01 she called",
        depends=("2", "gone"),
        extra=(("estimate", "30"),),
        project="Spring launch",
        tags=("press", "Spring launch"),
        contexts=("phone",),
    )
    taken(store, now, rich, replace(CALL, source_id="2", title="Write"))
    note, tags = store.read(
        lambda session: session.exec(select(Task.note, Task.tags).where(Task.id == 1)).one()
    )
    assert note == "2026-11-01 she called\nafter: Write\nafter: gone\nestimate: 30"
    assert tags == "Spring-launch press @phone"


def _goal_and_plan(store: Store, now: Now) -> tuple[int, int]:
    goal = store.write(vision.add_goal, now=now, title="Activation 40 %", horizon="90-day")
    return goal, store.write(planning.add_plan, now=now, title="Launch", goal_id=goal)


def test_a_project_leads_to_the_plan_of_its_title(store: Store, now: Now) -> None:
    goal, plan = _goal_and_plan(store, now)
    taken(store, now, replace(CALL, project="launch"), replace(CALL, source_id="2", project="Laun"))
    found = store.read(lambda session: session.exec(select(Task.plan_id, Task.goal_id).order_by("id")).all())
    assert found == [(plan, goal), (None, None)]


@pytest.mark.parametrize("option", ["plan", "goal"])
def test_all_tasks_can_be_put_under_a_plan_or_a_goal(store: Store, now: Now, option: str) -> None:
    goal, plan = _goal_and_plan(store, now)
    taken(store, now, CALL)
    where = {"plan": "laun"} if option == "plan" else {"goal": "Activation 40 %"}
    assert counts(taken(store, now, CALL, replace(CALL, source_id="2"), **where)) == (1, 1, 0)
    assert counts(taken(store, now, CALL, replace(CALL, source_id="2"), **where)) == (0, 0, 2)
    wanted = (plan if option == "plan" else None, goal)
    found = store.read(lambda session: session.exec(select(Task.plan_id, Task.goal_id)).all())
    assert found == [wanted, wanted]


def test_a_title_that_fits_several_plans_is_refused(store: Store, now: Now) -> None:
    for title in ("Launch in spring", "Launch in autumn"):
        store.write(planning.add_plan, now=now, title=title)
    with pytest.raises(RuleBroken, match="Several plans are called “Launch”"):
        taken(store, now, CALL, plan="Launch")


def _import_sop(store: Store, now: Now, body: str) -> Outcome:
    return store.write(import_sops, [read_sop(body, "sops/refund.md")], now=now)


def _state(store: Store) -> tuple[str, int, str]:
    def asked(session: object) -> tuple[str, int, str]:
        sop = session.exec(select(Sop)).one()  # type: ignore[attr-defined]
        last = select(SopRevision.body).where(SopRevision.number == sop.revision)
        return sop.status, sop.revision, session.exec(last).one()  # type: ignore[attr-defined]

    return store.read(asked)


def test_a_procedure_is_a_draft_of_the_founder(store: Store, now: Now) -> None:
    assert counts(_import_sop(store, now, BODY)) == (1, 0, 0)
    assert counts(_import_sop(store, now, BODY)) == (0, 0, 1)
    assert _state(store) == ("draft", 1, BODY)
    sop = store.read(lambda session: session.exec(select(Sop)).one())
    assert (sop.owner_id, sop.active_since) == (1, None)


def test_a_changed_file_gives_the_draft_a_revision(store: Store, now: Now) -> None:
    _import_sop(store, now, BODY)
    assert counts(_import_sop(store, now, BODY + "4. Smile\n")) == (0, 1, 0)
    assert _state(store)[1:] == (2, BODY + "4. Smile\n")


def test_a_draft_that_was_edited_here_stays(store: Store, now: Now) -> None:
    _import_sop(store, now, BODY)
    mine = BODY + "4. Mine\n"
    store.write(systems.save_revision, 1, mine, now=now)
    assert counts(_import_sop(store, now, BODY)) == (0, 0, 1)
    outcome = _import_sop(store, now, BODY + "4. Theirs\n")
    assert (counts(outcome), _state(store)[2]) == ((0, 0, 0), mine)
    assert "the draft stays as it is" in outcome.left_out[0].why


def test_an_sop_in_use_is_not_changed_by_a_file(store: Store, now: Now) -> None:
    _import_sop(store, now, BODY)
    store.write(systems.edit_sop, 1, {"trigger": "a customer asks"}, now=now)
    store.write(systems.activate, 1, now=now)
    outcome = _import_sop(store, now, BODY + "4. More\n")
    assert (counts(outcome), _state(store)) == ((0, 0, 0), ("active", 1, BODY))
    assert "change it in bef" in outcome.left_out[0].why


def test_an_import_never_raises_the_score(store: Store, now: Now) -> None:
    store.write(company.begin, now=now)
    _goal_and_plan(store, now)

    def score() -> dict[str, float]:
        judged = store.read(lambda session: judge(gather(rows_of(session), now.later(days=30))))
        return {category.key: category.exact for category in judged.card.categories}

    before = score()
    days = [now.today + timedelta(days=offset) for offset in range(-20, 60)]
    opens = [replace(CALL, source_id=f"open {day}", title=f"Task {day}", due=day) for day in days]
    dones = [replace(one, source_id=f"done {one.due}", status="done", done_on=one.due) for one in opens]
    taken(store, now, *opens, *dones, plan="Launch")
    for number in range(5):
        store.write(import_sops, [read_sop(BODY, f"sops/{number}.md")], now=now)
    after = score()
    assert all(after[key] <= before[key] for key in before), (before, after)
