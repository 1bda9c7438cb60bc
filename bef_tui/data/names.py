"""How things are called: columns in SQL, records in a sentence."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

_NAMING = ("title", "name", "outcome", "hypothesis", "label", "subject", "text")
_LONGEST = 40


def quoted(name: str) -> str:
    """A name as SQL writes it, also when it is a word of SQL."""
    return '"' + name.replace('"', '""') + '"'


def record_name(table: str, row_id: int, row: Mapping[str, Any] | None) -> str:
    """A record as a sentence names it: its own words, or its kind and number."""
    for column in _NAMING:
        words = (row or {}).get(column)
        if isinstance(words, str) and words.strip():
            words = " ".join(words.split())
            return f"'{words if len(words) <= _LONGEST else words[: _LONGEST - 1] + '…'}'"
    return f"{table.replace('_', ' ')} {row_id}"


def ago(at: datetime, now: datetime) -> str:
    """How long ago an instant was, in the largest whole unit."""
    minutes = int((now - at).total_seconds() // 60)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes} min ago"
    if minutes < 24 * 60:
        return f"{minutes // 60} h ago"
    return f"{minutes // (24 * 60)} d ago"
