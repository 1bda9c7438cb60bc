"""The promises of the demo company: made, frozen, kept, missed and carried, as its diary says."""

from collections.abc import Iterator
from functools import partial
from typing import Any, cast

from bef_tui.framework.weeks import Now
from bef_tui.framework.words import Fate, MissReason
from bef_tui.services import execution, review
from bef_tui.services.demo.diary import FRIDAY, MONDAY, WEEKS, Diary, World
from bef_tui.services.demo.promised import FIRST, Promise
from bef_tui.services.demo.promised_since import SECOND
from bef_tui.services.demo.reviewed import NOT_REVIEWED, TOGETHER

PROMISES = {**FIRST, **SECOND}
BY_HAND = {-WEEKS, TOGETHER[1], *(week + 1 for week in NOT_REVIEWED)}
"""The weeks that were committed to on their Monday, since no review had done it."""


def write(diary: Diary) -> None:
    """Enter the weeks that were committed to by hand, and every promise that was kept or dropped on its day."""
    for week in BY_HAND:
        diary.at(week, MONDAY, "09:00", partial(_commit_by_hand, diary, week))
    for week, name, promise, happened in _instances():
        day = promise[2]
        if happened == "kept":
            diary.at(week, day, "11:45", partial(_keep, name))
        elif happened == "late":
            diary.at(week, FRIDAY, "12:00", partial(_keep, name))
        elif happened.startswith("drop "):
            diary.at(week, day - 1, "12:00", partial(_drop, name, happened.removeprefix("drop ")))


def promise_week(diary: Diary, week: int, world: World, now: Now) -> None:
    """Add the promises of a week as drafts."""
    for place, (moves, owner, day, outcome, done_when, _) in enumerate(PROMISES[week]):
        serves: dict[str, Any] = {}
        if moves.startswith("kpi:"):
            serves["kpi_id"] = world[moves.removeprefix("kpi:")]
        elif moves:
            serves["goal_id"] = world[f"goal.{moves}"]
        world[_name(week, place)] = execution.add_commitment(
            world.session,
            now=now,
            week=diary.week(week),
            outcome=outcome,
            done_when=done_when,
            owner_id=world[owner],
            due=diary.day(week, day),
            **serves,
        )


def settle(diary: Diary, week: int, review_id: int, world: World, now: Now) -> None:
    """Give every promise of a week that was missed its reason and its fate, in the review."""
    coming = review.next_week(world.session, review_id, now=now)
    for reason, fate, name in _misses(week):
        made = review.settle_promise(
            world.session, review_id, world[name], reason, fate, now=now, week=coming
        )
        if made is not None:
            world["issue.mailbox" if fate == "issue" else name] = made


def settle_by_hand(diary: Diary, week: int, world: World, now: Now) -> None:
    """The same without a review."""
    for reason, fate, name in _misses(week):
        execution.miss(world.session, world[name], reason, fate, now=now)
        world[name] = execution.carry(world.session, world[name], diary.week(week + 1), now=now)


def _instances() -> Iterator[tuple[int, str, Promise, str]]:
    """Every promise in every week that it was promised for, and what became of it there."""
    for week, promises in PROMISES.items():
        for place, promise in enumerate(promises):
            for carried, happened in enumerate(promise[5].split(" | ")):
                yield week + carried, _name(week, place), promise, happened


def _misses(week: int) -> list[tuple[MissReason, Fate, str]]:
    found = []
    for of_week, name, _, happened in _instances():
        reason, mark, fate = happened.partition(">")
        if of_week == week and mark:
            found.append((cast(MissReason, reason), cast(Fate, fate), name))
    return found


def _name(week: int, place: int) -> str:
    return f"promise.{week}.{place}"


def _commit_by_hand(diary: Diary, week: int, world: World, now: Now) -> None:
    promise_week(diary, week, world, now)
    execution.freeze_week(world.session, diary.week(week), now=now)


def _keep(name: str, world: World, now: Now) -> None:
    execution.keep(world.session, world[name], now=now)


def _drop(name: str, reason: str, world: World, now: Now) -> None:
    execution.drop_commitment(world.session, world[name], cast(MissReason, reason), now=now)
