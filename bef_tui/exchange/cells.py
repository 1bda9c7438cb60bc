"""The cells of a table: days in one order of their parts, amounts with one decimal sign, and what a cell looks like."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal

from bef_tui.exchange.dates import MONTHS
from bef_tui.exchange.numbers import LARGEST, parse_money, parse_quantity
from bef_tui.exchange.problems import NotUnderstood, quoted

DateOrder = Literal["DMY", "MDY", "YMD"]
DecimalSign = Literal[".", ","]
ORDERS: tuple[DateOrder, ...] = ("DMY", "MDY", "YMD")
IN_WORDS: dict[DateOrder, str] = {"DMY": "day-month-year", "MDY": "month-day-year", "YMD": "year-month-day"}
CURRENCY_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR"}

_TIME = r"(?:[T ,]\s*\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp][Mm])?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?)?"
_ISO = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}")
_BARE = re.compile(r"(19|20)(\d{2})(\d{2})(\d{2})")
_THREE = re.compile(rf"(\d{{1,2}})\s?([-/.])\s?(\d{{1,2}})\s?\2\s?(\d{{4}}|\d{{2}}){_TIME}")
_NAMED = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th|\.)?[\s-]*([^\W\d_]+)\.?,?[\s-]*(\d{{4}}|\d{{2}}){_TIME}")
_NAME_FIRST = re.compile(rf"([^\W\d_]+)\.?[\s-]*(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}){_TIME}")
_GERMAN = {
    "januar": 1,
    "februar": 2,
    "märz": 3,
    "mär": 3,
    "mrz": 3,
    "maerz": 3,
    "mai": 5,
    "juni": 6,
    "juli": 7,
}
_GERMAN |= {"okt": 10, "oktober": 10, "dez": 12, "dezember": 12, "jän": 1, "jänner": 1}
_MONTHS = MONTHS | _GERMAN
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+")
_PHONE = re.compile(r"\+?[\d(][\d\s()/.\-]{5,}\d")
_MARKS = re.compile(r"\d(?:[\d\s'’.,]*\d)?")


def is_email(text: str) -> bool:
    """Whether the text is an address for mail."""
    return _EMAIL.fullmatch(text) is not None


def looks_like_a_phone(text: str) -> bool:
    """Whether the text is written as only the number of a telephone is: with ``+`` or ``0`` in front."""
    return text[:1] in "+(0" and _PHONE.fullmatch(text) is not None and not looks_like_a_day(text)


def looks_like_a_day(text: str) -> bool:
    """Whether the text is a day, in whatever order its parts are."""
    return bool(orders_of(text)) or _certain_day(text.strip()) is not None


# Days


def orders_of(text: str) -> frozenset[DateOrder]:
    """In which orders the text is a day of the calendar; empty when it is none, or needs no order to be read.

    A year of four digits says where it stands; of ``25-10-16`` both 2016 and 2025 can be the year.
    """
    match = _THREE.fullmatch(text.strip())
    if match is None:
        return frozenset()
    orders = ORDERS if len(match[4]) == 2 else ORDERS[:2]
    return frozenset(order for order in orders if _in_order(match, order) is not None)


def order_of(texts: Iterable[str]) -> tuple[DateOrder | None, str]:
    """The one order in which all these texts are days, else None with an example of what is not proven.

    A day above 12 proves which of day and month comes first. That two digits at the end are the year and not the day
    is taken as shown when there are more different ones in front than at the end; else it is not proven either.
    (None, "") means that no text needs an order; then days are written year first.
    """
    possible, example = frozenset(ORDERS), ""
    front: set[str] = set()
    end: set[str] = set()
    for text in texts:
        orders = orders_of(text)
        if not orders:
            continue
        if not possible & orders:
            return None, f"{example} and {text}"
        if not example or (len(orders) > 1 and len(orders_of(example)) == 1):
            example = text
        possible &= orders
        match = _THREE.fullmatch(text.strip())
        if match is not None and len(match[4]) == 2:
            front.add(match[1])
            end.add(match[4])
    if len(possible) > 1 and len(front) > len(end):
        possible -= {"YMD"}
    if not example or len(possible) > 1:
        return None, example
    return next(iter(possible)), ""


def parse_cell_day(text: str, order: DateOrder | None) -> date | None:
    """The day of a cell, None when it is empty; ``NotUnderstood`` when it is no day in this order.

    A time beside it is passed over: the day is the one that is written.
    """
    tidy = text.strip()
    if not tidy:
        return None
    certain = _certain_day(tidy)
    if certain is not None:
        return certain
    match = _THREE.fullmatch(tidy)
    if match is None:
        raise NotUnderstood(f"{quoted(text)} is no day")
    if order is None:
        raise NotUnderstood(f"{quoted(text)} can be two days")
    found = _in_order(match, order)
    if found is None:
        raise NotUnderstood(f"{quoted(text)} is no day when read as {IN_WORDS[order]}")
    return found


def _certain_day(text: str) -> date | None:
    """A day that can be read in one way only: year first, or with the name of its month."""
    if match := _ISO.fullmatch(text):
        return _day(match[1], match[3], match[4])
    if match := _BARE.fullmatch(text):
        return _day(match[1] + match[2], match[3], match[4])
    if match := _NAMED.fullmatch(text):
        return _day(match[3], _MONTHS.get(match[2].casefold(), 0), match[1])
    if match := _NAME_FIRST.fullmatch(text):
        return _day(match[3], _MONTHS.get(match[1].casefold(), 0), match[2])
    return None


def _in_order(match: re.Match[str], order: DateOrder) -> date | None:
    parts = (match[1], match[3], match[4])
    if order == "YMD" and len(match[4]) == 4:
        return None
    day, month, year = (parts[order.index(letter)] for letter in "DMY")
    return _day(year, month, day)


def _day(year: str, month: str | int, day: str) -> date | None:
    """The day; a year of two digits is one from 1970 to 2069."""
    whole = int(year)
    if len(year) <= 2:
        whole += 1900 if whole >= 70 else 2000
    try:
        return date(whole, int(month), int(day))
    except ValueError:
        return None


# Amounts


def decimal_sign(texts: Iterable[str]) -> DecimalSign | None:
    """The decimal sign that these amounts show, None when they show none or both."""
    signs: set[DecimalSign] = set()
    for text in texts:
        match = _MARKS.search(text)
        if match is None:
            continue
        bare = re.sub(r"[\s'’]", "", match[0])
        marks = [mark for mark in bare if mark in ".,"]
        last = marks[-1] if marks else ""
        rest = bare.rpartition(last)[2] if last else ""
        if len(set(marks)) == 2 or (len(marks) == 1 and len(rest) != 3):
            signs.add("." if last == "." else ",")
        elif len(marks) > 1:
            signs.add("," if last == "." else ".")
    return signs.pop() if len(signs) == 1 else None


def parse_cell_amount(text: str, sign: DecimalSign | None) -> tuple[int | None, str]:
    """An amount in minor units with its currency (empty when none stands there); (None, "") for an empty cell.

    ``NotUnderstood`` for what is no amount, is below zero, or is finer than a cent.
    """
    tidy = text.strip()
    if not tidy:
        return None, ""
    if sign is not None:
        tidy = _with_point(tidy, sign)
    minor = parse_money(tidy)
    if not 0 <= minor < LARGEST:
        raise NotUnderstood(f"{quoted(text)} is no value of a deal: it is zero or more")
    unit = parse_quantity(re.sub(r"[\d.,\s'’]*\d", "1", tidy, count=1)).unit
    return minor, CURRENCY_SIGNS.get(unit, unit.upper())


def _with_point(text: str, sign: DecimalSign) -> str:
    """The amount without marks of thousands, where these stand as they should, and with a point for its decimals."""
    other = "," if sign == "." else "."
    grouped = (
        rf"(?<![\d{re.escape(other)}])[1-9]\d{{0,2}}(?:{re.escape(other)}\d{{3}})+(?![\d{re.escape(other)}])"
    )
    plain = re.sub(grouped, lambda found: found[0].replace(other, ""), text)
    if other in plain:
        raise NotUnderstood(f"{quoted(text)} has its marks in odd places")
    return re.sub(r"(\d+)[.,](\d+)", _two_places, plain, count=1)


def _two_places(found: re.Match[str]) -> str:
    """Decimals without zeros that say nothing; three that say something get one, for they are no thousands."""
    rest = found[2].rstrip("0")
    if not rest:
        return found[1]
    return f"{found[1]}.{rest}0" if len(rest) == 3 else f"{found[1]}.{rest}"
