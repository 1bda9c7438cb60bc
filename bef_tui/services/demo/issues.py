"""The issues of the demo company, what its reviews decided about them, and its experiments."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from bef_tui.framework.weeks import Now
from bef_tui.services import execution, improvement
from bef_tui.services.demo.diary import (
    FRIDAY,
    MONDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    WEEKS,
    Diary,
    World,
)


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue: when it was raised and in which review it was decided, with what; its action, and when that was done.

    Without a decision it is open, or parked in that review. ``about`` is a goal, or a KPI as ``kpi:signups``.
    """

    key: str
    raised: tuple[int, int]
    title: str
    about: str
    impact: int = 2
    where: str = "execution"
    decided: int | None = None
    cause: str = ""
    decision: str = ""
    action: str = ""
    owner: str = "mara"
    due: tuple[int, int] = (0, 0)
    done: tuple[int, int] | None = None


ISSUES = (
    Issue("demos", (-25, TUESDAY), "Demos end without a next step", "kpi:demos", 3, "measurement", -25,
          "We stop at the price and say goodbye", "No call ends without a date",
          "Write the end of the demo as three questions",
          "mara", (-24, WEDNESDAY), (-24, TUESDAY)),
    Issue("why", (-24, MONDAY), "Nobody knows why teams leave", "speed", 3, "measurement", -24,
          "We only ask those who stay", "Ask on the way out", "Put one question into the cancel page", "ada",
          (-22, WEDNESDAY), (-22, TUESDAY)),
    Issue("estimates", (-22, THURSDAY), "Large tasks take twice as long as thought", "first", 2, "execution",
          -22,
          "We promise before we have looked", "Half a day of looking before promising more than two days",
          "Add it to the commit step",
          "mara", (-20, FRIDAY), (-20, FRIDAY)),
    Issue("leads", (-21, MONDAY), "Leads are forgotten when Mara builds", "revenue", 3, "people", -21,
          "It is nobody's fixed hour", "Ada follows up every Tuesday", "Write the SOP and run it once", "ada",
          (-20, TUESDAY), (-20, MONDAY)),
    Issue("onboarding", (-20, TUESDAY), "Every onboarding is different", "first", 2, "systems", -20,
          "It is all in Mara's head", "One SOP, improved after each team",
          "Write down the next onboarding while doing it",
          "ada", (-19, FRIDAY), (-19, THURSDAY)),
    Issue("away", (-17, MONDAY), "Nothing was reviewed while Mara was away", "", 1, "review", -17,
          "Only Mara opens the review", "Ada holds it when Mara is away", "Show Ada the review once", "mara",
          (-15, FRIDAY), (-14, TUESDAY)),
    Issue("marketplace", (-15, MONDAY), "The marketplaces bring nothing", "", 2, "vision", -15,
          "Our buyers do not look there", "Stop it now", "Take both listings down", "ada", (-14, FRIDAY),
          (-14, WEDNESDAY)),
    Issue("mailbox", (-WEEKS, 0), "", "speed", 2, "", -13,
          "We waited for the provider", "Finish it with their support on the phone",
          "Call the provider together", "ada", (-11, WEDNESDAY), (-11, TUESDAY)),
    Issue("articles", (-11, TUESDAY), "Guest articles never get their morning", "kpi:signups", 2, "execution",
          -11,
          "Support eats the mornings", "Wednesday until eleven is for writing", "Block it in both calendars",
          "mara", (-10, WEDNESDAY), (-10, WEDNESDAY)),
    Issue("quiet", (-10, WEDNESDAY), "We see too late that a team goes quiet", "kpi:churn", 3, "measurement",
          -10,
          "Nobody looks at logins", "A list every Monday", "Build the list of quiet teams", "ada", (-8,
          FRIDAY), (-8, FRIDAY)),
    Issue("invitation", (-8, TUESDAY), "Two invitations went to the wrong address", "kpi:churn", 2, "systems",
          -8,
          "Nobody tries them", "Try each with your own address", "Add the step to the onboarding SOP", "ada",
          (-7, MONDAY), (-8, FRIDAY)),
    Issue("partners", (-7, THURSDAY), "Partners are nobody's first task", "kpi:partners", 2, "vision", -7,
          "It has no hour in the week", "One hour each Thursday", "Put the hour into Ada's calendar", "ada",
          (-5, THURSDAY), None),
    Issue("form", (-5, MONDAY), "The website form is looked at once a week", "kpi:replies", 3, "people", -5,
          "It lands in a folder", "It lands in People", "Connect the form to the inbox", "ada", (-3,
          WEDNESDAY), (-3, WEDNESDAY)),
    Issue("exports", (-4, TUESDAY), "Customers ask for custom exports every week", "mrr", 1, "execution", -4,
          "We said yes twice", "A price for each", "Write the price of an export on the page", "mara", (-3,
          FRIDAY), (-3, THURSDAY)),
    Issue("calls", (-4, THURSDAY), "Set-up calls are cancelled on the day", "activation", 2, "execution", -4,
          "The reminder comes too late", "Remind the day before, by message",
          "Switch the reminder to 24 hours", "ada", (-2, WEDNESDAY), (-2, TUESDAY)),
    Issue("sitting", (-2, WEDNESDAY), "The first result needs two sittings", "activation", 3, "execution", -2,
          "The import waits for a human", "Sample data first, import later",
          "Start new teams with sample data", "mara", (-1, THURSDAY), None),
    Issue("logo", (-2, MONDAY), "The logo looks dated", "", 1, "vision", -2),
    Issue("signups", (-1, FRIDAY), "Signups halved in one week", "kpi:signups", 3, "measurement", -1,
          "Not known yet; perhaps the new form", "Look at every step of the form before anything else",
          "Compare the form's steps with last month", "mara", (0, WEDNESDAY), None),
    Issue("support", (-1, TUESDAY), "Support comes through four channels", "churn", 2, "people"),
    Issue("price", (0, MONDAY), "Two leads say the yearly plan is unclear", "mrr", 3, "people"),
    Issue("laptop", (0, MONDAY), "Only Mara can restore a backup", "", 2, "systems"),
)  # fmt: skip


def write(diary: Diary) -> None:
    """Enter when issues were raised and their actions done, and the experiments."""
    for issue in ISSUES:
        if issue.title:
            week, day = issue.raised
            at = "15:20" if day == FRIDAY else "14:10"
            diary.at(week, day, at, partial(_raise, issue))
        if issue.done:
            diary.at(*issue.done, "16:00" if issue.done[1] != FRIDAY else "16:20", partial(_do, issue))
    diary.at(-9, MONDAY, "14:00", _try_fewer_people)
    diary.at(-3, FRIDAY, "14:30", _adopt)
    diary.at(-20, MONDAY, "14:00", _try_discount)
    diary.at(-16, MONDAY, "14:00", _give_up_discount)
    diary.at(-2, MONDAY, "14:00", partial(_try_sample_data, diary))


def solve(diary: Diary, week: int, world: World, now: Now) -> dict[str, Any]:
    """Decide or park the issues of a review; what the step is answered with."""
    answered: dict[str, Any] = {"decided": [], "parked": []}
    for issue in (one for one in ISSUES if one.decided == week):
        issue_id = world[f"issue.{issue.key}"]
        if not issue.decision:
            improvement.park(world.session, issue_id, now=now)
            answered["parked"].append(issue_id)
            continue
        world[f"action.{issue.key}"] = improvement.decide(
            world.session,
            issue_id,
            now=now,
            cause=issue.cause,
            decision=issue.decision,
            action=issue.action,
            owner_id=world[issue.owner],
            due=diary.day(*issue.due),
            done_when="It is in use and the other one has seen it",
        )
        answered["decided"].append(issue_id)
    return answered


def _raise(issue: Issue, world: World, now: Now) -> None:
    about: dict[str, Any] = {}
    if issue.about.startswith("kpi:"):
        about["kpi_id"] = world[issue.about.removeprefix("kpi:")]
    elif issue.about:
        about["goal_id"] = world[f"goal.{issue.about}"]
    world[f"issue.{issue.key}"] = improvement.raise_issue(
        world.session, now=now, title=issue.title, impact=issue.impact, raised_in=issue.where, **about
    )


def _do(issue: Issue, world: World, now: Now) -> None:
    execution.complete(world.session, world[f"action.{issue.key}"], now=now)


def _try_fewer_people(world: World, now: Now) -> None:
    world["experiment.people"] = improvement.add_experiment(
        world.session,
        now=now,
        hypothesis="Teams finish the set-up more often when we ask for two people instead of five",
        change="Half of the new teams see the short form",
        kpi_id=world["activation"],
        check_on=now.later(days=39).today,
        owner_id=world["mara"],
    )


def _adopt(world: World, now: Now) -> None:
    learned = "44 % against 31 % finished: the short form stays, and the SOP asks for one decider."
    improvement.conclude(
        world.session, world["experiment.people"], "adopt", learned, now=now, sop_id=world["sop.onboard"]
    )


def _try_discount(world: World, now: Now) -> None:
    world["experiment.discount"] = improvement.add_experiment(
        world.session,
        now=now,
        hypothesis="A discount for the first month brings more signups",
        change="20 % off on the price page",
        kpi_id=world["signups"],
        check_on=now.later(days=28).today,
    )


def _give_up_discount(world: World, now: Now) -> None:
    learned = "As many signups as before, and those who came for the price left first."
    improvement.conclude(world.session, world["experiment.discount"], "abandon", learned, now=now)


def _try_sample_data(diary: Diary, world: World, now: Now) -> None:
    improvement.add_experiment(
        world.session,
        now=now,
        hypothesis="With sample data a new team reaches its first result in one sitting",
        change="Every second new team starts with sample data",
        kpi_id=world["activation"],
        check_on=diary.day(1, WEDNESDAY),
        owner_id=world["ada"],
    )
