import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bef_tui.exchange.front_matter import is_sealed, sealed, unsealed
from bef_tui.exchange.markdown_sops import (
    RHYTHMS,
    About,
    ImportedSop,
    body_of,
    read_sop,
    steps_of,
    to_markdown,
)
from bef_tui.exchange.problems import BadInput


def sop(text: str, file: str = "refund_a-customer.md") -> ImportedSop:
    (record,) = read_sop(text.encode(), file).records
    return record


def test_a_file_with_front_matter() -> None:
    found = sop(
        "---\ntitle: 'Ada''s refunds'\ncover: x.png\ndescription: Money back.\n---\nIntro.\n\n1. Pay\n"
    )
    assert (found.title, found.purpose, found.body) == ("Ada's refunds", "Money back.", "Intro.\n\n1. Pay\n")
    assert [step.text for step in found.steps] == ["Pay"]
    assert found.about == About()
    assert (found.source, found.source_id) == ("markdown", "refund_a-customer.md")


def test_title_and_purpose_from_the_text() -> None:
    found = sop("# Refunds #\n\n!!! note\n    x\n\nMoney back\nin two days.\n\n1. Pay\n")
    assert (found.title, found.purpose) == ("Refunds", "Money back in two days.")


def test_title_from_the_name_of_the_file() -> None:
    found = sop("1. Pay\n\nThen rest.\n", "runbooks/refund_a-customer.md")
    assert (found.title, found.purpose) == ("Refund a customer", "")


def test_a_comment_in_code_is_no_title() -> None:
    assert sop("1. run\n\n```sh\n# not a title\n```\n", "run.md").title == "Run"


def test_a_file_without_steps_is_listed_and_no_sop() -> None:
    reading = read_sop("# Levels\n\n* one\n* two\n", "levels.md")
    assert reading.records == ()
    (left,) = reading.left_out
    assert (left.line, left.what) == (1, "levels.md")
    assert (
        left.why
        == "no numbered line and no checkbox, so there are no steps to follow; its 2 plain bullets are not steps"
    )


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("1. a\n2. ä\n".encode("latin-1"), "sop.md line 2: the byte 0xE4 is not UTF-8"),
        ("1. a".encode("utf-16"), "sop.md line 1: the file is UTF-16"),
        (b"1. a\n2. b\0", "sop.md line 2: the text contains a NUL character"),
        ("1. a\ud800", "sop.md line 1: the text contains U\\+D800"),
    ],
)
def test_a_broken_file_names_its_line(data: bytes | str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        read_sop(data, "sop.md")


def test_a_byte_order_mark_is_not_part_of_the_text() -> None:
    assert [step.text for step in read_sop(b"\xef\xbb\xbf1. a\r\n2. b\r\n", "x.md").records[0].steps] == [
        "a",
        "b",
    ]


KEPT = st.characters(exclude_characters="\0\r", codec="utf-8")
TEXT = st.text(KEPT)


ABOUT = st.builds(
    About,
    trigger=TEXT,
    owner=TEXT,
    process=TEXT,
    cadence=st.sampled_from(("", *RHYTHMS)),
    review_days=st.none() | st.integers(1, 10**6),
)


@given(TEXT.filter(bool), TEXT, TEXT, ABOUT)
def test_what_is_exported_is_imported_again(title: str, purpose: str, body: str, about: About) -> None:
    body = f"1. first\n{body}"
    file = sealed(to_markdown(title, purpose, body, about))
    found = sop(file)
    assert (found.title, found.body, found.steps) == (title, body, steps_of(body))
    assert (found.purpose, found.about) == (purpose, about)
    assert steps_of(body_of(found.steps)) == found.steps
    assert is_sealed(file)
    assert not is_sealed(unsealed(file))
    assert not is_sealed(file + "!")


def test_the_head_as_a_person_writes_it() -> None:
    reading = read_sop(
        "---\ntrigger: a customer asks\nowner: Ada\nprocess: deliver\nrhythm: Weekly\nreview: 90\n---\n1. Pay\n",
        "refund.md",
    )
    assert reading.records[0].about == About("a customer asks", "Ada", "deliver", "weekly", 90)
    assert not reading.notes


def test_what_the_head_says_and_nobody_understands_is_noted() -> None:
    reading = read_sop("---\nrhythm: now and then\nreview: 0 days\n---\n1. Pay\n", "refund.md")
    assert reading.records[0].about == About()
    assert [note.why for note in reading.notes] == [
        "the rhythm “now and then” is none of daily, weekly, monthly, quarterly, so it has none",
        "“0 days” is no number of days after which to read it again",
    ]


@pytest.mark.samples
@pytest.mark.skipif("BEF_SAMPLES" not in os.environ, reason="BEF_SAMPLES names no folder")
@pytest.mark.parametrize(
    ("name", "steps"),
    [
        ("being_oncall", 7),
        ("during_an_incident", 30),
        ("post_mortem_process", 15),
        ("security_incident_response", 17),
        ("severity_levels", 0),
    ],
)
def test_procedures_that_others_wrote(name: str, steps: int) -> None:
    file = Path(os.environ["BEF_SAMPLES"]) / "sops" / f"{name}.md"
    reading = read_sop(file.read_bytes(), file.name)
    assert sum(len(record.steps) for record in reading.records) == steps
    assert len(reading.left_out) == (not steps)
    for record in reading.records:
        assert record.title == name.replace("_", " ").capitalize()
        assert record.purpose
        assert steps_of(body_of(record.steps)) == record.steps
        again = read_sop(to_markdown(record.title, record.purpose, record.body), file.name)
        assert again.records == (record,)
