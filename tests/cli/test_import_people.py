"""Contacts and deals from the command line: read as shown, tried first, exported safely; 8,800 opportunities."""

import csv
import io
import json
import os
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bef_tui.cli import import_people
from bef_tui.framework.weeks import Now
from bef_tui.services import people
from tests.cli.conftest import Bef, asked, opened

DEALS = "Deal Name;Firma;Phase;Betrag;Erstellt am;Abschlussdatum\nBig;Acme;Gewonnen;1.054,50;{};05.06.17\n"
IN_2017 = Now(datetime(2017, 12, 31, 12, tzinfo=UTC), ZoneInfo("Europe/Berlin"))


def pipeline_csv(folder: Path, opened_on: str = "25.04.17") -> Path:
    """A German export of one deal; two days, so that the year is the part that stays the same."""
    path = folder / "deals.csv"
    second = "Small;Acme;Verloren;3;24.04.17;03.05.17\n" if opened_on == "25.04.17" else ""
    path.write_bytes((DEALS.format(opened_on) + second).encode("latin-1"))
    return path


def test_the_mapping_is_shown_and_the_deals_are_there(bef: Bef, file: Path, tmp_path: Path) -> None:
    said = bef("import", "deals", pipeline_csv(tmp_path))
    lines = [" ".join(line.split()) for line in said.out.splitlines()]
    assert (said.code, said.err) == (0, "")
    assert lines[:11] == [
        "deals.csv title Deal Name",
        "deals.csv company Firma",
        "deals.csv stage Phase",
        "deals.csv value Betrag",
        "deals.csv opened on Erstellt am",
        "deals.csv closed on Abschlussdatum",
        "deals.csv dates day-month-year",
        "deals.csv decimals after a comma",
        "deals.csv stage Gewonnen won",
        "deals.csv stage Verloren lost",
        "csv: 2 added, 0 updated, 0 unchanged, 0 left out",
    ]
    assert asked(file, "SELECT title, value_minor, opened_on, closed_on FROM deal") == [
        ("Big", 105450, "2017-04-25", "2017-06-05"),
        ("Small", 300, "2017-04-24", "2017-05-03"),
    ]
    assert bef("log", "-n", 1).out.split("  ")[3] == "Import deals"


def test_dates_in_two_orders_say_which_option_decides(bef: Bef, file: Path, tmp_path: Path) -> None:
    path = pipeline_csv(tmp_path, "03.04.17")
    said = bef("import", "deals", path)
    assert (said.code, said.out, said.err.count("\n")) == (65, "", 1)
    assert "03.04.17" in said.err
    assert "--dates dmy" in said.err
    assert asked(file, "SELECT count(*) FROM deal") == [(0,)]
    for order, day in (("mdy", "2017-03-04"), ("dmy", "2017-04-03")):
        told = json.loads(bef("import", "deals", path, "--dates", order, "--source", order, "--json").out)
        assert (told["added"], told["mapping"]["dates"], told["source"]) == (1, order.upper(), order)
        assert asked(file, f"SELECT opened_on FROM deal WHERE source = '{order}'") == [(day,)]


def test_columns_and_stages_are_corrected(bef: Bef, file: Path, tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_text("Wer,Was,Wo\nAcme,Big,Vorne\nAcme,Small,Closed\n")
    assert bef("import", "deals", path).code == 65
    words = ("--map", "title=was", "--map", "company=Wer", "--map", "stage=Wo")
    said = bef("import", "deals", path, *words)
    assert (said.code, '--stage "Closed=won"' in said.err) == (65, True)
    assert bef("import", "deals", path, *words, "--stage", "Closed=lost", "--stage", "Vorne=Lead").code == 0
    assert asked(file, "SELECT title, status, stage_id FROM deal") == [
        ("Big", "open", 1),
        ("Small", "lost", 5),
    ]
    for wrong in ("title", "=x"):
        assert bef("import", "deals", path, "--map", wrong).code == 2
    assert bef("import", "deals", path, "--map", "title=Nose").code == 65


@pytest.mark.parametrize("exists", [True, False])
def test_a_dry_run_says_the_same_and_changes_nothing(
    bef: Bef, home: Path, empty_file: Path, tmp_path: Path, exists: bool
) -> None:
    path = home / "bef.db"
    if exists:
        path.write_bytes(empty_file.read_bytes())
    source = pipeline_csv(tmp_path)
    tried = json.loads(bef("import", "deals", source, "--dry-run", "--json").out)
    assert path.exists() == exists
    if exists:
        assert asked(path, "SELECT (SELECT count(*) FROM deal) + (SELECT count(*) FROM txn)") == [(0,)]
    done = json.loads(bef("import", "deals", source, "--json").out)
    assert done == {**tried, "dry_run": False}
    assert done["added"] == 2


def test_contacts_are_imported_once_and_taken_back_in_one_step(bef: Bef, file: Path, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Vorname\tNachname\tE-Mail\tBranche\nAda\tLovelace\tada@x.de\tretail\nonly\n", "utf-16")
    said = bef("import", "contacts", path)
    assert "csv: 1 added, 0 updated, 0 unchanged, 1 left out" in said.out
    assert "people.csv line 3" in said.out
    assert asked(file, "SELECT name, email, note, kind FROM contact") == [
        ("Ada Lovelace", "ada@x.de", "Branche: retail", "lead")
    ]
    state = asked(file, "SELECT max(id), count(*) FROM change")
    assert "csv: 0 added, 0 updated, 1 unchanged" in bef("import", "contacts", path).out
    assert asked(file, "SELECT max(id), count(*) FROM change") == state
    assert bef("undo").out == "Undone: Import contacts\n"
    assert asked(file, "SELECT count(*) FROM contact") == [(0,)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "there is nothing in it"),
        (b"name,email\nAda,a\0b\n", "line 2: the text contains a NUL"),
        (b'name,email\nAda,"x\n', "line 2: a cell begins with a quotation mark"),
        (b"x,y\n1,2\n", "--map name=COLUMN"),
        (b"name\n" + b"x" * 1_000_001 + b"\n", "line 2: a cell is longer"),
    ],
)
def test_a_broken_table_imports_nothing(
    bef: Bef, file: Path, tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "broken.csv"
    path.write_bytes(content)
    for words in ((), ("--dry-run",)):
        answer = bef("import", "contacts", path, *words)
        assert (answer.code, answer.out, answer.err.count("\n")) == (65, "", 1)
        assert said in answer.err
    assert asked(file, "SELECT count(*) FROM contact") == [(0,)]


def test_hostile_cells_are_kept_and_leave_as_no_formula(bef: Bef, file: Path, tmp_path: Path) -> None:
    hostile = [
        "=cmd|' /C calc'!A0",
        "+1+1",
        "-2",
        "@SUM(A1)",
        "'=x",
        "\x1b[31mred",
        "a\u202eb",
        "a\nb",
        '"q",;',
    ]
    source, target = tmp_path / "hostile.csv", tmp_path / "out.csv"
    with source.open("w", newline="") as stream:
        csv.writer(stream).writerows(
            [["id", "company", "name"], *([n, "x", word] for n, word in enumerate(hostile))]
        )
    shown = bef("import", "contacts", source)
    assert shown.code == 0
    assert "\x1b" not in shown.out
    assert bef("export", "contacts", "--to", target).out == f"{len(hostile)} contacts written to {target}\n"
    rows = list(csv.reader(io.StringIO(target.read_text("utf-8"), newline="")))
    assert len(rows) == len(hostile) + 1
    assert not any(cell.startswith(tuple("=+-@\t\r")) for row in rows for cell in row)
    state = asked(file, "SELECT max(id), count(*) FROM change")
    assert f"{len(hostile)} unchanged" in bef("import", "contacts", target).out
    assert asked(file, "SELECT max(id), count(*) FROM change") == state
    assert bef("export", "contacts").out == target.read_bytes().decode()


def test_an_export_that_cannot_be_written_says_so(bef: Bef, file: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    said = bef("export", "deals", "--to", tmp_path / "taken" / "x.csv")
    assert (said.code, said.err.count("\n")) == (73, 1)
    assert bef("export", "deals").out.startswith("bef_id,title,company,")


def test_a_terminal_sees_how_far_a_long_import_is(
    bef: Bef, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "many.csv"
    path.write_text("id,title\n" + "".join(f"{n},Deal {n}\n" for n in range(2_001)))
    assert bef("import", "deals", path, "--dry-run").err == ""
    monkeypatch.setattr(import_people, "on_terminal", lambda: True)
    said = bef("import", "deals", path)
    assert "\r2,000 of 2,001 deals" in said.err
    assert said.err.endswith("\r")
    assert "2,001" not in said.out
    assert "csv: 2001 added" in said.out


# What somebody else exported


@pytest.fixture
def crm() -> Path:
    """The folder of the sample CRM."""
    if "BEF_SAMPLES" not in os.environ:
        pytest.skip("BEF_SAMPLES names no folder")
    return Path(os.environ["BEF_SAMPLES"]) / "crm"


def rows_of_sample(crm: Path) -> list[dict[str, str]]:
    """The opportunities, read by other means."""
    with (crm / "sales_pipeline.csv").open(encoding="utf-8-sig") as stream:
        return list(csv.DictReader(stream))


def day(text: str) -> str | None:
    """DD-MM-YY as the file keeps days."""
    return f"20{text[6:]}-{text[3:5]}-{text[:2]}" if text else None


@pytest.mark.samples
def test_8800_opportunities_and_85_accounts(bef: Bef, file: Path, crm: Path) -> None:
    words = ("import", "deals", crm / "sales_pipeline.csv", "--accounts", crm / "accounts.csv", "--json")
    txn = asked(file, "SELECT max(id) FROM txn")[0][0]
    told = json.loads(bef(*words).out)
    assert (told["added"], told["updated"], told["unchanged"], told["left_out"]) == (8885, 0, 0, [])
    assert told["mapping"]["dates"] == "DMY"
    assert asked(file, "SELECT max(id) FROM txn") == [(txn + 1,)]
    assert asked(file, "SELECT count(*), count(DISTINCT name) FROM contact") == [(85, 85)]
    sample = rows_of_sample(crm)
    _check_deals(file, sample)
    _check_moves(file, sample)
    _check_pipeline(file)
    state = asked(file, "SELECT max(id), count(*) FROM change")
    again = json.loads(bef(*words).out)
    assert (again["added"], again["updated"], again["unchanged"]) == (0, 0, 8885)
    assert asked(file, "SELECT max(id), count(*) FROM change") == state
    assert bef("undo").out == "Undone: Import deals\n"
    tables = ("deal", "deal_move", "contact")
    assert [asked(file, f"SELECT count(*) FROM {name}")[0][0] for name in tables] == [0, 0, 0]


def _check_deals(file: Path, sample: list[dict[str, str]]) -> None:
    ended = asked(file, "SELECT status, count(*), count(closed_on) FROM deal GROUP BY 1 ORDER BY 1")
    assert ended == [("lost", 2473, 2473), ("open", 2089, 0), ("won", 4238, 4238)]
    here: dict[str, Any] = {
        row[0].removeprefix("opportunityid:"): row[1:]
        for row in asked(
            file,
            "SELECT d.source_id, s.name, d.value_minor, d.opened_on, d.closed_on, c.name FROM deal d"
            " JOIN pipeline_stage s ON s.id = d.stage_id LEFT JOIN contact c ON c.id = d.contact_id",
        )
    }
    stages = {"Engaging": "Qualified", "Prospecting": "Lead"}
    for row in sample:
        assert here[row["opportunity_id"]] == (
            stages.get(row["deal_stage"], row["deal_stage"]),
            int(row["close_value"]) * 100 if row["close_value"] else None,
            day(row["engage_date"]) or "2026-11-19",
            day(row["close_date"]),
            row["account"] or None,
        )


def _check_moves(file: Path, sample: list[dict[str, str]]) -> None:
    """Every move stands at its real day, and no other does."""
    wanted = Counter((day(row["engage_date"]), "Qualified") for row in sample if row["engage_date"])
    wanted.update((day(row["close_date"]), row["deal_stage"]) for row in sample if row["close_date"])
    moves = asked(
        file, 'SELECT m."on", s.name FROM deal_move m JOIN pipeline_stage s ON s.id = m.to_stage_id'
    )
    assert Counter(moves) == wanted
    assert asked(file, "SELECT count(*) FROM deal_move WHERE from_stage_id IS NULL AND to_stage_id <> 2") == [
        (0,)
    ]


def _check_pipeline(file: Path) -> None:
    """What the services say is what a count by SQL says, at the end of the year in question and today."""
    with opened(file) as store:
        for now in (IN_2017, Now(datetime(2026, 11, 19, 12, tzinfo=UTC), IN_2017.zone)):
            since = date.fromordinal(now.today.toordinal() - 91).isoformat()
            counted = asked(
                file,
                "SELECT s.name, count(d.id), coalesce(sum(d.value_minor), 0) FROM pipeline_stage s LEFT JOIN deal d"
                f" ON d.stage_id = s.id AND (d.status = 'open' OR d.closed_on > '{since}') GROUP BY s.id"
                " ORDER BY s.position",
            )
            said = store.read(people.pipeline, now)
            assert [(one.name, one.count, sum(v for _, v in one.values)) for one in said] == counted
        funnel = store.read(people.funnel, IN_2017, 100)
    reached = {step.name: step.reached for step in funnel}
    assert reached == {"Lead": 8300, "Qualified": 8300, "Proposal": 4238, "Won": 4238}


@pytest.mark.samples
def test_accounts_alone_are_contacts(bef: Bef, file: Path, crm: Path) -> None:
    for added, unchanged in ((85, 0), (0, 85)):
        told = json.loads(bef("import", "contacts", crm / "accounts.csv", "--json").out)
        assert (told["added"], told["unchanged"], told["left_out"]) == (added, unchanged, [])
    told = json.loads(bef("import", "deals", crm / "sales_pipeline.csv", "--json").out)
    assert told["added"] == 8800
    assert asked(file, "SELECT count(*) FROM contact") == [(85,)]


CARDS = """BEGIN:VCARD
VERSION:3.0
UID:one
FN:Lin Okafor
ORG:Northlight
EMAIL;TYPE=work,pref:lin@northlight.example
TEL;TYPE=cell:+49 30 123
NOTE:Likes tea
END:VCARD
BEGIN:VCARD
VERSION:2.1
N:Berg;Ada
EMAIL:ada@example.org
END:VCARD
"""


def test_vcards_become_contacts_once(bef: Bef, file: Path, tmp_path: Path) -> None:
    book = tmp_path / "book.vcf"
    book.write_text(CARDS, encoding="utf-8")
    tried = json.loads(bef("import", "contacts", book, "--dry-run", "--json").out)
    assert (tried["source"], tried["added"]) == ("vcard", 2)
    for added, unchanged in ((2, 0), (0, 2)):
        told = json.loads(bef("import", "contacts", book, "--json").out)
        assert (told["added"], told["unchanged"], told["left_out"]) == (added, unchanged, [])
    found = asked(file, "SELECT name, company, email, phone FROM contact ORDER BY id")
    assert found == [
        ("Lin Okafor", "Northlight", "lin@northlight.example", "+49 30 123"),
        ("Ada Berg", "", "ada@example.org", ""),
    ]


def test_contacts_go_out_as_vcards_and_are_known_when_they_come_back(
    bef: Bef, file: Path, tmp_path: Path
) -> None:
    book, out = tmp_path / "book.vcf", tmp_path / "out.vcf"
    book.write_text(CARDS, encoding="utf-8")
    bef("import", "contacts", book)
    assert bef("export", "contacts", "--to", out).out == f"2 contacts written to {out}\n"
    assert out.read_text(encoding="utf-8").startswith("BEGIN:VCARD\nVERSION:4.0")
    told = json.loads(bef("import", "contacts", out, "--json").out)
    assert (told["added"], told["updated"], told["unchanged"]) == (0, 0, 2)


def test_a_broken_card_takes_nothing_and_names_its_line(bef: Bef, file: Path, tmp_path: Path) -> None:
    book = tmp_path / "book.vcf"
    book.write_text(CARDS + "FN:outside\n", encoding="utf-8")
    ended = bef("import", "contacts", book)
    assert ended.code == 65
    assert "book.vcf line 15" in ended.err
    assert asked(file, "SELECT count(*) FROM contact") == [(0,)]


@pytest.mark.samples
def test_the_sample_cards_are_taken_or_named(bef: Bef, file: Path, crm: Path) -> None:
    cards = sorted((crm.parent / "vcards").rglob("*.vcf"))
    assert cards
    for card in cards:
        first = bef("import", "contacts", card, "--json")
        assert first.code == 0 or f"{card.name} line" in first.err
        if first.code == 0:
            again = json.loads(bef("import", "contacts", card, "--json").out)
            assert (again["added"], again["updated"]) == (0, 0)
