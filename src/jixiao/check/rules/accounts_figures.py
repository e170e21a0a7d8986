"""Figures of the text: each with its unit, and with the unit that the others have."""

from __future__ import annotations

from decimal import Decimal

from jixiao.check.accounts_context import AccountsContext
from jixiao.check.accounts_text import number_of
from jixiao.check.rule import HOLDS, Broken, Verdicts, accounts_rule, figure, suspect
from jixiao.knowledge.accounts_patterns import account_words
from jixiao.knowledge.taxonomy import taxonomy
from jixiao.model.accounts import Measure, Statement
from jixiao.model.result import FindingFigure

WITH_UNIT = "金额写明单位，同一文件的金额单位一致"
_RATES: frozenset[Measure] = frozenset({"growth", "share", "completion", "difference_rate"})
_FEWEST = 5  # amounts in 万元 that make it the unit of a document
_IMPLAUSIBLE = Decimal(100)  # 元: less is not spent on anything in a year


@accounts_rule(
    "accounts.figure.unit_missing",
    sentence="金额和比率后面应当写明单位。",
    severity="warning",
    basis=WITH_UNIT,
    good="支出决算数为1176.34万元，完成预算100%",
    bad="支出决算数为1176.34，完成预算100%",
    lacking="没有认出的金额",
)
def unit_missing(document: AccountsContext) -> Verdicts:
    """An amount or a rate without a unit; an error where the same figure stands elsewhere with it."""
    for statement in document.document.statements:
        concept = taxonomy().concepts.get(statement.concept or "")
        if concept is None or not (concept.is_money or statement.measure in _RATES):
            continue
        if statement.unit is not None or not number_of(statement):
            yield HOLDS
            continue
        unit = "%" if statement.measure in _RATES else "万元"
        same = _same_with(document, statement, unit)
        others = [figure(f"另一处的{same.label}", same.value)] if same else []
        yield Broken(
            f"{statement.label}{statement.value.text}后面没有单位，应为“{unit}”",
            [suspect(statement.label, statement.value, f"{statement.value.text}{unit}"), *others],
            severity="error" if same else "warning",
            suggestion=f"补上“{unit}”。",
        )


def _same_with(document: AccountsContext, statement: Statement, unit: str) -> Statement | None:
    """Give another place of the same concept that has the same number with a unit."""
    number = number_of(statement)
    same = document.by_concept[statement.concept or ""]
    return next((other for other in same if other.unit == unit and number_of(other) == number), None)


@accounts_rule(
    "accounts.figure.unit_wrong",
    sentence="同一文件的金额单位应一致，不应把万元写成元。",
    severity="error",
    basis=WITH_UNIT,
    good="公务用车运行维护费0.52万元，公务接待费0.34万元",
    bad="公务用车运行维护费0.52元，公务接待费0.34万元",
    lacking="没有以万元为单位的金额",
)
def unit_wrong(document: AccountsContext) -> Verdicts:
    """Less than a hundred 元 spent in a year, among amounts in 万元."""
    money = [each for each in document.document.statements if each.unit in ("元", "万元") and each.concept]
    if sum(each.unit == "万元" for each in money) < _FEWEST:
        return
    for statement in money:
        number = number_of(statement)
        small = statement.unit == "元" and number is not None and 0 < number < _IMPLAUSIBLE
        if not small or any(word in statement.label for word in account_words("figures", "prices")):
            yield HOLDS
            continue
        whole = _other_of_family(money, statement)
        yield Broken(
            f"{statement.label}写成{statement.value.text}元，其他金额都以万元为单位",
            [suspect(statement.label, statement.value, f"{statement.value.text}万元"), *whole],
            relation=f"{statement.value.text}元 = {(number or 0) / 10000:f}万元",
            suggestion=f"核对是否应为{statement.value.text}万元。",
        )


def _other_of_family(money: list[Statement], statement: Statement) -> list[FindingFigure]:
    """Give the amount that a figure is a part of, as far as it is stated in 万元."""
    concept = taxonomy().concepts[statement.concept or ""]
    wholes = {concept.share_of, concept.parent} - {None}
    found = next(
        (each for each in money if each.concept in wholes and each.unit == "万元" and each.measure == "amount"), None
    )
    return [figure(found.label, found.value)] if found else []
