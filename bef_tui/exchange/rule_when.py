"""The first line of a rule: when it fires. A schedule, or something that happens."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from bef_tui.exchange.problems import NotUnderstood, quoted, unstorable
from bef_tui.exchange.schedules import Schedule, read_schedule

WhenKind = Literal[
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
WHEN_KINDS: tuple[WhenKind, ...] = get_args(WhenKind)
EXAMPLES = (
    "a schedule (every Monday, monthly on the 1st), task done, task overdue, deal moved to STAGE, contact cold, "
    "kpi NAME off track for 2 weeks, run finished SOP, review closed or promise missed"
)

_LONGEST = 1000
_DEFAULT_WEEKS, _MOST_WEEKS = 2, 52
_NAME = r'"(?P<quoted>[^"]+)"|(?P<name>.+?)'
_IS = r"(?:is |has |was |gets |goes )?"
_SCHEDULE_LIKE = re.compile(
    r"(?:every|each|daily|weekly|biweekly|fortnightly|monthly|quarterly|yearly|annually|rrule|freq)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class When:
    """When a rule fires; ``name`` is the stage, KPI or SOP as typed, "" for any.

    ``weeks`` is how long a KPI has been off track. ``containing`` narrows an event to what has these words in it.
    """

    kind: WhenKind
    schedule: Schedule | None = None
    name: str = ""
    weeks: int = 0
    containing: str = ""

    def words(self) -> str:
        """The line as shown: ``kpi Activation off track for 2 weeks``; it reads back as ``Schedule.words`` does."""
        if self.schedule is not None:
            return self.schedule.words()
        line = self._line(self.name)
        return line if not self.name or _event(line) == self else self._line(f'"{self.name}"')

    def plain(self) -> dict[str, object]:
        """The value as it is stored in JSON, without what is empty."""
        kept: dict[str, object] = {"kind": self.kind}
        if self.schedule is not None:
            kept["schedule"] = self.schedule.plain()
        return kept | {
            key: value
            for key, value in (("name", self.name), ("weeks", self.weeks), ("containing", self.containing))
            if value
        }

    @classmethod
    def from_plain(cls, raw: Mapping[str, object]) -> "When":
        """The value that was stored; ``NotUnderstood`` when it was not written by ``plain``."""
        kind = next((known for known in WHEN_KINDS if known == raw.get("kind")), None)
        kept, weeks = raw.get("schedule"), raw.get("weeks", 0)
        if kind is None or (kind == "schedule") != isinstance(kept, Mapping) or not isinstance(weeks, int):
            raise NotUnderstood(
                f"a stored rule cannot be read: {quoted(str(raw.get('kind')))} is no occasion"
            )
        schedule = Schedule.from_plain(kept) if isinstance(kept, Mapping) else None
        return cls(kind, schedule, str(raw.get("name", "")), weeks, str(raw.get("containing", "")))

    def _line(self, name: str) -> str:
        spaced = f" {name}" if name else ""
        if self.kind == "kpi off track":
            line = f"kpi{spaced} off track for {self.weeks} week{'s' * (self.weeks != 1)}"
        elif self.kind == "deal moved":
            line = f"deal moved to{spaced}" if name else "deal moved"
        else:
            line = f"{self.kind}{spaced}"
        if not self.containing:
            return line
        words = self.containing if '"' in self.containing else f'"{self.containing}"'
        return f"{line} containing {words}"


def read_when(text: str, today: date) -> When:
    """When a rule fires, as typed; ``NotUnderstood`` with what is understood when it is nothing of it.

    * Whatever ``read_schedule`` takes: ``every Monday at 9:00``, ``monthly on the last day``.
    * ``task done``, ``task overdue``, ``contact cold``, ``review closed``, ``promise missed`` (or ``commitment``).
    * ``deal moved to Proposal`` or ``deal moved``; ``run finished Onboarding``, ``run of Onboarding finished`` or
      ``run finished``; ``kpi Activation off track for 3 weeks``, any KPI without a name, 2 weeks without a number.
    * Behind an event ``containing "words"`` (the quotes may be left out). A name in quotes is taken as it is.
    """
    if reason := unstorable(text):
        raise NotUnderstood(reason)
    tidy = re.sub(r"^when\b[:\s]*", "", " ".join(text.split()), flags=re.IGNORECASE)
    if len(tidy) <= _LONGEST:
        if found := _event(tidy):
            return found
        try:
            schedule = read_schedule(tidy, today)
        except NotUnderstood:
            if _SCHEDULE_LIKE.match(tidy):
                raise
        else:
            return When("schedule", schedule)
    raise NotUnderstood(f"{quoted(text)} is nothing a rule can wait for: write {EXAMPLES}")


def _event(line: str) -> When | None:
    for kind, shape in _EVENTS:
        if (match := shape.fullmatch(line)) is None:
            continue
        parts = match.groupdict()
        weeks = int(parts["weeks"] or _DEFAULT_WEEKS) if kind == "kpi off track" else 0
        if kind == "kpi off track" and not 1 <= weeks <= _MOST_WEEKS:
            raise NotUnderstood(f"{quoted(line)}: write a number of weeks from 1 to {_MOST_WEEKS}")
        words = parts["words"] or ""
        if re.fullmatch(r'"[^"]*"', words):
            words = words[1:-1].strip()
        name = (parts.get("quoted") or parts.get("name") or "").strip()
        return When(kind, name=name, weeks=weeks, containing=words)
    return None


def _shape(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:an? |the |any )?{pattern}(?: containing (?P<words>.+))?", re.IGNORECASE)


_EVENTS: tuple[tuple[WhenKind, re.Pattern[str]], ...] = (
    ("task done", _shape(rf"tasks? {_IS}(?:done|completed?|finished)")),
    ("task overdue", _shape(rf"tasks? {_IS}overdue")),
    ("deal moved", _shape(rf"deals? {_IS}(?:moved|moves)(?: (?:in)?to (?:{_NAME}))??")),
    ("contact cold", _shape(r"contacts? (?:is |has |gets |goes |gone |going |has gone )?cold")),
    (
        "kpi off track",
        _shape(
            rf"kpi(?: (?:{_NAME}))?? (?:is |goes |has been )?off(?: track)?"
            r"(?:(?: for)? (?P<weeks>[0-9]{1,4}) (?:weeks?|wks?|w))?"
        ),
    ),
    ("run finished", _shape(rf"runs? {_IS}(?:finished|finishes|done)(?: (?:of )?(?:{_NAME}))??")),
    ("run finished", _shape(rf"runs? of (?:{_NAME}) {_IS}(?:finished|finishes|done)")),
    ("review closed", _shape(rf"reviews? {_IS}(?:closed|done)")),
    ("promise missed", _shape(rf"(?:promises?|commitments?) {_IS}missed")),
)
