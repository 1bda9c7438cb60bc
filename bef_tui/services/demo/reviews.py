"""The weekly reviews of the demo company, gone through step by step as a founder does."""

from functools import partial

from bef_tui.framework import agenda
from bef_tui.framework.agenda import StepKey
from bef_tui.framework.weeks import Now
from bef_tui.services import review
from bef_tui.services.demo import issues, numbers, promises
from bef_tui.services.demo.diary import FRIDAY, MONDAY, WEEKS, Diary, World
from bef_tui.services.demo.reviewed import NOT_REVIEWED, NOTES, SAID, SHARED, TOGETHER


def write(diary: Diary) -> None:
    """Enter every review: most on Friday, two together on a later Monday, and what was done where there was none."""
    for week in range(-WEEKS, 0):
        if week in NOT_REVIEWED:
            diary.at(week + 1, MONDAY, "08:50", partial(_without, diary, week))
        elif week in TOGETHER:
            at = "09:30" if week == TOGETHER[0] else "10:30"
            diary.at(TOGETHER[1] + 1, MONDAY, at, partial(_hold, diary, week))
        else:
            diary.at(week, FRIDAY, "15:30", partial(_hold, diary, week))


def _without(diary: Diary, week: int, world: World, now: Now) -> None:
    """The numbers and the misses of a week without a review, caught up with on Monday."""
    numbers.record(world, week, now, diary.week(week))
    promises.settle_by_hand(diary, week, world, now)


def _hold(diary: Diary, week: int, world: World, now: Now) -> None:
    """Hold the review of a week, and share its report where that was done."""
    said, session = SAID[week], world.session
    review_id = review.open_review(session, now=now, mode=said.mode, week=diary.week(week))
    at, boxes = now, {step.key: step.box(said.mode) for step in agenda.steps_of(said.mode)}
    whole, key = sum(boxes.values()), next(iter(boxes))
    while True:
        seconds = 60 * said.minutes * boxes[key] // whole + diary.random.randrange(-20, 20)
        review.add_seconds(session, review_id, key, seconds)
        at = at.later(seconds=seconds)
        if key == "close":
            break
        _do(key, diary, week, review_id, world, at)
        key = review.finish_step(session, review_id, key, now=at)
    review.close(session, review_id, now=at, rating=said.rating, improvement=said.improvement)
    if week in SHARED:
        review.mark_shared(session, review_id, now=at)


def _do(key: StepKey, diary: Diary, week: int, review_id: int, world: World, now: Now) -> None:
    said, session = SAID[week], world.session
    if key == "land":
        review.answer(session, review_id, key, {"headline": said.headline, "wins": said.wins})
    elif key == "numbers":
        numbers.record(world, week, now, diary.week(week))
    elif key == "said_did":
        promises.settle(diary, week, review_id, world, now)
    elif key == "goals":
        _touch_goals(week, review_id, world, now)
    elif key == "systems":
        review.answer(session, review_id, key, {"decision": said.fix})
    elif key == "solve":
        review.answer(session, review_id, key, issues.solve(diary, week, world, now))
    elif key == "commit":
        _commit(diary, week, review_id, world, now)


def _touch_goals(week: int, review_id: int, world: World, now: Now) -> None:
    names = {world.get(f"goal.{name}"): notes for name, notes in NOTES.items()}
    for seen in review.goals_seen(world.session, review_id, now=now):
        notes = names.get(seen.gap.id, ("nothing new",))
        review.touch_goal(world.session, review_id, seen.gap.id, notes[week % len(notes)])


def _commit(diary: Diary, week: int, review_id: int, world: World, now: Now) -> None:
    coming = TOGETHER[1] + 1 if week in TOGETHER else week + 1
    if week != TOGETHER[1]:
        promises.promise_week(diary, coming, world, now)
    if SAID[week].not_doing:
        review.answer(world.session, review_id, "commit", {"not_doing": SAID[week].not_doing})
    review.commit_week(world.session, review_id, now=now)
