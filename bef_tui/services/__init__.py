"""Deeds and questions, one module a stage; each takes the ``Session`` first.

The modules are loaded when first used, so that a screen can be painted before SQLModel is imported:
``from bef_tui import services`` and then ``services.execution.complete``.
"""

from importlib import import_module
from threading import RLock
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bef_tui.services import (
        automation,
        choices,
        company,
        demo,
        exchange,
        execution,
        facts,
        glance,
        happened,
        improvement,
        kept,
        measurement,
        people,
        planning,
        records,
        review,
        score,
        search,
        systems,
        vision,
    )

__all__ = [
    "automation",
    "choices",
    "company",
    "demo",
    "exchange",
    "execution",
    "facts",
    "glance",
    "happened",
    "improvement",
    "kept",
    "measurement",
    "people",
    "planning",
    "records",
    "review",
    "score",
    "search",
    "systems",
    "vision",
]

loading = RLock()
"""Held while the services, or SQLModel behind them, are imported.

SQLAlchemy's modules import each other in a circle: two threads that enter it at different ends each find half of it.
The first frame is there before it is loaded, so a quick key may well be the second thread.
"""


def __getattr__(name: str) -> ModuleType:
    if name in __all__:
        with loading:
            return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
