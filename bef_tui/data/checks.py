"""CHECK constraints made from the tables, so that no way of writing leaves a value that cannot be read."""

from collections.abc import Iterator
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Float,
    Integer,
    String,
    Table,
    TypeDecorator,
)
from sqlmodel import SQLModel

from bef_tui.data.names import quoted

LONGEST_TEXT = 1_000_000
LARGEST_NUMBER = "1e300"


def table_classes(root: type[SQLModel] = SQLModel) -> Iterator[type[SQLModel]]:
    """All SQLModel classes below ``root`` that are tables."""
    for child in root.__subclasses__():
        if hasattr(child, "__table__"):
            yield child
        yield from table_classes(child)


def words_of(annotation: Any) -> tuple[str, ...]:
    """The words of a ``Literal`` annotation, also of an optional one; empty when it is none."""
    if get_origin(annotation) is Literal:
        return tuple(word for word in get_args(annotation) if word is not None)
    if get_origin(annotation) in (Union, UnionType):
        return tuple(word for part in get_args(annotation) for word in words_of(part))
    return ()


def _base_type(column: Column[Any]) -> Any:
    kind = column.type
    return kind.impl_instance if isinstance(kind, TypeDecorator) else kind


def _shape(column: Column[Any], words: tuple[str, ...]) -> tuple[str, str]:
    """The kind of a column and the expression its value must fulfil."""
    name, kind = quoted(column.name), _base_type(column)
    if words:
        choices = ", ".join("'" + word.replace("'", "''") + "'" for word in words)
        return "word", f"{name} IN ({choices})"
    if isinstance(kind, String):
        return "text", (
            f"typeof({name}) = 'text' AND length({name}) <= {LONGEST_TEXT} AND instr({name}, char(0)) = 0"
        )
    if isinstance(kind, Boolean):
        return "yesno", f"typeof({name}) = 'integer' AND {name} IN (0, 1)"
    if isinstance(kind, Integer):
        return "whole", f"typeof({name}) = 'integer'"
    if isinstance(kind, Float):
        return "number", f"typeof({name}) = 'real' AND abs({name}) <= {LARGEST_NUMBER}"
    if isinstance(kind, DateTime):
        return "instant", (
            f"typeof({name}) = 'text' AND length(CAST({name} AS BLOB)) = 26"
            f" AND datetime(substr({name}, 1, 19), '+0 seconds') IS substr({name}, 1, 19)"
            f" AND substr({name}, 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'"
        )
    if isinstance(kind, Date):
        return "day", f"typeof({name}) = 'text' AND date({name}, '+0 days') IS {name}"
    raise TypeError(f"{column}: no check is known for {kind!r}")


def _bounds(column: Column[Any], metadata: list[Any]) -> str:
    limits = []
    for mark in metadata:
        for attribute, sign in (("ge", ">="), ("gt", ">"), ("le", "<="), ("lt", "<")):
            limit = getattr(mark, attribute, None)
            if limit is not None:
                limits.append(f"{quoted(column.name)} {sign} {limit}")
    return " AND ".join(limits)


def add_checks(classes: Iterator[type[SQLModel]]) -> None:
    """Give every column of these tables the CHECK that its type and its annotation ask for.

    The name of a check is ``table.column kind``: it is what SQLite says when a value is refused.
    """
    for owner in classes:
        table: Table = getattr(owner, "__table__")  # noqa: B009
        for column in table.columns:
            field = owner.model_fields[column.name]
            kind, shape = _shape(column, words_of(field.annotation))
            bounds = _bounds(column, field.metadata)
            for name, rule in ((kind, shape), ("range", bounds)):
                if not rule or (column.primary_key and kind == "whole"):
                    continue
                text = f"{quoted(column.name)} IS NULL OR ({rule})" if column.nullable else rule
                table.append_constraint(CheckConstraint(text, name=f"{table.name}.{column.name} {name}"))
