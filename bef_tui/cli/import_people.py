"""``bef import contacts`` and ``deals``: tables of other tools, with the columns guessed, shown and corrected."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bef_tui.cli.here import Here, contents
from bef_tui.cli.importing import dry_run, run, short
from bef_tui.cli.options import as_json, database
from bef_tui.cli.output import say_table

if TYPE_CHECKING:
    from sqlmodel import Session

    from bef_tui.exchange.column_names import TableKind
    from bef_tui.exchange.mapping import Mapping
    from bef_tui.exchange.people import ImportedDeal
    from bef_tui.exchange.tables import Table
    from bef_tui.framework.weeks import Now
    from bef_tui.services.exchange import Outcome

F = TypeVar("F", bound=Callable[..., Any])

CSV = "csv"
LONG = 2_000  # rows from which on a terminal is told how far it is
STEP = 500


def _table_options(command: F) -> F:
    columns = click.option(
        "--map",
        "columns",
        metavar="FIELD=COLUMN",
        multiple=True,
        help="Say which column is a field; FIELD= says that none is. May be repeated.",
    )
    source = click.option(
        "--source", metavar="NAME", default=CSV, show_default=True, help="The tool it is from."
    )
    return columns(source(dry_run(command)))


@click.command()
@click.argument("file")
@_table_options
@as_json
@database
def contacts(
    here: Here, as_json: bool, dry_run: bool, source: str, columns: tuple[str, ...], file: str
) -> None:
    """Import contacts from a table (CSV) or from vCards (2.1, 3.0, 4.0).

    For example: bef import contacts address-book.vcf --dry-run

    The columns of a table are guessed from their names, in English or German, and shown; --map corrects them.
    Fields are id, name, first_name, last_name, company, email, phone, kind, status, owner, ideal_days,
    longest_days and note; other columns are kept in the note. A contact that is here already, by mail or
    telephone with a name that fits or by name and company, is not doubled. What you changed here stays.
    """
    from bef_tui.exchange.carded import contacts_of, is_vcard
    from bef_tui.exchange.people import read_contacts
    from bef_tui.exchange.vcards import read_vcards
    from bef_tui.services import company
    from bef_tui.services.exchange import import_contacts

    data = contents(file)
    about: dict[str, Any] = {}
    if is_vcard(data):
        reading = contacts_of(read_vcards(data, short(file)), short(file))
        source = "vcard" if source == CSV else source
    else:
        table, mapping = _mapped(file, data, "contacts", columns)
        reading = read_contacts(table, mapping)
        _show(as_json, table.file, mapping)
        about = _about(mapping)

    def deed(session: Session, *, now: Now) -> Outcome:
        company.prepare(session, now=now)
        return import_contacts(session, reading, source, now=now)

    run(here, deed, "Import contacts", dry_run, as_json, about)


@click.command()
@click.argument("file")
@click.option("--accounts", metavar="FILE", help="A table of the companies, imported as contacts too.")
@click.option(
    "--dates",
    type=click.Choice(("dmy", "mdy", "ymd")),
    help="The order of day, month and year, where the dates do not prove it.",
)
@click.option(
    "--stage",
    "stages",
    metavar="WORD=STAGE",
    multiple=True,
    help="Where a stage of the file leads: won, lost, or a stage of yours. May be repeated.",
)
@_table_options
@as_json
@database
def deals(
    here: Here,
    as_json: bool,
    dry_run: bool,
    source: str,
    columns: tuple[str, ...],
    stages: tuple[str, ...],
    dates: str | None,
    accounts: str | None,
    file: str,
) -> None:
    """Import deals from a table (CSV).

    For example: bef import deals pipeline.csv --accounts accounts.csv --dry-run

    The columns are guessed from their names, in English or German, and shown; --map corrects them. Fields are
    id, title, product, company, contact, email, stage, status, value, currency, opened_on, closed_on, moved_on,
    reason, next_step, next_on and owner. Companies and people become contacts. Every move is written at its real
    day, so that conversion is that of the file. Dates that can be read in several ways are not guessed: --dates
    decides. Of a deal imported before only a new stage and its end are taken.
    """
    from bef_tui.exchange.people import read_contacts, read_deals
    from bef_tui.services import company
    from bef_tui.services.exchange import import_deals

    table, mapping = _mapped(file, contents(file), "deals", columns, dates, stages)
    reading = read_deals(table, mapping)
    companies = None
    if accounts is not None:
        accounts_table, accounts_mapping = _mapped(accounts, contents(accounts), "contacts", ())
        companies = read_contacts(accounts_table, accounts_mapping)
        _show(as_json, accounts_table.file, accounts_mapping)
    _show(as_json, table.file, mapping)

    def deed(session: Session, *, now: Now) -> Outcome:
        company.prepare(session, now=now)
        return import_deals(session, reading, source, now=now, accounts=companies, watch=_watched)

    run(here, deed, "Import deals", dry_run, as_json, _about(mapping))


def _mapped(
    file: str,
    data: bytes,
    kind: TableKind,
    columns: Sequence[str],
    dates: str | None = None,
    stages: Sequence[str] = (),
) -> tuple[Table, Mapping]:
    """The table of a file, and how it is read."""
    from bef_tui.exchange.mapping import corrected, guess
    from bef_tui.exchange.tables import read_table

    table = read_table(data, short(file))
    order: Any = dates.upper() if dates else None
    chosen = corrected(guess(table, kind), table, _pairs("--map", columns), order, _pairs("--stage", stages))
    return table, chosen


def _pairs(option: str, words: Sequence[str]) -> dict[str, str]:
    """``FIELD=COLUMN`` words as a dict."""
    pairs = {}
    for word in words:
        name, equals, value = word.rpartition("=") if option == "--stage" else word.partition("=")
        if not equals or not name.strip():
            raise click.UsageError(f"{option} is written like {option} NAME=OTHER, not {word!r}")
        pairs[name.strip()] = value.strip()
    return pairs


def _show(as_json: bool, file: str, mapping: Mapping) -> None:
    """Say how a table is read, before anything is done."""
    from bef_tui.exchange.mapping import in_words

    if not as_json:
        say_table([(file, field, column) for field, column in in_words(mapping)], grow=2)


def _about(mapping: Mapping) -> dict[str, Any]:
    from bef_tui.exchange.mapping import to_plain

    return {"mapping": to_plain(mapping)}


def on_terminal() -> bool:
    """Whether somebody watches what is said on standard error."""
    return sys.stderr.isatty()


def _watched(records: Sequence[ImportedDeal]) -> Iterator[ImportedDeal]:
    """The deals one by one; a terminal sees how far it is when there are many."""
    shown = len(records) >= LONG and on_terminal()
    for done, record in enumerate(records):
        if shown and done % STEP == 0:
            print(f"\r{done:,} of {len(records):,} deals", end="", file=sys.stderr, flush=True)
        yield record
    if shown:
        print(f"\r{'':40}\r", end="", file=sys.stderr, flush=True)
