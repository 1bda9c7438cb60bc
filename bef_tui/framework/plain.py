"""Frozen records to plain JSON values and back, fast: for score snapshots and the judgement kept in the file.

Fields become a dictionary by name, dates ISO text, tuples lists. A field that is missing when read takes its
default, an unknown one is passed over, so that an older or newer snapshot can still be read.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from types import UnionType
from typing import Any, ForwardRef, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Reader = Callable[[Any], Any]

_names: dict[type, tuple[str, ...]] = {}
_readers: dict[type, dict[str, Reader | None]] = {}
_ATOMS = (str, int, float, bool, type(None))


def to_plain(value: Any) -> Any:
    """The value as JSON can hold it; TypeError for what is none of record, tuple, dict, date or atom."""
    kind = type(value)
    if kind in _ATOMS:
        return value
    if kind is tuple or kind is list:
        return [to_plain(item) for item in value]
    if kind is date:
        return value.isoformat()
    if kind is dict:
        return {key: to_plain(item) for key, item in value.items()}
    names = _names.get(kind)
    if names is None:
        if not _is_record(kind):
            raise TypeError(f"{kind.__name__} has no plain form")
        names = _names[kind] = tuple(_types(kind))
    return {name: to_plain(getattr(value, name)) for name in names}


def from_plain(kind: type[T], raw: Any) -> T:
    """The record ``kind`` from what ``to_plain`` made of it; TypeError or ValueError when it does not fit."""
    if not isinstance(raw, dict):
        raise TypeError(f"{kind.__name__} is kept as an object, not as {type(raw).__name__}")
    readers = _readers.get(kind)
    if readers is None:
        readers = _readers[kind] = {name: _reader(typed) for name, typed in _types(kind).items()}
    return kind(
        **{
            name: raw[name] if read is None else read(raw[name])
            for name, read in readers.items()
            if name in raw
        }
    )


def _is_record(kind: type) -> bool:
    return is_dataclass(kind) or (issubclass(kind, tuple) and hasattr(kind, "_fields"))


def _types(kind: type) -> dict[str, Any]:
    """The types of a record's fields; those written as text are looked up in its module."""
    if is_dataclass(kind):
        found: dict[str, Any] = {field.name: field.type for field in fields(kind)}
    else:
        found = dict(kind.__annotations__)
    if any(isinstance(typed, str | ForwardRef) for typed in found.values()):
        hints = get_type_hints(kind)
        return {name: hints[name] for name in found}
    return found


def _reader(kind: Any) -> Reader | None:
    """How a field of this type is read; None when it is kept as it is."""
    origin = get_origin(kind)
    if origin is Union or origin is UnionType:
        inner = next((r for r in map(_reader, get_args(kind)) if r is not None), None)
        return None if inner is None else lambda raw: None if raw is None else inner(raw)
    if origin is tuple:
        return _tuple_reader(get_args(kind))
    if kind is date:
        return date.fromisoformat
    if isinstance(kind, type) and _is_record(kind):
        return lambda raw: from_plain(kind, raw)
    return None


def _tuple_reader(args: tuple[Any, ...]) -> Reader:
    if len(args) == 2 and args[1] is Ellipsis:
        item = _reader(args[0])
        return tuple if item is None else lambda raw: tuple([item(part) for part in raw])
    readers = [_reader(arg) for arg in args]
    return lambda raw: tuple(
        part if read is None else read(part) for read, part in zip(readers, raw, strict=True)
    )
