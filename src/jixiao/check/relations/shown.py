"""Relations as people see them (勾稽关系): every case with its equation, its figures and how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from jixiao.check.relations.bind import Bound
from jixiao.check.relations.book import Book
from jixiao.check.relations.constraints import figures_of
from jixiao.check.relations.evaluate import Evaluated, Evaluation
from jixiao.check.relations.facts import CellOf, Fact, Site
from jixiao.check.relations.file import with_shipped
from jixiao.check.relations.findings import lack_of
from jixiao.check.relations.relation import Relation
from jixiao.check.relations.say import equation, sentence
from jixiao.model.accounts import FinalAccounts
from jixiao.model.value import Value
from jixiao.score.rounding import plain

CaseVerdict = Literal["holds", "doubtful", "broken"]


class ShownFigure(NamedTuple):
    """A figure: its name, what is printed, and what it may truly be, in its own unit: [391.865, 391.875]."""

    label: str
    printed: str
    interval: str
    value: Value


class Case(NamedTuple):
    """A relation at one place; `doubtful` is one that does not hold and may still be right, `reserve` says why.

    `column` is the heading of the column where all figures stand in one.
    """

    bound: Bound
    book: Book
    verdict: CaseVerdict
    reserve: str = ""

    @property
    def site(self) -> Site:
        """The section or table."""
        return self.bound.site

    @property
    def words(self) -> str:
        """What holds as an equation, what does not as a sentence."""
        say = equation if self.verdict == "holds" else sentence
        return say(self.book, self.bound)

    @property
    def column(self) -> str:
        """The column that the case is about, empty where its figures are none of a table."""
        named = [fact.named for fact in self._facts]
        columns = {cell.column_name for cell in named if isinstance(cell, CellOf)}
        return columns.pop() if len(columns) == 1 else ""

    @property
    def figures(self) -> list[ShownFigure]:
        """The figures in the order of the equation."""
        return [ShownFigure(fact.label, _printed(fact), _interval(fact), fact.value) for fact in self._facts]

    @property
    def _facts(self) -> list[Fact]:
        return [self.book.facts[index] for index in figures_of(self.bound.constraint)]


class Shown(NamedTuple):
    """One relation on a document: its cases, or what it lacked where it has none."""

    relation: Relation
    cases: list[Case]
    lacking: str | None


def shown_relations(document: FinalAccounts, own: Sequence[Relation] = ()) -> list[Shown]:
    """Give how every relation ended on a document; `own` are the user's, beside those that come with the program."""
    evaluation = Evaluation(document, with_shipped(own))
    return [_shown(evaluation.book, result) for result in evaluation.results]


def _shown(book: Book, result: Evaluated) -> Shown:
    broken = [
        Case(breach.bound, book, "doubtful" if breach.reserve else "broken", breach.reserve) for breach in result.broken
    ]
    cases = [*broken, *(Case(bound, book, "holds") for bound in result.kept)]
    return Shown(result.relation, cases, None if result.count else lack_of(result))


def _printed(fact: Fact) -> str:
    text = fact.value.text or ""
    return "（空白）" if fact.blank else text if text.endswith(fact.unit) else f"{text}{fact.unit}"


def _interval(fact: Fact) -> str:
    low, high = (bound / fact.factor for bound in fact.span)
    return f"＝{plain(low)}" if low == high else f"[{plain(low)}, {plain(high)}]"
