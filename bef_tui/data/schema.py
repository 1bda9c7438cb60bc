"""All tables in one place, with the constraints and triggers made from them: what migrations and drift checks need."""

from collections.abc import Iterator

from sqlalchemy import MetaData
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlmodel import SQLModel

from bef_tui.data.checks import add_checks, table_classes
from bef_tui.data.tables import MODULES
from bef_tui.data.totals import total_triggers
from bef_tui.data.triggers import history_triggers, journaled, table_triggers

metadata: MetaData = SQLModel.metadata


def _own_classes() -> Iterator[type[SQLModel]]:
    ours = {module.__name__ for module in MODULES}
    return (owner for owner in table_classes() if owner.__module__ in ours)


def _never_reuse_ids(tables: MetaData) -> None:
    """An id belongs to one record for ever, so that undoing a deletion never meets a stranger."""
    for table in journaled(tables):
        table.dialect_options["sqlite"]["autoincrement"] = True


add_checks(_own_classes())
_never_reuse_ids(metadata)


def ddl() -> list[str]:
    """The whole schema as SQL statements, in an order in which they can be run."""
    dialect = sqlite.dialect()
    statements = []
    for table in metadata.sorted_tables:
        statements.append(str(CreateTable(table).compile(dialect=dialect)).strip())
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        statements += [str(CreateIndex(index).compile(dialect=dialect)).strip() for index in indexes]
    statements.append("INSERT INTO current_txn (id, txn_id) VALUES (1, NULL)")
    statements += history_triggers()
    for table in journaled(metadata):
        statements += table_triggers(table)
    return statements + total_triggers()


def script() -> str:
    """The whole schema as one SQL script."""
    return "".join(f"{statement};\n\n" for statement in ddl())
