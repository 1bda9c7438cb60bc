"""What no file of the project may say: unfinished work, this or that machine's paths, where packages come from."""

import re
from pathlib import Path

import pytest

from tests.house.source import TOP, kept_files

FORBIDDEN = {
    "unfinished work": re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X)\b"),
    "a path of one machine": re.compile(r"(?<![\w.])/(?:wo" r"rk|ro" r"ot|home/\w+)/"),
    "an address of a package registry": re.compile(
        r"(?:py" r"pi\.org|python" r"hosted\.|index-" r"url|find-" r"links)"
    ),
}
TEXT = {".py", ".md", ".toml", ".tcss", ".txt", ".cfg", ".ini", ".sh", ".yml", ".yaml", ".json", ""}


def is_text(file: Path) -> bool:
    return file.suffix in TEXT


def test_there_are_files_to_look_at() -> None:
    names = {str(file) for file in kept_files()}
    assert {"bef", ".ci/run", "pyproject.toml", "bef_tui/__main__.py", "tests/house/test_private.py"} <= names


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_says(what: str) -> None:
    found = [
        f"{file} line {number}: {line.strip()[:80]}"
        for file in kept_files()
        if is_text(file)
        for number, line in enumerate(
            (TOP / file).read_text(encoding="utf-8", errors="replace").splitlines(), 1
        )
        if FORBIDDEN[what].search(line)
    ]
    assert not found


def test_no_lock_file_with_addresses_is_kept() -> None:
    locks = {"uv.lock", "poetry.lock", "pdm.lock", "Pipfile.lock", "pylock.toml"}
    assert not [file for file in kept_files() if file.name in locks]


def test_the_checks_find_what_they_look_for() -> None:
    said = ["# TO" + "DO: later", "/wo" + "rk/main", "https://py" + "pi.org/simple"]
    assert all(any(pattern.search(line) for pattern in FORBIDDEN.values()) for line in said)
