"""Contacts, deals, touches and follow-ups."""

from collections.abc import Iterator
from random import Random

from bench.records.calendar import Calendar, Row, ago


def contacts(count: int, calendar: Calendar, random: Random) -> Iterator[Row]:
    for n in range(1, count + 1):
        back = ago(n, 300, random)
        is_open = n % 5 == 0 and n <= 300
        yield {
            "id": n,
            "name": f"Contact {n}",
            "company": f"Company {n % 977}",
            "email": f"c{n}@example.org",
            "owner_id": 1,
            "status": "open" if is_open else "closed",
            "last_touch_on": calendar.day(back % 20),
            "next_touch_on": calendar.day(-1 - n % 14) if is_open else None,
            "created_on": calendar.day(back),
        }


def deals(count: int, calendar: Calendar, random: Random) -> Iterator[Row]:
    for n in range(1, count + 1):
        back = ago(n, 100, random, 60)
        is_open = n % 20 == 0 and n <= 100
        yield {
            "id": n,
            "title": f"Deal {n}",
            "contact_id": n,
            "stage_id": 1 + n % 3 if is_open else 4,
            "value_minor": 100_000 + n,
            "owner_id": 1,
            "status": "open" if is_open else "won",
            "opened_on": calendar.day(back),
            "moved_on": calendar.day(back - 10),
            "closed_on": None if is_open else calendar.day(back - 30),
        }


def touches(count: int, contacts: int, calendar: Calendar, random: Random) -> Iterator[Row]:
    for n in range(1, count + 1):
        back = ago(n, 6000, random, 0)
        inbound = n % 4 == 0
        yield {
            "contact_id": n % 300 + 1 if n <= 6000 else 1 + n % contacts,
            "at": calendar.instant(back),
            "on": calendar.day(back),
            "direction": "in" if inbound else "out",
            "note": "",
            "reply_due": calendar.instant(back - 1) if inbound else None,
            "replied_at": calendar.instant(back, 15) if inbound else None,
        }


def follow_ups(count: int, contacts: int, calendar: Calendar, random: Random) -> Iterator[Row]:
    for n in range(1, count + 1):
        back = ago(n, 3000, random, -20)
        done = back > 3
        yield {
            "contact_id": n % 300 + 1 if n <= 3000 else 1 + n % contacts,
            "due": calendar.day(back),
            "owner_id": 1,
            "first_due": calendar.day(back),
            "state": "done" if done else "open",
            "done_on": calendar.day(back) if done else None,
            "created_on": calendar.day(back + 7),
        }


def stages() -> Iterator[Row]:
    """A pipeline of five."""
    return (
        {
            "id": n,
            "name": f"Stage {n}",
            "position": n,
            "kind": ("open", "open", "open", "won", "lost")[n - 1],
        }
        for n in range(1, 6)
    )
