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
    diary.at(SINCE, THURSDAY, "17:00", partial(_switch_on, MAILS, "Support mails", when, then))
    for week in range(SINCE + 1, 1):
        task = f"mails.{week}"
        occurrence = f"{diary.day(week, MONDAY)}T08:00"
        diary.at(week, MONDAY, "08:00", partial(_fire, occurrence, task))
        diary.at(week, TUESDAY, "11:00", partial(_done, task))
    then = "follow up in 2d by email: send {who} two references for {what}"
    deed = partial(_switch_on, "rule.references", "References", "deal moved to Proposal", then)
    diary.at(-1, TUESDAY, "16:30", deed)
    then = "issue {what} is off track: what has changed?"
    deed = partial(_add, "rule.numbers", "Numbers off track", "kpi off track for 3 weeks", then)
    diary.at(-1, TUESDAY, "16:40", deed)


def _add(key: str, name: str, when: str, then: str, world: World, now: Now) -> None:
    world[key] = automation.add_rule(world.session, name=name, when=when, then=then, now=now)


def _switch_on(key: str, name: str, when: str, then: str, world: World, now: Now) -> None:
    _add(key, name, when, then, world, now)
    automation.switch_on(world.session, world[key], now=now)


def _fire(occurrence: str, task: str, world: World, now: Now) -> None:
    rule = records.found(world.session, Rule, world[MAILS])
    firing = fire(world.session, rule, occurrence, now=now)
    if firing is not None and firing.made_id is not None:
        world[task] = firing.made_id


def _done(task: str, world: World, now: Now) -> None:
    execution.complete(world.session, world[task], now=now)
