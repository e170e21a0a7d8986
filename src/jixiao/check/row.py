"""One indicator row as the rules see it: its figures parsed once, what kind of indicator it is, whether it was met."""

from __future__ import annotations

from decimal import Decimal

from jixiao.check.rule import figure, suspect
from jixiao.knowledge.check_words import Family, family_of, may_fall
from jixiao.model.form import Indicator
from jixiao.model.quantity import Comparator, Quantity, comparable, meets, parse_target
from jixiao.model.result import FindingFigure
from jixiao.model.value import Value
from jixiao.score.points import points

COLUMNS = {
    "name": "指标名称",
    "target": "指标值",
    "actual": "完成值",
    "weight": "分值",
    "score": "得分",
    "reason": "原因",
}
_SIGNS = tuple("≥≤><=＝＞＜≧≦")
_SHORTEST_REASON = 5  # characters; only a shorter text can be a sign for blank (无, /, ——)


class Row:
    """One row of the indicator table, parsed. `label` names it for people; `pair` is target and actual in one unit."""

    __slots__ = ("actual", "family", "indicator", "label", "number", "reasoned", "score", "target", "weight")

    def __init__(self, number: int, indicator: Indicator) -> None:
        self.number = number
        self.indicator = indicator
        self.label = indicator.name.text or indicator.level2.text or f"第{number + 1}行"
        self.weight: Decimal | None = weight_of(indicator.weight)
        self.score: Decimal | None = points(indicator.score)
        self.target: Quantity = parse_target(indicator.comparator.text, indicator.target.text, indicator.unit.text)
        self.actual: Quantity = indicator.actual.quantity
        self.reasoned = said(indicator.reason)
        self.family: Family = family_of(indicator.level1.text, indicator.level2.text, indicator.name.text)

    @property
    def undirected(self) -> bool:
        """Whether the form does not tell if more or less is better: 投诉率5% without a comparator."""
        return self.target.comparator is None and (self.target.dimension == "duration" or may_fall(self.label))

    @property
    def full(self) -> bool:
        """Whether the row has all its points."""
        return self.score is not None and self.score == self.weight

    @property
    def short(self) -> bool:
        """Whether points are taken off."""
        return self.score is not None and self.weight is not None and self.score < self.weight

    @property
    def comparator(self) -> Comparator:
        """How the target is meant: as printed, else at most for costs and at least for all others."""
        return self.target.comparator or ("≤" if self.family == "cost" else "≥")

    @property
    def met(self) -> bool | None:
        """Whether the target was met, None where that cannot be decided."""
        return meets(self.target, self.actual, "≤" if self.family == "cost" else None)

    @property
    def target_text(self) -> str:
        """The target as people read it, from its three columns: ≥98%."""
        cells = self.indicator
        sign, text, unit = cells.comparator.text or "", cells.target.text or "", cells.unit.text or ""
        sign = sign if len(sign) == 1 and not sign.isalnum() and text[:1] not in _SIGNS else ""
        return f"{sign}{text}{'' if text.endswith(unit) or unit == '其他' else unit}"

    def figure(self, column: str, expected: str | None = None) -> FindingFigure:
        """Give one cell of the row as a figure of a finding."""
        return figure(f"“{self.label}”的{COLUMNS[column]}", getattr(self.indicator, column), expected)

    def suspect(self, column: str, expected: str | None = None) -> FindingFigure:
        """Give one cell of the row as the figure that is held to be wrong."""
        return suspect(f"“{self.label}”的{COLUMNS[column]}", getattr(self.indicator, column), expected)

    def pair(self) -> tuple[Decimal, Decimal] | None:
        """Give the numbers of target and actual in one unit, None where they do not compare."""
        pair = comparable(self.target, self.actual)
        if pair is None or pair[0].number is None or pair[1].number is None:
            return None
        return pair[0].number, pair[1].number


def weight_of(value: Value) -> Decimal | None:
    """Give the points of a cell of weights: 10, 10分, or 10% of a hundred points."""
    stated = points(value)
    if stated is None and value.text and value.text.endswith(("%", "％")):
        return value.quantity.number
    return stated


def said(value: Value) -> bool:
    """Say whether a cell of reasons gives one: 无 and / do not."""
    text = value.text
    return text is not None and (len(text) >= _SHORTEST_REASON or value.quantity.dimension != "blank")
