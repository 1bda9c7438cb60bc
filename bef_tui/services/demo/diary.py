"""The diary of the demo company: what happened when, played once in the order of time.

A week is counted from the running one: 0 is this week, -1 the last; a day from Monday, 0. Nothing here asks the clock:
the same day gives the same diary. What would lie after today has not happened and is not played.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from sqlalchemy import event
from sqlmodel import Session

from bef_tui.framework.weeks import Now, add_weeks, week_start

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = range(5)
WEEKS = 26
SEED = 26


class World:
    """What the deeds of the diary share: the session, and the ids of the records by the names the diary uses."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._ids: dict[str, int] = {}

    def __getitem__(self, name: str) -> int:
        return self._ids[name]

    def __setitem__(self, name: str, record_id: int) -> None:
        self._ids[name] = record_id

    def get(self, name: str) -> int | None:
        """The id of a record that may have no name yet; an empty name has none."""
        return self._ids.get(name)


Deed = Callable[[World, Now], object]


@dataclass(frozen=True, slots=True)
class _Entry:
    day: date
    at: time
    place: int
    deed: Deed


class Diary:
    """The entries of the diary, and the days they are written for."""

    def __init__(self, now: Now) -> None:
        self.now = now
        self.today = now.today
        self.random = Random(SEED)
        self._entries: list[_Entry] = []

    def week(self, week: int) -> str:
        """The name of a week, ``2026-W47``."""
        return add_weeks(self.now.week, week)

    def day(self, week: int, day: int) -> date:
        """A day of a week."""
        return week_start(self.week(week)) + timedelta(days=day)

    def ago(self, days: int) -> date:
        """The day so many days ago, or the Friday before when that is a weekend; days to come are counted as are."""
        day = self.today - timedelta(days=days)
        return day - timedelta(days=max(0, day.weekday() - FRIDAY)) if days > 0 else day

    def at(self, week: int, day: int, at: str, deed: Deed) -> None:
        """Enter what happened in a week, on a day, at a time like ``09:30``."""
        self.on(self.day(week, day), at, deed)

    def on(self, day: date, at: str, deed: Deed) -> None:
        """Enter what happened on a day."""
        if day <= self.today:
            self._entries.append(_Entry(day, time.fromisoformat(at), len(self._entries), deed))

    def play(self, session: Session) -> None:
        """Do all of it, oldest first. What happened today was done early: one minute after the other from midnight."""
        world, kept = World(session), list[object]()
        event.listen(
            session, "pending_to_persistent", lambda _, record: kept.append(record)
        )  # else it is read again
        entries = sorted(self._entries, key=lambda entry: (entry.day, entry.at, entry.place))
        today = 0
        for entry in entries:
            at = entry.at
            if entry.day == self.today:
                at, today = time(today // 60, today % 60), today + 1
            entry.deed(world, self._instant(entry.day, at))

    def _instant(self, day: date, at: time) -> Now:
        local = datetime.combine(day, at, tzinfo=self.now.zone)
        return Now(local.astimezone(UTC), self.now.zone, self.now.first_weekday)
