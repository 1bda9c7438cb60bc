from dataclasses import replace
from typing import Any

import pytest

from bef_tui.framework.agenda import (
    HARD_STOP,
    STEP_KEYS,
    STEPS,
    StepFacts,
    StepKey,
    active_seconds,
    capacity,
    check_fate,
    commit_warnings,
    done_when,
    fates_for,
    is_over,
    left_to_do,
    minutes_of,
    nothing_to_do,
    step,
    steps_of,
)
from bef_tui.framework.errors import RuleBroken
from tests.framework.builders import CLOSED, facts, promise, week_of_promises


def test_nine_steps_of_twenty_seven_minutes() -> None:
    assert [s.number for s in STEPS] == list(range(1, 10))
    assert tuple(s.key for s in STEPS) == STEP_KEYS
    assert [s.minutes for s in STEPS] == [1, 3, 4, 3, 3, 2, 6, 4, 1]
    assert minutes_of("full") == 27 < HARD_STOP
    assert minutes_of("monthly") == minutes_of("quarterly") == 27


def test_express_is_steps_two_three_eight_and_nine_in_ten_minutes() -> None:
    assert [s.number for s in steps_of("express")] == [2, 3, 8, 9]
    assert minutes_of("express") == 10
    assert step("numbers").box("express") == 3


def test_monthly_and_quarterly_add_to_the_nine() -> None:
    assert [s.number for s in steps_of("quarterly")] == list(range(1, 10))
    assert "Pareto" in step("land").adds("monthly")
    assert "grade" in step("goals").adds("quarterly")
    assert "self-ratings" in step("close").adds("quarterly")
    assert not any(s.adds("full") or s.adds("express") for s in STEPS)


DONE: dict[StepKey, StepFacts] = {
    "land": StepFacts(landed=True),
    "numbers": StepFacts(kpis_due=3, kpis_answered=3),
    "said_did": StepFacts(promises=4),
    "goals": StepFacts(goals=3, goals_touched=3),
    "people": StepFacts(contacts_open=5, follow_ups_overdue=2),
    "systems": StepFacts(systems_attention=2, systems_decided=True),
    "solve": StepFacts(issues_open=4, issues_decided=1),
    "commit": StepFacts(outcomes=3, frozen=True),
    "close": StepFacts(rated=True, saved=True, backed_up=True, next_set=True),
}


@pytest.mark.parametrize("key", STEP_KEYS)
def test_a_step_is_done_when_the_records_say_so(key: StepKey) -> None:
    assert done_when(key, DONE[key])
    assert left_to_do(key, DONE[key]) == ""


@pytest.mark.parametrize(
    ("key", "changes", "left"),
    [
        ("land", {"landed": False}, "press enter to begin"),
        ("numbers", {"kpis_answered": 2}, "1 number still due"),
        ("said_did", {"promises_open": 2}, "2 still to be kept, missed or dropped"),
        ("said_did", {"misses": 1}, "1 missed without a reason or a fate"),
        ("goals", {"goals_touched": 1}, "2 goals not yet touched"),
        ("people", {"contacts_without_next": 1}, "1 contact without a next touch"),
        ("systems", {"systems_decided": False}, "decide one process fix, or that none is needed"),
        ("solve", {"issues_decided": 0}, "decide one issue, or park it"),
        ("commit", {"outcomes": 0, "frozen": False}, "promise at least one outcome; freeze the list"),
        ("commit", {"outcomes_incomplete": 1}, "1 outcome without one of the three answers"),
        ("close", {"backed_up": False}, "the backup is not taken yet"),
    ],
)
def test_a_step_says_what_is_left(key: StepKey, changes: dict[str, Any], left: str) -> None:
    found = replace(DONE[key], **changes)
    assert left_to_do(key, found) == left
    assert not done_when(key, found)


def test_a_step_with_nothing_to_do_is_passed() -> None:
    passed = [key for key in STEP_KEYS if nothing_to_do(key, StepFacts())]
    assert passed == ["numbers", "said_did", "goals", "people", "systems", "solve"]
    assert all(done_when(key, StepFacts()) for key in passed)
    assert not nothing_to_do("people", StepFacts(follow_ups_overdue=1))


def test_only_active_time_counts() -> None:
    assert [active_seconds(s) for s in (0, 5, 120, 121, -3)] == [0, 5, 120, 0, 0]
    assert not is_over(29 * 60 + 59)
    assert is_over(30 * 60)


def test_capacity_is_the_four_week_kept_average() -> None:
    late = promise(1, CLOSED[-2], closed_on=facts().today)
    found = facts(commitments=(*week_of_promises(CLOSED[-1], 4, 2), *week_of_promises(CLOSED[-2], 1), late))
    assert capacity(found) == 3
    assert capacity(facts()) is None


@pytest.mark.parametrize(
    ("outcomes", "able", "words"),
    [
        (3, None, []),
        (5, 4.5, []),
        (4, 3.0, ["promise less"]),
        (3, 2.5, []),
        (1, 0.0, ["three to five move"]),
        (2, None, ["three to five move"]),
        (6, None, ["kept more often"]),
        (8, 7.0, ["no prioritisation"]),
        (8, 2.0, ["promise less", "no prioritisation"]),
    ],
)
def test_warnings_before_the_list_is_frozen(outcomes: int, able: float | None, words: list[str]) -> None:
    said = commit_warnings(outcomes, able)
    assert len(said) == len(words)
    assert all(word in text for word, text in zip(words, said, strict=True))


def test_carried_three_times_forbids_a_plain_recommit() -> None:
    assert "recommit" in fates_for(2)
    assert "recommit" not in fates_for(3)
    check_fate("shrink", 5)
    check_fate("recommit", 2)
    with pytest.raises(RuleBroken, match="carried 3 times") as caught:
        check_fate("recommit", 3)
    assert caught.value.field == "fate"
