"""A rule in four fields: when, then, what is made up for, and a name; each line is echoed as it is understood."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bef_tui import services
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.screens.forms import common
from bef_tui.widgets.form import ChoiceField, Field, Filled, Option, TextField

if TYPE_CHECKING:
    from bef_tui.screens.base import BefScreen
    from bef_tui.screens.desk import Desk

HINT_LINES = 4
WHEN_HELP = """\
every Monday at 9:00 · monthly on the 1st · daily
task done containing invoice · task overdue
deal moved to Proposal · run finished · review closed
contact cold · promise missed · kpi Signups off track"""
THEN_HELP = """\
task Call {who} due in 3d @me · issue {what} is late
run Refunds · follow up in 2d by email: say thanks
owner Ada, Ben · owner by kind: customer = Ada, else me
move to Proposal · note {what} went on"""
CATCH_UP = (
    Option("last", "only the last one"),
    Option("all", "all of them"),
    Option("none", "none of them"),
)
CATCH_UP_WORDS = {str(option.value): option.label for option in CATCH_UP}


class _Lines:
    """What is typed in the two lines: how the second is understood hangs on the first."""

    def __init__(self, desk: Desk, when: str) -> None:
        self._desk = desk
        self._when = when

    def read_when(self, raw: str) -> object:
        self._when = raw
        self.say_when(raw)
        return raw.strip()

    def read_then(self, raw: str) -> object:
        self.say_then(raw)
        return raw.strip()

    def say_when(self, value: object) -> str:
        return self._said(services.automation.heard_when, str(value))

    def say_then(self, value: object) -> str:
        return self._said(services.automation.heard_then, self._when, str(value))

    def _said(self, question: Callable[..., str], *texts: str) -> str:
        try:
            return self._desk.read(question, *texts, now=self._desk.now())
        except RuleBroken as refusal:
            raise ValueError(str(refusal)) from None


def _line(
    name: str, label: str, help: str, read: Callable[[str], object], say: Callable[[object], str]
) -> TextField:
    return TextField(
        name, label, required=True, help=help, parse=read, echo=say, hint_lines=HINT_LINES, heard=True
    )


def _fields(desk: Desk, when: str = "") -> tuple[Field, ...]:
    lines = _Lines(desk, when)
    return (
        _line("when", "When", WHEN_HELP, lines.read_when, lines.say_when),
        _line("then", "Then", THEN_HELP, lines.read_then, lines.say_then),
        ChoiceField(
            "catch_up",
            "If missed",
            required=True,
            options=CATCH_UP,
            help="of what a schedule owes after the machine was off",
        ),
        TextField("name", "Name", help="what it is called in the list; empty: as what it does"),
    )


def add_rule(screen: BefScreen, then: Callable[[int], None]) -> None:
    """Add a rule; it is off until it is switched on."""
    desk = screen.desk

    def save(filled: Filled, now: Now) -> int:
        said = common.given(filled.values)
        return desk.write(services.automation.add_rule, now=now, **said)

    screen.fill("Add a rule", _fields(desk), save, values={"catch_up": "last"}, draft="rule", then=then)


def edit_rule(screen: BefScreen, rule_id: int) -> None:
    """Edit a rule; what happened before does not set it off any more."""
    desk = screen.desk
    values: dict[str, Any] = desk.read(services.automation.rule_values, rule_id)

    def save(filled: Filled, now: Now) -> int:
        changes = common.given(filled.changed)
        return desk.write(services.automation.edit_rule, rule_id, changes, filled.opened, now=now)

    screen.fill("Rule", _fields(desk, values["when"]), save, values=values, draft=f"rule.{rule_id}")
