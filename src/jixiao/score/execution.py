"""Points of the budget execution rate (预算执行率): 执行数 ÷ 全年(调整后)预算数 × 分值, capped at the full points."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from jixiao.knowledge.scheme_file import Scheme
from jixiao.model.form import Form, FundingLine
from jixiao.model.interval import Interval
from jixiao.model.quantity import Quantity, comparable
from jixiao.model.value import Value
from jixiao.score.choose import execution_points
from jixiao.score.item import ONE, ZERO
from jixiao.score.points import points
from jixiao.score.result import Score
from jixiao.score.rounding import HUNDRED, half_up, percent, plain, round_points


class Money(NamedTuple):
    """What was to be spent and what was, in one unit; `note` says where the figures stand, if not where they should."""

    budget: Quantity
    executed: Quantity
    note: str = ""


def score_execution(form: Form, scheme: Scheme) -> Score:
    """Give the points of the execution rate; value None where the form has no figures or the budget is zero."""
    weight = execution_points(form)
    weight = scheme.rules.exec_weight if weight is None else weight
    score = _scored(form, weight, scheme)
    score.stated = points(form.execution.score)
    return score


def _scored(form: Form, weight: Decimal, scheme: Scheme) -> Score:
    money = _money(form)
    if money is None:
        return _from_printed_rate(form, weight, scheme)
    budget, executed = _number(money.budget), _number(money.executed)
    if budget <= 0:
        return _zero_budget(executed, weight, scheme)
    score = _by_rate(max(executed, ZERO), budget, weight, scheme, money.note)
    _set_limits(score, form, money, scheme)
    return score


def _money(form: Form) -> Money | None:
    """The total row's figures; the rows of the sources added up where that row is blank or zero."""
    total = form.funding_line("total")
    own = _figures(total) if total is not None else None
    if own is not None and _number(own.budget):
        return own
    return _sum_of_sources(form) or own


def _figures(line: FundingLine) -> Money | None:
    budget, note = line.budget, ""
    if _amount(budget) is None:
        budget, note = line.initial, "（表中没有全年预算数，按年初预算数）"
    wanted, spent = _amount(budget), _amount(line.executed)
    if wanted is None or spent is None:
        return None
    pair = comparable(wanted, spent)
    return Money(*pair, note) if pair else None


def _amount(value: Value) -> Quantity | None:
    quantity = value.quantity if value else None
    return quantity if quantity is not None and quantity.number is not None and not quantity.embedded else None


def _sum_of_sources(form: Form) -> Money | None:
    parts = [figures for line in form.funding if line.source != "total" and (figures := _figures(line))]
    if not any(_number(part.budget) for part in parts) or len({part.budget.unit for part in parts}) > 1:
        return None
    budget, executed = _sum(part.budget for part in parts), _sum(part.executed for part in parts)
    return Money(budget, executed, "（总额没有预算数，按各资金来源合计）")


def _sum(quantities: Iterable[Quantity]) -> Quantity:
    total, *others = quantities
    for other in others:
        total = total._replace(
            number=_number(total) + _number(other),
            places=max(total.places, other.places),
            interval=total.interval + other.interval if total.interval and other.interval else None,
        )
    return total


def _number(quantity: Quantity) -> Decimal:
    return quantity.number if quantity.number is not None else ZERO


def _by_rate(executed: Decimal, budget: Decimal, weight: Decimal, scheme: Scheme, note: str) -> Score:
    rules = scheme.rules
    rate = executed / budget
    division = f"{plain(executed)} ÷ {plain(budget)}"
    if executed > budget and rules.exec_cap:
        sentence = f"{division} = {percent(rate)}，超过100%按满分{plain(weight)}分计"
        return _score(weight, weight, ONE, sentence + note, rate, certain=not note)
    if rules.exec_rate_round is not None:
        return _by_rounded_rate(rate, division, weight, scheme, note)
    exact = executed * weight / budget
    value = round_points(exact, rules)
    sentence = f"{division} × {plain(weight)} = {plain(value)}{note}"
    return _score(exact, weight, rate, sentence, rate, certain=not note, value=value)


def _by_rounded_rate(rate: Decimal, division: str, weight: Decimal, scheme: Scheme, note: str) -> Score:
    places = scheme.rules.exec_rate_round or 0
    rounded = half_up(rate * HUNDRED, places)
    exact = rounded * weight / HUNDRED
    value = round_points(exact, scheme.rules)
    product = f"{plain(rounded)}% × {plain(weight)} = {plain(value)}"
    sentence = f"{division} = {percent(rate)}，取为{plain(rounded)}%，{product}{note}"
    certain = not note and scheme.settled("exec_rate_round")
    return _score(exact, weight, rounded / HUNDRED, sentence, rate, certain=certain, value=value)


def _score(
    exact: Decimal,
    weight: Decimal,
    share: Decimal,
    sentence: str,
    rate: Decimal | None,
    *,
    certain: bool,
    value: Decimal | None = None,
) -> Score:
    value = exact if value is None else value
    return Score(value, weight, "execution", sentence, value, value, certain, exact=exact, share=share, completion=rate)


def _from_printed_rate(form: Form, weight: Decimal, scheme: Scheme) -> Score:
    """Without amounts the rate that the form prints is all there is."""
    total = form.funding_line("total")
    for value in (form.execution.rate, total.rate if total is not None else None):
        quantity = value.quantity if value else None
        if quantity is not None and quantity.dimension == "percent" and quantity.number is not None:
            share = min(max(quantity.number / HUNDRED, ZERO), ONE)
            points_value = round_points(share * weight, scheme.rules)
            sentence = (
                f"表中没有预算数或执行数，按所写执行率：{percent(share)} × {plain(weight)} = {plain(points_value)}"
            )
            return _score(share * weight, weight, share, sentence, share, certain=False, value=points_value)
    return Score(None, weight, "execution", "没有预算数或执行数，不能计算预算执行率", ZERO, weight, certain=False)


def _zero_budget(executed: Decimal, weight: Decimal, scheme: Scheme) -> Score:
    """预算数为0: nothing can be divided by it; the scheme's policy decides and is named."""
    policy = scheme.rules.exec_zero_policy
    spent = f"预算数为0而执行数为{plain(executed)}" if executed else "预算数和执行数都为0"
    if policy == "na_rescale":
        sentence = f"{spent}，预算执行率不适用，其余得分折算为满分（方案的约定）"
        return Score(None, weight, "not_applicable", sentence, ZERO, weight, certain=False)
    value, phrase = (weight, f"记满分{plain(weight)}分") if policy == "full" else (ZERO, "记0分")
    certain = scheme.settled("exec_zero_policy") and not executed
    return _score(
        value, weight, value / weight if weight else ZERO, f"{spent}，{phrase}（方案的约定）", None, certain=certain
    )


def _set_limits(score: Score, form: Form, money: Money, scheme: Scheme) -> None:
    """Set what the printed amounts allow, their width taken from the decimals that the form's own amounts have."""
    if score.value is None or score.weight is None:
        return
    places = max([scheme.rules.money_decimals, *_decimals(form)])
    budget, executed = _interval(money.budget, places), _interval(money.executed, places)
    rate = executed / budget
    if rate is None:
        return
    least, most = (min(max(end, ZERO), ONE) * score.weight for end in (rate.low, rate.high))
    score.low, score.high = min(score.value, least), max(score.value, most)


def _decimals(form: Form) -> list[int]:
    amounts = [_amount(value) for line in form.funding for value in (line.budget, line.executed)]
    return [amount.places for amount in amounts if amount is not None]


def _interval(quantity: Quantity, places: int) -> Interval:
    """What an amount stands for; a plain 0 means nothing at all, not up to half a unit."""
    number = _number(quantity)
    return (quantity.within(places) if number else None) or Interval.exact(number)
