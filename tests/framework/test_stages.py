from dataclasses import replace
from typing import Any

import pytest

from bef_tui.framework.facts import Facts, Tally
from bef_tui.framework.gap import pooled_gap
from bef_tui.framework.maturity import mark_of, stage_marks, stage_reached
from bef_tui.framework.score import scorecard
from bef_tui.framework.stages import PLACES, STAGES, StageKey, StageMark, stage
from tests.framework.builders import CLOSED, TODAY, WEEK, facts, goal, kpi, promise, reviews, week_of_promises

READY: dict[str, Any] = {
    "goals": (goal(1), goal(2, horizon="annual")),
    "plans": Tally(2, 2),
    "processes": Tally(4, 7),
    "sops_active": 4,
    "runs": Tally(7, 10),
    "commitments": week_of_promises(CLOSED[-1], 7, 3),
    "kpis": (kpi(1, (12.0,) * 9), kpi(2, (12.0,) * 9, kind="lag")),
    "reviews": reviews(),
    "issues_decided": 1,
    "process_changes": 1,
}


def marks(found: Facts) -> tuple[StageMark, ...]:
    return stage_marks(found, scorecard(found), pooled_gap(found))


def test_the_six_stages_have_a_question_and_an_output() -> None:
    assert [s.number for s in STAGES] == [1, 2, 3, 4, 5, 6]
    assert stage("execution").question == "Are we doing what we said we would?"
    assert all(s.output and not s.output.endswith(".") for s in STAGES)
    assert [p.key for p in PLACES] == list("01234567SR/?")
    assert len({p.name for p in PLACES}) == len(PLACES)


def test_an_empty_file_has_reached_no_stage() -> None:
    found = marks(Facts(TODAY, WEEK))
    assert {m.mark for m in found} == {"empty"}
    reached = stage_reached(found)
    assert reached.number == 0
    assert reached.sentence == "No stage is reached yet; missing for 1 Vision: no active goal"


def test_a_business_that_produces_every_output_has_reached_all_six() -> None:
    found = marks(facts(**READY))
    assert [m.mark for m in found] == ["full"] * 6
    assert stage_reached(found).number == 6


@pytest.mark.parametrize(
    ("key", "changes", "mark"),
    [
        ("vision", {"goals": (goal(1),)}, "half"),
        ("vision", {"goals": (goal(1, horizon="annual"),)}, "half"),
        ("vision", {"goals": (goal(1), goal(2, horizon="annual", why=False))}, "half"),
        ("planning", {"plans": Tally(1, 2)}, "half"),
        ("planning", {"plans": Tally()}, "empty"),
        ("planning", {"goals": (goal(1), goal(2, horizon="annual"), goal(3, rank=None))}, "half"),
        ("systems", {"processes": Tally(3, 7)}, "half"),
        ("systems", {"runs": Tally(6, 10)}, "half"),
        ("systems", {"runs": Tally()}, "half"),
        ("systems", {"runs": Tally(), "sops_active": 0}, "empty"),
        ("execution", {"commitments": week_of_promises(CLOSED[-1], 6, 4)}, "half"),
        ("execution", {"commitments": (promise(1, WEEK, "open"),)}, "half"),
        ("execution", {"commitments": ()}, "empty"),
        ("measurement", {"kpis": (kpi(1, (12.0,) * 9),)}, "half"),
        ("measurement", {"kpis": (kpi(1), kpi(2, kind="lag"))}, "half"),
        ("measurement", {"reviews": reviews()[:3]}, "half"),
        ("measurement", {"kpis": ()}, "empty"),
        ("improvement", {"issues_decided": 0}, "half"),
        ("improvement", {"process_changes": 0}, "half"),
        ("improvement", {"issues_decided": 0, "process_changes": 0}, "empty"),
    ],
)
def test_what_is_missing_lowers_the_mark(key: StageKey, changes: dict[str, Any], mark: str) -> None:
    found = mark_of(marks(facts(**{**READY, **changes})), key)
    assert found.mark == mark
    assert found.why


def test_the_stage_reached_is_the_last_without_a_hole() -> None:
    holed = replace(facts(**READY), runs=Tally(1, 10))
    reached = stage_reached(marks(holed))
    assert reached.number == 2
    assert reached.sentence == (
        "Stage 2 Planning is reached; missing for 3 Systems: only 1 of 10 due runs finished in time"
    )
