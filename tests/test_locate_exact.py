"""The search against slower ways to the same answer: rounding, feasibility, and the smallest set of changes."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import combinations
from math import prod

from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.check.locate import Figure, Problem, locate
from jixiao.check.locate.columns import columns_of
from jixiao.check.locate.feasible import Stuck, core_of, sizes
from jixiao.check.locate.rows import Row, compiled
from jixiao.check.locate.solver import Solver
from jixiao.check.relations.constraints import ONE, Constraint, Ratio, Span, System, holds

CENT = Decimal("0.01")
HALF = Decimal("0.005")
amounts = st.integers(100, 99_999_999).map(lambda yuan: Decimal(yuan) / 10_000)


def _printed(exact: Decimal) -> Decimal:
    return exact.quantize(CENT, ROUND_HALF_UP)


def _problem(values: Sequence[Decimal], constraints: list[Constraint | Ratio]) -> Problem:
    spans = [Span(value - HALF, value + HALF) for value in values]
    return Problem(System(list(values), spans, constraints), [Figure(f"数{number}") for number in range(len(values))])


def _sum(total: int, *parts: int) -> Constraint:
    return Constraint(((ONE, total), *((-ONE, part) for part in parts)), "合计")


GRID = [
    _sum(6, 0, 1, 2),
    _sum(7, 3, 4, 5),
    _sum(8, 0, 3),
    _sum(9, 1, 4),
    _sum(10, 2, 5),
    _sum(11, 6, 7),
    _sum(11, 8, 9, 10),
]


def _grid(parts: Sequence[Decimal]) -> list[Decimal]:
    """Give a table of two rows and three columns with its totals, printed."""
    a, b, c, d, e, f = parts
    return [_printed(exact) for exact in (*parts, a + b + c, d + e + f, a + d, b + e, c + f, a + b + c + d + e + f)]


grids = st.lists(amounts, min_size=6, max_size=6).map(_grid)


@given(grids)
def test_rounding_alone_is_never_explained(values: list[Decimal]) -> None:
    shares: list[Constraint | Ratio] = [Ratio(((ONE, 6),), ((ONE, 11),), 12, "占比")]
    share = _printed(values[6] / values[11] * 100)
    own = _problem([*values, share], [*GRID, *shares])
    if all(holds(constraint, own.system.spans) for constraint in own.system.constraints):
        assert locate(own) == []


@given(grids, st.integers(0, 11), st.integers(1, 10**6))
def test_one_wrong_figure_of_a_table_is_named_alone(values: list[Decimal], wrong: int, cents: int) -> None:
    """Every figure of the table is in two sums at least, so that rows and columns tell which is wrong."""
    change = max(CENT * cents, Decimal("0.09"))
    (explanation,) = locate(_problem([*values[:wrong], values[wrong] + change, *values[wrong + 1 :]], list(GRID)))
    (changed,) = explanation.changes
    assert changed.figures == (wrong,)
    assert changed.low is not None
    assert changed.high is not None
    assert changed.low <= values[wrong] <= changed.high


def _with_all_hypotheses(own: Problem) -> Problem:
    """Give a problem in which items may be missing and figures may be exchanged with those beside them."""
    count = len(own.figures)
    beside = [tuple(other for other in (number - 1, number + 1) if 0 <= other < count) for number in range(count)]
    figures = [replace(figure, neighbours=near) for figure, near in zip(own.figures, beside, strict=True)]
    return replace(own, figures=figures, lists=frozenset(range(len(own.system.constraints))))


@settings(max_examples=40, deadline=None)
@given(grids, st.lists(st.tuples(st.integers(0, 11), st.integers(-(10**5), 10**5)), min_size=1, max_size=3))
def test_the_solver_finds_as_cheap_a_set_as_trying_all_does(
    values: list[Decimal], changes: list[tuple[int, int]]
) -> None:
    for figure, cents in changes:
        values[figure] += CENT * cents
    own = _with_all_hypotheses(_problem(values, list(GRID)))
    model = compiled(own.system)
    if not model.broken:
        return
    columns = columns_of(own, model)
    found = Solver(model, columns, model.broken, time.monotonic() + 20).cheapest(float("inf"))
    assert found is not None
    assert core_of(model, columns, found, model.broken) is None
    price = sum(columns.all[number].price for number in found)
    for count in range(1, len(found) + 1):
        for chosen in combinations(range(len(columns.all)), count):
            cheaper = sum(columns.all[number].price for number in chosen) < price - 0.001
            assert not cheaper or core_of(model, columns, chosen, model.broken) is not None


coefficients = st.integers(-3, 3)
rows = st.lists(st.tuples(st.tuples(coefficients, coefficients, coefficients), st.integers(-9, 9), st.integers(0, 6)))


@settings(max_examples=200, deadline=None)
@given(rows.filter(lambda own: 0 < len(own) < 7))
def test_elimination_agrees_with_the_vertices(own: list[tuple[tuple[int, int, int], int, int]]) -> None:
    """Three figures that all change: rows hold together if and only if one of the corners of their bounds does."""
    kept = [(terms, low, low + width) for terms, low, width in own if any(terms)]
    bounds = [(unit, -50, 50) for unit in ((1, 0, 0), (0, 1, 0), (0, 0, 1))]
    assert _feasible(kept + bounds) is _has_corner(kept + bounds)


_Bounded = tuple[tuple[int, int, int], int, int]


def _feasible(bounded: Sequence[_Bounded]) -> bool:
    own = _problem([CENT, CENT, CENT], [])
    model = compiled(own.system)
    for terms, low, high in bounded:
        number = len(model.rows)
        model.rows.append(Row(tuple((figure, c) for figure, c in enumerate(terms) if c), low, high, number))
        for figure, coefficient in model.rows[-1].terms:
            model.of[figure].append((number, coefficient))
    columns = columns_of(own, model)
    figures = [number for number, column in enumerate(columns.all) if column.kind == "figure"]
    try:
        ranges = sizes(model, columns, figures, range(len(bounded)))
    except Stuck:
        return False
    return all(one.low is not None and one.high is not None and one.low <= one.high for one in ranges)


def _has_corner(bounded: Sequence[_Bounded]) -> bool:
    """A bounded system that has a solution has one where three of its bounds are met exactly (Cramer's rule)."""
    for three in combinations(bounded, 3):
        matrix = [terms for terms, _, _ in three]
        determinant = _determinant(matrix)
        if not determinant:
            continue
        for pick in range(8):
            ends = [row[1 + (pick >> place & 1)] for place, row in enumerate(three)]
            point = [Fraction(_determinant(_replaced(matrix, column, ends)), determinant) for column in range(3)]
            if all(low <= sum(map(prod, zip(terms, point, strict=True))) <= high for terms, low, high in bounded):
                return True
    return False


def _determinant(m: Sequence[Sequence[int]]) -> int:
    (a, b, c), (d, e, f), (g, h, i) = m
    return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)


def _replaced(matrix: Sequence[tuple[int, int, int]], column: int, ends: Sequence[int]) -> list[list[int]]:
    return [[*row[:column], end, *row[column + 1 :]] for row, end in zip(matrix, ends, strict=True)]


@settings(max_examples=30, deadline=None)
@given(grids, st.integers(0, 11), st.integers(0, 11), st.sampled_from([10**4, 10**7, 10**9]))
def test_large_amounts_do_not_make_other_figures_suspect(
    values: list[Decimal], first: int, second: int, factor: int
) -> None:
    """errorlocate held every figure for wrong where amounts reached 1e7 (its big M was of the amounts' size)."""
    large = _grid([value * factor + Decimal("0.0123") for value in values[:6]])
    wrong = list(large)
    wrong[first] += large[11] / 7
    wrong[second] += Decimal("3.77")
    found = locate(_problem([_printed(value) for value in wrong], list(GRID)))
    suspects = {figure for one in found for changes in one.named for change in changes for figure in change.figures}
    assert all(one.complete for one in found)
    assert sum(len(one.changes) for one in found) <= 2
    assert {first, second} <= suspects
