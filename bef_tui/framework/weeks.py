"""Days, ISO weeks and quarters in the founder's own time zone.

A week is written ``2026-W47`` so that weeks sort as text. A business whose week starts on Saturday or Sunday
counts those days to the ISO week that follows.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

MONDAY, SATURDAY, SUNDAY = 0, 5, 6


@dataclass(frozen=True)
class Now:
    """This instant, as the founder's calendar sees it.

    ``at`` is aware UTC; ``first_weekday`` is 0 (Monday), 5 (Saturday) or 6 (Sunday).
    """

    at: datetime
    zone: tzinfo = UTC
    first_weekday: int = MONDAY

    def __post_init__(self) -> None:
        if self.at.utcoffset() is None:
            raise ValueError("an instant needs its zone")

    @property
    def today(self) -> date:
        """The founder's day."""
        return self.at.astimezone(self.zone).date()

    @property
    def week(self) -> str:
        """The ISO week that the founder's day belongs to."""
        return week_of(self.today, self.first_weekday)

    def day_of(self, instant: datetime) -> date:
        """The founder's day at another instant."""
        return instant.astimezone(self.zone).date()

    def week_of(self, day: date) -> str:
        """The week a day belongs to, by the founder's first day of the week."""
        return week_of(day, self.first_weekday)

    def starts(self, week: str) -> date:
        """The first day of a week."""
        return week_start(week, self.first_weekday)

    def ends(self, week: str) -> date:
        """The last day of a week."""
        return week_end(week, self.first_weekday)

    def later(self, **delta: float) -> "Now":
        """The same calendar, ``timedelta(**delta)`` later."""
        return replace(self, at=self.at + timedelta(**delta))


def zone_named(name: str) -> tzinfo:
    """The time zone of this IANA name, UTC for a name that is not known."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC


def _shift(first_weekday: int) -> timedelta:
    if first_weekday not in (MONDAY, SATURDAY, SUNDAY):
        raise ValueError("a week starts on Monday (0), Saturday (5) or Sunday (6)")
    return timedelta(days=(7 - first_weekday) % 7)


def week_of(day: date, first_weekday: int = MONDAY) -> str:
    """The week of a day, as ``2026-W47``."""
    year, week, _ = (day + _shift(first_weekday)).isocalendar()
    return f"{year:04d}-W{week:02d}"


def week_start(week: str, first_weekday: int = MONDAY) -> date:
    """The first day of a week; ValueError when the text is no week."""
    year, mark, number = week.partition("-W")
    if not mark:
        raise ValueError(f"{week!r} is no week, write it like 2026-W47")
    return date.fromisocalendar(int(year), int(number), 1) - _shift(first_weekday)


def week_end(week: str, first_weekday: int = MONDAY) -> date:
    """The last day of a week."""
    return week_start(week, first_weekday) + timedelta(days=6)


def add_weeks(week: str, count: int) -> str:
    """The week ``count`` weeks later (earlier when negative)."""
    return week_of(week_start(week) + timedelta(weeks=count))


def last_weeks(week: str, count: int) -> tuple[str, ...]:
    """The ``count`` weeks that end with ``week``, oldest first."""
    return tuple(add_weeks(week, back - count + 1) for back in range(count))


def quarter_of(day: date) -> str:
    """The calendar quarter of a day, as ``2026-Q4``."""
    return f"{day.year:04d}-Q{(day.month + 2) // 3}"


def quarter_bounds(day: date) -> tuple[date, date]:
    """The first and the last day of the quarter that holds a day."""
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    following = date(first.year + first.month // 10, (first.month + 2) % 12 + 1, 1)
    return first, following - timedelta(days=1)
