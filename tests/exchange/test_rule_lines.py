import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bef_tui.exchange.problems import NotUnderstood
from bef_tui.exchange.rule_lines import FIELDS, THEN_KINDS, WHEN_KINDS, Then, When, fill, read_then, read_when
from bef_tui.exchange.rule_then import CHANNELS
from bef_tui.exchange.schedules import read_schedule
from bef_tui.framework import words

FRIDAY = date(2026, 11, 20)

WHEN = [
    ("task done", "task done", When("task done")),
    ("When a task is done", "task done", When("task done")),
    ("task overdue", "task overdue", When("task overdue")),
    (
        'task done containing "invoice"',
        'task done containing "invoice"',
        When("task done", containing="invoice"),
    ),
    (
        "task done containing the VAT",
        'task done containing "the VAT"',
        When("task done", containing="the VAT"),
    ),
    ('task done containing 3" pipe', 'task done containing 3" pipe', When("task done", containing='3" pipe')),
    ("deal moved", "deal moved", When("deal moved")),
    ("deal moved to Proposal", "deal moved to Proposal", When("deal moved", name="Proposal")),
    ("a deal moves to won", "deal moved to won", When("deal moved", name="won")),
    ("contact cold", "contact cold", When("contact cold")),
    ("contact gone cold", "contact cold", When("contact cold")),
    ("kpi off track", "kpi off track for 2 weeks", When("kpi off track", weeks=2)),
    (
        "kpi Activation off",
        "kpi Activation off track for 2 weeks",
        When("kpi off track", name="Activation", weeks=2),
    ),
    (
        "KPI Take off rate is off track for 1 week",
        "kpi Take off rate off track for 1 week",
        When("kpi off track", name="Take off rate", weeks=1),
    ),
    ("kpi off 3 weeks", "kpi off track for 3 weeks", When("kpi off track", weeks=3)),
    ("run finished", "run finished", When("run finished")),
    ("run finished Onboarding", "run finished Onboarding", When("run finished", name="Onboarding")),
    ("run of Onboarding finished", "run finished Onboarding", When("run finished", name="Onboarding")),
    ('run finished "of mice"', 'run finished "of mice"', When("run finished", name="of mice")),
    (
        'run finished "a containing b" containing c',
        'run finished "a containing b" containing "c"',
        When("run finished", name="a containing b", containing="c"),
    ),
    ("review closed", "review closed", When("review closed")),
    ("promise missed", "promise missed", When("promise missed")),
    ("commitment missed", "promise missed", When("promise missed")),
]

THEN = [
    ("task Send it", "task Send it", Then("task", "Send it")),
    ("create a task: Send it", "task Send it", Then("task", "Send it")),
    (
        "task Call {who} due in 3d @ada",
        "task Call {who} due in 3d @ada",
        Then("task", "Call {who}", due="in 3d", owners=("ada",)),
    ),
    ("task Call @ada due fri", "task Call due fri @ada", Then("task", "Call", due="fri", owners=("ada",))),
    (
        'task "Collect what is due to us" due tomorrow',
        "task Collect what is due to us due tomorrow",
        Then("task", "Collect what is due to us", due="tomorrow"),
    ),
    (
        'task "Collect what is due to us"',
        'task "Collect what is due to us"',
        Then("task", "Collect what is due to us"),
    ),
    ('task "@ada due fri"', 'task "@ada due fri"', Then("task", "@ada due fri")),
    ("run Onboarding", "run Onboarding", Then("run", "Onboarding")),
    ("start a run of Onboarding", "run Onboarding", Then("run", "Onboarding")),
    ("start run Onboarding", "run Onboarding", Then("run", "Onboarding")),
    ("follow up", "follow up", Then("follow up")),
    ("plan a follow-up in 2d", "follow up in 2d", Then("follow up", due="in 2d")),
    (
        "follow up by email in 2 weeks: How is {what}: fine?",
        "follow up in 2 weeks by email: How is {what}: fine?",
        Then("follow up", "How is {what}: fine?", due="in 2 weeks", channel="email"),
    ),
    ("follow up: ask", "follow up: ask", Then("follow up", "ask")),
    ("issue Late again", "issue Late again", Then("issue", "Late again")),
    ("raise an issue Late again", "issue Late again", Then("issue", "Late again")),
    ("owner Ada", "owner Ada", Then("owner", owners=("Ada",))),
    ("assign to @ada, Ben Ode", "owner ada, Ben Ode", Then("owner", owners=("ada", "Ben Ode"))),
    (
        "owner by country: DE = Ada, FR=@ben, else Cy",
        "owner by country: DE = Ada, FR = ben, else Cy",
        Then("route", field="country", routes=(("DE", "Ada"), ("FR", "ben")), otherwise="Cy"),
    ),
    (
        "owner by source: web = Ada, else=Cy",
        "owner by source: web = Ada, else Cy",
        Then("route", field="source", routes=(("web", "Ada"),), otherwise="Cy"),
    ),
    ("move to Won", "move to Won", Then("move", "Won")),
    ("Then move the deal to Won", "move to Won", Then("move", "Won")),
    (
        "note Sent to {who} of {company}",
        "note Sent to {who} of {company}",
        Then("note", "Sent to {who} of {company}"),
    ),
    ("record a note Sent", "note Sent", Then("note", "Sent")),
]


@pytest.mark.parametrize(("typed", "said", "meant"), WHEN)
def test_what_a_rule_waits_for(typed: str, said: str, meant: When) -> None:
    found = read_when(typed, FRIDAY)
    assert (found, found.words()) == (meant, said)
    assert read_when(said, FRIDAY) == found


@pytest.mark.parametrize(("typed", "said", "meant"), THEN)
def test_what_a_rule_does(typed: str, said: str, meant: Then) -> None:
    found = read_then(typed)
    assert (found, found.words()) == (meant, said)
    assert read_then(said) == found


def test_every_kind_is_shown_here() -> None:
    assert {meant.kind for _, _, meant in WHEN} | {"schedule"} == set(WHEN_KINDS)
    assert {meant.kind for _, _, meant in THEN} == set(THEN_KINDS)


def test_any_schedule_is_something_to_wait_for() -> None:
    found = read_when("every 2 weeks on Tuesday at 9:00", FRIDAY)
    assert found == When("schedule", read_schedule("every 2 weeks on Tuesday at 9:00", FRIDAY))
    assert found.words() == "every 2 weeks on Tuesday from 24 Nov 2026 at 09:00"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "is nothing a rule can wait for: write a schedule"),
        ("deal lost", "deal moved to STAGE, contact cold"),
        ("kpi Activation off 99 weeks", "weeks from 1 to 52"),
        ("every blue moon", "is no schedule: write every Monday"),
        ("monthly on the 32nd", "write days from 1 to 31"),
        ("FREQ=HOURLY", "finer than a day"),
        ("task done\0", "NUL"),
        ("x" * 2000, "is nothing a rule can wait for"),
    ],
)
def test_what_a_rule_cannot_wait_for(typed: str, said: str) -> None:
    with pytest.raises(NotUnderstood) as problem:
        read_when(typed, FRIDAY)
    assert said in str(problem.value)
    assert "\n" not in str(problem.value)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "is nothing a rule can do: write task TITLE"),
        ("fly to the moon", "move to STAGE or note TEXT"),
        ("task", "is nothing a rule can do"),
        ("task @ada", "a task needs a title"),
        ("task due in 3d", "a task needs a title"),
        ("task Collect money due to us", "put the title in quotes"),
        ("task Call due frday", "“frday” is no day"),
        ("task Call due 2026-12-01", "one day for ever"),
        ("task Call due yesterday", "over when the rule fires"),
        ("task Call {whom}", "“{whom}” is no field: known are {what} {who} {company} {day} {owner}"),
        ("note {who.__class__}", "is no field"),
        ("issue {}", "is no field"),
        ("follow up by pigeon", "write by email, call, message, meeting, other"),
        ("follow up with Ada", "with a note behind a colon"),
        ("follow up: {nobody}", "is no field"),
        ("owner Ada, ada", "names someone twice"),
        ("owner Ada,", "is no owner"),
        ("owner by country: DE", "write owner by FIELD"),
        ("owner by country: DE = Ada, de = Ben", "has two owners"),
        ("owner by country: DE = ", "is no owner"),
        ("owner by country: else Ada", "a route needs a value"),
        ("owner by country: else = Ada, DE = Ben", "what is left over last"),
        ("task Call \ud800", "half of a character"),
        ("note " + "x" * 2000, "is nothing a rule can do"),
    ],
)
def test_what_a_rule_cannot_do(typed: str, said: str) -> None:
    with pytest.raises(NotUnderstood) as problem:
        read_then(typed)
    assert said in str(problem.value)
    assert "\n" not in str(problem.value)


WORDS = sorted(
    {word for typed, _, _ in [*WHEN, *THEN] for word in typed.split()} | {"due", "containing", '"', "off"}
)
jumbled = st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=6).map(" ".join)
started = st.sampled_from([typed for typed, _, _ in [*WHEN, *THEN]])
typed_lines = jumbled | st.tuples(started, jumbled).map(" ".join)


@given(typed_lines)
def test_whatever_is_understood_is_said_so_that_it_is_understood_again(line: str) -> None:
    try:
        when = read_when(line, FRIDAY)
    except NotUnderstood:
        pass
    else:
        assert read_when(when.words(), FRIDAY) == when
        assert When.from_plain(json.loads(json.dumps(when.plain()))) == when
    try:
        then = read_then(line)
    except NotUnderstood:
        pass
    else:
        assert read_then(then.words()) == then
        assert Then.from_plain(json.loads(json.dumps(then.plain()))) == then


@given(
    st.sampled_from(["every Monday", "every 2 weeks at 9:00", "FREQ=DAILY;COUNT=3"]),
    st.dates(date(2020, 1, 1)),
)
def test_a_schedule_comes_back_from_storage(line: str, today: date) -> None:
    if today.year < 2900:
        when = read_when(line, today)
        assert When.from_plain(json.loads(json.dumps(when.plain()))) == when


@pytest.mark.parametrize(
    "raw", [{}, {"kind": "moon"}, {"kind": "schedule"}, {"kind": "task done", "weeks": "x"}, {"kind": 3}]
)
def test_a_stored_when_that_was_broken_is_named(raw: dict[str, object]) -> None:
    with pytest.raises(NotUnderstood, match="a stored rule cannot be read"):
        When.from_plain(raw)


@pytest.mark.parametrize(
    "raw", [{}, {"kind": "moon"}, {"kind": "owner", "owners": "Ada"}, {"kind": "route", "routes": [["DE"]]}]
)
def test_a_stored_then_that_was_broken_is_named(raw: dict[str, object]) -> None:
    with pytest.raises(NotUnderstood, match="a stored rule cannot be read"):
        Then.from_plain(raw)


def test_a_due_day_is_counted_from_the_firing() -> None:
    then = read_then("task Call due in 3d")
    assert then.due_day(FRIDAY) == date(2026, 11, 23)
    assert then.due_day(date(2027, 1, 1)) == date(2027, 1, 4)
    assert replace(then, due="").due_day(FRIDAY) is None


def test_the_channels_are_those_of_the_framework() -> None:
    assert CHANNELS == words.CHANNELS


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        ("Call {who} about {what}", "Call Ada {day} about Offer 0!r"),
        ("Call { WHO }", "Call Ada {day}"),
        ("{company} {who} {company}", "Ada {day}"),
        ("no  fields", "no fields"),
        ("{who!r} {who:>9} {0} {", "{"),
    ],
)
def test_fields_are_put_in_as_text_and_nothing_more(template: str, filled: str) -> None:
    assert fill(template, {"who": "Ada  {day}", "what": "Offer\n0!r", "company": " "}) == filled


@given(st.text(max_size=40), st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=20)))
def test_what_is_filled_is_one_tidy_line(template: str, values: dict[str, str]) -> None:
    filled = fill(template, values)
    assert filled == " ".join(filled.split())
    assert fill("{who}", values) == " ".join(values.get("who", "").split())
