"""Which screen shows which kind of record, and how each screen is made."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bef_tui.screens.base import BefScreen
    from bef_tui.screens.desk import Desk

# Mode → module and class; a module is imported when its screen is first shown.
SCREENS: dict[str, tuple[str, str]] = {
    "home": ("bef_tui.screens.home", "HomeScreen"),
    "vision": ("bef_tui.screens.vision", "VisionScreen"),
    "planning": ("bef_tui.screens.planning", "PlanningScreen"),
    "systems": ("bef_tui.screens.systems", "SystemsScreen"),
    "execution": ("bef_tui.screens.execution", "ExecutionScreen"),
    "measurement": ("bef_tui.screens.measurement", "MeasurementScreen"),
    "improvement": ("bef_tui.screens.improvement", "ImprovementScreen"),
    "people": ("bef_tui.screens.people", "PeopleScreen"),
    "score": ("bef_tui.screens.score", "ScoreScreen"),
    "review": ("bef_tui.screens.review", "ReviewScreen"),
}

KINDS: dict[str, str] = {
    "company": "vision",
    "goal": "vision",
    "plan": "planning",
    "milestone": "planning",
    "process": "systems",
    "sop": "systems",
    "workflow_run": "systems",
    "rule": "systems",
    "task": "execution",
    "commitment": "execution",
    "kpi": "measurement",
    "kpi_entry": "measurement",
    "issue": "improvement",
    "experiment": "improvement",
    "contact": "people",
    "deal": "people",
    "touch": "people",
    "follow_up": "people",
    "review": "review",
    "self_rating": "score",
    "audit_item": "score",
    "score": "score",
}


NEXT = ("bef_tui.screens.execution", "bef_tui.screens.forms.execution", "bef_tui.screens.dialogs.line")


def warm() -> None:
    """Import what is most often wanted next, so that the first key there is quick; made for a thread."""
    for module in NEXT:
        import_module(module)


def _make(mode: str, desk: Desk) -> BefScreen:
    module, name = SCREENS[mode]
    screen: BefScreen = getattr(import_module(module), name)(desk)
    return screen


def maker(mode: str, desk: Desk) -> Callable[[], BefScreen]:
    """What makes the screen of a mode."""
    return partial(_make, mode, desk)
