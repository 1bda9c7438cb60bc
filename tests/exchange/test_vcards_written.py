from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bef_tui.exchange.content_lines import Property, components, folded
from bef_tui.exchange.problems import BadInput
from bef_tui.exchange.reading import Reading
from bef_tui.exchange.vcards import Reach, VCard, read_vcards, write_vcards


def test_cards_are_written_as_4_0() -> None:
    ada = VCard(
        uid="contact-7",
        name="Ada; Countess",
        company="Engines, Ltd",
        emails=(Reach("a@b.example", ("work",)), Reach("c@d.example")),
        phones=(Reach("+44 20 1"),),
        note="é" * 40 + "\r\nback\\slash",
        categories=("a", "b, c"),
        title="Analyst",
        revised=datetime(2026, 11, 19, 9, tzinfo=UTC),
    )
    assert write_vcards([ada]) == (
        "BEGIN:VCARD\r\nVERSION:4.0\r\nUID;VALUE=text:contact-7\r\nFN:Ada\\; Countess\r\n"
        "ORG:Engines\\, Ltd\r\nTITLE:Analyst\r\n"
        "EMAIL;PREF=1;TYPE=work:a@b.example\r\nEMAIL:c@d.example\r\nTEL:+44 20 1\r\n"
        "CATEGORIES:a,b\\, c\r\n"
        "NOTE:" + "é" * 35 + "\r\n " + "é" * 5 + "\\nback\\\\slash\r\n"
        "REV:20261119T090000Z\r\nEND:VCARD\r\n"
    )


CONTROLS = "".join(map(chr, (*range(32), 127)))
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=CONTROLS), max_size=60)
LINE = TEXT.map(lambda text: " ".join(text.split()))
NOTE = st.lists(TEXT, max_size=4).map(lambda lines: "\n".join(lines).strip())
KINDS = st.lists(st.sampled_from(["work", "home", "cell", "fax", "x-own"]), max_size=3, unique=True).map(
    tuple
)
NAME = LINE.filter(bool)
EMAIL = st.from_regex(r"[a-zA-Z0-9.,;+é'\\]{1,60}@[a-z0-9.]{1,40}", fullmatch=True)
PHONE = NAME.filter(lambda text: not text.lower().startswith("tel:"))


def reaches(values: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[Reach, ...]]:
    one = st.builds(Reach, values, KINDS)
    return st.lists(one, max_size=3, unique_by=lambda reach: reach.value.casefold()).map(tuple)


CARDS = st.lists(
    st.builds(
        VCard,
        uid=LINE,
        name=NAME,
        company=LINE,
        emails=reaches(EMAIL),
        phones=reaches(PHONE),
        note=NOTE,
        categories=st.lists(NAME, max_size=3, unique=True).map(tuple),
        title=LINE,
        address=LINE,
        revised=st.none()
        | st.datetimes(timezones=st.just(UTC)).map(lambda instant: instant.replace(microsecond=0)),
    ),
    max_size=4,
    unique_by=lambda one: one.uid or id(one),
)


@given(CARDS)
def test_what_is_written_reads_back_the_same(cards: list[VCard]) -> None:
    written = write_vcards(cards)
    for data in (written, written.encode()):
        assert read_vcards(data, "x.vcf") == Reading(tuple(cards))
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0"), max_size=300))
def test_what_is_folded_unfolds_to_the_same(text: str) -> None:
    lines = f"BEGIN:X\r\n{folded(f'NOTE:{text}')}END:X\r\n"
    (found,) = components(lines.encode(), "x", [])
    assert found.properties == [Property("NOTE", text, 2)]
    assert all(len(line.encode()) <= 75 for line in lines.split("\r\n"))


SCRAPS = [
    *(
        "BEGIN:VCARD",
        "END:VCARD",
        "VERSION:2.1",
        "VERSION:4.0",
        "FN:",
        "N:",
        "ORG:",
        "EMAIL",
        "TEL",
        "ADR:",
        "REV:",
    ),
    *(";TYPE=", ";PREF=", ";ENCODING=", "QUOTED-PRINTABLE", "BASE64", ";CHARSET=", "utf-7", "hex", "idna"),
    *(
        ":",
        ";",
        ",",
        "=",
        "\\",
        '"',
        "\n",
        "\r",
        " ",
        "\t",
        "=\n",
        "=C3",
        "é",
        "a@b.example",
        "tel:",
        "item1.",
        "^n",
        "9",
    ),
]
NOISE = st.lists(st.sampled_from(SCRAPS), max_size=40).map("".join)


@given(st.binary(max_size=200) | NOISE.map(str.encode), st.booleans())
def test_no_file_crashes_it_and_what_was_read_is_written_and_read_again(noise: bytes, within: bool) -> None:
    data = b"BEGIN:VCARD\nFN:A\n%s\nEND:VCARD\n" % noise if within else noise
    try:
        cards = read_vcards(data, "x.vcf").records
    except BadInput as refused:
        assert refused.reason
        assert "x.vcf" in str(refused)
        return
    assert read_vcards(write_vcards(cards), "x.vcf").records == cards
