"""One record behind a number: where it is, whether it counts, and what mending it would change."""

from typing import NamedTuple


class Evidence(NamedTuple):
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
