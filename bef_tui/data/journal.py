"""The history as it is read: the lines of the log, the rows of a deed, and whether the journal gives the tables."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from bef_tui.data.names import quoted
from bef_tui.data.writing import read_instant

Row = dict[str, Any]


@dataclass(frozen=True)
class RowChange:
    """One row before and after; of an update only the columns that changed."""

    id: int
    table: str
    row_id: int
    op: str
    old: Row | None
    new: Row | None


@dataclass(frozen=True)
class HistoryLine:
    """One deed of the log. A change by an outside tool has neither id, time nor person, and the kind ``outside``."""

    txn_id: int | None
    at: datetime | None
    who: str
    session: str
    label: str
    kind: Literal["do", "undo", "redo", "outside"]
    of: int | None
    undone: bool
    rows: int


@dataclass(frozen=True)
class Mismatch:
    """A row whose history does not lead to what the table holds."""

    table: str
    row_id: int
    told: Row | None
    found: Row | None


_COLUMNS = "id, table_name, row_id, op, old, new"


def _row_change(row: tuple[Any, ...]) -> RowChange:
    old, new = (json.loads(part) if part is not None else None for part in row[4:6])
    return RowChange(row[0], row[1], row[2], row[3], old, new)


def changes_of(connection: sqlite3.Connection, txn_id: int) -> list[RowChange]:
    """What a deed changed, in its own order."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM change WHERE txn_id = ? ORDER BY id", (txn_id,))
    return [_row_change(row) for row in rows]


def log(
    connection: sqlite3.Connection,
    limit: int = 50,
    *,
    before: int | None = None,
    table: str = "",
    row_id: int = 0,
) -> tuple[HistoryLine, ...]:
    """The last deeds, newest first: older than deed ``before``, or of one record, if so asked."""
    about = (
        " AND id IN (SELECT txn_id FROM change WHERE table_name = :table AND row_id = :row)" if table else ""
    )
    found = connection.execute(
        "SELECT id, at, who, session, label, kind, of,"
        " coalesce((SELECT kind FROM txn AS later WHERE later.of = txn.id ORDER BY later.id DESC LIMIT 1), '') = 'undo'"
        ","
        " (SELECT count(*) FROM change WHERE txn_id = txn.id), (SELECT max(id) FROM change WHERE txn_id = txn.id)"
        f" FROM txn WHERE id < coalesce(:before, id + 1){about} ORDER BY id DESC LIMIT :limit",
        {"before": before, "table": table, "row": row_id, "limit": limit},
    ).fetchall()
    lines: list[tuple[int, HistoryLine]] = []
    for txn_id, at, who, session, label, kind, of, undone, rows, last in found:
        line = HistoryLine(txn_id, read_instant(at), who, session, label, kind, of, bool(undone), rows)
        lines.append((last or 0, line))
    first = lines[-1][0] if len(found) == limit else 0
    end = _first_change(connection, before)
    lines += _outside(connection, first, end, table, row_id)
    lines.sort(key=lambda pair: pair[0], reverse=True)
    return tuple(line for _, line in lines[:limit])


def _first_change(connection: sqlite3.Connection, txn_id: int | None) -> int:
    if txn_id is None:
        return 2**62
    return connection.execute("SELECT min(id) FROM change WHERE txn_id = ?", (txn_id,)).fetchone()[0] or 2**62


def _outside(
    connection: sqlite3.Connection, first: int, end: int, table: str, row_id: int
) -> Iterator[tuple[int, HistoryLine]]:
    """What outside tools changed, one line for each unbroken run of changes to one table."""
    rows = connection.execute(
        "SELECT id, table_name FROM change WHERE txn_id IS NULL AND id > ? AND id < ?"
        " AND (? = '' OR (table_name = ? AND row_id = ?)) ORDER BY id",
        (first, end, table, table, row_id),
    )
    runs: list[list[Any]] = []
    for change_id, name in rows:
        if runs and runs[-1][0] == change_id - 1 and runs[-1][1] == name:
            runs[-1][0], runs[-1][2] = change_id, runs[-1][2] + 1
        else:
            runs.append([change_id, name, 1])
    for last, name, count in runs:
        label = f"Changed by another tool: {name.replace('_', ' ')}"
        yield last, HistoryLine(None, None, "", "", label, "outside", None, False, count)


def replay_check(connection: sqlite3.Connection, most: int = 20) -> tuple[Mismatch, ...]:
    """Replay the whole journal and compare it with the tables; what differs, at most ``most`` rows.

    Run it inside one read: a write between its statements would look like a difference.
    """
    prefix = "journal_"
    names = connection.execute(
        "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name = ? || tbl_name || '_insert' ORDER BY 1",
        (prefix,),
    ).fetchall()
    found: list[Mismatch] = []
    for (table,) in names:
        for mismatch in _compare(connection, table):
            found.append(mismatch)
            if len(found) == most:
                return tuple(found)
    return tuple(found)


def _compare(connection: sqlite3.Connection, table: str) -> Iterator[Mismatch]:
    told = _told(connection, table)
    cursor = connection.execute(f"SELECT * FROM {quoted(table)} ORDER BY id")
    columns = [part[0] for part in cursor.description]
    place = columns.index("id")
    ahead = next(told, None)
    for values in cursor:
        row, row_id = dict(zip(columns, values, strict=True)), values[place]
        while ahead is not None and ahead[0] < row_id:
            if ahead[1] is not None:
                yield Mismatch(table, *ahead, None)
            ahead = next(told, None)
        state = None
        if ahead is not None and ahead[0] == row_id:
            state, ahead = ahead[1], next(told, None)
        if state is None or {name: state.get(name) for name in columns} != row:
            yield Mismatch(table, row_id, state, row)
    while ahead is not None:
        if ahead[1] is not None:
            yield Mismatch(table, *ahead, None)
        ahead = next(told, None)


def _told(connection: sqlite3.Connection, table: str) -> Iterator[tuple[int, Row | None]]:
    """Each row that a table ever had, by id, as the journal says it is now; None for one that is gone."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM change WHERE table_name = ? ORDER BY row_id, id",
        (table,),
    )
    row_id, state = 0, None
    for change in map(_row_change, rows):
        if change.row_id != row_id:
            if row_id:
                yield row_id, state
            row_id, state = change.row_id, None
        state = {**(state or {}), **(change.new or {})} if change.op == "update" else change.new
    if row_id:
        yield row_id, state
