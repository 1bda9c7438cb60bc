"""KPIs: their form, a value in one line, *no data* with its why, and a target."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bef_tui import services
from bef_tui.framework.weeks import Now
from bef_tui.screens.forms import common
from bef_tui.screens.forms.vision import DIRECTIONS
from bef_tui.widgets.form import ChoiceField, Field, Filled, NumberField, Option, TextField, options_of
from bef_tui.widgets.form.fields import decimal_of
from bef_tui.widgets.glyphs import GlyphName, glyph

if TYPE_CHECKING:
    from bef_tui.screens.base import BefScreen
    from bef_tui.services.measurement import ScorecardRow

Then = Callable[[int], None]

KINDS = (
    Option("lead", "lead: you move it"),
    Option("lag", "lag: the result of it"),
)
VERDICTS = {"on": "on target", "near": "near the target", "off": "off target"}
SIGNS: dict[str, GlyphName] = {"on": "full", "near": "half", "off": "missed"}


def number(value: float | None) -> str:
    """A value as a list shows it: ``1,240``, ``3.5``."""
    if value is None:
        return ""
    if abs(value) >= 1000 or value == int(value):
        return f"{value:,.0f}" if abs(value) < 1e15 else f"{value:.4g}"
    return f"{value:.4g}"


def with_unit(value: float | None, unit: str) -> str:
    """A value with its unit; signs of money and per cent stand where one writes them."""
    shown = number(value)
    if not shown or not unit:
        return shown
    return f"{unit} {shown}" if unit in ("€", "$", "£") else f"{shown} {unit}"


def _fields(screen: BefScreen, *, new: bool) -> tuple[Field, ...]:
    fields: tuple[Field, ...] = (
        TextField("name", "KPI", required=True, help="what is counted"),
        TextField("unit", "Unit", help="€, %, signups …"),
        ChoiceField("kind", "Lead or lag", options=KINDS, required=True),
        ChoiceField("direction", "Better is", options=DIRECTIONS, required=True),
        ChoiceField("cadence", "Recorded", options=options_of("daily", "weekly", "monthly"), required=True),
    )
    if new:
        fields += (
            NumberField("target", "Target", help="empty: no verdict until there is one"),
            NumberField("baseline", "Starts from", help="the value today"),
        )
    return (
        *fields,
        NumberField("near_pct", "Near within", unit="%", least=0, most=100, nothing=10.0),
        common.goal_field(screen.desk),
        common.owner_field(screen.desk, required=False),
    )


def add_kpi(screen: BefScreen, then: Then | None = None) -> None:
    """Add a KPI, with its target if there is one already."""
    desk = screen.desk

    def save(filled: Filled, now: Now) -> int:
        return desk.write(services.measurement.add_kpi, now=now, **common.given(filled.values))

    values = {
        "kind": "lead",
        "direction": "up",
        "cadence": "weekly",
        "near_pct": 10.0,
        "owner_id": desk.read(services.choices.founder),
    }
    screen.fill("Add a KPI", _fields(screen, new=True), save, values=values, draft="kpi.new", then=then)


def edit_kpi(screen: BefScreen, kpi_id: int) -> None:
    """Edit a KPI; its target is set apart, since the old one stays on record."""
    desk = screen.desk

    def save(filled: Filled, now: Now) -> int:
        changes = common.given(filled.changed)
        return desk.write(services.measurement.edit_kpi, kpi_id, changes, filled.opened, now=now)

    values = desk.read(services.measurement.kpi_values, kpi_id)
    screen.fill("KPI", _fields(screen, new=False), save, values=values, draft=f"kpi.{kpi_id}")


def set_target(screen: BefScreen, kpi: ScorecardRow) -> None:
    """Set a target from a day on; the one before stays on record."""
    desk = screen.desk
    fields = (
        NumberField("value", "Target", unit=kpi.unit, required=True),
        NumberField("baseline", "Starts from", unit=kpi.unit),
        common.day_field(
            desk, "from_on", "From", help="empty: today; older values keep the target of their time"
        ),
    )

    def save(filled: Filled, now: Now) -> int:
        given: dict[str, Any] = dict(filled.values)
        return desk.write(services.measurement.set_target, kpi.id, now=now, **given)

    values = {"value": kpi.target, "baseline": kpi.baseline}
    screen.fill(f"Target: {kpi.name}", fields, save, values=values, draft=f"target.{kpi.id}")


def record_value(screen: BefScreen, kpi: ScorecardRow, period: str | None = None) -> None:
    """Record a value in one line; ``?`` and a reason say that there is no data."""
    period = period or screen.ask(services.measurement.wanted_period, kpi.id, now=screen.now())
    said = services.measurement.say_period(period)

    def save(text: str) -> int:
        if text.strip().startswith("?"):
            return _no_data(screen, kpi.id, text.strip(" ?"), period)
        value = float(decimal_of(text))
        return screen.desk.write(services.measurement.record_value, kpi.id, value, period, now=screen.now())

    def echo(text: str) -> str:
        if text.strip().startswith("?"):
            return f"no data: {text.strip(' ?') or 'why?'}"
        value = float(decimal_of(text))
        verdict = services.measurement.verdict(value, kpi.target, kpi.direction, kpi.near_pct)
        judged = f" · {glyph(SIGNS[verdict])} {VERDICTS[verdict]}" if verdict in VERDICTS else ""
        return with_unit(value, kpi.unit) + judged

    target = f"target {with_unit(kpi.target, kpi.unit)} · " if kpi.target is not None else ""
    screen.line(
        f"{kpi.name}, {said}",
        save,
        echo=echo,
        help=f"{target}a number, or ? and why there is none",
        draft=f"kpi.{kpi.id}.{period}",
    )


def record_no_data(screen: BefScreen, kpi: ScorecardRow, period: str | None = None) -> None:
    """Record that there is no data, and why."""
    period = period or screen.ask(services.measurement.wanted_period, kpi.id, now=screen.now())
    said = services.measurement.say_period(period)
    screen.line(
        f"{kpi.name}, {said}: no data",
        lambda text: _no_data(screen, kpi.id, text, period),
        echo=lambda text: f"no data: {text}",
        help="why is there no number? It is what to mend.",
        needed="Say in a few words why there is none; esc leaves it.",
        draft=f"kpi.{kpi.id}.{period}.why",
    )


def _no_data(screen: BefScreen, kpi_id: int, why: str, period: str | None) -> int:
    return screen.desk.write(services.measurement.record_no_data, kpi_id, why, period, now=screen.now())
