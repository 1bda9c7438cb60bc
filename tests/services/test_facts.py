"""What the judges read: gathered by SQL, equal to what a slow count in Python says of the same records."""

import shutil
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bef_tui.data import plain
from bef_tui.data.store import Store
from bef_tui.framework.facts import Facts, Tally
from bef_tui.services.facts import gather
from bef_tui.services.sql import rows_on
from tests.services.lived import BEGAN, Life
from tests.services.slowly import Slowly

SEEDS = (1, 2, 3)


@dataclass
class Known:
    """A lived business: its facts, and the slow count."""

    facts: Facts
    slowly: Slowly


@pytest.fixture(scope="module", params=SEEDS)
def known(
    request: pytest.FixtureRequest, empty_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Known:
    """What is known of the business of a seed."""
    path = Path(shutil.copy(empty_file, tmp_path_factory.mktemp("lived") / "bef.db"))
    with Store(path, "Me", "one", lambda: BEGAN.at) as store:
        now = Life(store, request.param, days=60 + 2 * request.param).now
    connection = plain.connect(path)
    facts = gather(rows_on(connection), now)
    connection.close()
    return Known(facts, Slowly(path, now))


def both(tally: Tally) -> tuple[float, int]:
    """k and n."""
    return tally.k, tally.n


def test_the_weeks_that_are_judged(known: Known) -> None:
    assert list(known.facts.closed) == known.slowly.closed
    assert {w.week: (w.done, w.unplanned) for w in known.facts.weeks} == known.slowly.weeks()


@pytest.mark.parametrize("name", ["owned", "timely", "actions", "replies"])
def test_tallies(known: Known, name: str) -> None:
    assert both(getattr(known.facts, name)) == getattr(known.slowly, name)()


def test_contacts(known: Known) -> None:
    facts = known.facts
    assert (*both(facts.contacts), facts.contacts_next) == known.slowly.contacts()
    assert facts.contacts_known == len(known.slowly.all("contact"))


def test_follow_ups_and_bursts(known: Known) -> None:
    tally = known.facts.follow_ups
    assert (*both(tally), tally.ignored) == known.slowly.follow_ups()


def test_runs_and_their_steps(known: Known) -> None:
    runs = known.facts.runs
    assert (*both(runs), runs.ignored) == known.slowly.runs()
    assert (known.facts.steps_due, known.facts.steps_done) == known.slowly.steps()


def test_repeated_titles_leave_imports_out(known: Known) -> None:
    here = [row for row in known.slowly.all("task") if row["source"] is None]
    mine = {
        title for title in known.slowly.repeats() if len([r for r in here if r["title_key"] == title]) > 2
    }
    since = (known.facts.today - timedelta(weeks=8)).isoformat()
    done = [row["title_key"] for row in here if row["done_on"] and row["done_on"] >= since]
    expected = {title for title in mine if done.count(title) >= 3}
    assert known.facts.repeats.n == len(expected)
    assert {evidence.label for evidence in known.facts.repeats.evidence} <= expected


def test_frozen_promises_are_handed_over_and_drafts_are_not(known: Known) -> None:
    weeks = {*known.facts.closed, known.facts.week}
    rows = [r for r in known.slowly.all("commitment") if r["frozen_at"] and r["week"] in weeks]
    facts = {fact.id: fact for fact in known.facts.commitments}
    assert set(facts) == {row["id"] for row in rows}
    for row in rows:
        fact = facts[row["id"]]
        assert (fact.state, fact.weight, fact.goal_id) == (row["state"], row["weight"], row["goal_id"])
        assert fact.linked == bool(row["goal_id"] or row["kpi_id"])


def test_values_stand_beside_the_target_then_in_force(known: Known) -> None:
    targets = known.slowly.all("target")
    for kpi in known.facts.kpis:
        rows = [row for row in known.slowly.all("kpi_entry") if row["kpi_id"] == kpi.id]
        rows.sort(key=lambda row: row["ends_on"])
        assert [(p.ends.isoformat(), p.value) for p in kpi.points] == [
            (r["ends_on"], r["value"]) for r in rows
        ]
        for point in kpi.points:
            before = [
                (row["from_on"], row["id"], row["value"])
                for row in targets
                if row["kpi_id"] == kpi.id and row["from_on"] <= point.ends.isoformat()
            ]
            assert point.target == (max(before)[2] if before else None)


def test_a_goal_shows_its_newest_target_and_when_it_was_loosened(known: Known) -> None:
    for goal in known.facts.goals:
        targets = sorted(
            (row["from_on"], row["id"], row["value"], row["baseline"])
            for row in known.slowly.all("target")
            if row["goal_id"] == goal.id
        )
        assert (goal.target, goal.baseline) == targets[-1][2:]
        assert goal.start is not None
        settled = (goal.start + timedelta(days=14)).isoformat()
        looser = [
            after[0]
            for before, after in pairwise(targets)
            if after[0] > settled and _is_nearer(after[2], before[2], before[3] or after[3])
        ]
        assert (goal.loosened_on.isoformat() if goal.loosened_on else None) == (looser[0] if looser else None)


def _is_nearer(value: float, before: float, baseline: float | None) -> bool:
    return baseline is not None and abs(value - baseline) < abs(before - baseline)


def test_reviews_count_once_a_week(known: Known) -> None:
    rows = [row for row in known.slowly.all("review") if row["week"] in known.facts.closed]
    assert [review.week for review in known.facts.reviews] == sorted({row["week"] for row in rows})
    for review in known.facts.reviews:
        closed = [row for row in rows if row["week"] == review.week and row["state"] == "closed"]
        assert (review.closed_on is not None) == bool(closed)


def test_evidence_is_a_sample_that_does_not_contradict_the_count(known: Known) -> None:
    for name in (
        "plans",
        "owned",
        "timely",
        "actions",
        "contacts",
        "follow_ups",
        "replies",
        "runs",
        "repeats",
    ):
        tally: Tally = getattr(known.facts, name)
        good = sum(evidence.ok for evidence in tally.evidence)
        assert len(tally.evidence) <= 20, name
        assert good <= tally.k, name
        assert (tally.k < tally.n) == any(not evidence.ok for evidence in tally.evidence), name
