"""Which column of a table is which field: guessed from names and values, shown, corrected, remembered by the header.

What the values do not prove is not guessed: of ``03-04-17`` nobody can say which is the day.
"""

from collections.abc import Mapping as Named
from dataclasses import dataclass, replace
from typing import Any, get_args

from bef_tui.exchange.cells import (
    IN_WORDS,
    ORDERS,
    DateOrder,
    DecimalSign,
    decimal_sign,
    is_email,
    looks_like_a_phone,
    order_of,
)
from bef_tui.exchange.column_names import DATES, TableKind, fields_of, guessed_columns, key_of, stage_kind
from bef_tui.exchange.problems import NotUnderstood, quoted
from bef_tui.exchange.tables import Table

MOSTLY = 0.8
LONGEST_WORD_LIST = 40
CONTACT_NEEDS = ("name", "last_name", "first_name", "company", "email")
DEAL_NEEDS = ("title", "product", "company", "contact")


@dataclass(frozen=True, slots=True)
class Mapping:
    """How a table is read.

    ``columns`` are pairs of field and column. ``dates`` is the order of day, month and year; when the values do not
    prove one, it is None and ``unclear`` is a date that shows why. ``decimal`` is the sign before the cents, None
    when the values show none. ``stages`` says of each word for a stage where it leads: ``won``, ``lost``, ``open``,
    the name of a stage of the pipeline, or nothing ("") when nobody can tell whether a closed deal was won.
    """

    kind: TableKind
    header: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    dates: DateOrder | None = None
    unclear: str = ""
    decimal: DecimalSign | None = None
    stages: tuple[tuple[str, str], ...] = ()

    def column(self, field: str) -> str | None:
        """The column of a field, None when there is none."""
        return next((column for name, column in self.columns if name == field), None)

    @property
    def unused(self) -> tuple[str, ...]:
        """The columns that are no field."""
        used = {column for _, column in self.columns}
        return tuple(name for name in self.header if name not in used)


def guess(table: Table, kind: TableKind) -> Mapping:
    """The mapping that the names and the values of a table speak for."""
    columns = guessed_columns(kind, table.header)
    if kind == "contacts":
        _by_values(table, columns)
    return _with_values(table, Mapping(kind, table.header, _ordered(kind, columns)))


def corrected(
    mapping: Mapping,
    table: Table,
    columns: Named[str, str] | None = None,
    dates: DateOrder | None = None,
    stages: Named[str, str] | None = None,
) -> Mapping:
    """The mapping with what the user says instead: fields to columns ("" for none), the date order, stage words.

    ``NotUnderstood`` names a field, a column or a stage word that does not exist.
    """
    chosen = dict(mapping.columns)
    for field, column in (columns or {}).items():
        if field not in fields_of(mapping.kind):
            raise NotUnderstood(
                f"{quoted(field)} is no field of {mapping.kind}: {', '.join(fields_of(mapping.kind))}"
            )
        found = _column_named(table, column) if column else ""
        chosen = {name: other for name, other in chosen.items() if name != field and other != found}
        if found:
            chosen[field] = found
    if columns:
        mapping = _with_values(table, replace(mapping, columns=_ordered(mapping.kind, chosen)))
    if dates is not None:
        mapping = replace(mapping, dates=dates, unclear="")
    if stages:
        words = {key_of(word): word for word, _ in mapping.stages}
        for word in stages:
            if key_of(word) not in words:
                raise NotUnderstood(f"{quoted(word)} is no stage in {table.file}")
        said = {key_of(word): meaning for word, meaning in stages.items()}
        mapping = replace(
            mapping, stages=tuple((word, said.get(key_of(word), old)) for word, old in mapping.stages)
        )
    return mapping


def problem(mapping: Mapping, file: str) -> str:
    """Why a table cannot be read with this mapping, and which option decides it; empty when it can."""
    needs = CONTACT_NEEDS if mapping.kind == "contacts" else DEAL_NEEDS
    if not any(mapping.column(field) for field in needs):
        return (
            f"no column of {file} can be told to be {' or '.join(needs)}: say it with --map {needs[0]}=COLUMN;"
            f" there are {', '.join(mapping.header[:LONGEST_WORD_LIST])}"
        )
    if mapping.unclear:
        return (
            f"the dates of {file} can be read in several ways ({mapping.unclear}): say which with --dates dmy,"
            " --dates mdy or --dates ymd"
        )
    if len(mapping.stages) > LONGEST_WORD_LIST:
        return (
            f"{quoted(mapping.column('stage') or mapping.column('status') or '')} has {len(mapping.stages)} different"
            " words, so it is no stage: say which column is, or none, with --map stage=COLUMN or --map stage="
        )
    unknown = next((word for word, meaning in mapping.stages if not meaning), None)
    if unknown is not None:
        return (
            f"nobody can tell whether a deal that is {quoted(unknown)} was won: say it with"
            f' --stage "{unknown}=won" or --stage "{unknown}=lost"'
        )
    return ""


def in_words(mapping: Mapping) -> tuple[tuple[str, str], ...]:
    """The mapping as pairs that a person reads: each field with its column, then dates, amounts and stages."""
    lines = [(field.replace("_", " "), column) for field, column in mapping.columns]
    if mapping.dates is not None:
        lines.append(("dates", IN_WORDS[mapping.dates]))
    if mapping.decimal is not None:
        lines.append(("decimals", f"after a {'point' if mapping.decimal == '.' else 'comma'}"))
    lines += [(f"stage {word}", meaning) for word, meaning in mapping.stages]
    if mapping.unused:
        lines.append(("no field", ", ".join(mapping.unused)))
    return tuple(lines)


def to_plain(mapping: Mapping) -> dict[str, Any]:
    """The mapping as plain values, to be kept by its header."""
    return {
        "kind": mapping.kind,
        "header": list(mapping.header),
        "columns": dict(mapping.columns),
        "dates": mapping.dates,
        "unclear": mapping.unclear,
        "decimal": mapping.decimal,
        "stages": dict(mapping.stages),
    }


def from_plain(plain: Named[str, Any]) -> Mapping:
    """The mapping that was kept; ``NotUnderstood`` when the values are none."""
    try:
        kind, header = plain["kind"], tuple(str(name) for name in plain["header"])
        columns = {str(field): str(column) for field, column in plain["columns"].items()}
        stages = tuple((str(word), str(meaning)) for word, meaning in plain["stages"].items())
        dates, decimal, unclear = plain["dates"], plain["decimal"], str(plain["unclear"])
    except (KeyError, TypeError, AttributeError):
        raise NotUnderstood("this is no mapping of columns") from None
    sound = kind in get_args(TableKind) and dates in (None, *ORDERS) and decimal in (None, ".", ",")
    if not (sound and set(columns) <= set(fields_of(kind)) and set(columns.values()) <= set(header)):
        raise NotUnderstood("this is no mapping of columns")
    return Mapping(kind, header, _ordered(kind, columns), dates, unclear, decimal, stages)


def _ordered(kind: TableKind, columns: Named[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((field, columns[field]) for field in fields_of(kind) if field in columns)


def _column_named(table: Table, name: str) -> str:
    exact = next((column for column in table.header if column == name), None)
    found = exact or next((column for column in table.header if key_of(column) == key_of(name)), None)
    if found is None:
        raise NotUnderstood(f"{table.file} has no column {quoted(name)}: {', '.join(table.header)}")
    return found


def _by_values(table: Table, columns: dict[str, str]) -> None:
    """Find mail and telephone by what stands in a column when no name told."""
    for field, fits in (("email", is_email), ("phone", looks_like_a_phone)):
        if field in columns:
            continue
        for column in table.header:
            values = [value for value in table.column(column) if value]
            free = column not in columns.values()
            if free and values and sum(map(fits, values)) >= MOSTLY * len(values):
                columns[field] = column
                break


def _with_values(table: Table, mapping: Mapping) -> Mapping:
    """The mapping with what the values of its columns say about dates, amounts and stages."""
    if mapping.kind == "contacts":
        return mapping
    days = [day for field in DATES if (name := mapping.column(field)) for day in table.column(name)]
    dates, unclear = order_of(day for day in days if day)
    value, stage, status = (mapping.column(field) for field in ("value", "stage", "status"))
    words = _stage_words([table.column(name) for name in (stage, status) if name])
    return replace(
        mapping,
        dates=dates,
        unclear=unclear,
        decimal=decimal_sign(table.column(value)) if value else None,
        stages=tuple(words.items()),
    )


def _stage_words(columns: list[tuple[str, ...]]) -> dict[str, str]:
    """What each word for a stage means; nothing for one that ends a deal while no other word beside it says how."""
    words = {word: stage_kind(word) or "" for cells in columns for word in dict.fromkeys(cells) if word}
    unsaid = {word for word, meaning in words.items() if not meaning}
    for row in zip(*columns, strict=True) if unsaid else ():
        if not any(words.get(word) in ("won", "lost") for word in row):
            unsaid -= set(row)
    said_beside = {word for word, meaning in words.items() if not meaning} & unsaid
    return {word: "open" if word in said_beside else meaning for word, meaning in words.items()}
