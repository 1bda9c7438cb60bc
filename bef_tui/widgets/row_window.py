"""The rows of a table as it needs them: those in sight at hand, any other found by its record."""

from collections.abc import Sequence

from bef_tui.widgets.table_rows import RecordId, Row, RowSource

_AHEAD = 64


class FixedRows:
    """A tuple of rows as a ``RowSource``."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = tuple(rows)
        self._places: dict[RecordId, int] | None = None

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, part: slice, /) -> Sequence[Row]:
        return self._rows[part]

    def find(self, id: RecordId, /) -> int | None:
        """Where the row of this record is, if there is one."""
        if self._places is None:
            self._places = {row.id: place for place, row in enumerate(self._rows) if row.kind == "row"}
        return self._places.get(id)


class RowWindow:
    """Rows of a source, fetched in stretches around the place that is looked at."""

    def __init__(self, rows: Sequence[Row] | RowSource) -> None:
        self._source: RowSource = FixedRows(rows) if isinstance(rows, tuple | list) else rows  # type: ignore[assignment]
        self.count = len(self._source)
        self._ahead: tuple[int, Sequence[Row]] = (0, ())

    def row(self, place: int) -> Row | None:
        """The row at a place, if there is one."""
        if not 0 <= place < self.count:
            return None
        start, fetched = self._ahead
        if not start <= place < start + len(fetched):
            start = max(0, place - _AHEAD)
            fetched = self._source[start : place + _AHEAD]
            self._ahead = (start, fetched)
        return fetched[place - start] if place - start < len(fetched) else None

    def find(self, id: RecordId) -> int | None:
        """Where the row of this record is, if there is one."""
        return self._source.find(id)

    def record(self, place: int, step: int) -> int:
        """The first place from here on, in a direction, that holds a record; -1 when none does."""
        while 0 <= place < self.count:
            row = self.row(place)
            if row is not None and row.kind == "row":
                return place
            place += 1 if step > 0 else -1
        return -1

    def place_of(self, id: RecordId | None, near: int) -> int:
        """Where a record is; if it is gone, the record that is now nearest to its place; -1 when there is none."""
        place = None if id is None else self.find(id)
        if place is not None:
            return place
        near = min(max(near, 0), self.count - 1)
        below = self.record(near, 1)
        return below if below >= 0 else self.record(near, -1)
