"""What a form asks: fields as values. Each reads what was typed, or says in one line why it cannot."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

Parse = Callable[[str], object]
Show = Callable[[object], str]

OWNER_QUESTION = "Who owns this?"
DUE_QUESTION = "By when?"
DONE_QUESTION = "How will we know it is done?"


def _stripped(raw: str) -> object:
    return raw.strip()


def _as_text(value: object) -> str:
    return "" if value is None else str(value)


@dataclass(frozen=True)
class Field:
    """One thing a form asks for.

    ``parse`` reads what was typed and raises ValueError with one line for the user; ``show`` writes a value as it
    would be typed. ``question`` is asked when a required field is empty. ``echo`` says how a value was understood.
    ``nothing`` is the value of an empty field that is not required. The hint below the field has ``hint_lines``; one
    that is ``heard`` says while it is typed what is not understood, not only once one has left it.
    """

    name: str
    label: str
    help: str = field(default="", kw_only=True)
    required: bool = field(default=False, kw_only=True)
    question: str = field(default="", kw_only=True)
    parse: Parse = field(default=_stripped, kw_only=True)
    show: Show = field(default=_as_text, kw_only=True)
    echo: Show | None = field(default=None, kw_only=True)
    unit: str = field(default="", kw_only=True)
    nothing: object = field(default=None, kw_only=True)
    hint_lines: int = field(default=1, kw_only=True)
    heard: bool = field(default=False, kw_only=True)

    def read(self, raw: str) -> object:
        """The value of what was typed; ValueError with one line for the user."""
        if "\0" in raw:
            raise ValueError("A NUL character cannot be stored; please take it out")
        if not raw.strip():
            if self.required:
                raise ValueError(self.question or f"{self.label} is needed")
            return self.nothing
        return self.parse(raw)


@dataclass(frozen=True)
class TextField(Field):
    """A line of text; blanks at its ends are dropped."""

    nothing: object = field(default="", kw_only=True)
    placeholder: str = field(default="", kw_only=True)


@dataclass(frozen=True)
class LongTextField(Field):
    """Text of several lines in an editor ``lines`` high."""

    nothing: object = field(default="", kw_only=True)
    lines: int = field(default=4, kw_only=True)


def _iso_day(raw: str) -> object:
    try:
        return date.fromisoformat(raw.strip())
    except ValueError:
        raise ValueError(f"{raw.strip()[:20]!r} is no day; write it like 2026-12-01") from None


def _day_in_words(value: object) -> str:
    return f"{value:%a} {value.day} {value:%b %Y}" if isinstance(value, date) else ""


@dataclass(frozen=True)
class DayField(Field):
    """A day. Hand in a ``parse`` that understands days as people type them; the echo shows the day it understood."""

    parse: Parse = field(default=_iso_day, kw_only=True)
    echo: Show | None = field(default=_day_in_words, kw_only=True)


def decimal_of(raw: str) -> Decimal:
    """A number as people type it: ``1,200.50``, ``1 200,50``, ``40 %``, ``-3``; ValueError if it is none."""
    text = (
        raw.strip().strip("%€$£ ").replace("\u00a0", "").replace(" ", "").replace("_", "").replace("−", "-")
    )
    comma, point = text.rfind(","), text.rfind(".")
    if comma >= 0 and (comma < point or (point < 0 and len(text) - comma == 4)):
        text = text.replace(",", "")
    elif comma >= 0:
        text = text.replace(".", "").replace(",", ".")
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError(f"{raw.strip()[:20]!r} is no number") from None
    if not number.is_finite():
        raise ValueError(f"{raw.strip()[:20]!r} is no number")
    return number


@dataclass(frozen=True)
class NumberField(Field):
    """A number: an ``int`` when ``whole``, else a ``float``; ``least`` and ``most`` are allowed themselves."""

    whole: bool = field(default=False, kw_only=True)
    least: float | None = field(default=None, kw_only=True)
    most: float | None = field(default=None, kw_only=True)
    parse: Parse = field(default=decimal_of, kw_only=True)
    show: Show = field(
        default=lambda value: f"{value:.12g}" if isinstance(value, float) else _as_text(value), kw_only=True
    )

    def read(self, raw: str) -> object:
        """The number, inside its limits."""
        value = super().read(raw)
        if not isinstance(value, Decimal):
            return value
        if self.whole and value != value.to_integral_value():
            raise ValueError("A whole number, please")
        number = int(value) if self.whole else float(value)
        if self.least is not None and number < self.least:
            raise ValueError(f"Not below {self.least:g}")
        if self.most is not None and number > self.most:
            raise ValueError(f"Not above {self.most:g}")
        return number


@dataclass(frozen=True)
class MoneyField(Field):
    """An amount of money as an integer of minor units (cents)."""

    decimals: int = field(default=2, kw_only=True)
    parse: Parse = field(default=decimal_of, kw_only=True)

    def read(self, raw: str) -> object:
        """The amount in minor units."""
        value = super().read(raw)
        if not isinstance(value, Decimal):
            return value
        minor = value.scaleb(self.decimals)
        if minor != minor.to_integral_value():
            raise ValueError(f"At most {self.decimals} digits after the point")
        if abs(minor) >= 10**15:
            raise ValueError("That is more money than fits")
        return int(minor)

    def amount(self, value: object) -> str:
        """An amount of minor units as one would type it."""
        return f"{Decimal(value).scaleb(-self.decimals):,f}" if isinstance(value, int) else ""


@dataclass(frozen=True)
class Option:
    """One answer of a choice: what is stored and what is said."""

    value: object
    label: str


def options_of(*values: str) -> tuple[Option, ...]:
    """Options that are stored as they are said."""
    return tuple(Option(value, value) for value in values)


@dataclass(frozen=True)
class ChoiceField(Field):
    """One of a few options; typed text may be the start of a label if it fits one option only."""

    options: tuple[Option, ...] = field(default=(), kw_only=True)

    def read(self, raw: str) -> object:
        """The value of the option meant."""
        super().read(raw)
        if not raw.strip():
            return self.nothing
        found = option_meant(self.options, raw)
        if found is None:
            raise ValueError(f"{raw.strip()[:24]!r} is none of these")
        return found.value

    def label_of(self, value: object) -> str:
        """What is said for a stored value."""
        return next((option.label for option in self.options if option.value == value), "")


@dataclass(frozen=True)
class RecordField(ChoiceField):
    """One of many records (a person, a goal): type a part of its name to find it.

    ``other`` makes a value of a name that is not among them, where new names are welcome.
    """

    other: Parse | None = field(default=None, kw_only=True)

    def read(self, raw: str) -> object:
        """The value of the record meant."""
        try:
            return super().read(raw)
        except ValueError:
            if self.other is None or not raw.strip() or "\0" in raw:
                raise
            return self.other(raw.strip())


@dataclass(frozen=True)
class FlagField(Field):
    """Yes or no."""

    nothing: object = field(default=False, kw_only=True)

    def read(self, raw: str) -> object:
        """True for yes."""
        return raw.strip().casefold() in ("yes", "y", "1", "true")


def option_meant(options: tuple[Option, ...], raw: str) -> Option | None:
    """The option with this label, or the only one whose label starts like it."""
    text = raw.strip().casefold()
    exact = [option for option in options if option.label.strip().casefold() == text]
    near = exact or [option for option in options if option.label.strip().casefold().startswith(text)]
    return near[0] if len(near) == 1 or exact else None


def raw_of(one: Field, value: object) -> str:
    """A stored value as it would be typed into its field."""
    if isinstance(one, FlagField):
        return "yes" if value else "no"
    if isinstance(one, ChoiceField):
        return one.label_of(value)
    if value is None:
        return ""
    if isinstance(one, MoneyField):
        return one.amount(value)
    if isinstance(value, date):
        return value.isoformat()
    return one.show(value)


@dataclass(frozen=True)
class Filled:
    """A form that could be read whole: all values, those that changed, and those it was opened with."""

    values: Mapping[str, object]
    changed: Mapping[str, object]
    opened: Mapping[str, object]

    @classmethod
    def of(cls, values: Mapping[str, object], opened: Mapping[str, object]) -> "Filled":
        """Compare what was read with what the form was opened with."""
        changed = {
            name: value for name, value in values.items() if name not in opened or opened[name] != value
        }
        return cls(MappingProxyType(dict(values)), MappingProxyType(changed), MappingProxyType(dict(opened)))
