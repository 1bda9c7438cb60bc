"""What a rule does: one deed of another room for each kind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, func, select

from bef_tui.data.execution import Task
from bef_tui.data.improvement import Issue
from bef_tui.data.people import Contact, Deal, FollowUp, PipelineStage
from bef_tui.data.systems import Firing, Rule, Sop, WorkflowRun
from bef_tui.data.vision import Goal
from bef_tui.exchange.rule_then import Then
from bef_tui.exchange.templates import fill
from bef_tui.framework.errors import RuleBroken
from bef_tui.framework.weeks import Now
from bef_tui.services import execution, improvement, people, records
from bef_tui.services.automation import plans
from bef_tui.services.automation.subjects import Subject
from bef_tui.services.happened import RULE_RUN

NO_CONTACT = "There is no contact to follow up: the record has none."
LONGEST_TITLE = 1000


@dataclass(frozen=True, slots=True)
class Made:
    """The record that a rule made or changed, and what was done in words."""

    table: str
    id: int
    words: str


@dataclass(frozen=True, slots=True)
class Order:
    """One deed to be done: the rule and its second line, the occurrence, and what it is about."""

    rule: Rule
    then: Then
    ids: Mapping[str, Any]
    occurrence: str
    subject: Subject
    now: Now

    @property
    def text(self) -> str:
        """The title or note, with its fields filled in."""
        return fill(self.then.text, self.subject.words(self.now))[:LONGEST_TITLE]

    @property
    def due(self) -> date | None:
        """The day it is due, counted from today."""
        return self.then.due_day(self.now.today, self.now.first_weekday)

    @property
    def owner_id(self) -> int | None:
        """Whom the rule gives it to, else who owns the rule."""
        owners = self.ids.get("owners") or []
        return owners[0] if owners else self.rule.owner_id


def carry_out(session: Session, rule: Rule, occurrence: str, subject: Subject, *, now: Now) -> Made:
    """Do what a rule says, about a record; ``RuleBroken`` when it cannot be done."""
    then = plans.then_of(rule)
    order = Order(rule, then, plans.ids_of(rule.then_detail), occurrence, subject, now)
    return _DEEDS[then.kind](session, order)


def is_there(session: Session, firing: Firing) -> bool:
    """Whether what a firing made is still in the file; what it only changed does not count."""
    model = _MODELS.get(firing.made_table or "")
    return model is not None and session.get(model, firing.made_id) is not None


def _task(session: Session, order: Order) -> Made:
    subject = order.subject
    task_id = execution.add_task(
        session,
        now=order.now,
        title=order.text,
        due=order.due,
        owner_id=order.owner_id,
        contact_id=subject.contact_id,
        goal_id=subject.goal_id,
    )
    records.found(session, Task, task_id).rule_id = order.rule.id
    due = f", due {order.due:%a} {order.due.day} {order.due:%b}" if order.due else ""
    return Made("task", task_id, f"adds the task “{order.text}”{due}")


def _run(session: Session, order: Order) -> Made:
    """A run that is due today: it waits for somebody to go through it, and counts as missed when nobody does."""
    sop = records.found(session, Sop, order.ids.get("sop_id"))
    if sop.status != "active":
        raise RuleBroken(f"“{sop.title}” is not in use: put it into use first.")
    run = WorkflowRun(
        sop_id=sop.id or 0,
        revision=sop.revision,
        subject=order.subject.what,
        contact_id=order.subject.contact_id,
        deal_id=order.subject.deal_id,
        goal_id=order.subject.goal_id,
        owner_id=order.owner_id or sop.owner_id,
        occurrence=f"{RULE_RUN}{order.rule.id} {order.occurrence}",
        due=order.now.today,
        status="due",
    )
    run_id = records.saved(session, run)
    about = f" for {order.subject.what}" if order.subject.what else ""
    return Made("workflow_run", run_id, f"makes a run of “{sop.title}” due{about}")


def _follow_up(session: Session, order: Order) -> Made:
    contact_id = order.subject.contact_id
    if contact_id is None:
        raise RuleBroken(NO_CONTACT)
    due = order.due or order.now.today + timedelta(days=1)
    follow_up_id = people.plan_follow_up(
        session,
        contact_id,
        now=order.now,
        due=due,
        channel=order.then.channel or "email",
        note=order.text,
        deal_id=order.subject.deal_id,
    )
    words = f"plans a follow-up with {order.subject.who}, {due:%a} {due.day} {due:%b}"
    return Made("follow_up", follow_up_id, words)


def _issue(session: Session, order: Order) -> Made:
    issue_id = improvement.raise_issue(
        session,
        now=order.now,
        title=order.text,
        raised_in="systems",
        owner_id=order.rule.owner_id,
        sop_id=order.subject.sop_id,
        commitment_id=order.subject.id if order.subject.kind == "commitment" else None,
    )
    return Made("issue", issue_id, f"raises the issue “{order.text}”")


def _turns(session: Session, order: Order) -> Made:
    """The one owner, or those named in turns: the next after as many as have been given by this rule."""
    owners = order.ids["owners"]
    given = session.exec(
        select(func.count())
        .select_from(Firing)
        .where(Firing.rule_id == order.rule.id, Firing.state == "done")
    ).one()
    place = given % len(owners)
    return _give(session, order, owners[place], order.then.owners[place])


def _route(session: Session, order: Order) -> Made:
    """The owner whose value the record's field has, else the one for all others."""
    value = _field(session, order.subject, order.then.field).casefold()
    names = dict(order.then.routes)
    for wanted, owner_id in order.ids["routes"]:
        if value == wanted.casefold():
            return _give(session, order, owner_id, names[wanted])
    if order.ids.get("otherwise") is None:
        raise RuleBroken(f"No owner is named for {order.then.field} “{value}”.")
    return _give(session, order, order.ids["otherwise"], order.then.otherwise)


def _give(session: Session, order: Order, owner_id: int, name: str) -> Made:
    subject = order.subject
    record: Any = records.found(session, _OWNED[subject.kind], subject.id)
    record.owner_id = owner_id
    return Made(subject.kind, subject.id, f"gives “{subject.what}” to {name}")


def _field(session: Session, subject: Subject, name: str) -> str:
    contact = session.get(Contact, subject.contact_id) if subject.contact_id else None
    if name == "kind":
        return contact.kind if contact else ""
    if name == "company":
        return contact.company if contact else ""
    if name == "stage":
        stage = session.get(PipelineStage, subject.stage_id) if subject.stage_id else None
        return stage.name if stage else ""
    if name == "currency":
        return records.found(session, Deal, subject.id).currency
    if name == "goal":
        goal = session.get(Goal, subject.goal_id) if subject.goal_id else None
        return goal.title if goal else ""
    return records.found(session, Task, subject.id).tags


def _move(session: Session, order: Order) -> Made:
    deal_id = order.subject.deal_id
    if deal_id is None:
        raise RuleBroken("There is no deal to move: the record has none.")
    stage = records.found(session, PipelineStage, order.ids.get("stage_id"))
    people.move_deal(session, deal_id, stage.id or 0, f"by the rule “{order.rule.name}”", now=order.now)
    return Made("deal", deal_id, f"moves “{order.subject.what}” to {stage.name}")


def _note(session: Session, order: Order) -> Made:
    """A dated line under what stands in the note of the task or the contact."""
    subject = order.subject
    kind, record_id = ("task", subject.id) if subject.kind == "task" else ("contact", subject.contact_id)
    if record_id is None:
        raise RuleBroken("There is no task or contact to note it at: the record has none.")
    record: Any = records.found(session, _NOTED[kind], record_id)
    line = f"{order.now.today.isoformat()} {order.text}"
    record.note = f"{record.note.rstrip()}\n{line}".strip()
    return Made(kind, record_id, f"notes “{order.text}”")


_MODELS: dict[str, Any] = {"task": Task, "workflow_run": WorkflowRun, "follow_up": FollowUp, "issue": Issue}
_OWNED: dict[str, Any] = {"task": Task, "deal": Deal, "contact": Contact}
_NOTED: dict[str, Any] = {"task": Task, "contact": Contact}
_DEEDS: dict[str, Callable[[Session, Order], Made]] = {
    "task": _task,
    "run": _run,
    "follow up": _follow_up,
    "issue": _issue,
    "owner": _turns,
    "route": _route,
    "move": _move,
    "note": _note,
}
