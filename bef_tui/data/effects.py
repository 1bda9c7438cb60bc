"""What a deed made of each row, all its steps taken together."""

from collections.abc import Iterable
from dataclasses import dataclass

from bef_tui.data.journal import Row, RowChange

Key = tuple[str, int]


@dataclass(frozen=True)
class Net:
    """One row before and after a deed; None where there was, or is, no row."""

    before: Row | None
    after: Row | None


def net_of(changes: Iterable[RowChange]) -> dict[Key, Net]:
    """The net effect on each row; a row made and deleted again by the same deed is left out."""
    nets: dict[Key, Net] = {}
    for change in changes:
        key = (change.table, change.row_id)
        known = nets.get(key)
        nets[key] = Net(change.old, change.new) if known is None else _joined(known, change)
    return {key: net for key, net in map(_trimmed, nets.items()) if net.before or net.after}


def _joined(known: Net, change: RowChange) -> Net:
    if change.op == "insert":
        return Net(known.before, change.new)
    before = None if known.before is None else {**(change.old or {}), **known.before}
    if change.op == "delete":
        return Net(before, None)
    return Net(before, {**(known.after or {}), **(change.new or {})})


def _trimmed(item: tuple[Key, Net]) -> tuple[Key, Net]:
    """Leave out the columns that came out as they went in."""
    key, net = item
    if net.before is None or net.after is None:
        return item
    names = [name for name in net.after if net.before.get(name) != net.after[name]]
    return key, Net({name: net.before.get(name) for name in names}, {name: net.after[name] for name in names})
