"""Numbers and money as people type them, and as they are shown again.

What is shown can be typed back: thousands are parted by a no-break space, which no one takes for a decimal mark.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from bef_tui.exchange.problems import NotUnderstood, quoted

EXAMPLES = "1200, 1 234.50, 12k, 40 % or € 1200"
LARGEST = 10**15  # in minor units it still fits SQLite's integer with room for sums

_GAP = "\N{NO-BREAK SPACE}"
_SPACES = re.compile(r"[\s'’_]")
_SIGNS = "€$£¥₹"
_CURRENCY = rf"[{_SIGNS}]|[A-Za-z]{{3}}"
_FORM = re.compile(
    rf"(?P<sign>[+−-]?)\s*(?P<before>{_CURRENCY})?\s*(?P<sign2>[+−-]?)\s*"
    r"(?P<digits>[0-9](?:[0-9.,'’_\s]*[0-9])?|[.,][0-9]+)\s*"
    rf"(?P<scale>bn|[kKmM])?\s*(?P<after>%|{_CURRENCY})?",
)
_RIDDLE = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")
_SCALES = {"k": 3, "m": 6, "bn": 9}


@dataclass(frozen=True)
class Quantity:
    """A number with the unit that was typed beside it: ``%``, a currency sign or code, or nothing."""

    value: Decimal
    unit: str = ""


def parse_quantity(text: str) -> Quantity:
    """The number and its unit: ``40 %`` is 40 with ``%``, ``€ 12k`` is 12000 with ``€``; else ``NotUnderstood``.

    Point and comma both work, alone (``1.5``, ``1,5``) or together (``1,234.50``, ``1.234,50``): the last one is
    the decimal mark. Refused is what could be two numbers, such as ``1,234``.
    """
    match = _match(text)
    return Quantity(_scaled(match, _decimal(match["digits"], text, None), text), _unit(match, text))


def parse_number(text: str) -> Decimal:
    """The number of ``parse_quantity``, whatever unit stands beside it; ``40 %`` is 40."""
    return parse_quantity(text).value


def parse_money(text: str, digits: int = 2) -> int:
    """An amount in minor units (cents where ``digits`` is 2); ``NotUnderstood`` for ``40 %`` and parts of a cent.

    An amount has at most ``digits`` decimals, so ``1,234`` is no riddle here: it is twelve hundred and thirty-four.
    """
    match = _match(text)
    if _unit(match, text) == "%":
        raise NotUnderstood(f"{quoted(text)} is a share, not an amount: write {EXAMPLES}")
    places = None if match["scale"] else digits
    minor = _scaled(match, _decimal(match["digits"], text, places), text) * 10**digits
    if minor != int(minor):
        raise NotUnderstood(
            f"{quoted(text)} is finer than the smallest coin: write at most {digits} decimals"
        )
    return int(minor)


def say_number(value: Decimal | int, unit: str = "") -> str:
    """The number as shown: ``1 234.5``, ``40 %``, ``€ 1 200``; no zeros after the last decimal that counts.

    Only ``1.234`` keeps one, as ``1.2340``: without it, it could be read as a thousand.
    """
    number = f"{Decimal(value):,f}"
    if "." in number:
        number = number.rstrip("0").rstrip(".")
    if _RIDDLE.fullmatch(number):
        number += "0"
    return _with_unit("0" if number in ("-0", "") else number, unit)


def say_money(minor: int, currency: str = "", digits: int = 2) -> str:
    """An amount of minor units as shown: ``€ 1 200``, ``€ 1 200.50``."""
    whole, rest = divmod(abs(minor), 10**digits)
    decimals = f".{rest:0{digits}d}" if rest else ""
    return _with_unit(f"{'-' if minor < 0 else ''}{whole:,}{decimals}", currency)


def _with_unit(number: str, unit: str) -> str:
    shown = number.replace(",", _GAP)
    if not unit:
        return shown
    is_currency = len(unit) == 1 and unit in _SIGNS
    return f"{unit}{_GAP}{shown}" if is_currency else f"{shown}{_GAP}{unit}"


def _match(text: str) -> re.Match[str]:
    tidy = text.strip()
    match = _FORM.fullmatch(tidy) if len(tidy) <= 60 else None
    if match is None or (match["sign"] and match["sign2"]):
        raise NotUnderstood(f"{quoted(text)} is no number: write {EXAMPLES}")
    return match


def _unit(match: re.Match[str], text: str) -> str:
    before, after = match["before"], match["after"]
    if before and after:
        raise NotUnderstood(f"{quoted(text)} has two units: write {EXAMPLES}")
    return before or after or ""


def _scaled(match: re.Match[str], number: Decimal, text: str) -> Decimal:
    scale = match["scale"]
    value = number.scaleb(_SCALES[scale.lower()]) if scale else number
    if value >= LARGEST:
        raise NotUnderstood(f"{quoted(text)} is too large to be kept")
    return -value if "-" in (sign := match["sign"] + match["sign2"]) or "−" in sign else value


def _decimal(digits: str, text: str, places: int | None) -> Decimal:
    """The digits without their marks; ``places`` is how many decimals there can be, None when any number."""
    bare = _ungrouped(digits, text)
    points, commas = bare.count("."), bare.count(",")
    if points and commas:
        mark = max(".", ",", key=bare.rindex)
        whole, _, rest = bare.rpartition(mark)
        other = "," if mark == "." else "."
        if mark in whole or not _is_grouped(whole, other):
            raise NotUnderstood(f"{quoted(text)} has its marks in odd places: write {EXAMPLES}")
        return Decimal(f"{whole.replace(other, '')}.{rest}")
    mark = "." if points else ","
    if points + commas > 1:
        if not _is_grouped(bare, mark):
            raise NotUnderstood(f"{quoted(text)} has its marks in odd places: write {EXAMPLES}")
        return Decimal(bare.replace(mark, ""))
    if points + commas == 1 and _is_grouped(bare, mark) and _SPACES.search(digits) is None:
        if places is not None and places < 3:
            return Decimal(bare.replace(mark, ""))
        raise NotUnderstood(_two_ways(bare.replace(mark, ""), bare.replace(mark, "."), text))
    return Decimal(bare.replace(",", "."))


def _two_ways(whole: str, fine: str, text: str) -> str:
    return f"{quoted(text)} can be {whole} or {fine}: write {whole}, or {fine}0 for the small one"


def _ungrouped(digits: str, text: str) -> str:
    """Digits without the spaces or apostrophes that part thousands, which must stand where thousands do."""
    parts = _SPACES.split(digits)
    whole = [*parts[:-1], re.split(r"[.,]", parts[-1])[0]]
    if len(parts) > 1 and not (
        1 <= len(whole[0]) <= 3 and all(re.fullmatch(r"[0-9]{3}", p) for p in whole[1:])
    ):
        raise NotUnderstood(f"{quoted(text)} has its spaces in odd places: write {EXAMPLES}")
    return "".join(parts)


def _is_grouped(number: str, mark: str) -> bool:
    """Whether the mark stands where thousands do: ``1,234,567``; a leading zero is never grouped."""
    return re.fullmatch(rf"[1-9][0-9]{{0,2}}(?:{re.escape(mark)}[0-9]{{3}})*", number) is not None
