"""The company, its people, what the founder says himself, and the set-up."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import col, select

from bef_tui.data.people import PipelineStage
from bef_tui.data.store import Store
from bef_tui.data.systems import CoreProcess
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.services import company, execution, planning, systems, vision

NOW = Now(datetime(2026, 11, 17, 10, tzinfo=UTC))  # a Tuesday
SATURDAY = Now(datetime(2026, 11, 21, 10, tzinfo=UTC))


def processes(store: Store) -> list[str]:
    return store.read(lambda session: list(session.exec(select(CoreProcess.name))))


def stages(store: Store) -> list[str]:
    return store.read(
        lambda session: list(session.exec(select(PipelineStage.name).order_by(col(PipelineStage.position))))
    )


class TestPrepare:
    def test_seeds_what_every_file_begins_with(self, store: Store) -> None:
        store.write(company.prepare, now=NOW)
        assert len(processes(store)) == 7
        assert stages(store) == ["Lead", "Qualified", "Proposal", "Won", "Lost"]
        assert [owner.founder for owner in store.read(company.owners)] == [True]

    def test_takes_the_calendar_it_is_made_in(self, store: Store) -> None:
        store.write(company.prepare, now=Now(NOW.at, ZoneInfo("Asia/Tokyo"), 6))
        calendar = store.read(company.calendar)
        assert calendar is not None
        assert (str(calendar.zone), calendar.first_weekday) == ("Asia/Tokyo", 6)

    def test_changes_nothing_the_second_time(self, store: Store) -> None:
        assert store.write(company.prepare, now=NOW) == 1
        store.write(systems.remove_process, 1, now=NOW)
        assert store.write(company.prepare, now=NOW) == 0
        assert len(processes(store)) == 6

    def test_a_prepared_file_is_still_a_first_run(self, store: Store) -> None:
        assert store.read(company.first_run)
        store.write(company.prepare, now=NOW)
        assert store.read(company.first_run)

    def test_a_skipped_set_up_is_not_offered_again(self, store: Store) -> None:
        store.write(company.skip_set_up, now=NOW)
        assert not store.read(company.first_run)
        assert store.read(company.card).started_on == NOW.today

    def test_a_file_with_a_record_is_no_first_run(self, store: Store) -> None:
        store.write(execution.add_task, now=NOW, title="Call Ada")
        assert not store.read(company.first_run)


class TestTheCompany:
    def test_is_edited_and_gives_the_calendar(self, store: Store) -> None:
        assert store.read(company.calendar) is None
        changes = {"name": "Acme", "zone": "Pacific/Auckland", "first_weekday": 6, "currency": "nzd"}
        store.write(company.edit_company, changes, now=NOW)
        calendar = store.read(company.calendar)
        assert calendar is not None
        assert (str(calendar.zone), calendar.first_weekday) == ("Pacific/Auckland", 6)
        assert store.read(company.card).values["currency"] == "NZD"

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("zone", "Mars/Olympus"),
            ("zone", "../etc/passwd"),
            ("first_weekday", 3),
            ("currency", "€"),
            ("currency", "EURO"),
        ],
    )
    def test_refuses_what_it_cannot_use(self, store: Store, field: str, value: Any) -> None:
        with pytest.raises(RuleBroken) as refused:
            store.write(company.edit_company, {field: value}, now=NOW)
        assert refused.value.field == field


class TestPersons:
    def test_are_added_once(self, store: Store) -> None:
        ada = store.write(company.add_person, "Ada", now=NOW)
        with pytest.raises(RuleBroken, match="already somebody called Ada"):
            store.write(company.add_person, " ada ", now=NOW)
        store.write(company.rename_person, ada, "Ada L.", now=NOW)
        assert "Ada L." in [owner.name for owner in store.read(company.owners)]

    def test_cannot_take_the_name_of_another(self, store: Store) -> None:
        store.write(company.add_person, "Ada", now=NOW)
        lin = store.write(company.add_person, "Lin", now=NOW)
        with pytest.raises(RuleBroken) as refused:
            store.write(company.rename_person, lin, "ADA", now=NOW)
        assert refused.value.field == "name"

    def test_leave_what_is_open_to_the_founder(self, store: Store) -> None:
        store.write(company.prepare, now=NOW)
        ada = store.write(company.add_person, "Ada", now=NOW)
        plan = store.write(planning.add_plan, now=NOW, title="Onboarding", owner_id=ada)
        store.write(company.retire_person, ada, now=NOW)
        assert store.read(planning.plan_detail, plan, now=NOW).row.owner == "me"
        assert [owner.name for owner in store.read(company.owners)] == ["me"]
        assert [owner.name for owner in store.read(company.owners, retired=True)] == ["me", "Ada"]

    def test_come_back_under_their_name(self, store: Store) -> None:
        ada = store.write(company.add_person, "Ada", now=NOW)
        store.write(company.retire_person, ada, now=NOW)
        assert store.write(company.add_person, "Ada", now=NOW) == ada

    def test_the_founder_stays(self, store: Store) -> None:
        store.write(company.prepare, now=NOW)
        founder = store.read(company.owners)[0].id
        with pytest.raises(RuleBroken, match="founder stays"):
            store.write(company.retire_person, founder, now=NOW)


class TestRatings:
    def test_the_newest_of_each_category_counts(self, store: Store) -> None:
        store.write(company.rate_self, {"systems": 2, "clarity": 4}, now=NOW)
        store.write(company.rate_self, {"systems": 3}, now=NOW.later(days=1))
        said = [(rating.category, rating.value) for rating in store.read(company.self_ratings)]
        assert said == [("clarity", 4), ("systems", 3)]

    @pytest.mark.parametrize("value", [0, 6, True])
    def test_run_from_one_to_five(self, store: Store, value: int) -> None:
        with pytest.raises(RuleBroken) as refused:
            store.write(company.rate_self, {"clarity": value}, now=NOW)
        assert refused.value.field == "clarity"

    def test_only_the_ten_items_are_answered(self, store: Store) -> None:
        with pytest.raises(RuleBroken, match="no such item"):
            store.write(company.tick_audit, "luck", True, now=NOW)

    def test_audit_items_are_ticked_and_reworded(self, store: Store) -> None:
        store.write(company.tick_audit, "goals", True, now=NOW)
        store.write(company.tick_audit, "goals", False, now=NOW.later(days=1))
        store.write(company.word_audit_item, "goals", "We know where we go", now=NOW)
        said = store.read(company.audit_said)["goals"]
        assert (said.ticked, said.text) == (False, "We know where we go")
        store.write(company.word_audit_item, "goals", " ", now=NOW)
        assert store.read(company.audit_said)["goals"].text == ""


ANSWERS = company.SetUp(
    company={"name": "Acme", "zone": "Europe/Berlin"},
    annual={"title": "500 customers", "due": date(2027, 10, 31), "done_when": "the books say so"},
    goal={"title": "Activation 40 %", "due": date(2027, 1, 31), "done_when": "the chart says so"},
    kpi={"name": "Activation", "unit": "%"},
    baseline=20,
    target=40,
    ratings={"clarity": 4, "systems": 2},
    outcomes=({"outcome": "Onboarding is live", "done_when": "a user went through"},),
)


class TestSetUp:
    def test_makes_all_that_was_answered(self, store: Store) -> None:
        store.write(company.set_up, ANSWERS, now=NOW)
        (branch,) = store.read(vision.goals_tree, now=NOW)
        assert branch.annual is not None
        assert (branch.annual.title, branch.annual.status) == ("500 customers", "active")
        (goal,) = branch.goals
        assert goal.metric is not None
        assert (goal.title, goal.status, goal.metric.target) == ("Activation 40 %", "active", 40)
        (promise,) = store.read(execution.promises, NOW.week)
        assert (promise.outcome, promise.frozen, promise.moves) == (
            "Onboarding is live",
            True,
            "Activation 40 %",
        )
        assert len(store.read(company.self_ratings)) == 2
        assert not store.read(company.first_run)

    def test_each_part_may_be_left_out(self, store: Store) -> None:
        store.write(company.set_up, company.SetUp(company={"name": "Acme"}), now=NOW)
        assert store.read(vision.goals_tree, now=NOW) == ()
        assert store.read(company.card).name == "Acme"

    @pytest.mark.parametrize(
        ("answers", "field"),
        [
            (company.SetUp(annual={"title": "500 customers"}), "annual.due"),
            (company.SetUp(goal={"title": ""}), "goal.title"),
            (company.SetUp(company={"zone": "Nowhere"}), "company.zone"),
            (company.SetUp(goal=ANSWERS.goal, kpi={"name": "Activation"}), "kpi.value"),
            (company.SetUp(outcomes=({"outcome": "Something"},)), "outcomes.0.done_when"),
        ],
    )
    def test_a_refusal_names_the_part_and_the_field(
        self, store: Store, answers: company.SetUp, field: str
    ) -> None:
        with pytest.raises(RuleBroken) as refused:
            store.write(company.set_up, answers, now=NOW)
        assert refused.value.field == field
        assert store.read(company.first_run)

    def test_promises_made_at_the_end_of_a_week_are_for_the_next(self, store: Store) -> None:
        assert company.first_week(NOW) == "2026-W47"
        assert company.first_week(SATURDAY) == "2026-W48"
        store.write(company.set_up, ANSWERS, now=SATURDAY)
        assert len(store.read(execution.promises, "2026-W48")) == 1
