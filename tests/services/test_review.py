"""The weekly review as a founder goes through it: answered step by step, frozen, closed, and never changed again."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlmodel import Session, col, select

from bef_tui.data.execution import Commitment
from bef_tui.data.improvement import Issue
from bef_tui.data.reviews import Review, ReviewStep, ScoreSnapshot
from bef_tui.data.store import Store
from bef_tui.framework.agenda import MOST_OUTCOMES, STEP_KEYS, StepKey
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.judgement import judge
from bef_tui.framework.weeks import Now
from bef_tui.services import company, execution, improvement, measurement, people, review, systems, vision
from bef_tui.services.facts import gather
from bef_tui.services.sql import rows_of

MONDAY = Now(datetime(2026, 11, 16, 8, tzinfo=UTC))
FRIDAY = Now(datetime(2026, 11, 20, 15, tzinfo=UTC))
WEEK, COMING = "2026-W47", "2026-W48"


@dataclass
class Firm:
    """A small company on Monday: a goal with its number, two promises, a contact, an SOP and an issue."""

    store: Store
    goal: int
    kpi: int
    ship: int
    call: int
    issue: int

    def do(self, deed: Any, *args: Any, now: Now = FRIDAY, **values: Any) -> Any:
        return self.store.write(deed, *args, now=now, **values)

    def rows(self, model: Any, *where: Any) -> list[Any]:
        def found(session: Session) -> list[Any]:
            return [
                row.model_copy() for row in session.exec(select(model).where(*where).order_by(col(model.id)))
            ]

        return self.store.read(found)

    def step(self, review_id: int) -> str:
        return self.store.read(review.review_view, review_id).at

    def states(self, review_id: int) -> dict[str, str]:
        return {step.key: step.state for step in self.store.read(review.review_view, review_id).steps}

    def promise(self, week: str = COMING, **values: Any) -> int:
        said = {
            "outcome": "The price page is live",
            "done_when": "A link",
            "due": date(2026, 11, 26),
            **values,
        }
        made: int = self.do(execution.add_commitment, week=week, goal_id=self.goal, **said)
        return made

    def express(self, week: str, now: Now) -> int:
        """A whole express review."""
        review_id: int = self.do(review.open_review, mode="express", week=week, now=now)
        for due in self.store.read(measurement.due_kpis, now=now, week=week):
            self.do(measurement.record_value, due.id, 30.0, due.period, now=now)
        for row in self.store.read(execution.promises, week):
            if row.state == "open":
                self.do(execution.keep, row.id, now=now, on=row.due)
        coming = self.store.read(review.next_week, review_id, now=now)
        if not self.store.read(execution.is_frozen, coming):
            self.promise(coming, due=now.ends(coming))
        self.do(review.commit_week, review_id, now=now)
        self.do(review.close, review_id, rating=7, now=now)
        return review_id


@pytest.fixture
def firm(store: Store) -> Firm:
    def do(deed: Any, *args: Any, **values: Any) -> Any:
        return store.write(deed, *args, now=MONDAY, **values)

    do(company.begin)
    do(company.edit_company, {"name": "Acme"})
    goal = do(
        vision.add_goal, active=True, title="Activation", due=date(2027, 2, 12), done_when="40 %", why="all"
    )
    values = {"name": "Activation", "unit": "%"}
    do(vision.set_target, goal, values, value=40, baseline=20)
    (kpi,) = [due.id for due in store.read(measurement.due_kpis, now=MONDAY)]
    said: dict[str, Any] = {"due": date(2026, 11, 18), "goal_id": goal}
    ship = do(execution.add_commitment, outcome="Ship the form", done_when="It is live", **said)
    call = do(execution.add_commitment, outcome="Call six users", done_when="Six notes", **said)
    do(execution.freeze_week, WEEK)
    lin = do(people.add_contact, name="Lin")
    do(people.log_touch, lin, "call", "out", "asked how it goes")
    issue = do(improvement.raise_issue, title="Nobody reads the first mail", impact=3)
    return Firm(store, goal, kpi, ship, call, issue)


class TestAFullReview:
    def test_from_the_first_step_to_the_report(self, firm: Firm) -> None:
        store = firm.store
        firm.do(people.add_contact, name="Noor")
        firm.do(execution.keep, firm.ship, now=MONDAY)
        review_id = firm.do(review.open_review)
        assert firm.step(review_id) == "land"

        store.write(
            review.answer, review_id, "land", {"headline": "A calm week", "wins": "The form\n\nTwo calls"}
        )
        assert firm.do(review.finish_step, review_id, "land") == "numbers"

        with pytest.raises(RuleBroken, match="Not done yet"):
            firm.do(review.finish_step, review_id, "numbers")
        firm.do(measurement.record_value, firm.kpi, 24.0, WEEK)
        assert firm.do(review.finish_step, review_id, "numbers") == "said_did"

        with pytest.raises(RuleBroken, match="1 still to be kept, missed or dropped"):
            firm.do(review.finish_step, review_id, "said_did")
        carried = firm.do(review.settle_promise, review_id, firm.call, "blocked", "recommit", week=COMING)
        assert firm.do(review.finish_step, review_id, "said_did") == "goals"

        (seen,) = store.read(review.goals_seen, review_id, now=FRIDAY)
        assert (seen.gap.id, seen.kpi, seen.spent, seen.touched) == (firm.goal, "Activation", 2, True)
        store.write(review.touch_goal, review_id, firm.goal, "the form helps")
        assert firm.do(review.finish_step, review_id, "goals") == "people"

        with pytest.raises(RuleBroken, match="1 contact without a next touch"):
            firm.do(review.finish_step, review_id, "people")
        noor = next(row.id for row in store.read(people.contacts, now=FRIDAY) if row.name == "Noor")
        firm.do(people.plan_follow_up, noor, due=date(2026, 11, 23))
        assert firm.do(review.finish_step, review_id, "people") == "solve"
        assert firm.states(review_id)["systems"] == "passed"

        with pytest.raises(RuleBroken, match="decide one issue"):
            firm.do(review.finish_step, review_id, "solve")
        answers: dict[str, Any] = {
            "decision": "Rewrite it",
            "action": "Write three lines",
            "owner_id": 1,
            "done_when": "sent",
        }
        firm.do(improvement.decide, firm.issue, due=date(2026, 11, 24), cause="too long", **answers)
        store.write(review.answer, review_id, "solve", {"decided": [firm.issue]})
        assert firm.do(review.finish_step, review_id, "solve") == "commit"

        firm.promise()
        with pytest.raises(RuleBroken, match="freeze the list"):
            firm.do(review.finish_step, review_id, "commit")
        store.write(review.answer, review_id, "commit", {"not_doing": "No new logo"})
        assert firm.do(review.commit_week, review_id) == 2
        assert firm.do(review.finish_step, review_id, "commit") == "close"

        firm.do(review.close, review_id, rating=8, improvement="Call earlier", next_on=date(2026, 11, 27))
        found_id, week, text = store.read(review.report_of)
        assert (found_id, week) == (review_id, WEEK)
        for words in (
            "# Acme: week 47", "**A calm week**", "- The form", "- Two calls", "✓ Ship the form",
            "✗ Call six users · missed · because: blocked · now: recommit", "24 %", "the form helps",
            "**Nobody reads the first mail**: Rewrite it", "Cause: too long", "Write three lines · me · by 24 Nov",
            "The price page is live", "Not to do: **No new logo**", "Rated 8 of 10", "To improve: Call earlier",
        ):  # fmt: skip
            assert words in text, words
        assert set(firm.states(review_id).values()) == {"done", "passed"}
        (frozen,) = firm.rows(Commitment, Commitment.id == carried)
        assert (frozen.week, frozen.state, frozen.carried, frozen.due) == (
            COMING,
            "open",
            1,
            date(2026, 11, 25),
        )
        assert store.replay_check() == ()

    def test_the_snapshots_hold_what_was_judged_then(self, firm: Firm) -> None:
        review_id = firm.express(WEEK, FRIDAY)
        judged = firm.store.read(lambda session: judge(gather(rows_of(session), FRIDAY)))
        before, after = firm.rows(ScoreSnapshot, ScoreSnapshot.review_id == review_id)
        assert (before.moment, after.moment, after.week, after.on) == ("before", "after", WEEK, FRIDAY.today)
        assert after.total == judged.card.total
        assert after.measurement == judged.card.category("measurement").value
        assert json.loads(after.body)["card"]
        (listed,) = firm.store.read(review.written)
        assert (listed.week, listed.total, listed.rating, listed.shared) == (WEEK, after.total, 7, False)

    def test_what_is_changed_later_changes_no_report(self, firm: Firm) -> None:
        firm.express(WEEK, FRIDAY)
        before = firm.store.read(review.report_of)
        firm.do(execution.reopen_commitment, firm.ship)
        firm.do(measurement.record_value, firm.kpi, 99.0, WEEK)
        assert firm.store.read(review.report_of) == before

    def test_kept_late_is_told_as_missed(self, firm: Firm) -> None:
        firm.do(execution.keep, firm.ship)
        review_id = firm.express(WEEK, FRIDAY)
        (closed,) = firm.rows(Review, Review.id == review_id)
        assert "✗ Ship the form · late, missed" in closed.report
        assert "✓ Call six users" in closed.report

    def test_due_runs_are_made_when_it_begins(self, firm: Firm) -> None:
        values = {
            "title": "Money",
            "trigger": "Friday",
            "cadence": "weekly",
            "body": "1. Look\n2. Pay\n3. Write\n",
        }
        firm.do(systems.activate, firm.do(systems.add_sop, now=MONDAY, **values), now=MONDAY)
        following = FRIDAY.later(days=4)
        firm.do(review.open_review, now=following)
        assert [run.due for run in firm.store.read(systems.runs, now=following)] == [date(2026, 11, 29)]


class TestGoingOn:
    def test_it_goes_on_where_it_was(self, firm: Firm) -> None:
        review_id = firm.do(review.open_review)
        firm.do(review.finish_step, review_id, "land")
        firm.store.write(review.add_seconds, review_id, "numbers", 42)
        firm.store.write(review.add_seconds, review_id, "numbers", -5)
        assert firm.do(review.open_review, mode="express", now=FRIDAY.later(hours=30)) == review_id
        view = firm.store.read(review.review_view, review_id)
        assert (view.at, view.mode, view.seconds, view.step.seconds, view.minutes) == (
            "numbers",
            "full",
            42,
            42,
            27,
        )
        assert firm.store.read(review.running) == review_id

    def test_back_and_forth_keeps_what_was_answered(self, firm: Firm) -> None:
        review_id = firm.do(review.open_review)
        firm.store.write(review.answer, review_id, "land", {"headline": "One"})
        firm.store.write(review.answer, review_id, "land", {"wins": "Two"})
        firm.store.write(review.go, review_id, "solve")
        assert firm.step(review_id) == "solve"
        firm.store.write(review.go, review_id, "land")
        assert firm.store.read(review.answers, review_id, "land") == {"headline": "One", "wins": "Two"}

    def test_a_finished_step_can_be_undone(self, firm: Firm) -> None:
        review_id = firm.do(review.open_review)
        firm.do(review.finish_step, review_id, "land")
        firm.store.undo()
        assert firm.step(review_id) == "land"
        assert firm.states(review_id)["land"] == "open"
        firm.store.redo()
        assert firm.step(review_id) == "numbers"

    def test_a_closed_week_can_be_opened_again_by_undo(self, firm: Firm) -> None:
        review_id = firm.express(WEEK, FRIDAY)
        firm.store.undo()
        assert firm.store.read(review.running) == review_id
        assert [row.moment for row in firm.rows(ScoreSnapshot)] == ["before"]

    def test_thrown_away_it_leaves_the_records(self, firm: Firm) -> None:
        review_id = firm.do(review.open_review)
        firm.do(measurement.record_value, firm.kpi, 24.0, WEEK)
        firm.store.write(review.abandon, review_id)
        assert firm.store.read(review.running) is None
        assert firm.rows(ReviewStep) == []
        assert firm.do(review.open_review) > 0
        assert firm.store.read(measurement.due_kpis, now=FRIDAY)[0].value == 24.0


class TestExpress:
    def test_it_has_four_steps_and_ten_minutes(self, firm: Firm) -> None:
        review_id = firm.do(review.open_review, mode="express")
        view = firm.store.read(review.review_view, review_id)
        assert [step.key for step in view.steps] == ["numbers", "said_did", "commit", "close"]
        assert (view.minutes, view.at) == (10, "numbers")
        with pytest.raises(RuleBroken, match="no step"):
            firm.store.write(review.go, review_id, "people")

    def test_it_counts_half(self, firm: Firm) -> None:
        firm.express(WEEK, FRIDAY)
        card = firm.store.read(lambda session: judge(gather(rows_of(session), FRIDAY))).card
        part = card.part("measurement.reviews")
        assert (part.k, part.n) == (0.5, 1)


class TestWeeks:
    def test_the_week_before_comes_first_while_it_is_missing(self, firm: Firm) -> None:
        following = FRIDAY.later(days=5)
        assert firm.store.read(review.week_to_review, now=FRIDAY) == WEEK
        assert firm.store.read(review.week_to_review, now=following) == WEEK
        firm.express(WEEK, FRIDAY)
        assert firm.store.read(review.week_to_review, now=following) == COMING

    def test_a_week_is_reviewed_once(self, firm: Firm) -> None:
        firm.express(WEEK, FRIDAY)
        with pytest.raises(RuleBroken, match="reviewed already"):
            firm.do(review.open_review, week=WEEK)

    def test_one_closed_after_the_next_week_is_late_and_commits_to_the_running_one(self, firm: Firm) -> None:
        later = FRIDAY.later(days=10)
        review_id = firm.express(WEEK, later)
        assert firm.store.read(review.next_week, review_id, now=later) == "2026-W49"
        (closed,) = firm.rows(Review)
        assert (closed.late, closed.closed_on) == (True, later.today)

    def test_one_closed_in_the_next_week_is_in_time(self, firm: Firm) -> None:
        review_id = firm.express(WEEK, FRIDAY.later(days=9))
        assert firm.store.read(review.next_week, review_id, now=FRIDAY) == COMING
        assert [closed.late for closed in firm.rows(Review)] == [False]

    def test_weeks_in_a_row(self, firm: Firm) -> None:
        firm.express(WEEK, FRIDAY)
        firm.express(COMING, FRIDAY.later(days=7))
        third = firm.do(review.open_review, now=FRIDAY.later(days=14))
        view = firm.store.read(review.close_view, third, now=FRIDAY.later(days=14))
        assert view.weeks_in_a_row == 3
        firm.store.write(review.abandon, third)
        fourth = firm.do(review.open_review, week="2026-W50", now=FRIDAY.later(days=21))
        assert firm.store.read(review.close_view, fourth, now=FRIDAY.later(days=21)).weeks_in_a_row == 1

    def test_last_weeks_words_stand_at_the_beginning(self, firm: Firm) -> None:
        first = firm.do(review.open_review)
        assert firm.store.read(review.land_view, first) is None
        firm.store.write(review.answer, first, "land", {"headline": "A calm week"})
        firm.promise()
        firm.do(review.commit_week, first)
        firm.do(review.close, first, rating=9, improvement="Less")
        second = firm.do(review.open_review, now=FRIDAY.later(days=7))
        land = firm.store.read(review.land_view, second)
        assert land is not None
        assert (land.week, land.headline, land.rating, land.improvement) == (WEEK, "A calm week", 9, "Less")
        assert land.total == firm.store.read(review.written)[0].total

    def test_the_next_review_is_proposed_for_a_day_to_come(self, firm: Firm) -> None:
        saturday = FRIDAY.later(days=8)
        review_id = firm.do(review.open_review, now=saturday)
        assert firm.store.read(review.close_view, review_id, now=saturday).next_on == date(2026, 11, 29)


class TestSaidAndDid:
    def test_an_issue_is_raised_from_a_miss(self, firm: Firm) -> None:
        review_id = firm.do(review.open_review)
        made = firm.do(review.settle_promise, review_id, firm.ship, "unclear", "issue", week=COMING)
        (issue,) = firm.rows(Issue, Issue.id == made)
        assert (issue.title, issue.cause, issue.commitment_id) == (
            "Missed: Ship the form",
            "unclear",
            firm.ship,
        )

    def test_what_is_dropped_ends(self, firm: Firm) -> None:
        review_id = firm.do(review.open_review)
        assert firm.do(review.settle_promise, review_id, firm.ship, "avoided", "drop", week=COMING) is None
        assert firm.rows(Commitment, Commitment.week == COMING) == []

    def test_carried_three_times_it_must_become_something_else(self, firm: Firm) -> None:
        review_id, promise = firm.do(review.open_review), firm.ship
        for week in ("2026-W48", "2026-W49", "2026-W50"):
            promise = firm.do(execution.carry, promise, week)
        firm.do(execution.freeze_week, "2026-W50")
        with pytest.raises(RuleBroken, match="carried 3 times"):
            firm.do(review.settle_promise, review_id, promise, "blocked", "recommit", week="2026-W51")
        made = firm.do(review.settle_promise, review_id, promise, "blocked", "shrink", week="2026-W51")
        assert firm.rows(Commitment, Commitment.id == made)[0].carried == 4

    def test_what_the_records_saw_stands_beside_each(self, firm: Firm) -> None:
        firm.do(execution.keep, firm.ship)
        review_id = firm.do(review.open_review)
        hints = [seen.hint for seen in firm.store.read(review.promises_seen, review_id, now=FRIDAY)]
        assert hints == ["done late, on Fri", "not done by Wed"]


class TestCommit:
    def test_a_miss_is_a_candidate_until_it_is_carried(self, firm: Firm) -> None:
        review_id = firm.do(review.open_review)
        firm.do(execution.miss, firm.ship, "estimate", "recommit")
        (found,) = firm.store.read(review.candidates, review_id, now=FRIDAY)
        assert (found.kind, found.id, found.goal_id) == ("commitment", firm.ship, firm.goal)
        firm.do(execution.carry, firm.ship, COMING)
        assert firm.store.read(review.candidates, review_id, now=FRIDAY) == ()

    def test_too_much_is_said_and_allowed(self, firm: Firm) -> None:
        firm.express(WEEK, FRIDAY)
        following = FRIDAY.later(days=7)
        second = firm.do(review.open_review, now=following)
        for number in range(7):
            firm.promise("2026-W49", outcome=f"Outcome {number}", due=date(2026, 12, 3))
        view = firm.store.read(review.commit_view, second, now=following)
        assert (view.week, view.frozen, view.capacity) == ("2026-W49", False, 2.0)
        assert view.warnings == (
            "7 outcomes, but you kept 2.0 a week: promise less",
            "7 outcomes: three to five are kept more often",
        )
        assert firm.do(review.commit_week, second, now=following) == 7

    def test_what_is_added_after_the_freeze_was_not_planned(self, firm: Firm) -> None:
        review_id = firm.do(review.open_review)
        firm.promise()
        assert firm.do(review.commit_week, review_id) == 1
        assert firm.do(review.commit_week, review_id) == 1
        late = firm.promise(outcome="One more")
        assert firm.rows(Commitment, Commitment.id == late)[0].frozen_at is None

    def test_the_three_questions_are_asked(self, firm: Firm) -> None:
        review_id = firm.do(review.open_review)
        firm.promise(done_when="")
        facts = firm.store.read(review.step_facts, review_id, now=FRIDAY)
        assert (facts.outcomes, facts.outcomes_incomplete, facts.frozen) == (1, 1, False)
        with pytest.raises(RuleBroken, match="How will we know"):
            firm.do(review.commit_week, review_id)

    def test_an_eighth_outcome_is_refused_and_seven_are_frozen(self, firm: Firm) -> None:
        assert execution.MOST_COMMITMENTS == MOST_OUTCOMES == 7
        review_id = firm.do(review.open_review)
        last = [firm.promise() for _ in range(8)][-1]
        with pytest.raises(RuleBroken, match="8 outcomes: a week holds at most 7"):
            firm.do(review.commit_week, review_id)
        with pytest.raises(RuleBroken, match="8 outcomes: a week holds at most 7"):
            firm.do(execution.freeze_week, COMING)
        assert not firm.store.read(execution.is_frozen, COMING)
        firm.do(execution.delete_commitment, last)
        assert firm.do(review.commit_week, review_id) == 7

    def test_a_frozen_week_takes_no_eighth_that_is_carried_into_it(self, firm: Firm) -> None:
        review_id = firm.do(review.open_review)
        for _ in range(7):
            firm.promise()
        firm.do(review.commit_week, review_id)
        firm.do(execution.carry, firm.ship, COMING)
        with pytest.raises(RuleBroken, match="at most 7"):
            firm.do(review.commit_week, review_id)


class TestClosing:
    def test_it_is_refused_until_something_is_promised(self, firm: Firm) -> None:
        review_id = firm.do(review.open_review)
        with pytest.raises(RuleBroken, match="step 8"):
            firm.do(review.close, review_id, rating=5)
        firm.promise()
        firm.do(review.commit_week, review_id)
        for rating in (0, 11):
            with pytest.raises(RuleBroken, match="1 to 10"):
                firm.do(review.close, review_id, rating=rating)
        with pytest.raises(RuleBroken, match="a day to come"):
            firm.do(review.close, review_id, rating=5, next_on=FRIDAY.today)
        assert firm.do(review.close, review_id, rating=5) == review_id

    def test_nothing_changes_in_a_closed_one(self, firm: Firm) -> None:
        review_id = firm.express(WEEK, FRIDAY)
        for deed in (
            lambda: firm.store.write(review.answer, review_id, "commit", {"not_doing": "x"}),
            lambda: firm.store.write(review.go, review_id, "numbers"),
            lambda: firm.store.write(review.add_seconds, review_id, "numbers", 5),
            lambda: firm.store.write(review.abandon, review_id),
            lambda: firm.do(review.finish_step, review_id, "commit"),
            lambda: firm.do(review.close, review_id, rating=5),
        ):
            with pytest.raises(RuleBroken, match="closed"):
                deed()

    def test_what_moved_the_score_is_named(self, firm: Firm) -> None:
        review_id = firm.do(review.open_review)
        for title in "ABCDEF":
            firm.do(vision.add_goal, active=True, title=title, due=date(2027, 1, 1), done_when="x")
        view = firm.store.read(review.close_view, review_id, now=FRIDAY)
        assert view.after < view.before
        assert any(move.title == "Goals well formed" and move.points < 0 for move in view.moves)
        assert "2 no longer holds: Priorities are ranked, and few" in view.audit

    def test_the_score_before_and_after_is_that_of_the_records(self, firm: Firm) -> None:
        start = judge(firm.store.read(lambda session: gather(rows_of(session), FRIDAY))).card.total
        review_id = firm.express(WEEK, FRIDAY)
        live = judge(firm.store.read(lambda session: gather(rows_of(session), FRIDAY))).card.total
        assert firm.store.read(review.score_change, review_id) == (start, live)
        assert start != live
        with pytest.raises(RuleBroken, match="not closed"):
            firm.store.read(review.score_change, firm.do(review.open_review, now=FRIDAY.later(days=7)))

    def test_the_report_is_shared_once(self, firm: Firm) -> None:
        with pytest.raises(RuleBroken, match="bef review"):
            firm.store.read(review.report_of)
        review_id = firm.do(review.open_review)
        with pytest.raises(RuleBroken, match="no report"):
            firm.do(review.mark_shared, review_id)
        firm.express(WEEK, FRIDAY)
        firm.do(review.mark_shared, review_id)
        firm.do(review.mark_shared, review_id, now=FRIDAY.later(days=3))
        assert [row.shared_on for row in firm.rows(Review)] == [FRIDAY.today]
        with pytest.raises(RuleBroken, match="2026-W01"):
            firm.store.read(review.report_of, "2026-W01")


@pytest.mark.parametrize("key", STEP_KEYS)
def test_the_counts_of_one_step_are_those_of_all(firm: Firm, key: StepKey) -> None:
    review_id = firm.do(review.open_review)
    firm.promise()
    whole = firm.store.read(review.step_facts, review_id, now=FRIDAY)
    alone = firm.store.read(review.step_facts, review_id, now=FRIDAY, steps=(key,))
    empty = type(whole)()
    changed = {name for name in whole.__slots__ if getattr(alone, name) != getattr(empty, name)}
    assert all(getattr(alone, name) == getattr(whole, name) for name in changed)
    assert changed or key in ("land", "systems", "close")
