"""Issues, experiments, the reasons of misses, and changes of process."""

from datetime import date, timedelta
from typing import Any, get_args

import pytest
from sqlmodel import Session

from bef_tui.data.execution import Commitment, Task
from bef_tui.data.measurement import Kpi, KpiEntry
from bef_tui.data.store import Store
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now, add_weeks
from bef_tui.framework.words import MissReason, Verdict
from bef_tui.services import execution, improvement, systems
from bef_tui.services.records import Conflict, Gone, founder_id, saved


def issue(store: Store, now: Now, **values: Any) -> int:
    issue_id: int = store.write(improvement.raise_issue, now=now, **{"title": "Trials stall", **values})
    return issue_id


def decided(store: Store, now: Now, issue_id: int, **changes: Any) -> int:
    said = {
        "decision": "Call every trial on day two",
        "action": "Call the six open trials",
        "owner_id": store.write(founder_id),
        "due": now.today + timedelta(days=3),
        "done_when": "six notes",
    }
    task_id: int = store.write(improvement.decide, issue_id, now=now, **{**said, **changes})
    return task_id


class TestIssues:
    def test_raised_where_it_was_seen(self, store: Store, now: Now) -> None:
        issue(store, now, raised_in="Systems", impact=3)
        (row,) = store.read(improvement.issues, now=now)
        assert (row.title, row.impact, row.raised_in, row.status) == ("Trials stall", 3, "Systems", "open")
        assert row.owner == "me"

    @pytest.mark.parametrize(("field", "value"), [("title", " "), ("impact", 4), ("title", "a\x00b")])
    def test_bad_words_are_refused_at_their_field(
        self, store: Store, now: Now, field: str, value: Any
    ) -> None:
        with pytest.raises(RuleBroken) as caught:
            issue(store, now, **{field: value})
        assert caught.value.field == field

    def test_the_worst_and_the_oldest_come_first(self, store: Store, now: Now) -> None:
        small = issue(store, now, impact=1)
        young = issue(store, now.later(days=1), impact=3)
        old = issue(store, now, impact=3)
        closed = issue(store, now)
        parked = issue(store, now)
        done = issue(store, now)
        store.write(improvement.close_issue, closed, now=now)
        store.write(improvement.park, parked, now=now)
        decided(store, now, done)
        rows = store.read(improvement.issues, now=now)
        assert [row.id for row in rows] == [old, young, small, done, parked, closed]
        assert [row.id for row in store.read(improvement.issues, now=now, closed=0)][-1] == parked

    def test_deciding_makes_the_one_action(self, store: Store, now: Now) -> None:
        issue_id = issue(store, now)
        task_id = decided(store, now, issue_id, cause="nobody calls")
        detail = store.read(improvement.issue_detail, issue_id)
        assert (detail.row.status, detail.cause) == ("decided", "nobody calls")
        assert (detail.row.action_id, detail.row.action, detail.row.action_owner) == (
            task_id,
            "Call the six open trials",
            "me",
        )
        store.write(execution.complete, task_id, now=now)
        assert store.read(improvement.issue_detail, issue_id).row.status == "closed"

    @pytest.mark.parametrize(
        ("field", "value"),
        [("decision", ""), ("action", " "), ("owner_id", None), ("due", None), ("done_when", " ")],
    )
    def test_no_decision_without_the_three_answers(
        self, store: Store, now: Now, field: str, value: Any
    ) -> None:
        issue_id = issue(store, now)
        with pytest.raises(RuleBroken) as caught:
            decided(store, now, issue_id, **{field: value})
        assert caught.value.field == field
        assert store.read(improvement.issue_detail, issue_id).row.status == "open"

    def test_deciding_again_rewords_the_open_action(self, store: Store, now: Now) -> None:
        issue_id = issue(store, now)
        first = decided(store, now, issue_id)
        assert decided(store, now, issue_id, action="Call ten") == first
        assert store.read(improvement.issue_detail, issue_id).row.action == "Call ten"
        store.write(execution.delete_task, first, now=now)
        assert decided(store, now, issue_id, action="Call them all") is not None
        assert store.read(improvement.issue_detail, issue_id).row.action == "Call them all"

    def test_parked_closed_reopened_deleted(self, store: Store, now: Now) -> None:
        issue_id = issue(store, now)
        store.write(improvement.park, issue_id, now=now)
        with pytest.raises(RuleBroken, match="parked"):
            store.write(improvement.park, issue_id, now=now)
        store.write(improvement.close_issue, issue_id, now=now)
        with pytest.raises(RuleBroken, match="reopen it first"):
            decided(store, now, issue_id)
        store.write(improvement.reopen_issue, issue_id, now=now)
        assert store.read(improvement.issue_detail, issue_id).row.status == "open"
        task = decided(store, now, issue_id)
        store.write(improvement.delete_issue, issue_id, now=now)
        with pytest.raises(Gone):
            store.read(improvement.issue_detail, issue_id)

        def title(session: Session) -> str | None:
            found = session.get(Task, task)
            return found.title if found else None

        assert store.read(title) == "Call the six open trials"

    def test_two_editors_at_one_field(self, store: Store, now: Now) -> None:
        issue_id = issue(store, now)
        opened = {"title": "Trials stall", "impact": 2}
        store.write(improvement.edit_issue, issue_id, {"title": "Theirs"}, opened, now=now)
        store.write(improvement.edit_issue, issue_id, {"impact": 3}, opened, now=now)
        with pytest.raises(Conflict):
            store.write(improvement.edit_issue, issue_id, {"title": "Mine"}, opened, now=now)


class TestExperiments:
    def test_running_ones_by_their_day_the_concluded_behind(self, store: Store, now: Now) -> None:
        later, sooner, over = (
            store.write(
                improvement.add_experiment,
                hypothesis="Calls help",
                check_on=now.today + timedelta(days=days),
                now=now,
            )
            for days in (9, 0, 1)
        )
        store.write(improvement.conclude, over, "abandon", "They do not pick up", now=now)
        rows = store.read(improvement.experiments, now=now)
        assert [row.id for row in rows] == [sooner, later, over]
        assert [row.due(now.today) for row in rows] == [True, False, False]

    @pytest.mark.parametrize(("field", "value"), [("hypothesis", " "), ("check_on", None)])
    def test_a_belief_and_a_day_are_needed(self, store: Store, now: Now, field: str, value: Any) -> None:
        said = {"hypothesis": "Calls help", "check_on": now.today, field: value}
        with pytest.raises(RuleBroken) as caught:
            store.write(improvement.add_experiment, now=now, **said)
        assert caught.value.field == field

    @pytest.mark.parametrize("verdict", get_args(Verdict))
    def test_a_verdict_ends_it_and_can_be_taken_back(self, store: Store, now: Now, verdict: Verdict) -> None:
        tried = store.write(improvement.add_experiment, hypothesis="x", check_on=now.today, now=now)
        with pytest.raises(RuleBroken, match="What was learned"):
            store.write(improvement.conclude, tried, verdict, " ", now=now)
        store.write(improvement.conclude, tried, verdict, "A lot", now=now)
        row = store.read(improvement.experiment, tried)
        assert (row.status, row.verdict, row.learned, row.closed_on) == (
            "concluded",
            verdict,
            "A lot",
            now.today,
        )
        with pytest.raises(RuleBroken, match="has its verdict"):
            store.write(improvement.edit_experiment, tried, {"change": "y"}, now=now)
        store.write(improvement.reopen_experiment, tried, now=now)
        store.write(improvement.edit_experiment, tried, {"change": "y"}, now=now)
        assert store.read(improvement.experiment, tried).change == "y"
        store.write(improvement.delete_experiment, tried, now=now)
        assert store.read(improvement.experiments, now=now) == ()

    def test_only_what_is_kept_changes_an_sop(self, store: Store, now: Now) -> None:
        sop_id = store.write(systems.add_sop, title="Trials", body="1. Call\n", now=now)
        tried = store.write(improvement.add_experiment, hypothesis="x", check_on=now.today, now=now)
        with pytest.raises(RuleBroken) as caught:
            store.write(improvement.conclude, tried, "abandon", "no", sop_id=sop_id, now=now)
        assert caught.value.field == "sop_id"
        store.write(improvement.conclude, tried, "adopt", "yes", sop_id=sop_id, now=now)
        assert store.read(improvement.experiment, tried).sop == "Trials"


class TestMissReasons:
    @staticmethod
    def missed(store: Store, now: Now, reason: MissReason, outcome: str, week: str) -> None:
        promise = Commitment(outcome=outcome, week=week, state="open", frozen_at=now.at, due=now.today)
        promise_id = store.write(saved, promise)
        store.write(execution.miss, promise_id, reason, now=now)

    def test_the_pareto_adds_up(self, store: Store, now: Now) -> None:
        for reason, outcome in (("blocked", "A"), ("avoided", "B"), ("blocked", "C"), ("blocked", "D")):
            self.missed(store, now, reason, outcome, now.week)  # type: ignore[arg-type]
        self.missed(store, now, "estimate", "Long ago", add_weeks(now.week, -13))
        first, second = store.read(improvement.miss_reasons, now=now)
        assert (first.reason, first.count, first.share, first.cumulative) == ("blocked", 3, 0.75, 0.75)
        assert set(first.examples) == {"A", "C", "D"}
        assert (second.reason, second.count, second.cumulative) == ("avoided", 1, 1.0)

    def test_a_reworded_promise_counts_once(self, store: Store, now: Now) -> None:
        owner = store.write(founder_id)
        promise = store.write(
            execution.add_commitment,
            outcome="Ship",
            owner_id=owner,
            due=now.today,
            done_when="live",
            now=now,
        )
        store.write(execution.freeze_week, now.week, now=now)
        again = store.write(execution.edit_commitment, promise, {"outcome": "Ship half"}, now=now)
        store.write(execution.miss, again, "overcommitted", now=now)
        (row,) = store.read(improvement.miss_reasons, now=now)
        assert (row.count, row.examples) == (1, ("Ship",))

    def test_nothing_missed_is_an_empty_list(self, store: Store, now: Now) -> None:
        assert store.read(improvement.miss_reasons, now=now) == ()


class TestProcessChanges:
    def test_revisions_show_how_they_are_followed(self, store: Store, now: Now) -> None:
        sop_id = store.write(systems.add_sop, title="Trials", body="1. Call\n2. Note\n", now=now)
        for share, text in ((1, "1. Call\n2. Note it down\n"), (2, "")):
            run = store.write(systems.start, sop_id, now=now)
            steps = store.read(systems.run_detail, run).steps[:share]
            for minute, step in enumerate(steps, start=1):
                store.write(systems.tick_step, step.id, now=now.later(minutes=minute))
            store.write(systems.finish, run, leave_open=True, now=now)
            if text:
                store.write(systems.save_revision, sop_id, text, note="clearer", now=now.later(days=1))
        newest, first = store.read(improvement.process_changes, now=now)
        assert (newest.kind, newest.what, newest.note) == ("revision", "Trials, revision 2", "clearer")
        assert (newest.before, newest.after, newest.unit) == (50.0, 100.0, "%")
        assert (first.kind, first.before, first.after) == ("sop", None, 50.0)

    def test_an_adopted_experiment_shows_its_kpi_then_and_now(self, store: Store, now: Now) -> None:
        def numbers(session: Session) -> int:
            kpi = Kpi(name="Activation", unit="%", created_on=now.today)
            session.add(kpi)
            session.flush()
            assert kpi.id is not None
            for day, value in ((-3, 20.0), (8, 25.0), (20, 31.0)):
                ends: date = now.today + timedelta(days=day)
                session.add(
                    KpiEntry(
                        kpi_id=kpi.id,
                        period=ends.isoformat(),
                        ends_on=ends,
                        value=value,
                        recorded_at=now.at,
                        first_recorded_at=now.at,
                    )
                )
            return kpi.id

        kpi_id = store.write(numbers)
        tried = store.write(
            improvement.add_experiment,
            hypothesis="Calls help",
            change="Call on day two",
            kpi_id=kpi_id,
            check_on=now.today,
            now=now,
        )
        store.write(improvement.conclude, tried, "adopt", "They do", now=now.later(days=10))
        (change,) = store.read(improvement.process_changes, now=now.later(days=10))
        assert (change.kind, change.what, change.measure) == ("experiment", "Call on day two", "Activation")
        assert (change.before, change.after, change.unit) == (20.0, 25.0, "%")

    def test_an_abandoned_experiment_changed_nothing(self, store: Store, now: Now) -> None:
        tried = store.write(improvement.add_experiment, hypothesis="x", check_on=now.today, now=now)
        store.write(improvement.conclude, tried, "abandon", "no", now=now)
        assert store.read(improvement.process_changes, now=now) == ()
