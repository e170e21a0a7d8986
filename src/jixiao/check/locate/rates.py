"""Shares and rates that change together with the figures that they are calculated from.

The rows of a ratio are linear only while the rate or its parts stay as printed. Where both change, the rate follows
from what its parts turn out to be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from jixiao.check.locate.columns import Column, Columns
from jixiao.check.locate.feasible import Range
from jixiao.check.locate.problem import Problem
from jixiao.check.locate.rows import Model, Row, rate_row
from jixiao.check.relations.constraints import ZERO, Ratio, Span, System, span_of


def narrowed(
    problem: Problem, model: Model, columns: Columns, chosen: Sequence[int], ranges: Sequence[Range]
) -> list[Range]:
    """Give the ranges of the chosen columns, those of rates narrowed to what the changed parts make of them."""
    members = [columns.all[number] for number in chosen]
    result = list(ranges)
    for place, column in enumerate(members):
        for row in _loose_rates(model, column, members):
            found = _following(problem, model, row, members, ranges)
            if found is not None and found.low is not None and found.high is not None:
                result[place] = _met(result[place], found.low, found.high)
    return result


def _loose_rates(model: Model, column: Column, members: Sequence[Column]) -> Iterator[int]:
    """Give the rows of rates that the column changes and that a part changed beside it has taken away."""
    for row in column.moves:
        if len(model.rows[row].terms) == 1 and any(row in other.frees for other in members):
            yield row


def _following(
    problem: Problem, model: Model, row: int, members: Sequence[Column], ranges: Sequence[Range]
) -> Row | None:
    index = model.rows[row].constraint
    ratio = problem.system.constraints[index]
    spans = _spans(problem, model, members, ranges)
    if spans is None or not isinstance(ratio, Ratio) or span_of(ratio.denominator, spans).low <= ZERO:
        return None
    spans[ratio.figure] = problem.system.spans[ratio.figure]
    return rate_row(ratio, index, System(problem.system.values, spans, []), model)


def _spans(problem: Problem, model: Model, members: Sequence[Column], ranges: Sequence[Range]) -> list[Span] | None:
    """Give what every figure may be after the changes, None where a change has no bounds."""
    spans = list(problem.system.spans)
    for column, size in zip(members, ranges, strict=True):
        if column.kind not in ("figure", "copies"):
            continue
        for figure in column.figures:
            if size.low is not None and size.high is not None:
                low, high = spans[figure]
                spans[figure] = Span(low + model.amount(size.low), high + model.amount(size.high))
            elif any(len(model.rows[row].terms) > 1 for row in column.moves):
                return None
    return spans


def _met(one: Range, low: int, high: int) -> Range:
    """Narrow a range; where nothing would be left it stays as it is."""
    least = low if one.low is None else max(low, one.low)
    greatest = high if one.high is None else min(high, one.high)
    return one if Fraction(least) > greatest else Range(least, greatest, one.low_from, one.high_from)
