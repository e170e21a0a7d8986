"""What must hold between printed figures, as arithmetic that knows nothing of accounts.

A figure is an index; what it may truly be is an interval. A constraint is broken only where no values inside the
intervals satisfy it. The relation engine makes constraints, the search for the wrong figure solves them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

Term = tuple[Decimal, int]  # coefficient and index of a figure
Terms = tuple[Term, ...]

ZERO = Decimal(0)
ONE = Decimal(1)
MINUS_ONE = Decimal(-1)
HUNDRED = Decimal(100)


class Span(NamedTuple):
    """The least and the greatest value that something may truly have."""

    low: Decimal
    high: Decimal


class Constraint(NamedTuple):
    """A linear relation: low ≤ Σ coefficient × figure ≤ high; a bound of None is no bound."""

    terms: Terms
    relation: str
    low: Decimal | None = ZERO
    high: Decimal | None = ZERO


class Ratio(NamedTuple):
    """A share or rate: figure = Σ numerator ÷ Σ denominator, × 100 where the figure is printed in percent."""

    numerator: Terms
    denominator: Terms
    figure: int
    relation: str
    percent: bool = True


@dataclass(slots=True)
class System:
    """All figures of a document and all that must hold between them.

    `values` are as printed, in one unit for all money (万元), percentage points for rates and pieces for counts, a
    decrease negative; `spans` is what each may truly be. Two figures that print one fact stand here twice, with a
    constraint that they are equal.
    """

    values: list[Decimal]
    spans: list[Span]
    constraints: list[Constraint | Ratio]


def span_of(terms: Terms, spans: Sequence[Span]) -> Span:
    """Give the least and the greatest value of a sum whose figures each lie in their span."""
    low = high = ZERO
    for coefficient, index in terms:
        least, greatest = spans[index]
        if coefficient == ONE:
            low += least
            high += greatest
        elif coefficient == MINUS_ONE:  # most terms are plain: a product would cost as much as the rest
            low -= greatest
            high -= least
        elif coefficient < ZERO:
            low += coefficient * greatest
            high += coefficient * least
        else:
            low += coefficient * least
            high += coefficient * greatest
    return Span(low, high)


def holds(constraint: Constraint | Ratio, spans: Sequence[Span]) -> bool:
    """Say whether some values inside the spans satisfy a constraint."""
    if isinstance(constraint, Ratio):
        low, high = _ratio_span(constraint, spans)
        return low <= ZERO <= high
    low, high = span_of(constraint.terms, spans)
    return not (constraint.low is not None and high < constraint.low) and not (
        constraint.high is not None and low > constraint.high
    )


def fixed(ratio: Ratio, rate: Decimal) -> Terms:
    """Give the terms whose sum is zero where the ratio's figure has this value: rate × denominator − numerator.

    Each figure stands in them once, so that their span is exact even where the numerator is part of the denominator.
    """
    factor = HUNDRED if ratio.percent else ONE
    coefficients: dict[int, Decimal] = {}
    for coefficient, index in ratio.denominator:
        coefficients[index] = coefficients.get(index, ZERO) + rate * coefficient
    for coefficient, index in ratio.numerator:
        coefficients[index] = coefficients.get(index, ZERO) - factor * coefficient
    return tuple((coefficient, index) for index, coefficient in coefficients.items())


def linear(ratio: Ratio, rate: Span) -> tuple[Constraint, Constraint]:
    """Give the two linear constraints of a ratio whose denominator is positive and whose figure lies in a span."""
    least = Constraint(fixed(ratio, rate.low), ratio.relation, None, ZERO)
    greatest = Constraint(fixed(ratio, rate.high), ratio.relation, ZERO, None)
    return least, greatest


def figures_of(constraint: Constraint | Ratio) -> Iterator[int]:
    """Give the indices of the figures that a constraint speaks of, each once."""
    if isinstance(constraint, Constraint):
        return iter(dict.fromkeys(index for _, index in constraint.terms))
    terms = (*constraint.numerator, *constraint.denominator)
    return iter(dict.fromkeys([constraint.figure, *(index for _, index in terms)]))


def _ratio_span(ratio: Ratio, spans: Sequence[Span]) -> Span:
    """The sum of `fixed` is linear in the rate, so its extremes are at the ends of the rate's span."""
    ends = [span_of(fixed(ratio, rate), spans) for rate in spans[ratio.figure]]
    return Span(min(end.low for end in ends), max(end.high for end in ends))
