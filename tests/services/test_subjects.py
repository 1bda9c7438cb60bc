"""Whom a run is for, what is noted at its steps, and which steps are skipped."""

from typing import Any

import pytest

from bef_tui.data.store import Store
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.services import company, people, systems, vision

BODY = "1. Open **the** till\n2. Count\n3. Write it down\n"


@pytest.fixture
def sop(store: Store, now: Now) -> int:
    """An SOP of three steps in use."""
    sop_id = store.write(systems.add_sop, now=now, title="Till", trigger="closing", body=BODY)
    store.write(systems.activate, sop_id, now=now)
    return sop_id


@pytest.fixture
def known(store: Store, now: Now) -> dict[str, int]:
    """A contact, a deal and a goal, and two things of one name."""
    store.write(company.prepare, now=now)
    return {
        "contact": store.write(people.add_contact, now=now, name="Ada Lovelace"),
        "deal": store.write(people.add_deal, now=now, title="Engine"),
        "goal": store.write(vision.add_goal, now=now, title="Grow", done_when="seen"),
        "twin": store.write(people.add_contact, now=now, name="Engine II"),
        "twins": store.write(people.add_deal, now=now, title="Engine II"),
    }


class TestTheSubject:
    @pytest.mark.parametrize(
        ("kind", "name"), [("contact", "Ada Lovelace"), ("deal", "Engine"), ("goal", "Grow")]
    )
    def test_is_a_record_by_its_id_or_its_name(
        self, store: Store, now: Now, sop: int, known: dict[str, int], kind: str, name: str
    ) -> None:
        link: dict[str, Any] = {f"{kind}_id": known[kind]}
        by_id = store.write(systems.start, sop, now=now, **link)
        by_name = store.write(systems.start, sop, now=now, subject=name.lower())
        for run in (by_id, by_name):
            detail = store.read(systems.run_detail, run)
            assert detail.about == (kind, known[kind])
            assert detail.subject.lower() == name.lower()

    @pytest.mark.parametrize("name", ["Order 12", "Ada", "Engine II", ""])
    def test_or_just_a_name(self, store: Store, now: Now, sop: int, known: dict[str, int], name: str) -> None:
        detail = store.read(systems.run_detail, store.write(systems.start, sop, now=now, subject=name))
        assert (detail.subject, detail.about) == (name, None)

    def test_is_one(self, store: Store, now: Now, sop: int, known: dict[str, int]) -> None:
        with pytest.raises(RuleBroken, match="one contact, deal or goal"):
            store.write(systems.start, sop, now=now, contact_id=known["contact"], deal_id=known["deal"])
        with pytest.raises(RuleBroken, match="deleted meanwhile"):
            store.write(systems.start, sop, now=now, contact_id=999)

    def test_is_offered_to_choose_from(self, store: Store, known: dict[str, int]) -> None:
        offered = store.read(systems.run_subjects)
        assert [(one.kind, one.name) for one in offered] == [
            ("contact", "Ada Lovelace"),
            ("contact", "Engine II"),
            ("deal", "Engine"),
            ("deal", "Engine II"),
            ("goal", "Grow"),
        ]

    def test_can_be_said_when_a_due_run_is_started(
        self, store: Store, now: Now, sop: int, known: dict[str, int]
    ) -> None:
        store.write(systems.edit_sop, sop, {"cadence": "weekly"}, now=now)
        (due,) = (row for row in store.read(systems.runs, now=now) if row.status == "due")
        store.write(systems.start_due, due.id, now=now, subject="Ada Lovelace")
        detail = store.read(systems.run_detail, due.id)
        assert (detail.subject, detail.about, detail.due) == (
            "Ada Lovelace",
            ("contact", known["contact"]),
            due.due,
        )


def test_notes_and_proofs_are_added_line_by_line(store: Store, now: Now, sop: int) -> None:
    run = store.write(systems.start, sop, now=now)
    step = store.read(systems.run_detail, run).steps[0].id
    store.write(systems.add_note, step, "two coins were foreign", now=now)
    store.write(systems.add_note, step, "https://example.com/till.jpg", now=now)
    assert store.read(systems.run_detail, run).steps[0].note.splitlines() == [
        "two coins were foreign",
        "https://example.com/till.jpg",
    ]
    with pytest.raises(RuleBroken, match="Say what to note"):
        store.write(systems.add_note, step, " ", now=now)


class TestTheRunThatIsDue:
    @pytest.fixture
    def weekly(self, store: Store, now: Now) -> int:
        """An SOP with a rhythm, whose run of this week waits."""
        body = "1. Look\n2. Write\n"
        made: int = store.write(systems.add_sop, now=now, title="Money check", cadence="weekly", body=body)
        store.write(systems.activate, made, now=now)
        return made

    def test_it_is_the_one_that_is_begun(self, store: Store, now: Now, weekly: int) -> None:
        waits = store.read(systems.waiting_run, weekly)
        assert store.write(systems.begin, weekly, now=now, subject="Acme") == waits
        assert store.read(systems.run_detail, waits or 0).subject == "Acme"
        assert store.read(systems.waiting_run, weekly) is None
        assert store.write(systems.begin, weekly, now=now, subject="Acme") != waits

    def test_one_for_somebody_else_waits_on(self, store: Store, now: Now, weekly: int) -> None:
        waits = store.read(systems.waiting_run, weekly)
        store.write(systems.edit_run, waits or 0, {"subject": "Lin"}, now=now)
        assert store.read(systems.waiting_run, weekly) is None
        assert store.read(systems.waiting_run, weekly, {"subject": "lin"}) == waits
        assert store.write(systems.begin, weekly, now=now, subject="Acme") != waits


def test_whom_a_run_is_for_is_changed_until_it_is_over(
    store: Store, now: Now, sop: int, known: dict[str, int]
) -> None:
    run = store.write(systems.start, sop, now=now, subject="Acme")
    store.write(systems.edit_run, run, {"contact_id": known["contact"]}, now=now)
    assert store.read(systems.run_values, run)["subject"] == ("contact", known["contact"])
    store.write(systems.edit_run, run, {"subject": "the shop"}, now=now)
    assert store.read(systems.run_values, run)["subject"] == "the shop"
    store.write(systems.abandon, run, "closed", now=now)
    with pytest.raises(RuleBroken, match="finished and stays"):
        store.write(systems.edit_run, run, {"subject": "Acme"}, now=now)


class TestSkipped:
    def test_steps_of_one_sop_with_the_newest_reasons(self, store: Store, now: Now, sop: int) -> None:
        for days, reasons in enumerate((("no key", ""), ("no time", "ill"), ("no key", ""), ("lost", ""))):
            later = now.later(days=days)
            run = store.write(systems.start, sop, now=later)
            steps = store.read(systems.run_detail, run).steps
            for step, reason in zip(steps, reasons, strict=False):
                if reason:
                    store.write(systems.skip_step, step.id, reason, now=later)
            store.write(systems.finish, run, leave_open=True, now=later)
        rows = store.read(systems.skipped_of, sop, now=now.later(days=5))
        assert [(row.number, row.step, row.times, row.reasons) for row in rows] == [
            ("1", "Open the till", 4, ("lost", "no key", "no time")),
            ("2", "Count", 1, ("ill",)),
        ]
        assert store.read(systems.skipped_most, now=now.later(days=5))[0].reason == "lost"

    def test_a_step_that_is_no_longer_there(self, store: Store, now: Now, sop: int) -> None:
        run = store.write(systems.start, sop, now=now)
        store.write(systems.skip_step, store.read(systems.run_detail, run).steps[1].id, "why", now=now)
        store.write(systems.save_revision, sop, "1. Open **the** till\n2. Write it down\n", now=now)
        (row,) = store.read(systems.skipped_of, sop, now=now)
        assert (row.number, row.step) == ("", "Count")

    def test_those_of_others_and_of_long_ago_are_not_shown(self, store: Store, now: Now, sop: int) -> None:
        other = store.write(systems.add_sop, now=now, title="Other", body=BODY)
        for one in (sop, other):
            run = store.write(systems.start, one, now=now)
            store.write(systems.skip_step, store.read(systems.run_detail, run).steps[0].id, "why", now=now)
            store.write(systems.finish, run, leave_open=True, now=now)
        assert len(store.read(systems.skipped_of, sop, now=now)) == 1
        assert store.read(systems.skipped_of, sop, now=now.later(weeks=9)) == ()
        assert store.read(systems.skipped_most, now=now.later(weeks=9)) == ()
