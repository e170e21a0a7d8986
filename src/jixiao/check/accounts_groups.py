"""Groups of figures that stand together and are of one thing: its amount, budget, completion, change and growth."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from jixiao.check.accounts_text import Paragraph, Told, number_of
from jixiao.check.rule import figure
from jixiao.knowledge.taxonomy import taxonomy
from jixiao.model.accounts import Measure, Statement
from jixiao.model.result import FindingFigure


class Group(NamedTuple):
    """Figures of one concept (and item) side by side in a paragraph, by measure; `start` and `end` are its span."""

    paragraph: Paragraph
    told: dict[Measure, Told]
    start: int
    end: int

    @property
    def label(self) -> str:
        """What the figures are of, in the words of the text."""
        first = next((told for measure, told in self.told.items() if measure == "amount"), None)
        return (first or next(iter(self.told.values()))).statement.label

    @property
    def name(self) -> str:
        """What the figures are of, without the word for a change."""
        concept = taxonomy().concepts.get(self.concept or "")
        return self.label if "amount" in self.told or concept is None else concept.label

    @property
    def concept(self) -> str | None:
        """The concept of the figures."""
        return next(iter(self.told.values())).statement.concept

    def statement(self, measure: Measure) -> Statement | None:
        """Give the statement of a measure."""
        told = self.told.get(measure)
        return told.statement if told else None

    def number(self, measure: Measure) -> Decimal | None:
        """Give the number of a measure, None where it is not stated."""
        statement = self.statement(measure)
        return number_of(statement) if statement else None

    def figures(self, *measures: Measure) -> list[FindingFigure]:
        """Give the figures of some measures, as far as they are stated, for a finding."""
        found = (self.statement(measure) for measure in measures)
        return [figure(statement.label, statement.value) for statement in found if statement]


def groups_of(paragraph: Paragraph) -> Iterator[Group]:
    """Give the groups of a paragraph in order; a measure told again begins a new one."""
    told: dict[Measure, Told] = {}
    before: Statement | None = None
    for each in paragraph.told:
        statement = each.statement
        if told and before and (not _same(before, statement) or statement.measure in told):
            yield _group(paragraph, told)
            told = {}
        told[statement.measure] = each
        before = statement
    if told:
        yield _group(paragraph, told)


def _same(one: Statement, other: Statement) -> bool:
    return (one.concept, one.item) == (other.concept, other.item) and one.concept is not None


def _group(paragraph: Paragraph, told: dict[Measure, Told]) -> Group:
    places = list(told.values())
    return Group(paragraph, told, min(place.start for place in places), max(place.end for place in places))
