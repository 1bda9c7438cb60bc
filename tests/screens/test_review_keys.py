"""The keys that work in every step, undo, the warnings of Commit, and what another process changes meanwhile."""

from pathlib import Path
from typing import Any

import pytest

from bef_tui.data.store import Store
from bef_tui.framework.agenda import STEP_KEYS, StepKey
from bef_tui.framework.weeks import Now
from bef_tui.screens import type_ahead
from bef_tui.screens.review.form_pane import FormPane
from bef_tui.services import company, execution, improvement, measurement, people, review
from tests.screens import review_week
from tests.screens.conftest import KeptDrafts, Open, User, wait_for
from tests.screens.review_user import COMING, at, coming, left, press, states, step, view
from tests.screens.review_week import FRIDAY, Week

ADDS: dict[StepKey, str] = {
    "land": "Add a task",
    "numbers": "Add a KPI",
    "said_did": "Add a task",
    "goals": "90-day goal",
    "people": "Add a contact",
    "systems": "Add an SOP",
    "solve": "Raise an issue",
    "commit": "Promise for week 48",
    "close": "Add a task",
}


@pytest.fixture
def now() -> Now:
    return FRIDAY


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for a key whose dialog is gone."""
    monkeypatch.setattr(type_ahead, "PATIENCE", 0.05)


@pytest.fixture
def week(store: Store) -> Week:
    """A week with something for every step."""
    return store.write(review_week.busy, now=FRIDAY)


def dialog(user: User) -> str:
    """The title of the dialog in front; empty when there is none."""
    if not user.app.screen.is_modal:
        return ""
    return str(user.app.screen.query_one(".dialog-frame").border_title)


class TestInEveryStep:
    @pytest.mark.parametrize("key", STEP_KEYS)
    async def test_a_i_f_and_u(self, opened: Open, store: Store, week: Week, key: StepKey) -> None:
        at(store, key)
        async with opened("review", (80, 24)) as user:
            if user.app.screen.query(FormPane):
                await press(user, "escape")
            for pressed, title in (("a", ADDS[key]), ("i", "Raise an issue"), ("f", "Plan a follow-up")):
                await press(user, pressed)
                assert dialog(user).startswith(title)
                await press(user, "escape")
                assert dialog(user) == ""
            before = len(user.said())
            await press(user, "u")
            assert len(user.said()) == before + 1

    async def test_letters_are_text_in_a_form_until_escape(
        self, opened: Open, store: Store, week: Week, drafts: KeptDrafts
    ) -> None:
        review_id = at(store, "land")
        async with opened("review") as user:
            await press(user, "n", "i")
            assert '"ni"' in drafts.texts[f"review.{review_id}.land"]
            await press(user, "escape", "n")
            assert step(user) == "2 Numbers"
            assert store.read(review.answers, review_id, "land")["wins"] == "ni"
            await press(user, "escape")
            assert step(user) == "1 Land"

    async def test_an_issue_raised_at_a_number_knows_its_kpi(
        self, opened: Open, store: Store, week: Week
    ) -> None:
        store.write(measurement.record_value, week.kpis[0], 2, "2026-W47", now=FRIDAY)
        at(store, "numbers")
        async with opened("review") as user:
            await press(user, "g")
            assert "Off track" in user.lines(".step-detail")
            await press(user, "i", "ctrl+s")
        found = [one for one in store.read(improvement.issues, now=FRIDAY) if one.about == "Trial calls"]
        assert [one.title for one in found] == ["Trial calls is off track"]


class TestUndo:
    async def test_one_step_per_deed_back_to_where_it_was(
        self, opened: Open, store: Store, week: Week
    ) -> None:
        at(store, "said_did")
        async with opened("review") as user:
            await press(user, "space")
            assert "2 of 4 kept" in user.lines(".step-hint")
            await press(user, "u")
            assert "1 of 4 kept" in user.lines(".step-hint")

    async def test_it_takes_back_the_freezing_and_the_closing(
        self, opened: Open, store: Store, week: Week
    ) -> None:
        said: dict[str, Any] = {"due": FRIDAY.ends(COMING), "done_when": "seen", "goal_id": week.goals[0]}
        for outcome in ("One", "Two", "Three"):
            store.write(execution.add_commitment, now=FRIDAY, week=COMING, outcome=outcome, **said)
        at(store, "commit")
        async with opened("review") as user:
            await press(user, "F", "1")
            assert (step(user), coming(store)[0].frozen) == ("9 Close", True)
            await press(user, "escape", "u", "u")
            assert (step(user), coming(store)[0].frozen) == ("8 Commit", False)
            await press(user, "F", "1", "7", "ctrl+s")
            assert store.read(review.running) is None
            await press(user, "u")
            assert step(user) == "9 Close"
            assert store.read(review.written)[0].week == "2026-W46"

    async def test_deciding_an_issue_is_one_deed(self, opened: Open, store: Store, week: Week) -> None:
        review_id = at(store, "solve")
        async with opened("review") as user:
            await press(user, "enter")
            await user.fill(decision="so", action="that", due="wed", done_when="seen")
            await press(user, "ctrl+s")
            assert "n goes on to Commit" in left(user)
            await press(user, "u")
            assert "decide one issue, or park it" in left(user)
            assert store.read(review.answers, review_id, "solve") == {}


class TestCommitting:
    async def test_a_candidate_becomes_a_promise_and_leaves_the_list(
        self, opened: Open, store: Store, week: Week
    ) -> None:
        at(store, "commit")
        async with opened("review") as user:
            assert any("Import without help" in row for row in user.table("RecordTable"))
            await press(user, "enter")
            await user.fill(done_when="three users did it")
            await press(user, "ctrl+s")
            (row,) = coming(store)
            assert (row.outcome, row.moves) == ("Import without help", "Activation 40 %")
            assert "1 of 3 to 5 outcomes" in user.lines(".step-hint")
            await press(user, "g", "d")
            assert coming(store) == []

    async def test_it_warns_above_the_capacity_and_freezes_all_the_same(
        self, opened: Open, store: Store, week: Week
    ) -> None:
        said: dict[str, Any] = {"due": FRIDAY.ends(COMING), "done_when": "seen", "goal_id": week.goals[0]}
        for outcome in ("One", "Two", "Three"):
            store.write(execution.add_commitment, now=FRIDAY, week=COMING, outcome=outcome, **said)
        at(store, "commit")
        async with opened("review", (80, 24)) as user:
            assert "3 outcomes, but you kept 1.0 a week: promise less" in user.lines(".step-hint")
            await press(user, "F", "2")
            assert not coming(store)[0].frozen
            await press(user, "F", "1")
            assert step(user) == "9 Close"
            assert all(row.frozen for row in coming(store))


class TestMeanwhile:
    async def test_a_number_recorded_by_another_process_is_seen(
        self, opened: Open, store: Store, week: Week, db_path: Path
    ) -> None:
        at(store, "numbers")
        async with opened("review") as user:
            with Store(db_path, "Ada", "session-2", lambda: FRIDAY.at) as other:
                other.write(measurement.record_value, week.kpis[0], 9, "2026-W47", now=FRIDAY)
            user.app.changed()  # what the app does once it has seen that the file has changed
            await wait_for(user.pilot, lambda: "1 number still due" in left(user))
            assert any("9 calls" in row for row in user.table("RecordTable"))

    async def test_another_machine_that_went_on_takes_this_one_along(
        self, opened: Open, store: Store, week: Week, db_path: Path
    ) -> None:
        review_id = at(store, "goals")
        async with opened("review") as user:
            with Store(db_path, "Ada", "session-2", lambda: FRIDAY.at) as other:
                other.write(review.go, review_id, "people")
            user.app.changed()
            await wait_for(user.pilot, lambda: step(user) == "5 People")

    async def test_a_contact_that_nothing_is_planned_with_is_in_sight(
        self, opened: Open, store: Store, week: Week
    ) -> None:
        """Touched lately, so neither due nor cold, but without a next touch: it holds the step up."""
        lone = store.write(people.add_contact, now=FRIDAY, name="Noor")
        store.write(people.log_touch, lone, "call", "out", "hello", None, now=FRIDAY)
        for follow_up in store.read(people.follow_ups, lone):
            store.write(people.drop_follow_up, follow_up.id, "not needed", now=FRIDAY)
        at(store, "people")
        async with opened("review") as user:
            assert any("Noor" in row for row in user.table("RecordTable"))


async def test_a_missed_week_comes_first_and_is_marked_late(opened: Open, store: Store) -> None:
    """Nobody reviewed week 46; on the Friday of week 47 it is offered before the running one."""
    begun = review_week.day(-10)
    store.write(company.set_up, company.SetUp(company={"name": "Acme", "zone": "Europe/Berlin"}), now=begun)
    store.write(
        execution.add_commitment, now=begun, week=begun.week, outcome="One", due=begun.today, done_when="x"
    )
    store.write(execution.freeze_week, begun.week, now=begun)
    async with opened("review", (80, 24)) as user:
        assert "Week 46 is to be reviewed. It ended 5 days ago" in user.lines("#due")
        await press(user, "enter")
        assert view(store).week == "2026-W46"
        assert states(store)["land"] == "open"
