"""What is scored: the execution rate or an indicator, with its points as printed."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from jixiao.check.row import Row
from jixiao.check.rule import figure, suspect
from jixiao.model.result import FindingFigure
from jixiao.model.value import Value

_ZERO = Decimal(0)


class Item(NamedTuple):
    """One item with its 分值 and 得分; `row` is None for the execution rate."""

    label: str
    weight_value: Value
    weight: Decimal | None
    score_value: Value
    score: Decimal | None
    row: Row | None = None

    @property
    def above(self) -> bool:
        """Whether the score is above the weight."""
        return self.score is not None and self.weight is not None and self.score > self.weight

    def weight_figure(self) -> FindingFigure:
        """Give the 分值 as a figure of a finding."""
        return figure(f"“{self.label}”的分值", self.weight_value)

    def score_figure(self) -> FindingFigure:
        """Give the 得分 as a figure of a finding."""
        return figure(f"“{self.label}”的得分", self.score_value)

    def wrong_weight(self, expected: str | None = None) -> FindingFigure:
        """Give the 分值 as the figure that is held to be wrong."""
        return suspect(f"“{self.label}”的分值", self.weight_value, expected)

    def wrong_score(self, expected: str | None = None) -> FindingFigure:
        """Give the 得分 as the figure that is held to be wrong."""
        return suspect(f"“{self.label}”的得分", self.score_value, expected)


def sum_of_scores(items: list[Item]) -> Decimal:
    """Give the sum of the scores, blank ones as nothing."""
    return sum((item.score for item in items if item.score is not None), _ZERO)


def sum_of_weights(items: list[Item]) -> Decimal:
    """Give the sum of the weights, blank ones as nothing."""
    return sum((item.weight for item in items if item.weight is not None), _ZERO)


class LowWeight(NamedTuple):
    """An item whose weight is too low, and what it should be."""

    item: Item
    expected: Decimal


def weight_below_score(items: list[Item], total: Decimal) -> LowWeight | None:
    """Give the one weight below its own score that would make the weights add up, where there is one."""
    low = [item for item in items if item.above]
    gap = total - sum_of_weights(items)
    if gap <= 0 or len(low) != 1 or any(item.weight is None for item in items):
        return None
    expected = (low[0].weight or _ZERO) + gap
    return LowWeight(low[0], expected) if (low[0].score or _ZERO) <= expected else None
