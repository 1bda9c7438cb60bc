from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bef_tui.exchange.problems import NotUnderstood
from bef_tui.exchange.quick_add import QuickTask, parse_quick

FRIDAY = date(2026, 11, 20)


def quick(text: str) -> QuickTask:
    return parse_quick(text, FRIDAY)


def test_the_line_of_the_guide() -> None:
    assert quick("call Ada fri @ada #onboarding !1") == QuickTask(
        "call Ada", due=date(2026, 11, 27), owner="ada", tags=("onboarding",), priority=1
    )


@pytest.mark.parametrize(
    ("typed", "title", "due"),
    [
        ("call Ada on 1 dec", "call Ada", date(2026, 12, 1)),
        ("call Ada due tomorrow", "call Ada", date(2026, 11, 21)),
        ("send by fri the report", "send the report", date(2026, 11, 27)),
        ("report due:next sat please", "report please", date(2026, 11, 28)),
        ("report due: 1 dec 2027", "report", date(2027, 12, 1)),
        ('report due:"in 2 weeks"', "report", date(2026, 12, 4)),
        ("report eow", "report", date(2026, 11, 22)),
        ("fri", "fri", None),
        ("on fri", "on", date(2026, 11, 27)),
        ("fri call Ada", "fri call Ada", None),
        ("stand by Ada", "stand by Ada", None),
        ("release 1.12", "release 1.12", None),
        ("Trigger popups for due: and rec:", "Trigger popups for due: and rec:", None),
        ("report fri due:mon", "report fri", date(2026, 11, 23)),
        ("report due:mon due:tue", "report due:tue", date(2026, 11, 23)),
    ],
)
def test_when_it_is_due(typed: str, title: str, due: date | None) -> None:
    task = quick(typed)
    assert (task.title, task.due) == (title, due)


def test_everything_else_a_line_can_say() -> None:
    task = quick(
        'write SOP plan:tomorrow project:"Spring launch" goal:activation +docs #docs #sop/refund pri:H'
    )
    assert task == QuickTask(
        "write SOP",
        planned=date(2026, 11, 21),
        project="Spring launch",
        goal_ref="activation",
        tags=("docs", "sop/refund"),
        priority=1,
    )


@pytest.mark.parametrize(
    "text",
    [
        "mail bob@x.com",
        "fix issue #1",
        "ship !5 and !",
        "1 + 1 is 2",
        "@ alone and # alone",
        "project: is empty",
        'read "The Goal by fri @ada" slowly',
        'an "unclosed quote @home-',
        "[@click=app.quit]x[/]",
        "C:\\[temp]\\ \\[bold]",
    ],
)
def test_what_is_not_meant_stays_in_the_title(text: str) -> None:
    assert quick(text) == QuickTask(text)


def test_quotes_around_the_whole_title_are_not_part_of_it() -> None:
    assert quick('"call fri @ada" !2') == QuickTask("call fri @ada", priority=2)


def test_only_the_first_owner_counts_and_the_second_is_not_lost() -> None:
    assert quick("ask @ada about @bob") == QuickTask("ask about @bob", owner="ada")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "needs a title"),
        ("  @ada !1 #x ", "needs a title"),
        ('""', "needs a title"),
        ("report due:banana", "due: “banana” is no day"),
        ("report plan:1/12", "write 1 dec or 12 jan"),
        ('report due:"soon"', "“soon” is no day"),
        ("a\0b", "NUL"),
        ("a\ud800b", "U+D800"),
    ],
)
def test_refusals(text: str, says: str) -> None:
    with pytest.raises(NotUnderstood, match=says.replace("+", r"\+")):
        quick(text)


MEANING = [
    "fri",
    "by",
    "on",
    "in",
    "3d",
    "due:",
    "due:fri",
    "plan:eow",
    "@ada",
    "#tag",
    "+tag",
    "!1",
    '"',
    "1",
    "dec",
    "x",
]


@given(st.text() | st.lists(st.sampled_from(MEANING) | st.text(max_size=6)).map(" ".join))
def test_any_text_is_a_task_or_a_refusal(text: str) -> None:
    try:
        task = quick(text)
    except NotUnderstood as refusal:
        assert "\n" not in str(refusal)
        return
    assert task.title.strip()


@given(st.lists(st.from_regex(r"[A-Za-z]{1,8}", fullmatch=True), min_size=1, max_size=6), st.data())
def test_the_title_is_never_lost(words: list[str], data: st.DataObject) -> None:
    """Words in quotes come back whole, wherever the interpreted ones stand."""
    title = '"' + " ".join(words) + '"'
    marks = ["@ada", "#tag", "!2", "due:fri"]
    at = data.draw(st.integers(0, len(marks)))
    task = quick(" ".join([*marks[:at], title, *marks[at:]]))
    assert task == QuickTask(" ".join(words), date(2026, 11, 27), None, "ada", ("tag",), 2)
