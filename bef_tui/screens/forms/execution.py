"""Tasks and promises: one line, a form, and why something was missed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bef_tui import services
from bef_tui.exchange.quick_add import parse_quick
from bef_tui.framework.days import say_day, say_weekday
from bef_tui.framework.weeks import Now
from bef_tui.framework.words import FATES, MISS_REASONS, Fate, MissReason
from bef_tui.screens.forms import common
from bef_tui.widgets.form import ChoiceField, Filled, NumberField, Option, RecordField, TextField
from bef_tui.widgets.form.fields import option_meant

if TYPE_CHECKING:
    from bef_tui.screens.base import BefScreen

Then = Callable[[int], None]

QUICK_HELP = "like: call Ada fri @ada #onboarding !1   (day, @owner, #tag, !priority)"
REASON_WORDS: dict[MissReason, str] = {
    "overcommitted": "overcommitted: promised more than fits",
    "blocked": "blocked: waited for somebody or something",
    "interrupted": "interrupted: something urgent came up",
    "unclear": "unclear: the next step was not known",
    "not ready": "not ready: something it needs was missing",
    "avoided": "avoided: put off",
    "estimate": "estimate: took longer than thought",
    "priority changed": "priority changed: something else came first",
}
FATE_WORDS: dict[Fate, str] = {
    "recommit": "Recommit: promise it again next week",
    "shrink": "Shrink: promise a smaller part",
    "delegate": "Delegate: somebody else promises it",
    "drop": "Drop it",
    "issue": "Make it an issue",
}


def add_task_line(screen: BefScreen, then: Then | None = None, **values: Any) -> None:
    """Add a task by typing one line; ``values`` go along (the day it is planned for, the plan it belongs to)."""
    now = screen.now()
    people = common.options(screen.desk, services.choices.people)

    def by(name: str) -> str:
        known = option_meant(people, name)
        return f"by {known.label}" if known else f"by {name}, a new person"

    def echo(text: str) -> str:
        quick = parse_quick(text, now.today, now.first_weekday)
        parts = [quick.title]
        parts += [f"due {say_day(quick.due, now.today)}"] if quick.due else []
        parts += [f"planned {say_day(quick.planned, now.today)}"] if quick.planned else []
        parts += [by(quick.owner)] if quick.owner else []
        parts += [f"#{tag}" for tag in quick.tags]
        parts += [f"P{quick.priority}"] if quick.priority else []
        return " · ".join(parts)

    def save(text: str) -> int:
        quick = parse_quick(text, now.today, now.first_weekday)
        return screen.desk.write(services.execution.add_quick, quick, now=screen.now(), **values)

    screen.line("Add a task", save, echo=echo, help=QUICK_HELP, draft="task.line", then=then)


def edit_task(screen: BefScreen, task_id: int) -> None:
    """Edit a task in a form."""
    desk = screen.desk
    values = desk.read(services.execution.task_values, task_id)
    fields = (
        TextField("title", "Task", required=True),
        common.due_field(desk, required=False),
        common.day_field(desk, "planned_on", "Planned for"),
        ChoiceField("priority", "Priority", options=tuple(Option(n, str(n)) for n in (1, 2, 3))),
        common.owner_field(desk, required=False),
        common.done_when_field(required=False),
        RecordField("plan_id", "Plan", options=common.options(desk, services.choices.plans)),
        common.goal_field(desk),
        TextField("tags", "Tags"),
        common.note_field(lines=2),
    )

    def save(filled: Filled, now: Now) -> int:
        changes = common.given(filled.changed)
        return desk.write(services.execution.edit_task, task_id, changes, filled.opened, now=now)

    screen.fill("Task", fields, save, values=values, draft=f"task.{task_id}")


def promise_fields(screen: BefScreen) -> tuple[Any, ...]:
    """What a promise must answer."""
    desk = screen.desk
    return (
        TextField("outcome", "Outcome", required=True, help="what will be true, not what you will do"),
        common.owner_field(desk),
        common.due_field(desk),
        common.done_when_field(),
        common.goal_field(desk),
        common.kpi_field(desk),
        NumberField(
            "weight", "Weight", whole=True, least=1, most=5, help="1 to 5: how much it counts", nothing=1
        ),
    )


def add_promise(screen: BefScreen, week: str, then: Then | None = None, **known: Any) -> None:
    """Promise an outcome for a week; ``known`` is filled in already."""
    desk = screen.desk

    def save(filled: Filled, now: Now) -> int:
        values = common.given(filled.values)
        return desk.write(services.execution.add_commitment, now=now, week=week, **values)

    now = desk.now()
    usual = {"owner_id": desk.read(services.choices.founder), "due": now.ends(week), "weight": 1}
    days = " – ".join(say_weekday(day) for day in (now.starts(week), now.ends(week)))
    fields, title = promise_fields(screen), f"Promise for week {int(week[-2:])}, {days}"
    draft = f"promise.{week}.{known['outcome'][:80]}" if "outcome" in known else f"promise.{week}"
    screen.fill(title, fields, save, values=usual | known, draft=draft, then=then)


def edit_promise(screen: BefScreen, commitment_id: int) -> None:
    """Edit a promise; a frozen one is replaced in the lists by a row with the new words."""
    desk = screen.desk

    def save(filled: Filled, now: Now) -> int:
        changes = common.given(filled.changed)
        return desk.write(services.execution.edit_commitment, commitment_id, changes, filled.opened, now=now)

    values = desk.read(services.execution.commitment_values, commitment_id)
    screen.fill("Promise", promise_fields(screen), save, values=values, draft=f"promise.{commitment_id}")


def reasons() -> tuple[Option, ...]:
    """Why something was missed or dropped, as it is asked."""
    return tuple(Option(reason, REASON_WORDS[reason]) for reason in MISS_REASONS)


def miss_promise(screen: BefScreen, commitment_id: int) -> None:
    """Close a promise as missed: why, and what becomes of it."""

    def why(reason: MissReason) -> None:
        def fate(chosen: Fate) -> None:
            screen.act(services.execution.miss, commitment_id, reason, chosen)

        screen.choose("What becomes of it?", tuple(Option(fate, FATE_WORDS[fate]) for fate in FATES), fate)

    screen.choose("Why was it missed?", reasons(), why)


def drop_promise(screen: BefScreen, commitment_id: int) -> None:
    """Drop a promise with a reason."""

    def why(reason: MissReason) -> None:
        screen.act(services.execution.drop_commitment, commitment_id, reason)

    screen.choose("Why is it dropped?", reasons(), why, help="Excused only before its day.")


def drop_task(screen: BefScreen, task_id: int) -> None:
    """Drop a task with a reason."""
    deed = services.execution.drop_task
    screen.say_why("Drop the task: why?", deed, task_id, help="no longer needed", draft=f"drop.{task_id}")


def plan_task(screen: BefScreen, task_id: int) -> None:
    """Plan a task for a day."""
    deed = services.execution.plan_day
    common.ask_day(screen, "Plan for which day?", deed, task_id, draft=f"plan.{task_id}")
