"""How the demo company follows its SOPs: runs in time, one late, one rubber stamp, steps skipped with a reason."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from sqlmodel import select

from bef_tui.data.systems import WorkflowRun
from bef_tui.framework.weeks import Now
from bef_tui.services import systems
from bef_tui.services.demo.diary import FRIDAY, MONDAY, THURSDAY, TUESDAY, WEDNESDAY, Diary, World
from bef_tui.services.demo.procedures import DRAFT, PROCEDURES, Procedure

MINUTES = 3
# Weekly runs that went another way: nobody ran it, it was finished late, or ticked in seconds.
MISSED = {("leads", -18), ("money", -13), ("money", -6), ("leads", -3)}
FORGIVEN = -4  # older ones were given up on the Monday after
LATE = {("money", -4)}
STAMPED = {("leads", -2)}
# Steps skipped (their place, with why), by SOP and week.
SKIPPED = {
    ("leads", -15): (5, "nobody has been silent for that long"),
    ("leads", -6): (4, "the form was down the whole week"),
    ("money", -8): (5, "I did it last week"),
    ("money", -2): (5, "no time left, the demo ran over"),
    ("money", -1): (5, "nothing to cancel that I know of"),
}
ABANDONED = {2: "the tax adviser sent the invoices this month"}


@dataclass(frozen=True, slots=True)
class Run:
    """A run for a subject: the week and day it was begun, and by how many days it was due and took."""

    sop: str
    subject: str
    week: int
    day: int
    due: int
    took: int
    skipped: tuple[int, str] = (0, "")


RUNS = (
    Run("onboard", "Kassenbuch 24", -19, TUESDAY, 6, 3),
    Run("demo", "Tidy Ledger", -18, WEDNESDAY, 1, 0),
    Run("onboard", "Tidy Ledger", -15, MONDAY, 7, 4),
    Run("demo", "Pixelwerk", -14, THURSDAY, 1, 0),
    Run("demo", "Bakker & Co", -12, TUESDAY, 1, 0, (1, "we had met the week before")),
    Run("onboard", "Pixelwerk", -11, TUESDAY, 6, 6, (9, "nobody of theirs had time to be watched")),
    Run("demo", "Fernweh Apps", -9, TUESDAY, 1, 0),
    Run("onboard", "Bakker & Co", -8, MONDAY, 7, 4),
    Run("demo", "Quill HR", -6, THURSDAY, 1, 0),
    Run("onboard", "Fernweh Apps", -5, TUESDAY, 6, 3),
    Run("demo", "Fjordbook", -4, TUESDAY, 1, 0),
    Run("demo", "Lumen CRM", -3, WEDNESDAY, 1, 0, (2, "agreed on the phone the same morning")),
    Run("onboard", "Northlight", -2, MONDAY, 4, 3),
    Run("demo", "Mosaic", -1, TUESDAY, 1, 0),
)


def write(diary: Diary) -> None:
    """Enter the SOPs with their revisions, and every run."""
    for sop in (*PROCEDURES, DRAFT):
        for number, (week, note, body) in enumerate(sop.texts):
            deed = partial(_revise, sop, note, body) if number else partial(_put_into_use, sop, note, body)
            diary.at(week, MONDAY, "10:00", deed)
        if sop.cadence == "weekly":
            _weekly(diary, sop)
    _monthly(diary)
    for run in RUNS:
        diary.at(run.week, run.day, "13:00", partial(_for_subject, run, diary))
    diary.at(-1, THURSDAY, "16:00", partial(_begin_only, "onboard", "Clarke Studio", diary.day(0, THURSDAY)))


def _put_into_use(sop: Procedure, note: str, body: str, world: World, now: Now) -> None:
    process = next(p.id for p in systems.processes(world.session) if p.name.startswith(sop.process))
    sop_id = systems.add_sop(
        world.session,
        now=now,
        title=sop.title,
        process_id=process,
        purpose=sop.purpose,
        trigger=sop.trigger,
        owner_id=world[sop.owner],
        cadence=sop.cadence,
        review_days=sop.review_days,
    )
    systems.save_revision(world.session, sop_id, body, note=note, now=now)
    if sop is not DRAFT:
        systems.activate(world.session, sop_id, now=now)
    world[f"sop.{sop.key}"] = sop_id


def _revise(sop: Procedure, note: str, body: str, world: World, now: Now) -> None:
    systems.save_revision(world.session, world[f"sop.{sop.key}"], body, note=note, now=now)


def _weekly(diary: Diary, sop: Procedure) -> None:
    day, at = (TUESDAY, "08:30") if sop.key == "leads" else (FRIDAY, "11:30")
    for week in range(sop.texts[0][0], 1):
        diary.at(week, MONDAY, "10:05", lambda world, now: systems.generate_due(world.session, now=now))
        due = diary.now.ends(diary.week(week))
        if (sop.key, week) in MISSED:
            if week <= FORGIVEN:
                diary.at(week + 1, MONDAY, "11:00", partial(_give_up, sop.key, due, "nobody got to it"))
            continue
        deed = partial(_follow, sop.key, due, (sop.key, week) in STAMPED, SKIPPED.get((sop.key, week)))
        diary.at(
            week + 1 if (sop.key, week) in LATE else week,
            MONDAY if (sop.key, week) in LATE else day,
            at,
            deed,
        )


def _monthly(diary: Diary) -> None:
    """The invoices of each month go out on the day before its last, or on the Friday before that."""
    since = diary.day(-17, TUESDAY)
    last, number = since, 0
    while last <= diary.today:
        last = (last.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        day = last - timedelta(days=1)
        day -= timedelta(days=max(0, day.weekday() - FRIDAY))
        reason = ABANDONED.get(number)
        deed = (
            partial(_give_up, "invoices", last, reason)
            if reason
            else partial(_follow, "invoices", last, False, None)
        )
        if day >= since:
            diary.on(day, "09:00", deed)
        last, number = last + timedelta(days=1), number + 1


def _run_due(world: World, sop: str, due: date, now: Now) -> int:
    systems.generate_due(world.session, now=now)
    asked = select(WorkflowRun.id).where(WorkflowRun.sop_id == world[f"sop.{sop}"], WorkflowRun.due == due)
    return world.session.exec(asked).one() or 0


def _follow(
    sop: str, due: date, stamped: bool, skipped: tuple[int, str] | None, world: World, now: Now
) -> None:
    run = systems.start_due(world.session, _run_due(world, sop, due, now), now=now)
    _tick_all(world, run, now, skipped or (0, ""), seconds=1 if stamped else 60 * MINUTES)


def _give_up(sop: str, due: date, reason: str, world: World, now: Now) -> None:
    systems.abandon(world.session, _run_due(world, sop, due, now), reason, now=now)


def _for_subject(run: Run, diary: Diary, world: World, now: Now) -> None:
    due = now.today + timedelta(days=run.due)
    run_id = _begin_only(run.sop, run.subject, due, world, now)
    _tick_all(world, run_id, now, run.skipped, seconds=60 * MINUTES, days=run.took)


def _begin_only(sop: str, subject: str, due: date, world: World, now: Now) -> int:
    return systems.start(world.session, world[f"sop.{sop}"], subject=subject, due=due, now=now)


def _tick_all(
    world: World, run_id: int, now: Now, skipped: tuple[int, str], *, seconds: int, days: int = 0
) -> None:
    """Go through the steps, one in ``seconds``; a run that takes days ends on the last of them."""
    place, reason = skipped
    steps = systems.run_detail(world.session, run_id).steps
    for number, step in enumerate(steps, start=1):
        at = now.later(seconds=seconds * number, days=days * number // len(steps))
        if number == place:
            systems.skip_step(world.session, step.id, reason, now=at)
        else:
            systems.tick_step(world.session, step.id, now=at)
    systems.finish(world.session, run_id, now=now.later(seconds=seconds * len(steps) + 30, days=days))
