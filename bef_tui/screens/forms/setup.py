"""What the first-run set-up asks, page by page, and what its answers mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bef_tui import services
from bef_tui.framework.words import CATEGORIES, Category
from bef_tui.screens.forms import common
from bef_tui.screens.forms.vision import DIRECTIONS, NINETY, company_fields
from bef_tui.widgets.form import ChoiceField, Field, NumberField, TextField, options_of

if TYPE_CHECKING:
    from bef_tui.screens.desk import Desk
    from bef_tui.services.company import SetUp

Raw = Mapping[str, str]

OUTCOMES = 3
RATED: dict[Category, str] = {
    "clarity": "everybody knows the goals and what comes first",
    "communication": "nobody waits for an answer that was promised",
    "accountability": "what is promised is done, on its day",
    "systems": "what repeats runs the same way without you",
    "measurement": "you know the numbers, and look at them every week",
}
# The parts of a refusal (``goal.due``) and the page that asks for them.
PAGE_OF = {"company": "company", "annual": "annual", "goal": "goal", "kpi": "goal", "ratings": "ratings"}


@dataclass(frozen=True)
class SetUpPage:
    """One page: what it is for, what it asks, and what stands there before anything is typed."""

    key: str
    title: str
    purpose: str
    fields: tuple[Field, ...]
    values: Mapping[str, object] = field(default_factory=dict)


def pages(desk: Desk) -> tuple[SetUpPage, ...]:
    """The five pages of the set-up."""
    today = desk.now().today
    zone = getattr(desk.zone, "key", "UTC")
    return (
        SetUpPage(
            "company",
            "The company",
            "Where are we going, and why? Two sentences are enough; both can be changed at any time.",
            company_fields(),
            {"zone": zone, "first_weekday": desk.first_weekday, "currency": "EUR"},
        ),
        SetUpPage(
            "annual",
            "One annual goal",
            "The one result that makes this a good year.",
            (_title("500 paying customers"), *_answers(desk)),
        ),
        SetUpPage(
            "goal",
            "One 90-day goal, and its number",
            "The next step towards it: what is reached in 90 days, and the number that shows it.",
            (_title("40 % of new users activate"), *_answers(desk), *_metric()),
            {"due": today + NINETY, "direction": "up"},
        ),
        SetUpPage(
            "ratings",
            "How well do you execute today?",
            "1 is not at all, 5 is always. From now on the records say it too, and both stand side by side.",
            tuple(
                ChoiceField(
                    category, category.capitalize(), options=options_of(*"12345"), required=True, help=text
                )
                for category, text in RATED.items()
            ),
        ),
        SetUpPage(
            "outcomes",
            "The first commitments",
            f"What will be true by the end of {_said_week(desk)}? One is enough. They freeze when you finish here.",
            tuple(one for place in range(OUTCOMES) for one in _outcome(desk, place)),
            {f"due_{place}": desk.now().ends(_week(desk)) for place in range(OUTCOMES)},
        ),
    )


def _title(example: str) -> TextField:
    return TextField("title", "Goal", required=True, placeholder=example)


def _answers(desk: Desk) -> tuple[Field, ...]:
    return (TextField("why", "Why"), common.due_field(desk), common.done_when_field())


def _metric() -> tuple[Field, ...]:
    return (
        TextField(
            "name", "KPI", required=True, question="Which number shows it?", placeholder="Activation rate"
        ),
        TextField("unit", "Unit", placeholder="%"),
        ChoiceField("direction", "Better is", options=DIRECTIONS, required=True),
        NumberField("baseline", "From", help="where it stands today"),
        NumberField("value", "To", required=True),
    )


def _outcome(desk: Desk, place: int) -> tuple[Field, ...]:
    return (
        TextField(
            f"outcome_{place}", f"Outcome {place + 1}", required=not place, help="a result, not an activity"
        ),
        common.due_field(desk, f"due_{place}", required=False),
        TextField(f"done_when_{place}", "We will know by", required=not place),
    )


def _week(desk: Desk) -> str:
    return services.company.first_week(desk.now())


def _said_week(desk: Desk) -> str:
    return "this week" if _week(desk) == desk.now().week else "next week"


# What was answered


def answers(all_pages: tuple[SetUpPage, ...], typed: Mapping[str, Raw]) -> SetUp:
    """The answers of the pages that were filled in; ``typed`` is the text of each of them by its key."""
    read = {page.key: _read(page, typed[page.key]) for page in all_pages if page.key in typed}
    goal = dict(read.get("goal", {}))
    kpi: dict[str, Any] = {name: goal.pop(name) for name in ("name", "unit", "direction") if name in goal}
    baseline, target = goal.pop("baseline", None), goal.pop("value", None)
    said = read.get("ratings", {})
    return services.company.SetUp(
        company=read.get("company", {}),
        annual=read.get("annual", {}),
        goal=goal,
        kpi=kpi,
        baseline=baseline,
        target=target,
        ratings={category: int(said[category]) for category in CATEGORIES if category in said},
        outcomes=_outcomes(read.get("outcomes", {})),
    )


def _read(page: SetUpPage, raw: Raw) -> dict[str, Any]:
    return {one.name: one.read(raw.get(one.name, "")) for one in page.fields}


def _outcomes(said: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
    """Those that say something; one without a day of its own is due at the end of the week."""
    found = []
    for place in range(OUTCOMES):
        if said.get(f"outcome_{place}"):
            values = {name: said[f"{name}_{place}"] for name in ("outcome", "due", "done_when")}
            found.append({name: value for name, value in values.items() if value is not None})
    return tuple(found)


def where(refused: str | None) -> tuple[str, str | None]:
    """The page and the field that a refusal of the set-up means: ``outcomes.0.due`` → ``outcomes``, ``due_0``."""
    part, _, name = (refused or "").partition(".")
    if part == "outcomes":
        place, _, column = name.partition(".")
        return "outcomes", f"{column}_{place}" if column else None
    return PAGE_OF.get(part, "company"), name or None
