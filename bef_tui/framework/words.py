"""The closed vocabularies of the framework: what is stored, and how it is said.

Each ``Literal`` is what a column may hold; the mapping of the same subject gives the words a person reads.
"""

from typing import Literal, get_args

Horizon = Literal["annual", "90-day"]
GoalStatus = Literal["draft", "active", "paused", "done", "dropped"]
PlanStatus = Literal["draft", "active", "done", "dropped"]
TaskStatus = Literal["open", "done", "dropped"]
CommitmentState = Literal["draft", "open", "kept", "missed", "dropped"]
MissReason = Literal[
    "overcommitted",
    "blocked",
    "interrupted",
    "unclear",
    "not ready",
    "avoided",
    "estimate",
    "priority changed",
]
Fate = Literal["recommit", "shrink", "delegate", "drop", "issue"]
SopStatus = Literal["draft", "active", "retired"]
RunStatus = Literal["due", "running", "paused", "done", "abandoned"]
StepState = Literal["open", "done", "skipped"]
Cadence = Literal["", "daily", "weekly", "monthly", "quarterly"]
CatchUp = Literal["all", "last", "none"]
EventKind = Literal[
    "schedule",
    "task done",
    "task overdue",
    "deal moved",
    "contact cold",
    "kpi off track",
    "run finished",
    "review closed",
    "promise missed",
]
DeedOfRule = Literal["task", "run", "follow up", "issue", "owner", "route", "move", "note"]
FiringState = Literal["done", "failed", "skipped"]
KpiKind = Literal["lead", "lag"]
Direction = Literal["up", "down"]
KpiCadence = Literal["daily", "weekly", "monthly"]
IssueStatus = Literal["open", "decided", "parked", "closed"]
ExperimentStatus = Literal["running", "concluded"]
Verdict = Literal["adopt", "adapt", "abandon"]
ContactKind = Literal["lead", "customer", "partner", "other"]
ContactStatus = Literal["open", "closed"]
Channel = Literal["email", "call", "message", "meeting", "other"]
TouchDirection = Literal["in", "out"]
FollowUpState = Literal["open", "done", "dropped"]
StageKind = Literal["open", "won", "lost"]
DealStatus = Literal["open", "won", "lost"]
ReviewMode = Literal["full", "express", "monthly", "quarterly"]
ReviewState = Literal["open", "closed"]
ReviewStepState = Literal["open", "done", "passed"]
SnapshotMoment = Literal["before", "after", "day"]
Category = Literal["clarity", "communication", "accountability", "systems", "measurement"]
DeedKind = Literal["do", "undo", "redo"]

CATEGORIES: tuple[Category, ...] = get_args(Category)
MISS_REASONS: tuple[MissReason, ...] = get_args(MissReason)
FATES: tuple[Fate, ...] = get_args(Fate)
CHANNELS: tuple[Channel, ...] = get_args(Channel)

# How many days lie between two touches of a contact: ideal, and longest before the contact goes cold.
TOUCH_INTERVALS: dict[ContactKind, tuple[int, int]] = {
    "lead": (7, 14),
    "customer": (30, 60),
    "partner": (45, 90),
    "other": (60, 120),
}

# What every business must do well; the founder may rename, add and remove.
CORE_PROCESSES: tuple[tuple[str, str], ...] = (
    ("acquire", "Acquire: find and win customers"),
    ("convert", "Convert: turn interest into a sale"),
    ("deliver", "Deliver: do what was promised"),
    ("collect", "Collect: invoice and get paid"),
    ("control", "Control: money, law and risk"),
    ("improve", "Improve: learn and change"),
    ("lead", "Lead: decide, align and tell"),
)

# Name, kind, hours within which an enquiry at this stage is promised an answer.
PIPELINE: tuple[tuple[str, StageKind, int], ...] = (
    ("Lead", "open", 24),
    ("Qualified", "open", 24),
    ("Proposal", "open", 48),
    ("Won", "won", 24),
    ("Lost", "lost", 72),
)
