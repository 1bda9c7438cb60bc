"""A business that lived for some weeks, by deeds drawn at random from a seed: the same seed gives the same records."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, text

from bef_tui.data.reviews import Review
from bef_tui.data.store import Store
from bef_tui.exchange.reading import ImportedTask, Reading
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now, add_weeks
from bef_tui.services import company, execution, improvement, measurement, people, planning, systems, vision
from bef_tui.services.exchange import import_tasks

BERLIN = ZoneInfo("Europe/Berlin")
BEGAN = Now(datetime(2026, 8, 26, 9, tzinfo=UTC), BERLIN)
TITLES = ("Send the invoice", "Call the bank", "Write the letter", "Clean the list", "Plan the talk")
BODY = "1. Open it\n2. Read it\n3. Answer it\n"
Deed = Callable[[Session, Now], object]


class Life:
    """The days of a business; ``live`` does what was drawn, and takes back what a rule refuses."""

    def __init__(self, store: Store, seed: int, days: int = 75) -> None:
        self.store, self.random = store, Random(seed)
        self.now = BEGAN
        store.write(self._begin, label="Begin")
        for _ in range(days):
            store.write(self._day, label="A day")
            self.now = self.now.later(days=1)

    def _begin(self, session: Session) -> None:
        now = self.now
        company.begin(session, now=now)
        for kind in ("lead", "lag"):
            for n in (1, 2):
                measurement.add_kpi(session, now=now, name=f"{kind} {n}", kind=kind, unit="%")
        annual = vision.add_goal(
            session,
            now=now,
            horizon="annual",
            title="Grow",
            why="to live",
            done_when="seen",
            due=self.day(300),
        )
        vision.set_target(session, annual, 1, value=90.0, baseline=0.0, now=now)
        vision.activate(session, annual, now=now)
        for n in (2, 3):
            goal = vision.add_goal(session, now=now, title=f"Goal {n}", done_when="seen", due=self.day(80))
            vision.set_target(session, goal, n, value=80.0, baseline=20.0, now=now)
            vision.activate(session, goal, now=now)
        for title in ("Onboard", "Bill", TITLES[0]):
            sop = systems.add_sop(session, now=now, title=title, trigger="a sale", body=BODY, process_id=1)
            systems.activate(session, sop, now=now)
        for name in ("Lin", "Ada", "Mo", "Eve"):
            people.add_contact(session, now=now, name=name)

    def day(self, offset: int) -> date:
        """The day so many days from the one that is lived."""
        return self.now.today + timedelta(days=offset)

    def soon(self, least: int = -3, most: int = 12) -> date:
        """A day nearby."""
        return self.day(self.random.randrange(least, most))

    def one(self, session: Session, table: str, where: str = "1") -> int:
        """The id of any record; a rule refuses when there is none."""
        ids = session.connection().execute(text(f"SELECT id FROM {table} WHERE {where} ORDER BY id")).all()
        if not ids:
            raise RuleBroken("there is none")
        return int(self.random.choice(ids)[0])

    def _day(self, session: Session) -> None:
        if self.now.today.weekday() == 0:
            self._try(session, self._promise)
        if self.now.today.weekday() == 4 and self.random.random() < 0.7:
            self._try(session, self._review)
        for _ in range(self.random.randrange(4, 12)):
            self._try(session, getattr(self, self.random.choice(DEEDS)))

    def _try(self, session: Session, deed: Deed) -> None:
        with suppress(RuleBroken, IntegrityError), session.begin_nested():
            deed(session, self.now.later(minutes=self.random.randrange(600)))
            session.flush()

    # Weeks

    def _promise(self, session: Session, now: Now) -> None:
        for n in range(self.random.randrange(1, 5)):
            execution.add_commitment(
                session,
                now=now,
                outcome=f"Outcome {n}",
                done_when="seen",
                due=self.day(self.random.randrange(7)),
                goal_id=self.random.choice((None, 1, 2, 3)),
                kpi_id=self.random.choice((None, 1)),
                weight=self.random.randrange(1, 4),
            )
        execution.freeze_week(session, now.week, now=now)

    def _review(self, session: Session, now: Now) -> None:
        week = self.random.choice((now.week, now.week, add_weeks(now.week, -1)))
        closed = self.random.random() < 0.8
        session.add(
            Review(
                week=week,
                mode=self.random.choice(("full", "full", "express")),
                state="closed" if closed else "open",
                started_at=now.at,
                closed_at=now.at if closed else None,
                closed_on=now.today if closed else None,
                late=self.random.random() < 0.2,
                shared_on=self.random.choice((None, now.today)),
            )
        )

    # Deeds: each is drawn by its name

    def unplanned(self, session: Session, now: Now) -> None:
        execution.add_commitment(session, now=now, outcome="Also this", done_when="seen", due=self.soon(0, 4))

    def keep(self, session: Session, now: Now) -> None:
        execution.keep(session, self.one(session, "commitment", "state = 'open'"), now=now)

    def miss(self, session: Session, now: Now) -> None:
        execution.miss(session, self.one(session, "commitment", "state = 'open'"), "blocked", now=now)

    def drop(self, session: Session, now: Now) -> None:
        execution.drop_commitment(
            session, self.one(session, "commitment", "state = 'open'"), "priority changed", now=now
        )

    def reword(self, session: Session, now: Now) -> None:
        promise = self.one(session, "commitment", "state = 'open'")
        execution.edit_commitment(session, promise, {"outcome": "In other words"}, now=now)

    def add_task(self, session: Session, now: Now) -> None:
        execution.add_task(
            session,
            now=now,
            title=self.random.choice((*TITLES, f"Task {self.random.random()}")),
            due=self.random.choice((None, self.soon(-20))),
            goal_id=self.random.choice((None, 1)),
            planned_on=self.random.choice((None, self.soon())),
        )

    def complete(self, session: Session, now: Now) -> None:
        execution.complete(session, self.one(session, "task", "status = 'open'"), now=now)

    def drop_task(self, session: Session, now: Now) -> None:
        execution.drop_task(session, self.one(session, "task", "status = 'open'"), "no", now=now)

    def take_over(self, session: Session, now: Now) -> None:
        reading = Reading(tuple(imported(self.random, now) for _ in range(3)))
        import_tasks(session, reading, "todo.txt", now=now)

    def touch(self, session: Session, now: Now) -> None:
        way: Any = self.random.choice(("in", "out"))
        people.log_touch(session, self.one(session, "contact", "status = 'open'"), direction=way, now=now)

    def burst(self, session: Session, now: Now) -> None:
        """Too many touches for one minute; each keeps a follow-up promised for that day."""
        for _ in range(12):
            contact = self.one(session, "contact", "status = 'open'")
            people.plan_follow_up(session, contact, due=now.today, now=now)
            people.log_touch(session, contact, now=now)

    def follow_up(self, session: Session, now: Now) -> None:
        contact = self.one(session, "contact", "status = 'open'")
        people.plan_follow_up(session, contact, due=self.soon(0), now=now)

    def postpone(self, session: Session, now: Now) -> None:
        people.reschedule(
            session, self.one(session, "follow_up", "state = 'open'"), self.soon(0, 30), now=now
        )

    def drop_follow_up(self, session: Session, now: Now) -> None:
        people.drop_follow_up(session, self.one(session, "follow_up", "state = 'open'"), "no", now=now)

    def close_contact(self, session: Session, now: Now) -> None:
        if self.random.random() < 0.1:
            people.close_contact(session, self.one(session, "contact", "status = 'open'"), now=now)
        people.add_contact(session, now=now, name=f"Contact {self.random.random()}")

    def raise_issue(self, session: Session, now: Now) -> None:
        improvement.raise_issue(session, now=now, title="It hurts", kpi_id=self.random.choice((None, 1, 2)))

    def decide(self, session: Session, now: Now) -> None:
        improvement.decide(
            session,
            self.one(session, "issue", "status = 'open'"),
            now=now,
            decision="do it",
            action="Mend it",
            owner_id=1,
            due=self.soon(),
            done_when="seen",
        )

    def record(self, session: Session, now: Now) -> None:
        period = add_weeks(now.week, -self.random.randrange(3))
        kpi = self.one(session, "kpi")
        if self.random.random() < 0.2:
            measurement.record_no_data(session, kpi, "the site was down", period, now=now)
        else:
            measurement.record_value(session, kpi, float(self.random.randrange(100)), period, now=now)

    def retarget(self, session: Session, now: Now) -> None:
        if self.random.random() < 0.2:
            goal = self.random.choice((1, 2, 3))
            vision.set_target(session, goal, goal, value=float(self.random.randrange(60, 99)), now=now)

    def run(self, session: Session, now: Now) -> None:
        """A run, ticked honestly or faster than anybody can, with a step skipped, or abandoned."""
        due = self.random.choice((None, self.soon()))
        run = systems.start(session, self.one(session, "sop", "status = 'active'"), now=now, due=due)
        steps = session.connection().execute(text(f"SELECT id FROM run_step WHERE run_id = {run}")).all()
        pause = self.random.choice((0.1, 60))
        for (step,) in steps[: self.random.randrange(1, 4)]:
            now = now.later(seconds=pause)
            if self.random.random() < 0.1:
                systems.skip_step(session, step, "broken", now=now)
            else:
                systems.tick_step(session, step, now=now)
        if self.random.random() < 0.1:
            systems.abandon(session, run, "no time", now=now)
        else:
            systems.finish(session, run, now=now, leave_open=True)

    def revise(self, session: Session, now: Now) -> None:
        if self.random.random() < 0.2:
            body = BODY + f"4. And {self.random.random()}\n"
            systems.save_revision(session, self.one(session, "sop"), body, now=now)

    def plan(self, session: Session, now: Now) -> None:
        ready = self.random.random() < 0.5
        answers = {"deadline": self.soon(), "done_when": "seen"} if ready else {}
        made = planning.add_plan(session, now=now, title="A plan", goal_id=1, active=ready, **answers)
        planning.add_milestone(
            session, made, title="On the way", due=self.random.choice((None, self.soon())), now=now
        )

    def reach(self, session: Session, now: Now) -> None:
        planning.complete_milestone(session, self.one(session, "milestone", "done_on IS NULL"), now=now)


DEEDS = [name for name in vars(Life) if not name.startswith("_") and name not in ("day", "soon", "one")]


def imported(random: Random, now: Now) -> ImportedTask:
    """A task of another tool: open or done, overdue or not, with one of the titles used here."""
    done = random.random() < 0.5
    return ImportedTask(
        source="todo.txt",
        source_id=str(random.random()),
        file="todo.txt",
        line=1,
        title=random.choice(TITLES),
        status="done" if done else "open",
        due=random.choice((None, now.today - timedelta(days=random.randrange(-9, 30)))),
        done_on=now.today - timedelta(days=random.randrange(20)) if done else None,
    )
