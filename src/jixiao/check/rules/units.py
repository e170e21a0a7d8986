"""Units: the result must be measured as the target is."""

from __future__ import annotations

from decimal import Decimal

from jixiao.check.context import FormContext
from jixiao.check.row import Row
from jixiao.check.rule import HOLDS, Broken, Verdicts, rule
from jixiao.knowledge.check_words import counts
from jixiao.model.result import Severity
from jixiao.score.rounding import plain

SAME_UNIT = "完成值应与指标值使用同一计量单位"
NAMES = {
    "money": "金额",
    "persons": "人数",
    "person_times": "人次",
    "households": "户数",
    "count": "数量",
    "area": "面积",
    "length": "长度",
    "volume": "体积",
    "mass": "重量",
    "percent": "百分比",
    "duration": "时间",
    "date": "日期",
}
_COUNTABLE = frozenset({"persons", "person_times", "households", "count"})
_HARD = _COUNTABLE | {"money", "area", "length", "volume", "mass"}
_TIMES = frozenset({"date", "duration"})
_SLIPS = {"money": (Decimal(5000), Decimal(20000)), "percent": (Decimal(80), Decimal(125))}


@rule(
    "form.actual.unit",
    sentence="完成值的单位应与指标值一致。",
    severity="error",
    basis=SAME_UNIT,
    good="指标值≤120万元，完成值115.2万元",
    bad="指标值≤120万元，完成值100%",
    lacking="没有带单位的指标值和完成值",
)
def actual_unit(form: FormContext) -> Verdicts:
    """A percentage cannot answer an amount or a head-count; other pairs are a warning."""
    for row in form.rows:
        target, actual = row.target, row.actual
        if (target.number is None and target.dimension != "date") or actual.number is None:
            continue
        if target.embedded or actual.embedded or actual.dimension == "number" or target.dimension == "number":
            continue
        severity = _severity(row)
        if severity is None:
            yield HOLDS
            continue
        yield Broken(
            f"“{row.label}”的指标值{row.target_text}是{NAMES[target.dimension]}，"
            f"完成值{row.indicator.actual.text}却是{NAMES[actual.dimension]}，单位不一致",
            [row.suspect("actual", _whole_cost(form, row)), row.figure("target"), row.figure("score")],
            severity=severity,
            suggestion=f"按指标值的单位（{target.unit}）填写完成值。" if target.unit else None,
        )


def _whole_cost(form: FormContext, row: Row) -> str | None:
    """Give what a row of the whole cost should report: the spending, None for any other row."""
    line = form.main_line
    if line is None or line.executed.number is None or row not in form.whole_costs:
        return None
    return f"{plain(line.executed.number)}{form.unit}"


def _severity(row: Row) -> Severity | None:
    target, actual = row.target.dimension, row.actual.dimension
    if target == actual or target not in NAMES or actual not in NAMES or {target, actual} <= _COUNTABLE:
        return None
    if target in _TIMES:
        return None if actual in _TIMES else "warning"
    if target in _HARD and actual == "percent":
        return "error"
    return "error" if {target, actual} <= _HARD and "money" in (target, actual) else "warning"


@rule(
    "form.actual.head_count",
    sentence="人数、次数等数量指标，完成值应填数量，不应填百分比。",
    severity="warning",
    basis=SAME_UNIT,
    good="参保人数：据实，完成28000人",
    bad="参保人数：据实，完成100%",
    lacking="没有指标值不是数的数量指标",
)
def head_count(form: FormContext) -> Verdicts:
    """A count whose target has no number (据实) or no unit, answered by a percentage."""
    for row in form.rows:
        if row.target.number is not None and row.target.dimension != "number":
            continue
        if not row.indicator.name or not counts(row.label) or row.actual.number is None or row.actual.embedded:
            continue
        if row.actual.dimension != "percent":
            yield HOLDS
            continue
        yield Broken(
            f"“{row.label}”应填数量，完成值却是百分比{row.indicator.actual.text}",
            [row.suspect("actual"), row.figure("target"), row.figure("score")],
            suggestion="填写实际数量。",
        )


@rule(
    "form.actual.magnitude",
    sentence="完成值与指标值不应相差约一万倍（元与万元之误）或一百倍（漏写百分号之误）。",
    severity="warning",
    basis=SAME_UNIT,
    good="指标值≤120万元，完成值115.2万元",
    bad="指标值≤120万元，完成值115.2元",
    lacking="没有可比的金额或百分比",
)
def magnitude(form: FormContext) -> Verdicts:
    """元 written for 万元, 0.95% written for 95%."""
    for row, ruled in zip(form.rows, form.scored.indicators, strict=True):
        limits, share = _SLIPS.get(row.target.dimension), ruled.completion
        if limits is None or not share or row.actual.dimension not in (row.target.dimension, "number"):
            continue
        ratio = share if share > 1 else 1 / share
        if not limits[0] <= ratio <= limits[1]:
            yield HOLDS
            continue
        same_digits = row.actual.unit == "元" and form.unit == "万元" and _is_spending(form, row.actual.number)
        yield Broken(
            f"“{row.label}”的指标值{row.target_text}与完成值{row.indicator.actual.text}相差约{plain(ratio.quantize(Decimal(1)))}倍，"
            + ("可能是元与万元之误" if row.target.dimension == "money" else "可能是百分数写错"),
            [row.suspect("actual", _whole_cost(form, row)), row.figure("target"), *form.main_amounts()],
            severity="error" if same_digits else "warning",
        )


def _is_spending(form: FormContext, number: Decimal | None) -> bool:
    """Whether a figure is that of the whole spending, whatever its unit."""
    return form.main_line is not None and number is not None and form.main_line.executed.number == number


@rule(
    "form.actual.percent_sign",
    sentence="指标值为百分比的，完成值也应写成百分比。",
    severity="info",
    basis=SAME_UNIT,
    good="指标值≥90%，完成值95%",
    bad="指标值≥90%，完成值0.95",
    lacking="没有百分比指标",
)
def fraction(form: FormContext) -> Verdicts:
    """0.95 and 1 beside targets in per cent: a spreadsheet's fraction."""
    for row in form.rows:
        if row.target.dimension != "percent" or row.actual.number is None or row.actual.embedded:
            continue
        if row.actual.dimension != "number" or row.actual.number > 1 or row.actual.number == 0:
            yield HOLDS
            continue
        right = plain(row.actual.number * 100) + "%"
        yield Broken(
            f"“{row.label}”的完成值{row.indicator.actual.text}没有写成百分比，应为{right}",
            [row.suspect("actual", right), row.figure("target")],
        )
