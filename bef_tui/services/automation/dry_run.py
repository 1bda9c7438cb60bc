"""The dry run: what a rule would do, found out by doing it in a transaction that is taken back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from bef_tui.data.systems import Firing, Rule
from bef_tui.data.trouble import StoreError
from bef_tui.exchange.schedules import Occurrence, Schedule, occurrences
from bef_tui.framework.days import say_weekday
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import EventKind
from bef_tui.services import records
from bef_tui.services.automation import plans
from bef_tui.services.automation.actions import carry_out
from bef_tui.services.automation.events import pending
from bef_tui.services.automation.firing import said
from bef_tui.services.automation.subjects import NOTHING, Subject, subject_of

LOOKED_BACK_DAYS = 30
SHOWN = 5
CANDIDATES = 200
"""How many of the newest records are looked at for those that the first line means."""


@dataclass(frozen=True, slots=True)
class Would:
    """One thing a rule would do: for what, of which day; ``error`` says why it would fail."""

    day: date
    about: str
    does: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a rule would do.

    ``coming`` are the next occurrences of a schedule, in wall time, and ``would`` what the first of them does. For an
    event they are what happened lately and would have set it off. ``nothing`` is a sentence when there is none.
    """

    coming: tuple[datetime, ...] = ()
    would: tuple[Would, ...] = ()
    nothing: str = ""

    def lines(self, now: Now) -> tuple[str, ...]:
        """The same in sentences, one a line."""
        if self.nothing:
            return (self.nothing,)
        lines = [f"It comes next on {', '.join(map(say_moment, self.coming))}."] if self.coming else []
        for one in self.would:
            deed = f"would fail: {one.error}" if one.error else one.does
            lines.append(f"{say_weekday(one.day)}{f', {one.about}' if one.about else ''}: {deed}")
        return tuple(lines)


def dry_run(session: Session, rule_id: int, *, now: Now) -> DryRun:
    """Try a rule; made for ``Store.rehearse``, which takes all of it back."""
    rule = records.found(session, Rule, rule_id)
    try:
        schedule = plans.when_of(rule).schedule
        plans.then_of(rule)
    except (ValueError, LookupError, TypeError) as error:
        return DryRun(nothing=said(error))
    return _of_events(session, rule, now) if schedule is None else _of_schedule(session, rule, schedule, now)


def say_moment(local: datetime) -> str:
    """A moment of a schedule: ``Mon 23 Nov``, with its time unless it is midnight."""
    day = say_weekday(local.date())
    return f"{day} {local:%H:%M}" if (local.hour, local.minute) != (0, 0) else day


def coming(schedule: Schedule, now: Now, most: int = SHOWN) -> tuple[datetime, ...]:
    """The next moments of a schedule, in wall time; empty when it has come to its end."""
    return tuple(one.local for one in islice(_ahead(schedule, now), most))


def _ahead(schedule: Schedule, now: Now) -> Iterator[Occurrence]:
    return occurrences(schedule, now.at, datetime.max.replace(tzinfo=UTC), now.zone)


def _of_schedule(session: Session, rule: Rule, schedule: Schedule, now: Now) -> DryRun:
    ahead = list(islice(_ahead(schedule, now), SHOWN))
    if not ahead:
        return DryRun(nothing="Its schedule has come to its end: it would do nothing any more.")
    first = ahead[0]
    then = Now(first.at, now.zone, now.first_weekday)
    would = _tried(session, rule, first.local.date(), first.name, NOTHING, then)
    return DryRun(tuple(one.local for one in ahead), (would,))


def _of_events(session: Session, rule: Rule, now: Now) -> DryRun:
    would = []
    for day, record_id in islice(_meant(session, rule, now), SHOWN):
        subject = subject_of(session, rule.when_kind, record_id)
        would.append(_tried(session, rule, day, f"dry run:{record_id}", subject, now))
    nothing = "" if would else f"{_NOTHING[rule.when_kind]} that would have set it off."
    return DryRun(would=tuple(would), nothing=nothing)


def _tried(session: Session, rule: Rule, day: date, occurrence: str, subject: Subject, now: Now) -> Would:
    """Do it; the firing is noted too, for those who take turns."""
    try:
        with session.begin_nested():
            made = carry_out(session, rule, occurrence, subject, now=now)
            session.flush()
    except StoreError:
        raise
    except (RuleBroken, IntegrityError, LookupError, ValueError, TypeError) as error:
        return Would(day, subject.what, "", said(error))
    session.add(Firing(rule_id=rule.id or 0, occurrence=f"{occurrence}:{now.at}", fired_at=now.at))
    session.flush()
    return Would(day, subject.what, made.words)


def _meant(session: Session, rule: Rule, now: Now) -> Iterator[tuple[date, int]]:
    """The day and the id of what has happened lately and the rule waits for, newest first."""
    since = now.today - timedelta(days=LOOKED_BACK_DAYS)
    query = _LATELY.get(rule.when_kind)
    if query is None:
        rule.starts_at = now.at - timedelta(days=LOOKED_BACK_DAYS)
        yield from ((now.day_of(one.at), one.record_id) for one in list(pending(session, rule, now)))
        return
    values = (since.isoformat(), CANDIDATES)
    for record_id, day in session.connection().exec_driver_sql(query, values).all():
        if plans.when_matches(rule, subject_of(session, rule.when_kind, record_id)):
            yield date.fromisoformat(day), record_id


_LATELY: dict[EventKind, str] = {
    "task done": "SELECT id, done_on FROM task WHERE status = 'done' AND done_on >= ? "
    "ORDER BY done_on DESC, id DESC LIMIT ?",
    "deal moved": 'SELECT id, "on" FROM deal_move WHERE from_stage_id IS NOT NULL AND "on" >= ? '
    'ORDER BY "on" DESC, id DESC LIMIT ?',
    "run finished": "SELECT id, finished_on FROM workflow_run WHERE status = 'done' AND finished_on >= ? "
    "ORDER BY finished_on DESC, id DESC LIMIT ?",
    "review closed": "SELECT id, closed_on FROM review WHERE state = 'closed' AND closed_on >= ? "
    "ORDER BY closed_on DESC, id DESC LIMIT ?",
    "promise missed": "SELECT id, closed_on FROM commitment WHERE state = 'missed' AND closed_on >= ? "
    "ORDER BY closed_on DESC, id DESC LIMIT ?",
}
_NOTHING: dict[EventKind, str] = {
    "task done": f"No task was done in the last {LOOKED_BACK_DAYS} days",
    "deal moved": f"No deal moved in the last {LOOKED_BACK_DAYS} days",
    "run finished": f"No run was finished in the last {LOOKED_BACK_DAYS} days",
    "review closed": f"No review was closed in the last {LOOKED_BACK_DAYS} days",
    "promise missed": f"No promise was missed in the last {LOOKED_BACK_DAYS} days",
    "task overdue": f"No open task of the last {LOOKED_BACK_DAYS} days is overdue",
    "contact cold": f"No contact went cold in the last {LOOKED_BACK_DAYS} days",
    "kpi off track": "No KPI is off track for that long now",
}
