"""Undo and redo: a new deed that puts back what another one changed, or says who stands in the way."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bef_tui.data.conflicts import conflicts
from bef_tui.data.effects import net_of
from bef_tui.data.journal import RowChange, changes_of
from bef_tui.data.names import quoted
from bef_tui.data.writing import Line, Writer, begin_line, end_line
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.words import DeedKind


@dataclass(frozen=True)
class Undone:
    """What was undone or redone: its label, the deed it is about, and the deed that did it."""

    label: str
    kind: DeedKind
    of: int
    txn_id: int


@dataclass(frozen=True)
class _Chosen:
    """A deed, and the transaction that last did, undid or redid it: the one to invert."""

    of: int
    label: str
    last: int
    last_kind: DeedKind


def undo(connection: sqlite3.Connection, writer: Writer, line: Line, txn_id: int | None = None) -> Undone:
    """Undo this session's last deed, else the last of the same person, else the one named by ``txn_id``.

    Naming an undo undoes it, that is, redoes the deed. RuleBroken when there is nothing to undo, or when a later
    change stands in the way: then nothing is changed at all.
    """
    with writer.transaction():
        chosen = _last_done(connection, line) if txn_id is None else _named(connection, txn_id)
        if chosen is None:
            raise RuleBroken("There is nothing to undo.")
        return _invert(connection, line, chosen)


def redo(connection: sqlite3.Connection, writer: Writer, line: Line) -> Undone:
    """Do again what this session, else this person, undid last; a new deed since then ends it."""
    with writer.transaction():
        chosen = _last_undone(connection, line)
        if chosen is None:
            raise RuleBroken("There is nothing to redo.")
        return _invert(connection, line, chosen)


def _chosen(connection: sqlite3.Connection, of: int) -> _Chosen:
    label = connection.execute("SELECT label FROM txn WHERE id = ?", (of,)).fetchone()[0]
    last, kind = connection.execute(
        "SELECT id, kind FROM txn WHERE id = ?1 OR of = ?1 ORDER BY id DESC LIMIT 1", (of,)
    ).fetchone()
    return _Chosen(of, label, last, kind)


def _named(connection: sqlite3.Connection, txn_id: int) -> _Chosen:
    found = connection.execute("SELECT coalesce(of, id), kind FROM txn WHERE id = ?", (txn_id,)).fetchone()
    if found is None:
        raise RuleBroken(f"There is no deed {txn_id}; bef log lists them.")
    chosen = _chosen(connection, found[0])
    if (chosen.last_kind == "undo") != (found[1] == "undo"):
        state = "undone" if chosen.last_kind == "undo" else "done again"
        raise RuleBroken(f"'{chosen.label}' is {state} already.")
    return chosen


def _last_done(connection: sqlite3.Connection, line: Line) -> _Chosen | None:
    for column, value in (("session", line.session), ("who", line.who)):
        found = connection.execute(
            f"SELECT id FROM txn WHERE {column} = ? AND kind = 'do' AND coalesce((SELECT kind FROM txn AS later"
            " WHERE later.of = txn.id ORDER BY later.id DESC LIMIT 1), 'do') <> 'undo' ORDER BY id DESC LIMIT 1",
            (value,),
        ).fetchone()
        if found:
            return _chosen(connection, found[0])
    return None


def _last_undone(connection: sqlite3.Connection, line: Line) -> _Chosen | None:
    for column, value in (("session", line.session), ("who", line.who)):
        found = connection.execute(
            f"SELECT of FROM txn WHERE {column} = :value AND kind = 'undo' AND id > coalesce((SELECT id FROM txn"
            f" WHERE {column} = :value AND kind = 'do' ORDER BY id DESC LIMIT 1), 0) AND NOT EXISTS (SELECT 1 FROM txn"
            " AS later WHERE later.of = txn.of AND later.id > txn.id) ORDER BY id DESC LIMIT 1",
            {"value": value},
        ).fetchone()
        if found:
            return _chosen(connection, found[0])
    return None


def _invert(connection: sqlite3.Connection, line: Line, chosen: _Chosen) -> Undone:
    kind: DeedKind = "redo" if chosen.last_kind == "undo" else "undo"
    changes = changes_of(connection, chosen.last)
    if standing := conflicts(connection, net_of(changes), changes[-1].id, line):
        raise RuleBroken(standing)
    connection.execute("PRAGMA defer_foreign_keys = ON")
    txn_id = begin_line(connection, replace(line, label=chosen.label, kind=kind, of=chosen.of))
    try:
        _put_back(connection, changes)
    except sqlite3.IntegrityError as error:
        raise RuleBroken(
            f"'{chosen.label}' cannot be {kind}ne: what was added since stands in its place."
        ) from error
    end_line(connection, txn_id)
    return Undone(chosen.label, kind, chosen.of, txn_id)


def _put_back(connection: sqlite3.Connection, changes: Iterable[RowChange]) -> None:
    """Invert each change, last one first: every state on the way back was a valid one on the way there."""
    for change in reversed(list(changes)):
        table = quoted(change.table)
        if change.op == "insert":
            connection.execute(f"DELETE FROM {table} WHERE id = ?", (change.row_id,))
            continue
        values = change.old or {}
        if change.op == "delete":
            names, marks = ", ".join(map(quoted, values)), ", ".join("?" * len(values))
            connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))
        else:
            sets = ", ".join(f"{quoted(name)} = ?" for name in values)
            connection.execute(f"UPDATE {table} SET {sets} WHERE id = ?", (*values.values(), change.row_id))
