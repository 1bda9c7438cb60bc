from typing import Any

import pytest

from bef_tui.framework.audit import ITEMS, audit
from bef_tui.framework.facts import Facts, Tally
from bef_tui.framework.score import scorecard
from bef_tui.framework.verdict import Audit, AuditItem
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

GOALS = (goal(1), goal(2, horizon="annual"))
LEAD_AND_LAG = (kpi(1, (12.0,) * 9), kpi(2, (12.0,) * 9, kind="lag"))
FORGOTTEN = (kpi(1), kpi(2, kind="lag"))


def audited(found: Facts, texts: dict[str, str] | None = None) -> Audit:
    return audit(found, scorecard(found), texts)


def item(key: str, **changes: Any) -> AuditItem:
    return next(i for i in audited(facts(**changes)).items if i.key == key)


def test_the_ten_items_in_order() -> None:
    items = audited(Facts(TODAY, WEEK)).items
    assert [(i.number, i.key) for i in items] == [(n, key) for n, (key, _) in enumerate(ITEMS, start=1)]
    assert len(items) == 10
    assert all(i.evidence for i in items)


def test_fewer_than_seven_is_an_execution_problem() -> None:
    found = audited(believable())
    assert found.held == 7
    assert not found.is_problem
    assert audited(facts()).is_problem


def test_the_founders_own_tick_and_text() -> None:
    found = audited(
        facts(processes=Tally(1, 7), audit_ticks=(("sops", True), ("crm", False))),
        {"crm": "All in Pipedrive"},
    )
    by_key = {i.key: i for i in found.items}
    assert by_key["crm"].text == "All in Pipedrive"
    assert (by_key["sops"].ticked, by_key["crm"].ticked, by_key["goals"].ticked) == (True, False, None)
    assert by_key["sops"].disagrees
    assert not by_key["crm"].disagrees
    assert found.ticked == 1


@pytest.mark.parametrize(
    ("key", "changes", "holds"),
    [
        ("goals", {"goals": GOALS}, True),
        ("goals", {"goals": GOALS[:1]}, False),
        ("goals", {"goals": (*GOALS, goal(3, metric=False))}, False),
        ("goals", {}, False),
        ("priorities", {"goals": GOALS}, True),
        ("priorities", {"goals": (goal(1), goal(2, rank=None))}, False),
        ("priorities", {"goals": GOALS, "commitments": week_of_promises(WEEK, 8)}, False),
        ("priorities", {}, None),
        ("owners", {"owned": Tally(9, 10)}, True),
        ("owners", {"owned": Tally(8, 10)}, False),
        ("owners", {"owned": Tally(10, 10), "goals": (goal(1, owned=False),)}, False),
        ("owners", {}, None),
        ("deadlines", {"commitments": (promise(1),), "reviews": reviews()}, True),
        ("deadlines", {"commitments": (promise(1),)}, False),
        ("deadlines", {"reviews": reviews()}, None),
        ("crm", {"contacts": Tally(3, 5), "contacts_next": 5}, True),
        ("crm", {"contacts": Tally(3, 5), "contacts_next": 4}, False),
        ("crm", {}, None),
        ("response", {"follow_ups": Tally(41, 50), "replies": Tally(41, 50)}, True),
        ("response", {"follow_ups": Tally(40, 50), "replies": Tally(41, 50)}, False),
        ("response", {}, None),
        ("sops", {"processes": Tally(7, 7)}, True),
        ("sops", {"processes": Tally(6, 7)}, False),
        ("sops", {}, None),
        ("automation", {"runs": Tally(1, 9)}, True),
        ("automation", {"firings": 1}, True),
        ("automation", {"firings": 1, "repeats": Tally(0, 1)}, False),
        ("automation", {"runs": Tally(0, 9)}, False),
        ("kpis", {"kpis": LEAD_AND_LAG, "reviews": reviews()}, True),
        ("kpis", {"kpis": LEAD_AND_LAG[:1], "reviews": reviews()}, False),
        ("kpis", {"kpis": FORGOTTEN, "reviews": reviews()}, False),
        ("kpis", {"kpis": LEAD_AND_LAG, "closed": ()}, None),
        ("kpis", {}, False),
        ("retros", {"reviews": reviews(), "process_changes": 1}, True),
        ("retros", {"reviews": reviews()}, False),
        ("retros", {"reviews": reviews()[:5], "process_changes": 3}, False),
        ("retros", {"closed": CLOSED[:0]}, None),
    ],
)
def test_what_the_records_say(key: str, changes: dict[str, Any], holds: bool | None) -> None:
    assert item(key, **changes).holds is holds
