from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bef_tui.framework.facts import CommitmentFact, Facts, Tally
from bef_tui.framework.score import category, scorecard
from bef_tui.framework.verdict import CategoryScore, Part
from bef_tui.framework.words import CATEGORIES, Category
from tests.framework.builders import (
    CLOSED,
    TODAY,
    WEEK,
    believable,
    facts,
    goal,
    promise,
    reviews,
    week_of_promises,
)


def part(found: Facts, key: str) -> Part:
    return scorecard(found).part(key)


def judged(key: Category, **changes: Any) -> CategoryScore:
    return category(facts(**changes), key)


def promised(kept: int, missed: int = 0) -> tuple[CommitmentFact, ...]:
    """So many promises over the four closed weeks."""
    states = ["kept"] * kept + ["missed"] * missed
    return tuple(promise(i, CLOSED[-4 + i % 4], state) for i, state in enumerate(states, start=1))


def test_an_empty_file_has_no_evidence_anywhere_and_scores_five() -> None:
    card = scorecard(Facts(TODAY, WEEK))
    assert [c.key for c in card.categories] == list(CATEGORIES)
    assert all((c.value, c.state, c.n) == (1.0, "no evidence", 0) for c in card.categories)
    assert card.total == 5.0
    assert card.band == "priority"


@pytest.mark.parametrize(
    ("kept", "missed", "value"), [(20, 0, 5.0), (17, 3, 4.0), (14, 6, 2.9), (10, 10, 2.0)]
)
def test_promises_kept_alone(kept: int, missed: int, value: float) -> None:
    found = judged("accountability", commitments=promised(kept, missed))
    assert found.value == value
    assert found.n == 20
    assert found.confidence == "high"


def test_with_half_of_the_weight_a_category_is_not_thin_and_with_less_it_is() -> None:
    half = judged("accountability", commitments=promised(20))
    assert (half.state, half.value) == ("judged", 5.0)
    less = judged("accountability", owned=Tally(10, 10), timely=Tally(10, 10))
    assert (less.state, less.value) == ("thin", 3.0)
    assert "35 %" in less.note


def test_the_weight_of_what_is_missing_goes_to_the_others() -> None:
    found = judged("accountability", commitments=promised(20), owned=Tally(0, 10))
    shares = {p.key.split(".")[1]: p.share for p in found.parts}
    assert shares["promises"] == pytest.approx(100 * 50 / 70)
    assert shares["owned"] == pytest.approx(100 * 20 / 70)
    assert shares["timely"] == shares["actions"] == 0
    assert found.exact == pytest.approx((50 * 5 + 20 * 1) / 70)


def test_below_eight_promises_the_component_is_held_at_three() -> None:
    found = part(facts(commitments=promised(7)), "accountability.promises")
    assert (found.value, found.capped, found.confidence) == (3.0, True, "low")
    assert "until there are 8" in found.note
    assert not part(facts(commitments=promised(0, 7)), "accountability.promises").capped


@pytest.mark.parametrize("changes", [{"due": None}, {"closed_on": None}])
def test_a_promise_without_a_day_is_due_at_the_end_of_its_week(changes: dict[str, Any]) -> None:
    assert part(facts(commitments=(promise(1, **changes),)), "accountability.promises").k == 1


def test_late_is_missed() -> None:
    late = promise(1, closed_on=TODAY)
    assert part(facts(commitments=(late,)), "accountability.promises").k == 0


def test_only_four_closed_weeks_count_for_promises() -> None:
    found = facts(commitments=(*week_of_promises(CLOSED[-5], 0, 5), *week_of_promises(WEEK, 3)))
    assert part(found, "accountability.promises").value is None


@pytest.mark.parametrize("lacking", ["metric", "unit", "baseline", "target", "due", "why", "known"])
def test_a_goal_is_well_formed_with_all_seven_answers(lacking: str) -> None:
    empty = None if lacking in ("baseline", "target", "due") else False
    found = part(facts(goals=(goal(1), goal(2, **{lacking: empty}))), "clarity.goals")
    assert (found.k, found.n, found.value) == (1, 2, 3.0)


@pytest.mark.parametrize(("count", "share"), [(1, 1.0), (5, 1.0), (6, 0.8), (8, 0.4), (10, 0.0), (14, 0.0)])
def test_focus_is_one_to_five_goals(count: int, share: float) -> None:
    found = part(facts(goals=tuple(goal(i) for i in range(1, count + 1))), "clarity.focus")
    assert found.value == pytest.approx(1 + 4 * share)


@pytest.mark.parametrize("rank", [None, 1])
def test_a_missing_or_doubled_rank_halves_focus(rank: int | None) -> None:
    found = part(facts(goals=(goal(1), goal(2, rank=rank), goal(3))), "clarity.focus")
    assert found.value == 3.0


def test_no_goal_to_focus_on_is_no_focus_once_something_is_promised() -> None:
    assert part(facts(), "clarity.focus").value is None
    assert part(facts(commitments=promised(1)), "clarity.focus").value == 1.0
    assert part(facts(goals=(goal(1, horizon="annual"),)), "clarity.focus").value == 1.0


def test_promises_linked_is_a_share_of_the_frozen_ones() -> None:
    loose = tuple(replace(c, linked=c.id % 2 == 0) for c in promised(10))
    assert part(facts(commitments=loose), "clarity.linked").value == 3.0


def test_a_goal_loosened_after_its_fourteenth_day_is_not_stable() -> None:
    young = goal(3, start=TODAY - timedelta(days=14))
    found = part(facts(goals=(goal(1), goal(2, loosened_on=TODAY), young)), "clarity.stability")
    assert (found.k, found.n, found.value) == (1, 2, 3.0)


def test_without_contacts_shared_reviews_alone_are_judged_and_held_at_three() -> None:
    found = judged("communication", reviews=reviews(shared=True), follow_ups=Tally(20, 20))
    assert (found.value, found.note) == (3.0, "no contacts: held at 3.0")
    assert [p.key for p in found.parts if p.value is not None] == ["communication.shared"]
    unshared = judged("communication", reviews=reviews())
    assert unshared.value == 1.0


def test_communication_with_contacts() -> None:
    found = judged(
        "communication",
        contacts_known=5,
        follow_ups=Tally(17, 20),
        contacts=Tally(3, 4),
        replies=Tally(20, 20),
        reviews=tuple(replace(r, shared=r.id > 7) for r in reviews()),
    )
    assert found.exact == pytest.approx(0.4 * (3 + (18 / 22 - 0.7) / 0.12) + 0.3 * 4 + 0.15 * 5 + 0.15 * 3)


def test_only_the_last_four_closed_reviews_are_asked_for_sharing() -> None:
    found = part(
        facts(reviews=tuple(replace(r, shared=r.id <= 5) for r in reviews())), "communication.shared"
    )
    assert (found.k, found.n) == (0, 4)


def test_documents_alone_reach_two_point_nine() -> None:
    seven = judged("systems", processes=Tally(7, 7), sops_active=7, runs=Tally(0, 28))
    assert seven.value == 2.9
    one = judged("systems", processes=Tally(1, 1), sops_active=1, runs=Tally(0, 2), tasks_recent=40)
    assert (one.value, one.note) == (2.9, "documents alone: held at 2.9 until a run is finished in time")
    new = judged("systems", processes=Tally(7, 7), sops_active=7)
    assert new.value == 2.9


def test_silent_skips_scale_the_rate_of_runs() -> None:
    whole = part(facts(runs=Tally(20, 20), steps_due=100, steps_done=100), "systems.runs")
    assert whole.value == 5.0
    skipped = part(facts(runs=Tally(20, 20), steps_due=100, steps_done=55), "systems.runs")
    assert skipped.value == pytest.approx(2 + (21 / 22 * 0.55 - 0.5) / 0.2)


def test_repetition_counts_only_once_there_are_tasks() -> None:
    assert part(facts(), "systems.repeats").value is None
    assert part(facts(tasks_recent=5), "systems.repeats").value == 5.0
    assert part(facts(tasks_recent=5, repeats=Tally(1, 4)), "systems.repeats").value == 2.0


@pytest.mark.parametrize(("total_up_to", "band"), [(12.4, "priority"), (12.5, "building"), (19.5, "strong")])
def test_bands_lie_on_the_half_up_rounded_total(total_up_to: float, band: str) -> None:
    card = scorecard(believable())
    first = total_up_to - 4
    values = (first, 1.0, 1.0, 1.0, 1.0)
    bent = card._replace(
        categories=tuple(c._replace(value=value) for c, value in zip(card.categories, values, strict=True))
    )
    assert bent.total == pytest.approx(total_up_to)
    assert bent.band == band


@pytest.mark.parametrize(
    ("key", "value", "word"),
    [
        ("clarity", 4.0, "Execution Ready"),
        ("clarity", 3.9, "Building"),
        ("clarity", 2.0, "Critical Gap"),
        ("accountability", 1.0, "Critical Gap"),
        ("communication", 2.1, "Building"),
        ("systems", 2.0, "Needs Attention"),
        ("measurement", 1.4, "Needs Attention"),
    ],
)
def test_category_words(key: Category, value: float, word: str) -> None:
    assert scorecard(believable()).category(key)._replace(value=value).word == word


def test_every_component_says_why_and_shows_its_records() -> None:
    card = scorecard(believable())
    assert all(p.note for c in card.categories for p in c.parts)
    missed = card.part("accountability.promises").evidence
    assert {e.kind for e in missed} == {"commitment"}
    assert all("not done, blocked" in e.note for e in missed)
    assert card.part("systems.runs").ignored == 1
    assert card.part("clarity.goals").evidence[1].move == "Give “Goal 2” its why"


def test_a_snapshot_keeps_the_numbers_and_drops_the_records() -> None:
    card = scorecard(believable())
    bare = card.without_evidence()
    assert bare.total == card.total
    assert all(not p.evidence for c in bare.categories for p in c.parts)
    with pytest.raises(KeyError):
        bare.part("clarity.nothing")
