"""Binding (绑定): which figures of a document the formulas of a relation speak of, place by place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from jixiao.check.relations.book import Book
from jixiao.check.relations.constraints import ONE, ZERO, Constraint, Ratio, Term, Terms, figures_of
from jixiao.check.relations.facts import Fact, Key, Site
from jixiao.check.relations.lookup import (
    Case,
    Lacks,
    Lookup,
    above,
    is_concept,
    is_item_of,
    matching,
    measure_of,
    stated,
)
from jixiao.check.relations.names import PERCENT
from jixiao.check.relations.relation import Relation
from jixiao.check.relations.syntax import Formula, Linear, Operand, Quotient, Same, Sum, operands


class Bound(NamedTuple):
    """A formula bound to figures at a place.

    `omitted` are the optional parts that are not stated and count as 0; `listed` the items that the text lists.
    """

    relation: Relation
    formula: Formula
    constraint: Constraint | Ratio
    site: Site
    omitted: tuple[Operand, ...] = ()
    listed: tuple[Fact, ...] = ()


class Binder:
    """Binds relations to the figures of one document; `lacking` is what the last one lacked."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.lacking: dict[Operand, None] = {}

    def bind(self, relation: Relation) -> list[list[Bound]]:
        """Give the cases of a relation, each with its formulas of which one must hold."""
        self.lacking = {}
        found: dict[object, list[Bound]] = {}
        for formula in relation.formulas:
            for case, bound in self._bounds(relation, formula):
                same = bound.constraint if len(relation.formulas) == 1 else (case.site, case.near)
                found.setdefault(same, []).append(bound)
        return list(found.values()) if len(relation.formulas) > 1 else [bounds[:1] for bounds in found.values()]

    def _bounds(self, relation: Relation, formula: Formula) -> Iterator[tuple[Case, Bound]]:
        if isinstance(formula, Same):
            yield from self._same(relation, formula)
            return
        for case in self._cases(list(operands(formula)), relation):
            try:
                bound = _Use(Lookup(self.book, case)).bind(relation, formula)
            except Lacks as lack:
                self.lacking[lack.operand] = None
                continue
            if not all(self.book.facts[index].blank for index in figures_of(bound.constraint)):
                yield case, bound

    def _cases(self, used: list[Operand], relation: Relation) -> Iterator[Case]:
        lists = next((operand for operand in used if operand.kind in ("sum", "parts")), None)
        every = [operand for operand in used if operand.every and operand.kind == "figure"]
        if lists is not None:
            return self._lists(lists)
        if every:
            return self._each(next((operand for operand in every if operand.measure != "amount"), every[0]), relation)
        return self._together(used)

    def _each(self, operand: Operand, relation: Relation) -> Iterator[Case]:
        """One case for each figure that * may stand for."""
        for fact in matching(self.book, operand):
            if fact.key is not None and relation.is_about(fact.key.concept):
                yield Case(fact.site, fact.index, fact.key.concept, fact.key.item)

    def _lists(self, operand: Operand) -> Iterator[Case]:
        """One case for each place that lists items; the rows of tables by code have relations of their own."""
        for site, facts in list(self.book.by_site.items()):
            if self.book.has_codes(site):
                continue
            items = [fact for fact in facts if is_item_of(fact, operand)]
            if operand.kind == "sum" and items:
                yield Case(site, items[0].index)
            elif operand.kind == "parts":
                first = {path: fact for fact in reversed(items) for path in above(fact)}
                yield from (Case(site, fact.index, operand.concept, path) for path, fact in first.items())

    def _together(self, used: list[Operand]) -> Iterator[Case]:
        """One case for each place that states two of the figures, else one for the whole document."""
        places: dict[Site, list[Fact]] = {}
        for operand in used:
            for fact in {fact.site: fact for fact in reversed(stated(self.book, operand))}.values():
                places.setdefault(fact.site, []).append(fact)
        first = next((facts[0] for facts in places.values()), None)
        together = [facts[0] for facts in places.values() if len(facts) > 1]
        for fact in together or ([first] if first else []):
            yield Case(fact.site, fact.index)
        if first is None:
            self.lacking.update(dict.fromkeys(operand for operand in used if not operand.optional))

    def _same(self, relation: Relation, formula: Same) -> Iterator[tuple[Case, Bound]]:
        """Each statement of a figure is compared with the one that agrees with most of the others."""
        for key, stated_so in self.book.by_key.items():
            facts = [fact for fact in stated_so if not fact.blank and not fact.unsigned]
            if len(facts) < 2 or not is_concept(key, formula.operand) or not relation.is_about(key.concept):
                continue
            usual = max(facts, key=lambda fact: sum(_meet(fact, other) for other in facts))
            for fact in facts:
                if fact is not usual and not _may_differ(key, fact, usual):
                    constraint = Constraint(((ONE, fact.index), (-ONE, usual.index)), relation.id)
                    yield Case(fact.site, fact.index), Bound(relation, formula, constraint, fact.site)


class _Use:
    """One formula in one case."""

    def __init__(self, lookup: Lookup) -> None:
        self.lookup = lookup
        self.omitted: list[Operand] = []
        self.listed: list[Fact] = []

    def bind(self, relation: Relation, formula: Formula) -> Bound:
        constraint: Constraint | Ratio
        if isinstance(formula, Quotient):
            constraint = self._ratio(relation.id, formula)
        else:
            assert isinstance(formula, Linear)
            constraint = self._linear(relation.id, formula)
        return Bound(relation, formula, constraint, self.lookup.case.site, tuple(self.omitted), tuple(self.listed))

    def _linear(self, relation: str, formula: Linear) -> Constraint:
        terms = (*self._terms(formula.left, ONE), *self._terms(formula.right, -ONE))
        bound = formula.right.constant - formula.left.constant
        low = None if formula.operator == "<=" else bound
        high = None if formula.operator == ">=" else bound
        return Constraint(merged(terms), relation, low, high)

    def _ratio(self, relation: str, formula: Quotient) -> Ratio:
        figure = self.lookup.figure(formula.figure).index
        numerator, denominator = self._terms(formula.numerator, ONE), self._terms(formula.denominator, ONE)
        return Ratio(merged(numerator), merged(denominator), figure, relation, measure_of(formula.figure) in PERCENT)

    def _terms(self, total: Sum, sign: Decimal) -> list[Term]:
        """Give the terms of a side. Raises Lacks where none of its parts is stated."""
        terms: list[Term] = []
        for addend in total.addends:
            terms += [(sign * addend.sign, fact.index) for fact in self._facts(addend.operand)]
        if not terms and total.addends:
            raise Lacks(total.addends[0].operand)
        return terms

    def _facts(self, operand: Operand) -> list[Fact]:
        if operand.kind in ("sum", "parts"):
            self.listed += self.lookup.listed(operand)
            return self.listed
        try:
            return [self.lookup.figure(operand)]
        except Lacks:
            if not operand.optional:
                raise
            self.omitted.append(operand)
            return []


def merged(terms: Iterable[Term]) -> Terms:
    """Give terms with each figure once."""
    coefficients: dict[int, Decimal] = {}
    for coefficient, index in terms:
        coefficients[index] = coefficients.get(index, ZERO) + coefficient
    return tuple((coefficient, index) for index, coefficient in coefficients.items() if coefficient)


def _may_differ(key: Key, fact: Fact, usual: Fact) -> bool:
    """Say whether two figures of one place may be told apart there: items of one name, shares of different wholes."""
    return fact.site == usual.site and (bool(key.item) or key.measure == "share")


def _meet(one: Fact, other: Fact) -> bool:
    return one.span.low <= other.span.high and other.span.low <= one.span.high
