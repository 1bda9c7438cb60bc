"""Automation from the shell: rules written, tried, switched on, and the tick that cron calls."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Bef, asked


def on(day: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Go on another day."""
    monkeypatch.setenv("BEF_TODAY", day)


def test_a_rule_from_the_first_line_to_the_firing(
    bef: Bef, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert bef("rule", "list").out.startswith("No rule yet.")
    said = bef("rule", "add", "every monday at 9am", "task Send the invoices due in 3d").out
    assert said.splitlines() == [
        "1 Send the invoices: when every Monday at 09:00, then task Send the invoices due in 3d",
        "It is off. See what it would do: bef rule dry-run 1",
    ]
    tried = bef("rule", "dry-run", "send").out
    assert "Mon 23 Nov 09:00" in tried
    assert "adds the task “Send the invoices”, due Thu 26 Nov" in tried
    assert bef("today").out.count("Send the invoices") == 0
    assert bef("rule", "on", "1").out == "Send the invoices is on, next Mon 23 Nov 09:00\n"
    assert bef("tick").out == ""
    on("2026-11-24", monkeypatch)
    assert bef("tick").out == "1 firing\n"
    assert bef("tick").out == ""
    assert "done" in bef("rule", "log").out
    (row,) = json.loads(bef("rule", "list", "--json").out)
    assert (row["fired"], row["enabled"], row["error"]) == (1, True, "")
    assert bef("rule", "off", "send").out == "Send the invoices is off\n"


def test_a_deed_in_the_shell_sets_a_rule_off(bef: Bef, file: Path) -> None:
    bef("rule", "add", 'task done containing "offer"', "task Ask about {what}", "--on")
    bef("add", "Send the offer")
    bef("done", "1")
    titles = "SELECT title FROM task ORDER BY id"
    assert [title for (title,) in asked(file, titles)] == ["Send the offer", "Ask about Send the offer"]
    bef("undo")
    assert [title for (title,) in asked(file, titles)] == ["Send the offer"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("rule", "add", "whenever", "task X"), 1, "nothing a rule can wait for"),
        (("rule", "add", "every day", "move to Won"), 1, "needs a record to work on"),
        (("rule", "add", "every day"), 2, "THEN"),
        (("rule", "on", "nothing"), 1, "no rule"),
        (("rule", "add", "every day", "task X", "--if-missed", "some"), 2, "some"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    bef: Bef, file: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    ended = bef(*words)
    assert (ended.code, ended.out) == (code, "")
    assert said.lower() in ended.err.lower()


def test_a_rule_that_fails_is_named_and_the_exit_code_says_so(
    bef: Bef, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bef("rule", "add", "task overdue", "follow up in 2d", "--on")
    bef("add", "Call back due:today")
    on("2026-11-21", monkeypatch)
    ended = bef("tick")
    assert (ended.code, ended.out) == (1, "1 failed\n")
    assert "There is no contact to follow up" in ended.err
    assert "failing" in bef("rule", "list").out


def test_a_tick_without_a_file_says_how_to_begin(bef: Bef, home: Path) -> None:
    assert bef("tick").code == 65
