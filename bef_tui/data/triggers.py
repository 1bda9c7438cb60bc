"""The journal's triggers, made from the tables: they catch every way of writing, also of other programs."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Column, Float, MetaData, Table
from sqlalchemy.dialects import sqlite

_PREPARER = sqlite.dialect().identifier_preparer
CURRENT = "(SELECT txn_id FROM current_txn)"


def journaled(metadata: MetaData) -> list[Table]:
    """The tables whose rows have a history, in an order in which parents come first."""
    return [table for table in metadata.sorted_tables if table.info.get("journaled", True)]


def _name(column: Column[Any]) -> str:
    return _PREPARER.quote(column.name)


def _value(row: str, column: Column[Any]) -> str:
    """A column's value as JSON. SQLite's own JSON keeps 15 digits of a real; 20 come back as the same number."""
    name = f"{row}.{_name(column)}"
    if isinstance(column.type, Float):
        return f"iif({name} IS NULL,'null',printf('%!.20g',{name}))"
    return f"json_quote({name})"


def _whole_row(row: str, columns: Iterable[Column[Any]]) -> str:
    parts = []
    for column in columns:
        value = f"json({_value(row, column)})" if isinstance(column.type, Float) else f"{row}.{_name(column)}"
        parts.append(f"'{column.name}',{value}")
    return f"json_object({','.join(parts)})"


def _difference(row: str, columns: Iterable[Column[Any]]) -> str:
    parts = [
        f"iif(OLD.{_name(column)} IS NEW.{_name(column)},'',',\"{column.name}\":'||{_value(row, column)})"
        for column in columns
    ]
    return "'{'||substr(" + "\n||".join(parts) + ",2)||'}'"


def _entry(table: Table, op: str, row: str, old: str, new: str) -> str:
    return (
        f"INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES\n({CURRENT},'{table.name}',"
        f"{row}.id,'{op}',\n{old},\n{new});"
    )


def table_triggers(table: Table) -> list[str]:
    """The triggers of one table, as DDL, short because every connection reads all of it.

    What ``OR REPLACE`` deletes is seen on connections with ``recursive_triggers``, which ours have.
    """
    columns = list(table.columns)
    if [column.name for column in table.primary_key.columns] != ["id"]:
        raise TypeError(f"{table.name}: a table with a history has one key, id")
    if any(getattr(column.type, "collation", None) for column in columns):
        raise TypeError(f"{table.name}: a column with a collation would hide a change of case")
    others = [column for column in columns if column.name != "id"]
    name, journal = table.name, f"journal_{table.name}"
    before, after = (",".join(f"{row}.{_name(column)}" for column in others) for row in ("OLD", "NEW"))
    return [
        f"CREATE TRIGGER {journal}_insert AFTER INSERT ON {name}\nBEGIN\n"
        f"{_entry(table, 'insert', 'NEW', 'NULL', _whole_row('NEW', columns))}\nEND",
        f"CREATE TRIGGER {journal}_update AFTER UPDATE ON {name}\nWHEN ({before})\nIS NOT ({after})\nBEGIN\n"
        f"{_entry(table, 'update', 'NEW', _difference('OLD', others), _difference('NEW', others))}\nEND",
        f"CREATE TRIGGER {journal}_delete AFTER DELETE ON {name}\nBEGIN\n"
        f"{_entry(table, 'delete', 'OLD', _whole_row('OLD', columns), 'NULL')}\nEND",
        f"CREATE TRIGGER {journal}_key BEFORE UPDATE OF id ON {name}\n"
        f"WHEN OLD.id IS NOT NEW.id\nBEGIN\nSELECT RAISE(ABORT, 'an id is for ever');\nEND",
    ]


def history_triggers() -> list[str]:
    """The triggers that keep the history append-only and mark a judgement stale after a change from outside."""
    refuse = "BEGIN\n  SELECT RAISE(ABORT, 'history is append-only');\nEND"
    return [
        f"CREATE TRIGGER history_change_update BEFORE UPDATE ON change\n{refuse}",
        f"CREATE TRIGGER history_change_delete BEFORE DELETE ON change\n{refuse}",
        f"CREATE TRIGGER history_txn_update BEFORE UPDATE ON txn\n{refuse}",
        # A deed that changed nothing takes its own line back before it ends.
        f"CREATE TRIGGER history_txn_delete BEFORE DELETE ON txn\nWHEN OLD.id IS NOT {CURRENT}"
        f" OR EXISTS (SELECT 1 FROM change WHERE txn_id = OLD.id)\n{refuse}",
        "CREATE TRIGGER history_outside AFTER INSERT ON change WHEN NEW.txn_id IS NULL\n"
        "BEGIN\n  UPDATE judgement SET txn_id = -1;\nEND",
    ]
