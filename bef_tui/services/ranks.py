"""Ranks: every ranked record of a list has its own, 1 is the first, and moving one re-ranks the rest."""

from collections.abc import Sequence
from typing import Protocol, TypeVar


class Ranked(Protocol):
    """A record with a rank."""

    id: int | None
    rank: int | None


R = TypeVar("R", bound=Ranked)


def in_order(records: Sequence[R]) -> list[R]:
    """By rank, those without one last, the older first."""
    return sorted(records, key=lambda record: (record.rank is None, record.rank or 0, record.id or 0))


def next_rank(records: Sequence[Ranked]) -> int:
    """The rank behind all others."""
    return 1 + max((record.rank or 0 for record in records), default=0)


def move(records: Sequence[R], record_id: int, by: int) -> bool:
    """Move one record ``by`` places (negative: up) and number all of them anew from 1; False at the end of the list."""
    order = in_order(records)
    place = next(index for index, record in enumerate(order) if record.id == record_id)
    target = min(max(place + by, 0), len(order) - 1)
    order.insert(target, order.pop(place))
    renumber(order)
    return target != place


def renumber(order: Sequence[Ranked]) -> None:
    """Give the records the ranks 1, 2, 3 … in this order, touching only those whose rank changes."""
    for rank, record in enumerate(order, start=1):
        if record.rank != rank:
            record.rank = rank
