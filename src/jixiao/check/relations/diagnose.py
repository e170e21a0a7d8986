"""Diagnosis (归因): the broken relations of a document by what explains them, by the search for the wrong figure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from jixiao.check.relations.bind import Bound
from jixiao.check.relations.book import Book
from jixiao.check.relations.constraints import Ratio, System, figures_of
from jixiao.check.relations.evaluate import Breach, Evaluation
from jixiao.check.relations.facts import SIGNED, Fact, Key
from jixiao.check.relations.say import turned
from jixiao.check.relations.syntax import operands
from jixiao.knowledge.taxonomy import taxonomy

if TYPE_CHECKING:
    from jixiao.check.locate import Diagnosis, Figure

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
    """Give the broken relations of a document by their causes; what may still be right names no suspect itself."""
    breaches = [breach for result in evaluation.results for breach in result.broken]
    certain = [breach for breach in breaches if _weighs(breach)]
    doubtful = [breach for breach in breaches if not _weighs(breach)]
    if certain:
        certain, doubtful = _with_warnings(certain, doubtful)
    found = _located(evaluation, certain) if certain else []
    for breach in doubtful:
        _join(found, breach)
    return found


def _with_warnings(certain: list[Breach], doubtful: list[Breach]) -> tuple[list[Breach], list[Breach]]:
    """Let warnings about figures that errors speak of take part in the search; others would only widen it."""
    known = {figure for breach in certain for figure in figures_of(breach.bound.constraint)}
    helping = [breach for breach in doubtful if _warns(breach) and known & set(figures_of(breach.bound.constraint))]
    return [*certain, *helping], [breach for breach in doubtful if breach not in helping]


def _join(found: list[Cause], breach: Breach) -> None:
    """Put what may still be right to the cause whose wrong figure it speaks of, else by itself."""
    own = set(figures_of(breach.bound.constraint))
    for place, cause in enumerate(found):
        if cause.decided and any(suspect.fact.index in own for suspect in cause.suspects):
            found[place] = cause._replace(breaches=(*cause.breaches, breach))
            return
    found.append(Cause((breach,)))


def _weighs(breach: Breach) -> bool:
    """Say whether a broken relation tells for certain that a figure is wrong: not one that may be right."""
    return not breach.reserve and breach.bound.relation.severity == "error"


def _warns(breach: Breach) -> bool:
    return not breach.reserve and breach.bound.relation.severity == "warning"


def _located(evaluation: Evaluation, breaches: list[Breach]) -> list[Cause]:
    from jixiao.check.locate import Problem, explain, locate  # only documents with mistakes need the search

    kept = [bound for result in evaluation.results if result.relation.severity != "info" for bound in result.kept]
    bounds = [*(breach.bound for breach in breaches), *kept]
    book = evaluation.book
    system = System([fact.number for fact in book.facts], evaluation.spans, [bound.constraint for bound in bounds])
    lists = frozenset(number for number, bound in enumerate(bounds) if _is_list(bound))
    found: list[Cause] = []
    left = dict(enumerate(breaches))
    for explanation in locate(Problem(system, [_figure(book, fact) for fact in book.facts], lists)):
        own = [left.pop(number) for number in explanation.constraints if number in left]
        if own:
            found.append(_cause(book, own, explain(explanation)))
    return [*found, *(_cause(book, [breach], None) for breach in left.values())]


def _cause(book: Book, breaches: list[Breach], told: Diagnosis | None) -> Cause:
    """The relation of fewest figures comes first: it shows best what is wrong."""
    breaches.sort(key=lambda breach: len(list(figures_of(breach.bound.constraint))))
    if told is None or not told.suspects:
        return Cause(tuple(breaches), told.sentence if told else "", _undefined(book, breaches))
    suspects = tuple(Suspect(book.facts[index], right) for index, right in told.suspects.items())
    return Cause(tuple(breaches), _in_words(told.sentence, suspects), suspects, told.decided)


def _undefined(book: Book, breaches: list[Breach]) -> tuple[Suspect, ...]:
    """A rate of nothing is wrong whatever it says."""
    ratios = [breach.bound.constraint for breach in breaches if isinstance(breach.bound.constraint, Ratio)]
    return tuple(Suspect(book.facts[ratio.figure], None) for ratio in ratios) if len(ratios) == len(breaches) else ()


def _in_words(sentence: str, suspects: Iterable[Suspect]) -> str:
    """Say increases and decreases as the text does: 应为减少58.49, not 应为-58.49."""
    for fact, right in suspects:
        if right is not None and (words := turned(fact, right)) is not None:
            sentence = sentence.replace(f"“{fact.label}”应为{right}", f"“{fact.label}”应为{words}")
    return sentence


def _is_list(bound: Bound) -> bool:
    """Say whether a document chooses what it adds up; the columns of a table are prescribed."""
    lists = any(operand.kind in _LISTS for operand in operands(bound.formula))
    return lists and bound.relation.each != "row"


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
