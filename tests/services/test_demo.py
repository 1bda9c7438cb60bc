"""The demo: the same company for the same day, believable on every day of the week, and all rules hold in it."""

import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import Session

from bef_tui.data.store import Store
from bef_tui.framework.weeks import SATURDAY, SUNDAY, Now, last_weeks
from bef_tui.services import (
    company,
    demo,
    execution,
    glance,
    improvement,
    measurement,
    people,
    planning,
    review,
    systems,
)
from bef_tui.services.demo.procedures import PROCEDURES
from bef_tui.services.glance import Glance

BERLIN = ZoneInfo("Europe/Berlin")
NOT_COMPARED = {"txn", "change", "judgement", "current_txn"}
Made = tuple[Store, Now]


def noon(day: str, zone: str = "Europe/Berlin", first_weekday: int = 0) -> Now:
    return Now(datetime.fromisoformat(f"{day} 12:00+00:00").astimezone(UTC), ZoneInfo(zone), first_weekday)


def make(path: Path, now: Now) -> Store:
    """The demo as the command line makes it: in a file that was prepared before."""
    store = Store(path, "Me", "session-1", lambda: now.at)
    store.write(company.prepare, now=now)
    store.write(demo.make, now=now, label="Make the demo company")
    return store


def rows_in(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        ).fetchall()
        return {
            name: connection.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall()
            for (name,) in names
            if name not in NOT_COMPARED
        }


def ask(made: Made, question: Callable[..., Any], *args: Any, **values: Any) -> Any:
    return made[0].read(question, *args, now=made[1], **values)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The demo of Thursday 19 November 2026; the tests only read it."""
    now = noon("2026-11-19")
    store = make(tmp_path_factory.mktemp("demo") / "demo.db", now)
    yield store, now
    store.close()


@pytest.fixture(scope="module")
def seen(made: Made) -> Glance:
    return made[0].read(glance.current, made[1])


class TestTheFile:
    def test_the_same_day_gives_the_same_rows_at_any_hour(self, made: Made, tmp_path: Path) -> None:
        store, now = made
        with make(tmp_path / "evening.db", replace(now, at=now.at.replace(hour=20, minute=41))) as other:
            there, here = rows_in(store.path), rows_in(other.path)
        assert set(there) == set(here)
        assert [name for name in there if there[name] != here[name]] == []

    def test_every_row_is_sound(self, made: Made) -> None:
        store, _ = made
        with closing(sqlite3.connect(store.path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert store.replay_check() == ()

    def test_it_is_one_line_of_history_and_one_undo(self, tmp_path: Path) -> None:
        with make(tmp_path / "demo.db", noon("2026-11-19")) as store:
            assert store.history()[0].label == "Make the demo company"
            assert len(store.history()) == 2
            store.undo()
            assert rows_in(store.path)["task"] == rows_in(store.path)["review"] == []

    def test_nothing_in_it_lies_in_the_future(self, made: Made) -> None:
        store, now = made
        today = now.today.isoformat()
        happened = {
            "task": ("created_on", "done_on"), "commitment": ("kept_on", "closed_on"), "review": ("closed_on",),
            "touch": ('"on"',), "follow_up": ("created_on", "done_on"), "kpi_entry": ("recorded_at",),
            "goal": ("created_on", "closed_on"), "issue": ("raised_on", "decided_on", "closed_on"),
            "workflow_run": ("started_at", "finished_on"), "milestone": ("done_on",), "deal_move": ('"on"',),
        }  # fmt: skip
        with closing(sqlite3.connect(store.path)) as connection:
            for table, columns in happened.items():
                for column in columns:
                    (newest,) = connection.execute(
                        f"SELECT max(substr({column}, 1, 10)) FROM {table}"
                    ).fetchone()
                    assert newest <= today, f"{table}.{column}"


class TestTheCompany:
    def test_the_score_is_judged_in_full_and_differs_by_category(self, seen: Glance) -> None:
        card = seen.judgement.card
        assert 15 <= card.total <= 19
        assert {category.state for category in card.categories} == {"judged"}
        values = [category.value for category in card.categories]
        assert max(values) - min(values) > 1.5
        assert card.category("systems").value == min(values)

    def test_it_says_more_of_itself_than_the_records_do(self, seen: Glance) -> None:
        judged = seen.judgement
        assert judged.self_total is not None and judged.self_total > judged.card.total + 1
        denied = [item.key for item in judged.audit.items if item.ticked and item.holds is False]
        assert denied == ["sops", "automation"]
        assert judged.move is not None and judged.move.gain > 0

    def test_its_goals_differ(self, seen: Glance, made: Made) -> None:
        short = [goal for goal in seen.judgement.gap.portfolio.goals if goal.horizon == "90-day"]
        assert Counter(goal.state for goal in short) == {"on plan": 2, "behind": 1, "unknown": 1}
        with closing(sqlite3.connect(made[0].path)) as connection:
            graded = connection.execute("SELECT count(*) FROM goal WHERE grade IS NOT NULL").fetchone()
        assert graded == (3,)

    def test_its_weeks_were_promised_frozen_and_three_quarters_kept(self, made: Made) -> None:
        store, now = made
        weeks = last_weeks(now.week, 27)[:-1]
        rows = [row for week in weeks for row in store.read(execution.promises, week)]
        assert all(3 <= len(store.read(execution.promises, week)) <= 7 for week in weeks)
        assert all(row.frozen and row.due and row.done_when for row in rows)
        kept = sum(row.state == "kept" and not row.late for row in rows) / len(rows)
        assert 0.68 <= kept <= 0.8
        assert {row.state for row in rows} == {"kept", "missed", "dropped"}
        assert all(row.reason for row in rows if row.state != "kept")

    def test_one_reason_stands_out(self, made: Made) -> None:
        reasons = ask(made, improvement.miss_reasons)
        assert reasons[0].reason == "overcommitted"
        assert reasons[0].count >= 2 * reasons[1].count

    def test_its_reviews(self, made: Made) -> None:
        closed = made[0].read(review.written)
        assert len(closed) == 24
        assert sum(one.late for one in closed) == 1
        assert Counter(one.mode for one in closed) == {"full": 19, "express": 5}
        assert all(one.total is not None and 5 <= one.total <= 25 for one in closed)
        trend = [one.total for one in reversed(closed) if one.total is not None]
        assert trend[-1] > trend[0] + 3
        for one in closed:
            _, week, text = made[0].read(review.report_of, one.week)
            assert text.startswith("# Acme Onboarding Studio: week ") and week == one.week
            assert f"Rated {one.rating} of 10" in text
        assert made[0].read(review.week_to_review, now=made[1]) == made[1].week

    def test_its_numbers(self, made: Made) -> None:
        rows = {row.name: row for row in ask(made, measurement.scorecard)}
        assert {row.kind for row in rows.values()} == {"lead", "lag"}
        signal = rows["Signups"].signal
        assert signal is not None and signal.unfavourable("up")
        whole = [name for name in rows if len(made[0].read(measurement.series, rows[name].id).points) == 26]
        assert {"Signups", "Demos held", "Activation", "Churn", "MRR"} <= set(whole)
        assert len(made[0].read(measurement.target_history, rows["MRR"].id)) >= 3
        assert rows["Partners sending customers"].cells[-2].verdict == "no data"

    def test_its_people(self, made: Made) -> None:
        kinds = Counter(due.kind for due in ask(made, people.who_is_due))
        assert kinds["cold"] == 2 and kinds["reply"] == 1
        assert kinds["overdue"] >= 2 and kinds["today"] >= 1
        stages = {stage.name: stage.count for stage in made[0].read(people.pipeline, made[1])}
        assert stages["Qualified"] and stages["Proposal"] and stages["Won"] and stages["Lost"]

    def test_its_systems(self, made: Made) -> None:
        covered = ask(made, systems.coverage)
        assert Counter(row.status for row in covered if row.sop) == {"active": 5, "draft": 1}
        assert sum(not row.sop for row in covered) == 1
        assert all(row.steps >= 5 for row in covered if row.status == "active")
        done = [run for run in ask(made, systems.runs, done=200) if run.status == "done"]
        assert sum(run.rubber_stamp for run in done) == 1
        assert sum(run.finished_on > run.due for run in done) == 1
        assert any(run.skipped for run in done)
        assert {work.title for work in ask(made, systems.repeated_work)} == {
            "Export the signup list",
            "Update the numbers on the wall",
        }

    def test_its_plans_issues_and_experiments(self, made: Made) -> None:
        plans = ask(made, planning.ranked_plans)
        assert [plan.rank for plan in plans] == list(range(1, len(plans) + 1))
        assert all(plan.milestones for plan in plans)
        assert set(Counter(row.status for row in ask(made, improvement.issues))) == {
            "open", "decided", "parked", "closed",
        }  # fmt: skip
        verdicts = Counter(row.verdict for row in ask(made, improvement.experiments))
        assert verdicts == {None: 1, "adopt": 1, "abandon": 1}

    def test_each_sop_can_be_used_as_it_is(self) -> None:
        for sop in PROCEDURES:
            assert sop.trigger and sop.purpose and sop.owner
            for _, note, body in sop.texts:
                assert note and body.count("\n") >= 5


@pytest.mark.parametrize(
    ("now", "kept"),
    [
        (noon("2026-11-16"), 1),
        (noon("2026-11-17"), 2),
        (noon("2026-11-20"), 2),
        (noon("2026-11-22"), 2),
        (noon("2027-01-01"), 2),
        (noon("2026-04-01", "Pacific/Auckland"), 2),
        (noon("2028-02-29", "America/New_York", SUNDAY), 2),
        (noon("2026-11-18", "UTC", SATURDAY), 2),
        (noon("2026-05-02", "UTC", SATURDAY), 0),
    ],
    ids=lambda value: f"{value.today:%a-%F}" if isinstance(value, Now) else "",
)
def test_home_is_alive_on_every_day(now: Now, kept: int, tmp_path: Path) -> None:
    with make(tmp_path / "demo.db", now) as store:
        shown = store.read(glance.current, now)
        lists = store.read(execution.task_lists, now=now)
        assert store.replay_check() == ()
    assert sorted(line.state for line in shown.promises) == ["kept"] * kept + ["open"] * (4 - kept)
    assert [line.carried for line in shown.promises if line.carried] == [2]
    assert all(line.frozen and line.moves for line in shown.promises)
    kinds = Counter(line.kind for line in shown.agenda)
    assert kinds["task"] >= 5 and kinds["follow_up"] >= 2 and kinds["milestone"] and kinds["workflow_run"]
    assert 12 <= shown.agenda_count <= 30
    assert len(lists.backlog) >= 18 and lists.today
    assert shown.total_before is not None
    assert 15 <= shown.judgement.card.total <= 19.4
    assert shown.company == "Acme Onboarding Studio"


def test_a_file_without_anything_before_it_will_do(store: Store, now: Now) -> None:
    assert store.write(demo.make, now=now) == company.COMPANY_ID

    def named(session: Session) -> list[str]:
        return [owner.name for owner in company.owners(session)]

    assert store.read(named) == ["Mara", "Ada"]
    assert store.read(company.first_run) is False
