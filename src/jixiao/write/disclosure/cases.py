"""Comparisons (比较): whether a figure is more, less or as much as last year's or the budget's, as they are printed."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from jixiao.knowledge.taxonomy import taxonomy
from jixiao.model.accounts import Measure
from jixiao.score.rounding import half_up
from jixiao.write.disclosure.figures import Figures, Topic
from jixiao.write.disclosure.source import ZERO
from jixiao.write.disclosure.wording import Against, Case

_HUNDRED = Decimal(100)


class Compared(NamedTuple):
    """How a figure compares with its base: the case, the difference, and the rate where the base is not 0."""

    case: Case
    against: Against
    difference: Decimal = ZERO
    rate: Decimal | None = None

    def value(self, measure: Measure) -> Decimal | None:
        """Give the figure of a comparison by its measure, None for figures of another kind."""
        own: dict[Measure, Decimal | None] = {"difference": self.difference, "difference_rate": self.rate}
        if self.against == "prior":
            own = {"change": self.difference, "growth": self.rate}
        elif self.case == "flat":
            own["completion"] = _HUNDRED  # 2.12 of 2.12, whatever stands behind the decimals that are printed
        return own.get(measure)


def compared(figures: Figures, topic: Topic, against: Against) -> Compared:
    """Give how a figure compares with last year's or with the budget's; what prints the same is the same."""
    amount = figures.amount(topic)
    base = figures.prior(topic) if against == "prior" else figures.budget(topic, figures.budget_measure)
    if amount is not None and base is None and against == "budget":
        return _as_stated(figures, topic, amount)
    if amount is None or base is None:
        return Compared("unknown", against)
    if against == "prior":
        difference, rate = figures.change(topic) or ZERO, figures.growth(topic)
    else:
        difference, rate = amount - base, figures.difference_rate(topic)
    return Compared(_case(figures, topic, (amount, base, difference), against), against, difference, rate)


def _case(figures: Figures, topic: Topic, told: tuple[Decimal, Decimal, Decimal], against: Against) -> Case:
    amount, base, difference = told
    if not amount and not base:
        return "none"
    if not base:
        return "new"
    places = figures.numbers.money if taxonomy().concepts[topic.concept].is_money else 0
    completion = figures.completion(topic) if against == "budget" else None
    prints_all = completion is not None and half_up(completion, figures.numbers.rate) == _HUNDRED
    return "flat" if prints_all or half_up(difference, places) == ZERO else "changed"


def _as_stated(figures: Figures, topic: Topic, amount: Decimal) -> Compared:
    """Without a budget, the completion that is stated tells the case."""
    completion = figures.completion(topic)
    if completion is None:
        return Compared("unknown", "budget")
    if not completion and not amount:
        return Compared("none", "budget")
    rate = completion - _HUNDRED
    flat = half_up(completion, figures.numbers.rate) == _HUNDRED
    return Compared("flat" if flat else "changed", "budget", rate, rate)
