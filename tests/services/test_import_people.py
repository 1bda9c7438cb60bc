"""Contacts and deals from files: found again instead of doubled, moved at their real days, no promise."""

from datetime import date, timedelta
from typing import Any

import pytest

from bef_tui.data.store import Store
from bef_tui.exchange.mapping import corrected, guess
from bef_tui.exchange.people import read_contacts, read_deals
from bef_tui.exchange.reading import Reading
from bef_tui.exchange.tables import read_table, write_table
from bef_tui.framework.weeks import Now
from bef_tui.services import company, people
from bef_tui.services.exchange import Outcome, contacts_table, deals_table, import_contacts, import_deals
from bef_tui.services.facts import gather
from bef_tui.services.sql import rows_of

PEOPLE = "id,Name,Company,Email,Phone\n"
HEADER = "id,title,company,stage,value,opened_on,closed_on\n"


@pytest.fixture(autouse=True)
def _prepared(store: Store, now: Now) -> None:
    store.write(company.prepare, now=now)


def contacts_in(text: str) -> Reading[Any]:
    """The contacts of a table."""
    table = read_table(text, "c.csv")
    return read_contacts(table, guess(table, "contacts"))


def deals_in(text: str, **stages: str) -> Reading[Any]:
    """The deals of a table."""
    table = read_table(text, "d.csv")
    return read_deals(table, corrected(guess(table, "deals"), table, stages=stages))


def add_people(store: Store, now: Now, *rows: str, source: str = "csv") -> Outcome:
    """Import these contacts."""
    return store.write(import_contacts, contacts_in(PEOPLE + "\n".join(rows)), source, now=now)


def add_deals(store: Store, now: Now, *rows: str, source: str = "csv", **stages: str) -> Outcome:
    """Import these deals."""
    return store.write(import_deals, deals_in(HEADER + "\n".join(rows), **stages), source, now=now)


def counts(outcome: Outcome) -> tuple[int, int, int, int]:
    """Added, updated, unchanged, left out."""
    return outcome.added, outcome.updated, outcome.unchanged, len(outcome.left_out)


def asked(store: Store, sql: str) -> list[Any]:
    """The rows of a question in SQL."""
    return store.read(lambda session: rows_of(session)(sql))


# Contacts


@pytest.mark.parametrize(
    "row",
    [
        "1,Ada Lovelace,,ADA@x.de,",
        "1,Lovelace Ada,,,0171 2345678",
        "1,ada lovelace,ACME,,",
        "1,ada@x.de,,ada@x.de,",
    ],
)
def test_who_is_here_is_not_doubled(store: Store, now: Now, row: str) -> None:
    known = {"name": "Ada Lovelace", "company": "Acme", "email": "ada@x.de", "phone": "+49 (171) 2345678"}
    store.write(people.add_contact, now=now, **known)
    assert counts(add_people(store, now, row)) == (0, 0, 1, 0)
    assert asked(store, "SELECT name, company, email, phone FROM contact") == [tuple(known.values())]


@pytest.mark.parametrize(
    "row",
    ["1,Bob Stone,Acme,ada@x.de,", "1,Bob Stone,Acme,,0171 2345678", "1,Ada Lovelace,Acme,other@x.de,"],
)
def test_another_person_is_never_lost(store: Store, now: Now, row: str) -> None:
    known = {"name": "Ada Lovelace", "company": "Acme", "email": "ada@x.de", "phone": "+49 (171) 2345678"}
    store.write(people.add_contact, now=now, **known)
    outcome = add_people(store, now, row)
    assert counts(outcome) == (1, 0, 0, 0)
    assert len(outcome.notes) == ("Bob" in row)
    assert counts(add_people(store, now, row)) == (0, 0, 1, 0)


def test_a_contact_of_ours_gets_what_it_lacks_and_keeps_what_it_has(store: Store, now: Now) -> None:
    store.write(people.add_contact, now=now, name="Ada", email="ada@x.de", phone="1")
    assert counts(add_people(store, now, "1,Ada,Acme,ada@x.de,+49 171 2345678")) == (0, 1, 0, 0)
    assert asked(store, "SELECT company, phone, source FROM contact") == [("Acme", "1", None)]
    assert counts(add_people(store, now, "1,Ada,Acme,ada@x.de,+49 171 2345678")) == (0, 0, 1, 0)


def test_what_was_changed_here_stays(store: Store, now: Now) -> None:
    add_people(store, now, "1,Ada,Acme,ada@x.de,")
    store.write(people.edit_contact, 1, {"name": "Countess", "company": "", "email": "c@x.de"}, now=now)
    assert counts(add_people(store, now, "1,Ada,Other,c@x.de,5")) == (0, 0, 1, 0)
    assert asked(store, "SELECT name, company, phone FROM contact") == [("Countess", "", "")]


def test_the_same_contact_twice_in_a_file_is_taken_once(store: Store, now: Now) -> None:
    rows = ("1,Ada,Acme,ada@x.de,", "1,Ada,Acme,ada@x.de,", "2,Ada B,Acme,ada@x.de,")
    for added, unchanged in ((1, 0), (0, 1)):
        outcome = add_people(store, now, *rows)
        assert counts(outcome) == (added, 0, unchanged, 2)
        assert {left.why for left in outcome.left_out} == {"the same contact stands in line 2 already"}


def test_an_id_of_another_tool_is_no_contact_of_this_one(store: Store, now: Now) -> None:
    add_people(store, now, "1,Ada,Acme,ada@x.de,")
    outcome = add_people(store, now, "1,Bob,Other,bob@x.de,")
    assert counts(outcome) == (0, 0, 0, 1)
    assert "--source NAME" in outcome.left_out[0].why
    assert counts(add_people(store, now, "1,Bob,Other,bob@x.de,", source="hubspot")) == (1, 0, 0, 0)


def test_contacts_come_out_and_in_again(store: Store, now: Now) -> None:
    ada: dict[str, Any] = {
        "name": "=Ada",
        "phone": "+49 171 2345678",
        "note": "a,\n'=b",
        "kind": "partner",
        "ideal_days": 5,
    }
    store.write(people.add_contact, now=now, **ada)
    store.write(people.add_contact, now=now, name="=Ada")
    text = write_table(*store.read(contacts_table))
    assert counts(store.write(import_contacts, contacts_in(text), now=now)) == (0, 0, 2, 0)
    reading = contacts_in(text)
    found = {name: getattr(reading.records[0], name) for name in ada}
    assert found == ada


# Deals


def test_a_deal_moves_at_its_real_days(store: Store, now: Now) -> None:
    rows = (
        "a,Big,Acme,Won,1054,2016-10-25,2017-03-01",
        "b,Small,Acme,Lost,0,2016-10-26,2016-10-26",
        "c,Now,Acme,Proposal,5,2016-11-01,2017-09-01",
        "d,New,,Lead,,,",
    )
    outcome = add_deals(store, now, *rows)
    assert counts(outcome) == (4, 0, 0, 0)
    assert asked(
        store, "SELECT status, value_minor, opened_on, moved_on, closed_on FROM deal ORDER BY id"
    ) == [
        ("won", 105400, "2016-10-25", "2017-03-01", "2017-03-01"),
        ("lost", 0, "2016-10-26", "2016-10-26", "2016-10-26"),
        ("open", 500, "2016-11-01", "2016-11-01", None),
        ("open", None, "2026-11-19", "2026-11-19", None),
    ]
    moves = 'SELECT d.title, s.name, m."on", m.at FROM deal_move m JOIN deal d ON d.id = m.deal_id JOIN'
    assert asked(store, f"{moves} pipeline_stage s ON s.id = m.to_stage_id ORDER BY m.id") == [
        ("Big", "Qualified", "2016-10-25", "2016-10-25 10:00:00.000000"),
        ("Big", "Won", "2017-03-01", "2017-03-01 11:00:00.000000"),
        ("Small", "Qualified", "2016-10-26", "2016-10-26 10:00:00.000000"),
        ("Small", "Lost", "2016-10-26", "2016-10-26 10:00:00.000000"),
        ("Now", "Proposal", "2016-11-01", "2016-11-01 11:00:00.000000"),
    ]
    assert [note.what for note in outcome.notes] == [
        "1 company or person that the deals name",
        "1 deal without a day",
        "1 deal open",
        "deals that ended",
    ]
    assert asked(store, "SELECT name, company, kind FROM contact") == [("Acme", "Acme", "customer")]


def test_without_a_sign_of_another_a_deal_begins_at_the_first_stage(store: Store, now: Now) -> None:
    add_deals(store, now, "a,A,,Lost,5,2026-10-01,2026-10-20", "b,B,,Proposal,5,2026-10-01,")
    found = asked(store, "SELECT from_stage_id, to_stage_id FROM deal_move ORDER BY id")
    assert found == [(None, 1), (1, 5), (None, 3)]


def test_a_deal_belongs_to_the_person_or_else_to_the_company(store: Store, now: Now) -> None:
    ada = store.write(people.add_contact, now=now, name="Ada Lovelace", company="Acme", email="ada@x.de")
    text = "title,company,contact,email\nBig,Acme,,\nSmall,,Ada L,ada@x.de\nOld,Other,Bob,\n"
    store.write(import_deals, deals_in(text), now=now)
    found = asked(
        store, "SELECT d.title, c.id, c.name FROM deal d JOIN contact c ON c.id = contact_id ORDER BY d.id"
    )
    assert found == [("Big", ada, "Ada Lovelace"), ("Small", ada, "Ada Lovelace"), ("Old", ada + 1, "Bob")]


def test_words_for_stages_lead_to_stages(store: Store, now: Now) -> None:
    rows = ("a,A,,Angebot,,,", "b,B,,Legal review,,,", "c,C,,QUALIFIED,,,", "d,D,,Demo,,,")
    outcome = add_deals(store, now, *rows, Demo="Proposal")
    found = asked(
        store, "SELECT d.title, s.name FROM deal d JOIN pipeline_stage s ON s.id = stage_id ORDER BY d.id"
    )
    assert found == [("A", "Proposal"), ("B", "Legal review"), ("C", "Qualified"), ("D", "Proposal")]
    stages = [stage.name for stage in store.read(people.stages)]
    assert stages == ["Lead", "Qualified", "Proposal", "Legal review", "Won", "Lost"]
    assert {note.what for note in outcome.notes} >= {"stage Angebot", "stage Legal review"}


def test_the_file_has_learned_more_since(store: Store, now: Now) -> None:
    add_deals(store, now, "a,A,,Lead,,2026-10-01,", "b,B,,Lead,5,2026-10-01,")
    later = ("a,A,,Proposal,7,2026-10-01,", "b,B,,Won,9,2026-10-01,2026-11-02")
    assert counts(add_deals(store, now, *later)) == (0, 2, 0, 0)
    assert counts(add_deals(store, now, *later)) == (0, 0, 2, 0)
    assert asked(store, "SELECT status, value_minor, moved_on, closed_on FROM deal ORDER BY id") == [
        ("open", 700, "2026-11-19", None),
        ("won", 500, "2026-11-02", "2026-11-02"),
    ]


def test_what_was_moved_here_is_not_moved_back(store: Store, now: Now) -> None:
    rows = (
        "a,A,,Lead,,2026-10-01,",
        "b,B,,Proposal,,2026-10-01,",
        "c,C,,Won,,2026-10-01,2026-11-02",
        "d,D,,Lead,,,",
    )
    add_deals(store, now, *rows)
    store.write(people.win_deal, 1, now=now)
    store.write(people.shift_deal, 2, -1, now=now)
    store.write(people.reopen_deal, 3, now=now)
    store.write(people.shift_deal, 4, 1, now=now)
    before = asked(store, "SELECT * FROM deal"), asked(store, "SELECT count(*) FROM deal_move")
    assert counts(add_deals(store, now, *rows)) == (0, 0, 4, 0)
    assert (asked(store, "SELECT * FROM deal"), asked(store, "SELECT count(*) FROM deal_move")) == before


def test_days_to_come_are_no_days_of_the_past(store: Store, now: Now) -> None:
    tomorrow = now.today + timedelta(days=1)
    rows = (
        f"a,A,,Lead,,{tomorrow},",
        f"b,B,,Won,,2026-01-01,{tomorrow}",
        f"c,C,,Lead,,2026-01-01,{tomorrow}",
    )
    outcome = add_deals(store, now, *rows)
    assert counts(outcome) == (1, 0, 0, 2)
    assert "--dates" in outcome.left_out[0].why


def test_a_deal_of_another_tool_with_the_same_id_is_said(store: Store, now: Now) -> None:
    add_deals(store, now, "a,A,,Lead,,2026-10-01,")
    outcome = add_deals(store, now, "a,Other,,Lead,,2026-10-02,", "a,Twice,,Lead,,2026-10-02,")
    assert counts(outcome) == (0, 0, 0, 2)
    assert counts(add_deals(store, now, "a,Other,,Lead,,2026-10-02,", source="hubspot")) == (1, 0, 0, 0)


def test_deals_come_out_and_in_again(store: Store, now: Now) -> None:
    contact = store.write(people.add_contact, now=now, name="Ada", company="=Acme", email="ada@x.de")
    store.write(
        people.add_deal, now=now, title="-Big", contact_id=contact, value_minor=120050, currency="USD"
    )
    store.write(people.add_deal, now=now, title="Small")
    store.write(people.lose_deal, 2, "too dear", now=now)
    text = write_table(*store.read(deals_table))
    assert counts(store.write(import_deals, deals_in(text), now=now)) == (0, 0, 2, 0)
    big, small = deals_in(text).records
    assert (big.title, big.company, big.value_minor, big.currency) == ("-Big", "=Acme", 120050, "USD")
    assert (small.status, small.reason, small.closed_on) == ("lost", "too dear", date(2026, 11, 19))


def test_nothing_imported_is_a_touch_or_a_promise(store: Store, now: Now) -> None:
    add_deals(store, now, "a,A,Acme,Won,5,2026-10-01,2026-10-20")
    facts = store.read(lambda session: gather(rows_of(session), now))
    assert (facts.follow_ups.n, facts.replies.n, facts.contacts.k, facts.contacts.n) == (0, 0, 0, 1)
    assert asked(store, "SELECT last_touch_on, next_touch_on FROM contact") == [(None, None)]


def test_all_of_it_is_one_step_of_history(store: Store, now: Now) -> None:
    before = store.last_txn_id
    add_deals(store, now, "a,A,Acme,Won,5,2026-10-01,2026-10-20", "b,B,Other,New word,5,2026-10-01,")
    assert (store.last_txn_id, store.replay_check()) == (before + 1, ())
    store.undo()
    assert asked(store, "SELECT (SELECT count(*) FROM deal) + (SELECT count(*) FROM contact)") == [(0,)]
    assert len(store.read(people.stages)) == 5
    assert store.replay_check() == ()
