from typing import Any

import pytest
from hypothesis import given

from bef_tui.framework.diagnosis import diagnosis, five_mistakes, four_causes, self_total, top_reason
from bef_tui.framework.facts import Facts, Tally
from bef_tui.framework.gap import pooled_gap, portfolio
from bef_tui.framework.judgement import judge
from bef_tui.framework.score import scorecard
from bef_tui.framework.verdict import Diagnosis, Finding
from bef_tui.framework.words import CATEGORIES
from tests.framework.builders import (
    CLOSED,
    TODAY,
    WEEK,
    believable,
    facts,
    goal,
    kpi,
    promise,
    reviews,
    week_of_promises,
)
from tests.framework.strategies import businesses, quick


def diagnosed(kept: int, missed: int, current: float | None, **changes: Any) -> Diagnosis:
    goals = () if current is None else (goal(1, current=current),)
    found = facts(goals=goals, commitments=week_of_promises(CLOSED[-1], kept, missed, **changes))
    return diagnosis(found, pooled_gap(found), portfolio(found))


@pytest.mark.parametrize(
    ("kept", "missed", "current", "key"),
    [
        (82, 18, 20.0, "wrong plan"),
        (69, 31, 20.0, "execution problem"),
        (69, 31, 50.0, "goals too soft"),
        (82, 18, 50.0, "executing"),
        (81, 19, 50.0, "slipping"),
        (70, 30, 20.0, "slipping"),
        (90, 10, None, "goals unknown"),
        (10, 90, None, "execution problem"),
        (0, 0, 50.0, "no promises"),
    ],
)
def test_promises_kept_against_goals_on_plan(kept: int, missed: int, current: float | None, key: str) -> None:
    assert diagnosed(kept, missed, current).key == key


def test_the_sentence_says_the_share_and_the_top_reason() -> None:
    found = diagnosed(2, 8, 20.0, reason="blocked")
    assert found.sentence == "20% kept: an execution problem, promise less and fix the top reason (blocked)"
    assert found.confidence == "medium"
    assert diagnosed(9, 1, 20.0).sentence == "90% kept and the goals are behind: the plan is wrong"


def test_the_top_reason_is_the_one_given_most() -> None:
    commitments = [
        promise(i, state="missed", reason=r) for i, r in enumerate(("blocked", "avoided", "avoided", ""))
    ]
    assert top_reason(facts(commitments=tuple(commitments))) == "avoided"
    assert top_reason(facts()) == ""


def found_in(found: Facts) -> dict[str, Finding]:
    return {finding.key: finding for finding in judge(found).findings}


def test_the_founders_view_against_the_records_is_a_finding() -> None:
    rated = facts(self_ratings=(("clarity", 4), ("systems", 1), ("measurement", 3)))
    texts = [f.text for f in judge(rated).findings if f.key == "self rating"]
    assert texts == ["Clarity: you say 4, the records say 1.0", "Measurement: you say 3, the records say 1.2"]
    humble = judge(facts(goals=(goal(1),), self_ratings=(("clarity", 2),))).findings
    assert [(f.tone, f.text) for f in humble if f.key == "self rating"] == [
        ("none", "Clarity: you say 2, the records say 5.0")
    ]


def test_the_founders_total_needs_all_five() -> None:
    assert self_total(facts(self_ratings=(("clarity", 4),))) is None
    assert self_total(facts(self_ratings=tuple((key, 4) for key in CATEGORIES))) == 20


def test_what_asks_for_a_decision_now_comes_first() -> None:
    found = facts(
        goals=(goal(1, current=20.0), goal(2, current_on=None, current=None), goal(3, target=None)),
        commitments=tuple(promise(i, WEEK, "open", carried=3 if i == 1 else 0) for i in range(1, 9)),
        kpis=(kpi(1, (9.0, 9.0)),),
    )
    by_key = found_in(found)
    assert by_key["carried"].text == "“Promise 1” is carried 3 times: shrink, delegate or drop it"
    assert (by_key["carried"].kind, by_key["carried"].id) == ("commitment", 1)
    assert by_key["goal behind"].text == "Goal 1: behind 30 points, 30 days"
    assert by_key["goal unknown"].text == "Goal 2: no update for 50 days"
    assert by_key["goal without plan"].id == 3
    assert by_key["too many promises"].tone == "near"
    assert by_key["kpi unanswered"].id == 1
    tones = [finding.tone for finding in judge(found).findings]
    assert tones == sorted(tones, key=["bad", "near", "none"].index)


def test_a_week_without_promises_and_too_many_goals() -> None:
    by_key = found_in(facts(goals=tuple(goal(i) for i in range(1, 7))))
    assert by_key["nothing promised"].text == "Nothing is promised for this week"
    assert "no prioritisation" in by_key["too many goals"].text


def test_a_tick_against_the_records_is_a_finding() -> None:
    by_key = found_in(facts(processes=Tally(1, 7), audit_ticks=(("sops", True),)))
    assert by_key["audit"].text.startswith("Audit 7: you ticked it, the records do not: 1 of 7")


def mistakes(found: Facts) -> dict[str, bool | None]:
    return {m.key: m.found for m in five_mistakes(found, scorecard(found))}


def test_the_five_mistakes() -> None:
    assert set(mistakes(Facts(TODAY, WEEK)).values()) == {None}
    bad = facts(
        goals=tuple(goal(i, lead=False) for i in range(1, 7)),
        contacts_known=3,
        follow_ups=Tally(1, 20),
        processes=Tally(0, 7),
        commitments=week_of_promises(CLOSED[-1], 1, 9),
    )
    assert set(mistakes(bad).values()) == {True}
    assert mistakes(believable()) == {
        "no prioritisation": False,
        "no systems": False,
        "poor communication": False,
        "lack of measurement": False,
        "no accountability": False,
    }


def test_the_four_causes() -> None:
    def causes(found: Facts) -> list[bool | None]:
        return [c.found for c in four_causes(found, scorecard(found), pooled_gap(found))]

    assert causes(Facts(TODAY, WEEK)) == [None] * 4
    assert causes(believable()) == [False] * 4
    assert causes(facts(reviews=reviews()[:2]))[3] is True


@quick
@given(businesses)
def test_every_business_can_be_judged(found: Facts) -> None:
    judgement = judge(found)
    assert judgement.diagnosis.sentence
    assert len(judgement.audit.items) == 10
    assert 0 <= judgement.reached.number <= 6
    assert not judgement.diagnosis.sentence.endswith(".")
