"""A number with its unit and the words around it: the core of every printed amount."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from jixiao.model.quantity.kinds import Quantity, printed
from jixiao.model.quantity.units import Unit, starting_unit, unit_named
from jixiao.model.quantity.words import Said, trailing

NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d+)?(?:\.\d+)?"
LONGEST_TAIL = 40
_DIGITS = 15  # more than these before the point are a code, not a figure
_REMARK = re.compile(r"([^()]{0,12})(\(含?[^()]*\))(.{0,6})", re.DOTALL)
_NOUN = re.compile(r"[一-鿿()]{1,6}")
_ABOUT = ("余", "多", "来")


class Tail(NamedTuple):
    """What follows a number: its unit and the words after it; `rest` is what belongs to neither."""

    unit: Unit
    said: Said
    rest: str = ""


def amount(text: str, sign: str, digits: str, tail: Tail, said: Said | None = None) -> Quantity:
    """Give the quantity of a printed number with what stands before and behind it."""
    number = Decimal(digits.replace(",", ""))
    if number.adjusted() > _DIGITS:
        return Quantity(text, "text")
    if sign in ("-", "△") and sign:
        number = -number
    exponent = number.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) else 0
    unit = tail.unit
    comparator = said.comparator if said and said.comparator else tail.said.comparator
    return Quantity(
        text,
        unit.dimension,
        number,
        unit.name or None,
        comparator,
        places,
        printed(number, places, unit.dimension if unit.factor == 1 else "number"),
        approximate=tail.said.approximate or bool(said and said.approximate),
    )


def tail_of(after: str) -> Tail | None:
    """Give the unit and words after a number, None where something else follows."""
    return _short_tail(after) if len(after) <= LONGEST_TAIL else _tail(after)


def _tail(after: str) -> Tail | None:
    after = after.rstrip("。;；,，.、:：")
    if after[:1] in _ABOUT and len(after) > 1:
        inner = _tail(after[1:])
        return inner and inner._replace(said=inner.said._replace(approximate=True))
    unit = unit_named(after)
    if unit is not None:
        return Tail(unit, Said())
    rest, said = trailing(after.replace("(含)", ""))
    unit = unit_named(rest)
    if unit is not None:
        return Tail(unit, said)
    remark = _REMARK.fullmatch(after)
    if remark is not None and remark[2] != after:
        inner = _tail(remark[1] + remark[3])
        return inner if inner and remark[1] else None
    return _noun(rest, said)


def _noun(rest: str, said: Said) -> Tail | None:
    """Give the unit where the counted thing follows it: 5个行政村, 12人次参训."""
    found = starting_unit(rest)
    if found is None or found[0].dimension in ("money", "percent", "number", "duration", "score", "rate"):
        return None
    return Tail(found[0], said) if _NOUN.fullmatch(found[1]) else None


_short_tail = lru_cache(maxsize=4096)(_tail)


