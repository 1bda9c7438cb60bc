"""Who changed since what an undo would put back."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bef_tui.data.effects import Key, Net
from bef_tui.data.journal import Row
from bef_tui.data.names import ago, quoted, record_name
from bef_tui.data.writing import Line, read_instant

_SHOWN = 3

# Which record stands in the way, what was done to it, and its name.
Standing = tuple[Key, str, str]


class Reference(NamedTuple):
    """A column that refers to the id of another table."""

    child: str
    column: str
    parent: str


def conflicts(connection: sqlite3.Connection, nets: Mapping[Key, Net], last_change: int, line: Line) -> str:
    """One sentence that names who changed what after change ``last_change``; empty when nothing is in the way."""
    found: dict[str, None] = {}
    for (table, row_id), net in nets.items():
        row = _present(connection, table, row_id)
        if _differs(net, row):
            verb = "deleted" if row is None else "changed"
            name = record_name(table, row_id, row or net.after or net.before)
            found[_standing(connection, (table, row_id), verb, name, last_change, line)] = None
    if not found:
        references = _references(connection)
        for key, verb, name in (
            *_dependants(connection, nets, references),
            *_orphans(connection, nets, references),
        ):
            found[_standing(connection, key, verb, name, last_change, line)] = None
    if not found:
        return ""
    shown = list(found)[:_SHOWN]
    more = f"; and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return f"{'; '.join(shown)}{more}; undo that first."


def _present(connection: sqlite3.Connection, table: str, row_id: int) -> Row | None:
    cursor = connection.execute(f"SELECT * FROM {quoted(table)} WHERE id = ?", (row_id,))
    row = cursor.fetchone()
    return dict(zip((part[0] for part in cursor.description), row, strict=True)) if row else None


def _differs(net: Net, row: Row | None) -> bool:
    """Whether the row is no longer what the deed left."""
    if net.after is None or row is None:
        return (net.after is None) != (row is None)
    return any(name in row and row[name] != value for name, value in net.after.items())


def _standing(
    connection: sqlite3.Connection, key: Key, verb: str, name: str, last_change: int, line: Line
) -> str:
    found = connection.execute(
        "SELECT txn.who, txn.at FROM change LEFT JOIN txn ON txn.id = change.txn_id"
        " WHERE change.table_name = ? AND change.row_id = ? AND change.id > ? ORDER BY change.id DESC LIMIT 1",
        (*key, last_change),
    ).fetchone()
    if found is None or found[0] is None:
        return f"Another tool {verb} {name} since"
    who = "You" if found[0] == line.who else found[0]
    return f"{who} {verb} {name} since ({ago(read_instant(found[1]), line.at)})"


def _references(connection: sqlite3.Connection) -> list[Reference]:
    """Who refers to whom among the tables with a history; totals go and come back with what they count."""
    found = connection.execute(
        'SELECT m.name, f."from", f."table" FROM sqlite_master AS m, pragma_foreign_key_list(m.name) AS f'
        " WHERE m.type = 'table' AND EXISTS (SELECT 1 FROM sqlite_master AS t"
        " WHERE t.type = 'trigger' AND t.name = 'journal_' || m.name || '_delete')"
    )
    return [Reference(*row) for row in found]


def _dependants(
    connection: sqlite3.Connection, nets: Mapping[Key, Net], references: list[Reference]
) -> Iterator[Standing]:
    """Records that refer to one that would go, and do not go with it: somebody's work would be lost with ours."""
    going = [key for key, net in nets.items() if net.before is None]
    for table, row_id in going:
        for child, column, parent in references:
            if parent != table:
                continue
            query = f"SELECT id FROM {quoted(child)} WHERE {quoted(column)} = ?"
            for (child_id,) in connection.execute(query, (row_id,)).fetchall():
                net = nets.get((child, child_id))
                if net is None or (net.before is not None and column not in net.before):
                    key, owner = (
                        (child, child_id),
                        record_name(table, row_id, _present(connection, table, row_id)),
                    )
                    yield key, f"linked {record_name(*key, _present(connection, *key))} to", owner


def _orphans(
    connection: sqlite3.Connection, nets: Mapping[Key, Net], references: list[Reference]
) -> Iterator[Standing]:
    """Records that one which would come back refers to, and that are gone."""
    for (table, _), net in nets.items():
        for child, column, parent in references:
            parent_id = (net.before or {}).get(column) if child == table else None
            if parent_id is None:
                continue
            key = (parent, parent_id)
            comes_back = key in nets and nets[key].before is not None
            if not comes_back and _present(connection, *key) is None:
                yield key, "deleted", record_name(*key, _last_known(connection, key))


def _last_known(connection: sqlite3.Connection, key: Key) -> Row | None:
    found = connection.execute(
        "SELECT old FROM change WHERE table_name = ? AND row_id = ? AND op = 'delete' ORDER BY id DESC LIMIT 1",
        key,
    ).fetchone()
    return dict(json.loads(found[0])) if found else None
