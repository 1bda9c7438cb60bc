"""The settings file: a few lines of TOML, every one optional.

    theme = "bef-dark"          # any theme that the palette lists
    ascii = false               # true draws without the signs that need UTF-8
    who = "Ada"                 # whose deeds these are, in the history
    zone = "Pacific/Auckland"   # your days and weeks, when the machine is elsewhere

    [keys]                      # a command by its id, as help shows it, and the keys for it
    "record.done" = "space,x"

A line that cannot be used is left at its default and reported in one sentence; bef always starts. The checks are
plain Python: this is read before the first paint, where pydantic would take longer than all the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import tomllib

ZONE_HINT = "a time zone such as Europe/Berlin"


@dataclass(frozen=True)
class Settings:
    """What the settings file says; None where it is silent. ``problems`` are sentences for the user."""

    theme: str | None = None
    ascii: bool | None = None
    who: str | None = None
    zone: str | None = None
    keys: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


def load(path: Path) -> Settings:
    """The settings of a file; the defaults when there is none."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except UnicodeDecodeError:
        return Settings(problems=(f"{path.name} is not UTF-8 text; the defaults are used",))
    except OSError as error:
        return Settings(problems=(f"{path.name} cannot be read ({error.strerror}); the defaults are used",))
    import tomllib  # only for a file that is there: it takes 4 ms

    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Settings(problems=(f"{path.name}: {_decode_problem(error)}; the defaults are used",))
    return _checked(values, text, path.name)


def keep_theme(path: Path, theme: str) -> str:
    """Write the theme into the file and leave every other character of it; gives why it could not be, if so.

    The file is replaced whole, so that nobody ever reads half of it; of a link, what it leads to.
    """
    import os
    import tempfile

    sorry = f"The theme is not kept for the next start: {path.name}"
    try:
        path = Path(os.path.realpath(path))
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        is_there = path.exists()
        text = path.read_bytes().decode() if is_there else ""
        changed = _with_theme(text, theme)
        if changed is None:
            return f"{sorry} cannot be followed; say theme = {_quoted(theme)} in it."
        if is_there and not os.access(path, os.W_OK):
            return f"{sorry} cannot be written (Permission denied)."
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        beside = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(changed.encode())
            if is_there:
                beside.chmod(path.stat().st_mode & 0o777)
            beside.replace(path)
        except BaseException:
            beside.unlink()
            raise
    except UnicodeDecodeError:
        return f"{sorry} is not UTF-8 text."
    except OSError as error:
        return f"{sorry} cannot be written ({error.strerror})."
    return ""


def _with_theme(text: str, theme: str) -> str | None:
    """The text with another theme; None when it is no TOML, or says its theme in a way that is not understood."""
    import tomllib

    def says(candidate: str) -> dict[str, Any] | None:
        try:
            return tomllib.loads(candidate)
        except tomllib.TOMLDecodeError:
            return None

    before = says(text)
    if before is None:
        return None
    wanted = {**before, "theme": theme}
    lines = text.splitlines(keepends=True)
    # A line may also stand within a text of several lines: what the whole then says decides.
    return next((one for one in _candidates(lines, _quoted(theme)) if says(one) == wanted), None)


def _candidates(lines: list[str], theme: str) -> Iterator[str]:
    """Texts in which the theme may stand right: changed where it stands, after the last setting, at the top."""
    setting = re.compile(
        r"""(?P<name>\s*(?:theme|"theme"|'theme')\s*=\s*)"""
        r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^#"']*?)(?P<rest>\s*(?:\#.*)?)"""
    )
    for place, line in enumerate(lines):
        body = line.rstrip("\r\n")
        found = setting.fullmatch(body)
        if found:
            new = f"{found['name']}{theme}{found['rest']}{line[len(body) :]}"
            yield "".join([*lines[:place], new, *lines[place + 1 :]])
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    tables = next((place for place, line in enumerate(lines) if line.lstrip().startswith("[")), len(lines))
    while tables and (
        not lines[tables - 1].strip() or (tables < len(lines) and lines[tables - 1].startswith("#"))
    ):
        tables -= 1
    head = "".join(lines[:tables])
    if head and not head.endswith("\n"):
        head += end
    yield f"{head}theme = {theme}{end}{''.join(lines[tables:])}"
    yield f"theme = {theme}{end}{''.join(lines)}"


def _quoted(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False)


def _checked(values: dict[str, Any], text: str, file: str) -> Settings:
    """Settings of the values that can be used, and a sentence for each that cannot."""
    good: dict[str, Any] = {}
    problems: list[str] = []
    for name, value in values.items():
        if name not in CHECKS:
            complaint: str | None = f", there is no such setting{_nearest(name, CHECKS)}"
        else:
            wanted, is_good = CHECKS[name]
            complaint = None if is_good(value) else f" must be {wanted}, not {_shown(value)}"
        if complaint is None:
            good[name] = value
        else:
            problems.append(f"{file} line {_line_of(name, text)}: {name}{complaint}")
    keys = _flat(good.pop("keys", {}))
    for name, value in list(keys.items()):
        if not _is_keys(value):
            problems.append(
                f'{file} line {_line_of(name, text)}: {name} must be keys such as "space" or "ctrl+k,x", '
                f"not {_shown(value)}"
            )
            del keys[name]
    return Settings(**good, keys=keys, problems=tuple(problems))


def _is_word(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and value.isprintable() and len(value) <= 200


def _is_zone(value: object) -> bool:
    if not _is_word(value):
        return False
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(str(value))
    except (KeyError, ValueError, OSError):
        return False
    return True


def _is_keys(value: object) -> bool:
    return _is_word(value) and all(re.fullmatch(r"\S+", key.strip()) for key in str(value).split(","))


CHECKS: dict[str, tuple[str, Callable[[object], bool]]] = {
    "theme": ("the name of a theme", _is_word),
    "ascii": ("true or false", lambda value: isinstance(value, bool)),
    "who": ("a name", _is_word),
    "zone": (ZONE_HINT, _is_zone),
    "keys": ("a table", lambda value: isinstance(value, dict)),
}


def _flat(table: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    """A table of tables with dotted names: TOML reads an unquoted ``record.done`` as a table of its own."""
    flat: dict[str, Any] = {}
    for name, value in table.items():
        if isinstance(value, dict):
            flat |= _flat(value, f"{before}{name}.")
        else:
            flat[before + name] = value
    return flat


def _line_of(name: str, text: str) -> str:
    """The number of the line that sets a name, as text; "?" when it is spread over several."""
    pattern = re.compile(rf"""\s*\[?\s*["']?{re.escape(name)}["']?\s*[=\].]""")
    for number, line in enumerate(text.splitlines(), start=1):
        if pattern.match(line):
            return str(number)
    return "?"


def _decode_problem(error: tomllib.TOMLDecodeError) -> str:
    """The parser's words with the place first: "line 3: Invalid value"."""
    words, _, place = str(error).partition(" (at ")
    line = re.match(r"line (\d+)", place)
    return f"line {line[1]}: {words}" if line else str(error)


def _shown(value: object) -> str:
    """A value as the file might say it, short."""
    shown = str(value).lower() if isinstance(value, bool) else repr(value)
    return shown if len(shown) <= 40 else shown[:39] + "…"


def _nearest(name: str, known: Collection[str]) -> str:
    """A suggestion for a name that was probably meant otherwise."""
    import difflib

    near = difflib.get_close_matches(name, known, n=1)
    return f"; did you mean {near[0]}?" if near else ""
