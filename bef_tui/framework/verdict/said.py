"""What is said about the numbers: diagnosis, findings, mistakes, audit items, stage reached, next move."""

from typing import Literal, NamedTuple

from bef_tui.framework.rates import Confidence
from bef_tui.framework.words import Category

DiagnosisKey = Literal[
    "wrong plan",
    "execution problem",
    "goals too soft",
    "executing",
    "slipping",
    "goals unknown",
    "no promises",
]
FindingTone = Literal["bad", "near", "none"]

ENOUGH_ITEMS = 7
"""Fewer audit items than this are an execution problem."""


class Diagnosis(NamedTuple):
    """What is wrong, or right, in one sentence."""

    key: DiagnosisKey
    """Which case."""
    sentence: str
    """Said in one sentence, without a full stop."""
    confidence: Confidence
    """By the number of promises judged."""


class Finding(NamedTuple):
    """One thing that stands out."""

    key: str
    """What kind of finding."""
    tone: FindingTone
    """bad: wrong now; near: going wrong; none: worth a look."""
    text: str
    """Said in one line, without a full stop."""
    kind: str = ""
    """The kind of the record to go to; empty when it is about no single record."""
    id: int = 0
    """Its id."""


class Mistake(NamedTuple):
    """One of the five mistakes, or of the four causes."""

    key: str
    """Its key."""
    title: str
    """The framework's words."""
    found: bool | None
    """Whether the records show it; None when there is too little to tell."""
    evidence: str
    """Why, in one line."""


class NextMove(NamedTuple):
    """One record, what to do with it, and what that is worth."""

    kind: str
    """The kind of the record."""
    id: int
    """Its id; 0 for one that is still to be made."""
    label: str
    """What it is called."""
    text: str
    """What to do, as an order, without a full stop."""
    category: Category
    """The category it raises most."""
    gain: float
    """By how much the total as shown rises, one decimal; 0.0 when the gain is too small to show yet."""
    exact: float
    """The gain before rounding."""

    @property
    def gain_words(self) -> str:
        """The gain as it is shown: ``+0.4``, or ``under 0.1``."""
        return f"+{self.gain:.1f}" if self.gain > 0 else "under 0.1"


class AuditItem(NamedTuple):
    """One of the ten items."""

    number: int
    """1 to 10."""
    key: str
    """Its key, fixed."""
    text: str
    """Its text, the founder's own if edited."""
    holds: bool | None
    """What the records say; None is *unknown*: nothing to judge."""
    evidence: str
    """Why, in one line."""
    ticked: bool | None
    """The founder's own tick; None when never answered."""

    @property
    def disagrees(self) -> bool:
        """Ticked by the founder, while the records say that it does not hold."""
        return self.ticked is True and self.holds is False


class Audit(NamedTuple):
    """The ten items."""

    items: tuple[AuditItem, ...]

    @property
    def held(self) -> int:
        """Items that hold by the records."""
        return sum(item.holds is True for item in self.items)

    @property
    def ticked(self) -> int:
        """Items the founder ticked."""
        return sum(item.ticked is True for item in self.items)

    @property
    def is_problem(self) -> bool:
        """Fewer than seven: an execution problem."""
        return self.held < ENOUGH_ITEMS


class StageReached(NamedTuple):
    """The stage the business has really reached."""

    number: int
    """0 to 6: the last stage up to which every one produces its output."""
    sentence: str
    """Said in one sentence, with what is missing for the next."""
