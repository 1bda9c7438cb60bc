"""The days of ten years, and where in them a record lies."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from bef_tui.framework.weeks import week_of

YEARS = 10
DAYS = 365 * YEARS
RECENT = 182
Row = dict[str, Any]


class Calendar:
    """Days as the file writes them, counted back from today."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._days = {back: (today - timedelta(days=back)).isoformat() for back in range(-120, DAYS + 400)}

    def day(self, back: int) -> str:
        """The day so many days ago."""
        return self._days[back]

    def instant(self, back: int, hour: int = 10) -> str:
        """An instant on that day."""
        return f"{self._days[back]} {hour:02d}:00:00.000000"

    def weeks(self) -> Iterator[tuple[str, int]]:
        """Every whole week of the ten years, with how many days ago its Sunday was, oldest first."""
        back = DAYS - DAYS % 7 + self.today.isoweekday()
        while back > 0:
            yield week_of(self.today - timedelta(days=back)), back
            back -= 7


def ago(n: int, base: int, random: Random, least: int = 1) -> int:
    """How many days ago the nth record happened: the first ``base`` any time, the others before the last half year."""
    return random.randrange(least if n <= base else RECENT, DAYS)
