"""Issues and experiments: raised, decided, tried out, concluded."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bef_tui import services
from bef_tui.framework.stages import PLACES
from bef_tui.framework.weeks import Now
from bef_tui.screens.forms import common
from bef_tui.widgets.form import (
    ChoiceField,
    Field,
    Filled,
    LongTextField,
    Option,
    RecordField,
    TextField,
)

if TYPE_CHECKING:
    from bef_tui.screens.base import BefScreen
    from bef_tui.screens.desk import Desk

Then = Callable[[int], None]

IMPACTS = (Option(3, "large"), Option(2, "middle"), Option(1, "small"))
ABOUT = ("goal", "kpi", "sop", "commitment")
"""What an issue can be about."""
VERDICTS = (
    Option("adopt", "adopt"),
    Option("adapt", "adapt"),
    Option("abandon", "abandon"),
)


def _issue_fields(desk: Desk) -> tuple[Field, ...]:
    return (
        TextField("title", "Issue", required=True, question="What stands in the way?"),
        ChoiceField("impact", "Impact", required=True, options=IMPACTS),
        LongTextField("cause", "Cause", lines=2, help="if you know it already; ask why more than once"),
        common.goal_field(desk),
        common.kpi_field(desk),
        common.owner_field(desk, required=False),
    )


def raise_issue(screen: BefScreen, then: Then | None = None, **values: Any) -> None:
    """Raise an issue, from whatever screen one is on; ``values``, else the record under the cursor, are filled in."""
    desk = screen.desk
    about, record_id = screen.record_under_cursor() or ("", 0)
    if not values and about in ABOUT:
        values = {f"{about}_id": record_id}
    beside = {name: values.pop(name) for name in ("sop_id", "commitment_id") if name in values}

    def save(filled: Filled, now: Now) -> int:
        said = common.given(filled.values)
        raised_in = next((place.name for place in PLACES if place.key == screen.KEY), "")
        return desk.write(services.improvement.raise_issue, now=now, raised_in=raised_in, **beside, **said)

    values = {"impact": 2, "owner_id": desk.read(services.choices.founder), **values}
    done = then or (lambda issue_id: screen.tell("Raised. It waits under Improvement (6)."))
    screen.fill("Raise an issue", _issue_fields(desk), save, values=values, draft="issue", then=done)


def edit_issue(screen: BefScreen, issue_id: int) -> None:
    """Edit an issue."""
    desk = screen.desk

    def save(filled: Filled, now: Now) -> int:
        changes = common.given(filled.changed)
        return desk.write(services.improvement.edit_issue, issue_id, changes, filled.opened, now=now)

    values = desk.read(services.improvement.issue_values, issue_id)
    screen.fill("Issue", _issue_fields(desk), save, values=values, draft=f"issue.{issue_id}")


def decide_issue(
    screen: BefScreen, issue_id: int, then: Then | None = None, *, deed: Callable[..., int] | None = None
) -> None:
    """Decide an issue: cause, decision, and one action that answers the three questions.

    ``deed`` takes the place of ``improvement.decide``.
    """
    desk = screen.desk
    title = desk.read(services.improvement.issue_values, issue_id)["title"]
    fields = (
        LongTextField("cause", "Cause", lines=2, help="why it happens, not who"),
        TextField("decision", "Decision", required=True, question="What is decided?"),
        TextField("action", "One action", required=True, question="What follows from it?"),
        common.owner_field(desk),
        common.due_field(desk),
        common.done_when_field(),
    )

    def save(filled: Filled, now: Now) -> int:
        said = common.given(filled.values)
        return desk.write(deed or services.improvement.decide, issue_id, now=now, **said)

    values = desk.read(services.improvement.decision_values, issue_id)
    screen.fill(f"Decide: {title}", fields, save, values=values, draft=f"decide.{issue_id}", then=then)


def _experiment_fields(desk: Desk) -> tuple[Field, ...]:
    return (
        TextField(
            "hypothesis",
            "We believe",
            required=True,
            question="What do you believe will happen?",
            help="If we call on day two, more trials will pay",
        ),
        LongTextField("change", "What we change", lines=2),
        common.kpi_field(desk, label="Shown by"),
        common.day_field(
            desk, "check_on", "Look at it on", required=True, question="When will you look at the result?"
        ),
        common.owner_field(desk, required=False),
    )


def add_experiment(screen: BefScreen, then: Then | None = None, **values: Any) -> None:
    """Start an experiment."""
    desk = screen.desk

    def save(filled: Filled, now: Now) -> int:
        said = common.given(filled.values)
        return desk.write(services.improvement.add_experiment, now=now, **said)

    values = {"owner_id": desk.read(services.choices.founder), **values}
    fields = _experiment_fields(desk)
    screen.fill("Start an experiment", fields, save, values=values, draft="experiment", then=then)


def edit_experiment(screen: BefScreen, experiment_id: int) -> None:
    """Edit an experiment that is running."""
    desk = screen.desk

    def save(filled: Filled, now: Now) -> int:
        changes = common.given(filled.changed)
        edit = services.improvement.edit_experiment
        return desk.write(edit, experiment_id, changes, filled.opened, now=now)

    values = desk.read(services.improvement.experiment_values, experiment_id)
    fields = _experiment_fields(desk)
    screen.fill("Experiment", fields, save, values=values, draft=f"experiment.{experiment_id}")


def conclude_experiment(screen: BefScreen, experiment_id: int) -> None:
    """Conclude an experiment; what is adopted goes into an SOP, which is then opened."""
    desk = screen.desk
    fields = (
        ChoiceField(
            "verdict", "Verdict", required=True, question="Adopt, adapt or abandon?", options=VERDICTS
        ),
        LongTextField("learned", "We learned", lines=3, required=True, question="What was learned?"),
        RecordField(
            "sop_id",
            "SOP changed",
            options=common.options(desk, services.choices.sops),
            help="the SOP this goes into, if it is kept; it opens next",
        ),
    )

    def save(filled: Filled, now: Now) -> int:
        said: dict[str, Any] = dict(filled.values)
        deed = services.improvement.conclude
        desk.write(deed, experiment_id, said["verdict"], said["learned"], sop_id=said["sop_id"], now=now)
        chosen = said["sop_id"]
        return int(chosen or 0)

    def done(sop_id: int) -> None:
        if sop_id:
            screen.go_to("sop", sop_id)

    title = "Conclude the experiment"
    screen.fill(title, fields, save, draft=f"conclude.{experiment_id}", then=done)
