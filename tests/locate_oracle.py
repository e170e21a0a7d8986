"""Which single figures could explain broken relations, worked out apart from the program's own search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.check.locate import Problem
from jixiao.check.relations.constraints import (
    HUNDRED,
    ZERO,
    Constraint,
    Ratio,
    Span,
    figures_of,
    holds,
    linear,
    span_of,
)

FAR = Decimal(10) ** 30


def broken_by(problem: Problem, figure: int) -> list[Constraint | Ratio]:
    """Give the broken relations that speak of a figure."""
    spans = problem.system.spans
    return [c for c in problem.system.constraints if figure in figures_of(c) and not holds(c, spans)]


def culprits(problem: Problem, broken: Sequence[Constraint | Ratio]) -> list[int]:
    """Give the figures of which one other value would make all these relations hold and break no other."""
    shared = set.intersection(*(set(figures_of(constraint)) for constraint in broken))
    return [figure for figure in sorted(shared) if _fits(problem, figure)]


def _fits(problem: Problem, figure: int) -> bool:
    low, high = -FAR, FAR
    for constraint in problem.system.constraints:
        if figure in figures_of(constraint):
            allowed = _allowed(constraint, figure, problem.system.spans)
            low, high = max(low, allowed.low), min(high, allowed.high)
    least, greatest = problem.system.spans[figure]
    rounding = (greatest - least) / 2  # the value that will be printed is rounded itself
    return low <= high + 2 * rounding and (problem.figures[figure].signed or high + rounding >= 0)


def _allowed(constraint: Constraint | Ratio, figure: int, spans: Sequence[Span]) -> Span:
    if isinstance(constraint, Ratio):
        if figure == constraint.figure:
            return _quotient(constraint, spans)
        sides = [_solved(side, figure, spans) for side in linear(constraint, spans[constraint.figure])]
        return Span(max(side.low for side in sides), min(side.high for side in sides))
    return _solved(constraint, figure, spans)


def _quotient(ratio: Ratio, spans: Sequence[Span]) -> Span:
    parts, wholes = span_of(ratio.numerator, spans), span_of(ratio.denominator, spans)
    found = [part / whole * HUNDRED for part in parts for whole in wholes]
    return Span(min(found), max(found))


def _solved(constraint: Constraint, figure: int, spans: Sequence[Span]) -> Span:
    """Give the values of one figure for which a linear relation holds."""
    own = sum((coefficient for coefficient, index in constraint.terms if index == figure), ZERO)
    rest = span_of(tuple(term for term in constraint.terms if term[1] != figure), spans)
    if not own:
        return Span(-FAR, FAR)
    ends = [*_ends(constraint.low, rest.high, own, -1), *_ends(constraint.high, rest.low, own, 1)]
    lows, highs = [end for side, end in ends if side < 0], [end for side, end in ends if side > 0]
    return Span(max(lows, default=-FAR), min(highs, default=FAR))


def _ends(bound: Decimal | None, rest: Decimal, own: Decimal, side: int) -> Iterator[tuple[int, Decimal]]:
    if bound is not None:
        yield (side if own > 0 else -side), (bound - rest) / own
