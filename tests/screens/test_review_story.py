"""The weekly review by its keys: full from end to end, express, with nothing to do, and what it refuses."""

import stat
from pathlib import Path
from typing import Any

import pytest

from bef_tui.data.store import Store
from bef_tui.framework.weeks import Now
from bef_tui.screens.desk import Desk
from bef_tui.services import execution, improvement, measurement, people, planning, review
from tests.screens import review_week
from tests.screens.conftest import Open, User, wait_for
from tests.screens.review_user import COMING, at, coming, left, line, press, states, step, view
from tests.screens.review_week import FRIDAY, Week


@pytest.fixture
def now() -> Now:
    return FRIDAY


@pytest.fixture
def backups(desk: Desk, tmp_path: Path) -> list[str]:
    """What was backed up; reports go to a folder of the test's own."""
    taken: list[str] = []

    def back_up() -> str:
        taken.append("backup")
        return "backup"

    desk.back_up, desk.exports = back_up, tmp_path / "exports"
    return taken


@pytest.fixture
def week(store: Store) -> Week:
    """A week with something for every step."""
    return store.write(review_week.busy, now=FRIDAY)


class TestTheFullReview:
    async def test_from_the_first_step_to_the_report(
        self, opened: Open, store: Store, week: Week, backups: list[str], tmp_path: Path
    ) -> None:
        async with opened("review", (80, 24)) as user:
            assert "Week 47 is to be reviewed" in user.lines("#due")
            await press(user, "enter")
            assert (step(user), backups) == ("1 Land", ["backup"])
            assert "You wanted to improve: Promise less" in user.lines("#known")
            await self._land_and_numbers(user, store)
            await self._said_and_goals(user, store, week)
            await self._people_systems_solve(user, store, week)
            await self._commit(user, store)

            assert step(user) == "9 Close"
            assert "weeks reviewed in a row" in user.lines("#known")
            await press(user, "8")
            await press(user, "enter")
            await press(user, *"Call")
            await press(user, "ctrl+s")
            assert step(user) == "The weekly review"
            assert backups == ["backup", "backup"]
            before, after = store.read(review.score_change, 2)
            assert before is not None
            said = user.said()[-1]
            assert said.startswith(f"Week 47 is closed. Execution Score {before:.1f} → {after:.1f}  ")
            assert said.endswith("Its report is written, a backup taken; w writes it to a file.")
            await wait_for(user.pilot, lambda: f"{after:.1f}" in user.lines("#score-line"))
            assert user.app.glance is not None
            assert user.app.glance.judgement.card.total == after != before
            await press(user, "enter", "x")  # there is nothing to begin any more
            assert step(user) == "The weekly review"

            _, closed, report = store.read(review.report_of, None)
            assert closed == "2026-W47"
            for said in ("A calm week", "Ship onboarding v2", "the guide confuses", "Write the import guide"):
                assert said in report
            await press(user, "w")
            written = tmp_path / "exports" / "review-2026-W47.md"
            assert written.read_text(encoding="utf-8") == report
            assert stat.S_IMODE(written.stat().st_mode) == 0o600
            assert store.read(review.written)[0].shared

    async def _land_and_numbers(self, user: User, store: Store) -> None:
        await press(user, *"First", "space", *"team")
        await press(user, "tab")
        await line(user, "A calm week")
        assert step(user) == "2 Numbers"
        assert "2 numbers still due" in left(user)
        await press(user, "n")
        assert step(user) == "2 Numbers"
        assert user.said()[-1] == "Not done yet: 2 numbers still due."
        await press(user, "enter")
        await line(user, "7")
        await press(user, "o")  # the cursor went on to the next one that is due
        await line(user, "the tracker was off")
        assert "n goes on to Said / did" in left(user)
        due = store.read(measurement.due_kpis, now=FRIDAY, week="2026-W47")
        assert [(kpi.value, kpi.why) for kpi in due] == [(7, ""), (None, "the tracker was off")]
        await press(user, "n")

    async def _said_and_goals(self, user: User, store: Store, week: Week) -> None:
        assert step(user) == "3 Said / did"
        assert "Execution Gap now 75 %" in user.lines(".step-hint")
        await press(user, "enter", "2", "2")  # blocked; shrink: the form of the new promise opens
        await user.fill(outcome="One price is tested", done_when="ten visitors saw it")
        await press(user, "ctrl+s")
        await press(user, "space", "x", "1")  # the second is kept, the third dropped
        assert {row.id: row.state for row in store.read(execution.promises, "2026-W47")} == dict(
            zip(week.promises, ("missed", "kept", "kept", "dropped"), strict=True)
        )
        assert [row.outcome for row in coming(store)] == ["One price is tested"]
        await press(user, "n")
        assert step(user) == "4 Goals"
        await press(user, "g", "m", "1")  # the cursor is on the untouched one; a milestone of the first goal
        assert store.read(planning.milestones, 1)[0].done_on == FRIDAY.today
        await press(user, "down")
        await press(user, "enter")
        await line(user, "nobody left this week")
        seen = store.read(review.goals_seen, view(store).id, now=FRIDAY)
        assert [one.note for one in seen] == ["reached: Import without help", "nobody left this week"]
        await press(user, "n")

    async def _people_systems_solve(self, user: User, store: Store, week: Week) -> None:
        assert step(user) == "5 People"
        assert "1 contact without a next touch" in left(user)
        await press(user, "enter")
        await press(user, "p")
        await user.fill(due="mon", note="first call")
        await press(user, "ctrl+s")
        assert all(one.next_on for one in store.read(people.contacts, FRIDAY))
        await press(user, "n")
        assert step(user) == "6 Systems"
        assert any("a run was missed" in row for row in user.table("#step-systems RecordTable"))
        await press(user, "enter")
        await line(user, "a reminder on Monday")
        await press(user, "n")
        assert step(user) == "7 Solve"
        await press(user, "enter")
        await user.fill(
            cause="the guide confuses",
            decision="rewrite it",
            action="Write the import guide",
            due="wed",
            done_when="Ada follows it alone",
        )
        await press(user, "ctrl+s")
        await press(user, "p")
        found = {one.id: one.status for one in store.read(improvement.issues, now=FRIDAY)}
        assert [found[one] for one in week.issues] == ["decided", "parked", "open"]
        await press(user, "n")

    async def _commit(self, user: User, store: Store) -> None:
        assert step(user) == "8 Commit"
        await press(user, "o")
        await line(user, "No new features")
        assert "Not to do: No new features" in user.lines(".step-hint")
        await press(user, "a")
        await user.fill(outcome="Two trials pay", done_when="the invoices are paid")
        await press(user, "ctrl+s")
        await press(user, "F")  # two are few, and more than one a week was kept: it warns
        await press(user, "1")
        assert all(row.frozen for row in coming(store))


class TestExpress:
    async def test_four_steps_the_first_is_numbers(
        self, opened: Open, store: Store, week: Week, backups: list[str]
    ) -> None:
        async with opened("review") as user:
            await press(user, "x")
            assert step(user) == "2 Numbers"
            assert [one.key for one in view(store).steps] == ["numbers", "said_did", "commit", "close"]
            assert "express · week 47 · 0:00 of 10:00" in user.lines("#rail")

    async def test_steps_with_nothing_to_do_are_passed_at_once(
        self, opened: Open, store: Store, backups: list[str]
    ) -> None:
        store.write(review_week.quiet, now=FRIDAY)
        async with opened("review") as user:
            await press(user, "x")
            assert step(user) == "8 Commit"
            assert states(store) == {
                "numbers": "passed",
                "said_did": "passed",
                "commit": "open",
                "close": "open",
            }


class TestNothingToDo:
    async def test_the_steps_are_ticked_passed_and_shown_as_checked(
        self, opened: Open, store: Store, backups: list[str]
    ) -> None:
        store.write(review_week.quiet, now=FRIDAY)
        async with opened("review", (80, 24)) as user:
            await press(user, "enter", "ctrl+n")
            assert step(user) == "8 Commit"
            assert set(states(store).values()) == {"done", "passed", "open"}
            assert user.lines("#rail").startswith(
                "✓ Land ✓ Numbers ✓ Said/did ✓ Goals ✓ People ✓ Systems ✓ Solve 8"
            )
            await press(user, "b", "b")
            assert step(user) == "6 Systems"
            assert "nothing to do here · n goes on to Solve" in left(user)


class TestRefusals:
    async def test_carried_three_times_forbids_a_plain_recommit(
        self, opened: Open, store: Store, week: Week, now: Now
    ) -> None:
        _carried_often(store, week.promises[0])
        at(store, "said_did")
        async with opened("review") as user:
            await press(user, "enter", "2")
            offered = " ".join(user.table("RecordTable"))
            assert "Recommit" not in offered
            assert "Shrink" in offered
            await press(user, "1")  # shrink, and the form is left as it is
            await press(user, "escape")
            await press(user, "n")
        promised = coming(store)
        assert [row.carried for row in promised] == [4]
        store.write(review.go, view(store).id, "commit")
        async with opened("review") as user:
            await press(user, "F", "1")
            assert "was carried 3 times already: promise a smaller part of it" in user.said()[-1]
            assert not coming(store)[0].frozen

    async def test_the_eighth_outcome(self, opened: Open, store: Store, week: Week) -> None:
        for place in range(7):
            store.write(execution.add_commitment, now=FRIDAY, week=COMING, outcome=f"Outcome {place}")
        at(store, "commit")
        async with opened("review") as user:
            await press(user, "a")
            assert "at most 7 outcomes" in user.said()[-1]
            assert user.asked() == []
            await press(user, "G", "enter")  # a candidate
            assert user.asked() == []
            assert len(coming(store)) == 7
            store.write(execution.add_commitment, now=FRIDAY, week=COMING, outcome="One too many")
            user.app.changed()
            await press(user, "F")
            assert "8 outcomes: a week holds at most 7" in user.said()[-1]
            assert (user.asked(), step(user)) == ([], "8 Commit")

    async def test_a_list_with_an_answer_missing_is_not_frozen(
        self, opened: Open, store: Store, week: Week
    ) -> None:
        store.write(execution.add_commitment, now=FRIDAY, week=COMING, outcome="Half a promise")
        at(store, "commit")
        async with opened("review", (80, 24)) as user:
            assert any("no day, no test" in row for row in user.table("RecordTable"))
            await press(user, "F", "1")
            assert "Half a promise" in user.said()[-1]
            assert step(user) == "8 Commit"

    async def test_closing_needs_a_rating_and_a_frozen_week(
        self, opened: Open, store: Store, week: Week
    ) -> None:
        at(store, "close")
        async with opened("review") as user:
            await press(user, "ctrl+s")
            assert user.refusals()["rating"] == "How was the week, from 1 to 10?"
            await press(user, "1", "1")
            await press(user, "ctrl+s")
            assert "rating" in user.refusals()
            await user.fill(rating="7")
            await press(user, "ctrl+s")
            assert "Commit to the coming week first" in user.lines(".form-asks")
            assert store.read(review.running) is not None

    async def test_a_fourth_issue(self, opened: Open, store: Store, week: Week) -> None:
        review_id = at(store, "solve")
        store.write(improvement.raise_issue, now=FRIDAY, title="One more")
        for issue_id in week.issues:
            said: dict[str, Any] = {
                "decision": "so",
                "action": "that",
                "owner_id": 1,
                "due": FRIDAY.today,
                "done_when": "seen",
            }
            store.write(review.decide_issue, review_id, issue_id, now=FRIDAY, **said)
        async with opened("review") as user:
            assert "3 are decided: enough for one week" in user.lines(".step-hint")
            await press(user, "enter")
            assert user.asked() == []
            assert "3 issues a week are enough" in user.said()[-1]


def _carried_often(store: Store, promise: int) -> None:
    """Carry a promise for the third time, week after week."""
    from sqlmodel import Session

    from bef_tui.data.execution import Commitment

    def carry(session: Session) -> int:
        found = session.get(Commitment, promise)
        assert found is not None
        found.carried = 3
        return promise

    store.write(carry)
