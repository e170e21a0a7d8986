"""What people call the fields of a form: 产出指标·数量指标“参保人数”的实际完成值, 年度资金总额的全年预算数."""

from __future__ import annotations

import re

from jixiao.model.form import SOURCE_NAMES, Form, FormKind, FundingLine, Indicator
from jixiao.model.form_pointers import NoSuchRow, get_value, row_of, rows_of
from jixiao.model.pointer import tokens

_SINGLE = {
    "/year": "年度",
    "/title": "表的标题",
    "/department": "主管部门",
    "/unit": "实施单位",
    "/project/code": "项目编码",
    "/project/name": "项目名称",
    "/money_unit": "金额单位",
    "/goal/expected": "年度总体目标的预期目标",
    "/goal/actual": "年度总体目标的实际完成情况",
    "/execution/weight": "预算执行率的分值",
    "/execution/rate": "预算执行率的完成值",
    "/execution/score": "预算执行率的得分",
    "/execution/reason": "预算执行率的原因",
    "/total/weight": "总分的分值",
    "/total/score": "总分",
    "/conclusion": "评价结论",
    "/problems": "存在问题",
    "/improvements": "改进措施",
    "/signatures/project_lead": "项目负责人",
    "/signatures/finance_lead": "财务负责人",
}
COLUMN_NAMES = {
    "funding": {
        "label": "名称",
        "initial": "年初预算数",
        "budget": "全年预算数",
        "executed": "全年执行数",
        "rate": "执行率",
        "forecast": "全年预计执行数",
    },
    "indicators": {
        "level1": "一级指标",
        "level2": "二级指标",
        "name": "三级指标",
        "comparator": "指标性质",
        "target": "年度指标值",
        "unit": "度量单位",
        "actual": "实际完成值",
        "weight": "分值",
        "score": "得分",
        "reason": "偏差原因分析及改进措施",
        "forecast": "全年预计完成情况",
        "possibility": "完成目标可能性",
    },
}
_NAMING = frozenset({"label", "level1", "level2", "name"})  # cells that are in the name of their row
# On a monitoring form (绩效运行监控表) these are told for the months of monitoring, not for the year.
_MONITORED = {"executed": "执行数", "actual": "执行情况", "reason": "偏差原因分析"}
_POINTS = re.compile(r"[（(][\d.]+分[）)]$")  # 产出指标（50分）


def field_name(form: Form, pointer: str) -> str:
    """Give the Chinese name of a field, or of a row where the pointer ends there; raises NoSuchField or NoSuchRow."""
    if pointer in _SINGLE:
        return _SINGLE[pointer]
    row = row_of(pointer)
    names = tokens(pointer)
    if row is None or len(names) > 2:
        get_value(form, pointer)  # raises where there is no such field
    if row is None:
        return names[1]  # a passage bears its own label
    name = row_name(form, *row)
    return f"{name}的{column_name(form.kind, names[0], names[2])}" if len(names) > 2 else name


def row_name(form: Form, block: str, index: int) -> str:
    """Give the name of a row: of a funding line its label, of an indicator its levels and its name."""
    rows = rows_of(form, block)
    if index >= len(rows):
        raise NoSuchRow(block, index, len(rows))
    row = rows[index]
    return _indicator(row, index) if isinstance(row, Indicator) else _line(row)


def row_summary(form: Form, block: str, index: int) -> str:
    """Give a row in one sentence: its name and what its other cells say."""
    row = rows_of(form, block)[index]
    told = [name for name in COLUMN_NAMES[block] if name not in _NAMING and getattr(row, name)]
    cells = "，".join(f"{column_name(form.kind, block, name)}{getattr(row, name).text}" for name in told)
    return f"{row_name(form, block, index)}：{cells}" if cells else row_name(form, block, index)


def _line(line: FundingLine) -> str:
    return (line.label.text or SOURCE_NAMES[line.source]).rstrip("：:").removeprefix("其中：")


def _indicator(row: Indicator, index: int) -> str:
    levels = "·".join(_POINTS.sub("", level.text) for level in (row.level1, row.level2) if level.text)
    return f"{levels}“{row.name.text}”" if row.name else f"{levels}第{index + 1}行指标"


def column_name(kind: FormKind, block: str, name: str) -> str:
    """Give what a column of a block (funding, indicators) is called on a kind of form."""
    monitored = _MONITORED.get(name) if kind == "performance_monitoring" else None
    return monitored or COLUMN_NAMES[block][name]
