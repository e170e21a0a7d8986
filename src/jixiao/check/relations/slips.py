"""Slips (笔误): the ways in which a right figure becomes a wrong one in print."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from jixiao.check.relations.book import Fact
from jixiao.check.relations.constraints import ZERO, Span

_SHIFTS = tuple(Decimal(10) ** power for power in (-8, -4, -3, -2, -1, 1, 2, 3, 4, 8))


def is_slip(fact: Fact, right: Span) -> bool:
    """Say whether a figure is a misprint of one in a range: sign, point or unit, two digits exchanged, one digit."""
    number = fact.number
    if number == ZERO:
        return False
    return _inside(-number, right) or any(_inside(number * shift, right) for shift in _SHIFTS) or _digits(fact, right)


def _digits(fact: Fact, right: Span) -> bool:
    """Say whether exchanging two neighbouring digits, or another digit in one place, gives a number in the range."""
    digits = [character for character in fact.value.text or "" if character.isdigit() or character == "."]
    scale = abs(fact.number) / Decimal("".join(digits)) if fact.number and _is_number(digits) else ZERO
    sign = -1 if fact.number < ZERO else 1
    return any(_inside(sign * scale * Decimal("".join(changed)), right) for changed in _exchanged(digits))


def _exchanged(digits: list[str]) -> list[list[str]]:
    places = [index for index, character in enumerate(digits) if character != "."]
    found = []
    for one, other in pairwise(places):
        changed = list(digits)
        changed[one], changed[other] = digits[other], digits[one]
        found.append(changed)
    for place in places:
        found += [[*digits[:place], digit, *digits[place + 1 :]] for digit in "0123456789"]
    return found


def _is_number(digits: list[str]) -> bool:
    return "".join(digits).replace(".", "", 1).isdigit() and Decimal("".join(digits)) != ZERO


def _inside(value: Decimal, right: Span) -> bool:
    return right.low <= value <= right.high
