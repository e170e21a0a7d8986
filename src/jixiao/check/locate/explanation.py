"""From sets of columns to explanations: which value each figure should have, what happened, how likely that is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import NamedTuple

from jixiao.check.locate.columns import Column, Columns
from jixiao.check.locate.feasible import Range, Size, Stuck, sizes
from jixiao.check.locate.problem import Change, Explanation, Problem
from jixiao.check.locate.rates import narrowed
from jixiao.check.locate.rows import Model
from jixiao.check.locate.slips import Guess, Open, best_guess
from jixiao.check.locate.words import omitted_phrase, phrase_of
from jixiao.check.relations.constraints import Ratio

_UNIT_PRICE = 4.0  # decades of unlikeliness of one changed figure
_OMITTED_PRICE, _REPEATED_PRICE, _SWAPPED_PRICE = 2.6, 1.0, 0.5
_MARGIN = 1.0  # explanations less than ten times as unlikely as the best are named beside it
_HALF = Fraction(1, 2)


class Cause(NamedTuple):
    """Broken rows with the sets of columns that explain them; `beside` are the columns of other causes put right too.

    `demanded` are all broken rows that hold once this cause and those beside are put right.
    """

    rows: frozenset[int]
    sets: list[tuple[int, ...]]
    beside: tuple[int, ...] = ()
    demanded: frozenset[int] | None = None
    complete: bool = True


class _View(NamedTuple):
    problem: Problem
    model: Model
    columns: Columns


def explained(problem: Problem, model: Model, columns: Columns, cause: Cause) -> Explanation:
    """Give the likeliest explanation of a cause with those that are about as likely under `alternatives`."""
    view = _View(problem, model, columns)
    constraints = tuple(sorted({model.rows[row].constraint for row in cause.rows}))
    found = sorted((_told(view, cause, chosen, constraints) for chosen in cause.sets), key=lambda own: own.cost)
    if not found:
        return Explanation((), 0.0, False, constraints, complete=cause.complete)
    best = found[0]
    best.alternatives = [other for other in found[1:] if other.cost < best.cost + _MARGIN]
    best.decided = cause.complete and not best.alternatives
    best.complete = cause.complete
    return best


def _told(view: _View, cause: Cause, chosen: tuple[int, ...], constraints: tuple[int, ...]) -> Explanation:
    together = (*chosen, *cause.beside)
    ranges = _ranges(view, together, cause.demanded or cause.rows)
    priced = [_change(view, number, size, together) for number, size in zip(chosen, ranges, strict=False)]
    return Explanation(tuple(change for change, _ in priced), sum(cost for _, cost in priced), True, constraints)


def _ranges(view: _View, together: Sequence[int], demanded: frozenset[int]) -> list[Range]:
    """Give what each change may be; without bounds where elimination left something out and contradicts the search."""
    try:
        free = sizes(view.model, view.columns, together, demanded)
    except Stuck:
        return [Range(None, None)] * len(together)
    return narrowed(view.problem, view.model, view.columns, together, free)


def _change(view: _View, number: int, size: Range, together: Sequence[int]) -> tuple[Change, float]:
    column = view.columns.all[number]
    maker = {"omitted": _omitted, "repeated": _repeated, "swapped": _swapped}.get(column.kind, _changed)
    change, price = maker(view, column, size, _likeliest(view, number, size, together))
    return change, price + _UNIT_PRICE * column.price


def _likeliest(view: _View, number: int, size: Range, together: Sequence[int]) -> Size:
    """Give the change that the printed figures imply: by the shortest row that nothing else of the set moves."""
    column = view.columns.all[number]
    others = {row for other in together if other != number for row in view.columns.all[other].rows}
    best: tuple[int, Size] | None = None
    for row, coefficient in column.moves.items():
        length, low, high = len(view.model.rows[row].terms), view.model.rows[row].low, view.model.rows[row].high
        if row in others | column.frees or low is None or high is None or (best and length >= best[0]):
            continue
        best = (length, Fraction(low + high, 2 * coefficient))
    return _inside(best[1] if best else None, size)


def _inside(wanted: Size | None, size: Range) -> Size:
    low, high = size.low, size.high
    if wanted is None:
        wanted = (low + high) * _HALF if low is not None and high is not None else low if low is not None else high or 0
    if low is not None and wanted < low:
        return low
    return high if high is not None and wanted > high else wanted


def _changed(view: _View, column: Column, size: Range, likeliest: Size) -> tuple[Change, float]:
    """Give the change of a figure, or of a figure and its copies: the first one's digits tell the slip."""
    figure = column.figures[0]
    known, value = view.problem.figures[figure], view.problem.system.values[figure]
    low = None if size.low is None else value + view.model.amount(size.low)
    high = None if size.high is None else value + view.model.amount(size.high)
    right = Open(low and low / known.factor, high and high / known.factor, known.places)
    likely = (value + view.model.amount(likeliest)) / known.factor
    guess = best_guess(view.problem, figure, right, likely, _parts(view, column), _is_rate(view, figure))
    expected = _expected(guess, right, likely)
    sure = right.many() == 1 or (guess.right is not None and guess.sure)
    phrase = phrase_of(view.problem, column.figures, guess, expected, sure)
    others = _alike(view, column, expected)
    return Change(column.figures, low, high, expected, sure, guess.slip, phrase, others), guess.price


def _alike(view: _View, column: Column, expected: str | None) -> tuple[str, ...]:
    """Give the value of the first copy as the other copies would print it."""
    if expected is None:
        return ()
    value = Decimal(expected) * view.problem.figures[column.figures[0]].factor
    return tuple(_printed(view, value, other) for other in column.figures[1:])


def _parts(view: _View, column: Column) -> list[int]:
    """Give the figures that add up to the changed one where a broken relation says so."""
    figure = column.figures[0]
    for row in (view.model.rows[number] for number in column.moves):
        if row.gap and len(row.terms) > 2 and row.total == figure:
            return [index for index, _ in row.terms if index != figure]
    return []


def _is_rate(view: _View, figure: int) -> bool:
    return any(isinstance(view.problem.system.constraints[c], Ratio) for c in _defining(view, figure))


def _defining(view: _View, figure: int) -> Iterator[int]:
    """Give the constraints whose rate the figure is: their rows go when it changes."""
    return (view.model.rows[row].constraint for row in view.model.freed[figure] if len(view.model.rows[row].terms) > 1)


def _expected(guess: Guess, right: Open, likeliest: Decimal) -> str | None:
    if right.low is None or right.high is None:
        return None
    unit = Decimal(1).scaleb(-right.places)
    value = (likeliest if guess.right is None else guess.right).quantize(unit, ROUND_HALF_UP)
    return f"{value:f}"


def _omitted(view: _View, column: Column, size: Range, likeliest: Size) -> tuple[Change, float]:
    """Give the item that the shortest list lacks; its amount as another figure prints it where one has that amount."""
    row = min(
        (row for row in column.moves if view.model.rows[row].gap), key=lambda row: len(view.model.rows[row].terms)
    )
    total = view.model.rows[row].total or 0
    places = view.problem.figures[total].places
    low = None if size.low is None else view.model.amount(size.low)
    high = None if size.high is None else view.model.amount(size.high)
    expected = f"{view.model.amount(likeliest).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    phrase = omitted_phrase(view.problem, total, expected)
    return Change((), low, high, expected, False, "omitted", phrase), _OMITTED_PRICE


def _repeated(view: _View, column: Column, size: Range, likeliest: Size) -> tuple[Change, float]:
    phrase = phrase_of(view.problem, column.figures, Guess("repeated", 0.0), None, True)
    return Change(column.figures, None, None, None, False, "repeated", phrase), _REPEATED_PRICE


def _swapped(view: _View, column: Column, size: Range, likeliest: Size) -> tuple[Change, float]:
    first, second = column.figures
    values = view.problem.system.values
    own, other = _printed(view, values[second], first), _printed(view, values[first], second)
    phrase = phrase_of(view.problem, column.figures, Guess("swapped", 0.0), own, True)
    change = Change(column.figures, values[second], values[second], own, True, "swapped", phrase, (other,))
    return change, _SWAPPED_PRICE


def _printed(view: _View, value: Decimal, figure: int) -> str:
    """Give a value of the system as a figure prints it."""
    known = view.problem.figures[figure]
    return f"{(value / known.factor).quantize(Decimal(1).scaleb(-known.places), ROUND_HALF_UP):f}"
