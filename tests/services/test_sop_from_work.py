"""The detector's deed: an SOP whose steps are the tasks done."""

from datetime import timedelta
from typing import Any

import pytest

from bef_tui.data.store import Store
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.titles import title_key
from bef_tui.framework.weeks import Now
from bef_tui.services import execution, people, planning, systems


def done(store: Store, now: Now, title: str, days_ago: int, **values: Any) -> None:
    """A task done so many days ago."""
    day = now.later(days=-days_ago)
    task = store.write(execution.add_task, now=day, title=title, **values)
    store.write(execution.complete, task, now=day)


def drawn(store: Store, now: Now, title: str) -> systems.SopDetail:
    """The SOP drawn from the work of this title."""
    sop_id = store.write(systems.sop_from_work, title_key(title), now=now)
    return store.read(systems.sop_detail, sop_id)


def headlines(sop: systems.SopDetail) -> list[str]:
    return [step.headline for step in sop.steps]


class TestTheSteps:
    def test_are_the_tasks_done_with_it_in_order(self, store: Store, now: Now) -> None:
        plan = store.write(planning.add_plan, now=now, title="Shop")
        for days in (20, 13, 6):
            done(store, now, "Pick order 7", days, plan_id=plan)
            done(store, now, "Pack it", days, plan_id=plan, done_when="The box closes")
            done(store, now, "Ship it", days, plan_id=plan)
            done(store, now, "Call mother", days)
        done(store, now, "Paint the wall", 6, plan_id=plan)
        (work, *_) = store.read(systems.repeated_work, now=now)
        sop = drawn(store, now, "Pack it")
        assert (sop.title, sop.status, sop.revision) == ("Pack it", "draft", 1)
        assert headlines(sop) == ["Pick order 7", "Pack it", "Ship it"]
        assert sop.steps[1].details == "Done when: The box closes"
        assert "30 Oct, 6 Nov, 13 Nov" in sop.body
        assert work.key in {"pick order", "pack it", "ship it", "call mother"}
        assert "Pack it" not in {row.title for row in store.read(systems.repeated_work, now=now)}

    def test_are_found_per_contact(self, store: Store, now: Now) -> None:
        for name in ("Ada", "Lin", "Mo"):
            contact = store.write(people.add_contact, now=now, name=name)
            done(store, now, "Send the contract", 3, contact_id=contact)
            done(store, now, "Open the account", 3, contact_id=contact)
        assert headlines(drawn(store, now, "Open the account")) == ["Send the contract", "Open the account"]

    def test_are_the_notes_where_it_was_done_alone(self, store: Store, now: Now) -> None:
        done(store, now, "Count the till", 9, note="- [ ] Open it\n2. Count the coins\n---\n")
        done(store, now, "Count the till", 2, note="Open it\nWrite the sum down")
        done(store, now, "Count the till", 16)
        sop = drawn(store, now, "Count the till")
        assert [(s.number, s.headline) for s in sop.steps] == [
            ("1", "Count the till"),
            ("1.1", "Open it"),
            ("1.2", "Write the sum down"),
            ("1.3", "Count the coins"),
        ]

    @pytest.mark.parametrize(
        "title", ["```code", "<!-- x", "!!! note", "- [ ] Box", "> quote", "---", "[x] a"]
    )
    def test_are_whole_whatever_the_title(self, store: Store, now: Now, title: str) -> None:
        for days in (1, 2, 3):
            done(store, now, title, days, note="Look\n```\nAct")
        sop = drawn(store, now, title)
        assert len(sop.steps) == 3
        assert sop.title == title
        assert store.read(systems.repeated_work, now=now) == ()


class TestRefusals:
    def test_work_that_has_an_sop(self, store: Store, now: Now) -> None:
        for days in (1, 2, 3):
            done(store, now, "Count the till", days)
        drawn(store, now, "Count the till")
        with pytest.raises(RuleBroken, match="There is an SOP for this work already"):
            drawn(store, now, "count the till")

    @pytest.mark.parametrize("title", ["Never done", "", "123"])
    def test_work_that_nobody_did(self, store: Store, now: Now, title: str) -> None:
        with pytest.raises(RuleBroken, match="Nothing of that name was done in the last 8 weeks"):
            drawn(store, now, title)

    def test_work_of_long_ago(self, store: Store, now: Now) -> None:
        for days in (1, 2, 3):
            done(store, now, "Count the till", days)
        with pytest.raises(RuleBroken, match="Nothing of that name"):
            drawn(store, Now(now.at + timedelta(weeks=10), now.zone), "Count the till")
