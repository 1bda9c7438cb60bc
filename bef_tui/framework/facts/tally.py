"""Counts with the records behind them: k of n, and what mending one record would change."""

from dataclasses import dataclass

EVIDENCE_LIMIT = 20
"""A tally carries at most this many records, those that can be mended first, then the worst."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One record behind a tally: where it is, whether it counts, and what mending it would change."""

    kind: str
    """The record kind: goal, plan, milestone, task, commitment, follow_up, contact, deal, touch, process, sop,
    workflow_run, rule, kpi, kpi_entry, review, issue, experiment, self_rating."""
    id: int
    """Its id in the table of that kind."""
    label: str
    """What it is called, as stored, cut to 80 characters."""
    ok: bool
    """Whether it counts in full."""
    note: str = ""
    """Why it does or does not, in a few words without a full stop: ``no next touch, 12 d silent``."""
    move: str = ""
    """What would mend it today, as an order: ``Plan the next touch with Lin``; empty when it is history."""
    dk: float = 0.0
    """By how much mending it now raises the tally's ``k``; 0 when it is history."""
    dn: int = 0
    """By how much mending it now changes the tally's ``n`` (a first run takes missed weeks away: negative)."""


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
