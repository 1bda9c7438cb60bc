"""The two lines of a rule, *when … then …*, as people type them, and the texts with fields that it writes."""

from bef_tui.exchange.rule_then import THEN_KINDS, Then, ThenKind, read_then
from bef_tui.exchange.rule_when import WHEN_KINDS, When, WhenKind, read_when
from bef_tui.exchange.templates import FIELDS, fill

__all__ = [
    "FIELDS",
    "THEN_KINDS",
    "WHEN_KINDS",
    "Then",
    "ThenKind",
    "When",
    "WhenKind",
    "fill",
    "read_then",
    "read_when",
]
