"""The parameters of a scoring scheme (评分方案): their names, units and kinds, and the typed set that scoring reads."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Literal, NamedTuple

ZeroPolicy = Literal["na_rescale", "full", "zero"]
ReverseFormula = Literal["ratio", "linear"]
Overshoot = Literal["full", "manual"]
RangeFormula = Literal["ratio", "manual"]
RoundMode = Literal["half_up", "truncate"]
NotApplicable = Literal["rescale", "drop"]
Kind = Literal[
    "points",
    "share",
    "multiple",
    "flag",
    "choice",
    "decimals",
    "rate_decimals",
    "bands",
    "cuts",
    "names",
    "level_points",
]


class Rules(NamedTuple):
    """The parameters of one scheme, typed; points and shares are exact decimals. Their meaning: `DEFINITIONS`."""

    exec_weight: Decimal
    exec_in_block: bool
    exec_cap: bool
    exec_rate_round: int | None
    exec_zero_policy: ZeroPolicy
    exec_explain_below: Decimal
    reverse_formula: ReverseFormula
    equal_overshoot: Overshoot
    range_outside: RangeFormula
    qual_bands: tuple[Decimal, ...]
    qual_met: Overshoot
    over_notice: Decimal
    over_explain: Decimal
    na_indicator: NotApplicable
    round_score: int
    round_mode: RoundMode
    money_decimals: int
    weight_total: Decimal
    level1_weights: dict[str, Decimal]
    grade_cuts: tuple[Decimal, ...]
    grade_names: tuple[str, ...]
    exec_vs_result_gap: Decimal
    unspent_notice: Decimal
    monitor_cuts: tuple[Decimal, ...]
    deviation_std: Decimal


class Definition(NamedTuple):
    """One parameter: its key in the file, its Chinese name, its kind, its unit, and what each choice is called."""

    key: str
    label: str
    kind: Kind
    unit: str = ""
    choices: Mapping[str, str] = MappingProxyType({})


DEFINITIONS: tuple[Definition, ...] = (
    Definition("exec_weight", "预算执行率分值", "points", "分"),
    Definition("exec_in_block", "预算执行率列在绩效指标表内", "flag"),
    Definition("exec_cap", "预算执行率得分以分值为上限", "flag"),
    Definition("exec_rate_round", "执行率先保留几位小数（百分数）再计分", "rate_decimals", "位"),
    Definition(
        "exec_zero_policy",
        "预算数为0时",
        "choice",
        choices={
            "na_rescale": "执行率不适用，其余得分折算为满分",
            "full": "执行率记满分",
            "zero": "执行率记0分",
        },
    ),
    Definition("exec_explain_below", "执行率低于此数须说明原因", "share"),
    Definition(
        "reverse_formula",
        "反向指标超出指标值时",
        "choice",
        choices={
            "ratio": "比例法：指标值÷完成值×分值",
            "linear": "线性法：(1−(完成值−指标值)÷指标值)×分值，达到指标值两倍记0分",
        },
    ),
    Definition(
        "equal_overshoot",
        "等于类指标的完成值高于指标值时",
        "choice",
        choices={"full": "记满分", "manual": "由人工评定"},
    ),
    Definition(
        "range_outside",
        "区间类指标的完成值在区间外时",
        "choice",
        choices={"ratio": "低于下限按完成值÷下限、高于上限按上限÷完成值计分", "manual": "由人工评定"},
    ),
    Definition("qual_bands", "定性指标三档（达成、部分达成、未达成）占分值的区间", "bands"),
    Definition(
        "qual_met",
        "定性指标达成时",
        "choice",
        choices={"full": "按满分推算，可在第一档内调整", "manual": "在第一档内由人工评定"},
    ),
    Definition("over_notice", "完成值达到指标值多少倍时提示指标值可能偏低", "multiple", "倍"),
    Definition("over_explain", "完成值达到指标值多少倍时须说明原因", "multiple", "倍"),
    Definition(
        "na_indicator",
        "指标不适用时",
        "choice",
        choices={"rescale": "不计该指标，其余得分折算为满分", "drop": "不计该指标，不折算"},
    ),
    Definition("round_score", "得分保留小数", "decimals", "位"),
    Definition("round_mode", "得分取舍方法", "choice", choices={"half_up": "四舍五入", "truncate": "直接截去"}),
    Definition("money_decimals", "金额按几位小数理解（省略的末尾0）", "decimals", "位"),
    Definition("weight_total", "全表分值合计", "points", "分"),
    Definition("level1_weights", "一级指标分值", "level_points", "分"),
    Definition("grade_cuts", "评价等级分数线", "cuts", "分"),
    Definition("grade_names", "评价等级名称", "names"),
    Definition("exec_vs_result_gap", "指标得分率高出执行率得分率多少时提示", "share"),
    Definition("unspent_notice", "结余占预算的比例超过多少时提示", "share"),
    Definition("monitor_cuts", "监控：执行进度占时间进度的红、黄灯界线", "cuts", "%"),
    Definition("deviation_std", "监控：指标偏离多少须说明", "share"),
)
BY_KEY: dict[str, Definition] = {definition.key: definition for definition in DEFINITIONS}
