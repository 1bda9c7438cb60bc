"""Improvement by its keys: issues raised and decided, experiments concluded, misses and changes looked at."""

from datetime import date, timedelta
from typing import Any

import pytest

from bef_tui.data.execution import Commitment
from bef_tui.data.store import Store
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import MissReason
from bef_tui.services import execution, improvement, systems
from bef_tui.services.records import founder_id, saved
from bef_tui.widgets.record_table import RecordTable
from tests.screens.conftest import Open


def issue(store: Store, now: Now, title: str = "Trials stall", **values: Any) -> int:
    issue_id: int = store.write(improvement.raise_issue, now=now, title=title, **values)
    return issue_id


def experiment(store: Store, now: Now, day: date, **values: Any) -> int:
    said = {"hypothesis": "Calls help", "check_on": day, **values}
    made: int = store.write(improvement.add_experiment, now=now, **said)
    return made


def missed(store: Store, now: Now, reason: MissReason, outcome: str) -> None:
    promise = Commitment(outcome=outcome, week=now.week, state="open", frozen_at=now.at, due=now.today)
    store.write(execution.miss, store.write(saved, promise), reason, now=now)


class TestAnEmptyFile:
    @pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 36)])
    async def test_it_says_what_the_stage_is_for_and_which_key_starts_it(
        self, opened: Open, size: tuple[int, int]
    ) -> None:
        async with opened("improvement", size) as user:
            said = " ".join(user.table("#issues"))
            assert "how do we get better?" in said
            assert "a  raise an issue" in said


class TestIssues:
    async def test_raised_from_anywhere_with_where_it_was(self, opened: Open, store: Store, now: Now) -> None:
        async with opened("systems") as user:
            await user.press("i")
            await user.fill(title="Nobody follows the SOPs", impact="large")
            await user.press("ctrl+s")
            (row,) = store.read(improvement.issues, now=now)
            assert (row.title, row.impact, row.raised_in) == ("Nobody follows the SOPs", 3, "Systems")
            await user.press("6")
            assert "Nobody follows" in user.table("#issues")[0]

    async def test_a_decision_asks_the_three_questions(self, opened: Open, store: Store, now: Now) -> None:
        store.write(founder_id)
        issue_id = issue(store, now)
        async with opened("improvement") as user:
            await user.press("c")
            await user.fill(decision="Call on day two", action="Call the six", due="")
            await user.press("ctrl+s")
            assert set(user.refusals()) == {"due", "done_when"}
            await user.fill(due="fri", done_when="six notes")
            await user.press("ctrl+s")
            detail = store.read(improvement.issue_detail, issue_id)
            assert (detail.row.status, detail.row.action_due) == ("decided", date(2026, 11, 20))
            assert any("→ Call the six" in line for line in user.table("#issues"))

    async def test_enter_shows_it_whole_and_leads_to_the_action(
        self, opened: Open, store: Store, now: Now
    ) -> None:
        issue_id = issue(store, now)
        task = store.write(
            improvement.decide,
            issue_id,
            decision="Call",
            action="Call the six",
            owner_id=store.write(founder_id),
            due=now.today,
            done_when="notes",
            now=now,
        )
        async with opened("improvement") as user:
            await user.press("enter", "1")
            await user.pilot.pause()
            table = user.app.screen.query_one("#work", RecordTable)
            assert table.highlighted == f"task:{task}"

    async def test_parked_closed_reopened_and_deleted(self, opened: Open, store: Store, now: Now) -> None:
        issue_id = issue(store, now)

        def status() -> str:
            return store.read(improvement.issue_detail, issue_id).row.status

        async with opened("improvement") as user:
            seen = []
            for key in ("p", "p", "space", "space"):
                await user.press(key)
                seen.append(status())
            assert seen == ["parked", "open", "closed", "open"]
            await user.press("e")
            await user.fill(title="Trials stop", impact="small")
            await user.press("ctrl+s")
            assert "Trials stop" in user.table("#issues")[0]
            await user.press("d")
            assert store.read(improvement.issues, now=now) == ()
            await user.press("u")
            assert status() == "open"


class TestExperiments:
    async def test_from_a_belief_to_an_sop_that_changes(self, opened: Open, store: Store, now: Now) -> None:
        sop_id = store.write(systems.add_sop, title="Trials", body="1. Call\n", now=now)
        async with opened("improvement") as user:
            await user.press("tab", "a")
            await user.fill(hypothesis="Calls help")
            await user.press("ctrl+s")
            assert user.refusals() == {"check_on": "When will you look at the result?"}
            await user.fill(check_on="today")
            await user.press("ctrl+s")
            assert "! Calls help" in user.table("#experiments")[0]
            await user.press("space")
            await user.fill(verdict="adopt", learned="They do", sop_id="Trials")
            await user.press("ctrl+s")
            await user.pilot.pause()
            (row,) = store.read(improvement.experiments, now=now)
            assert (row.verdict, row.sop) == ("adopt", "Trials")
            assert user.app.screen.query_one("#sop-text").display
            assert sop_id > 0

    async def test_a_verdict_is_taken_back_by_the_same_key(
        self, opened: Open, store: Store, now: Now
    ) -> None:
        made = experiment(store, now, now.today)
        store.write(improvement.conclude, made, "abandon", "No", now=now)
        async with opened("improvement") as user:
            await user.press("tab", "e")
            assert user.said() == ["It has its verdict: space takes that back first."]
            await user.press("space")
            assert store.read(improvement.experiment, made).status == "running"
            await user.press("d")
            assert store.read(improvement.experiments, now=now) == ()

    async def test_a_running_one_is_edited_by_enter(self, opened: Open, store: Store, now: Now) -> None:
        made = experiment(store, now, now.today + timedelta(days=5))
        async with opened("improvement") as user:
            await user.press("tab", "enter")
            await user.fill(change="Call at noon")
            await user.press("ctrl+s")
            assert store.read(improvement.experiment, made).change == "Call at noon"


class TestLearning:
    async def test_the_biggest_reason_comes_first_and_becomes_an_issue(
        self, opened: Open, store: Store, now: Now
    ) -> None:
        for reason, outcome in (("blocked", "A"), ("avoided", "B"), ("blocked", "C")):
            missed(store, now, reason, outcome)  # type: ignore[arg-type]
        async with opened("improvement") as user:
            first, second = user.table("#reasons")
            assert (first.split()[-3], first.split()[-1]) == ("blocked", "2")
            assert second.endswith("1")
            await user.press("tab", "tab", "enter", "ctrl+s")
            (row,) = store.read(improvement.issues, now=now)
            assert row.title == "Promises are missed: blocked (2×)"

    async def test_a_process_change_leads_to_its_sop(self, opened: Open, store: Store, now: Now) -> None:
        store.write(systems.add_sop, title="Trials", body="1. Call\n", now=now)
        async with opened("improvement") as user:
            assert "Trials" in user.table("#changes")[0]
            await user.press("tab", "tab", "tab", "enter")
            await user.pilot.pause()
            assert user.app.screen.query_one("#sop-text").display
