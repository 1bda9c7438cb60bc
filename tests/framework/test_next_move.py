from dataclasses import replace

import pytest
from hypothesis import given

from bef_tui.framework.diagnosis import changes, next_move
from bef_tui.framework.facts import Evidence, Facts, Tally
from bef_tui.framework.score import scorecard, total
from tests.framework.builders import (
    CLOSED,
    TODAY,
    WEEK,
    believable,
    facts,
    goal,
    kpi,
    missing_owner,
    points,
    reviews,
)
from tests.framework.strategies import businesses, quick


def test_the_move_is_worth_what_judging_again_says() -> None:
    found = believable()
    move = next_move(found, scorecard(found))
    assert move is not None
    assert (move.kind, move.id, move.text) == ("goal", 2, "Give “Goal 2” its why")
    mended = replace(found, goals=tuple(replace(g, why=True) for g in found.goals))
    assert move.gain == pytest.approx(total(mended) - total(found))
    assert move.gain_words == f"+{move.gain:.1f}"
    assert move.category == "clarity"


@quick
@given(businesses)
def test_no_other_change_raises_the_total_more(found: Facts) -> None:
    move = next_move(found, scorecard(found))
    gains = [total(change.apply(found)) - total(found) for change in changes(found)]
    if move is None:
        assert all(gain <= 0.1 + 1e-9 for gain in gains)
        return
    assert move.gain == pytest.approx(max(gains))
    assert move.exact > 0


def test_a_change_names_a_record_and_what_to_do() -> None:
    for change in changes(believable()):
        assert change.kind
        assert change.text
        assert change.rooms


def test_a_record_in_two_tallies_is_mended_in_both() -> None:
    late = Evidence("milestone", 1, "Milestone 1", False, "overdue", "Finish Milestone 1", 1)
    found = facts(
        goals=(goal(1),),
        owned=Tally(0, 1, evidence=(missing_owner(1),)),
        timely=Tally(0, 1, evidence=(late,)),
    )
    move = next_move(found, scorecard(found))
    assert move is not None
    assert move.text == "Give Milestone 1 an owner and Finish Milestone 1"
    assert move.gain == pytest.approx(2.0)


def test_running_an_sop_once_lifts_documents_alone() -> None:
    sop = Evidence("sop", 2, "Refund", False, "not run for 14 days", "Run the refund SOP once", 1, -3)
    runs = Tally(0, 28, evidence=(sop,))
    found = facts(goals=(goal(1),), reviews=reviews(shared=True), processes=Tally(7, 7), runs=runs)
    move = next_move(found, scorecard(found))
    assert move is not None
    assert (move.kind, move.id, move.category) == ("sop", 2, "systems")
    again = total(replace(found, runs=Tally(1, 25)))
    assert move.gain == pytest.approx(again - total(found))


def test_history_cannot_be_mended() -> None:
    late = Evidence("follow_up", 1, "Lin", False, "3 d late")
    assert "follow_up" not in {c.kind for c in changes(facts(follow_ups=Tally(0, 9, evidence=(late,))))}


def test_an_empty_file_begins_with_a_goal() -> None:
    found = Facts(TODAY, WEEK)
    move = next_move(found, scorecard(found))
    assert move is not None
    assert (move.kind, move.id, move.text) == ("goal", 0, "Write down one 90-day goal with its metric")
    assert move.gain == pytest.approx(4.0)


def test_a_business_that_cannot_do_better_has_no_next_move() -> None:
    found = facts(goals=(goal(1),), reviews=reviews(shared=True))
    assert next_move(found, scorecard(found)) is None


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (facts(goals=(goal(1), goal(2, rank=None))), "Rank “Goal 2” among the 90-day goals"),
        (facts(goals=tuple(goal(i) for i in range(1, 7))), "Pause or drop “Goal 6”: 5 goals are enough"),
        (facts(goals=(goal(1), goal(2, lag=False))), "Give “Goal 2” a lag KPI"),
        (facts(goals=(goal(1),), reviews=reviews()), "Share the report of 2026-W46"),
    ],
)
def test_moves_of_goals_and_reviews(found: Facts, text: str) -> None:
    move = next_move(found, scorecard(found))
    assert move is not None
    assert move.text == text


def test_the_review_still_due_takes_its_numbers_along() -> None:
    found = facts(goals=(goal(1),), kpis=(kpi(1, points=points((12.0,) * 9)[:-1]),), reviews=reviews()[:-1])
    review = next(c for c in changes(found) if c.kind == "review" and c.id == 0)
    assert review.text == f"Close the review of {CLOSED[-1]}"
    after = scorecard(review.apply(found))
    assert (after.part("measurement.entries").k, after.part("measurement.reviews").k) == (8, 8)
    assert after.part("measurement.entries").n == 8


def test_a_bad_number_can_still_be_answered() -> None:
    found = facts(kpis=(kpi(1, (12.0, 12.0, 9.0, 9.0)),), reviews=reviews())
    answer = next(c for c in changes(found) if c.kind == "kpi")
    assert answer.text == "Raise an issue on Kpi 1: off track for two weeks"
    assert scorecard(answer.apply(found)).part("measurement.answered").k == 1
