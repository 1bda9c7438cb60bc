"""The Scorecard: what the score panel, the Score screen and the snapshots show."""

from datetime import date
from typing import Literal, NamedTuple

from bef_tui.framework.evidence import Evidence
from bef_tui.framework.rates import Confidence, half_up
from bef_tui.framework.words import Category

Band = Literal["strong", "building", "priority"]
CategoryState = Literal["judged", "thin", "no evidence"]

BAND_WORDS: dict[Band, str] = {
    "strong": "strong foundation",
    "building": "building, with critical gaps",
    "priority": "the number one priority",
}
BAND_SHORT: dict[Band, str] = {"strong": "STRONG", "building": "BUILDING", "priority": "PRIORITY"}
CATEGORY_TITLES: dict[Category, str] = {
    "clarity": "Clarity",
    "communication": "Communication",
    "accountability": "Accountability",
    "systems": "Systems",
    "measurement": "Measurement",
}


class Part(NamedTuple):
    """One component of a category."""

    key: str
    """Its key, stable: ``accountability.promises``."""
    title: str
    """What it judges, in a few words."""
    weight: int
    """Its own weight in the category, percent."""
    share: float
    """Its weight after that of components without evidence went to the others, percent; 0 when it has none."""
    value: float | None
    """Its value, 1 to 5; None when there is nothing to judge (n/a)."""
    points: float
    """What it adds to the category, hundredths; the parts add up to the category as shown."""
    k: float
    """Records that count."""
    n: int
    """Records judged."""
    note: str
    """The reason in one line: ``17 of 20 kept on time``."""
    capped: bool = False
    """Held at 3.0 because n is below 8."""
    ignored: int = 0
    """Records seen but not counted (imports, rubber stamps)."""
    evidence: tuple[Evidence, ...] = ()
    """The records behind it, those that can be mended first; a sample when there are many."""

    @property
    def confidence(self) -> Confidence:
        """How far n records can be trusted."""
        return "low" if self.n < 8 else "medium" if self.n < 20 else "high"


class CategoryScore(NamedTuple):
    """One of the five categories."""

    key: Category
    """Which."""
    value: float
    """1.0 to 5.0, one decimal: what is shown, and what the total adds up."""
    exact: float
    """The same before rounding."""
    state: CategoryState
    """``thin``: under half of the weight in evidence, held at 3.0; ``no evidence``: 1.0."""
    note: str
    """Why the value is held, if it is: one line, else empty."""
    parts: tuple[Part, ...]
    """Its components; their points add up to ``value``."""

    @property
    def title(self) -> str:
        """Its name."""
        return CATEGORY_TITLES[self.key]

    @property
    def word(self) -> str:
        """*Execution Ready* from 4.0, *Critical Gap* or *Needs Attention* up to 2.0, between *Building*."""
        if self.value >= 4:
            return "Execution Ready"
        if self.value > 2:
            return "Building"
        return "Needs Attention" if self.key in ("systems", "measurement") else "Critical Gap"

    @property
    def n(self) -> int:
        """Records behind the judged component that weighs most; 0 without evidence."""
        judged = [part for part in self.parts if part.value is not None]
        return max(judged, key=lambda part: part.weight).n if judged else 0

    @property
    def confidence(self) -> Confidence:
        """How far that many records can be trusted."""
        return "low" if self.n < 8 else "medium" if self.n < 20 else "high"


class Scorecard(NamedTuple):
    """The Execution Score of one day."""

    today: date
    """The founder's day it was judged for."""
    week: str
    """The running week then."""
    categories: tuple[CategoryScore, ...]
    """The five, in the framework's order."""

    @property
    def total(self) -> float:
        """The sum of the five values as shown, 5.0 to 25.0, one decimal."""
        return sum(half_up(category.value, 10) for category in self.categories) / 10

    @property
    def band(self) -> Band:
        """By the total rounded half up: strong from 20, priority up to 12, between building."""
        whole = half_up(self.total)
        return "strong" if whole >= 20 else "building" if whole >= 13 else "priority"

    def category(self, key: Category) -> CategoryScore:
        """One of the five."""
        return next(category for category in self.categories if category.key == key)

    def part(self, key: str) -> Part:
        """One component by its key, as ``measurement.entries``; KeyError when there is none."""
        for score in self.categories:
            for part in score.parts:
                if part.key == key:
                    return part
        raise KeyError(key)

    def without_evidence(self) -> "Scorecard":
        """The same card without its lists of records: what a snapshot and the cached judgement keep."""
        bare = (c._replace(parts=tuple(p._replace(evidence=()) for p in c.parts)) for c in self.categories)
        return self._replace(categories=tuple(bare))
