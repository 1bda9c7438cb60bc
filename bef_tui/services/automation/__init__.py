"""Automation: rules of the form *when … then …*, fired once for each occurrence, within the deed or by the tick."""

from bef_tui.services.automation.dry_run import DryRun, Would, dry_run, say_moment
from bef_tui.services.automation.firing import follow
from bef_tui.services.automation.hearing import heard_then, heard_when
from bef_tui.services.automation.made import made_names
from bef_tui.services.automation.rules import (
    FiringRow,
    RuleRow,
    Trouble,
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
    "DryRun",
    "FiringRow",
    "RuleRow",
    "Ticked",
    "Trouble",
    "Would",
    "add_rule",
    "delete_rule",
    "dry_run",
    "edit_rule",
    "failing",
    "firings",
    "follow",
    "heard_then",
    "heard_when",
    "is_needed",
    "made_names",
    "read_lines",
    "rule_values",
    "rules",
    "say_moment",
    "switch_off",
    "switch_on",
    "tick",
    "try_again",
]
