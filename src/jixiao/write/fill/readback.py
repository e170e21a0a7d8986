"""What was written is read again and held against the data, so that nothing is lost without a word."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from jixiao.check.line import FUNDING_COLUMNS
from jixiao.model.form import Form, Indicator
from jixiao.model.value import Value
from jixiao.write.fill.edits import Missing
from jixiao.write.fill.head import source_label
from jixiao.write.fill.indicators import COLUMNS, called
from jixiao.write.fill.levels import likeness
from jixiao.write.fill.manner import in_unit, target_parts

_LEVELS = ("level1", "level2")
_TARGET = ("comparator", "target", "unit")


def differences(data: Form, filled: Form, told: list[Missing]) -> list[Missing]:
    """Give the values of the data that the filled form does not say, those left out that have been told already."""
    known = {label for missing in told for label in (missing.label, *missing.also)}
    found = [*_of_head(data, filled), *_of_money(data, filled), *_of_indicators(data, filled)]
    return [
        Missing(label, wanted, f"写入后读出的是“{got}”，数据是" if got else "写入后没有读出来")
        for label, wanted, got in found
        if label not in known and not _same(wanted, got)
    ]


def moved_levels(data: Form, filled: Form) -> list[str]:
    """Give a sentence for each indicator that stands under other levels than the data gives it."""
    left = list(filled.indicators)
    said = []
    for indicator in data.indicators:
        own = next((each for each in left if _same(indicator.name.text, each.name.text)), None)
        if own is None:
            continue
        left.remove(own)
        if not all(_akin(indicator, own, level) for level in _LEVELS):
            said.append(f"指标“{called(indicator)}”按空白表的级别填在“{_levels(own)}”下，数据是“{_levels(indicator)}”")
    return said


def _akin(one: Indicator, other: Indicator, level: str) -> bool:
    wanted, got = getattr(one, level).text, getattr(other, level).text
    return wanted is None or got is None or likeness(wanted, got, level) > 0


def _levels(indicator: Indicator) -> str:
    return "/".join(text for text in (indicator.level1.text, indicator.level2.text) if text)


Pair = tuple[str, str, str | None]


def _of_head(data: Form, filled: Form) -> Iterator[Pair]:
    if data.year is not None:
        yield "年度", str(data.year), str(filled.year) if filled.year else None
    for label, wanted, got in (
        ("项目名称", data.project.name, filled.project.name),
        ("项目编码", data.project.code, filled.project.code),
        ("主管部门", data.department, filled.department),
        ("预期目标", data.goal.expected, filled.goal.expected),
        ("目标完成情况", data.goal.actual, filled.goal.actual),
        ("评价结论", data.conclusion, filled.conclusion),
        ("存在问题", data.problems, filled.problems),
        ("改进措施", data.improvements, filled.improvements),
        ("项目负责人", data.signatures.project_lead, filled.signatures.project_lead),
        ("财务负责人", data.signatures.finance_lead, filled.signatures.finance_lead),
        ("预算执行率的得分", data.execution.score, filled.execution.score),
        ("预算执行率的分值", data.execution.weight, filled.execution.weight),
        ("总分", data.total.score, filled.total.score),
    ):
        yield from _pair(label, wanted, got)


def _of_money(data: Form, filled: Form) -> Iterator[Pair]:
    left = list(filled.funding)
    for line in data.funding:
        own = next((each for each in left if each.source == line.source), None)
        if own is None:
            continue  # told by its label
        left.remove(own)
        for name, label in FUNDING_COLUMNS:
            wanted: Value = getattr(line, name)
            got: Value = getattr(own, name)
            if filled.kind == "performance_target" and name in ("initial", "budget"):
                got = own.initial or own.budget  # a target form knows one amount only
            if wanted.text is not None:
                unit = None if name == "rate" else filled.money_unit.text
                yield f"{source_label(line)}的{label}", in_unit(wanted.text, data.money_unit.text, unit), got.text


def _of_indicators(data: Form, filled: Form) -> Iterator[Pair]:
    left = list(filled.indicators)
    for indicator in data.indicators:
        own = next((each for each in left if _same(indicator.name.text, each.name.text)), None)
        if own is None:
            yield f"指标“{called(indicator)}”", indicator.target.text or called(indicator), None
            continue
        left.remove(own)
        for name in COLUMNS.keys() - {*_LEVELS, *_TARGET, "name"}:
            yield from _pair(f"“{called(indicator)}”的{COLUMNS[name]}", getattr(indicator, name), getattr(own, name))
        if indicator.target.text is not None:
            yield f"“{called(indicator)}”的指标值", _in_one(indicator), _in_one(own)


def _in_one(indicator: Indicator) -> str:
    """Sign, target and unit in one text (≥99%), a sign in words (不低于) as the sign."""
    together = Indicator(target=Value(target_parts(indicator, ())["target"]))
    parts = target_parts(together, ("comparator", "unit"))
    return "".join(part for part in (parts["comparator"], parts["target"], parts["unit"]) if part)


def _pair(label: str, wanted: Value, got: Value) -> Iterator[Pair]:
    if wanted.text is not None:
        yield label, wanted.text, got.text


def _same(one: str | None, other: str | None) -> bool:
    if one == other:
        return True
    if one is None or other is None:
        return False
    return _plain(one) == _plain(other) or (_number(one) is not None and _number(one) == _number(other))


def _plain(text: str) -> str:
    return "".join(text.split()).replace("％", "%").replace("＝", "=").replace("：", ":")


def _number(text: str) -> tuple[Decimal, bool] | None:
    plain = _plain(text).replace(",", "")
    try:
        return Decimal(plain.rstrip("%")), plain.endswith("%")
    except InvalidOperation:
        return None
