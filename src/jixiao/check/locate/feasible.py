"""Whether changing some things can make all rows hold, exactly: elimination after Fourier and Motzkin.

Only few columns are ever changed together, so that elimination stays small; whole numbers keep it exact. Where it
cannot be done, the rows that prove it are given: something else that moves one of them has to change as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import gcd
from typing import NamedTuple

from jixiao.check.locate.columns import Column, Columns
from jixiao.check.locate.rows import Model

Core = frozenset[int]  # rows that cannot hold together
Size = int | Fraction
Pattern = tuple[int, ...]
_NONE: Core = frozenset()
_MOST_ROWS = 60  # combined in one step; beyond it the rest is left out, and what is found is checked no further


class Range(NamedTuple):
    """What a change can be, or a sum of changes; beside each bound the rows that it comes from."""

    low: Size | None
    high: Size | None
    low_from: Core = _NONE
    high_from: Core = _NONE

    @property
    def conflict(self) -> Core | None:
        """Give the rows that contradict each other, None where the range has a value."""
        if self.low is None or self.high is None or self.low <= self.high:
            return None
        return self.low_from | self.high_from


class Stuck(Exception):
    """The rows contradict each other: `core` are those that prove it."""

    def __init__(self, core: Core) -> None:
        self.core = core


_System = dict[Pattern, Range]
_FREE = Range(None, None)


def sizes(model: Model, columns: Columns, chosen: Sequence[int], demanded: Iterable[int]) -> list[Range]:
    """Give what each chosen column may be so that all rows hold; `Stuck` where nothing does.

    `demanded` are the broken rows that have to hold afterwards, other broken rows are left as they are.
    """
    members = [columns.all[number] for number in chosen]
    system = _gathered(model, members, frozenset(demanded))
    if len(members) == 1:
        return [system[(1,)]]
    return [_projected(system, place, len(members)) for place in range(len(members))]


def core_of(model: Model, columns: Columns, chosen: Sequence[int], demanded: Iterable[int]) -> Core | None:
    """Give rows that cannot hold while only the chosen columns change, None where all can."""
    members = [columns.all[number] for number in chosen]
    try:
        system = _gathered(model, members, frozenset(demanded))
        if len(members) > 1:
            _projected(system, 0, len(members))
    except Stuck as stuck:
        return stuck.core
    return None


def _gathered(model: Model, members: Sequence[Column], demanded: Core) -> _System:
    """Give the rows that the members move, those with the same coefficients as one."""
    _check_untouched(model, members, demanded)
    freed = frozenset[int]().union(*(column.frees for column in members))
    system = _bounds(members)
    for number in set().union(*(column.moves for column in members)) - freed:
        row = model.rows[number]
        if row.gap and number not in demanded:
            continue
        pattern = tuple(column.moves.get(number, 0) for column in members)
        source = frozenset((number,))
        _meet(system, *_normal(pattern, Range(row.low, row.high, source, source)))
    return system


def _check_untouched(model: Model, members: Sequence[Column], demanded: Core) -> None:
    for number in demanded:
        if not any(number in column.rows for column in members):
            raise Stuck(frozenset((number,)))


def _bounds(members: Sequence[Column]) -> _System:
    unit = [tuple(int(place == other) for other in range(len(members))) for place in range(len(members))]
    return {unit[place]: Range(column.low, column.high) for place, column in enumerate(members)}


def _normal(pattern: Pattern, bounds: Range) -> tuple[Pattern, Range]:
    """Give a row with its smallest whole coefficients, the first of them positive."""
    divisor = gcd(*pattern)
    if next((coefficient for coefficient in pattern if coefficient), 1) < 0:
        divisor = -divisor
    if divisor == 1 or divisor == 0:
        return pattern, bounds
    return tuple(coefficient // divisor for coefficient in pattern), _divided(bounds, divisor)


def _divided(bounds: Range, divisor: int) -> Range:
    low = None if bounds.low is None else Fraction(bounds.low) / divisor
    high = None if bounds.high is None else Fraction(bounds.high) / divisor
    if divisor < 0:
        return Range(high, low, bounds.high_from, bounds.low_from)
    return Range(low, high, bounds.low_from, bounds.high_from)


def _meet(system: _System, pattern: Pattern, bounds: Range) -> None:
    """Narrow what the system knows of a sum of changes."""
    known = system.get(pattern, _FREE)
    low, low_from = known.low, known.low_from
    if bounds.low is not None and (low is None or bounds.low > low):
        low, low_from = bounds.low, bounds.low_from
    high, high_from = known.high, known.high_from
    if bounds.high is not None and (high is None or bounds.high < high):
        high, high_from = bounds.high, bounds.high_from
    met = Range(low, high, low_from, high_from)
    if (core := met.conflict) is not None:
        raise Stuck(core)
    if not any(pattern):
        _check_empty(met)
        return
    system[pattern] = met


def _check_empty(bounds: Range) -> None:
    """A row whose coefficients cancel out says something of nothing: 0 has to lie in it."""
    if bounds.low is not None and bounds.low > 0:
        raise Stuck(bounds.low_from)
    if bounds.high is not None and bounds.high < 0:
        raise Stuck(bounds.high_from)


def _projected(system: _System, place: int, count: int) -> Range:
    """Give what one column may be, whatever the others are."""
    left = [other for other in range(count) if other != place]
    while left:
        nearest = min(left, key=lambda other: sum(1 for pattern in system if pattern[other]))
        left.remove(nearest)
        system = _without(system, nearest)
    return system.get(tuple(int(place == other) for other in range(count)), _FREE)


def _without(system: _System, place: int) -> _System:
    """Give what a system says of the other columns once one may take any value."""
    result: _System = {}
    concerned = []
    for pattern, bounds in system.items():
        if pattern[place]:
            concerned.append((pattern, bounds))
        else:
            _meet(result, pattern, bounds)
    for number, (pattern, bounds) in enumerate(concerned[:_MOST_ROWS]):
        for other, others in concerned[:number]:
            _meet(result, *_combined(pattern, bounds, other, others, place))
    return result


def _combined(one: Pattern, bounds: Range, other: Pattern, others: Range, place: int) -> tuple[Pattern, Range]:
    """Give the sum of two rows in which one column cancels out."""
    a, b = other[place], -one[place]
    pattern = tuple(a * first + b * second for first, second in zip(one, other, strict=True))
    return _normal(pattern, _sum(_times(bounds, a), _times(others, b)))


def _times(bounds: Range, factor: int) -> Range:
    low = None if bounds.low is None else bounds.low * factor
    high = None if bounds.high is None else bounds.high * factor
    if factor < 0:
        return Range(high, low, bounds.high_from, bounds.low_from)
    return Range(low, high, bounds.low_from, bounds.high_from)


def _sum(one: Range, other: Range) -> Range:
    low = None if one.low is None or other.low is None else one.low + other.low
    high = None if one.high is None or other.high is None else one.high + other.high
    return Range(low, high, one.low_from | other.low_from, one.high_from | other.high_from)
