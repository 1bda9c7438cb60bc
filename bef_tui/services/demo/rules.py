"""What the demo company has left to automation: one rule at work for weeks, one just switched on, one still off."""

from functools import partial

from bef_tui.data.systems import Rule
from bef_tui.framework.weeks import Now
from bef_tui.services import automation, execution, records
from bef_tui.services.automation.firing import fire
from bef_tui.services.demo.diary import MONDAY, THURSDAY, TUESDAY, Diary, World

SINCE = -9
MAILS = "rule.mails"


def write(diary: Diary) -> None:
    """Enter the rules, and every firing of the first with what came of it."""
    when, then = "every Monday at 8:00", "task Read last week's support mails due in 1d @ada"
    diary.at(SINCE, THURSDAY, "17:00", partial(_switch_on, MAILS, when, then))
    for week in range(SINCE + 1, 1):
        task = f"mails.{week}"
        occurrence = f"{diary.day(week, MONDAY)}T08:00"
        diary.at(week, MONDAY, "08:00", partial(_fire, occurrence, task))
        diary.at(week, TUESDAY, "11:00", partial(_done, task))
    then = "follow up in 2d by email: send {who} two references for {what}"
    diary.at(-1, TUESDAY, "16:30", partial(_switch_on, "rule.references", "deal moved to Proposal", then))
    then = "issue {what} is off track: what has changed?"
    diary.at(-1, TUESDAY, "16:40", partial(_add, "rule.numbers", "kpi off track for 3 weeks", then))


def _add(name: str, when: str, then: str, world: World, now: Now) -> None:
    world[name] = automation.add_rule(world.session, when=when, then=then, now=now)


def _switch_on(name: str, when: str, then: str, world: World, now: Now) -> None:
    _add(name, when, then, world, now)
    automation.switch_on(world.session, world[name], now=now)


def _fire(occurrence: str, task: str, world: World, now: Now) -> None:
    rule = records.found(world.session, Rule, world[MAILS])
    firing = fire(world.session, rule, occurrence, now=now)
    if firing is not None and firing.made_id is not None:
        world[task] = firing.made_id


def _done(task: str, world: World, now: Now) -> None:
    execution.complete(world.session, world[task], now=now)
