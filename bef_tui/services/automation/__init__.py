"""Automation: rules of the form *when … then …*, fired once for each occurrence, within the deed or by the tick."""

from bef_tui.services.automation.firing import follow
from bef_tui.services.automation.rules import (
    FiringRow,
    RuleRow,
    add_rule,
    delete_rule,
    edit_rule,
    failing,
    firings,
    read_lines,
    rule_values,
    rules,
    switch_off,
    switch_on,
)
from bef_tui.services.automation.ticking import Ticked, is_needed, tick, try_again

__all__ = [
    "FiringRow",
    "RuleRow",
    "Ticked",
    "add_rule",
    "delete_rule",
    "edit_rule",
    "failing",
    "firings",
    "follow",
    "is_needed",
    "read_lines",
    "rule_values",
    "rules",
    "switch_off",
    "switch_on",
    "tick",
    "try_again",
]
