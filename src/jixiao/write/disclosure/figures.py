"""The figures that a disclosure prints: this year's, last year's, their changes, rates and shares, full precision."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from jixiao.check.relations.items import Path, code_path, is_code
from jixiao.knowledge.subjects import subject_name
from jixiao.knowledge.tables import line_words
from jixiao.knowledge.taxonomy import taxonomy
from jixiao.model.accounts import FinalAccounts, Measure
from jixiao.model.unit_year import UnitYear
from jixiao.score.rounding import half_up
from jixiao.write.disclosure.source import ZERO, Source
from jixiao.write.disclosure.wording import Wording

_HUNDRED = Decimal(100)
_OPERATING = ("行政", "参公", "参照公务员")  # kinds of units that have 机关运行经费: all of their 公用经费
_ADDED_UP = "three_public"
_COUNTED = {
    "performance.targets": "performance_target",
    "performance.monitored": "performance_monitoring",
    "performance.self_evaluated": "project_self_evaluation",
}


class Topic(NamedTuple):
    """What a figure is of: a concept and, where it is one of many, its item."""

    concept: str
    item: Path = ()


class Figures:
    """The figures of a unit's year; None where one is not known."""

    def __init__(self, year: UnitYear, wording: Wording) -> None:
        self.year = year
        self.budget_measure = wording.budget
        self.numbers = wording.numbers
        self.now = Source(replace(year.accounts, year=year.year))
        self.last = Source(year.prior or FinalAccounts(year=year.year - 1))
        self._names = _names(year.accounts)

    def value(self, topic: Topic, measure: Measure) -> Decimal | None:
        """Give a figure: amounts in 万元, rates in percent, what is counted in pieces."""
        if measure in ("budget", "initial_budget"):
            return self.budget(topic, measure)
        made = {
            "amount": self.amount,
            "count": self.amount,
            "prior": self.prior,
            "change": self.change,
            "growth": self.growth,
            "share": self.share,
            "completion": self.completion,
            "difference": self.difference,
            "difference_rate": self.difference_rate,
        }[measure]
        return made(topic)

    def amount(self, topic: Topic) -> Decimal | None:
        """Give this year's amount; 机关运行经费 and numbers of projects follow from other data where not typed."""
        found = self.now.amount(topic.concept, topic.item)
        if found is None and topic.concept == "operating_cost":
            return self._operating_cost()
        return self._forms(topic.concept) if found is None else found

    def prior(self, topic: Topic) -> Decimal | None:
        """Give last year's amount: as typed, as published, or this year's less the change that is stated."""
        typed = self.now.stated(topic.concept, "prior", topic.item)
        if typed is not None:
            return typed
        published = self.last.amount(topic.concept, topic.item)
        if published is not None:
            return published
        change, amount = self.now.stated(topic.concept, "change", topic.item), self.amount(topic)
        return amount - change if change is not None and amount is not None else None

    def change(self, topic: Topic) -> Decimal | None:
        """Give how much more than last year it is: the difference of the figures as they are printed.

        The changes of “三公” are exact, so that those of the parts add up to that of the whole.
        """
        amount, prior = self.amount(topic), self.prior(topic)
        if amount is None or prior is None:
            return None
        exact = topic.concept.startswith(_ADDED_UP)
        return amount - prior if exact else self._shown(topic, amount) - self._shown(topic, prior)

    def growth(self, topic: Topic) -> Decimal | None:
        """Give by how many percent it is more than last year; None where last year's was 0."""
        amount, prior = self.amount(topic), self.prior(topic)
        if amount is None or not prior:
            return None
        change = self._shown(topic, self.change(topic) or ZERO)
        return self._rate((amount - prior) / prior, change, self._shown(topic, amount) - change)

    def share(self, topic: Topic) -> Decimal | None:
        """Give what percentage of its whole (share_of of the taxonomy) it is; nothing is 0% of nothing."""
        amount, whole = self.amount(topic), taxonomy().concepts[topic.concept].share_of
        if amount == ZERO:
            return ZERO
        return self._part(topic, amount, self.amount(Topic(whole))) if whole else None

    def budget(self, topic: Topic, measure: Measure) -> Decimal | None:
        """Give the budget; that of all spending is the sum of its 项, that of “三公” stands in its table."""
        found = self.now.amount(topic.concept, topic.item, measure)
        if found is None and topic.concept.startswith("three_public"):
            return self.now.amount(topic.concept, topic.item, "budget")
        if found is None and topic == Topic("general.expenditure"):
            parts = [self.budget(Topic("general.function", path), measure) for path in self.leaves("general.function")]
            return sum((part for part in parts if part), ZERO) if parts and None not in parts else None
        return found

    def completion(self, topic: Topic) -> Decimal | None:
        """Give what percentage of the budget was spent, from the budget, else as stated."""
        budget = self.budget(topic, self.budget_measure)
        if budget is None:
            return self.now.stated(topic.concept, "completion", topic.item)
        return self._part(topic, self.amount(topic), budget)

    def difference(self, topic: Topic) -> Decimal | None:
        """Give how much more than the budget it is."""
        return _less(self.amount(topic), self.budget(topic, self.budget_measure))

    def difference_rate(self, topic: Topic) -> Decimal | None:
        """Give by how many percent it is more than the budget."""
        return self._part(topic, self.difference(topic), self.budget(topic, self.budget_measure))

    def _part(self, topic: Topic, part: Decimal | None, whole: Decimal | None) -> Decimal | None:
        """Give what percentage of a whole a part is, None where the whole is 0 or one of them is not known."""
        if part is None or not whole:
            return None
        return self._rate(part / whole, self._shown(topic, part), self._shown(topic, whole))

    def _rate(self, ratio: Decimal, shown: Decimal, of: Decimal) -> Decimal:
        """Give a percentage: the one that a reader gets from the printed figures, where it is nearly the true one.

        58.52 of 1176.34 is 4.97%, though 58.5236 of 1176.3393 is 4.98%; of small amounts the true rate is printed.
        """
        true, read = ratio * _HUNDRED, shown / of * _HUNDRED if shown and of else ratio * _HUNDRED
        places = self.numbers.rate
        near = abs(half_up(read, places) - half_up(true, places)) <= Decimal(1).scaleb(-places)
        return read if near else true

    def _shown(self, topic: Topic, number: Decimal) -> Decimal:
        return half_up(number, self.numbers.money) if taxonomy().concepts[topic.concept].is_money else number

    def leaves(self, concept: str) -> list[Path]:
        """Give the items of a concept that have none below them."""
        paths = list(self.now.items(concept))
        return [path for path in paths if not any(len(o) > len(path) and o[: len(path)] == path for o in paths)]

    def names(self, path: Path) -> tuple[str, ...]:
        """Give the names of the 类, 款 and 项 of a path, as the tables print them, else as the books do."""
        return tuple(self._name(part) for part in path)

    def _name(self, part: str) -> str:
        return self._names.get(part) or subject_name(part, self.year.year) or part

    def _operating_cost(self) -> Decimal | None:
        """机关运行经费 is all 公用经费 of an administration without units below it; institutions have none."""
        kind = self.year.unit.kind or ""
        if kind.startswith(_OPERATING) and not self.year.unit.below:
            return self.now.amount("general.basic.public")
        return ZERO if kind.startswith("事业") else None

    def _forms(self, concept: str) -> Decimal | None:
        kind = _COUNTED.get(concept)
        number = sum(form.kind == kind for form in self.year.forms)
        return Decimal(number) if number else None


def path_of(item: str) -> Path:
    """Give the path of an item as a template names it: by code or by name."""
    return code_path(item) if is_code(item) else (item,)


def _names(accounts: FinalAccounts) -> dict[str, str]:
    """Give the names of subjects by code, as the tables of functional subjects print them; headers of columns too."""
    found: dict[str, str] = {}
    for table in accounts.tables:
        for row in table.rows:
            if row.code.text and row.label.text and is_code(row.code.text):
                found.setdefault(row.code.text, subject_label(row.label.text))
    return found


def subject_label(label: str) -> str:
    """Give a subject's name without numbering and white space; its remarks in brackets are part of it."""
    plain, kept = line_words(label), "".join(label.split())
    return kept if plain != kept and "（" in kept else plain


def _less(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one - other
