"""Interval arithmetic over Decimal: a printed figure is the interval of all values that would be printed so.

62.17 stands for [62.165, 62.175]. Bounds are rounded outward at 50 digits, so the true result always lies inside.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal

_DOWN = Context(prec=50, rounding=ROUND_FLOOR)
_UP = Context(prec=50, rounding=ROUND_CEILING)
_ZERO = Decimal(0)
_Operation = Callable[[Decimal, Decimal], Decimal]
_HALVES = {places: Decimal((0, (5,), -places - 1)) for places in range(-12, 16)}  # half a unit of the last place


class Interval:
    """All values from `low` to `high`, both included; immutable, finite, `low` not above `high`."""

    __slots__ = ("_high", "_low")

    def __init__(self, low: Decimal, high: Decimal) -> None:
        self._low = low
        self._high = high

    @property
    def low(self) -> Decimal:
        """Give the least value."""
        return self._low

    @property
    def high(self) -> Decimal:
        """Give the greatest value."""
        return self._high

    @staticmethod
    def around(value: Decimal, places: int) -> Interval:
        """Give what `value` printed with `places` decimals stands for: half a unit of the last place either way."""
        half = _HALVES.get(places) or Decimal((0, (5,), -places - 1))
        return Interval(_DOWN.subtract(value, half), _UP.add(value, half))

    @staticmethod
    def exact(value: Decimal) -> Interval:
        """Give the interval of one value: what is counted or awarded."""
        return Interval(value, value)

    def __add__(self, other: Interval) -> Interval:
        return Interval(_DOWN.add(self._low, other._low), _UP.add(self._high, other._high))

    def __sub__(self, other: Interval) -> Interval:
        return Interval(_DOWN.subtract(self._low, other._high), _UP.subtract(self._high, other._low))

    def __neg__(self) -> Interval:
        return Interval(self._high.copy_negate(), self._low.copy_negate())

    def __mul__(self, other: Interval) -> Interval:
        return _hull(self, other, _DOWN.multiply, _UP.multiply)

    def __truediv__(self, other: Interval) -> Interval | None:
        """Give the quotient; None where the divisor may be zero, so that a rule says it could not run."""
        if other._low <= _ZERO <= other._high:
            return None
        return _hull(self, other, _DOWN.divide, _UP.divide)

    def scale(self, factor: Decimal) -> Interval:
        """Give every value times one exact factor, such as the points of an item."""
        low, high = (self._low, self._high) if factor >= _ZERO else (self._high, self._low)
        return Interval(_DOWN.multiply(low, factor), _UP.multiply(high, factor))

    def moved(self, distance: Decimal) -> Interval:
        """Give every value plus one exact distance."""
        return Interval(_DOWN.add(self._low, distance), _UP.add(self._high, distance))

    def meets(self, other: Interval) -> bool:
        """Say whether some value lies in both: whether two printed figures can stand for the same value."""
        return self._low <= other._high and other._low <= self._high

    def contains(self, value: Decimal) -> bool:
        """Say whether the value lies inside, bounds included."""
        return self._low <= value <= self._high

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Interval) and self._low == other._low and self._high == other._high

    def __hash__(self) -> int:
        return hash((self._low, self._high))

    def __repr__(self) -> str:
        return f"Interval({self._low:f}, {self._high:f})"


def _hull(left: Interval, right: Interval, down: _Operation, up: _Operation) -> Interval:
    """Give the interval of all four results of the bounds: the extremes of a product or quotient are among them."""
    corners = [(a, b) for a in (left.low, left.high) for b in (right.low, right.high)]
    return Interval(min(down(a, b) for a, b in corners), max(up(a, b) for a, b in corners))


around = Interval.around
exact = Interval.exact
