"""Printed numbers of accounts: their value in one unit, and how exact they are by the document's own habit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from jixiao.check.relations.constraints import ONE, ZERO, Span

_FACTORS = {
    "万元": ONE,
    "元": Decimal("0.0001"),
    "百元": Decimal("0.01"),
    "千元": Decimal("0.1"),
    "百万元": Decimal(100),
    "亿元": Decimal(10000),
}
_PERCENT = {"%": ONE, "个百分点": ONE, "‰": Decimal("0.1")}
_MINUS = "-−－△"
_DROPPED = str.maketrans("", "", ",， 　+＋")
_MOST_DIGITS = 18  # more are a code, or a slip that no arithmetic helps with
_ENOUGH = 3  # figures that make a habit


class Printed(NamedTuple):
    """A number as printed: its value and its decimals."""

    number: Decimal
    places: int


class Habit(NamedTuple):
    """The decimals that a group of figures is printed with; `places` is None where they have no habit."""

    places: int | None = None

    def places_of(self, printed: Printed) -> int:
        """Give the decimals that a number stands for: 18.7 among numbers of two decimals is 18.70."""
        return printed.places if self.places is None else max(printed.places, self.places)


def printed(text: str | None) -> Printed | None:
    """Give the number that a text prints, None where it is none: -1,176.34 or △3.5."""
    if not text:
        return None
    text = text.translate(_DROPPED)
    negative = text[:1] in _MINUS
    digits = text[1:] if negative else text
    whole, _, decimals = digits.partition(".")
    if not (whole + decimals).isascii() or not (whole + decimals).isdigit() or len(digits) > _MOST_DIGITS:
        return None
    number = Decimal(digits)
    return Printed(-number if negative else number, len(decimals))


def money_factor(unit: str | None) -> Decimal | None:
    """Give what an amount in a unit is times, to be in 万元; an amount without a unit is one in 万元."""
    return _FACTORS.get(unit or "万元")


def percent_factor(unit: str | None) -> Decimal | None:
    """Give what a percentage in a unit is times, to be in percentage points; None for any other unit."""
    return _PERCENT.get((unit or "").replace("％", "%"))


def habit_of(numbers: Iterable[Printed]) -> Habit:
    """Give the decimals that most of the numbers have, where most others have fewer: zeros at the end are dropped."""
    places = Counter(each.places for each in numbers if each.number != ZERO)
    total = places.total()
    if total < _ENOUGH:
        return Habit()
    usual, count = max(places.items(), key=lambda entry: (entry[1], entry[0]))
    return Habit(usual) if usual and count * 2 >= total else Habit()


def rounded(number: Printed, habit: Habit, factor: Decimal = ONE, *, rate: bool = False) -> Span:
    """Give what a rounded number truly may be, in the unit that the factor makes; a plain 0 is exact, 0% is not."""
    value = number.number * factor
    if value == ZERO and not number.places and not rate:
        return Span(value, value)
    half = Decimal((0, (5,), -habit.places_of(number) - 1)) * abs(factor)
    return Span(value - half, value + half)


def exactly(value: Decimal) -> Span:
    """Give the span of what is counted or awarded."""
    return Span(value, value)
