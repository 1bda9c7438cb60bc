"""The six stages of the Business Execution Framework, and the places the stage bar leads to."""

from typing import Literal, NamedTuple

StageKey = Literal["vision", "planning", "systems", "execution", "measurement", "improvement"]
Maturity = Literal["full", "half", "empty"]


class Stage(NamedTuple):
    """One stage, in the framework's own words."""

    number: int
    key: StageKey
    name: str
    question: str
    output: str


class Place(NamedTuple):
    """A screen that the stage bar or a key leads to."""

    key: str
    """The key that opens it."""
    name: str
    """Its title; the screen's room has the same name in lower case."""
    stage: StageKey | None = None
    """The stage it is, for the maturity mark beside it."""


class StageMark(NamedTuple):
    """How far one stage has produced its output."""

    stage: StageKey
    mark: Maturity
    """full: it produces its output; half: there are records; empty: none."""
    why: str
    """The reason in one line."""


STAGES: tuple[Stage, ...] = (
    Stage(
        1,
        "vision",
        "Vision",
        "Where are we going, and why?",
        "clear annual and 90-day goals with defined success metrics",
    ),
    Stage(
        2,
        "planning",
        "Planning",
        "What specifically are we going to do?",
        "prioritised action plans with owners, deadlines, milestones",
    ),
    Stage(
        3,
        "systems",
        "Systems",
        "How do we make this repeatable?",
        "documented SOPs, workflows and automation that remove decision fatigue",
    ),
    Stage(
        4,
        "execution",
        "Execution",
        "Are we doing what we said we would?",
        "daily and weekly completion, tracked against the plan",
    ),
    Stage(
        5,
        "measurement",
        "Measurement",
        "Is it working?",
        "KPI dashboards, conversion tracking, regular performance reviews",
    ),
    Stage(
        6,
        "improvement",
        "Improvement",
        "How do we get better?",
        "retrospectives, process updates, iteration cycles that compound",
    ),
)

PLACES: tuple[Place, ...] = (
    Place("0", "Home"),
    *(Place(str(stage.number), stage.name, stage.key) for stage in STAGES),
    Place("7", "People"),
    Place("S", "Score"),
    Place("R", "Review"),
    Place("/", "Search"),
    Place("?", "Help"),
)

THREE_QUESTIONS = ("Who owns this?", "By when?", "How will we know it is done?")


def stage(key: StageKey) -> Stage:
    """The stage of this key."""
    return next(found for found in STAGES if found.key == key)
