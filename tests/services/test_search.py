"""Search finds every kind of record, best first, and stays fast."""

import time
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import insert
from sqlmodel import Session

from bef_tui.data.execution import Commitment, Task
from bef_tui.data.improvement import Experiment, Issue
from bef_tui.data.measurement import Kpi
from bef_tui.data.people import Contact, Deal
from bef_tui.data.planning import ActionPlan, Milestone
from bef_tui.data.reviews import Review
from bef_tui.data.store import Store
from bef_tui.data.systems import Sop, WorkflowRun
from bef_tui.data.vision import Goal
from bef_tui.services import search

DAY = date(2026, 11, 19)
INSTANT = datetime(2026, 11, 19, 10, tzinfo=UTC)


def labels(store: Store, query: str) -> list[str]:
    return [hit.label for hit in store.read(search.find, query)]


def tasks(store: Store, *titles: str, **values: Any) -> None:
    def make(session: Session) -> None:
        for title in titles:
            session.add(Task(title=title, created_on=DAY, **values))
            session.flush()

    store.write(make)


def everything(session: Session) -> None:
    """One record of every kind, each with the same word in it."""
    plan = ActionPlan(title="Harbour plan", created_on=DAY)
    sop = Sop(title="Harbour steps", created_on=DAY)
    session.add(plan)
    session.add(sop)
    session.flush()
    assert plan.id is not None
    assert sop.id is not None
    for record in (
        Goal(title="Harbour goal", created_on=DAY),
        Milestone(title="Harbour milestone", plan_id=plan.id),
        Task(title="Harbour task", created_on=DAY),
        Commitment(outcome="Harbour promise", week="2026-W47"),
        WorkflowRun(sop_id=sop.id, revision=1, subject="Lin"),
        Kpi(name="Harbour count", created_on=DAY),
        Issue(title="Harbour closed", raised_on=DAY),
        Experiment(hypothesis="Harbour in spring", started_on=DAY),
        Contact(name="Lin", company="Harbour Ltd", created_on=DAY),
        Deal(title="Harbour contract", opened_on=DAY, moved_on=DAY),
    ):
        session.add(record)


def test_every_kind_of_record_is_found(store: Store) -> None:
    store.write(everything)
    hits = store.read(search.find, "harbour")
    assert {(hit.kind, hit.stage) for hit in hits} == {
        ("goal", "vision"),
        ("plan", "planning"),
        ("milestone", "planning"),
        ("task", "execution"),
        ("commitment", "execution"),
        ("sop", "systems"),
        ("workflow_run", "systems"),
        ("kpi", "measurement"),
        ("issue", "improvement"),
        ("experiment", "improvement"),
        ("contact", "people"),
        ("deal", "people"),
    }
    assert next(hit for hit in hits if hit.kind == "workflow_run").label == "Harbour steps: Lin"
    assert next(hit for hit in hits if hit.kind == "contact").note == "Harbour Ltd"


def test_a_review_is_found_by_its_week(store: Store) -> None:
    def review(session: Session) -> None:
        session.add(Review(week="2026-W46", started_at=INSTANT))

    store.write(review)
    (hit,) = store.read(search.find, "w46")
    assert (hit.kind, hit.stage, hit.label) == ("review", "review", "Review 2026-W46")


def test_the_better_fit_comes_first(store: Store) -> None:
    tasks(store, "Really fun dinner", "Write the refund SOP", "prerefund", "Refund Lin", "Refund")
    assert labels(store, "refund") == [
        "Refund",
        "Refund Lin",
        "Write the refund SOP",
        "prerefund",
        "Really fun dinner",
    ]


def test_words_may_stand_in_any_order_and_letters_may_be_left_out(store: Store) -> None:
    tasks(store, "Write the refund SOP", "Something else")
    assert labels(store, "sop refund") == ["Write the refund SOP"]
    assert labels(store, "rfnd") == ["Write the refund SOP"]
    assert labels(store, "nothing of it") == []


def test_open_records_stand_before_closed_ones(store: Store) -> None:
    tasks(store, "Call Ada", status="done", done_on=DAY)
    tasks(store, "Call Ada")
    hits = store.read(search.find, "call")
    assert [hit.note for hit in hits] == ["open", "done"]


@pytest.mark.parametrize(
    ("title", "query"),
    [("100 % sure", "100 %"), ("snake_case", "e_c"), ("Élan vital", "élan"), ("back\\slash", "k\\s")],
)
def test_signs_stand_for_themselves(store: Store, title: str, query: str) -> None:
    tasks(store, title, "100 times", "snakeXcase", "backslash")
    assert labels(store, query)[0] == title


def test_nothing_is_found_for_nothing(store: Store) -> None:
    tasks(store, "Call Ada")
    assert labels(store, "   ") == []
    assert labels(store, "'; DROP TABLE task; --") == []
    assert labels(store, "x" * 10_000) == []


def test_it_stays_fast_among_many(store: Store) -> None:
    words = ("call", "write", "refund", "invoice", "draft", "weekly", "report", "client")

    def many(session: Session) -> None:
        rows = [
            {"title": f"{words[n % 8]} {words[n // 8 % 8]} number {n}", "created_on": DAY}
            for n in range(20_000)
        ]
        session.connection().execute(insert(Task), rows)

    store.write(many)
    for query in ("refund", "rfnd clnt", "zzzz"):
        best = min(_seconds(store, query) for _ in range(3))
        assert best < 0.05, query  # seconds, at a fifth of the rows the limit is meant for


def _seconds(store: Store, query: str) -> float:
    start = time.perf_counter()
    store.read(search.find, query)
    return time.perf_counter() - start
