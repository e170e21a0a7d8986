"""The relations of a document in terms of changes to its printed figures, in whole numbers of the smallest unit.

A row says: low ≤ Σ coefficient × change ≤ high. No change at all satisfies the rows of relations that hold. Rounding is
inside the bounds, each row by itself: where every relation holds when looked at alone, nothing is to be explained.
Whole numbers keep this exact whatever the size of the amounts.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from jixiao.check.relations.constraints import HUNDRED, ONE, ZERO, Constraint, Ratio, Span, System, linear, span_of

_MOST_PLACES = 9
_SCALE_PLACES = 12

Whole = tuple[int, int]


class Row(NamedTuple):
    """One row: `terms` are (figure, coefficient); a change of a figure in `freed_by` takes the row away."""

    terms: tuple[Whole, ...]
    low: int | None
    high: int | None
    constraint: int
    freed_by: frozenset[int] = frozenset()

    @property
    def gap(self) -> int:
        """Give how far the row is from holding without any change; 0 where it holds."""
        if self.low is not None and self.low > 0:
            return self.low
        return -self.high if self.high is not None and self.high < 0 else 0

    @property
    def total(self) -> int | None:
        """Give the one figure whose sign is unlike that of all others, the first of two; None where there is none."""
        first = self.terms[0][0]
        signs = {figure: coefficient > 0 for figure, coefficient in self.terms}
        if len(signs) == 2 and signs[first] is not signs[self.terms[1][0]]:
            return first
        alone = [figure for figure, sign in signs.items() if list(signs.values()).count(sign) == 1]
        return alone[0] if len(alone) == 1 and len(signs) > 2 else None


@dataclass(slots=True)
class Model:
    """All rows; a change of 1 is 10 to the power of -`places`. `of` and `freed` are the rows of each figure."""

    places: int
    values: list[int]
    spans: list[Whole]
    rows: list[Row] = field(default_factory=list)
    of: list[list[Whole]] = field(default_factory=list)  # figure → (row, coefficient)
    freed: list[list[int]] = field(default_factory=list)  # figure → rows that its change takes away
    broken: list[int] = field(default_factory=list)

    def amount(self, change: int | Fraction) -> Decimal:
        """Give a change in the system's unit."""
        exact = Fraction(change)
        return (Decimal(exact.numerator) / Decimal(exact.denominator)).scaleb(-self.places)


def compiled(system: System) -> Model:
    """Give the rows of all constraints; a ratio whose denominator may be zero or negative has none."""
    places = _places(system.spans)
    spans = [(math.floor(low.scaleb(places)), math.ceil(high.scaleb(places))) for low, high in system.spans]
    model = Model(places, [int(value.scaleb(places)) for value in system.values], spans)
    model.of = [[] for _ in spans]
    model.freed = [[] for _ in spans]
    for index, constraint in enumerate(system.constraints):
        for row in _rows(constraint, index, system, model):
            _add(row, model)
    return model


def _places(spans: Sequence[Span]) -> int:
    finest = min((_exponent(bound) for span in spans for bound in span), default=0)
    return min(max(0, -finest), _MOST_PLACES)


def _exponent(number: Decimal) -> int:
    return int(number.as_tuple().exponent)


def _rows(constraint: Constraint | Ratio, index: int, system: System, model: Model) -> Iterator[Row]:
    if isinstance(constraint, Constraint):
        yield _row(constraint, index, model)
    elif span_of(constraint.denominator, system.spans).low > ZERO:
        rate = frozenset((constraint.figure,))
        for side in linear(constraint, system.spans[constraint.figure]):
            yield _row(side, index, model, rate)
        yield rate_row(constraint, index, system, model)


def _row(constraint: Constraint, index: int, model: Model, freed_by: frozenset[int] = frozenset()) -> Row:
    terms, scale = _whole(constraint.terms)
    least, greatest = _reach(terms, model.spans)
    low, high = constraint.low, constraint.high
    factor = Decimal(10) ** (model.places + scale)
    return Row(
        terms,
        None if low is None else math.floor(low * factor) - greatest,
        None if high is None else math.ceil(high * factor) - least,
        index,
        freed_by,
    )


def _whole(terms: Sequence[tuple[Decimal, int]]) -> tuple[tuple[Whole, ...], int]:
    """Give terms with whole coefficients and the power of ten that made them whole."""
    finest = min(0, min((_exponent(coefficient) for coefficient, _ in terms), default=0))
    scale = min(-finest, _SCALE_PLACES)
    if scale == 0:
        return tuple((figure, int(coefficient)) for coefficient, figure in terms if coefficient), 0
    whole = ((figure, int(coefficient.scaleb(scale))) for coefficient, figure in terms)
    return tuple((figure, coefficient) for figure, coefficient in whole if coefficient), scale


def _reach(terms: Sequence[Whole], spans: Sequence[Whole]) -> Whole:
    low = high = 0
    for figure, coefficient in terms:
        least, greatest = spans[figure]
        if coefficient < 0:
            least, greatest = greatest, least
        low += coefficient * least
        high += coefficient * greatest
    return low, high


def rate_row(ratio: Ratio, index: int, system: System, model: Model) -> Row:
    """Give what a share or rate may be as long as the figures that it is calculated from stay as they are."""
    part, whole = span_of(ratio.numerator, system.spans), span_of(ratio.denominator, system.spans)
    low, high = quotient(part, whole, ratio.percent)
    printed = model.spans[ratio.figure]
    parts = frozenset(figure for _, figure in (*ratio.numerator, *ratio.denominator))
    least, greatest = math.floor(low.scaleb(model.places)), math.ceil(high.scaleb(model.places))
    return Row(((ratio.figure, 1),), least - printed[1], greatest - printed[0], index, parts)


def quotient(part: Span, whole: Span, percent: bool) -> Span:
    """Give the least and greatest quotient of two spans, the divisor above zero, in percent where asked for."""
    corners = [a / b * (HUNDRED if percent else ONE) for a in part for b in whole]
    return Span(min(corners), max(corners))


def _add(row: Row, model: Model) -> None:
    number = len(model.rows)
    model.rows.append(row)
    for figure, coefficient in row.terms:
        model.of[figure].append((number, coefficient))
    for figure in row.freed_by:
        model.freed[figure].append(number)
    if row.gap:
        model.broken.append(number)
