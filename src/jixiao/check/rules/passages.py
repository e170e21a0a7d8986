"""Figures in running text (目标、原因、结论) against the table beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from jixiao.check.amounts import Amount
from jixiao.check.context import FormContext
from jixiao.check.passages import ToldAmount
from jixiao.check.row import Row
from jixiao.check.rule import ALL_KINDS, HOLDS, Broken, Verdicts, figure, rule, suspect
from jixiao.knowledge.check_words import words
from jixiao.model.quantity import Quantity, comparable, convert, numbers
from jixiao.model.result import FindingFigure
from jixiao.model.value import Value
from jixiao.score.rounding import plain

FACTS = "文字说明中的数应与表内一致"
_SCORE = re.compile(r"(?:自评|综合|最终|评价|总)(?:总)?(?:得分|评分|分|得)(?:为|是|：|:)?(\d+(?:\.\d+)?)分")
_COUNTED = re.compile(r"(\d+(?:\.\d+)?)(万?(?:人次|户次|人|户|家|名|个|件|场|次))")
_UNIT_PRICE = ("每", "人均", "标准", "/", "单价")
_MONEY_WORDS = ("拨付", "支付", "预算", "执行", "支出", "资金", "经费", "金额", "下达", "安排")
_AFTER_NAME, _LONGEST_FIGURE = 12, 20  # characters after an indicator's name in which its figure begins, and ends


@rule(
    "form.text.score",
    sentence="文字中写的自评得分应与总分一致。",
    severity="warning",
    basis=FACTS,
    good="总分97.6，结论：自评得分97.6分",
    bad="总分97.6，结论：自评得分95分",
    lacking="文字中没有写自评得分",
)
def score_in_text(form: FormContext) -> Verdicts:
    """A score told in the conclusion against the total."""
    if form.total_score is None:
        return
    for label, value in form.texts:
        match = _SCORE.search(value.text or "") if "分" in (value.text or "") else None
        if match is None:
            continue
        if Decimal(match[1]) == form.total_score:
            yield HOLDS
        else:
            yield Broken(
                f"{label}写“{match.group()}”，与总分{form.form.total.score.text}不一致",
                [suspect(label, value), figure("总分", form.form.total.score)],
                relation=f"{match[1]} ≠ {plain(form.total_score)}",
            )


def _tabled(form: FormContext) -> Iterator[tuple[str, Amount]]:
    for line in form.lines:
        for label, amount in (("年初预算数", line.initial), ("全年预算数", line.budget), ("全年执行数", line.executed)):
            if amount.number:
                yield f"{line.label}的{label}", amount


@rule(
    "form.text.money_unit",
    sentence="文字中的金额应写对单位，不应把万元写成元。",
    severity="warning",
    basis=FACTS,
    good="执行40.90万元，原因：年底拨付40.9万元",
    bad="执行40.90万元，原因：年底拨付40.9元",
    lacking="文字中没有与表内数字相同的金额",
    kinds=ALL_KINDS,
)
def money_unit(form: FormContext) -> Verdicts:
    """The very figure of the table, with 元 where the table has 万元."""
    tabled = list(_tabled(form)) if form.told_amounts else []
    for told in form.told_amounts:
        quantity = told.quantity
        if quantity.number is None:
            continue
        same = next(((name, amount) for name, amount in tabled if amount.number == quantity.number), None)
        if same is None or _is_price(told):
            continue
        if quantity.unit == form.unit:
            yield HOLDS
            continue
        if quantity.unit != "元" or form.unit != "万元":
            continue
        name, amount = same
        yield Broken(
            f"{told.label}写“{quantity.text}”，表内{name}是{amount.value.text}{form.unit}，单位应为万元",
            [suspect(told.label, told.value, f"{plain(quantity.number)}万元"), figure(name, amount.value)],
            relation=f"{plain(quantity.number)}元 ≠ {plain(quantity.number)}万元",
            suggestion=f"改为{plain(quantity.number)}万元。",
            severity="error" if quantity.places and _tells_payment(told) else "warning",
            cause=f"{quantity.text} in text",
        )


def _tells_payment(told: ToldAmount) -> bool:
    return any(word in told.before(12) for word in _MONEY_WORDS)


def _is_price(told: ToldAmount) -> bool:
    """Whether an amount is a price, or a small round figure that stands in the table by chance."""
    if any(word in told.before(12) or word in told.after(3) for word in _UNIT_PRICE):
        return True
    return told.quantity.places == 0 and not _tells_payment(told)


@rule(
    "form.text.amount",
    sentence="文字中写的项目资金总额应与表内预算数一致。",
    severity="warning",
    basis=FACTS,
    good="预算67万元，目标：该项资金总额67万元",
    bad="预算67万元，目标：该项资金总额14万元",
    lacking="文字中没有写项目资金总额",
    kinds=ALL_KINDS,
)
def amount_in_text(form: FormContext) -> Verdicts:
    """An amount named as the whole of the project against every amount of the funding block."""
    line = form.main_line
    if line is None or not line.base.number or not form.told_amounts:
        return
    tabled = [amount for _, amount in _tabled(form)]
    for told in form.told_amounts:
        amount = convert(told.quantity, form.unit)
        before = told.before(8).rstrip("为是共计约：:")
        if amount is None or amount.interval is None or not before.endswith(words("whole_amount", "words")):
            continue
        if any(each.interval and each.interval.meets(amount.interval) for each in tabled):
            yield HOLDS
            continue
        yield Broken(
            f"{told.label}写“{before}{told.quantity.text}”，表内预算数是{line.base.value.text}{form.unit}",
            [suspect(told.label, told.value), line.base_figure()],
            relation=f"{told.quantity.text} ≠ {line.base.value.text}{form.unit}",
        )


@rule(
    "form.text.indicator",
    sentence="文字中写的指标数值应与指标表一致。",
    severity="warning",
    basis=FACTS,
    good="指标值96%，目标：参保率达到96%",
    bad="指标值96%，目标：参保率达到95%以上",
    lacking="文字中没有写指标的数值",
    kinds=ALL_KINDS,
)
def indicator_in_text(form: FormContext) -> Verdicts:
    """The figure that follows an indicator's name in the goal, against its target or result."""
    for label, value, column in (
        ("预期目标", form.form.goal.expected, "target"),
        ("实际完成情况", form.form.goal.actual, "actual"),
    ):
        text = value.text
        if text is None:
            continue
        for row in form.named_rows:
            at = text.find(row.label)
            told = _told(text, at + len(row.label)) if at >= 0 else None
            tabled: Quantity = row.target if column == "target" else row.actual
            agrees = told and _agrees(tabled, told)
            if told is None or agrees is None:
                continue
            if agrees:
                yield HOLDS
            else:
                yield _told_otherwise(row, label, value, column, told)


def _told(text: str, start: int) -> Quantity | None:
    """Give the figure that follows an indicator's name."""
    following = numbers(text[start : start + _AFTER_NAME + _LONGEST_FIGURE])
    return next((each for each in following if each.span and each.span[0] <= _AFTER_NAME), None)


def _agrees(tabled: Quantity, told: Quantity) -> bool | None:
    if tabled.dimension != told.dimension or tabled.approximate or told.approximate:
        return None
    pair = comparable(tabled, told)
    if pair is None or pair[0].interval is None or pair[1].interval is None:
        return None
    if tabled.places == told.places and tabled.unit == told.unit:
        return tabled.number == told.number  # printed alike, so nothing was rounded in between
    return pair[0].interval.meets(pair[1].interval)


def _told_otherwise(row: Row, label: str, value: Value, column: str, told: Quantity) -> Broken:
    cell = getattr(row.indicator, column)
    name = "指标值" if column == "target" else "完成值"
    return Broken(
        f"{label}写“{row.label}{told.text}”，指标表的{name}是{cell.text}",
        [figure(label, value), row.figure(column)],
        relation=f"{told.text} ≠ {cell.text}",
        cause=f"{label} {row.number}",
    )


@rule(
    "form.text.two_numbers",
    sentence="同一事实在完成情况、结论和指标表中的数应一致。",
    severity="warning",
    basis=FACTS,
    good="完成情况：救助49户；结论：救助49户",
    bad="完成情况：救助24户；结论：已救助49户",
    lacking="没有两处说到同一事实的数",
)
def two_numbers(form: FormContext) -> Verdicts:
    """The same word before a number of the same unit, once in each of two passages, with different numbers."""
    passages = [("实际完成情况", form.form.goal.actual), ("评价结论", form.form.conclusion)]
    told = [(label, value, _counted(value.text)) for label, value in passages if value.text]
    for (label, value, counts), (other_label, other, others) in combinations(told, 2):
        for fact in counts.keys() & others.keys():
            if counts[fact] == others[fact]:
                yield HOLDS
                continue
            word, unit = fact
            yield Broken(
                f"{label}写“{word}{counts[fact]}{unit}”，{other_label}写“{word}{others[fact]}{unit}”",
                [figure(label, value), figure(other_label, other), *_counted_rows(form, word, unit)],
                relation=f"{counts[fact]} ≠ {others[fact]}",
            )


def _counted(text: str) -> dict[tuple[str, str], str]:
    """Give what a passage counts, by the two characters before the number and its unit; nothing told twice."""
    found: dict[tuple[str, str], str] = {}
    twice = set()
    for match in _COUNTED.finditer(text):
        number, unit = match.groups()
        fact = text[max(0, match.start() - 2) : match.start()], unit
        if not fact[0].isalpha() or found.setdefault(fact, number) != number:
            twice.add(fact)
    return {fact: number for fact, number in found.items() if fact not in twice}


def _counted_rows(form: FormContext, word: str, unit: str) -> list[FindingFigure]:
    """The indicators that count the same thing."""
    return [row.figure("actual") for row in form.rows if word in row.label and row.actual.unit == unit]
