import pytest
from hypothesis import given
from hypothesis import strategies as st

from bef_tui.exchange.steps import Step, body_of, steps_of

REFUND = """\
Refunds are paid within two days.

## Before

1. Find the order
   * in the shop, or
   * in the mailbox

2. Check the reason
   1. Is it broken?
   2. Is it late?

     - [ ] ask the carrier

## Pay

- [x] Send the [money](https://bank.example/a(b)){:target="_blank"}
- not a step
1) Tell **Ada**
"""


def outline(body: str) -> list[tuple[int, str, str]]:
    return [(step.depth, step.number, step.text) for step in steps_of(body)]


def test_numbered_lines_and_checkboxes_are_steps_and_bullets_belong_to_them() -> None:
    assert steps_of(REFUND) == (
        Step(0, "1", "Find the order\n* in the shop, or\n* in the mailbox", "Before"),
        Step(0, "2", "Check the reason", "Before"),
        Step(1, "2.1", "Is it broken?", "Before"),
        Step(1, "2.2", "Is it late?", "Before"),
        Step(2, "2.2.1", "ask the carrier", "Before"),
        Step(0, "1", 'Send the [money](https://bank.example/a(b)){:target="_blank"}', "Pay"),
        Step(0, "2", "Tell **Ada**", "Pay"),
    )


def test_a_step_has_a_headline_without_marks_and_details_as_written() -> None:
    step = steps_of(REFUND)[0]
    assert (step.headline, step.details) == ("Find the order", "* in the shop, or\n* in the mailbox")
    pay, tell = steps_of(REFUND)[-2:]
    assert (pay.headline, tell.headline) == ("Send the money", "Tell Ada")


@pytest.mark.parametrize(
    "indent",
    ["  ", "   ", "    ", "\t"],
)
def test_nesting_as_people_indent_it(indent: str) -> None:
    assert outline(f"1. a\n{indent}1. b\n{indent}* c\n{indent * 2}1. d\n2. e") == [
        (0, "1", "a\n* c"),
        (1, "1.1", "b"),
        (1, "1.2", "d"),
        (0, "2", "e"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "Only prose, and 1. no list",
        "* a bullet\n* and another",
        "```\n1. in code\n```",
        "~~~\n1. in code\n",
        "    1. indented code",
        "!!! warning\n    1. in an admonition\n\n    2. still",
        "??? note\n    - [ ] folded",
        "> 1. quoted",
        "<!--\n1. commented out\n\n2. still\n-->",
        "<table>\n1. in HTML\n</table>",
        "<pre>\n1. as is\n</pre>",
        "| 1. | table |\n|-|-|\n| 2. | row |",
        "It was in\n2026. What a year",
        "1.no gap",
        "1.",
        "- [ ]",
        "# 1. a heading",
        "1234567890. too long a number",
        "---\n***\n* * *",
    ],
)
def test_what_is_no_step(body: str) -> None:
    assert steps_of(body) == ()


def test_what_stands_beneath_a_step_is_kept_with_it() -> None:
    body = "1. run\n\n   ```sh\n   1. echo\n   ```\n\n   !!! note\n       1. careful\n\n   wait\n2. stop\n\nprose\n"
    assert outline(body) == [
        (0, "1", "run\n\n```sh\n1. echo\n```\n\n!!! note\n    1. careful\n\nwait"),
        (0, "2", "stop"),
    ]


def test_steps_go_on_after_what_interrupts_them() -> None:
    assert outline("1. a\n\n![picture](x.png)\n\n1. b\n```\n1. code\n```\n1. c") == [
        (0, "1", "a"),
        (0, "2", "b"),
        (0, "3", "c"),
    ]


def test_numbers_start_again_under_each_heading() -> None:
    body = "Before\n======\n1. a\n\nAfter\n---\n1. b\n\n### Last ###\n1. c\n---\n1. d"
    assert [(s.section, s.number, s.text) for s in steps_of(body)] == [
        ("Before", "1", "a"),
        ("After", "1", "b"),
        ("Last", "1", "c"),
        ("Last", "2", "d"),
    ]


def test_steps_under_a_plain_bullet_are_outermost() -> None:
    assert outline("* invite\n    1. security\n    1. legal") == [(0, "1", "security"), (0, "2", "legal")]


def test_line_ends_of_windows() -> None:
    assert outline("1. a\r\n   * b\r\n2. c\r\n") == [(0, "1", "a\n* b"), (0, "2", "c")]


def test_long_and_hostile_text_is_kept_as_given() -> None:
    text = "[@click=app.quit]x[/] \x1b]0;y\x07 \u202e " + "z" * 200_000
    assert steps_of(f"1. {text}\n- [ ] {text}")[1].text == text
    assert len(steps_of(f"1. {text}")[0].headline) <= 500
    assert steps_of("# " + " " * 200_000 + "x\n" + "-" * 200_000 + "\n" + "`" * 200_000) == ()


LIST_LINES = ("1. a", "2. b", "3) c", "* d", "- [ ] e", "1. [x] f", "1.", "*", "1. ```", "- - -", "1. 1. h")
BLOCK_LINES = ("g", "# H", "## I ##", "##", "", "---", "===", "```", "~~~", "!!! note", "> q", "| t |")
HTML_LINES = ("<!--", "-->", "<table>", "<pre>", "</pre>")
FRAGMENTS = st.sampled_from(LIST_LINES + BLOCK_LINES + HTML_LINES)
LINES = st.builds(lambda indent, text: " " * indent + text, st.integers(0, 9), FRAGMENTS)


def indented(unit: int) -> st.SearchStrategy[str]:
    """Texts whose author indents by so many spaces."""
    lines = st.builds(lambda level, text: " " * unit * level + text, st.integers(0, 3), FRAGMENTS)
    return st.lists(lines | st.text(max_size=12), max_size=14).map("\n".join)


@given(st.sampled_from([2, 3, 4]).flatmap(indented))
def test_steps_written_out_are_the_same_steps_again(body: str) -> None:
    steps = steps_of(body)
    assert steps_of(body_of(steps)) == steps


@given(st.lists(LINES | st.text(max_size=12), max_size=14).map("\n".join))
def test_any_text_has_steps_or_none(body: str) -> None:
    steps = steps_of(body)
    assert len(steps_of(body_of(steps))) >= len([step for step in steps if step.depth == 0])


@given(st.lists(LINES, max_size=14).map("\n".join))
def test_a_step_lies_at_most_one_deeper_than_the_one_before(body: str) -> None:
    depth = -1
    for step in steps_of(body):
        assert 0 <= step.depth <= depth + 1
        assert step.text.strip()
        depth = step.depth


WORDS = (
    st.text(st.characters(exclude_characters="\n\r"), min_size=1).map(lambda t: t.strip(" \t")).filter(bool)
)


@given(st.lists(WORDS, min_size=1, max_size=5))
def test_steps_of_any_words_can_be_written_and_read(words: list[str]) -> None:
    steps = tuple(Step(0, str(n), text) for n, text in enumerate(words, 1))
    assert steps_of(body_of(steps)) == steps
