"""Titles and notes of a rule, with fields in braces: ``Call {who} about {what}``.

A field is a name and nothing more: what it stands for is put in as text, never looked into.
"""

import re
from collections.abc import Mapping

from bef_tui.exchange.problems import NotUnderstood, quoted

FIELDS = ("what", "who", "company", "day", "owner")

_BRACES = re.compile(r"\{([^{}]*)\}")


def check_fields(template: str) -> None:
    """Raises ``NotUnderstood`` for a field that does not exist."""
    for written in _BRACES.findall(template):
        if _name(written) not in FIELDS:
            known = " ".join(f"{{{name}}}" for name in FIELDS)
            raise NotUnderstood(f"{quoted('{' + written + '}')} is no field: known are {known}")


def fill(template: str, fields: Mapping[str, str]) -> str:
    """The template on one line with the fields put in; a field without a value leaves nothing, not even a blank."""
    filled = _BRACES.sub(lambda match: fields.get(_name(match[1]), ""), template)
    return " ".join(filled.split())


def _name(written: str) -> str:
    return written.strip().lower()
