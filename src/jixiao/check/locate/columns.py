"""What may have gone wrong: one column for each thing that could be put right, the rows that it moves and its price.

A column is a figure that has another value; a figure and its copies, all with the same wrong value; an item left out of
a list or standing in it twice; two figures in each other's place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Literal, NamedTuple

from jixiao.check.locate.problem import Figure, Problem
from jixiao.check.locate.rows import Model, Row

Kind = Literal["figure", "copies", "omitted", "repeated", "swapped"]

# Prices in units of one changed figure. A wrong value in all its copies is likelier than two independent mistakes,
# and less likely than one; an item left out, standing twice or exchanged is one mistake that moves several rows.
_COPIES, _EACH_COPY = 1.5, 0.02
_OMITTED, _CORROBORATED, _REPEATED = 1.1, 0.8, 0.9
_SWAPPED_BESIDE, _SWAPPED = 1.1, 1.8
_LEAST_DIGITS = 3  # digits that an amount needs for its standing elsewhere to be no coincidence


class Column(NamedTuple):
    """One thing to put right: the change moves each row by coefficient × size, size between `low` and `high`."""

    kind: Kind
    figures: tuple[int, ...]
    moves: dict[int, int]  # row → coefficient
    frees: frozenset[int]
    low: int | None
    high: int | None
    price: float
    rows: frozenset[int]  # all rows that it moves or frees

    @property
    def forced(self) -> bool:
        """Say whether the size cannot be zero."""
        return (self.low is not None and self.low > 0) or (self.high is not None and self.high < 0)


@dataclass(slots=True)
class Columns:
    """All columns, and for each row those that move or free it."""

    all: list[Column] = field(default_factory=list)
    at: dict[int, list[int]] = field(default_factory=dict)  # row → columns

    def add(self, column: Column) -> None:
        """Add a column and note it at its rows."""
        number = len(self.all)
        self.all.append(column)
        for row in column.rows:
            self.at.setdefault(row, []).append(number)


def columns_of(problem: Problem, model: Model) -> Columns:
    """Give all columns of a document."""
    columns = Columns()
    for figure, known in enumerate(problem.figures):
        if not known.fixed and (model.of[figure] or model.freed[figure]):
            columns.add(_figures("figure", (figure,), problem, model, known.weight))
    for copies in _copies(problem, model):
        price = max(problem.figures[figure].weight for figure in copies) * (_COPIES + _EACH_COPY * len(copies))
        columns.add(_figures("copies", copies, problem, model, price))
    for special in (*_lists(problem, model), *_swaps(problem, model)):
        columns.add(special)
    return columns


def _figures(kind: Kind, figures: tuple[int, ...], problem: Problem, model: Model, price: float) -> Column:
    low = max((-model.spans[f][1] for f in figures if not problem.figures[f].signed), default=None)
    return _column(kind, figures, ((f, 1) for f in figures), model, (low, None), price)


def _column(
    kind: Kind,
    figures: tuple[int, ...],
    signs: Iterable[tuple[int, int]],
    model: Model,
    size: tuple[int | None, int | None],
    price: float,
) -> Column:
    moves: dict[int, int] = {}
    for figure, sign in signs:
        for row, coefficient in model.of[figure]:
            moves[row] = moves.get(row, 0) + sign * coefficient
    moves = {row: coefficient for row, coefficient in moves.items() if coefficient}
    frees = frozenset(row for figure in figures for row in model.freed[figure])
    return Column(kind, figures, moves, frees, *size, price, frees.union(moves))


def _copies(problem: Problem, model: Model) -> Iterator[tuple[int, ...]]:
    """Give the figures that print one fact and agree, each group of two and more."""
    leader: dict[int, int] = {}
    for row in model.rows:
        if _is_equality(row) and not row.gap:
            (first, _), (second, _) = row.terms
            leader[_leader(leader, first)] = _leader(leader, second)
    groups: dict[int, list[int]] = {}
    for figure in leader:
        groups.setdefault(_leader(leader, figure), []).append(figure)
    for group in groups.values():
        if not any(problem.figures[figure].fixed for figure in group):
            yield tuple(sorted(group))


def _is_equality(row: Row) -> bool:
    if len(row.terms) != 2 or row.low is None or row.high is None or row.freed_by:
        return False
    return row.terms[0][1] == -row.terms[1][1]


def _leader(leader: dict[int, int], figure: int) -> int:
    while (above := leader.setdefault(figure, figure)) != figure:
        leader[figure] = leader[above]
        figure = above
    return figure


class _List(NamedTuple):
    """A broken or sound sum: total = Σ parts; `lacks` bounds what must be added to the parts, in the row's own sign."""

    row: int
    total: int
    parts: frozenset[int]
    sign: int
    low: int
    high: int


def _lists(problem: Problem, model: Model) -> Iterator[Column]:
    """Give the columns of items that lists lack or have twice; equal gaps of several lists are one missing item."""
    lists = [found for number in _sums(problem, model) if (found := _as_list(number, model)) is not None]
    broken = [found for found in lists if model.rows[found.row].gap]
    for group in _by_gap(broken):
        low, high = max(found.low for found in group), min(found.high for found in group)
        if low > 0:
            yield _missing(group, lists, (low, high), model)
        for part in _counted_twice(group, (low, high), model):
            yield _list_column("repeated", (part,), group, lists, _REPEATED)


def _sums(problem: Problem, model: Model) -> Iterator[int]:
    return (number for number, row in enumerate(model.rows) if row.constraint in problem.lists)


def _as_list(number: int, model: Model) -> _List | None:
    """Give a row as a sum, None where it is none: a total and parts of the other sign, all with like coefficients."""
    row = model.rows[number]
    total = row.total
    if total is None or row.low is None or row.high is None:
        return None
    sign = next(-coefficient for figure, coefficient in row.terms if figure == total)
    if any(coefficient != sign for figure, coefficient in row.terms if figure != total):
        return None
    bounds = sorted((-(-row.low // sign), row.high // sign))
    parts = frozenset(figure for figure, _ in row.terms if figure != total)
    return _List(number, total, parts, sign, bounds[0], bounds[1])


def _by_gap(broken: Sequence[_List]) -> Iterator[list[_List]]:
    """Give the lists with one and the same gap together, each of them once."""
    left = list(broken)
    while left:
        first, *rest = left
        group = [first, *(other for other in rest if other.low <= first.high and first.low <= other.high)]
        yield group
        left = [other for other in rest if other not in group]


def _missing(group: Sequence[_List], lists: Sequence[_List], gap: tuple[int, int], model: Model) -> Column:
    price = _CORROBORATED if _stands_elsewhere(gap, group, model) else _OMITTED
    return _list_column("omitted", (), group, lists, price)


def _stands_elsewhere(gap: tuple[int, int], group: Sequence[_List], model: Model) -> bool:
    """Say whether the document has the missing amount elsewhere, with enough digits to be no coincidence."""
    known = {figure for found in group for figure in (*found.parts, found.total)}
    for figure, value in enumerate(model.values):
        if gap[0] <= value <= gap[1] and figure not in known and len(str(value).rstrip("0")) >= _LEAST_DIGITS:
            return True
    return False


def _counted_twice(group: Sequence[_List], gap: tuple[int, int], model: Model) -> list[int]:
    """Give the part whose value stands twice in the list: what the list has too much is one of two equal parts."""
    if gap[1] >= 0:
        return []
    parts = sorted(group[0].parts)
    fitting = [part for part in parts if gap[0] <= -model.values[part] <= gap[1]]
    return fitting[1:2] if len({model.values[part] for part in fitting}) < len(fitting) else []


def _list_column(
    kind: Kind,
    figures: tuple[int, ...],
    group: Sequence[_List],
    lists: Sequence[_List],
    price: float,
) -> Column:
    """The item is missing from the lists of the group and from all lists that have the parts of one of them."""
    moves = {found.row: found.sign for found in group}
    for found in lists:
        if any(found.parts > other.parts for other in group):
            moves[found.row] = found.sign
    low, high = (1, None) if kind == "omitted" else (None, -1)
    return Column(kind, figures, moves, frozenset(), low, high, price, frozenset(moves))


def _swaps(problem: Problem, model: Model) -> Iterator[Column]:
    """Give the pairs of figures whose exchange would close two gaps of the same size."""
    sums = [model.rows[number] for number in model.broken if not model.rows[number].freed_by]
    pairs: dict[tuple[int, int], int] = {}
    for one, other in combinations(sums, 2):
        if _alike(one, other):
            pairs.update(_exchanged(one, other, problem.figures, model))
    for pair, move in pairs.items():
        beside = pair[1] in problem.figures[pair[0]].neighbours or pair[0] in problem.figures[pair[1]].neighbours
        price = _SWAPPED_BESIDE if beside else _SWAPPED
        yield _column("swapped", pair, ((pair[0], 1), (pair[1], -1)), model, (move, move), price)


def _alike(one: Row, other: Row) -> bool:
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return False
    same = one.low <= other.high and other.low <= one.high
    return same or (one.low <= -other.low and -other.high <= one.high)


def _exchanged(one: Row, other: Row, figures: Sequence[Figure], model: Model) -> Iterator[tuple[tuple[int, int], int]]:
    """Give pairs, the lower index first, with what the first one's value moves by in the exchange."""
    values = model.values
    for first, coefficient in one.terms:
        for second, opposite in other.terms:
            move = values[second] - values[first]
            if not move or first == second or figures[first].fixed or figures[second].fixed:
                continue
            if _closes(one, coefficient * move) and _closes(other, -opposite * move):
                yield ((first, second), move) if first < second else ((second, first), -move)


def _closes(row: Row, move: int) -> bool:
    return (row.low is None or row.low <= move) and (row.high is None or move <= row.high)
