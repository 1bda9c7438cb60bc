"""Contacts and deals as tables of texts, which any spreadsheet reads and which can be imported again."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

from bef_tui.services.sql import rows_of

Texts = tuple[tuple[str, ...], ...]

CONTACT_HEADER = (
    *("bef_id", "name", "company", "email", "phone", "kind", "status", "owner", "ideal_days", "longest_days"),
    *("last_touch_on", "next_touch_on", "created_on", "note"),
)
DEAL_HEADER = (
    *("bef_id", "title", "company", "contact", "email", "stage", "status", "value", "currency", "opened_on"),
    *("moved_on", "closed_on", "reason", "next_step", "next_on", "owner"),
)


def contacts_table(session: Session) -> tuple[tuple[str, ...], Texts]:
    """All contacts: the names of the columns, and the rows by name."""
    found = rows_of(session)(
        "SELECT c.id, c.name, c.company, c.email, c.phone, c.kind, c.status, coalesce(p.name, ''), c.ideal_days,"
        " c.longest_days, c.last_touch_on, c.next_touch_on, c.created_on, c.note"
        " FROM contact c LEFT JOIN person p ON p.id = c.owner_id ORDER BY c.name, c.id"
    )
    return CONTACT_HEADER, tuple(_texts(row) for row in found)


def deals_table(session: Session) -> tuple[tuple[str, ...], Texts]:
    """All deals, the oldest first; values with two decimals, days year first."""
    found = rows_of(session)(
        "SELECT d.id, d.title, coalesce(c.company, ''), coalesce(c.name, ''), coalesce(c.email, ''),"
        " coalesce(s.name, ''), d.status, d.value_minor, d.currency, d.opened_on, d.moved_on, d.closed_on, d.reason,"
        " d.next_step, d.next_on, coalesce(p.name, '') FROM deal d LEFT JOIN contact c ON c.id = d.contact_id"
        " LEFT JOIN pipeline_stage s ON s.id = d.stage_id LEFT JOIN person p ON p.id = d.owner_id"
        " ORDER BY d.opened_on, d.id"
    )
    return DEAL_HEADER, tuple(_texts((*row[:7], _amount(row[7]), *row[8:])) for row in found)


def _amount(minor: int | None) -> str:
    return "" if minor is None else f"{minor // 100}.{minor % 100:02d}"


def _texts(row: Sequence[Any]) -> tuple[str, ...]:
    return tuple("" if value is None else str(value) for value in row)
