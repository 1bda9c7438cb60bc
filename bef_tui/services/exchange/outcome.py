"""What an import did, or would do."""

from dataclasses import dataclass

from bef_tui.exchange.reading import LeftOut


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many records an import added, updated and found unchanged.

    ``left_out`` are records that were not taken, ``notes`` what was lost or assumed of records that were.
    """

    source: str
    added: int
    updated: int
    unchanged: int
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[LeftOut, ...] = ()
