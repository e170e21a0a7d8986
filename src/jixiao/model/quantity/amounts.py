"""A number with its unit and the words around it: the core of every printed amount."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from jixiao.model.interval import Interval
from jixiao.model.quantity.kinds import Quantity, printed
from jixiao.model.quantity.units import PLAIN, Dimension, Unit, counted_unit, starting_unit, unit_named
from jixiao.model.quantity.words import SILENT, Said, trailing

_LONGEST_TAIL = 40
_DIGITS = 15  # more than these before the point are a code, not a figure
_LONGEST_NOUN = 6  # characters of what is counted, after its measure word
_ABOUT = re.compile(r"([十百千万亿]{0,2})[余多来](.+)", re.DOTALL)
_DENIALS = frozenset("未不没无")
_LARGE = 100  # units of at least so many base units (万人) are rounded, smaller ones (年) are not
_COUNTABLE = frozenset({"count", "persons", "person_times", "households", "percent"})


class Tail(NamedTuple):
    """What follows a number: its unit and what the words after it say."""

    unit: Unit
    said: Said = SILENT


def amount(text: str, sign: str, digits: str, tail: Tail, said: Said = SILENT) -> Quantity:
    """Give the quantity of a printed number with what stands before and behind it; too long a number is a text."""
    number = Decimal(digits.replace(",", ""))
    if number.adjusted() >= _DIGITS:
        return Quantity(text, "text")
    exponent = number.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) else 0
    number = number.copy_negate() if sign == "-" or sign == "△" else number
    unit = tail.unit
    return Quantity(
        text,
        unit.dimension,
        number,
        unit.name or None,
        said.comparator or tail.said.comparator,
        places,
        printed(number, places, exactness(unit)),
        approximate=said.approximate or tail.said.approximate,
    )


def exactness(unit: Unit) -> Dimension:
    """Give the dimension that decides how exact a number in a unit is: 3人 is exact, 22.51万人 has been rounded."""
    return unit.dimension if unit.factor < _LARGE else "number"


def between(low: Quantity, high: Quantity) -> Quantity | None:
    """Give the range from one amount to another of the same unit, None where it would not rise."""
    if low.number is None or high.number is None or low.interval is None or high.interval is None:
        return None
    if low.number >= high.number:
        return None
    interval = Interval(low.interval.low, high.interval.high)
    return low._replace(comparator="~", upper=high.number, interval=interval, places=max(low.places, high.places))


def tail_of(after: str) -> Tail | None:
    """Give the unit and words after a number, None where something else follows. Repeated tails are remembered."""
    if len(after) <= _LONGEST_TAIL:
        return _tail(after)
    head = _before_remark(after)
    return _tail(head) if head else None


def without_about(after: str) -> tuple[str, bool]:
    """Give what follows a number without 余 or 多 before its unit (余人, 万余元), and whether it was there."""
    found = _ABOUT.match(after)
    return (found[1] + found[2], True) if found else (after, False)


@lru_cache(maxsize=4096)
def _tail(after: str) -> Tail | None:
    after = after.rstrip("。;；,，.、:：*")
    exact, about = without_about(after)
    if about:
        inner = _tail(exact)
        return inner and inner._replace(said=inner.said._replace(approximate=True))
    unit = unit_named(after)
    if unit is not None:
        return Tail(unit)
    rest, said = trailing(after.replace("(含)", ""))
    unit = unit_named(rest)
    if unit is not None:
        return Tail(unit, said)
    head = _before_remark(after)
    if head:
        return _tail(head)
    return _noun(rest, said)


def _before_remark(after: str) -> str | None:
    """Give the unit before a remark in brackets that ends the text: 万(其中土建400万元); None where there is none."""
    head, bracket, rest = after.partition("(")
    if not bracket or not rest.endswith(")") or len(head) > _LONGEST_TAIL:
        return None
    depth = 1
    for index, character in enumerate(rest):
        depth += (character == "(") - (character == ")")
        if not depth:
            return head if index == len(rest) - 1 else None
    return None


def _noun(rest: str, said: Said) -> Tail | None:
    """Give the unit where the counted thing follows it (5个行政村), or is the unit itself (12乡镇)."""
    found = starting_unit(rest)
    if found is not None and found[0] is not PLAIN and _is_noun(found[1]):
        return Tail(found[0], said) if found[0].dimension in _COUNTABLE else None
    unit = counted_unit(rest)
    return Tail(unit, said) if unit else None


def _is_noun(text: str) -> bool:
    return len(text) <= _LONGEST_NOUN and text.strip("()").isalpha() and text[0] not in _DENIALS
