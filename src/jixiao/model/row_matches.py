"""Which rows of two states of a form are the same row: rows have no number, so they are matched by what they say.

First by all of it, then by name, then by levels or source, at last by where they stand between rows matched already.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from itertools import pairwise

from jixiao.model.form import FundingLine, Indicator

Row = FundingLine | Indicator
Pair = tuple[int, int]  # the index in the earlier state and that in the later


def matched(before: Sequence[Row], after: Sequence[Row]) -> list[Pair]:
    """Give the pairs of rows that are the same, by the later index."""
    pairs: dict[int, int] = {}  # by the later index
    for key in (_all, _named, _named_only, _kind):
        _match(before, after, key, pairs)
    _match_between(len(before), len(after), pairs)
    return sorted(((old, new) for new, old in pairs.items()), key=lambda pair: pair[1])


def moved(pairs: Sequence[Pair]) -> set[int]:
    """Give the later indices of rows that changed places: those beside the longest run that kept its order."""
    ends: list[int] = []  # the smallest earlier index that ends a run of each length
    lengths: list[int] = []
    for old, _ in pairs:
        place = bisect_left(ends, old)
        ends[place : place + 1] = [old]
        lengths.append(place)
    kept: set[int] = set()
    wanted = len(ends) - 1
    for (_, new), length in zip(reversed(pairs), reversed(lengths), strict=True):
        if length == wanted:
            kept.add(new)
            wanted -= 1
    return {new for _, new in pairs} - kept


def _match(before: Sequence[Row], after: Sequence[Row], key: Callable[[Row], Hashable], pairs: dict[int, int]) -> None:
    """Pair rows with the same key that have no partner yet, in their order."""
    taken = set(pairs.values())
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for old, row in enumerate(before):
        if old not in taken:
            waiting[key(row)].append(old)
    for new, row in enumerate(after):
        found = waiting.get(key(row)) if new not in pairs and key(row) is not None else None
        if found:
            pairs[new] = found.pop(0)


def _match_between(before: int, after: int, pairs: dict[int, int]) -> None:
    """Pair the rows between two matched neighbours where as many are left on both sides."""
    fixed = [(-1, -1), *sorted((old, new) for new, old in pairs.items()), (before, after)]
    for (old, new), (next_old, next_new) in pairwise(fixed):
        between = range(1, next_new - new)
        if next_old - old == next_new - new and not any(new + step in pairs for step in between):
            pairs |= {new + step: old + step for step in between}


def _all(row: Row) -> Hashable:
    return tuple(value if isinstance(value, str) else value.text for value in (getattr(row, n) for n in row.__slots__))


def _named(row: Row) -> Hashable:
    if isinstance(row, FundingLine):
        return row.source, row.label.text
    return (row.level1.text, row.level2.text, row.name.text) if row.name else None


def _named_only(row: Row) -> Hashable:
    return row.source if isinstance(row, FundingLine) else row.name.text


def _kind(row: Row) -> Hashable:
    """The levels of an indicator: a blank row that was filled in, a row whose name was put better."""
    return None if isinstance(row, FundingLine) else (row.level1.text, row.level2.text)
