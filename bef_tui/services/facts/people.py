"""Facts about people: promised follow-ups, contacts with a next touch, and answers in time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from bef_tui.framework.facts import EVIDENCE_LIMIT, PROMISE_WEEKS, Evidence, Facts, Tally
from bef_tui.framework.weeks import Now
from bef_tui.services.facts.promises import window_days
from bef_tui.services.facts.work import SHOWN_OK, tally_of
from bef_tui.services.sql import Rows

BURST = 10  # more touches than this within one minute count as one a contact


def people(rows: Rows, base: Facts, now: Now) -> dict[str, Any]:
    """The fields of ``Facts`` that come from contacts, touches and follow-ups."""
    return {
        "contacts_known": rows("SELECT count(*) FROM (SELECT 1 FROM contact LIMIT 1000)")[0][0],
        **_contacts(rows, base),
        "follow_ups": _follow_ups(rows, base, now),
        "replies": _replies(rows, base, now),
    }


def _contacts(rows: Rows, base: Facts) -> dict[str, Any]:
    """Open contacts with a next touch, really touched inside their longest interval."""
    fine = "next_touch_on IS NOT NULL AND julianday(:today) - julianday(last_touch_on) <= longest_days"
    n, k, with_next = rows(
        f"SELECT count(*), count(CASE WHEN {fine} THEN 1 END), count(next_touch_on) FROM contact WHERE status = 'open'",
        today=base.today,
    )[0]
    worst = rows(
        "SELECT id, substr(name, 1, 80), next_touch_on, last_touch_on, longest_days FROM contact"
        f" WHERE status = 'open' ORDER BY coalesce({fine}, 0), next_touch_on IS NOT NULL,"
        " last_touch_on LIMIT :most",
        today=base.today,
        most=EVIDENCE_LIMIT if k < n else SHOWN_OK,
    )
    return {
        "contacts": Tally(k, n, evidence=tuple(_contact(row, base.today) for row in worst)),
        "contacts_next": with_next,
    }


def _contact(row: Any, today: date) -> Evidence:
    contact_id, label, next_on, last_on, longest = row
    silent = (today - date.fromisoformat(last_on)).days if last_on else None
    cold = silent is None or silent > longest
    if not cold and next_on:
        return Evidence("contact", contact_id, label, True, note=f"next touch {next_on}")
    since = "never touched" if silent is None else f"{silent} d silent"
    if cold:
        note = since if next_on else f"{since}, no next touch"
        return Evidence(
            "contact", contact_id, label, False, note, f"Get in touch with {label}, and plan the next", 1
        )
    return Evidence(
        "contact", contact_id, label, False, "no next touch", f"Plan the next touch with {label}", 1
    )


def _follow_ups(rows: Rows, base: Facts, now: Now) -> Tally:
    """Follow-ups promised for the last four closed weeks that were done by the day first promised."""
    window = window_days(base, now, PROMISE_WEEKS)
    if window is None:
        return Tally()
    found = rows(
        "SELECT f.id, substr(c.name, 1, 80), f.first_due, f.done_on, f.state, f.contact_id, substr(t.at, 1, 16)"
        " FROM follow_up f JOIN contact c ON c.id = f.contact_id LEFT JOIN touch t ON t.id = f.touch_id"
        " WHERE f.first_due BETWEEN :first AND :last AND f.source IS NULL"
        " AND NOT (f.state = 'dropped' AND f.done_on < f.first_due) ORDER BY f.first_due DESC",
        first=window[0],
        last=window[1],
    )
    bursts = _burst_minutes(rows, window)
    evidence, ignored, counted = [], 0, set()
    for record_id, label, due, done_on, state, contact_id, minute in found:
        if minute in bursts:
            if contact_id in counted:
                ignored += 1
                continue
            counted.add(contact_id)
        ok = state == "done" and done_on is not None and done_on <= due
        note = "in time" if ok else f"late, on {done_on}" if state == "done" else f"not done, due {due}"
        evidence.append(Evidence("follow_up", record_id, label, ok, note=note))
    return tally_of(evidence, ignored)


def _burst_minutes(rows: Rows, window: tuple[str, str]) -> frozenset[str]:
    """The minutes in which more touches were logged than a person can have."""
    found = rows(
        'SELECT substr(at, 1, 16) FROM touch WHERE "on" BETWEEN :first AND :last AND source IS NULL'
        " GROUP BY 1 HAVING count(*) > :burst",
        first=window[0],
        last=(date.fromisoformat(window[1]) + timedelta(days=60)).isoformat(),
        burst=BURST,
    )
    return frozenset(minute for (minute,) in found)


def _replies(rows: Rows, base: Facts, now: Now) -> Tally:
    """Enquiries of the last four closed weeks that were answered within the hours promised."""
    window = window_days(base, now, PROMISE_WEEKS)
    if window is None:
        return Tally()
    found = rows(
        "SELECT t.id, t.contact_id, substr(c.name, 1, 80), t.replied_at, t.reply_due FROM touch t"
        " JOIN contact c ON c.id = t.contact_id WHERE t.reply_due IS NOT NULL"
        " AND t.\"on\" BETWEEN :first AND :last AND t.source IS NULL AND t.direction = 'in'"
        " AND (t.replied_at IS NOT NULL OR t.reply_due < :now) ORDER BY t.at DESC",
        first=window[0],
        last=window[1],
        now=now.at,
    )
    evidence = []
    for touch_id, _contact_id, label, replied_at, reply_due in found:
        ok = replied_at is not None and replied_at <= reply_due
        note = "answered in time" if ok else "answered late" if replied_at else "not answered"
        evidence.append(Evidence("touch", touch_id, label, ok, note=note))
    return tally_of(evidence)
