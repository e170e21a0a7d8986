"""Dates: possible at all, and in the year of the form."""

from __future__ import annotations

import re

from jixiao.check.calendar import is_date
from jixiao.check.context import FormContext
from jixiao.check.rule import ALL_KINDS, HOLDS, Broken, Verdicts, rule, suspect

PERIOD = "自评对象是本年度的预算执行和绩效目标"
_DATE = re.compile(r"((?:19|20)\d\d)年(\d{1,2})月(?:(\d{1,2})日)?")
_CUT_YEAR = re.compile(r"(?<!\d)20\d年(?![前内以间来限期代多余左])")
_YEAR_END = re.compile(r"截[止至]到?(20\d\d|\d\d)年[底末]")


@rule(
    "form.date.target_year",
    sentence="时效指标的日期应在自评年度内。",
    severity="warning",
    basis=PERIOD,
    good="2024年自评，指标值2024年12月31日前",
    bad="2024年自评，指标值2023年12月31日前",
    lacking="没有写明年份的日期指标，或表上没有年度",
    kinds=ALL_KINDS,
)
def target_year(form: FormContext) -> Verdicts:
    """A deadline of last year is a copy of last year's form; one of next year is a remark."""
    year = form.form.year
    if year is None:
        return
    for row in form.rows:
        for column, quantity in (("target", row.target), ("actual", row.actual)):
            dated = quantity.date.year if quantity.date is not None else None
            if dated is None:
                continue
            if dated == year or (column == "actual" and dated == year + 1):
                yield HOLDS
                continue
            cell, label = getattr(row.indicator, column), "指标值" if column == "target" else "完成值"
            yield Broken(
                f"“{row.label}”的{label}{cell.text}不在{year}年度内",
                [row.suspect(column)],
                severity="warning" if dated < year or column == "actual" else "info",
                suggestion="核对是否沿用了其他年度的表。",
            )


@rule(
    "form.date.impossible",
    sentence="日期应是存在的日期。",
    severity="error",
    basis="公历",
    good="2024年12月31日",
    bad="2024年11月31日",
    lacking="没有日期",
    kinds=ALL_KINDS,
)
def impossible(form: FormContext) -> Verdicts:
    """The 31st of November, the 13th month."""
    for row in form.rows:
        for column, quantity in (("target", row.target), ("actual", row.actual)):
            if quantity.dimension == "date":
                yield HOLDS  # the parser knows the calendar
                continue
            text = getattr(row.indicator, column).text
            for match in _DATE.finditer(text) if text and "月" in text else ():
                if not is_date(*(int(part) for part in match.groups("1"))):
                    yield Broken(f"“{row.label}”的日期{match.group()}不存在", [row.suspect(column)])


@rule(
    "form.date.text_year",
    sentence="文字中的年份应当完整，不应晚于自评的时间。",
    severity="warning",
    basis=PERIOD,
    good="截至2024年底已拨付",
    bad="204年参保人数下降；2024年自评写“截止25年底已全部拨付”",
    lacking="文字中没有年份",
    kinds=ALL_KINDS,
)
def text_year(form: FormContext) -> Verdicts:
    """A year with a digit lost, and a year end that had not come when the form was written."""
    year = form.form.year
    for label, value in form.texts:
        text = value.text or ""
        if "年" not in text:
            continue
        cut = _CUT_YEAR.search(text)
        if cut:
            yield Broken(f"{label}的年份“{cut.group()}”少了一位数", [suspect(label, value)], cause=cut.group())
        end = _YEAR_END.search(text)
        if end and year is not None and int(end[1][-2:]) > year % 100:
            yield Broken(f"{label}写“{end.group()}”，晚于自评的{year}年度", [suspect(label, value)], cause=end.group())
        elif not cut:
            yield HOLDS
