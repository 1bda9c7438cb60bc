"""The lines of a rule that the form and the guide show are understood."""

import re
from datetime import date
from pathlib import Path

import pytest

from bef_tui.exchange.rule_lines import WHEN_KINDS, read_then, read_when
from bef_tui.exchange.rule_then import THEN_KINDS
from bef_tui.screens.forms.rules import THEN_HELP, WHEN_HELP

PAGE = (Path(__file__).parents[2] / "docs" / "automation.md").read_text(encoding="utf-8")
TODAY = date(2026, 11, 19)


def shown(part: str) -> list[str]:
    """The lines in the first column of the table of a part of the guide."""
    table = PAGE.partition(f"## {part}\n\n")[2].partition("\n\n")[0]
    return [line for row in table.splitlines()[2:] for line in re.findall(r"`([^`]+)`", row.split("|")[1])]


def examples(text: str) -> list[str]:
    """The examples below a field of the form."""
    return [one.strip() for one in re.split(r"[·\n]", text) if one.strip()]


@pytest.mark.parametrize("line", [*shown("When"), *examples(WHEN_HELP)])
def test_a_first_line_is_understood(line: str) -> None:
    assert read_when(line, TODAY).words()


@pytest.mark.parametrize("line", [*shown("Then"), *examples(THEN_HELP)])
def test_a_second_line_is_understood(line: str) -> None:
    assert read_then(line).words()


@pytest.mark.parametrize("when", [shown("When"), examples(WHEN_HELP)], ids=["guide", "form"])
def test_every_occasion_is_shown(when: list[str]) -> None:
    assert {read_when(line, TODAY).kind for line in when} == set(WHEN_KINDS)


@pytest.mark.parametrize("then", [shown("Then"), examples(THEN_HELP)], ids=["guide", "form"])
def test_every_deed_is_shown(then: list[str]) -> None:
    assert {read_then(line).kind for line in then} == set(THEN_KINDS)
