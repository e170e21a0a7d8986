"""A form as small tables of labelled values: for the terminal, and for reports on forms that have no grid."""

from __future__ import annotations

from typing import NamedTuple

from jixiao.model.form import Form, FundingLine, FundingSource, Indicator
from jixiao.model.value import Value

FUNDING_SOURCE: dict[FundingSource, str] = {
    "total": "年度资金总额",
    "fiscal": "财政资金",
    "carryover": "上年结转",
    "special_account": "财政专户管理资金",
    "unit": "单位资金",
    "other": "其他资金",
}
FUNDING_COLUMNS = {"initial": "年初预算数", "budget": "全年预算数", "executed": "全年执行数", "rate": "执行率"}
INDICATOR_COLUMNS = {
    "level1": "一级指标",
    "level2": "二级指标",
    "name": "三级指标",
    "comparator": "性质",
    "target": "年度指标值",
    "unit": "单位",
    "actual": "实际完成值",
    "weight": "分值",
    "score": "得分",
    "reason": "原因",
}
Text = Value | str


class Table(NamedTuple):
    """A table of values: its title, its column headings (none for a list of fields) and its rows."""

    title: str
    header: list[str]
    rows: list[list[Text]]


def tables(form: Form) -> list[Table]:
    """Give what a form says as tables, blank columns and tables without rows left out."""
    made = [_head(form), _funding(form), _goal(form), _indicators(form), _results(form), _remarks(form)]
    return [table for table in made if table.rows]


def shown(text: Text) -> str:
    """Give a value or a label as text; a blank value is empty."""
    return text if isinstance(text, str) else text.text or ""


def _head(form: Form) -> Table:
    fields = {
        "表名": form.title,
        "项目名称": form.project.name,
        "项目编码": form.project.code,
        "主管部门": form.department,
        "实施单位": form.unit,
        "年度": form.year_printed,
        "金额单位": form.money_unit,
    }
    return _fields("基本情况", fields)


def _funding(form: Form) -> Table:
    columns = [name for name in FUNDING_COLUMNS if any(getattr(line, name) for line in form.funding)]
    rows = [[_funding_label(line), *(getattr(line, name) for name in columns)] for line in form.funding]
    return Table("预算执行情况", ["资金来源", *(FUNDING_COLUMNS[name] for name in columns)], rows)


def _funding_label(line: FundingLine) -> str:
    return line.label.text or FUNDING_SOURCE[line.source]


def _goal(form: Form) -> Table:
    return _fields("年度总体目标", {"预期目标": form.goal.expected, "实际完成情况": form.goal.actual})


def _indicators(form: Form) -> Table:
    columns = [name for name in INDICATOR_COLUMNS if any(getattr(indicator, name) for indicator in form.indicators)]
    rows = [_indicator(indicator, columns) for indicator in form.indicators]
    return Table("绩效指标", [INDICATOR_COLUMNS[name] for name in columns], rows)


def _indicator(indicator: Indicator, columns: list[str]) -> list[Text]:
    return [getattr(indicator, name) for name in columns]


def _results(form: Form) -> Table:
    execution, total = form.execution, form.total
    rows: list[list[Text]] = [
        ["预算执行率", execution.weight, execution.rate, execution.score, execution.reason],
        ["合计", total.weight, Value(), total.score, Value()],
    ]
    return Table("得分", ["项目", "分值", "执行率", "得分", "原因"], [row for row in rows if any(row[1:])])


def _remarks(form: Form) -> Table:
    fields = {
        "评价结论": form.conclusion,
        "存在问题": form.problems,
        "改进措施": form.improvements,
        "项目负责人": form.signatures.project_lead,
        "财务负责人": form.signatures.finance_lead,
    }
    return _fields("其他内容", fields | form.texts)


def _fields(title: str, fields: dict[str, Value]) -> Table:
    rows: list[list[Text]] = [[label, value] for label, value in fields.items() if value]
    return Table(title, [], rows)
