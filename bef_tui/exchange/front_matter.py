"""The head of a Markdown file: ``key: value`` between two lines of dashes, and the seal of a file that bef wrote.

Only what these files need of YAML: one line a value, plain or in quotes.
"""

import json
import re
import zlib
from collections.abc import Mapping

MARK = "bef"  # the name of the seal in the head

_HEAD = re.compile(r"---[ \t]*\n((?:[^\n]*\n)*?)---[ \t]*(?:\n|$)")
_FIELD = re.compile(r"([a-z_]+):[ \t]*(.*)")
_SEAL = re.compile(rf"\A---\n{MARK}: ([0-9a-f]{{8}})\n")


def fields_of(text: str) -> tuple[dict[str, str], str]:
    """The values of the head by their names, and the text below it; no values when there is no head."""
    match = _HEAD.match(text)
    if match is None:
        return {}, text
    fields: dict[str, str] = {}
    for line in match[1].split("\n"):
        if found := _FIELD.fullmatch(line):
            fields[found[1]] = _unquoted(found[2].strip(" \t"))
    return fields, text[match.end() :]


def with_fields(fields: Mapping[str, str], body: str) -> str:
    """The file that ``fields_of`` reads as these values and this text."""
    lines = [f"{name}: {_quoted(value)}\n" for name, value in fields.items()]
    return f"---\n{''.join(lines)}---\n{body}"


def sealed(text: str) -> str:
    """The file with a checksum of itself in its head, by which ``is_sealed`` knows that nobody changed it since."""
    return f"---\n{MARK}: {_checksum(text)}\n" + text.removeprefix("---\n")


def unsealed(text: str) -> str:
    """The file without the line that ``sealed`` put in."""
    return _SEAL.sub("---\n", text, count=1)


def is_sealed(text: str) -> bool:
    """Whether bef wrote this file and nobody changed it since."""
    seal = _SEAL.match(text)
    return seal is not None and seal[1] == _checksum(unsealed(text))


def _checksum(text: str) -> str:
    return f"{zlib.crc32(text.encode()):08x}"


def _quoted(text: str) -> str:
    """The text as a YAML string in double quotes, on one line."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f").replace("\x85", "\\u0085")


def _unquoted(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] == '"':
        try:
            return str(json.loads(value))
        except ValueError:
            return value[1:-1]
    if len(value) >= 2 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    return value
