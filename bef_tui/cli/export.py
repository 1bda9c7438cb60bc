"""``bef export``: contacts and deals as CSV that no spreadsheet takes for formulas; contacts as vCards too."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bef_tui.cli.failures import CANNOT_WRITE, Failure
from bef_tui.cli.here import Here, plural
from bef_tui.cli.options import database
from bef_tui.cli.output import say

if TYPE_CHECKING:
    from collections.abc import Callable

Header = Sequence[str]
Rows = Sequence[Sequence[str]]


@click.group()
def export() -> None:
    """Write contacts or deals as a table (CSV), contacts as vCards too.

    UTF-8, a comma between cells, days like 2026-11-19, values with a point. A cell that a spreadsheet would take
    for a formula begins with an apostrophe, which bef import takes away again.
    """


def _to(command: Any) -> Any:
    return click.option("--to", "file", metavar="FILE", help="Where to; without it, standard output.")(
        command
    )


@export.command()
@_to
@click.option(
    "--vcard", "as_cards", is_flag=True, help="Write vCards (4.0), as for a FILE that ends in .vcf."
)
@database
def contacts(here: Here, file: str | None, as_cards: bool) -> None:
    """Write all contacts, as a table or as vCards."""
    from bef_tui.exchange.carded import card_of
    from bef_tui.exchange.vcards import write_vcards
    from bef_tui.services.exchange import contacts_table

    if as_cards or (file or "").lower().endswith(".vcf"):

        def as_text(header: Header, rows: Rows) -> str:
            return write_vcards([card_of(header, row) for row in rows])

        _write(here, contacts_table, file, "contact", as_text)
    else:
        _write(here, contacts_table, file, "contact")


@export.command()
@_to
@database
def deals(here: Here, file: str | None) -> None:
    """Write all deals."""
    from bef_tui.services.exchange import deals_table

    _write(here, deals_table, file, "deal")


def _as_table(header: Header, rows: Rows) -> str:
    from bef_tui.exchange.tables import write_table

    return write_table(header, rows)


def _write(
    here: Here,
    question: Callable[..., Any],
    file: str | None,
    word: str,
    as_text: Callable[[Header, Rows], str] = _as_table,
) -> None:
    from bef_tui.exchange.own_files import write_whole

    with here.reading() as (store, _):
        header, rows = store.read(question)
    text = as_text(header, rows)
    if file is None or file == "-":
        click.echo(text.encode(), nl=False)
        return
    path = Path(file).expanduser()
    try:
        write_whole(path, text)
    except (OSError, ValueError) as error:
        raise Failure(CANNOT_WRITE, f"{path}: {getattr(error, 'strerror', None) or error}") from None
    say(f"{plural(len(rows), word)} written to {path}")
