"""Points of an indicator with a number (定量指标): positive, equal, reverse, range, and targets of zero.

`item.target` and `item.actual` are in one unit here. Formulas: 财预〔2020〕10号 (met: full points; below: in
proportion), 项目支出绩效自评表附注 (reverse by ratio), 一体化系统绩效模块 (reverse linear).
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from jixiao.model.quantity import Quantity
from jixiao.score.item import ONE, ZERO, Item, Limits, Share, full_score, open_score, part_score, zero_score
from jixiao.score.result import Habit, Method, Score
from jixiao.score.rounding import HUNDRED, percent, plain, round_points

LOWER, EARLIER = "lower", "earlier"
_DOWNWARD = ("≤", "<")


def score_number(item: Item) -> Score:
    """Give the points of an indicator whose target and actual are numbers in one unit."""
    target = _number(item.target)
    comparator, assumed = _comparator(item)
    if item.target.upper is not None:
        return _range(item, target, item.target.upper)
    if target < 0:
        return _negative_target(item, target, comparator)
    if target == 0:
        return _zero_target(item, comparator)
    if comparator in _DOWNWARD:
        return _reverse(item, target, assumed)
    if comparator == "=":
        return _equal(item, target)
    return _positive(item, target, "proportional")


def completion(item: Item) -> Decimal | None:
    """Give actual ÷ target (完成比), above 1 where the target was exceeded; None where the target is 0."""
    target = _number(item.target)
    return _number(item.actual) / target if target else None


def _number(quantity: Quantity) -> Decimal:
    return quantity.number if quantity.number is not None else ZERO


def _reached(item: Item) -> Decimal:
    """The actual; a negative one counts as nothing reached."""
    return max(_number(item.actual), ZERO)


def _comparator(item: Item) -> tuple[str | None, bool]:
    """Give the comparator, and whether it was only taken from the level's name."""
    printed = item.target.comparator
    if printed is not None or not item.direction:
        return printed, False
    if item.direction == LOWER or item.target.dimension == "duration":
        return "≤", True
    return None, False


def _positive(item: Item, target: Decimal, method: Method, *, certain: bool = True) -> Score:
    actual = _reached(item)
    others = _without_target(item, actual)
    if actual >= target:
        return full_score(item, method, "达到目标", certain=certain, others=others)
    limits = _limits(item, lambda value: Share(value, target))
    arithmetic = f"{_shown(item, actual)} ÷ {_shown(item, target)}"
    share, before = Share(actual, target), _conversion(item)
    return part_score(item, method, share, arithmetic, before=before, certain=certain, limits=limits, others=others)


def _equal(item: Item, target: Decimal) -> Score:
    """等于: proportional below; above, practice differs and the scheme decides; a cost above is a reverse indicator."""
    actual = _reached(item)
    if actual <= target:
        # A cost that stays below a target of "=" is arguably met, so its proportion is not beyond doubt.
        return _positive(item, target, "equal", certain=actual == target or item.direction != LOWER)
    if item.direction == LOWER:
        return _reverse(item, target, assumed=True)
    if item.scheme.rules.equal_overshoot == "manual":
        return open_score(item, "equal", f"{item.target_text}，完成{item.actual_text}，高于指标值")
    return full_score(item, "equal", "高于指标值", certain=item.scheme.settled("equal_overshoot"))


def _reverse(item: Item, target: Decimal, assumed: bool) -> Score:
    """反向: full points up to the target; above it by the scheme's formula."""
    actual = _reached(item)
    ratio = item.scheme.rules.reverse_formula == "ratio"
    method: Method = "reverse_ratio" if ratio else "reverse_linear"
    formula = _ratio if ratio else _linear
    if actual <= target:
        return full_score(item, method, "未超过指标值", certain=not assumed or actual == target)
    certain = item.scheme.settled("reverse_formula") and not assumed
    shown = (_shown(item, actual), _shown(item, target))
    return part_score(
        item,
        method,
        formula(actual, target),
        _ratio_arithmetic(*shown) if ratio else _linear_arithmetic(*shown, above=actual > 2 * target),
        before=f"{_conversion(item)}反向指标（{'比例法' if ratio else '线性法'}）：",
        certain=certain,
        limits=_limits(item, lambda value: formula(value, target)),
        others=_other_formula(item, actual, target, ratio),
    )


def _ratio(actual: Decimal, target: Decimal) -> Share:
    return Share(target, actual) if actual > target else Share(ONE, ONE)


def _linear(actual: Decimal, target: Decimal) -> Share:
    return Share(2 * target - actual, target)


def _ratio_arithmetic(actual: str, target: str) -> str:
    return f"{target} ÷ {actual}"


def _linear_arithmetic(actual: str, target: str, *, above: bool) -> str:
    if above:  # the bracket would be negative: from twice the target on, nothing is earned
        return f"完成值达到指标值的2倍以上，0 ÷ {target}"
    return f"(1 − ({actual} − {target}) ÷ {target})"


def _other_formula(item: Item, actual: Decimal, target: Decimal, ratio: bool) -> tuple[Habit, ...]:
    if item.weight is None:
        return ()
    share = _linear(actual, target) if ratio else _ratio(actual, target)
    value = round_points(share.points(item.weight), item.scheme.rules)
    name, phrase = ("reverse_linear", "反向指标按线性法") if ratio else ("reverse_ratio", "反向指标按比例法")
    return (Habit(name, value, phrase, "formula"), Habit("missed_is_zero", ZERO, "超过指标值不得分", "formula"))


def _range(item: Item, least: Decimal, most: Decimal) -> Score:
    """区间: full points inside; outside in proportion to the nearer end, where the scheme says so."""
    actual = _reached(item)
    if least <= actual <= most:
        return full_score(item, "range", "在区间内")
    limits = _limits(item, lambda value: _range_share(value, least, most))
    outside = f"{item.target_text}，完成{item.actual_text}，在区间外"
    if item.scheme.rules.range_outside == "manual" or least <= 0:
        return open_score(item, "range", outside)
    shown, low, high = _shown(item, actual), _shown(item, least), _shown(item, most)
    arithmetic = f"{shown} ÷ {low}" if actual < least else f"{high} ÷ {shown}"
    share, settled = _range_share(actual, least, most), item.scheme.settled("range_outside")
    return part_score(item, "range", share, arithmetic, before=f"{outside}，", certain=settled, limits=limits)


def _range_share(actual: Decimal, least: Decimal, most: Decimal) -> Share:
    if actual < least:
        return Share(actual, least)
    return Share(most, actual) if actual > most else Share(ONE, ONE)


def _zero_target(item: Item, comparator: str | None) -> Score:
    """指标值为0: nothing can be divided by it, so reached or not decides (一体化系统绩效模块, 等于类)."""
    actual = _number(item.actual)
    met = actual > 0 if comparator == ">" else comparator == "≥" or actual <= 0
    certain = met or comparator is not None
    if met:
        return full_score(item, "zero_target", "达到目标", certain=certain)
    return zero_score(item, "zero_target", "指标值为0，不能按比例计", certain=certain)


def _negative_target(item: Item, target: Decimal, comparator: str | None) -> Score:
    actual = _number(item.actual)
    met = {"≤": actual <= target, "<": actual <= target, "=": actual == target}.get(comparator or "", actual >= target)
    if met:
        return full_score(item, "proportional", "达到目标")
    return open_score(item, "not_comparable", f"{item.target_text}，完成{item.actual_text}，指标值为负数，不能按比例计")


def _limits(item: Item, share: Callable[[Decimal], Share]) -> Limits:
    """Give the shares at both ends of what the printed actual stands for."""
    interval = item.actual.interval
    if interval is None or interval.low == interval.high:
        own = share(_reached(item)).decimal
        return Limits(own, own)
    ends = share(max(interval.low, ZERO)).decimal, share(max(interval.high, ZERO)).decimal
    return Limits(min(ends), max(ends))


def _shown(item: Item, number: Decimal) -> str:
    return plain(number) + "%" if item.target.dimension == "percent" else plain(number)


def _conversion(item: Item) -> str:
    """Say what a figure is in the target's unit where the cell prints it in another: 完成42000元即4.2万元."""
    printed, number = item.actual_text, _shown(item, _number(item.actual))
    unit = item.actual.unit or ""
    shown = number if number.endswith("%") else number + unit
    digits = plain(_number(item.actual))
    return "" if digits in printed.replace(",", "") else f"完成{printed}即{shown}，"


def _without_target(item: Item, actual: Decimal) -> tuple[Habit, ...]:
    """The habit of taking a percentage itself as the share, whatever the target: 86% of 10 points for ≥99%."""
    if item.target.dimension != "percent" or item.weight is None or actual > HUNDRED:
        return ()
    value = round_points(actual * item.weight / HUNDRED, item.scheme.rules)
    phrase = f"{percent(actual / HUNDRED)}直接乘分值{plain(item.weight)}，没有与指标值相比"
    return (Habit("target_ignored", value, phrase, "formula"),)
