"""One item to be scored: what was aimed at and reached, the points, the scheme; and how a `Score` is made of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from jixiao.knowledge.scheme_file import Scheme
from jixiao.model.quantity import Quantity
from jixiao.score.result import Habit, Method, Score
from jixiao.score.rounding import percent, plain, round_points

ZERO, ONE = Decimal(0), Decimal(1)
NO_WEIGHT = "本表没有该项分值，不能算出得分"


class Share(NamedTuple):
    """The share of the full points that is earned, kept as a fraction so that rounding happens once, at the end."""

    numerator: Decimal
    denominator: Decimal

    @property
    def decimal(self) -> Decimal:
        """The share as a decimal between 0 and 1."""
        return min(max(self.numerator / self.denominator, ZERO), ONE)

    def points(self, weight: Decimal) -> Decimal:
        """The points that it earns of `weight`, not rounded."""
        return min(max(self.numerator * weight / self.denominator, ZERO), weight)


@dataclass(slots=True)
class Item:
    """Target and actual in one unit as far as they compare, points and scheme.

    The texts are as a sentence takes them: ≥98%, 指标值31015人, 指标值“优”, 时限2024年12月31日前.
    `direction` is what the item's level says where the target has no comparator: lower or earlier is better.
    `doubt` is set where reading the two figures needed a guess.
    """

    target: Quantity
    actual: Quantity
    target_text: str
    actual_text: str
    weight: Decimal | None
    scheme: Scheme
    direction: str = ""
    doubt: bool = False


class Limits(NamedTuple):
    """The least and the greatest share that the printed figures allow."""

    low: Decimal
    high: Decimal


NO_LIMITS = Limits(ZERO, ONE)


def full_score(
    item: Item,
    method: Method,
    reason: str,
    *,
    certain: bool = True,
    limits: Limits | None = None,
    others: tuple[Habit, ...] = (),
) -> Score:
    """Give full points: `reason` says why, such as 达到目标."""
    weight, certain = item.weight, certain and not item.doubt
    facts = f"{item.target_text}，完成{item.actual_text}，{reason}"
    if weight is None:
        return Score(None, None, method, f"{facts}，应得满分；{NO_WEIGHT}", certain=False, share=ONE)
    low = limits.low * weight if limits else weight
    return Score(
        value=weight,
        weight=weight,
        method=method,
        explanation=f"{facts}，得满分{plain(weight)}分",
        low=low,
        high=weight,
        certain=certain,
        exact=weight,
        share=ONE,
        others=others,
    )


def part_score(
    item: Item,
    method: Method,
    share: Share,
    arithmetic: str,
    *,
    before: str = "",
    certain: bool = True,
    limits: Limits | None = None,
    others: tuple[Habit, ...] = (),
) -> Score:
    """Give a share of the points: `arithmetic` is the share as people write it (29293 ÷ 31015), `before` its lead."""
    weight, certain = item.weight, certain and not item.doubt
    earned = share.decimal
    if weight is None:
        sentence = f"{before}{arithmetic} = {percent(earned)}；{NO_WEIGHT}"
        return Score(None, None, method, sentence, certain=False, share=earned)
    exact = share.points(weight)
    value = round_points(exact, item.scheme.rules)
    low, high = _between(value, weight, limits)
    return Score(
        value=value,
        weight=weight,
        method=method,
        explanation=f"{before}{arithmetic} × {plain(weight)} = {plain(value)}",
        low=low,
        high=high,
        certain=certain,
        exact=exact,
        share=earned,
        others=others,
    )


def _between(value: Decimal, weight: Decimal, limits: Limits | None) -> tuple[Decimal, Decimal]:
    if limits is None:
        return value, value
    return min(value, limits.low * weight), max(value, limits.high * weight)


def zero_score(item: Item, method: Method, reason: str, *, certain: bool = True) -> Score:
    """Give no points; `reason` says why."""
    certain = certain and not item.doubt
    facts = f"{item.target_text}，完成{item.actual_text}，{reason}，得0分"
    return Score(ZERO, item.weight, method, facts, ZERO, ZERO, certain, exact=ZERO, share=ZERO)


def open_score(
    item: Item,
    method: Method,
    reason: str,
    *,
    limits: Limits = NO_LIMITS,
    task: str = "由人工评定",
) -> Score:
    """Leave the points to a person, within `limits` of the weight; `reason` says why, `task` what is to be done."""
    weight = item.weight
    if weight is None:
        return Score(None, None, method, f"{reason}；{NO_WEIGHT}", certain=False)
    least, most = limits.low * weight, limits.high * weight
    sentence = f"{reason}，{task}（{plain(least)}—{plain(most)}分）"
    return Score(None, weight, method, sentence, least, most, certain=False)
