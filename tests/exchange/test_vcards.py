import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bef_tui.exchange.content_lines import ASSUMED
from bef_tui.exchange.problems import BadInput
from bef_tui.exchange.reading import LeftOut, Reading
from bef_tui.exchange.vcards import Reach, VCard, read_vcards, write_vcards


def card(*lines: str, version: str = "3.0") -> Reading[VCard]:
    text = "\r\n".join(("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""))
    return read_vcards(text, "x.vcf")


def test_a_card_of_3_0_with_everything() -> None:
    reading = card(
        "UID:a-1",
        r"FN:Ada Lovelace\, Countess",
        "N:Lovelace;Ada;;;",
        r"ORG:Engines\; Ltd;Research",
        "TITLE:Analyst",
        "EMAIL;TYPE=INTERNET,HOME:ada@home.example",
        "item1.EMAIL;TYPE=INTERNET;TYPE=WORK;TYPE=PREF:ada@work.example",
        "item2.TEL:+44 20 1",
        "item2.X-ABLabel:_$!<Assistant>!$_",
        "TEL;TYPE=cell:+44 70 2",
        r"ADR;TYPE=work:;;12 St James\, Square;London;;SW1;UK",
        "CATEGORIES:maths,friends\\, old,maths",
        r"NOTE:First line\nsecond \\ line",
        " , folded",
        "NOTE:Third",
        "REV:2026-11-19T10:00:00+01:00",
    )
    assert reading == Reading(
        (
            VCard(
                uid="a-1",
                name="Ada Lovelace, Countess",
                company="Engines; Ltd",
                emails=(Reach("ada@work.example", ("work",)), Reach("ada@home.example", ("home",))),
                phones=(Reach("+44 20 1", ("assistant",)), Reach("+44 70 2", ("cell",))),
                note="First line\nsecond \\ line, folded\nThird",
                categories=("maths", "friends, old"),
                title="Analyst",
                address="12 St James, Square, London, SW1, UK",
                revised=datetime(2026, 11, 19, 9, tzinfo=UTC),
            ),
        )
    )


def test_a_card_of_2_1_as_old_phones_and_outlook_write_it() -> None:
    text = (
        b"BEGIN:VCARD\r\nVERSION:2.1\r\n"
        b"N;CHARSET=ISO-8859-1:M\xfcller;J\xf6rg\r\n"
        b"ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Br=C3=BCcke =\r\n& S=C3=B6hne\r\n"
        b"TEL;HOME;VOICE:1\r\nTEL;WORK;PREF;FAX:2\r\n"
        b"EMAIL;INTERNET:j@m.example\r\n"
        b"TITLE:A\\;B C:\\new\r\n"
        b"NOTE;QUOTED-PRINTABLE:one=0D=0A=\r\ntwo\r\n"
        b"X-LONG:a fold stands\r\n before a space\r\n"
        b"PHOTO;JPEG;BASE64:/9j/4AAQ\r\nSkZJRgABAQ==\r\n\r\n"
        b"END:VCARD\r\n"
    )
    reading = read_vcards(text, "old.vcf")
    (one,) = reading.records
    assert (one.name, one.company) == ("Jörg Müller", "Brücke & Söhne")
    assert one.phones == (Reach("2", ("work", "fax")), Reach("1", ("home",)))
    assert one.emails == (Reach("j@m.example"),)
    assert (one.title, one.note) == ("A;B C:\\new", "one\ntwo")
    assert reading.notes == (LeftOut(14, "PHOTO", "contacts have no place for it", "old.vcf"),)


def test_a_fold_of_2_1_keeps_the_space_that_it_stands_before() -> None:
    assert card("FN:Ada", " Lovelace", version="2.1").records[0].name == "Ada Lovelace"
    assert card("FN:Ada Love", " lace", version="3.0").records[0].name == "Ada Lovelace"


def test_a_card_of_4_0_with_telephone_addresses_and_preferences() -> None:
    (one,) = card(
        "FN;PREF=2:Second",
        "FN;PREF=1:First",
        'TEL;VALUE=uri;TYPE="voice,home";PREF=2:tel:+33-01-23;ext=7',
        "TEL;PREF=1;VALUE=uri:tel:+1",
        "EMAIL:mailto:a@b.example",
        "EMAIL:A <A@B.example>",
        version="4.0",
    ).records
    assert one.name == "First"
    assert one.phones == (Reach("+1"), Reach("+33-01-23 ext. 7", ("home",)))
    assert one.emails == (Reach("a@b.example"),)


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["N:Lovelace;Ada;King,Noel;Dr.;PhD,FRS", "ORG:X"], "Dr. Ada King Noel Lovelace PhD FRS"),
        (["FN: ", "N:;Ada"], "Ada"),
        (["N:;;;;", "NICKNAME:Countess"], "Countess"),
        (["ORG:;Engines Ltd", "EMAIL:a@b.example"], "Engines Ltd"),
        (["EMAIL:a@b.example", "TEL:5"], "a@b.example"),
        (["TEL:5"], "5"),
    ],
)
def test_a_card_without_a_full_name_is_called_by_what_there_is(lines: list[str], name: str) -> None:
    assert card(*lines).records[0].name == name


def test_what_is_no_contact_is_left_out_with_its_line() -> None:
    text = (
        "BEGIN:VCARD\nNOTE:nobody\nEND:VCARD\n\n"
        "BEGIN:VCARD\nUID:1\nFN:Ada\nEND:VCARD\n"
        "BEGIN:VCARD\nUID:1\nFN:Ada again\nEND:VCARD\n"
        "BEGIN:VCARD\nKIND:group\nFN:Friends\nMEMBER:urn:uuid:1\nEND:VCARD\n"
    )
    reading = read_vcards(text, "x.vcf")
    assert [(one.name, one.line) for one in reading.records] == [("Ada", 5)]
    assert [(one.line, one.what, one.why) for one in reading.left_out] == [
        (1, "a card", "it has no name, no email and no phone"),
        (9, "Ada again", "the same card stands in line 5 already"),
        (13, "Friends", "it is a group of contacts, not a contact"),
    ]


def test_an_email_that_is_none_is_noted_and_the_card_is_taken() -> None:
    reading = card("FN:Ada", "EMAIL:ada at home", "EMAIL:ada@home.example")
    assert reading.records[0].emails == (Reach("ada@home.example"),)
    assert reading.notes == (LeftOut(4, "email “ada at home”", "it is no email address", "x.vcf"),)


def test_large_pictures_of_many_cards_are_passed_over_in_one_note() -> None:
    photo = "PHOTO;ENCODING=b;TYPE=JPEG:" + "\n ".join(["QUJD" * 18] * 5000)
    text = "".join(f"BEGIN:VCARD\nVERSION:3.0\nFN:P{n}\n{photo}\nTEL:{n}\nEND:VCARD\n" for n in range(3))
    reading = read_vcards(text, "x.vcf")
    assert [(one.name, one.phones) for one in reading.records] == [
        (f"P{n}", (Reach(str(n)),)) for n in range(3)
    ]
    assert [(one.line, one.what) for one in reading.notes] == [(4, "PHOTO 3×")]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("FN:Ada\n", 1, "outside"),
        ("name,email\nAda,ada@home.example\n", 1, "no colon"),
        ("BEGIN:VCARD\nFN:Ada\n", 1, "has no END:VCARD"),
        ("BEGIN:VCARD\nFN:Ada\nBEGIN:VCARD\nFN:Bob\nEND:VCARD\n", 3, "the one of line 1 has not ended"),
        ("BEGIN:VCARD\nFN:Ada\nEND:VCARD\nEND:VCARD\n", 4, "no BEGIN:VCARD before it"),
        ("BEGIN:VCARD\nFN:Ada\nEND:VEVENT\n", 3, "where END:VCARD for line 1 is due"),
        ("BEGIN:VCARD\nFN:Ada\nlives in London\nEND:VCARD\n", 3, "“lives in London” has no colon"),
        ("BEGIN:VCARD\nFN:Ada\nlives in: London\nEND:VCARD\n", 3, "is no name of a property"),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR\n", 1, "is no contact"),
        ("BEGIN:VCARD\nFN:A\0\nEND:VCARD\n", 2, "NUL"),
        ("BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE:A=00\nEND:VCARD\n", 2, "NUL"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(text: str, line: int, reason: str) -> None:
    for given_text in (text, text.encode(), text.replace("\n", "\r\n").encode(), text.replace("\n", "\r")):
        with pytest.raises(BadInput) as refused:
            read_vcards(given_text, "x.vcf")
        assert (refused.value.file, refused.value.line) == ("x.vcf", line)
        assert reason in refused.value.reason


def test_the_card_of_an_agent_is_not_a_broken_file() -> None:
    text = "BEGIN:VCARD\nFN:Ada\nAGENT:\nBEGIN:VCARD\nFN:Bob\nEND:VCARD\nTEL:1\nEND:VCARD\n"
    (one,) = read_vcards(text, "x.vcf").records
    assert (one.name, one.phones) == ("Ada", (Reach("1"),))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "latin-1"])
def test_the_encodings_of_a_file(encoding: str) -> None:
    text = "BEGIN:VCARD\nVERSION:3.0\nFN:Jörg Müßig\nEND:VCARD\n"
    reading = read_vcards(text.encode(encoding), "x.vcf")
    assert [one.name for one in reading.records] == ["Jörg Müßig"]
    assert [one.why for one in reading.notes] == {
        "latin-1": [ASSUMED],
        "utf-16": ["it is UTF-16 and was read as such"],
        "utf-32": ["it is UTF-32 and was read as such"],
    }.get(encoding, [])


def test_a_fold_within_a_character_and_line_ends_of_every_kind() -> None:
    octets = b"BEGIN:VCARD\rVERSION:3.0\r\r\nFN:J\xc3\r\n \xb6rg\nEND:VCARD"
    reading = read_vcards(octets, "x.vcf")
    assert [one.name for one in reading.records] == ["Jörg"]
    assert reading.notes == ()


def test_an_empty_file_holds_nobody() -> None:
    assert read_vcards(b"\r\n \r\n", "x.vcf") == Reading(())
    assert write_vcards([]) == ""


@pytest.mark.samples
def test_the_exports_of_others_are_read() -> None:
    folder = os.environ.get("BEF_SAMPLES")
    if not folder:
        pytest.skip("BEF_SAMPLES names no folder")
    read = {}
    for path in sorted((Path(folder) / "vcards").iterdir()):
        reading = read_vcards(path.read_bytes(), path.name)
        assert reading.left_out == ()
        assert [note.why for note in reading.notes] == ["contacts have no place for it"]
        assert read_vcards(write_vcards(reading.records), "again.vcf").records == reading.records
        (read[path.stem],) = reading.records
    gmail, outlook, rfc = read["gmail-single"], read["outlook-2007"], read["rfc6350-example"]
    assert (gmail.name, gmail.company, len(gmail.phones)) == ("Greg Dartmouth", "TheCompany", 2)
    assert gmail.note.endswith("\nACustomField: CustomField")
    assert [one.kinds for one in outlook.phones] == [("work",), ("home",), ("cell",), ("work", "fax")]
    assert outlook.note.count("\n") == 3
    assert rfc.phones[0] == Reach("+1-418-656-9254 ext. 102", ("work",))
