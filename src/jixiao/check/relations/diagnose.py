"""Diagnosis (归因): the broken relations of a document by what explains them, by the search for the wrong figure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from jixiao.check.relations.book import Book
from jixiao.check.relations.constraints import System
from jixiao.check.relations.evaluate import Breach, Evaluation
from jixiao.check.relations.facts import SIGNED, Fact, Key
from jixiao.check.relations.syntax import Operand, operands
from jixiao.knowledge.taxonomy import taxonomy

if TYPE_CHECKING:
    from jixiao.check.locate import Figure

_BLANK = 1.3  # how much dearer than a printed figure an empty cell is to change
_LISTS = frozenset({"sum", "parts", "children"})


class Suspect(NamedTuple):
    """A figure that is held to be wrong, and what it should be as it would be printed, None where nothing tells."""

    fact: Fact
    expected: str | None


class Cause(NamedTuple):
    """Broken relations with one explanation: a sentence without full stop, and the figures that it suspects.

    `decided` says that no other explanation is about as good.
    """

    breaches: tuple[Breach, ...]
    sentence: str = ""
    suspects: tuple[Suspect, ...] = ()
    decided: bool = False


def causes(evaluation: Evaluation) -> list[Cause]:
    """Give the broken relations of a document by their causes; what may still be right has no suspects."""
    breaches = [breach for result in evaluation.results for breach in result.broken]
    certain = [breach for breach in breaches if _weighs(breach)]
    doubtful = [Cause((breach,)) for breach in breaches if not _weighs(breach)]
    return [*(_located(evaluation, certain) if certain else ()), *doubtful]


def _weighs(breach: Breach) -> bool:
    """Say whether a broken relation tells that a figure is wrong: not one that may be right, nor a mere habit."""
    return not breach.reserve and breach.bound.relation.severity != "info"


def _located(evaluation: Evaluation, breaches: list[Breach]) -> list[Cause]:
    from jixiao.check.locate import Problem, explain, locate  # only documents with mistakes need the search

    kept = [bound for result in evaluation.results if result.relation.severity != "info" for bound in result.kept]
    bounds = [*(breach.bound for breach in breaches), *kept]
    book = evaluation.book
    system = System([fact.number for fact in book.facts], evaluation.spans, [bound.constraint for bound in bounds])
    lists = frozenset(number for number, bound in enumerate(bounds) if _is_list(operands(bound.formula)))
    found: list[Cause] = []
    left = dict(enumerate(breaches))
    for explanation in locate(Problem(system, [_figure(book, fact) for fact in book.facts], lists)):
        own = [left.pop(number) for number in explanation.constraints if number in left]
        told = explain(explanation)
        suspects = tuple(Suspect(book.facts[index], right) for index, right in told.suspects.items())
        if own:
            found.append(Cause(tuple(own), told.sentence, suspects, told.decided))
    return [*found, *(Cause((breach,)) for breach in left.values())]


def _is_list(used: Iterable[Operand]) -> bool:
    return any(operand.kind in _LISTS for operand in used)


def _figure(book: Book, fact: Fact) -> Figure:
    """Give what the search may know of a figure."""
    from jixiao.check.locate import Figure

    key = fact.key
    prior = _nearest(book, fact, Key(key.concept, "prior", key.item)) if key and key.measure == "amount" else None
    beside = [book.facts[index] for index in (fact.index - 1, fact.index + 1) if 0 <= index < len(book.facts)]
    return Figure(
        label=fact.label,
        places=fact.places,
        factor=fact.factor,
        weight=_BLANK if fact.blank else 1.0,
        signed=key is not None and (key.measure in SIGNED or taxonomy().concepts[key.concept].year != "flow"),
        prior=prior,
        neighbours=tuple(other.index for other in beside if other.site == fact.site and not other.blank),
    )


def _nearest(book: Book, fact: Fact, key: Key) -> int | None:
    stated = book.by_key.get(key, ())
    return min((other.index for other in stated), key=lambda index: abs(index - fact.index), default=None)
