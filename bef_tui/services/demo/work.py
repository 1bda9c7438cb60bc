"""The plans and tasks of the demo company: ranked plans with milestones, what was done each week, and what is open."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from bef_tui.framework.weeks import Now
from bef_tui.services import execution, planning
from bef_tui.services.demo.diary import FRIDAY, MONDAY, THURSDAY, TUESDAY, WEDNESDAY, WEEKS, Diary, World
from bef_tui.services.demo.tasks import BACKLOG, DONE, NEAR, REPEATED, THIS_WEEK


@dataclass(frozen=True, slots=True)
class Plan:
    """An action plan: begun and due in a week; its milestones with the week they are due and the week they were done.

    ``closed`` is the week of its end, with a reason when it was dropped.
    """

    key: str
    goal: str
    title: str
    done_when: str
    owner: str
    start: int
    due: int
    milestones: tuple[tuple[str, int, int | None], ...]
    closed: int | None = None
    reason: str = ""


PLANS = (
    Plan("form", "first", "Shorten the set-up form", "A new team needs less than ten minutes", "mara", -26,
         -17,
         (("Three questions rewritten", -26, -26), ("Half-filled forms are saved", -20, -20),
          ("Two steps are one", -15, -14)), -14),
    Plan("pilots", "revenue", "Win the first ten paying teams by demos", "Ten teams pay", "mara", -26, -14,
         (("Offer on one page", -20, -20), ("Five teams pay", -18, -17), ("Ten teams pay", -14, -14)), -14),
    Plan("listing", "marketplace", "Get listed on two marketplaces", "Two listings are live", "mara", -20,
         -14,
         (("First listing submitted", -19, -19), ("Second listing submitted", -16, None)), -15,
          "They bring nothing"),
    Plan("support", "speed", "Answer every mail within a day", "85 % for four weeks", "ada", -24, -13,
         (("Reasons of the last ten who left", -24, -24), ("Mailbox moved", -13, -11)), -11),
    Plan("sitting", "activation", "First result in one sitting", "Three of five test teams get there", "mara",
         -10, 2,
         (("The set-up is measured step by step", -10, -10), ("The worst step is halved", -8, -9),
          ("Two people instead of five", -4, -4),
          ("Sample data for every second team", -1, -2), ("One sitting, for all new teams", 1, None))),
    Plan("calls", "activation", "Set-up calls for every new team", "Eight calls a week", "ada", -10, 1,
         (("Calls can be booked online", -11, -10), ("Reminders a day before", -3, -2),
          ("Ada's notes are a template", -1, None))),
    Plan("quiet", "churn", "See quiet teams before they leave", "Every quiet team is called within a week",
         "ada", -9, 2,
         (("The list of quiet teams", -8, -8), ("Day-14 mail rewritten", -6, -6), ("Pause plan is live", 0,
          None))),
    Plan("yearly", "mrr", "Sell the yearly plan", "A third of new teams take it", "mara", -8, 3,
         (("On the price page", -7, -7), ("Offered to ten teams", -5, -5), ("Offered to all", 1, None),
          ("A third take it", 3, None))),
    Plan("partners", "partners", "Make it easy to send us a team", "Three partners sent one each", "ada", -8,
         3,
         (("A list of ten", -8, -8), ("The partner page is online", -4, None), ("Five partners asked", -2,
          None))),
    Plan("hire", "annual", "Find a developer for two days a week", "A contract is signed", "mara", -3, 8,
         (("The job ad is out", 0, None), ("Three talks held", 4, None))),
)  # fmt: skip


def write(diary: Diary) -> None:
    """Enter the plans, the work done week by week, and what is open today."""
    for plan in PLANS:
        diary.at(plan.start, MONDAY, "08:30", partial(_plan, diary, plan))
        for place, (_, _, done) in enumerate(plan.milestones):
            if done is not None:
                diary.at(done, FRIDAY, "10:00", partial(_reach, f"milestone.{plan.key}.{place}"))
        if plan.closed is not None:
            diary.at(plan.closed, FRIDAY, "13:00", partial(_close, plan))
    _done_work(diary)
    _this_week(diary)
    diary.at(-1, THURSDAY, "17:00", partial(_open_work, diary))


def _plan(diary: Diary, plan: Plan, world: World, now: Now) -> None:
    world[f"plan.{plan.key}"] = plan_id = planning.add_plan(
        world.session,
        now=now,
        active=True,
        title=plan.title,
        goal_id=world[f"goal.{plan.goal}"],
        owner_id=world[plan.owner],
        deadline=diary.day(plan.due, FRIDAY),
        done_when=plan.done_when,
    )
    for place, (title, due, _) in enumerate(plan.milestones):
        world[f"milestone.{plan.key}.{place}"] = planning.add_milestone(
            world.session, plan_id, now=now, title=title, due=diary.day(due, FRIDAY)
        )


def _reach(name: str, world: World, now: Now) -> None:
    planning.complete_milestone(world.session, world[name], now=now)


def _close(plan: Plan, world: World, now: Now) -> None:
    if plan.reason:
        planning.drop(world.session, world[f"plan.{plan.key}"], plan.reason, now=now)
    else:
        planning.complete(world.session, world[f"plan.{plan.key}"], now=now)


def _done_work(diary: Diary) -> None:
    """What was done each week; the repeated work in the last ten, on its own day."""
    for number, (plan, owner, title) in enumerate(DONE):
        week = -WEEKS + number * WEEKS // len(DONE)
        day = (TUESDAY, THURSDAY, WEDNESDAY, FRIDAY, MONDAY)[(number + diary.random.randrange(3)) % 5]
        _do_once(diary, f"done.{number}", week, day, plan, owner, title)
    for title, owner, day in REPEATED:
        for week in range(-10, 1):
            _do_once(diary, f"again.{title}.{week}", week, day, "", owner, title)


def _do_once(diary: Diary, name: str, week: int, day: int, plan: str, owner: str, title: str) -> None:
    on = diary.day(week, day)
    diary.at(week, MONDAY, "08:45", partial(_add, name, title, plan, owner, on, on, None))
    diary.at(week, day, "15:00", partial(_complete, name))


def _this_week(diary: Diary) -> None:
    """Two tasks for each working day of this week: what lies before today is done, today the first of them."""
    for number, (plan, owner, title) in enumerate(THIS_WEEK):
        day, name = number // 2, f"now.{number}"
        on = diary.day(0, day)
        diary.at(-1, FRIDAY, "16:30", partial(_add, name, title, plan, owner, None, on, 2))
        if on < diary.today or number % 2 == 0:
            diary.at(0, day, "15:30", partial(_complete, name))


def _open_work(diary: Diary, world: World, now: Now) -> None:
    """The tasks near today, some of them overdue, and the backlog."""
    for number, (days, plan, owner, title, priority) in enumerate(NEAR):
        due = diary.today + timedelta(days=days)
        _add(f"near.{number}", title, plan, owner, due, None, priority, world, now)
    for number, (plan, owner, title, urgent) in enumerate(BACKLOG):
        _add(f"backlog.{number}", title, plan, owner, None, None, urgent, world, now)


def _add(
    name: str,
    title: str,
    plan: str,
    owner: str,
    due: date | None,
    planned: date | None,
    priority: int | None,
    world: World,
    now: Now,
) -> None:
    goal = next((one.goal for one in PLANS if one.key == plan), "")
    world[name] = execution.add_task(
        world.session,
        now=now,
        title=title,
        plan_id=world.get(f"plan.{plan}"),
        goal_id=world.get(f"goal.{goal}"),
        owner_id=world[owner],
        due=due,
        planned_on=planned,
        priority=priority,
    )


def _complete(name: str, world: World, now: Now) -> None:
    execution.complete(world.session, world[name], now=now)
