"""Counts with the records behind them: k of n, and what mending one record would change."""

from dataclasses import dataclass

from bef_tui.framework.evidence import Evidence

EVIDENCE_LIMIT = 20
"""A tally carries at most this many records, those that can be mended first, then the worst."""


@dataclass(frozen=True, slots=True)
class Tally:
    """k of n: how many records were as they should be."""

    k: float = 0.0
    """Records that count; one that counts half adds 0.5. Never above ``n``. Imports and rubber stamps are not in it."""
    n: int = 0
    """Records that were to be judged; 0 means there is nothing to judge (n/a)."""
    ignored: int = 0
    """Records seen but not counted (imported, rubber-stamped, touches logged in a burst): shown, never used."""
    evidence: tuple[Evidence, ...] = ()
    """The worst of the records, at most ``EVIDENCE_LIMIT``: first those with a ``move``, then those not ok, newest
    first; then a few that are ok. ``k`` and ``n`` are the truth, this is a sample of it."""
