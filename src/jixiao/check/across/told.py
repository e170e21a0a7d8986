"""A relation between documents that fails, told: the sentence with both files, the figures, which one is suspect."""

from __future__ import annotations

from decimal import Decimal

from jixiao.check.across.joined import Joined
from jixiao.check.across.papers import Paper
from jixiao.check.across.rounds import Round
from jixiao.check.across.sets import are_one_set
from jixiao.check.relations.constraints import HUNDRED, Constraint, Ratio, Terms, figures_of
from jixiao.check.relations.evaluate import Breach
from jixiao.check.relations.facts import SIGNED, Fact
from jixiao.check.relations.say import Naming, arithmetic, sentence, turned
from jixiao.check.rule import Broken
from jixiao.model.result import FindingFigure, Severity
from jixiao.score.rounding import half_up, plain

_CLAIMS = frozenset({"prior", *SIGNED})  # measures by which accounts speak of the year before
_MOST_PLACES = 6


class Told:
    """One breach of a round."""

    def __init__(self, round_: Round, joined: Joined, breach: Breach) -> None:
        self._round, self._joined, self._breach = round_, joined, breach
        self._constraint = breach.bound.constraint
        self._facts = [joined.book.facts[index] for index in figures_of(self._constraint)]
        self._documents = {fact.key.of for fact in self._facts if fact.key}
        self._suspects = self._found_suspects()

    def broken(self) -> Broken:
        """Give the failure of the rule."""
        figures = [self._figure(fact) for fact in self._facts]
        papers = [self._joined.paper_of(fact) for fact in (*self._suspects, *self._facts)]
        return Broken(
            message="，".join(filter(None, [self._sentence(figures), self._breach.reserve])) + "。",
            figures=figures,
            severity=self._severity(),
            relation=arithmetic(self._joined.book, self._constraint),
            suggestion="核对两份文件；口径或数据有调整的，在说明中写明。",
            cause=self._cause(),
            document=next((paper.index for paper in papers if self._is_own(paper)), None),
        )

    def _found_suspects(self) -> list[Fact]:
        """Give the figures held for wrong: what accounts say of the year before; what others say of the accounts."""
        own = [fact for fact in self._facts if fact.key and not fact.key.of]
        if "last" in self._documents:
            return [fact for fact in own if fact.measure in _CLAIMS] or own
        return self._facts if "other" in self._documents else [fact for fact in self._facts if fact not in own]

    def _cause(self) -> str | None:
        """What is said of one concept of another document is one finding, and balances that are wrong by one amount."""
        key = next((fact.key for fact in self._suspects if fact.key), None)
        if "last" in self._documents and isinstance(self._constraint, Constraint) and key and key.measure == "amount":
            return f"balance {half_up(_sum(self._constraint.terms, self._joined.book.facts), 1)}"
        return f"{key.concept} {key.item} {key.of}" if key else None

    def _severity(self) -> Severity:
        """An error is certain only where all papers are surely of one unit, and accounts of one scope.

        What differs from the year before must be explained; where the text tells of an adjustment it may be that.
        """
        severity = self._breach.severity
        if "last" in self._documents and severity == "warning" and self._joined.paper.tells_adjustment:
            return "info"
        others = [self._joined.paper_of(fact) for fact in self._facts if fact.key and fact.key.of == "other"]
        certain = self._round.sure and all(are_one_set(self._joined.paper, paper) for paper in others)
        return "warning" if severity == "error" and not certain else severity

    def _is_own(self, paper: Paper) -> bool:
        return paper.file == self._round.file

    def _figure(self, fact: Fact) -> FindingFigure:
        wrong = fact in self._suspects
        found = self._joined.paper_of(fact).figure(fact.value, fact.label, of=self._round.file, suspect=wrong)
        if wrong and "last" in self._documents:
            found.expected = self._expected(fact)
        return found

    def _sentence(self, figures: list[FindingFigure]) -> str:
        """Figures of other files are called by the file and their name there."""
        told = self._joined.telling(self._facts, self._round.file)
        said = self._of_last_year(told.facts, figures) or sentence(told, self._breach.bound)
        explained = "last" in self._documents and self._joined.paper.tells_adjustment
        return f"{said}（文中说明了调整，请核对是否是这项）" if explained else said

    def _of_last_year(self, facts: list[Fact], figures: list[FindingFigure]) -> str:
        """Give what is wrong with a figure of the year before, empty where the relation is about another document."""
        last = next((fact for fact in self._facts if fact.key and fact.key.of == "last"), None)
        if last is None or len(self._suspects) != 1:
            return ""
        [wrong] = self._suspects
        expected = next(figure.expected for figure in figures if figure.value is wrong.value)
        naming = Naming([facts[fact.index] for fact in self._facts])
        told = f"{naming.of(facts[wrong.index])}，而{naming.of(facts[last.index])}"
        return f"{told}，按它应为{expected}{wrong.unit}" if expected else told

    def _expected(self, fact: Fact) -> str | None:
        """Give what a figure should be by the others, printed as it is."""
        value = _solved(self._constraint, fact, self._joined.book.facts)
        if value is None:
            return None
        text = plain(half_up(value / fact.factor, min(fact.places, _MOST_PLACES)) + 0)  # + 0: never -0
        return turned(fact, text) if text != "0" else text


def _solved(constraint: Constraint | Ratio, fact: Fact, facts: list[Fact]) -> Decimal | None:
    """Give the value of a figure that satisfies an equation or a rate."""
    if isinstance(constraint, Ratio):
        whole = _sum(constraint.denominator, facts)
        share = _sum(constraint.numerator, facts) / whole if whole and fact.index == constraint.figure else None
        return share if share is None or not constraint.percent else share * HUNDRED
    if constraint.low is None or constraint.low != constraint.high:
        return None
    own = next(coefficient for coefficient, index in constraint.terms if index == fact.index)
    rest = tuple(term for term in constraint.terms if term[1] != fact.index)
    return (constraint.low - _sum(rest, facts)) / own


def _sum(terms: Terms, facts: list[Fact]) -> Decimal:
    return sum((coefficient * facts[index].number for coefficient, index in terms), Decimal(0))
