"""Blame (归因): which figure most probably makes relations fail, judged by those that fail and those that hold.

A figure explains the broken relations that one other value of it would mend. The best explanation mends most and
breaks least; where several are equally good they are all named. The search over all figures at once is in locate/.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from jixiao.check.relations.book import Book, Fact
from jixiao.check.relations.constraints import HUNDRED, ONE, ZERO, Constraint, Ratio, Span, figures_of, fixed, span_of
from jixiao.check.relations.evaluate import Breach, Evaluation
from jixiao.check.relations.slips import is_slip

_INFINITE = Decimal("Infinity")
_ANYTHING = Span(-_INFINITE, _INFINITE)
_MOST_SUSPECTS = 3


class Suspect(NamedTuple):
    """A figure that may be wrong, and what it would have to be."""

    fact: Fact
    range: Span


class Cause(NamedTuple):
    """Broken relations with one explanation; several suspects are equally likely, none where nothing tells."""

    breaches: tuple[Breach, ...]
    suspects: tuple[Suspect, ...]


class _Explanation(NamedTuple):
    """What another value of a figure would mend and break."""

    suspect: Suspect
    mended: tuple[int, ...]
    broken: int

    def rank(self) -> tuple[int, int, bool]:
        slip = is_slip(self.suspect.fact, self.suspect.range)
        return len(self.mended) - self.broken, -self.broken, slip


def causes(evaluation: Evaluation) -> list[Cause]:
    """Give the broken relations of a document by what explains them, the widest explanation first."""
    return _Search(evaluation).causes()


def implied(constraint: Constraint | Ratio, index: int, spans: Sequence[Span]) -> Span:
    """Give the values of one figure with which a constraint holds, all others being where they are."""
    if isinstance(constraint, Constraint):
        return _solved(constraint.terms, index, spans, (constraint.low, constraint.high))
    if index == constraint.figure:
        return _quotient(constraint, spans)
    ends = [_solved(fixed(constraint, rate), index, spans, (ZERO, ZERO)) for rate in spans[constraint.figure]]
    return Span(min(end.low for end in ends), max(end.high for end in ends))


class _Search:
    def __init__(self, evaluation: Evaluation) -> None:
        self.book: Book = evaluation.book
        self.spans = evaluation.spans
        self.breaches = [breach for result in evaluation.results for breach in result.broken]
        self.kept: dict[int, list[Constraint | Ratio]] = defaultdict(list)
        for result in evaluation.results:
            for bound in result.kept:
                for index in figures_of(bound.constraint):
                    self.kept[index].append(bound.constraint)

    def causes(self) -> list[Cause]:
        found: list[Cause] = []
        left = set(range(len(self.breaches)))
        while left:
            best = self._best(left)
            mended = best[0].mended if best else tuple(left)
            suspects = tuple(each.suspect for each in best) if len(best) <= _MOST_SUSPECTS else ()
            found.append(Cause(tuple(self.breaches[number] for number in mended), suspects))
            left -= set(mended)
        return found

    def _best(self, left: set[int]) -> list[_Explanation]:
        """Give the best explanations of some of the breaches that are left: they all mend the same ones."""
        by_figure: dict[int, list[int]] = defaultdict(list)
        for number in sorted(left):
            for index in figures_of(self.breaches[number].bound.constraint):
                by_figure[index].append(number)
        found = [self._explanation(index, numbers) for index, numbers in by_figure.items()]
        best = max(found, key=_Explanation.rank)
        return [each for each in found if each.rank() == best.rank() and each.mended == best.mended]

    def _explanation(self, index: int, numbers: list[int]) -> _Explanation:
        """The value of a figure that mends most of the breaches, and what it would break."""
        ranges = {number: implied(self.breaches[number].bound.constraint, index, self.spans) for number in numbers}
        mended: list[int] = []
        common = _ANYTHING
        for seed in numbers:
            agreeing, shared = _agreeing(ranges, seed)
            if len(agreeing) > len(mended):
                mended, common = agreeing, shared
        broken = sum(not _meet(implied(kept, index, self.spans), common) for kept in self.kept[index])
        return _Explanation(Suspect(self.book.facts[index], common), tuple(mended), broken)


def _agreeing(ranges: dict[int, Span], seed: int) -> tuple[list[int], Span]:
    """Give the breaches that one value mends, taken up one by one from a first, and the values that mend them all."""
    common = ranges[seed]
    agreeing = []
    for number, each in ranges.items():
        if _meet(common, each):
            agreeing.append(number)
            common = Span(max(common.low, each.low), min(common.high, each.high))
    return agreeing, common


def _solved(
    terms: Sequence[tuple[Decimal, int]],
    index: int,
    spans: Sequence[Span],
    bounds: tuple[Decimal | None, Decimal | None],
) -> Span:
    coefficient = next((each for each, figure in terms if figure == index), ZERO)
    if not coefficient:
        return _ANYTHING
    rest = span_of(tuple(term for term in terms if term[1] != index), spans)
    low = -_INFINITE if bounds[0] is None else bounds[0] - rest.high
    high = _INFINITE if bounds[1] is None else bounds[1] - rest.low
    ends = (low / coefficient, high / coefficient)
    return Span(min(ends), max(ends))


def _quotient(ratio: Ratio, spans: Sequence[Span]) -> Span:
    part, whole = span_of(ratio.numerator, spans), span_of(ratio.denominator, spans)
    if whole.low <= ZERO <= whole.high:
        return _ANYTHING
    factor = HUNDRED if ratio.percent else ONE
    corners = [factor * one / other for one in part for other in whole]
    return Span(min(corners), max(corners))


def _meet(one: Span, other: Span) -> bool:
    return one.low <= other.high and other.low <= one.high
